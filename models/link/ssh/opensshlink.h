#pragma once
#include "link/endpoint.h"
#include "link/link.h"
#include "link/tunnel.h"
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace links {

class OpenSshMaster;
class OpenSshStream;
class OpenSshTunnel;

/// One stream through an OpenSshTunnel.
class OpenSshLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshLink)

public:
    OpenSshLink(OpenSshTunnel &tunnel, Endpoint target, Use use, std::chrono::milliseconds timeout,
                QObject *parent);
    ~OpenSshLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

    [[nodiscard]] Use use() const { return m_use; }
    [[nodiscard]] std::chrono::milliseconds timeout() const { return m_timeout; }
    /// By the tunnel: ssh has signed in.
    void proceed(OpenSshMaster &master);
    void giveUp(const base::Error &why);

private:
    void streamOpened();
    void forward(TunnelStep::Outcome outcome, const base::Error &why = {});

    QPointer<OpenSshTunnel> m_tunnel;
    const QString m_tunnelName;
    const Endpoint m_target;
    const Use m_use;
    const std::chrono::milliseconds m_timeout;
    QPointer<OpenSshStream> m_stream;
    QTimer m_limit;
    QElapsedTimer m_clock;
    bool m_done = false;
};

} // namespace links
