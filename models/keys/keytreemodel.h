#pragma once
#include "base/keyref.h"
#include "keys/keyfilter.h"
#include "keys/keyfolder.h"
#include "keys/keystore.h"
#include "keys/segments.h"
#include <QAbstractItemModel>
#include <QTimer>
#include <functional>

namespace keys {

/// The listed keys as folders (or as one flat list). Only opened folders have rows: a closed one is
/// a number and a list of ids, so a million keys cost a few dozen bytes each. Folders come first.
///
/// New keys show up in bursts, at most a few times a second, as inserted ranges; a burst that lands
/// in many places at once is one range and a layout change. Reset happens only when everything
/// changes: clear(), another filter, order or mode. No call works longer than a few milliseconds;
/// the rest follows from the event loop.
class KeyTreeModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyTreeModel)

public:
    enum Role {
        NameBytesRole = Qt::UserRole, ///< a key's exact name; a folder's name as shown
        KeyRefRole, ///< base::KeyRef; invalid for folders
        FolderRole, ///< bool
        TypeRole, ///< base::KeyType
        DeadlineRole, ///< qint64, see KeyStore::deadline()
        SizeRole, ///< qint64, KeyStore::unknownSize until asked
        CountRole, ///< keys below a folder
        PartialRole, ///< the scan has not seen every key yet
        ExpiredRole, ///< deadline passed or key gone; removed on dropExpired()
        RefusedRole, ///< the server does not tell its type
        TailRole, ///< characters of the name that repeat its folders
    };
    Q_ENUM(Role)
    enum class Mode { Tree, List };
    Q_ENUM(Mode)
    enum class Sort { Name, Type, Ttl, Size };
    Q_ENUM(Sort)

    explicit KeyTreeModel(QObject *parent = nullptr);
    ~KeyTreeModel() override;

    [[nodiscard]] KeyStore &store() { return m_store; }
    [[nodiscard]] const KeyStore &store() const { return m_store; }

    /// Forgets every key: a new scan or another database.
    void clear(int db);
    [[nodiscard]] int database() const { return m_db; }
    void setSeparators(const QByteArrayList &separators);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    void setSort(Sort sort, Qt::SortOrder order = Qt::AscendingOrder);
    [[nodiscard]] Sort sort() const { return m_sort; }
    [[nodiscard]] Qt::SortOrder order() const { return m_order; }
    void setFilter(const KeyFilter &filter);
    [[nodiscard]] const KeyFilter &filter() const { return m_filter; }
    /// Counts get their "+" while true. Once false again, what is left is shown at once.
    void setPartial(bool partial);
    [[nodiscard]] bool isPartial() const { return m_partial; }

    /// Time between two bursts of rows; tests set 0.
    void setBurstInterval(int ms) { m_burstMs = ms; }
    /// Takes in what was added to store().
    void feed();
    /// Everything taken in, placed and shown: nothing is left for the event loop.
    [[nodiscard]] bool isSettled() const;
    /// Keys that pass the filter, so far as they were taken in.
    [[nodiscard]] qint64 acceptedCount() const { return m_accepted; }

    [[nodiscard]] KeyId keyAt(const QModelIndex &index) const; ///< noKey for a folder
    [[nodiscard]] bool isFolder(const QModelIndex &index) const;
    /// Every listed key at or below `index`.
    [[nodiscard]] std::vector<KeyId> keysBelow(const QModelIndex &index) const;
    /// The segments that lead to a folder, and the way back (the deepest part that exists).
    [[nodiscard]] QByteArrayList path(const QModelIndex &folder) const;
    [[nodiscard]] QModelIndex findFolder(const QByteArrayList &path) const;
    /// The folder's prefix, its separator included: "user:" for new keys in it.
    [[nodiscard]] QByteArray prefix(const QModelIndex &index) const;
    /// The key's row; invalid while a folder above it is closed or the row is not shown yet.
    [[nodiscard]] QModelIndex indexOf(KeyId id) const;
    /// Opens the folders above the key. The row may appear only later: see flushed().
    QModelIndex reveal(KeyId id);
    /// Rows of the folder that are not shown yet (folders over `pageRows` are shown in pages).
    [[nodiscard]] qint64 hiddenRows(const QModelIndex &parent) const;
    void showMore(const QModelIndex &parent);
    static constexpr size_t pageRows = 100000;

    void removeKeys(const std::vector<KeyId> &ids);
    /// Removes rows whose time is up. Call it on a user's action, so that no row moves by itself.
    void dropExpired();
    /// Type, time or size of these keys became known.
    void detailsChanged(const std::vector<KeyId> &ids);
    /// Called for each key that a view asks details of and that has none.
    std::function<void(KeyId)> detailsWanted;
    /// Milliseconds since the epoch; tests may set another clock.
    std::function<qint64()> clock;

    [[nodiscard]] size_t memory() const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// Rows, counts or details as shown have changed.
    void flushed();

