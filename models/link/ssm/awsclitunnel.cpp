#include "link/ssm/awsclitunnel.h"
#include "aws/endpoints.h"
#include "link/ssm/awsclichild.h"
#include "link/ssm/awsclilink.h"
#include "link/ssm/awsclitexts.h"
#include "link/ssm/ssmerrors.h"
#include <algorithm>

namespace links {

using namespace std::chrono_literals;

namespace {
/// The program takes seconds to begin with.
constexpr std::chrono::milliseconds leastPatience = 30s;
} // namespace

AwsCliTunnel::AwsCliTunnel(profiles::TunnelSettings settings, aws::Keys keys, QObject *parent)
    : Tunnel(parent)
    , m_settings(std::move(settings))
    , m_keys(std::move(keys))
{
}

AwsCliTunnel::~AwsCliTunnel()
{
    const QList<AwsCliChild *> all = std::exchange(m_children, {}) + std::exchange(m_leaving, {});
    qDeleteAll(all);
}

Link *AwsCliTunnel::newLink(const Endpoint &target, Use /*use*/, std::chrono::milliseconds timeout,
                            QObject *parent)
{
    return new AwsCliLink(*this, target, timeout, parent);
}

QString AwsCliTunnel::name() const
{
    return QStringLiteral("SSM %1 (aws)").arg(m_settings.target);
}

void AwsCliTunnel::admit(AwsCliLink *link)
{
    if (!link->target().unixSocket.isEmpty()) {
        link->giveUp(ssmerrors::noSockets(m_settings.target));
        return;
    }
    if (const auto fault = aws::faultOfSsmEndpoint(QUrl(m_settings.awsEndpoint))) {
        link->giveUp(*fault);
        return;
    }
    AwsCliChild *child = childFor(link->target());
    if (child && child->state() == AwsCliChild::State::Ready) {
        link->proceed(child->port());
        return;
    }
    m_waiting += link;
    if (!child)
        m_children += newChild(link->target());
}

AwsCliChild *AwsCliTunnel::childFor(const Endpoint &target) const
{
    const auto found =
        std::find_if(m_children.cbegin(), m_children.cend(),
                     [&](const AwsCliChild *child) { return child->target() == target; });
    return found == m_children.cend() ? nullptr : *found;
}

AwsCliChild *AwsCliTunnel::newChild(const Endpoint &target)
{
    auto *child = new AwsCliChild(m_settings, target, this);
    connect(child, &AwsCliChild::ready, this, [this, child] { serve(child); });
    connect(child, &AwsCliChild::ended, this, [this, child](const base::Error &why, bool wasReady) {
        childEnded(child, why, wasReady);
    });
    step(TunnelStep::Outcome::Running);
    child->start(AwsCliCall::of(m_settings, m_keys, target),
                 std::max(leastPatience, openingTimeout()));
    return child;
}

QList<QPointer<AwsCliLink>> AwsCliTunnel::takeWaiting(const Endpoint &target)
{
    QList<QPointer<AwsCliLink>> taken;
    QList<QPointer<AwsCliLink>> kept;
    for (const QPointer<AwsCliLink> &link : std::exchange(m_waiting, {})) {
        if (link)
            (link->target() == target ? taken : kept) += link;
    }
    m_waiting = kept;
    return taken;
}

void AwsCliTunnel::serve(AwsCliChild *child)
{
    step(TunnelStep::Outcome::Passed, child->session());
    for (const QPointer<AwsCliLink> &link : takeWaiting(child->target())) {
        if (link)
            link->proceed(child->port());
    }
}

void AwsCliTunnel::childEnded(AwsCliChild *child, const base::Error &why, bool wasReady)
{
    if (m_leaving.contains(child)) {
        left(child);
        return;
    }
    m_children.removeOne(child);
    child->deleteLater(); // this runs inside one of its signals
    if (wasReady) {
        // Where another is left, the connections of this one end alone.
        if (m_children.isEmpty())
            Q_EMIT lost(why);
        return;
    }
    step(TunnelStep::Outcome::Failed, {}, why);
    for (const QPointer<AwsCliLink> &link : takeWaiting(child->target())) {
        if (link)
            link->giveUp(why);
    }
}

void AwsCliTunnel::left(AwsCliChild *child)
{
    m_leaving.removeOne(child);
    child->deleteLater();
    if (m_leaving.isEmpty() && std::exchange(m_closing, false))
        Q_EMIT closed();
}

void AwsCliTunnel::leave(AwsCliChild *child)
{
    m_leaving += child;
    child->end();
}

/// What leads through the old one ends with it.
void AwsCliTunnel::renew(const Endpoint &target)
{
    AwsCliChild *child = childFor(target);
    if (!child || child->state() != AwsCliChild::State::Ready)
        return;
    m_children.removeOne(child);
    leave(child);
}

std::optional<base::Error> AwsCliTunnel::refusal(const Endpoint &target) const
{
    const AwsCliChild *child = childFor(target);
    if (!child || !child->isRefused())
        return std::nullopt;
    return ssmerrors::targetRefused(m_settings.target, target);
}

void AwsCliTunnel::close()
{
    for (AwsCliChild *child : std::exchange(m_children, {}))
        leave(child);
    m_closing = !m_leaving.isEmpty();
    for (const QPointer<AwsCliLink> &link : std::exchange(m_waiting, {})) {
        if (link)
            link->giveUp(awsCliLost(m_settings.target, {}));
    }
}

void AwsCliTunnel::step(TunnelStep::Outcome outcome, const QString &finding, const base::Error &why)
{
    TunnelStep step;
    step.kind = TunnelStep::Kind::Session;
    step.outcome = outcome;
    step.tried = name();
    step.finding = finding;
    step.error = why;
    Q_EMIT stepped(step);
}

} // namespace links
