#pragma once
#include "aws/places.h"
#include "aws/sessioncalls.h"
#include "link/ssm/channelsocket.h"
#include "link/ssm/clock.h"
#include "link/tunnel.h"
#include <functional>

namespace links {

/// Through Session Manager: for each host and port a session for interactive use and up to
/// TunnelSettings::bulkSessions for bulk, opened when first used and closed when unused for two
/// minutes; each link is one smux stream of its session (in basic mode the only one). A session
/// whose socket is cut or closed by the service is resumed, and its streams do not notice. Sessions
/// are terminated on close(). lost() tells of an interactive session only where no other is left:
/// else its streams end, and refusal() says why.
class SsmTunnel final : public Tunnel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SsmTunnel)

public:
    struct Parts {
        std::unique_ptr<aws::SessionCalls> calls;
        std::function<std::unique_ptr<ssm::ChannelSocket>()> socket;
        std::shared_ptr<ssm::Clock> clock;
        /// Tells the steps Credentials, Service and Target of a first opening, each before the next
        /// is begun; an error ends it. Empty = nothing is told before StartSession.
        std::function<void(SsmTunnel &, std::function<void(const base::Result<> &)>)> approach;
    };

    SsmTunnel(const profiles::TunnelSettings &settings, Parts parts);
    ~SsmTunnel() override;

    [[nodiscard]] Link *newLink(const Endpoint &target, Use use, std::chrono::milliseconds timeout,
                                QObject *parent) override;
    [[nodiscard]] QString name() const override;
    void checkNow() override;
    void renew(const Endpoint &target) override;
    /// For a minute, and until a later stream has brought a byte from there.
    [[nodiscard]] std::optional<base::Error> refusal(const Endpoint &target) const override;
    void close() override;
    [[nodiscard]] bool isClosing() const override;
    /// Somebody listens to stepped(), and may be told what only a diagnosis asks for.
    [[nodiscard]] bool isWatched() const;

    class Private;

private:
    std::unique_ptr<Private> d;
};

} // namespace links
