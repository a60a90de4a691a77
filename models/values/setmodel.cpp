#include "values/setmodel.h"

namespace values {

SetModel::~SetModel() = default;

int SetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant SetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section != 0)
        return {};
    return QCoreApplication::translate("values", "Member");
}

resp::Command SetModel::lengthCommand() const
{
    return { "SCARD", key() };
}

resp::Command SetModel::pageCommand(const QByteArray &token, int count) const
{
    resp::Command command{ "SSCAN", key(), token.isEmpty() ? QByteArray("0") : token };
    if (!filter().isEmpty())
        command << "MATCH" << filterPattern();
    return command << "COUNT" << QByteArray::number(count);
}

QByteArray SetModel::takePage(const resp::Reply &reply, const QByteArray &, int, Rows &rows) const
{
    takeAll(reply.at(1), rows);
    const QByteArray cursor = reply.at(0).toByteArray();
    return cursor == "0" ? QByteArray() : cursor;
}

resp::Command SetModel::fullCommand() const
{
    return { "SMEMBERS", key() };
}

void SetModel::takeAll(const resp::Reply &reply, Rows &rows) const
{
    for (qsizetype i = 0; i < reply.size(); ++i)
        rows += Row{ { reply.at(i).toByteArray() } };
}

} // namespace values
