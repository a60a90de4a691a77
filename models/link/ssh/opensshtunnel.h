#pragma once
#include "link/ssh/opensshanswers.h"
#include "link/tunnel.h"
#include "profiles/profile.h"
#include <QPointer>
#include <array>
#include <memory>

namespace links {

class OpenSshLink;
class OpenSshMaster;

/// A tunnel by the `ssh` of the system, for what it alone can do: ~/.ssh/config, ProxyCommand,
/// hardware keys, certificates. One `ssh -M` for each Use, started when first wanted, and streams
/// asked for at its control socket. Nothing listens but that socket and, for as long as a stream to
/// a Unix socket is being opened, another beside it, both in a directory of mode 0700. What ssh
/// asks is answered through askpass: it starts SshPlaces::askpassProgram, which has to end up in
/// cli::runAskpass(). Host keys are checked by ssh itself, with the known_hosts of the person's
/// configuration, where it keeps those that are accepted.
class OpenSshTunnel final : public Tunnel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshTunnel)

public:
    /// With an alias or at least one hop.
    OpenSshTunnel(const profiles::TunnelSettings &settings, const profiles::SshSecrets &secrets,
                  std::shared_ptr<Asker> asker, SshPlaces places, QObject *parent = nullptr);
    ~OpenSshTunnel() override;

    [[nodiscard]] Link *newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                                QObject *parent) override;
    [[nodiscard]] QString name() const override { return m_name; }
    void checkNow() override;
    void close() override;

    /// A link wants its stream; or no longer.
    void admit(OpenSshLink *link);
    void withdraw(OpenSshLink *link);
    [[nodiscard]] int lastHop() const;

private:
    [[nodiscard]] OpenSshMaster *masterFor(OpenSshLink &link);
    [[nodiscard]] OpenSshMaster *newMaster(OpenSshLink &link);
    void serve();
    bool drop(OpenSshMaster *master);
    void failAll(const base::Error &why);

    const profiles::TunnelSettings m_settings;
    std::shared_ptr<OpenSshKnown> m_known;
    std::shared_ptr<Asker> m_asker;
    const SshPlaces m_places;
    QString m_name;
    std::array<OpenSshMaster *, 2> m_masters{}; ///< by Use; owned as children
    QList<QPointer<OpenSshLink>> m_waiting; ///< for their master
};

} // namespace links
