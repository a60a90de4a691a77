#include "values/hashmodel.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "base/whendone.h"
#include <algorithm>

namespace values {

namespace {
constexpr qint64 stagedOnly = -2; // Row::position of a row that is not on this page of the server
}

HashModel::HashModel(resp::Send send, QByteArray key, const base::Capabilities &can,
                     QObject *parent)
    : PagedModel(std::move(send), std::move(key), parent)
    , m_can(can)
{
    connect(this, &PagedModel::loaded, this, &HashModel::readFieldTtls);
}

HashModel::~HashModel() = default;

void HashModel::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
}

bool HashModel::hasFieldTtl() const
{
    return m_can.fieldTtl;
}

// -- reading

resp::Command HashModel::lengthCommand() const
{
    return { "HLEN", key() };
}

resp::Command HashModel::pageCommand(const QByteArray &token, int count) const
{
    resp::Command command{ "HSCAN", key(), token.isEmpty() ? QByteArray("0") : token };
    if (!filter().isEmpty())
        command << "MATCH" << filterPattern();
    return command << "COUNT" << QByteArray::number(count);
}

QByteArray HashModel::takePage(const resp::Reply &reply, const QByteArray &, int, Rows &rows) const
{
    takeAll(reply.at(1), rows);
    const QByteArray cursor = reply.at(0).toByteArray();
    return cursor == "0" ? QByteArray() : cursor;
}

resp::Command HashModel::fullCommand() const
{
    return { "HGETALL", key() };
}

void HashModel::takeAll(const resp::Reply &reply, Rows &rows) const
{
    for (qsizetype i = 0; i + 1 < reply.size(); i += 2)
        rows += Row{ { reply.at(i).toByteArray(), reply.at(i + 1).toByteArray() } };
}

void HashModel::rowsRead(Rows &rows)
{
    QSet<QByteArray> here;
    for (const Row &row : std::as_const(rows))
        here.insert(row.cells.first());
    for (const HashChange &change : std::as_const(m_edits)) {
        if (!here.contains(change.field))
            rows += Row{ { change.field }, stagedOnly };
    }
}

qsizetype HashModel::ownRows() const
{
    return std::count_if(rows().cbegin(), rows().cend(),
                         [](const Row &row) { return row.position == stagedOnly; });
}

void HashModel::readFieldTtls()
{
    if (!m_can.fieldTtl)
        return;
    m_fieldTtls.clear();
    for (qsizetype from = 0; from < rows().size(); from += pageSize) {
        QByteArrayList fields;
        for (qsizetype i = from; i < qMin<qsizetype>(rows().size(), from + pageSize); ++i)
            fields += rows().at(i).cells.first();
        const resp::Command command =
            resp::Command{ "HPTTL", key(), "FIELDS", QByteArray::number(fields.size()) } + fields;
        base::whenDone(send()(command), this, [this, fields](const base::Result<resp::Reply> &r) {
            if (!r || r->size() != fields.size())
                return; // the column stays unknown
            for (qsizetype i = 0; i < fields.size(); ++i) {
                const qint64 ms = r->at(i).toInteger(-2);
                if (ms >= -1)
                    m_fieldTtls.insert(fields.at(i), { ms, QDeadlineTimer(qMax<qint64>(0, ms)) });
            }
            if (rowCount())
                Q_EMIT dataChanged(index(0, FieldTtlColumn), index(rowCount() - 1, FieldTtlColumn));
        });
    }
}

QVariant HashModel::fieldTtl(const QByteArray &field) const
{
    const auto found = m_fieldTtls.constFind(field);
    if (found == m_fieldTtls.cend())
        return {};
    return found->ms < 0 ? qint64(-1) : found->deadline.remainingTime();
}

// -- staging

const HashChange *HashModel::edit(const QByteArray &field) const
{
    const auto found = std::find_if(m_edits.cbegin(), m_edits.cend(),
                                    [&](const HashChange &c) { return c.field == field; });
    return found == m_edits.cend() ? nullptr : &*found;
}

int HashModel::rowOf(const QByteArray &field) const
{
    for (qsizetype i = 0; i < rows().size(); ++i) {
        if (rows().at(i).cells.first() == field)
            return int(i);
    }
    return -1;
}

void HashModel::put(const HashChange &change)
{
    Edits edits = m_edits;
    const auto found = std::find_if(edits.begin(), edits.end(),
                                    [&](const HashChange &c) { return c.field == change.field; });
    const bool nothing = change.mine == change.loaded;
    if (found != edits.end()) {
        if (nothing)
            edits.erase(found);
        else
            *found = change;
    } else if (!nothing) {
        edits += change;
    }
    if (edits == m_edits)
        return;
    m_undo += m_edits;
    m_redo.clear();
    setEdits(std::move(edits));
}

void HashModel::stage(const QByteArray &field, const QByteArray &value)
{
    if (m_readOnly)
        return;
    if (const HashChange *staged = edit(field))
        return put({ field, staged->loaded, value });
    const int row = rowOf(field);
    put({ field, row < 0 ? std::nullopt : std::optional(rows().at(row).cells.value(1)), value });
}

void HashModel::stageDelete(const QByteArray &field)
{
    if (m_readOnly)
        return;
    if (const HashChange *staged = edit(field))
        return put({ field, staged->loaded, std::nullopt });
    if (const int row = rowOf(field); row >= 0)
        put({ field, rows().at(row).cells.value(1), std::nullopt });
}

