#pragma once
#include "link/ssh/sshhop.h"
#include "link/tcplink.h"

namespace links {

class HostKeyCheck;
class KnownHosts;
class SshSignIn;

/// Opens one hop: the connection, the key exchange, the check of the host key, the sign-in.
class SshHopOpening final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshHopOpening)

public:
    SshHopOpening(SshHopPlan plan, std::chrono::milliseconds timeout, QObject *parent);
    ~SshHopOpening() override;

    /// Through `before`, the session with the hop before; null = straight by TCP. Ends in opened()
    /// or failed(), or in nothing when destroyed first.
    void start(SshSession *before, const QString &beforeAddress);
    /// The session that carries streams, once, after opened().
    [[nodiscard]] std::unique_ptr<SshSession> take() { return std::move(m_session); }

Q_SIGNALS:
    void stepped(const links::TunnelStep &step);
    void opened();
    void failed(const base::Error &why);

private:
    void connectStraight();
    void connectThrough(SshSession &before, const QString &beforeAddress);
    void shakeHands(int descriptor);
    void checkHostKey();
    void trust(const QByteArray &key, const QString &how);
    void signIn();
    void sessionEnded(const base::Error &why);
    void begin(TunnelStep::Kind kind, const QString &tried);
    void pass(const QString &finding);
    void giveUp(const base::Error &why);

    const SshHopPlan m_plan;
    const std::chrono::milliseconds m_timeout;
    QTimer m_limit;
    QTimer m_hangUp; ///< while a person is asked, nothing else tells that the server has gone
    std::unique_ptr<Link> m_link;
    SshOpening *m_inner = nullptr;
    std::unique_ptr<SshSession> m_session;
    std::shared_ptr<KnownHosts> m_known;
    std::unique_ptr<HostKeyCheck> m_check;
    std::unique_ptr<SshSignIn> m_signIn;
    TunnelStep m_step;
    QElapsedTimer m_clock;
    bool m_done = false;
};

} // namespace links
