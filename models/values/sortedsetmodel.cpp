#include "values/sortedsetmodel.h"

namespace values {

SortedSetModel::~SortedSetModel() = default;

int SortedSetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SortedSetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RankColumn:
        return QCoreApplication::translate("values", "Rank");
    case ScoreColumn:
        return QCoreApplication::translate("values", "Score");
    case MemberColumn:
        return QCoreApplication::translate("values", "Member");
    default:
        return {};
    }
}

resp::Command SortedSetModel::lengthCommand() const
{
    return { "ZCARD", key() };
}

resp::Command SortedSetModel::pageCommand(const QByteArray &token, int count) const
{
    if (!filter().isEmpty())
        return { "ZSCAN",
                 key(),
                 token.isEmpty() ? QByteArray("0") : token,
                 "MATCH",
                 filterPattern(),
                 "COUNT",
                 QByteArray::number(count) };
    const qint64 start = token.toLongLong();
    return { "ZRANGE", key(), QByteArray::number(start), QByteArray::number(start + count - 1),
             "WITHSCORES" };
}

QByteArray SortedSetModel::takePage(const resp::Reply &reply, const QByteArray &token, int count,
                                    Rows &rows) const
{
    const bool scan = !filter().isEmpty();
    const resp::Reply list = scan ? reply.at(1) : reply;
    const qint64 start = token.toLongLong();
    // RESP2 lists member, score, member, score; RESP3's ZRANGE has a pair for each.
    const bool pairs = list.at(0).isAggregate();
    const qsizetype step = pairs ? 1 : 2;
    qsizetype found = 0;
    for (qsizetype i = 0; i + step <= list.size(); i += step, ++found) {
        const resp::Reply member = pairs ? list.at(i).at(0) : list.at(i);
        const resp::Reply score = pairs ? list.at(i).at(1) : list.at(i + 1);
        rows += Row{ { member.toByteArray(), score.toByteArray() }, scan ? -1 : start + found };
    }
    if (scan) {
        const QByteArray cursor = reply.at(0).toByteArray();
        return cursor == "0" ? QByteArray() : cursor;
    }
    return found < count || start + found >= total() ? QByteArray()
                                                     : QByteArray::number(start + found);
}

QByteArray SortedSetModel::cell(const Row &row, int column) const
{
    switch (column) {
    case RankColumn:
        return row.position < 0 ? QByteArray("—") : QByteArray::number(row.position);
    case ScoreColumn:
        return row.cells.value(1);
    default:
        return row.cells.value(0);
    }
}

QVariant SortedSetModel::sortKey(const Row &row, int column) const
{
    switch (column) {
    case RankColumn:
        return row.position;
    case ScoreColumn:
        return row.cells.value(1).toDouble();
    default:
        return PagedModel::sortKey(row, column);
    }
}

} // namespace values
