#pragma once
#include "values/pagedmodel.h"

namespace values {

/// A sorted set by rank, lowest score first. The score is the server's own text, never a number
/// that was read and printed again. A filter looks through it by ZSCAN; ranks are unknown then.
class SortedSetModel final : public PagedModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SortedSetModel)

public:
    enum Column { RankColumn, ScoreColumn, MemberColumn, ColumnCount };

    using PagedModel::PagedModel;
    ~SortedSetModel() override;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] resp::Command lengthCommand() const override;
    [[nodiscard]] resp::Command pageCommand(const QByteArray &token, int count) const override;
    QByteArray takePage(const resp::Reply &reply, const QByteArray &token, int count,
                        Rows &rows) const override;
    [[nodiscard]] QByteArray cell(const Row &row, int column) const override;
    [[nodiscard]] QVariant sortKey(const Row &row, int column) const override;
    [[nodiscard]] bool filtersOnServer() const override { return true; }
};

} // namespace values
