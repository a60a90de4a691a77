#include "values/streammodel.h"
#include "base/displaytext.h"
#include <limits>

namespace values {

StreamModel::~StreamModel() = default;

int StreamModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StreamModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case IdColumn:
        return QCoreApplication::translate("values", "ID");
    case TimeColumn:
        return QCoreApplication::translate("values", "Time");
    case FieldsColumn:
        return QCoreApplication::translate("values", "Fields");
    default:
        return {};
    }
}

QVariant StreamModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rows().size())
        return {};
    const Row &row = rows().at(index.row());
    if (role == FieldsRole)
        return QVariant::fromValue(row.cells.sliced(1));
    if (role == Qt::DisplayRole && index.column() == TimeColumn) {
        const QDateTime time = streamIdTime(row.cells.value(0));
        return time.isValid() ? time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"))
                              : QStringLiteral("—");
    }
    if (role == Qt::DisplayRole && index.column() == FieldsColumn) {
        QString text;
        for (qsizetype i = 1; i + 1 < row.cells.size() && text.size() < 1000; i += 2) {
            if (i > 1)
                text += QLatin1StringView("  ");
            text += base::displayText(row.cells.at(i), 200) + QLatin1Char('=')
                + base::displayText(row.cells.at(i + 1), 500);
        }
        return text;
    }
    return PagedModel::data(index, role);
}

resp::Command StreamModel::lengthCommand() const
{
    return { "XLEN", key() };
}

resp::Command StreamModel::pageCommand(const QByteArray &token, int count) const
{
    return { "XRANGE", key(),   token.isEmpty() ? QByteArray("-") : token,
             "+",      "COUNT", QByteArray::number(count) };
}

QByteArray StreamModel::takePage(const resp::Reply &reply, const QByteArray &, int count,
                                 Rows &rows) const
{
    for (qsizetype i = 0; i < reply.size(); ++i) {
        const resp::Reply entry = reply.at(i);
        Row row{ { entry.at(0).toByteArray() } };
        const resp::Reply fields = entry.at(1);
        for (qsizetype f = 0; f < fields.size(); ++f)
            row.cells += fields.at(f).toByteArray();
        rows += row;
    }
    return reply.size() < count ? QByteArray()
                                : nextStreamId(reply.at(reply.size() - 1).at(0).toByteArray());
}

QVariant StreamModel::sortKey(const Row &row, int column) const
{
    if (column == FieldsColumn)
        return row.cells.size() > 2 ? QString::fromUtf8(row.cells.at(2)) : QString();
    // Two 64-bit numbers, sorted as text of equal length.
    const QByteArray id = row.cells.value(0);
    const qsizetype dash = id.indexOf('-');
    return QString::fromLatin1(id.left(dash).rightJustified(20, '0')
                               + id.mid(dash + 1).rightJustified(20, '0'));
}

QDateTime streamIdTime(const QByteArray &id)
{
    bool ok = false;
    const qulonglong ms = id.left(id.indexOf('-')).toULongLong(&ok);
    // Hand-made IDs such as 1-1 are no times: nothing before 2001, nothing after 9999.
    if (!ok || ms < 978307200000ULL || ms > 253402300799999ULL)
        return {};
    return QDateTime::fromMSecsSinceEpoch(qint64(ms));
}

QByteArray nextStreamId(const QByteArray &id)
{
    const qsizetype dash = id.indexOf('-');
    const qulonglong ms = id.left(dash).toULongLong();
    const qulonglong sequence = dash < 0 ? 0 : id.mid(dash + 1).toULongLong();
    if (sequence < std::numeric_limits<qulonglong>::max())
        return QByteArray::number(ms) + '-' + QByteArray::number(sequence + 1);
    return ms < std::numeric_limits<qulonglong>::max() ? QByteArray::number(ms + 1) + "-0"
                                                       : QByteArray();
}

} // namespace values
