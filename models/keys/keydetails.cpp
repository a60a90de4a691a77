#include "keys/keydetails.h"
#include "base/whendone.h"
#include <QDateTime>
#include <QMap>

namespace keys {

namespace {

constexpr size_t pipelineKeys = 128;
constexpr size_t mostWanted = 512; // more rows than that are on no screen

QByteArray lengthCommand(base::KeyType type)
{
    switch (type) {
    case base::KeyType::String:
        return "STRLEN";
    case base::KeyType::Hash:
        return "HLEN";
    case base::KeyType::List:
        return "LLEN";
    case base::KeyType::Set:
        return "SCARD";
    case base::KeyType::SortedSet:
        return "ZCARD";
    case base::KeyType::Stream:
        return "XLEN";
    default:
        return {};
    }
}

} // namespace

KeyDetails::KeyDetails(KeyStore *store, QObject *parent)
    : QObject(parent)
    , clock([] { return QDateTime::currentMSecsSinceEpoch(); })
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &KeyDetails::ask);
}

void KeyDetails::setSend(const resp::Send &send)
{
    m_send = send;
    m_refused = false;
    reset();
}

void KeyDetails::reset()
{
    ++m_run;
    m_wanted.clear();
    m_asked.clear();
    m_underWay = 0;
}

void KeyDetails::want(KeyId id)
{
    if (!m_send || m_refused || m_asked.contains(id))
        return;
    m_asked.insert(id, true);
    m_wanted.push_back(id);
    if (!m_underWay)
        m_timer.start();
}

void KeyDetails::refresh(KeyId id)
{
    if (!m_store->isListed(id))
        return;
    m_asked.remove(id);
    want(id);
}

void KeyDetails::ask()
{
    if (m_underWay || m_wanted.empty() || !m_send)
        return;
    while (m_wanted.size() > mostWanted) { // asked for again when they are painted again
        m_asked.remove(m_wanted.front());
        m_wanted.erase(m_wanted.begin());
    }
    const auto map = m_send.nodes();
    QMap<QByteArray, std::vector<KeyId>> nodes;
    for (size_t taken = 0; !m_wanted.empty() && taken < pipelineKeys;) {
        const KeyId id = m_wanted.back();
        m_wanted.pop_back();
        if (!m_store->isListed(id))
            continue;
        nodes[map->cluster ? map->ownerOf(resp::slotOf(m_store->name(id))) : QByteArray()]
            .push_back(id);
        ++taken;
    }
    m_underWay = int(nodes.size());
    for (const std::vector<KeyId> &ids : std::as_const(nodes))
        askTypes(ids);
}

void KeyDetails::askTypes(const std::vector<KeyId> &ids)
{
    resp::Commands commands;
    for (const KeyId id : ids) {
        const QByteArray name = m_store->name(id).toByteArray();
        commands << resp::Command{ "TYPE", name } << resp::Command{ "PTTL", name };
    }
    base::whenDone(m_send.many(commands), this,
                   [this, ids, run = m_run](const base::Result<resp::Replies> &replies) {
                       if (run != m_run)
                           return;
                       if (replies)
                           typesArrived(ids, *replies);
                       else
                           finish({}); // offline: painted as unknown, asked again when it is back
                       for (const KeyId id : ids)
                           m_asked.remove(id);
                   });
}

void KeyDetails::typesArrived(const std::vector<KeyId> &ids, const resp::Replies &replies)
{
    const qint64 now = clock();
    std::vector<KeyId> changed;
    for (size_t i = 0; i < ids.size() && qsizetype(2 * i + 1) < replies.size(); ++i) {
        const KeyId id = ids[i];
        if (!m_store->isListed(id))
            continue;
        const resp::Reply &type = replies.at(qsizetype(2 * i));
        const resp::Reply &ttl = replies.at(qsizetype(2 * i + 1));
        changed.push_back(id);
        if (type.isError()) {
            const base::Error error = resp::serverError(type, "TYPE");
            m_store->setRefused(id, true);
            if (error.kind == base::Error::Kind::NotPermitted && !m_refused) {
                m_refused = true;
                Q_EMIT refused(error);
            }
        } else {
            m_store->setType(id, base::keyTypeFromName(type.bytes()));
        }
        const qint64 left = ttl.toInteger(-1);
        if (ttl.isError()) {
            m_store->setRefused(id, true);
        } else if (left == -2) {
            m_store->setType(id, base::KeyType::None);
            m_store->setDeadline(id, now);
        } else {
            m_store->setDeadline(id, left < 0 ? KeyStore::noDeadline : now + left);
        }
    }
    Q_EMIT resolved(changed);
    askSizes(changed);
}

void KeyDetails::askSizes(const std::vector<KeyId> &ids)
{
    std::vector<KeyId> sized;
    resp::Commands commands;
    for (const KeyId id : ids) {
        const QByteArray command = lengthCommand(m_store->type(id));
        if (command.isEmpty())
            continue;
        sized.push_back(id);
        commands << resp::Command{ command, m_store->name(id).toByteArray() };
    }
    if (sized.empty()) {
        finish({});
        return;
    }
    base::whenDone(m_send.many(commands), this,
                   [this, sized, run = m_run](const base::Result<resp::Replies> &replies) {
                       if (run != m_run)
                           return;
                       for (size_t i = 0; replies && i < sized.size(); ++i) {
                           const resp::Reply reply = replies->value(qsizetype(i));
                           if (m_store->isListed(sized[i])
                               && reply.kind() == resp::Reply::Kind::Integer)
                               m_store->setValueSize(sized[i], reply.toInteger());
                       }
                       finish(sized);
                   });
}

void KeyDetails::finish(const std::vector<KeyId> &ids)
{
    --m_underWay;
    if (!ids.empty())
        Q_EMIT resolved(ids);
    if (!m_underWay && !m_wanted.empty())
        m_timer.start();
}

} // namespace keys
