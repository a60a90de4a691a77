#pragma once
#include "link/ssh/sshhopopening.h"

namespace links {

/// The sessions of one way through all hops, each over a stream of the one before.
class SshChain final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshChain)

public:
    enum class State : quint8 { Closed, Opening, Open };

    /// At least one hop.
    SshChain(QList<SshHopPlan> hops, QObject *parent);
    ~SshChain() override;

    [[nodiscard]] State state() const;
    /// From State::Closed; ends in opened() or failed(), or in nothing after close().
    void open(std::chrono::milliseconds timeout);
    void close();
    /// The session with the last hop, in State::Open.
    [[nodiscard]] SshSession &last() const { return *m_sessions.back(); }
    void probe();

Q_SIGNALS:
    void stepped(const links::TunnelStep &step);
    void opened();
    void failed(const base::Error &why);
    /// It was open.
    void lost(const base::Error &why);

private:
    void openHop();
    void hopOpened();
    void sessionEnded(const base::Error &why);

    const QList<SshHopPlan> m_hops;
    std::chrono::milliseconds m_timeout{};
    std::vector<std::unique_ptr<SshSession>> m_sessions; ///< outermost first
    std::unique_ptr<SshHopOpening> m_opening;
    State m_state = State::Closed;
};

} // namespace links
