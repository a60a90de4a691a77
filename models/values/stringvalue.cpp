#include "values/stringvalue.h"
#include "base/durationtext.h"
#include "base/whendone.h"
#include "values/savejob.h"

namespace values {

namespace {

constexpr qint64 piece = qint64(1024) * 1024;
/// Asked for at once: where the way has several connections, they share them.
constexpr size_t mostAhead = 4;

resp::Command range(const QByteArray &key, qint64 from, qint64 count)
{
    return { "GETRANGE", key, QByteArray::number(from), QByteArray::number(from + count - 1) };
}

base::Error movedWhileReading()
{
    return { base::Error::Kind::Changed,
             QCoreApplication::translate("values",
                                         "The value changed while it was being read. "
                                         "Load it again."),
             {} };
}

} // namespace

StringValue::StringValue(resp::Send send, resp::Send work, QByteArray key, QObject *parent)
    : QObject(parent)
    , m_send(std::move(send))
    , m_work(std::move(work))
    , m_key(std::move(key))
{
}

StringValue::~StringValue() = default;

void StringValue::load()
{
    const quint64 run = ++m_run;
    setLoading(true);
    const qint64 wanted = qMax<qint64>(firstPart, m_bytes.size());
    const resp::Commands commands{ { "STRLEN", m_key }, range(m_key, 0, firstPart) };
    base::whenDone(m_send.many(commands), this,
                   [this, run, wanted](const base::Result<resp::Replies> &replies) {
                       if (run != m_run)
                           return;
                       if (!replies)
                           return fail(replies.error());
                       for (const resp::Reply &reply : *replies) {
                           if (reply.isError())
                               return fail(readError(reply, "GET"));
                       }
                       const qint64 size = replies->at(0).toInteger();
                       const QByteArray bytes = replies->at(1).toByteArray();
                       if (bytes.size() < firstPart)
                           return finish(bytes, bytes.size()); // that is all of it
                       m_size = size;
                       const qint64 end = size <= wholeUpTo ? size : qMin(size, wanted);
                       if (bytes.size() >= end)
                           return finish(bytes, size);
                       askFrom(bytes.size());
                       readTo(end, bytes, run);
                   });
}

void StringValue::loadMore()
{
    if (m_loading || isComplete() || m_size < 0)
        return;
    setLoading(true);
    askFrom(m_bytes.size());
    readTo(qMin(qMin(m_size, m_bytes.size() + piece), memoryLimit), m_bytes, ++m_run);
}

void StringValue::loadAll()
{
    if (m_loading || isComplete() || m_size < 0)
        return;
    setLoading(true);
    askFrom(m_bytes.size());
    readTo(qMin(m_size, memoryLimit), m_bytes, ++m_run);
}

void StringValue::askFrom(qint64 at)
{
    m_ahead.clear();
    m_asked = at;
}

/// The next one in order; the others are under way.
QFuture<base::Result<resp::Replies>> StringValue::nextPiece(qint64 end)
{
    while (m_ahead.size() < mostAhead && m_asked < end) {
        const qint64 count = qMin(piece, end - m_asked);
        m_ahead.push_back(m_work.many({ { "STRLEN", m_key }, range(m_key, m_asked, count) }));
        m_asked += count;
    }
    auto next = m_ahead.front();
    m_ahead.pop_front();
    return next;
}

void StringValue::readTo(qint64 end, QByteArray bytes, quint64 run)
{
    const qint64 count = qMin(piece, end - bytes.size());
    base::whenDone(
        nextPiece(end), this,
        [this, end, bytes, run, count](const base::Result<resp::Replies> &replies) mutable {
            if (run != m_run)
                return;
            if (!replies)
                return fail(replies.error());
            for (const resp::Reply &reply : *replies) {
                if (reply.isError())
                    return fail(readError(reply, "GETRANGE"));
            }
            const qint64 size = replies->at(0).toInteger();
            if (size != m_size || replies->at(1).bytes().size() != count)
                return fail(movedWhileReading());
            bytes += replies->at(1).bytes();
            Q_EMIT progressed(bytes.size(), end);
            if (bytes.size() >= end)
                return finish(std::move(bytes), size);
            readTo(end, std::move(bytes), run);
        });
}

void StringValue::saveTo(const QString &path)
{
    auto file = std::make_shared<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly)) {
        Q_EMIT failed({ base::Error::Kind::Storage,
                        QCoreApplication::translate("values", "The file cannot be written: %1")
                            .arg(file->errorString()),
                        {} });
        return;
    }
    setLoading(true);
    const quint64 run = ++m_run;
    base::whenDone(m_work({ "STRLEN", m_key }), this,
                   [this, file, run](const base::Result<resp::Reply> &reply) {
                       if (run != m_run)
                           return;
                       if (!reply)
                           return fail(reply.error());
                       if (reply->isError())
                           return fail(readError(*reply, "STRLEN"));
                       askFrom(0);
                       filePiece(file, 0, reply->toInteger(), run);
                   });
}

void StringValue::filePiece(const std::shared_ptr<QSaveFile> &file, qint64 at, qint64 size,
                            quint64 run)
{
    if (at >= size) {
        setLoading(false);
        if (!file->commit())
            return fail({ base::Error::Kind::Storage,
                          QCoreApplication::translate("values", "The file cannot be written: %1")
                              .arg(file->errorString()),
                          {} });
        Q_EMIT fileSaved(file->fileName(), size);
        return;
    }
    const qint64 count = qMin(piece, size - at);
    base::whenDone(nextPiece(size), this,
                   [this, file, at, size, run, count](const base::Result<resp::Replies> &replies) {
                       if (run != m_run)
                           return;
                       if (!replies)
                           return fail(replies.error());
                       const QByteArrayView bytes = replies->at(1).bytes();
                       if (replies->at(0).toInteger(-1) != size || bytes.size() != count)
                           return fail(movedWhileReading());
                       if (file->write(bytes.data(), bytes.size()) != bytes.size())
                           return fail({ base::Error::Kind::Storage,
                                         QCoreApplication::translate(
                                             "values", "The file cannot be written: %1")
                                             .arg(file->errorString()),
                                         {} });
                       Q_EMIT progressed(at + count, size);
                       filePiece(file, at + count, size, run);
                   });
}

void StringValue::cancel()
{
    ++m_run;
    setLoading(false);
}

void StringValue::setBytes(const QByteArray &bytes)
{
    ++m_run;
    m_bytes = bytes;
    m_size = bytes.size();
    m_loadedAt = QDateTime::currentDateTime();
    setLoading(false);
}

void StringValue::finish(QByteArray bytes, qint64 size)
{
    const bool changed = m_size != size || m_bytes != bytes || !m_loadedAt.isValid();
    m_bytes = std::move(bytes);
    m_size = size;
    m_loadedAt = QDateTime::currentDateTime();
    setLoading(false);
    Q_EMIT loaded(changed);
}

void StringValue::fail(const base::Error &why)
{
    ++m_run;
    setLoading(false);
    Q_EMIT failed(why);
}

void StringValue::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    Q_EMIT loadingChanged(loading);
}

} // namespace values
