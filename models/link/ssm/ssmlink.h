#pragma once
#include "link/endpoint.h"
#include "link/link.h"
#include "link/ssm/clock.h"
#include "link/tunnel.h"
#include <QPointer>

namespace links {

/// One stream through an SsmTunnel. Nothing tells that the bastion has connected it, so that it
/// counts as open with the server's first byte, or when a round trip and 150 ms have gone by
/// without a refusal.
class SsmLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SsmLink)

public:
    /// What a link asks of its tunnel.
    class Host : public QObject {
    public:
        virtual void admit(SsmLink *link) = 0;
        virtual void withdraw(SsmLink *link) = 0;
        virtual void step(const TunnelStep &step) = 0;
    };

    SsmLink(Host &host, QString tunnelName, Endpoint target, Use use,
            std::chrono::milliseconds timeout, QObject *parent);
    ~SsmLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

    [[nodiscard]] const Endpoint &target() const { return m_target; }
    [[nodiscard]] Use use() const { return m_use; }
    [[nodiscard]] std::chrono::milliseconds timeout() const { return m_timeout; }

    /// By its session: the stream is begun; its end of the pair. It opens after `wait`.
    void carried(int descriptor, std::chrono::milliseconds wait,
                 const std::shared_ptr<ssm::Clock> &clock);
    void streamOpened();
    /// False when it has opened or failed already.
    bool giveUp(const base::Error &why);

private:
    void forward(TunnelStep::Outcome outcome, const base::Error &why = {});

    QPointer<Host> m_host;
    const QString m_tunnelName;
    const Endpoint m_target;
    const Use m_use;
    const std::chrono::milliseconds m_timeout;
    std::shared_ptr<ssm::Clock> m_clock;
    std::unique_ptr<ssm::Alarm> m_wait;
    std::chrono::milliseconds m_begunAt{ 0 };
    int m_descriptor = -1;
    bool m_done = false;
};

} // namespace links
