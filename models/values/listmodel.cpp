#include "values/listmodel.h"

namespace values {

ListModel::~ListModel() = default;

int ListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case HeadIndexColumn:
        return QCoreApplication::translate("values", "Index");
    case TailIndexColumn:
        return QCoreApplication::translate("values", "From tail");
    case ValueColumn:
        return QCoreApplication::translate("values", "Element");
    default:
        return {};
    }
}

resp::Command ListModel::lengthCommand() const
{
    return { "LLEN", key() };
}

resp::Command ListModel::pageCommand(const QByteArray &token, int count) const
{
    const qint64 start = token.toLongLong();
    return { "LRANGE", key(), QByteArray::number(start), QByteArray::number(start + count - 1) };
}

QByteArray ListModel::takePage(const resp::Reply &reply, const QByteArray &token, int count,
                               Rows &rows) const
{
    const qint64 start = token.toLongLong();
    for (qsizetype i = 0; i < reply.size(); ++i)
        rows += Row{ { reply.at(i).toByteArray() }, start + i };
    const qint64 end = start + reply.size();
    return reply.size() < count || end >= total() ? QByteArray() : QByteArray::number(end);
}

QByteArray ListModel::identity(const Row &row) const
{
    return QByteArray::number(row.position) + ' ' + row.cells.value(0);
}

QByteArray ListModel::cell(const Row &row, int column) const
{
    switch (column) {
    case HeadIndexColumn:
        return QByteArray::number(row.position);
    case TailIndexColumn:
        return QByteArray::number(row.position - total());
    default:
        return row.cells.value(0);
    }
}

QVariant ListModel::sortKey(const Row &row, int column) const
{
    return column == ValueColumn ? PagedModel::sortKey(row, column) : QVariant(row.position);
}

} // namespace values
