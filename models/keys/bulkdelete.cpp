#include "keys/bulkdelete.h"
#include "base/whendone.h"
#include <QMap>
#include <algorithm>

namespace keys {

BulkDelete::BulkDelete(const resp::Send &send, const QByteArrayList &keys,
                       const base::Capabilities &can, QObject *parent)
    : QObject(parent)
    , m_send(send)
    , m_keys(keys)
    , m_total(keys.size())
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
    if (m_stopping || !m_send || (m_next >= m_keys.size() && !tryOthers())) {
        end();
        return;
    }
    const auto map = m_send.nodes();
    QMap<QByteArray, QByteArrayList> chunks;
    for (int taken = 0; taken < chunkKeys && m_next < m_keys.size(); ++m_next) {
        const QByteArray &key = m_keys.at(m_next);
        const QByteArray owner = map->cluster ? map->ownerOf(resp::slotOf(key)) : QByteArray();
        if (m_lost.contains(owner)) {
            m_late += key;
            continue;
        }
        chunks[owner] += key;
        ++taken;
    }
    if (chunks.isEmpty()) {
        next();
        return;
    }
    m_underWay = int(chunks.size());
    for (auto it = chunks.cbegin(); it != chunks.cend(); ++it)
        sendTo(it.key(), it.value());
}

/// True when what a lost node was to delete belongs to another one by now.
bool BulkDelete::tryOthers()
{
    const auto map = m_send.nodes();
    const bool moved = std::any_of(m_late.cbegin(), m_late.cend(), [&](const QByteArray &key) {
        return map->cluster && !m_lost.contains(map->ownerOf(resp::slotOf(key)));
    });
    if (moved) {
        m_keys = std::exchange(m_late, {});
        m_next = 0;
    }
    return moved;
}

void BulkDelete::sendTo(const QByteArray &node, const QByteArrayList &keys)
{
    resp::Commands commands;
    commands.reserve(keys.size());
    for (const QByteArray &key : keys)
        commands += resp::Command{ m_command, key };
    resp::SendOptions options;
    options.confirmed = true;
    base::whenDone(m_send.many(commands, options), this,
                   [this, node, keys](const base::Result<resp::Replies> &replies) {
                       answered(node, keys, replies);
                   });
}

void BulkDelete::answered(const QByteArray &node, const QByteArrayList &keys,
                          const base::Result<resp::Replies> &replies)
{
    if (replies) {
        take(keys, *replies);
    } else {
        if (m_report.error.text.isEmpty())
            m_report.error = replies.error();
        // Only the gate and a link that was down before it began are sure to have sent nothing.
        switch (replies.error().kind) {
        case base::Error::Kind::ReadOnly:
        case base::Error::Kind::WrongServer:
        case base::Error::Kind::NeedsConfirmation:
        case base::Error::Kind::NotPermitted:
            m_stopping = true;
            [[fallthrough]];
        case base::Error::Kind::Network:
            m_late += keys;
            break;
        default:
            m_report.unknown += keys;
            m_done += keys.size();
        }
        m_lost.insert(node);
    }
    if (--m_underWay == 0)
        next();
}

void BulkDelete::take(const QByteArrayList &keys, const resp::Replies &replies)
{
    QByteArrayList away;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const resp::Reply reply = replies.value(i);
        if (reply.isError()) {
            m_report.failed += { keys.at(i), resp::serverError(reply, m_command) };
            continue;
        }
        (reply.toInteger() > 0 ? m_report.deleted : m_report.gone) += keys.at(i);
        away += keys.at(i);
    }
    m_done += keys.size();
    if (!away.isEmpty())
        Q_EMIT removed(away);
    Q_EMIT progressed(m_done, m_total);
}

void BulkDelete::end()
{
    m_report.untouched = m_late + m_keys.sliced(m_next);
    Q_EMIT finished();
}

} // namespace keys
