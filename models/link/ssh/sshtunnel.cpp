#include "link/ssh/sshtunnel.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshlink.h"
#include "profiles/tunnelway.h"

namespace links {

namespace {

/// Everything that compares or shows the host is to mean the same one.
profiles::SshHop plain(profiles::SshHop hop)
{
    hop.host = profiles::plainSshHost(hop.host);
    return hop;
}

} // namespace

SshTunnel::SshTunnel(const profiles::TunnelSettings &settings, const profiles::SshSecrets &secrets,
                     const std::shared_ptr<Asker> &asker, const SshPlaces &places,
                     const SshRhythm &rhythm, QObject *parent)
    : Tunnel(parent)
{
    for (int number = 0; number < settings.hops.size(); ++number) {
        m_hops += { number,
                    plain(settings.hops[number]),
                    settings.hostKeys,
                    secrets.of(number),
                    places,
                    asker,
                    std::make_shared<SshHopMemory>(),
                    rhythm };
    }
    const SshHopPlan &last = m_hops.constLast();
    m_name = QStringLiteral("SSH %1@%2").arg(last.user(), last.hop.host);
    for (const Use use : { Use::Interactive, Use::Bulk }) {
        auto &chain = m_chains[size_t(use)];
        chain = std::make_unique<SshChain>(m_hops, nullptr);
        auto *raw = chain.get();
        connect(raw, &SshChain::stepped, this, &SshTunnel::stepped);
        connect(raw, &SshChain::opened, this, &SshTunnel::serve);
        connect(raw, &SshChain::failed, this, &SshTunnel::chainFailed);
        connect(raw, &SshChain::lost, this,
                [this, use](const base::Error &why) { Q_EMIT lost(why, use); });
    }
}

SshTunnel::~SshTunnel()
{
    failAll(ssherrors::gone(m_name));
}

Link *SshTunnel::newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                         QObject *parent)
{
    return new SshLink(*this, target, use, timeout, parent);
}

void SshTunnel::admit(SshLink *link)
{
    m_links.removeIf([](const auto &one) { return one.isNull(); });
    m_links += link;
    m_waiting += link;
    serve();
}

void SshTunnel::withdraw(SshLink *link)
{
    m_links.removeOne(link);
    m_waiting.removeOne(link);
    for (const auto &chain : m_chains) {
        const bool isWanted = std::any_of(m_waiting.begin(), m_waiting.end(), [&](SshLink *one) {
            return &chainOf(one->use()) == chain.get();
        });
        if (chain->state() == SshChain::State::Opening && !isWanted)
            chain->close(); // its question, if it has one, is of no use any more
    }
    // Those who waited for that chain to end have their turn.
    QMetaObject::invokeMethod(this, &SshTunnel::serve, Qt::QueuedConnection);
}

/// Words that serve once let only one chain in.
SshChain &SshTunnel::chainOf(Use use)
{
    const bool shared = std::any_of(m_hops.begin(), m_hops.end(),
                                    [](const auto &hop) { return hop.memory->oneTime; });
    return *m_chains[shared ? 0 : size_t(use)];
}

/// Gives each link that waits its stream where the chain is open, and opens a chain for the first
/// that has none, one chain at a time.
void SshTunnel::serve()
{
    const auto isOpening = [](const auto &chain) {
        return chain->state() == SshChain::State::Opening;
    };
    for (SshLink *link : QList<SshLink *>(m_waiting)) {
        if (!m_waiting.contains(link))
            continue; // it failed with what was tried for another
        SshChain &chain = chainOf(link->use());
        if (chain.state() == SshChain::State::Open) {
            m_waiting.removeOne(link);
            link->proceed(chain.last(), int(m_hops.size()) - 1);
        } else if (std::none_of(m_chains.begin(), m_chains.end(), isOpening)) {
            chain.open(std::max(link->timeout(), openingTimeout()));
        }
    }
}

/// Another try for those of the other use would end alike, and ask the person again.
void SshTunnel::chainFailed(const base::Error &why)
{
    for (SshLink *link : std::exchange(m_waiting, {}))
        link->giveUp(why);
}

void SshTunnel::checkNow()
{
    for (const auto &chain : m_chains)
        chain->probe();
}

void SshTunnel::failAll(const base::Error &why)
{
    m_waiting.clear();
    for (const QPointer<SshLink> &link : std::exchange(m_links, {})) {
        if (link)
            link->giveUp(why);
    }
}

void SshTunnel::close()
{
    failAll(ssherrors::gone(m_name));
    for (const auto &chain : m_chains)
        chain->close();
}

} // namespace links
