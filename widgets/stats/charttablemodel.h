#pragma once
#include "widgets/stats/chartdata.h"
#include <QAbstractTableModel>

namespace ui {

/// A chart's points as rows, newest first: the same figures for those who do not see lines.
class ChartTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setData(const ChartData &data, const QString &title);
    using QAbstractTableModel::setData;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    ChartData m_data;
    QString m_title;
};

} // namespace ui
