#include "values/pagedmodel.h"
#include "base/displaytext.h"
#include "base/whendone.h"
#include "values/savejob.h"

namespace values {

namespace {
constexpr int probeSize = 50;
constexpr qsizetype cellCharacters = 1000; // of a cell in a table; the whole value is a click away
} // namespace

struct PagedModel::Reading {
    quint64 run = 0;
    qsizetype page = 0;
    QByteArray token;
    Rows rows;
    QSet<QByteArray> seen;
    qint64 bytes = 0;
    qint64 looked = 0;
    int size = pageSize;
    bool first = true;
    bool whole = false;
};

PagedModel::PagedModel(resp::Send send, QByteArray key, QObject *parent)
    : QAbstractTableModel(parent)
    , m_send(std::move(send))
    , m_key(std::move(key))
{
}

PagedModel::~PagedModel() = default;

void PagedModel::load()
{
    readPage(m_page);
}

void PagedModel::nextPage()
{
    if (hasNext())
        readPage(m_page + 1);
}

void PagedModel::previousPage()
{
    if (hasPrevious())
        readPage(m_page - 1);
}

bool PagedModel::hasNext() const
{
    return m_more;
}

bool PagedModel::hasPrevious() const
{
    return m_page > 0;
}

qint64 PagedModel::offset() const
{
    return m_starts.at(m_page).offset;
}

qint64 PagedModel::loadedBytes() const
{
    qint64 bytes = 0;
    for (const Row &row : m_rows) {
        for (const QByteArray &part : row.cells)
            bytes += part.size();
    }
    return bytes;
}

void PagedModel::cancel()
{
    ++m_run;
    setLoading(false);
}

bool PagedModel::canFilter() const
{
    return true;
}

void PagedModel::setFilter(const QByteArray &text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    m_starts = { Start{} };
    m_page = 0;
    m_more = false;
    readPage(0);
}

void PagedModel::readPage(qsizetype page)
{
    auto reading = std::make_shared<Reading>();
    reading->run = ++m_run;
    reading->page = page;
    reading->token = m_starts.at(page).token;
    setLoading(true);
    ask(reading, probeSize);
}

void PagedModel::ask(const std::shared_ptr<Reading> &reading, int count)
{
    resp::Commands commands;
    if (reading->first)
        commands += lengthCommand();
    commands += pageCommand(reading->token, count);
    base::whenDone(m_send.many(commands), this,
                   [this, reading, count](const base::Result<resp::Replies> &replies) {
                       if (reading->run == m_run)
                           answered(reading, count, replies);
                   });
}

void PagedModel::answered(const std::shared_ptr<Reading> &reading, int count,
                          const base::Result<resp::Replies> &replies)
{
    if (!replies)
        return fail(replies.error());
    const resp::Reply &page = replies->last();
    if (reading->first) {
        if (replies->first().isError())
            return fail(readError(replies->first(), lengthCommand().value(0)));
        m_total = replies->first().toInteger();
    }
    if (page.isError())
        return fail(readError(page, pageCommand(reading->token, count).value(0)));

    Rows rows;
    reading->token = takePage(page, reading->token, count, rows);
    reading->looked += filtersOnServer() ? count : rows.size();
    for (Row &row : rows) {
        const QByteArray name = identity(row);
        if (reading->seen.contains(name) || (!m_filter.isEmpty() && !matches(row)))
            continue; // SCAN may hand out an element twice
        reading->seen.insert(name);
        for (const QByteArray &part : row.cells)
            reading->bytes += part.size();
        reading->rows += std::move(row);
    }
    const qint64 average = reading->bytes / qMax<qint64>(1, reading->rows.size());
    reading->size = int(qBound(qint64(10), pageBytes / qMax<qint64>(1, average), qint64(pageSize)));
    if (reading->token.isEmpty())
        return finish(reading);
    if (reading->first && reading->page == 0 && m_filter.isEmpty() && m_total < fullReadBelow
        && m_total * average <= pageBytes && !fullCommand().isEmpty())
        return readAll(reading);
    reading->first = false;
    if (reading->rows.size() >= reading->size)
        return finish(reading);
    if (!m_filter.isEmpty()) {
        Q_EMIT progressed(reading->looked);
        return ask(reading, pageSize);
    }
    ask(reading, int(qMax<qsizetype>(10, reading->size - reading->rows.size())));
}

void PagedModel::readAll(const std::shared_ptr<Reading> &reading)
{
    base::whenDone(m_send(fullCommand()), this,
                   [this, reading](const base::Result<resp::Reply> &reply) {
                       if (reading->run != m_run)
                           return;
                       if (!reply)
                           return fail(reply.error());
                       if (reply->isError())
                           return fail(readError(*reply, fullCommand().value(0)));
                       reading->rows.clear();
                       reading->token.clear();
                       takeAll(*reply, reading->rows);
                       finish(reading);
                   });
}

void PagedModel::finish(const std::shared_ptr<Reading> &reading)
{
    m_page = reading->page;
    m_starts.resize(m_page + 1);
    m_more = !reading->token.isEmpty();
    if (m_more)
        m_starts += Start{ reading->token, m_starts.at(m_page).offset + reading->rows.size() };
    m_loadedAt = QDateTime::currentDateTime();
    rowsRead(reading->rows); // after the offsets: it may add rows of its own
    setRows(std::move(reading->rows));
    setLoading(false);
    Q_EMIT loaded();
}

void PagedModel::fail(const base::Error &why)
{
    ++m_run;
    setLoading(false);
    Q_EMIT failed(why);
}

void PagedModel::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    Q_EMIT loadingChanged(loading);
}

