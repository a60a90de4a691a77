#pragma once
#include "aws/client.h"
#include "aws/sessioncalls.h"

namespace aws {

/// Session Manager's calls over a Client. A document of one's own that refuses the parameters of
/// AWS's documents, since it pins host and port itself, is started without any.
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
    [[nodiscard]] QFuture<base::Result<QJsonObject>> askToStart(const QJsonObject &request);
    [[nodiscard]] QFuture<base::Result<QJsonObject>> askByOwnDocument(const QJsonObject &request);

    const std::unique_ptr<Client> m_client;
};

} // namespace aws
