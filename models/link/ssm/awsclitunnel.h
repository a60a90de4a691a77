#pragma once
#include "aws/keys.h"
#include "link/tunnel.h"
#include <QPointer>

namespace links {

class AwsCliChild;
class AwsCliLink;

/// Through Session Manager by `aws ssm start-session` and its plugin, for sites that insist on
/// them: one for each host and port, started when first used. Unlike every other tunnel it has a
/// listening port on this computer (the plugin cannot do without), which any of its users can
/// connect to while it is open.
class AwsCliTunnel final : public Tunnel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AwsCliTunnel)

public:
    /// `keys` = the person's own for this connection; empty = as the AWS CLI finds them.
    AwsCliTunnel(profiles::TunnelSettings settings, aws::Keys keys, QObject *parent = nullptr);
    ~AwsCliTunnel() override;

    [[nodiscard]] Link *newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                                QObject *parent) override;
    [[nodiscard]] QString name() const override;
    /// A session whose way is dead ends by itself.
    void checkNow() override { }
    void renew(const Endpoint &target) override;
    [[nodiscard]] std::optional<base::Error> refusal(const Endpoint &target) const override;
    void close() override;
    [[nodiscard]] bool isClosing() const override { return m_closing && !m_leaving.isEmpty(); }

private:
    friend class AwsCliLink;
    void admit(AwsCliLink *link);
    void serve(AwsCliChild *child);
    void childEnded(AwsCliChild *child, const base::Error &why, bool wasReady);
    void left(AwsCliChild *child);
    void leave(AwsCliChild *child);
    [[nodiscard]] AwsCliChild *childFor(const Endpoint &target) const;
    [[nodiscard]] AwsCliChild *newChild(const Endpoint &target);
    void step(TunnelStep::Outcome outcome, const QString &finding = {},
              const base::Error &why = {});
    QList<QPointer<AwsCliLink>> takeWaiting(const Endpoint &target);

    const profiles::TunnelSettings m_settings;
    const aws::Keys m_keys;
    QList<AwsCliChild *> m_children;
    QList<AwsCliChild *> m_leaving; ///< told to end
    QList<QPointer<AwsCliLink>> m_waiting;
    bool m_closing = false;
};

} // namespace links
