#include "link/ssh/opensshtunnel.h"
#include "link/ssh/opensshconfig.h"
#include "link/ssh/opensshlink.h"
#include "link/ssh/opensshmaster.h"
#include "link/ssh/ssherrors.h"
#include <algorithm>
#include <utility>

namespace links {

namespace {

QString bastionOf(const profiles::TunnelSettings &settings)
{
    if (!settings.alias.isEmpty())
        return settings.alias;
    if (settings.hops.isEmpty())
        return {};
    const profiles::SshHop &last = settings.hops.last();
    return profiles::HostPort{ last.host, last.port }.toString();
}

QString nameOf(const profiles::TunnelSettings &settings)
{
    if (!settings.alias.isEmpty() || settings.hops.isEmpty())
        return QStringLiteral("SSH ") + settings.alias;
    const profiles::SshHop &last = settings.hops.last();
    return QStringLiteral("SSH ")
        + (last.user.isEmpty() ? last.host : last.user + QLatin1Char('@') + last.host);
}

} // namespace

OpenSshTunnel::OpenSshTunnel(const profiles::TunnelSettings &settings,
                             const profiles::SshSecrets &secrets, std::shared_ptr<Asker> asker,
                             SshPlaces places, QObject *parent)
    : Tunnel(parent)
    , m_settings(settings)
    , m_known(std::make_shared<OpenSshKnown>())
    , m_asker(std::move(asker))
    , m_places(std::move(places))
    , m_name(nameOf(settings))
{
    if (settings.alias.isEmpty())
        m_known->hops = settings.hops;
    for (profiles::SshHop &hop : m_known->hops)
        hop.keyFile = m_places.expanded(hop.keyFile);
    m_known->bastion = bastionOf(settings);
    m_known->stored = secrets;
}

OpenSshTunnel::~OpenSshTunnel()
{
    close();
}

Link *OpenSshTunnel::newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                             QObject *parent)
{
    return new OpenSshLink(*this, target, use, timeout, parent);
}

void OpenSshTunnel::admit(OpenSshLink *link)
{
    m_waiting += link;
    serve();
}

void OpenSshTunnel::withdraw(OpenSshLink *link)
{
    m_waiting.removeIf([link](const auto &one) { return !one || one == link; });
    if (!m_waiting.isEmpty())
        return;
    for (OpenSshMaster *&master : m_masters) {
        // Its question, if it has one, is of no use any more.
        if (master && master->state() == OpenSshMaster::State::Starting)
            std::exchange(master, nullptr)->deleteLater();
    }
}

int OpenSshTunnel::lastHop() const
{
    return std::max(0, int(m_known->hops.size()) - 1);
}

void OpenSshTunnel::checkNow()
{
    for (OpenSshMaster *master : m_masters) {
        if (master)
            master->check();
    }
}

void OpenSshTunnel::close()
{
    for (OpenSshMaster *&master : m_masters)
        delete std::exchange(master, nullptr);
    failAll(ssherrors::gone(m_name));
}

void OpenSshTunnel::failAll(const base::Error &why)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const QPointer<OpenSshLink> &link : waiting) {
        if (link)
            link->giveUp(why);
    }
}

/// Sends those on whose master is ready. The second master waits for the first, so that nothing is
/// asked twice.
void OpenSshTunnel::serve()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const QPointer<OpenSshLink> &link : waiting) {
        if (!link)
            continue;
        OpenSshMaster *master = masterFor(*link);
        if (master && master->state() == OpenSshMaster::State::Ready) {
            if (link->use() == Use::Interactive)
                master->carryInteractive();
            link->proceed(*master);
        } else if (master)
            m_waiting += link;
    }
}

/// The one that the link has to wait for or may use; null when the link had to be given up.
OpenSshMaster *OpenSshTunnel::masterFor(OpenSshLink &link)
{
    OpenSshMaster *own = m_masters[size_t(link.use())];
    OpenSshMaster *other = m_masters[1 - size_t(link.use())];
    if (own)
        return own;
    if (other && (other->state() == OpenSshMaster::State::Starting || other->isUnique()))
        return other;
    return newMaster(link);
}

OpenSshMaster *OpenSshTunnel::newMaster(OpenSshLink &link)
{
    const auto timeout = std::max(link.timeout(), openingTimeout());
    const auto call = OpenSshCall::of(m_settings, m_places, timeout);
    if (!call) {
        link.giveUp(call.error());
        return nullptr;
    }
    auto *master = new OpenSshMaster(*call, m_known, m_asker, m_places, timeout, this);
    m_masters[size_t(link.use())] = master;
    connect(master, &OpenSshMaster::stepped, this, &Tunnel::stepped);
    connect(master, &OpenSshMaster::ready, this, &OpenSshTunnel::serve, Qt::QueuedConnection);
    // By the time that they are told, the master may have been closed or withdrawn.
    const QPointer<OpenSshMaster> ended(master);
    connect(
        master, &OpenSshMaster::failed, this,
        [this, ended](const base::Error &why) {
            if (drop(ended))
                failAll(why);
        },
        Qt::QueuedConnection);
    connect(
        master, &OpenSshMaster::lost, this,
        [this, ended](const base::Error &why) {
            const bool interactive =
                ended && (ended == m_masters[0] || ended->carriesInteractive());
            if (!drop(ended))
                return;
            Q_EMIT lost(why, interactive ? Use::Interactive : Use::Bulk);
            serve();
        },
        Qt::QueuedConnection);
    master->start();
    return master;
}

/// False when it was no longer one of ours.
bool OpenSshTunnel::drop(OpenSshMaster *master)
{
    auto *const place = std::find(m_masters.begin(), m_masters.end(), master);
    if (!master || place == m_masters.end())
        return false;
    *place = nullptr;
    master->deleteLater();
    return true;
}

} // namespace links
