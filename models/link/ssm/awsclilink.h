#pragma once
#include "link/endpoint.h"
#include "link/link.h"
#include <QPointer>
#include <chrono>

namespace links {

class AwsCliTunnel;
class TcpLink;

/// One connection to the port that an AwsCliChild listens on.
class AwsCliLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AwsCliLink)

public:
    AwsCliLink(AwsCliTunnel &tunnel, Endpoint target, std::chrono::milliseconds timeout,
               QObject *parent);
    ~AwsCliLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

    [[nodiscard]] const Endpoint &target() const { return m_target; }
    /// By the tunnel: what it waited for is there, or will not come.
    void proceed(quint16 port);
    void giveUp(const base::Error &why);

private:
    const QPointer<AwsCliTunnel> m_tunnel;
    const QString m_name; ///< of the tunnel
    const Endpoint m_target;
    const std::chrono::milliseconds m_timeout;
    TcpLink *m_inner = nullptr;
};

} // namespace links
