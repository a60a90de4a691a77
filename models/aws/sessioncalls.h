#pragma once
#include "aws/sigv4.h"
#include "base/result.h"
#include <QFuture>
#include <QObject>

namespace aws {

/// What StartSession is asked for.
struct PortSession {
    QString target; ///< "i-0ab…", "mi-…" or "ecs:cluster_task_runtime"
    QString host; ///< as the bastion is to look it up; empty = a port of the bastion itself
    quint16 port = 0;
    QString document; ///< empty = AWS-StartPortForwardingSessionToRemoteHost (or its sibling
                      ///< without host)
    QString reason; ///< for CloudTrail; may be empty
};

/// Of StartSession and ResumeSession.
struct OpenedSession {
    QString id;
    base::Secret token; ///< empty, of ResumeSession = the session has ended
    QByteArray streamUrl; ///< byte for byte as AWS gave it; empty, of ResumeSession = as before
};

/// The calls that an SSM tunnel needs; SessionManager makes them, a test fakes them.
class SessionCalls : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionCalls)

public:
    explicit SessionCalls(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    /// Causes besides Client's: SsmTargetOffline (M13). Every call makes a session, so that one is
    /// not repeated whose answer was cut or did not come: it fails with AwsUnreachable, whoever
    /// wants a session asks again, and the one that was made, if any, ends at the account's idle
    /// limit.
    [[nodiscard]] virtual QFuture<base::Result<OpenedSession>>
    start(const PortSession &session) = 0;
    [[nodiscard]] virtual QFuture<base::Result<OpenedSession>> resume(const QString &id) = 0;
    /// By keys in hand: nobody is asked for the sake of a goodbye.
    [[nodiscard]] virtual QFuture<base::Result<>> terminate(const QString &id) = 0;
    /// Signed headers of the upgrade of `streamUrl`, by fresh keys; none where the URL is
    /// presigned. Fails with Cause::SsmStrangeGateway when its host is not the region's gateway, or
    /// that of the account's endpoint: it would be given a token.
    [[nodiscard]] virtual QFuture<base::Result<QList<Header>>>
    upgrade(const QByteArray &streamUrl) = 0;
};

} // namespace aws
