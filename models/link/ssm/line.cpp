#include "link/ssm/line.h"
#include "aws/awserrors.h"
#include "base/log.h"
#include "base/whendone.h"
#include "link/ssm/handshake.h"
#include "link/ssm/ssmerrors.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

namespace links::ssm {

using namespace std::chrono_literals;
using Cause = base::Error::Cause;

namespace {

constexpr auto longestDelay = 30s;
constexpr auto soundLife = 10s;
constexpr auto triedToBegin = 30s;
constexpr auto triedToResume = 5min;
constexpr int mostRefusals = 3;
constexpr int forbidden = 403;
constexpr int tokenNotAccepted = 1003;

QString newUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// A policy says no, and no person did.
bool isDenied(const base::Error &why)
{
    return why.cause == Cause::AwsDenied && why.kind == base::Error::Kind::NotPermitted;
}

/// What trying again cannot change, or would ask a person again for.
bool isFinal(const base::Error &why)
{
    switch (why.cause) {
    case Cause::AwsDenied:
    case Cause::AwsNoKeys:
    case Cause::AwsProfileUnknown:
    case Cause::AwsSignInExpired:
    case Cause::SsmStrangeGateway:
        return true;
    case Cause::AwsRefused:
        return why.detail.contains("DoesNotExist");
    default:
        return why.kind == base::Error::Kind::Cancelled; // a person has said no
    }
}

} // namespace

Line::Line(SessionWay way, DataChannel &channel, QString bastion, QObject *parent)
    : QObject(parent)
    , m_way(std::move(way))
    , m_channel(channel)
    , m_bastion(std::move(bastion))
    , m_retry(m_way.clock->alarm([this] { m_wasUp ? resume() : dial(); }))
    , m_clientId(newUuid())
{
}

Line::~Line()
{
    stop();
}

void Line::begin(const aws::OpenedSession &session)
{
    m_id = session.id;
    m_url = session.streamUrl;
    m_token = session.token;
    m_troubleSince = m_way.clock->elapsed();
    dial();
}

void Line::stop()
{
    m_stopped = true;
    ++m_run;
    m_retry->stop();
    if (std::exchange(m_up, false))
        m_channel.detach();
    if (m_socket)
        m_socket->close();
    dropSocket();
}

void Line::checkNow()
{
    if (m_up) {
        m_socket->check();
    } else if (m_retry->isActive()) {
        m_delay = 0ms;
        m_retry->start(0ms);
    }
}

void Line::dial()
{
    base::whenDone(m_way.calls->upgrade(m_url), this,
                   [this, run = ++m_run](const base::Result<QList<aws::Header>> &headers) {
                       if (run != m_run)
                           return;
                       if (headers)
                           connectTo(*headers);
                       else
                           callFailed(headers.error());
                   });
}

void Line::connectTo(const QList<aws::Header> &headers)
{
    m_socket = m_way.socket();
    connect(m_socket.get(), &ChannelSocket::opened, this, &Line::socketOpened);
    connect(m_socket.get(), &ChannelSocket::ended, this, &Line::socketEnded);
    m_socket->open(m_url, headers);
}

void Line::socketOpened()
{
    QByteArray input = openDataChannelInput();
    m_socket->sendText(input);
    base::wipe(input);
    m_token = {};
    m_up = true;
    m_wasUp = true;
    m_upSince = m_way.clock->elapsed();
    m_channel.attach(m_socket.get());
    Q_EMIT up();
}

QByteArray Line::openDataChannelInput()
{
    QByteArray token = m_token.reveal();
    const QJsonObject input{ { QStringLiteral("MessageSchemaVersion"), QStringLiteral("1.0") },
                             { QStringLiteral("RequestId"), newUuid() },
                             { QStringLiteral("TokenValue"), QString::fromUtf8(token) },
                             { QStringLiteral("ClientId"), m_clientId },
                             { QStringLiteral("ClientVersion"), QLatin1String(clientVersion) } };
    base::wipe(token);
    return QJsonDocument(input).toJson(QJsonDocument::Compact);
}

void Line::socketEnded(int closeCode, const QString &reason, int httpStatus)
{
    const bool wasUp = std::exchange(m_up, false);
    if (wasUp) {
        m_channel.detach();
        const auto now = m_way.clock->elapsed();
        if (now - m_upSince >= soundLife) {
            m_delay = 0ms;
            m_refusals = 0;
            m_troubleSince = now;
        }
    }
    dropSocket();
    if (wasUp)
        Q_EMIT down();
    qCDebug(base::logLink) << "data channel of" << m_id << "ended:" << closeCode << reason
                           << httpStatus;
    const bool refused = httpStatus == forbidden || closeCode == tokenNotAccepted;
    const base::Error why = httpStatus == forbidden
        ? aws::denied(QStringLiteral("ssmmessages:OpenDataChannel"), m_way.identity)
        : closeCode == tokenNotAccepted ? ssmerrors::tokenRefused(m_bastion, reason)
                                        : ssmerrors::upgradeFailed(reason, httpStatus);
    // A resumed session may have been refused for what fresh keys and a fresh token mend.
    if (refused && (!m_established || ++m_refusals >= mostRefusals))
        fail(why);
    else
        again(why);
}

/// This runs inside one of its signals.
void Line::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket.release()->deleteLater();
}

void Line::again(const base::Error &why)
{
    const std::chrono::milliseconds limit = m_established ? triedToResume : triedToBegin;
    if (m_way.clock->elapsed() - m_troubleSince > limit) {
        fail(m_wasUp ? ssmerrors::notResumed(m_bastion, why) : why);
        return;
    }
    m_delay = m_delay == 0ms
        ? std::chrono::milliseconds(100 + QRandomGenerator::global()->bounded(100))
        : std::min<std::chrono::milliseconds>(m_delay * 2, longestDelay);
    m_retry->start(m_delay);
}

void Line::resume()
{
    base::whenDone(m_way.calls->resume(m_id), this,
                   [this, run = ++m_run](const base::Result<aws::OpenedSession> &session) {
                       if (run != m_run)
                           return;
                       if (session)
                           resumed(*session);
                       else if (isDenied(session.error()))
                           fail(ssmerrors::resumeDenied(m_bastion, session.error()));
                       else
                           callFailed(session.error());
                   });
}

void Line::resumed(const aws::OpenedSession &session)
{
    if (session.token.isEmpty()) {
        fail(ssmerrors::sessionEnded(m_bastion, {}), true);
        return;
    }
    m_token = session.token;
    if (!session.streamUrl.isEmpty())
        m_url = session.streamUrl;
    dial();
}

void Line::callFailed(const base::Error &why)
{
    if (why.cause == Cause::AwsRefused && isFinal(why))
        fail(ssmerrors::sessionEnded(m_bastion, {}), true);
    else if (!m_established || isFinal(why))
        fail(why);
    else
        again(why);
}

void Line::fail(const base::Error &why, bool isOver)
{
    stop();
    Q_EMIT failed(why, isOver);
}

} // namespace links::ssm
