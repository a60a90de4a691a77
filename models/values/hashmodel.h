#pragma once
#include "base/capabilities.h"
#include "values/hashwriter.h"
#include "values/pagedmodel.h"
#include <QDeadlineTimer>

namespace values {

/// The fields of a hash, with edits staged per field. Nothing is sent by editing: changes() is what
/// a HashWriter would write. An edit remembers the value it began from, and neither paging nor a
/// refresh touches it; editing back to that value takes the edit away.
/// Fields staged on other pages, and new ones, stand at the end.
class HashModel final : public PagedModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HashModel)

public:
    enum Column { FieldColumn, ValueColumn, FieldTtlColumn, ColumnCount };
    enum ExtraRole {
        StateRole = FirstFreeRole,
        OldBytesRole, ///< QByteArray: what a staged edit began from; invalid when the field is new
        DeletedRole, ///< bool: staged for deletion
        ErrorRole, ///< QString: why a save failed
        FieldTtlRole, ///< qint64: ms left, -1 = none; invalid = not known
    };
    enum class State { Confirmed, Pending, Failed };
    Q_ENUM(State)

    HashModel(resp::Send send, QByteArray key, const base::Capabilities &can,
              QObject *parent = nullptr);
    ~HashModel() override;

    void setReadOnly(bool readOnly);
    /// The column of field TTLs is there when the server knows them.
    [[nodiscard]] bool hasFieldTtl() const;

    /// Stages `value`; for a field that is not on the page it is a new one.
    void stage(const QByteArray &field, const QByteArray &value);
    void stageDelete(const QByteArray &field);
    void revert(const QByteArray &field);
    void revertAll();
    [[nodiscard]] bool isStaged(const QByteArray &field) const;
    /// In the order of staging.
    [[nodiscard]] QList<HashChange> changes() const;
    void undo();
    void redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;

    /// The server's word on everything staged: saved (the values are the loaded ones now) or an
    /// error (edits and old values stay).
    void settle(const base::Result<> &outcome);
    /// After a conflict: the person has seen `server` for this field and wants `wanted` there
    /// (nullopt = no such field). The next save compares with what was seen.
    void resolve(const QByteArray &field, const std::optional<QByteArray> &server,
                 const std::optional<QByteArray> &wanted);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// `value` is a QByteArray, exactly what is to be stored.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// The row of a field on this page; -1 = not here.
    [[nodiscard]] int rowOf(const QByteArray &field) const;

Q_SIGNALS:
    void stagedChanged();

protected:
    [[nodiscard]] resp::Command lengthCommand() const override;
    [[nodiscard]] resp::Command pageCommand(const QByteArray &token, int count) const override;
    QByteArray takePage(const resp::Reply &reply, const QByteArray &token, int count,
                        Rows &rows) const override;
    [[nodiscard]] resp::Command fullCommand() const override;
    void takeAll(const resp::Reply &reply, Rows &rows) const override;
    void rowsRead(Rows &rows) override;
    [[nodiscard]] bool filtersOnServer() const override { return true; }
    [[nodiscard]] qsizetype ownRows() const override;
    [[nodiscard]] QVariant sortKey(const Row &row, int column) const override;

private:
    using Edits = QList<HashChange>;

    [[nodiscard]] const HashChange *edit(const QByteArray &field) const;
    void put(const HashChange &change);
    void setEdits(Edits edits);
    void readFieldTtls();
    [[nodiscard]] QVariant fieldTtl(const QByteArray &field) const;

    base::Capabilities m_can;
    bool m_readOnly = false;
    Edits m_edits;
    QList<Edits> m_undo;
    QList<Edits> m_redo;
    QString m_error; ///< of the last save, for every staged row
    struct FieldTtl {
        qint64 ms = -1;
        QDeadlineTimer deadline;
    };
    QHash<QByteArray, FieldTtl> m_fieldTtls;
};

} // namespace values
