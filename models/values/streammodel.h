#pragma once
#include "values/pagedmodel.h"
#include <QPair>

namespace values {

/// The entries of a stream, oldest first: ID, the time it tells, and the fields in their own order,
/// repeated ones included.
class StreamModel final : public PagedModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StreamModel)

public:
    enum Column { IdColumn, TimeColumn, FieldsColumn, ColumnCount };
    enum ExtraRole { FieldsRole = FirstFreeRole }; ///< QByteArrayList: field, value, field, value …

    using PagedModel::PagedModel;
    ~StreamModel() override;

    [[nodiscard]] bool canFilter() const override { return false; }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] resp::Command lengthCommand() const override;
    [[nodiscard]] resp::Command pageCommand(const QByteArray &token, int count) const override;
    QByteArray takePage(const resp::Reply &reply, const QByteArray &token, int count,
                        Rows &rows) const override;
    [[nodiscard]] QVariant sortKey(const Row &row, int column) const override;
};

/// The time in a stream ID ("1738314192000-0"), local; invalid when the ID is not a time.
[[nodiscard]] QDateTime streamIdTime(const QByteArray &id);
/// The smallest ID after `id`, for XRANGE on servers that know no exclusive bound.
[[nodiscard]] QByteArray nextStreamId(const QByteArray &id);

} // namespace values
