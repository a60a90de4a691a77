#include "keys/bulkdelete.h"
#include "base/whendone.h"

namespace keys {

BulkDelete::BulkDelete(const resp::Send &send, const QByteArrayList &keys,
                       const base::Capabilities &can, QObject *parent)
    : QObject(parent)
    , m_send(send)
    , m_keys(keys)
    , m_command(can.unlink ? "UNLINK" : "DEL")
{
}

void BulkDelete::start()
{
    next();
}

void BulkDelete::stop()
{
    m_stopping = true;
}

void BulkDelete::next()
{
    if (m_stopping || m_next >= m_keys.size() || !m_send) {
        end();
        return;
    }
    const QByteArrayList chunk =
        m_keys.sliced(m_next, std::min<qsizetype>(chunkKeys, total() - m_next));
    resp::Commands commands;
    commands.reserve(chunk.size());
    for (const QByteArray &key : chunk)
        commands += resp::Command{ m_command, key };
    resp::SendOptions options;
    options.confirmed = true;
    base::whenDone(
        m_send.many(commands, options), this,
        [this, chunk](const base::Result<resp::Replies> &replies) { answered(chunk, replies); });
}

void BulkDelete::answered(const QByteArrayList &chunk, const base::Result<resp::Replies> &replies)
{
    if (!replies) {
        m_report.error = replies.error();
        // Only the gate and a link that was down before it began are sure to have sent nothing.
        switch (replies.error().kind) {
        case base::Error::Kind::Network:
        case base::Error::Kind::ReadOnly:
        case base::Error::Kind::WrongServer:
        case base::Error::Kind::NeedsConfirmation:
        case base::Error::Kind::NotPermitted:
            break;
        default:
            m_report.unknown = chunk;
            m_next += chunk.size();
        }
        end();
        return;
    }
    QByteArrayList away;
    for (qsizetype i = 0; i < chunk.size(); ++i) {
        const resp::Reply reply = replies->value(i);
        if (reply.isError()) {
            m_report.failed += { chunk.at(i), resp::serverError(reply, m_command) };
        } else if (reply.toInteger() > 0) {
            m_report.deleted += chunk.at(i);
            away += chunk.at(i);
        } else {
            m_report.gone += chunk.at(i);
            away += chunk.at(i);
        }
    }
    m_next += chunk.size();
    if (!away.isEmpty())
        Q_EMIT removed(away);
    Q_EMIT progressed(m_next, total());
    next();
}

void BulkDelete::end()
{
    m_report.untouched = m_keys.sliced(m_next);
    Q_EMIT finished();
}

} // namespace keys
