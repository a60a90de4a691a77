#pragma once
#include "link/ssh/identity.h"
#include <QList>
#include <QObject>
#include <chrono>

namespace links {

/// An SSH agent of this computer (draft-ietf-sshm-ssh-agent), asked over its Unix socket without
/// ever waiting. Its identities hold on to the socket's path and may outlive it; each signature is
/// a conversation of its own, so that many at once do no harm, and is given up when its future is
/// cancelled. RSA keys sign with SHA-2 (flags 2 and 4). Cause::SshAgentMissing when nobody answers
/// at the path.
class Agent final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Agent)

public:
    explicit Agent(QString socketPath, QObject *parent = nullptr);
    ~Agent() override;

    /// Those that can sign in somewhere, in the agent's order: Ed25519, ECDSA and RSA keys. Empty
    /// for an agent that has none, also for OpenSSH's while it is locked; an error when all that it
    /// has are certificates, hardware keys and the like, which are left out.
    [[nodiscard]] QFuture<base::Result<QList<IdentityPtr>>> identities();
    /// How long it may take over its list, which some agents show only once unlocked.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

private:
    QString m_path;
    std::chrono::milliseconds m_patience{ 15000 };
};

/// What an agent's answers hold; for Agent, and for those who test them.
namespace agentreply {

struct Key {
    QByteArray publicBlob;
    QString comment;
};
/// Of SSH_AGENT_IDENTITIES_ANSWER, from its type byte on; nothing when it is none.
[[nodiscard]] std::optional<QList<Key>> keys(const QByteArray &reply);

struct Signature {
    QByteArray algorithm;
    QByteArray bytes;
};
/// Of SSH_AGENT_SIGN_RESPONSE, from its type byte on; nothing when it is none.
[[nodiscard]] std::optional<Signature> signature(const QByteArray &reply);

} // namespace agentreply

} // namespace links
