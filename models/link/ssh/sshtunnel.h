#pragma once
#include "link/ssh/sshchain.h"
#include "link/tunnel.h"
#include <array>

namespace links {

class SshLink;

/// A tunnel by libssh2. Interactive and Bulk have a chain of sessions each, opened when first
/// wanted, one after the other so that nothing is asked twice; where the sign-in took words that
/// cannot serve again, both share one.
class SshTunnel final : public Tunnel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshTunnel)

public:
    /// At least one hop.
    SshTunnel(const profiles::TunnelSettings &settings, const profiles::SshSecrets &secrets,
              const std::shared_ptr<Asker> &asker, const SshPlaces &places,
              const SshRhythm &rhythm = {}, QObject *parent = nullptr);
    ~SshTunnel() override;

    [[nodiscard]] Link *newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                                QObject *parent) override;
    [[nodiscard]] QString name() const override { return m_name; }
    void checkNow() override;
    void close() override;

    /// A link wants its stream; or no longer.
    void admit(SshLink *link);
    void withdraw(SshLink *link);

private:
    [[nodiscard]] SshChain &chainOf(Use use);
    void serve();
    void chainFailed(const base::Error &why);
    void failAll(const base::Error &why);

    QList<SshHopPlan> m_hops;
    QString m_name;
    std::array<std::unique_ptr<SshChain>, 2> m_chains; ///< by Use
    QList<QPointer<SshLink>> m_links; ///< all that were admitted
    QList<SshLink *> m_waiting; ///< for their chain
};

} // namespace links