private:
    static constexpr KeyId absent = noKey - 1; // in m_next: the key is nowhere in the tree

    [[nodiscard]] Folder *folderOf(const QModelIndex &parent) const;
    [[nodiscard]] Entry entryOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOfFolder(const Folder *folder) const;
    [[nodiscard]] Segments::Segment segmentAt(QByteArrayView name, qsizetype from) const;
    [[nodiscard]] QByteArrayView segmentOf(const Folder &folder, const Group &group) const;
    /// More single insertions or removals than that become one layout change.
    static constexpr int maxRanges = 24;
    [[nodiscard]] static quint32 hashOf(QByteArrayView segment)
    {
        return quint32(qHashBits(segment.data(), size_t(segment.size()), 0));
    }
    [[nodiscard]] quint32 findGroup(const Folder &folder, QByteArrayView segment,
                                    quint32 hash) const;
    quint32 makeGroup(Folder &folder, QByteArrayView segment, quint32 hash, KeyId sample);
    [[nodiscard]] KeyId keyOf(const Folder &folder, Entry entry) const;
    [[nodiscard]] bool isShownAsFolder(const Folder &folder, Entry entry) const;
    [[nodiscard]] bool less(const Folder &folder, Entry a, Entry b) const;
    [[nodiscard]] qsizetype rowOf(const Folder &folder, Entry entry) const;
    [[nodiscard]] QString folderText(const Folder &folder, const Group &group) const;
    void collect(const Folder &folder, std::vector<KeyId> &ids) const;
    void collect(const Group &group, std::vector<KeyId> &ids) const;

    void rebuild();
    void place(KeyId id);
    void placeIn(Folder *folder, KeyId id, QByteArrayView name, qsizetype from);
    void addToGroup(Folder *&folder, quint32 at, KeyId id, QByteArrayView name, qsizetype &from,
                    bool &placed);
    [[nodiscard]] int sharedFolders(QByteArrayView a, qsizetype fromA, QByteArrayView b,
                                    qsizetype fromB, int atMost) const;
    void splitChain(Folder *folder, quint32 at, int chain);
    void open(Folder *folder, quint32 at);
    bool drain(Folder *folder, int ms);
    void markDirty(Folder *folder);
    void work();
    void schedule();
    bool flush(Folder *folder);
    void flushRanges(Folder *folder, const std::vector<Entry> &fresh);
    void flushBulk(Folder *folder, const std::vector<Entry> &fresh);
    void sortEntries(const Folder &folder, std::vector<Entry> &entries) const;
    void unplace(KeyId id, std::vector<std::pair<Folder *, Entry>> &gone);
    void sweep(Folder *folder, std::vector<Entry> gone);

    KeyStore m_store;
    Segments m_segments;
    KeyFilter m_filter;
    Mode m_mode = Mode::Tree;
    Sort m_sort = Sort::Name;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_partial = false;
    bool m_hurry = false; // no more keys are coming: no burst to wait for
    int m_burstMs = 250;
    int m_db = 0;
    std::unique_ptr<Folder> m_root;
    Chunked<KeyId> m_next;
    qint64 m_accepted = 0;
    bool m_changing = false; // rows are being brought to the views
    std::vector<Folder *> m_dirty;
    std::vector<Folder *> m_draining;
    QTimer m_work; // the next slice of feeding
    QTimer m_flush; // the next burst of rows
};

} // namespace keys
