#include "support/ssmlint.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QtEndian>

namespace support::ssm {

namespace {

bool isRandomId(const QUuid &id)
{
    return id.version() == QUuid::Random && id.variant() == QUuid::DCE;
}

bool isRandomIdText(const QString &text)
{
    return isRandomId(QUuid::fromString(text))
        && text == QUuid::fromString(text).toString(QUuid::WithoutBraces);
}

bool isFourNumbers(const QString &text)
{
    static const QRegularExpression four(QStringLiteral("^\\d+(\\.\\d+){3}$"));
    return four.match(text).hasMatch();
}

} // namespace

void Lint::bad(const QString &what)
{
    if (m_lines.size() < 50)
        m_lines += what;
}

void Lint::sawAgent(const Envelope &message)
{
    if (message.type != type::output)
        return;
    m_agentIds.insert(message.sequence, message.id);
    if (message.payloadType == payload::handshakeComplete)
        m_complete = true;
    if (message.payloadType != payload::handshakeRequest)
        return;
    const QJsonObject request = QJsonDocument::fromJson(message.payload).object();
    m_agentVersion = request[QLatin1String("AgentVersion")].toString();
    m_actions = request[QLatin1String("RequestedClientActions")].toArray().size();
}

void Lint::sawFirst(const QByteArray &text, const QByteArray &token)
{
    const QJsonObject first = QJsonDocument::fromJson(text).object();
    const QStringList names{ QStringLiteral("ClientId"), QStringLiteral("ClientVersion"),
                             QStringLiteral("MessageSchemaVersion"), QStringLiteral("RequestId"),
                             QStringLiteral("TokenValue") };
    if (first.keys() != names)
        bad(QStringLiteral("the first message has ") + first.keys().join(u' '));
    if (first[QLatin1String("MessageSchemaVersion")] != QLatin1String("1.0"))
        bad(QStringLiteral("MessageSchemaVersion of the first message"));
    if (first[QLatin1String("TokenValue")].toString().toLatin1() != token)
        bad(QStringLiteral("the token of the first message"));
    const QString id = first[QLatin1String("ClientId")].toString();
    if (!isRandomIdText(first[QLatin1String("RequestId")].toString()) || !isRandomIdText(id))
        bad(QStringLiteral("RequestId or ClientId is no random UUID in small letters"));
    if (!m_clientId.isEmpty() && id != m_clientId)
        bad(QStringLiteral("ClientId has changed"));
    m_clientId = id;
    if (!isFourNumbers(first[QLatin1String("ClientVersion")].toString()))
        bad(QStringLiteral("ClientVersion of the first message"));
}

bool Lint::sawClient(const QByteArray &raw)
{
    const auto message = decoded(raw);
    if (!message) {
        bad(QStringLiteral("%1 bytes that are no message").arg(raw.size()));
        return false;
    }
    envelope(*message);
    if (message->type == type::acknowledge)
        acknowledge(*message);
    else if (message->type == type::input)
        data(*message);
    else
        bad(QStringLiteral("a client sent ") + QString::fromLatin1(message->type));
    return true;
}

void Lint::envelope(const Envelope &message)
{
    if (message.headerLength != 116)
        bad(QStringLiteral("header length %1").arg(message.headerLength));
    if (message.paddedType != message.type.leftJustified(32, ' '))
        bad(QStringLiteral("the type is not padded with blanks"));
    if (message.schema != 1)
        bad(QStringLiteral("schema %1").arg(message.schema));
    if (message.payloadLength != quint32(message.payload.size()))
        bad(QStringLiteral("payload length %1, %2 bytes follow")
                .arg(message.payloadLength)
                .arg(message.payload.size()));
    if (message.digest != QCryptographicHash::hash(message.payload, QCryptographicHash::Sha256))
        bad(QStringLiteral("digest"));
    if (qAbs(QDateTime::currentMSecsSinceEpoch() - qint64(message.created)) > 86'400'000)
        bad(QStringLiteral("created %1").arg(message.created));
    if (!isRandomId(message.id))
        bad(QStringLiteral("message id ") + message.id.toString());
}

void Lint::acknowledge(const Envelope &message)
{
    const QJsonObject said = QJsonDocument::fromJson(message.payload).object();
    const QStringList names{ QStringLiteral("AcknowledgedMessageId"),
                             QStringLiteral("AcknowledgedMessageSequenceNumber"),
                             QStringLiteral("AcknowledgedMessageType"),
                             QStringLiteral("IsSequentialMessage") };
    if (said.keys() != names)
        bad(QStringLiteral("an acknowledge has ") + said.keys().join(u' '));
    if (message.flags != 3 || message.sequence != 0 || message.payloadType != 0)
        bad(QStringLiteral("flags, number or payload type of an acknowledge"));
    const qint64 sequence = said[QLatin1String("AcknowledgedMessageSequenceNumber")].toInteger(-1);
    const QUuid id = m_agentIds.value(sequence);
    if (id.isNull())
        bad(QStringLiteral("acknowledge of %1, which was never sent").arg(sequence));
    else if (said[QLatin1String("AcknowledgedMessageId")].toString()
             != id.toString(QUuid::WithoutBraces))
        bad(QStringLiteral("acknowledge of %1 with another id").arg(sequence));
    if (said[QLatin1String("AcknowledgedMessageType")] != QLatin1String(type::output)
        || said[QLatin1String("IsSequentialMessage")] != true)
        bad(QStringLiteral("contents of an acknowledge"));
}

void Lint::data(const Envelope &message)
{
    if (message.flags)
        bad(QStringLiteral("flags %1 on data").arg(message.flags));
    if (message.payload.isEmpty() || message.payload.size() > 1024)
        bad(QStringLiteral("a payload of %1 bytes").arg(message.payload.size()));
    if (message.sequence < m_next) {
        ++m_repeated;
        if (m_clientIds.value(message.sequence) != std::pair(message.id, message.digest))
            bad(QStringLiteral("%1 was repeated with another id or content").arg(message.sequence));
        return;
    }
    if (message.sequence > m_next)
        bad(QStringLiteral("number %1 instead of %2").arg(message.sequence).arg(m_next));
    m_next = message.sequence + 1;
    m_clientIds.insert(message.sequence, { message.id, message.digest });
    m_bytes += message.payload.size();
    if (m_terminated)
        bad(QStringLiteral("something follows TerminateSession"));
    if ((message.sequence == 0) != (message.payloadType == payload::handshakeResponse))
        bad(QStringLiteral("payload type %1 as number %2")
                .arg(message.payloadType)
                .arg(message.sequence));
    if (message.payloadType == payload::handshakeResponse)
        return response(message);
    if (!m_complete)
        bad(QStringLiteral("data before the handshake was complete"));
    if (message.payloadType == payload::flag)
        return flag(message);
    if (message.payloadType != payload::data)
        return bad(QStringLiteral("payload type %1").arg(message.payloadType));
    if (!m_mux)
        return;
    for (const Frame &each : m_reader.read(message.payload))
        frame(each);
    if (m_reader.isBroken())
        bad(QStringLiteral("what is no smux of version 1"));
}

void Lint::response(const Envelope &message)
{
    const QJsonObject said = QJsonDocument::fromJson(message.payload).object();
    m_clientVersion = said[QLatin1String("ClientVersion")].toString();
    if (!isFourNumbers(m_clientVersion))
        bad(QStringLiteral("ClientVersion of the handshake is not four numbers"));
    const QJsonArray actions = said[QLatin1String("ProcessedClientActions")].toArray();
    if (actions.size() != m_actions)
        bad(QStringLiteral("%1 actions were asked, %2 answered")
                .arg(m_actions)
                .arg(actions.size()));
    for (const auto &each : actions) {
        const int status = each.toObject()[QLatin1String("ActionStatus")].toInt();
        if (status < 1 || status > 3)
            bad(QStringLiteral("ActionStatus %1").arg(status));
    }
    m_mux = versionOf(m_agentVersion) > QList<int>{ 3, 0, 196, 0 }
        && versionOf(m_clientVersion) >= QList<int>{ 1, 1, 70 };
}

void Lint::flag(const Envelope &message)
{
    if (message.payload.size() != 4)
        return bad(QStringLiteral("a flag of %1 bytes").arg(message.payload.size()));
    const auto value = qFromBigEndian<quint32>(message.payload.constData());
    const bool knowsTerminate = versionOf(m_agentVersion) > QList<int>{ 2, 3, 722, 0 };
    m_terminated = value == flag::terminateSession;
    if (!(m_terminated && knowsTerminate) && !(value == flag::disconnectToPort && !m_mux))
        bad(QStringLiteral("flag %1 to an agent %2").arg(value).arg(m_agentVersion));
}

void Lint::frame(const Frame &frame)
{
    if (frame.command == smux::nop) {
        if (frame.stream || !frame.data.isEmpty())
            bad(QStringLiteral("NOP of a stream, or with data"));
        if (versionOf(m_agentVersion) > QList<int>{ 3, 1, 1511, 0 }
            && versionOf(m_clientVersion) > QList<int>{ 1, 2, 331, 0 })
            bad(QStringLiteral("NOP to an agent that wants none"));
        return;
    }
    const quint32 id = frame.stream;
    if ((frame.command == smux::psh) == frame.data.isEmpty())
        bad(QStringLiteral("smux command %1 with %2 bytes")
                .arg(frame.command)
                .arg(frame.data.size()));
    if (frame.command == smux::syn) {
        if (id % 2 == 0 || id < 3 || id <= m_latestStream)
            bad(QStringLiteral("stream %1 after %2").arg(id).arg(m_latestStream));
        m_latestStream = id;
        m_openStreams += id;
    } else if (!m_openStreams.contains(id)) {
        bad(QStringLiteral("smux command %1 on stream %2, which is %3")
                .arg(frame.command)
                .arg(id)
                .arg(m_endedStreams.contains(id) ? QLatin1String("ended")
                                                 : QLatin1String("unknown")));
    } else if (frame.command == smux::fin) {
        m_openStreams -= id;
        m_endedStreams += id;
    }
}

} // namespace support::ssm
