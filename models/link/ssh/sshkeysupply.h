#pragma once
#include "link/ssh/sshkeyloader.h"

namespace links {

class Agent;

/// Finds the keys that a hop's sign-in may offer, best first: only what the profile names, or of
/// Automatic the agent's and those of the usual files.
class SshKeySupply final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshKeySupply)

public:
    explicit SshKeySupply(SshHopPlan plan, QObject *parent = nullptr);
    ~SshKeySupply() override;

    /// Ends in found() or failed(), from the event loop. Automatic never fails.
    void start();

Q_SIGNALS:
    void found(const QList<links::IdentityPtr> &keys);
    void failed(const base::Error &why);

private:
    void readOne(const QString &path);
    void askAgent();
    void agentAnswered(const base::Result<QList<IdentityPtr>> &held);
    [[nodiscard]] QList<IdentityPtr> usualFiles() const;
    void give(const QList<IdentityPtr> &keys);

    const SshHopPlan m_plan;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<SshKeyLoader> m_loader;
};

} // namespace links