void HashModel::revert(const QByteArray &field)
{
    if (const HashChange *staged = edit(field))
        put({ field, staged->loaded, staged->loaded });
}

void HashModel::revertAll()
{
    if (m_edits.isEmpty())
        return;
    m_undo += m_edits;
    m_redo.clear();
    setEdits({});
}

bool HashModel::isStaged(const QByteArray &field) const
{
    return edit(field);
}

QList<HashChange> HashModel::changes() const
{
    return m_edits;
}

void HashModel::undo()
{
    if (m_undo.isEmpty())
        return;
    m_redo += m_edits;
    setEdits(m_undo.takeLast());
}

void HashModel::redo()
{
    if (m_redo.isEmpty())
        return;
    m_undo += m_edits;
    setEdits(m_redo.takeLast());
}

bool HashModel::canUndo() const
{
    return !m_undo.isEmpty();
}

bool HashModel::canRedo() const
{
    return !m_redo.isEmpty();
}

void HashModel::setEdits(Edits edits)
{
    m_error.clear();
    m_edits = std::move(edits);
    for (qsizetype i = rows().size() - 1; i >= 0; --i) {
        if (rows().at(i).position == stagedOnly && !edit(rows().at(i).cells.first()))
            removeRowAt(i);
    }
    for (const HashChange &change : std::as_const(m_edits)) {
        if (rowOf(change.field) < 0)
            appendRow(Row{ { change.field }, stagedOnly });
    }
    if (rowCount())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT stagedChanged();
}

void HashModel::settle(const base::Result<> &outcome)
{
    if (!outcome) {
        m_error = outcome.error().text;
        if (rowCount())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    cancel(); // a page asked for before the save shows what is no more
    Rows saved = rows();
    for (const HashChange &change : std::as_const(m_edits)) {
        const int row = rowOf(change.field);
        if (row < 0)
            continue;
        saved[row].cells =
            change.mine ? QByteArrayList{ change.field, *change.mine } : QByteArrayList{};
        saved[row].position = -1;
    }
    saved.removeIf([](const Row &row) { return row.cells.isEmpty(); });
    m_undo.clear();
    m_redo.clear();
    m_edits.clear();
    m_error.clear();
    setRows(std::move(saved));
    if (rowCount())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT stagedChanged();
}

void HashModel::resolve(const QByteArray &field, const std::optional<QByteArray> &server,
                        const std::optional<QByteArray> &wanted)
{
    if (!edit(field))
        return;
    // What the server has now is the loaded value from here on.
    const HashChange next{ field, server, wanted };
    Rows shown = rows();
    if (const int row = rowOf(field); row >= 0) {
        if (server)
            shown[row] = Row{ { field, *server }, -1 };
        else
            shown[row] = Row{ { field }, stagedOnly };
        setRows(std::move(shown));
    }
    put(next);
}

// -- the model's face

int HashModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : hasFieldTtl() ? ColumnCount : ColumnCount - 1;
}

QVariant HashModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FieldColumn:
        return QCoreApplication::translate("values", "Field");
    case ValueColumn:
        return QCoreApplication::translate("values", "Value");
    case FieldTtlColumn:
        return QCoreApplication::translate("values", "Field TTL");
    default:
        return {};
    }
}

QVariant HashModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rows().size())
        return {};
    const QByteArray &field = rows().at(index.row()).cells.first();
    const HashChange *staged = edit(field);
    switch (role) {
    case StateRole:
        return QVariant::fromValue(!staged                 ? State::Confirmed
                                       : m_error.isEmpty() ? State::Pending
                                                           : State::Failed);
    case OldBytesRole:
        return staged && staged->loaded ? QVariant(*staged->loaded) : QVariant();
    case DeletedRole:
        return staged && !staged->mine;
    case ErrorRole:
        return staged ? m_error : QString();
    case FieldTtlRole:
        return fieldTtl(field);
    default:
        break;
    }
    if (index.column() == FieldTtlColumn && role == Qt::DisplayRole) {
        const QVariant ms = fieldTtl(field);
        return !ms.isValid() || ms.toLongLong() < 0 ? QStringLiteral("—")
                                                    : base::ttlText(ms.toLongLong());
    }
    if (index.column() == ValueColumn && staged && (role == Qt::DisplayRole || role == BytesRole)) {
        // A field to be deleted keeps showing what goes.
        const QByteArray bytes = staged->mine.value_or(staged->loaded.value_or(QByteArray()));
        if (role == BytesRole)
            return bytes;
        return base::displayText(bytes, 1000);
    }
    return PagedModel::data(index, role);
}

QVariant HashModel::sortKey(const Row &row, int column) const
{
    if (column == FieldTtlColumn) {
        const QVariant ms = fieldTtl(row.cells.first());
        return ms.isValid() ? ms : QVariant(qint64(-1));
    }
    return PagedModel::sortKey(row, column);
}

bool HashModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    stage(rows().at(index.row()).cells.first(), value.toByteArray());
    return true;
}

Qt::ItemFlags HashModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = PagedModel::flags(index);
    if (index.isValid() && index.column() == ValueColumn && !m_readOnly)
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace values
