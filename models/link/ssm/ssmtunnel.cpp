#include "link/ssm/ssmtunnel.h"
#include "link/ssh/ssherrors.h"
#include "link/ssm/ssmerrors.h"
#include "link/ssm/ssmlink.h"
#include "link/ssm/trunk.h"
#include <QCoreApplication>
#include <QMetaMethod>

namespace links {

using namespace std::chrono_literals;
using ssm::Trunk;

namespace {

constexpr auto longestClosing = 2s;
constexpr auto refusalsCount = 1min;

QString identityOf(const profiles::TunnelSettings &settings)
{
    return settings.awsProfile.isEmpty()
        ? QCoreApplication::translate("link", "these credentials")
        : QCoreApplication::translate("link", "profile %1").arg(settings.awsProfile);
}

} // namespace

class SsmTunnel::Private final : public SsmLink::Host {
public:
    Private(SsmTunnel *tunnel, const profiles::TunnelSettings &settings, Parts parts)
        : q(tunnel)
        , m_settings(settings)
        , m_approach(std::move(parts.approach))
        , m_way{ std::move(parts.calls), std::move(parts.socket), std::move(parts.clock),
                 identityOf(settings) }
        , m_closing(m_way.clock->alarm([this] { Q_EMIT q->closed(); }))
    {
    }
    ~Private() override
    {
        for (Trunk *trunk : std::as_const(m_trunks))
            trunk->disconnect(this); // nothing is told from here on
        close();
        qDeleteAll(std::exchange(m_trunks, {}));
    }

    void admit(SsmLink *link) override;
    void withdraw(SsmLink *link) override;
    void step(const TunnelStep &step) override { Q_EMIT q->stepped(step); }

    void checkNow();
    void renew(const Endpoint &target);
    [[nodiscard]] std::optional<base::Error> refusal(const Endpoint &target) const;
    void close();
    [[nodiscard]] bool isClosing() const { return m_closing->isActive(); }

    [[nodiscard]] QString name() const { return QStringLiteral("SSM ") + m_settings.target; }

private:
    void approach();
    void approached(const base::Result<> &result);
    void lead(SsmLink *link);
    [[nodiscard]] Trunk *trunkFor(const Endpoint &target, Use use);
    [[nodiscard]] Trunk *newTrunk(const Endpoint &target, Use use);
    void trunkEnded(Trunk *trunk, const base::Error &why);
    void trunkLeft(Trunk *trunk);
    void noteStall();
    void remember(const Endpoint &target, const base::Error &why);
    void forget(const Endpoint &target);

    struct Refusal {
        Endpoint target;
        base::Error why;
        std::chrono::milliseconds at;
    };

