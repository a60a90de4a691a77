#pragma once
#include "base/result.h"
#include "link/endpoint.h"
#include <QObject>
#include <chrono>

namespace links {

/// A stream that somebody waits for. Destroying it withdraws the wish.
class SshOpening final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshOpening)

public:
    SshOpening(Endpoint target, std::chrono::milliseconds timeout, QObject *parent);
    ~SshOpening() override;

    [[nodiscard]] const Endpoint &target() const { return m_target; }
    [[nodiscard]] std::chrono::milliseconds timeout() const { return m_timeout; }
    /// The near end of the stream, once, after opened(); -1 otherwise. Close it.
    [[nodiscard]] int take();

    /// By the session. The word comes from the event loop, so that whoever hears it may destroy
    /// anything.
    void succeed(int descriptor);
    void fail(const base::Error &why);
    [[nodiscard]] bool isSettled() const { return m_settled; }

Q_SIGNALS:
    void opened();
    void failed(const base::Error &why);

private:
    const Endpoint m_target;
    const std::chrono::milliseconds m_timeout;
    int m_descriptor = -1;
    bool m_settled = false;
};

} // namespace links
