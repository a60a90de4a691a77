#include "widgets/stats/charttablemodel.h"
#include <QDateTime>
#include <cmath>

namespace ui {

void ChartTableModel::setData(const ChartData &data, const QString &title)
{
    beginResetModel();
    m_data = data;
    m_title = title;
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_data.times.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + int(m_data.series.size());
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() > 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const size_t point = m_data.times.size() - 1 - size_t(index.row());
    if (index.column() == 0)
        return QDateTime::fromMSecsSinceEpoch(m_data.times[point])
            .toString(QStringLiteral("HH:mm:ss"));
    const auto &values = m_data.series[index.column() - 1].values;
    if (point >= values.size() || std::isnan(values[point]) || !m_data.valueText)
        return QStringLiteral("—");
    const QString text = m_data.valueText(values[point]);
    return m_data.unit.isEmpty() ? text : text + QLatin1Char(' ') + m_data.unit;
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section == 0)
        return tr("Time");
    const QString name = m_data.series.value(section - 1).name;
    return name.isEmpty() ? m_title : name;
}

} // namespace ui
