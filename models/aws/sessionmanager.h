#pragma once
#include "aws/client.h"
#include "aws/sessioncalls.h"

namespace aws {

/// Session Manager's calls over a Client.
class SessionManager final : public SessionCalls {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionManager)

public:
    /// Owns the client.
    explicit SessionManager(std::unique_ptr<Client> client, QObject *parent = nullptr);
    ~SessionManager() override;

    [[nodiscard]] QFuture<base::Result<OpenedSession>> start(const PortSession &session) override;
    [[nodiscard]] QFuture<base::Result<OpenedSession>> resume(const QString &id) override;
    [[nodiscard]] QFuture<base::Result<>> terminate(const QString &id) override;
    [[nodiscard]] QFuture<base::Result<QList<Header>>>
    upgrade(const QByteArray &streamUrl) override;
    /// GetConnectionStatus: true = the target's agent is connected.
    [[nodiscard]] QFuture<base::Result<bool>> isOnline(const QString &target);

    [[nodiscard]] Client &client();

private:
    const std::unique_ptr<Client> m_client;
};

} // namespace aws
