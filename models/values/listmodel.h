#pragma once
#include "values/pagedmodel.h"

namespace values {

/// A list in its own order: row 0 is the head (where LPUSH puts), the last row the tail.
class ListModel final : public PagedModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListModel)

public:
    enum Column { HeadIndexColumn, TailIndexColumn, ValueColumn, ColumnCount };

    using PagedModel::PagedModel;
    ~ListModel() override;

    [[nodiscard]] bool canFilter() const override { return false; }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] resp::Command lengthCommand() const override;
    [[nodiscard]] resp::Command pageCommand(const QByteArray &token, int count) const override;
    QByteArray takePage(const resp::Reply &reply, const QByteArray &token, int count,
                        Rows &rows) const override;
    [[nodiscard]] QByteArray identity(const Row &row) const override;
    [[nodiscard]] QByteArray cell(const Row &row, int column) const override;
    [[nodiscard]] QVariant sortKey(const Row &row, int column) const override;
};

} // namespace values
