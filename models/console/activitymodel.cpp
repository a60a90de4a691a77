#include "console/activitymodel.h"
#include "base/commandtable.h"
#include "base/displaytext.h"
#include "base/redact.h"
#include "console/splitline.h"
#include <QLocale>
#include <QTimer>

namespace console {

namespace {

constexpr int shownCharacters = 512;

/// The command without its values: name, subcommand and keys stay.
QByteArrayList withoutValues(const QByteArrayList &command)
{
    const base::CommandInfo *info = base::commandInfo(command);
    QByteArrayList out;
    for (qsizetype i = 0; i < command.size(); ++i) {
        bool shown = i == 0 || (i == 1 && base::isContainerCommand(command.constFirst()));
        if (info && info->firstKey > 0 && i >= info->firstKey) {
            const qsizetype last =
                info->lastKey < 0 ? command.size() + info->lastKey : info->lastKey;
            const int step = std::max(1, info->keyStep);
            shown = shown || (i <= last && (i - info->firstKey) % step == 0);
        }
        out += shown ? command[i] : QByteArrayLiteral("\u2026");
    }
    return out;
}

} // namespace

ActivityModel::ActivityModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ActivityModel::append(const ActivityEntry &entry)
{
    ++m_total;
    m_arrived.push_back(entry);
    m_arrived.back().command = base::redacted(entry.command);
    if (std::exchange(m_flushing, true))
        return;
    QTimer::singleShot(100, this, &ActivityModel::flush);
}

void ActivityModel::flush()
{
    m_flushing = false;
    std::vector<ActivityEntry> arrived = std::exchange(m_arrived, {});
    if (arrived.size() > capacity)
        arrived.erase(arrived.begin(), arrived.end() - capacity);
    const auto over = int(m_entries.size() + arrived.size()) - capacity;
    if (over > 0) {
        beginRemoveRows({}, 0, over - 1);
        m_entries.erase(m_entries.begin(), m_entries.begin() + over);
        endRemoveRows();
    }
    if (!arrived.empty()) {
        const int first = int(m_entries.size());
        beginInsertRows({}, first, first + int(arrived.size()) - 1);
        m_entries.insert(m_entries.end(), std::make_move_iterator(arrived.begin()),
                         std::make_move_iterator(arrived.end()));
        endInsertRows();
    }
    Q_EMIT totalChanged(m_total);
}

void ActivityModel::clear()
{
    beginResetModel();
    m_entries.clear();
    m_arrived.clear();
    m_total = 0;
    endResetModel();
    Q_EMIT totalChanged(0);
}

void ActivityModel::setValuesHidden(bool hidden)
{
    if (m_valuesHidden == hidden)
        return;
    m_valuesHidden = hidden;
    if (!m_entries.empty())
        Q_EMIT dataChanged(index(0, CommandColumn),
                           index(int(m_entries.size()) - 1, CommandColumn));
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QByteArray ActivityModel::line(const ActivityEntry &entry) const
{
    return joined(m_valuesHidden ? withoutValues(entry.command) : entry.command);
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_entries.size()))
        return {};
    const ActivityEntry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case CommandRole:
        return line(entry);
    case FailedRole:
        return entry.failed;
    case DatabaseRole:
        return entry.db;
    case MicrosecondsRole:
        return entry.microseconds;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case TimeColumn:
        return entry.when.toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz"));
    case LaneColumn:
        return entry.lane;
    case DatabaseColumn:
        return QStringLiteral("db%1").arg(entry.db);
    case CommandColumn:
        return base::displayText(line(entry), shownCharacters);
    case DurationColumn:
        return tr("%1 ms").arg(QLocale().toString(double(entry.microseconds) / 1000.0, 'f', 1));
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case LaneColumn:
        return tr("Asked by");
    case DatabaseColumn:
        return tr("Database");
    case CommandColumn:
        return tr("Command");
    case DurationColumn:
        return tr("Duration");
    default:
        return {};
    }
}

ActivityFilter::ActivityFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
}

void ActivityFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void ActivityFilter::setFailedOnly(bool on)
{
    m_failedOnly = on;
    invalidateFilter();
}

bool ActivityFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto cell = [&](int column) { return sourceModel()->index(row, column, parent); };
    if (m_failedOnly && !cell(0).data(ActivityModel::FailedRole).toBool())
        return false;
    if (m_text.isEmpty())
        return true;
    for (const int column : { int(ActivityModel::CommandColumn), int(ActivityModel::LaneColumn),
                              int(ActivityModel::DatabaseColumn) }) {
        if (cell(column).data().toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace console
