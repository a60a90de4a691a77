#pragma once
#include "base/capabilities.h"
#include "base/keyref.h"
#include "base/keytype.h"
#include "base/result.h"
#include "resp/send.h"
#include <QDateTime>
#include <QFuture>
#include <QObject>
#include <QTimer>

namespace keys {

/// Deletes a key and can bring it back: DUMP, its exact expiry and UNLINK in one MULTI/EXEC, so the
/// copy is of the very value that went. Copies are kept for ten minutes, in memory only. Restoring
/// never overwrites (no REPLACE) and neither lengthens nor shortens a life.
class UndoVault final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UndoVault)

public:
    static constexpr qint64 mostPerKey = qint64(8) << 20;
    static constexpr qint64 mostPerOperation = qint64(64) << 20;
    static constexpr qint64 mostTotal = qint64(256) << 20;
    static constexpr int keepMinutes = 10;

    struct Entry {
        int id = 0;
        base::KeyRef key;
        base::KeyType type = base::KeyType::Unknown;
        qint64 deadline = -1; ///< absolute, ms by the server's clock; -1 = none
        qint64 leftMs = -1; ///< of the life when it was deleted; -1 = endless
        QDateTime deletedAt;
        qint64 bytes = 0;
    };
    /// What a restore does with the key's life.
    enum class Life {
        Exact, ///< the old deadline; a passed one fails with Kind::NotFound
        Endless, ///< none
        Original, ///< what was left when it was deleted, counted from now
    };

    explicit UndoVault(QObject *parent = nullptr);
    ~UndoVault() override;

    void setSend(const resp::Send &browse, const resp::Send &work);
    void setCapabilities(const base::Capabilities &can);

    /// Deletes with a copy; the result is the entry's id. Nothing was deleted when it fails, except
    /// with Kind::OutcomeUnknown. Kind::TooLarge and NotPermitted: it can only be deleted for good;
    /// `text` is the reason for M32. Kind::NotFound: it was gone already.
    QFuture<base::Result<int>> remove(const base::KeyRef &key);
    /// Brings entry `id` back. Kind::Changed: the key exists again (M33).
    QFuture<base::Result<base::KeyRef>> restore(int id, Life life = Life::Exact);

    [[nodiscard]] QList<Entry> entries() const;
    [[nodiscard]] bool contains(int id) const;
    /// The newest one; 0 when the vault is empty.
    [[nodiscard]] int newest() const;
    [[nodiscard]] qint64 bytes() const;
    void clear();

Q_SIGNALS:
    void changed();

private:
    struct Kept {
        Entry entry;
        QByteArray payload;
    };
    void keep(Kept kept);
    void expire();

    resp::Send m_browse;
    resp::Send m_work;
    base::Capabilities m_can;
    QList<Kept> m_kept;
    int m_lastId = 0;
    QTimer m_timer;
};

} // namespace keys
