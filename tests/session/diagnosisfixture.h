#pragma once
#include "session/diagnosis.h"
#include "support/redisserver.h"
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <functional>

using session::Diagnosis;
using session::DiagnosisReport;
using session::Remedy;
using session::Rung;
using session::RungResult;
using Cause = base::Error::Cause;
using Outcome = RungResult::Outcome;

inline profiles::Profile profileAt(const QString &host, quint16 port)
{
    profiles::Profile profile;
    profile.name = QStringLiteral("orders");
    profile.host = host;
    profile.port = port;
    profile.connectTimeoutMs = 3000;
    profile.commandTimeoutMs = 3000;
    return profile;
}

inline profiles::Profile profileAt(const support::RedisServer &server)
{
    return profileAt(QStringLiteral("127.0.0.1"), server.port());
}

inline profiles::Profile withPassword(profiles::Profile profile, const QString &user = {})
{
    profile.authentication =
        user.isEmpty() ? profiles::Authentication::Password : profiles::Authentication::AclUser;
    profile.user = user;
    return profile;
}

inline profiles::Secrets secretsOf(const QByteArray &password)
{
    profiles::Secrets secrets;
    secrets.password = base::Secret(password);
    return secrets;
}

/// The whole climb, `prepare`d where a test wishes; a report without rungs when it did not end.
inline DiagnosisReport climb(const profiles::Profile &profile,
                             const profiles::Secrets &secrets = {},
                             const std::function<void(Diagnosis &)> &prepare = {})
{
    Diagnosis diagnosis(profile, secrets);
    if (prepare)
        prepare(diagnosis);
    QSignalSpy finished(&diagnosis, &Diagnosis::finished);
    diagnosis.start();
    if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 30000))
        return {};
    return finished.constFirst().constFirst().value<DiagnosisReport>();
}

inline RungResult rungOf(const DiagnosisReport &report, Rung rung)
{
    for (const RungResult &each : report.rungs) {
        if (each.rung == rung)
            return each;
    }
    return {};
}

/// Every rung before the failed one has its outcome, every one after it was not reached.
inline bool stopsAt(const DiagnosisReport &report, Rung rung)
{
    const RungResult *failed = report.firstFailure();
    return failed && failed->rung == rung && report.exitStatus() == int(rung) && !report.passed;
}

/// Takes connections and says what it is told to, whatever it is asked; nothing for an empty text.
class Mock : public QTcpServer {
public:
    explicit Mock(QByteArray words = {}, bool closes = false)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, words, closes] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                socket->write(words);
                if (closes)
                    socket->disconnectFromHost();
                connect(socket, &QTcpSocket::readyRead, this,
                        [this, socket] { heard += socket->readAll(); });
            }
        });
    }
    QByteArray heard;
};
