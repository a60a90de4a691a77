#pragma once
#include "link/ssh/identity.h"
#include <QList>
#include <QObject>

namespace links {

/// An SSH agent of this computer (draft-ietf-sshm-ssh-agent), asked over its Unix socket without
/// ever waiting. Its identities hold on to the socket's path and may outlive it. RSA keys sign with
/// SHA-2 (flags 2 and 4). Cause::SshAgentMissing when nobody answers at the path.
class Agent final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Agent)

public:
    explicit Agent(QString socketPath, QObject *parent = nullptr);
    ~Agent() override;

    /// Those that can sign in somewhere, in the agent's order; certificates are left out.
    [[nodiscard]] QFuture<base::Result<QList<IdentityPtr>>> identities();

private:
    QString m_path;
};

} // namespace links