    SsmTunnel *const q;
    const profiles::TunnelSettings m_settings;
    const std::function<void(SsmTunnel &, std::function<void(const base::Result<> &)>)> m_approach;
    const ssm::SessionWay m_way;
    QList<QPointer<SsmLink>> m_links; ///< all that were admitted
    QList<SsmLink *> m_waiting; ///< for the approach
    QList<Trunk *> m_trunks;
    QList<Refusal> m_refusals; ///< one for a target
    std::optional<base::Error> m_stall; ///< as it was told
    quint64 m_run = 0; ///< of the approach
    bool m_approaching = false;
    bool m_approached = false;
    const std::unique_ptr<ssm::Alarm> m_closing;
};

void SsmTunnel::Private::admit(SsmLink *link)
{
    if (!link->target().unixSocket.isEmpty()) {
        link->giveUp(ssmerrors::noSockets(m_settings.target));
        return;
    }
    m_links.removeIf([](const auto &one) { return one.isNull(); });
    m_links += link;
    if (m_approached || !m_approach) {
        lead(link);
        return;
    }
    m_waiting += link;
    if (!std::exchange(m_approaching, true))
        approach();
}

void SsmTunnel::Private::approach()
{
    m_approach(*q, [guard = QPointer<Private>(this), run = ++m_run](const base::Result<> &result) {
        if (guard && run == guard->m_run)
            guard->approached(result);
    });
}

void SsmTunnel::Private::approached(const base::Result<> &result)
{
    m_approaching = false;
    m_approached = result.has_value();
    const QList<SsmLink *> waiting = std::exchange(m_waiting, {});
    for (SsmLink *link : waiting) {
        if (result)
            lead(link);
        else
            link->giveUp(result.error());
    }
}

void SsmTunnel::Private::withdraw(SsmLink *link)
{
    m_links.removeOne(link);
    m_waiting.removeOne(link);
    for (Trunk *trunk : std::as_const(m_trunks))
        trunk->withdraw(link);
}

void SsmTunnel::Private::lead(SsmLink *link)
{
    Trunk *trunk = trunkFor(link->target(), link->use());
    if (trunk) {
        trunk->join(link);
        return;
    }
    trunk = newTrunk(link->target(), link->use());
    trunk->join(link);
    trunk->open(std::max(link->timeout(), q->openingTimeout()));
}

/// Null = a new one is to be opened.
Trunk *SsmTunnel::Private::trunkFor(const Endpoint &target, Use use)
{
    const qsizetype most =
        use == Use::Bulk ? std::clamp(m_settings.bulkSessions, 1, profiles::mostBulkSessions) : 1;
    qsizetype count = 0;
    Trunk *best = nullptr;
    for (Trunk *trunk : std::as_const(m_trunks)) {
        if (trunk->use() != use || trunk->wanted().host != target.host
            || trunk->wanted().port != target.port || !trunk->takesMore())
            continue;
        ++count;
        if (!best || trunk->load() < best->load())
            best = trunk;
    }
    return best && (best->load() == 0 || count >= most) ? best : nullptr;
}

Trunk *SsmTunnel::Private::newTrunk(const Endpoint &target, Use use)
{
    auto *trunk = new Trunk(
        m_way, { m_settings.target, target.host, target.port, m_settings.document, {} }, use);
    connect(trunk, &Trunk::stepped, q, &Tunnel::stepped);
    connect(trunk, &Trunk::heard, this, [this, target] { forget(target); });
    connect(trunk, &Trunk::refused, this,
            [this, target](const base::Error &why) { remember(target, why); });
    connect(trunk, &Trunk::streamGivenUp, this, [this, target](const base::Error &why) {
        remember(target, why);
        Q_EMIT q->streamGivenUp(why);
    });
    connect(trunk, &Trunk::stallChanged, this, &Private::noteStall);
    connect(trunk, &Trunk::ended, this,
            [this, trunk](const base::Error &why) { trunkEnded(trunk, why); });
    connect(trunk, &Trunk::left, this, [this, trunk] { trunkLeft(trunk); });
    m_trunks += trunk;
    return trunk;
}

void SsmTunnel::Private::trunkEnded(Trunk *trunk, const base::Error &why)
{
    if (!trunk->wasOpen())
        m_approached = false; // what has failed may be told better by the steps before
    if (trunk->streams() == 0)
        return;
    const bool others = std::any_of(m_trunks.cbegin(), m_trunks.cend(), [trunk](const Trunk *one) {
        return one != trunk && one->use() == Use::Interactive && one->isOpen();
    });
    if (trunk->use() == Use::Interactive && others)
        remember({ trunk->wanted().host, trunk->wanted().port, {} }, why);
    else
        Q_EMIT q->lost(why, trunk->use());
}

void SsmTunnel::Private::trunkLeft(Trunk *trunk)
{
    m_trunks.removeOne(trunk);
    trunk->deleteLater();
    if (m_trunks.isEmpty() && isClosing()) {
        m_closing->stop();
        Q_EMIT q->closed();
    }
}

void SsmTunnel::Private::checkNow()
{
    for (Trunk *trunk : std::as_const(m_trunks))
        trunk->checkNow();
}

void SsmTunnel::Private::renew(const Endpoint &target)
{
    for (Trunk *trunk : std::as_const(m_trunks)) {
        if (trunk->wanted().host == target.host && trunk->wanted().port == target.port)
            trunk->retire();
    }
}

void SsmTunnel::Private::noteStall()
{
    std::optional<base::Error> stall;
    for (const Trunk *trunk : std::as_const(m_trunks)) {
        stall = trunk->stall();
        if (stall)
            break;
    }
    if (stall.has_value() == m_stall.has_value() && (!stall || stall->text == m_stall->text))
        return;
    m_stall = stall;
    Q_EMIT q->stallChanged(stall);
}

void SsmTunnel::Private::remember(const Endpoint &target, const base::Error &why)
{
    forget(target);
    m_refusals += { target, why, m_way.clock->elapsed() };
}

void SsmTunnel::Private::forget(const Endpoint &target)
{
    m_refusals.removeIf([&](const Refusal &one) { return one.target == target; });
}

std::optional<base::Error> SsmTunnel::Private::refusal(const Endpoint &target) const
{
    for (const Refusal &one : m_refusals) {
        if (one.target == target && m_way.clock->elapsed() - one.at < refusalsCount)
            return one.why;
    }
    return std::nullopt;
}

void SsmTunnel::Private::close()
{
    const base::Error why = ssherrors::gone(name());
    ++m_run;
    m_approaching = false;
    m_approached = false;
    m_waiting.clear();
    for (const QPointer<SsmLink> &link : std::exchange(m_links, {})) {
        if (link)
            link->giveUp(why);
    }
    for (Trunk *trunk : QList<Trunk *>(m_trunks))
        trunk->close(why);
    if (!m_trunks.isEmpty())
        m_closing->start(longestClosing);
}

SsmTunnel::SsmTunnel(const profiles::TunnelSettings &settings, Parts parts)
    : d(std::make_unique<Private>(this, settings, std::move(parts)))
{
}

SsmTunnel::~SsmTunnel() = default;

Link *SsmTunnel::newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                         QObject *parent)
{
    return new SsmLink(*d, d->name(), target, use, timeout, parent);
}

QString SsmTunnel::name() const
{
    return d->name();
}

void SsmTunnel::checkNow()
{
    d->checkNow();
}

void SsmTunnel::renew(const Endpoint &target)
{
    d->renew(target);
}

std::optional<base::Error> SsmTunnel::refusal(const Endpoint &target) const
{
    return d->refusal(target);
}

void SsmTunnel::close()
{
    d->close();
}

bool SsmTunnel::isClosing() const
{
    return d->isClosing();
}

bool SsmTunnel::isWatched() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&Tunnel::stepped));
}

} // namespace links