void PagedModel::setRows(Rows rows)
{
    bool sameElements = rows.size() == m_rows.size();
    for (qsizetype i = 0; sameElements && i < rows.size(); ++i)
        sameElements = identity(rows.at(i)) == identity(m_rows.at(i));
    if (!sameElements) {
        QHash<QByteArray, Row> before;
        for (const Row &row : std::as_const(m_rows))
            before.insert(identity(row), row);
        m_changed.clear();
        for (const Row &row : std::as_const(rows)) {
            const QByteArray name = identity(row);
            const auto found = before.constFind(name);
            if (!before.isEmpty() && (found == before.cend() || found->cells != row.cells))
                m_changed.insert(name);
        }
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    const QSet<QByteArray> markedBefore = std::exchange(m_changed, {});
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QByteArray name = identity(rows.at(i));
        const bool differs = !(rows.at(i) == m_rows.at(i));
        if (differs) {
            m_changed.insert(name);
            m_rows[i] = rows.at(i);
        }
        if (differs || markedBefore.contains(name))
            Q_EMIT dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
    }
}

void PagedModel::appendRow(Row row)
{
    const int at = int(m_rows.size());
    beginInsertRows({}, at, at);
    m_rows += std::move(row);
    endInsertRows();
}

void PagedModel::removeRowAt(qsizetype at)
{
    beginRemoveRows({}, int(at), int(at));
    m_rows.removeAt(at);
    endRemoveRows();
}

int PagedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PagedModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return base::displayText(cell(row, index.column()), cellCharacters);
    case BytesRole:
        return cell(row, index.column());
    case IdentityRole:
        return identity(row);
    case SortRole:
        return sortKey(row, index.column());
    case ChangedRole:
        return m_changed.contains(identity(row));
    default:
        return {};
    }
}

QByteArray PagedModel::identity(const Row &row) const
{
    return row.cells.value(0);
}

QByteArray PagedModel::cell(const Row &row, int column) const
{
    return row.cells.value(column);
}

QVariant PagedModel::sortKey(const Row &row, int column) const
{
    return QString::fromUtf8(cell(row, column));
}

bool PagedModel::matches(const Row &row) const
{
    return row.cells.value(0).contains(m_filter);
}

QByteArray PagedModel::filterPattern() const
{
    return containsPattern(m_filter);
}

QByteArray containsPattern(const QByteArray &text)
{
    QByteArray pattern = "*";
    for (const char c : text) {
        if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '*';
}

} // namespace values
