#include "widgets/profiles/addressrows.h"
#include "profiles/profile.h"
#include "widgets/common/theme.h"

namespace ui {

using profiles::HostPort;

AddressRows::AddressRows(int columns, quint16 defaultPort, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
    , m_port(defaultPort)
{
}

void AddressRows::setRows(const QList<QStringList> &rows)
{
    beginResetModel();
    m_rows = rows;
    for (QStringList &row : m_rows)
        row.resize(m_columns);
    endResetModel();
}

bool AddressRows::isBlank(int row) const
{
    return m_rows.at(row).join(QString()).trimmed().isEmpty();
}

QList<QStringList> AddressRows::rows() const
{
    QList<QStringList> filled;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (!isBlank(row))
            filled += m_rows.at(row);
    }
    return filled;
}

void AddressRows::setTitles(const QStringList &titles)
{
    m_titles = titles;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, m_columns - 1);
}

void AddressRows::setDefaultPort(quint16 port)
{
    m_port = port;
}

QString AddressRows::problem(const QModelIndex &index) const
{
    if (isBlank(index.row()))
        return {}; // is not kept
    const QString text = m_rows.at(index.row()).at(index.column()).trimmed();
    const auto address = HostPort::fromString(text, m_port);
    if (!address)
        return text.isEmpty() ? tr("Enter an address: host:port.")
                              : tr("%1 is no address. Enter host:port.").arg(text.left(60));
    if (index.column() > 0)
        return {};
    for (int row = 0; row < index.row(); ++row) {
        if (HostPort::fromString(m_rows.at(row).first().trimmed(), m_port) == address)
            return tr("%1 is there twice.").arg(address->toString());
    }
    return {};
}

QModelIndex AddressRows::firstProblem() const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        for (int column = 0; column < m_columns; ++column) {
            const QModelIndex cell = index(row, column);
            if (!problem(cell).isEmpty())
                return cell;
        }
    }
    return {};
}

int AddressRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AddressRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant AddressRows::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return m_rows.at(index.row()).at(index.column());
    case ProblemRole:
        return problem(index);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        // Typed text goes into it: escaped, so that it is never markup.
        return problem(index).toHtmlEscaped();
    case Qt::ForegroundRole:
        return problem(index).isEmpty() ? QVariant() : QVariant(common::tokens().danger);
    case Qt::FontRole:
        return common::Theme::instance().fixed();
    default:
        return {};
    }
}

bool AddressRows::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QString &text = m_rows[index.row()][index.column()];
    const QString now = value.toString().trimmed();
    if (text == now)
        return true;
    text = now;
    // A twin further down may be good or bad now.
    Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, m_columns - 1));
    Q_EMIT edited();
    return true;
}

QVariant AddressRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return m_titles.value(section);
}

Qt::ItemFlags AddressRows::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

bool AddressRows::insertRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row < 0 || row > m_rows.size() || count < 1)
        return false;
    beginInsertRows({}, row, row + count - 1);
    QStringList blank;
    blank.resize(m_columns);
    m_rows.insert(row, count, blank);
    endInsertRows();
    Q_EMIT edited();
    return true;
}

bool AddressRows::removeRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row < 0 || count < 1 || row + count > m_rows.size())
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    endRemoveRows();
    Q_EMIT edited();
    return true;
}

} // namespace ui
