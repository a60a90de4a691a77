#include "session/diagnosis/wire.h"
#include "base/whendone.h"

namespace session {

Wire::Wire(QObject *parent)
    : QObject(parent)
{
}

Wire::~Wire() = default;

void Wire::open(const profiles::Profile &profile, const links::Endpoint &endpoint,
                const links::Through &through, const base::Secret &keyPassphrase, Opened opened)
{
    m_opened = std::move(opened);
    m_link = links::makeLink(profile, endpoint, through, keyPassphrase, this);
    // Queued: some links fail while they are being opened.
    connect(
        m_link, &links::Link::opened, this, [this] { finish({}); }, Qt::QueuedConnection);
    connect(
        m_link, &links::Link::failed, this,
        [this](const base::Error &why) { finish(base::fail(why)); }, Qt::QueuedConnection);
    m_link->open();
}

void Wire::finish(const base::Result<> &result)
{
    if (m_dropped)
        return;
    m_tls = m_link->tls();
    if (result) {
        m_connection = new resp::Connection(m_link->take(), resp::Connection::Limits{}, this);
        m_link->deleteLater();
        m_link = nullptr;
    }
    if (const Opened opened = std::exchange(m_opened, {}))
        opened(result);
}

void Wire::ask(const resp::Commands &commands, std::chrono::milliseconds timeout, Answered answered)
{
    base::whenDone(
        m_connection->sendAll(commands, timeout), this,
        [this, answered = std::move(answered)](const base::Result<resp::Replies> &replies) {
            if (!m_dropped)
                answered(replies);
        });
}

QIODevice *Wire::stream() const
{
    return m_connection ? m_connection->stream() : nullptr;
}

void Wire::drop()
{
    m_dropped = true;
    if (m_link)
        m_link->disconnect(this);
    deleteLater();
}

} // namespace session
