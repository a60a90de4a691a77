#pragma once
#include "link/endpoint.h"
#include "link/link.h"
#include "link/tunnel.h"
#include <QElapsedTimer>
#include <QPointer>

namespace links {

class SshOpening;
class SshSession;
class SshTunnel;

/// One stream through an SshTunnel.
class SshLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshLink)

public:
    SshLink(SshTunnel &tunnel, Endpoint target, Use use, std::chrono::milliseconds timeout,
            QObject *parent);
    ~SshLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

    [[nodiscard]] Use use() const { return m_use; }
    [[nodiscard]] std::chrono::milliseconds timeout() const { return m_timeout; }
    /// By the tunnel: it is open, as far as `session`.
    void proceed(SshSession &session, int hop);
    void giveUp(const base::Error &why);

private:
    void streamOpened();
    void forward(TunnelStep::Outcome outcome, const base::Error &why = {});

    QPointer<SshTunnel> m_tunnel;
    const QString m_tunnelName;
    const Endpoint m_target;
    const Use m_use;
    const std::chrono::milliseconds m_timeout;
    SshOpening *m_opening = nullptr;
    TunnelStep m_step;
    QElapsedTimer m_clock;
    bool m_done = false;
};

} // namespace links
