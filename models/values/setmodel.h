#pragma once
#include "values/pagedmodel.h"

namespace values {

/// The members of a set, in the order in which the server hands them out.
class SetModel final : public PagedModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SetModel)

public:
    using PagedModel::PagedModel;
    ~SetModel() override;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] resp::Command lengthCommand() const override;
    [[nodiscard]] resp::Command pageCommand(const QByteArray &token, int count) const override;
    QByteArray takePage(const resp::Reply &reply, const QByteArray &token, int count,
                        Rows &rows) const override;
    [[nodiscard]] resp::Command fullCommand() const override;
    void takeAll(const resp::Reply &reply, Rows &rows) const override;
    [[nodiscard]] bool filtersOnServer() const override { return true; }
};

} // namespace values
