#include "support/ssmagent.h"
#include <QDateTime>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

namespace support::ssm {

namespace {

constexpr qsizetype chunk = 1024;
constexpr qsizetype mostFrame = 32768;
constexpr qsizetype mostQueued = 256 * 1024; ///< on the way to the client, before reading waits
constexpr qint64 mostUnwritten = 4 * 1024 * 1024; ///< smux's bucket, for all streams together

[[nodiscard]] bool isUp(const QTcpSocket *socket)
{
    return socket && socket->property("up").toBool();
}

/// Writes what it has, ends, and goes.
void retire(QTcpSocket *socket, QObject *owner)
{
    if (!socket)
        return;
    socket->disconnect(owner);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    if (socket->state() != QAbstractSocket::ConnectedState)
        socket->deleteLater();
    else
        socket->disconnectFromHost();
}

} // namespace

Agent::Agent(AgentManner manner, QJsonObject properties,
             std::function<std::optional<Place>(const QString &)> find, QObject *parent)
    : QObject(parent)
    , m_manner(std::move(manner))
    , m_properties(std::move(properties))
    , m_find(std::move(find))
    , m_channel(
          m_manner.window, [this](const Envelope &message) { return take(message); }, this)
{
    connect(&m_channel, &AgentChannel::sent, this, &Agent::sent);
    connect(&m_channel, &AgentChannel::room, this, &Agent::pump);
    m_pace.setTimerType(Qt::PreciseTimer);
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &Agent::pump);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        fail(QStringLiteral("Handshake timed out. Please ensure that you have the latest version of"
                            " the session manager plugin."));
    });
    connect(&m_nop, &QTimer::timeout, this, &Agent::keepAlive);
}

void Agent::start()
{
    QJsonArray actions{ QJsonObject{
        { QStringLiteral("ActionType"), QStringLiteral("SessionType") },
        { QStringLiteral("ActionParameters"),
          QJsonObject{ { QStringLiteral("SessionType"), QStringLiteral("Port") },
                       { QStringLiteral("Properties"), m_properties } } } } };
    if (!m_manner.kmsKey.isEmpty())
        actions += QJsonObject{ { QStringLiteral("ActionType"), QStringLiteral("KMSEncryption") },
                                { QStringLiteral("ActionParameters"),
                                  QJsonObject{ { QStringLiteral("KMSKeyId"), m_manner.kmsKey },
                                               { QStringLiteral("Challenge"),
                                                 QStringLiteral("QUJDREVGR0hJSktMTU5PUA==") } } } };
    m_limit.start(m_manner.handshakeLimit);
    m_channel.put(
        payload::handshakeRequest,
        QJsonDocument(QJsonObject{ { QStringLiteral("AgentVersion"), m_manner.version },
                                   { QStringLiteral("RequestedClientActions"), actions } })
            .toJson(QJsonDocument::Compact));
}

void Agent::deliver(const QByteArray &raw)
{
    const auto message = decoded(raw);
    if (!message || m_state == State::Over)
        return;
    m_unread.enqueue(*message);
    goOn();
}

void Agent::stop()
{
    m_state = State::Over;
    for (QTimer *timer : { &m_pace, &m_limit, &m_nop })
        timer->stop();
    m_channel.disconnect(this);
    for (const Stream &stream : std::as_const(m_streams))
        retire(stream.socket, this);
    m_streams.clear();
    retire(std::exchange(m_basic, nullptr), this);
}

void Agent::fail(const QString &output)
{
    if (m_state == State::Over)
        return;
    stop();
    Q_EMIT finished(output);
}

bool Agent::take(const Envelope &message)
{
    if (m_state == State::Over)
        return false;
    if (message.payloadType == payload::handshakeResponse)
        return takeResponse(message);
    if (m_state == State::Handshake)
        return true; // acknowledged and lost, as the real one does it
    if (m_state != State::On)
        return false;
    m_heard = QDateTime::currentMSecsSinceEpoch();
    if (message.payloadType == payload::flag && message.payload.size() == 4)
        return takeFlag(qFromBigEndian<quint32>(message.payload.constData()));
    if (message.payloadType != payload::data)
        return true;
    if (m_mux)
        takeFrames(message.payload);
    else
        takeBasic(message.payload);
    return true;
}

bool Agent::takeResponse(const Envelope &message)
{
    const QJsonObject response = QJsonDocument::fromJson(message.payload).object();
    m_clientVersion = response[QLatin1String("ClientVersion")].toString();
    m_limit.stop();
    for (const auto &each : response[QLatin1String("ProcessedClientActions")].toArray()) {
        const QJsonObject action = each.toObject();
        if (action[QLatin1String("ActionStatus")].toInt() == 1)
            continue;
        const QString output = QStringLiteral("%1 failed on client with status %2 error: %3")
                                   .arg(action[QLatin1String("ActionType")].toString())
                                   .arg(action[QLatin1String("ActionStatus")].toInt())
                                   .arg(action[QLatin1String("Error")].toString());
        QTimer::singleShot(0, this, [this, output] { fail(output); });
        return true;
    }
    m_state = State::Starting;
    m_channel.put(
        payload::handshakeComplete,
        QJsonDocument(QJsonObject{ { QStringLiteral("HandshakeTimeToComplete"), 1000000 },
                                   { QStringLiteral("CustomerMessage"), m_manner.message } })
            .toJson(QJsonDocument::Compact));
    // Its plugin takes some milliseconds to begin; nothing is acknowledged meanwhile.
    QTimer::singleShot(5, Qt::PreciseTimer, this, &Agent::begin);
    return true;
}

bool Agent::takeFlag(quint32 flag)
{
    if (flag == flag::terminateSession
        && versionOf(m_manner.version) > versionOf(QStringLiteral("2.3.722.0")))
        QTimer::singleShot(0, this, [this] { fail({}); });
    else if (flag == flag::disconnectToPort && !m_mux)
        retire(std::exchange(m_basic, nullptr), this);
    return true;
}

/// Nobody reads at the far end of a stream: the whole session waits, and reads nothing more.
bool Agent::isStuck() const
{
    qint64 unwritten = 0;
    for (const Stream &stream : m_streams)
        unwritten += stream.waiting.size() + (stream.socket ? stream.socket->bytesToWrite() : 0);
    return unwritten > mostUnwritten;
}

void Agent::goOn()
{
    while (!m_unread.isEmpty() && m_state != State::Over && !isStuck())
        m_channel.feed(m_unread.dequeue());
}

void Agent::takeFrames(const QByteArray &bytes)
{
    for (const Frame &each : m_reader.read(bytes))
        frame(each);
    if (m_reader.isBroken())
        QTimer::singleShot(0, this, [this] { fail(QStringLiteral("invalid protocol")); });
}

void Agent::begin()
{
    if (m_state != State::Starting)
        return;
    const QList<int> version = versionOf(m_manner.version);
    const QList<int> client = versionOf(m_clientVersion);
    m_mux = version > versionOf(QStringLiteral("3.0.196.0")) && client >= QList<int>{ 1, 1, 70 }
        && m_properties[QLatin1String("type")] == QLatin1String("LocalPortForwarding");
    const QString host = m_properties[QLatin1String("host")].toString(QStringLiteral("localhost"));
    const std::optional<Place> place = m_find(host);
    if (!place)
        return fail(QStringLiteral("lookup %1: no such host").arg(host));
    if (place->address.startsWith(QLatin1String("169.254.169.")))
        return fail(
            QStringLiteral("Forwarding to IP address %1 is forbidden.").arg(place->address));
    m_place = *place;
    m_state = State::On;
    m_heard = QDateTime::currentMSecsSinceEpoch();
    const bool isQuiet = m_manner.version == QLatin1String("3.1.1446.0")
        || m_manner.version == QLatin1String("3.1.1476.0")
        || (version > versionOf(QStringLiteral("3.1.1511.0"))
            && client > versionOf(QStringLiteral("1.2.331.0")));
    if (!m_mux)
        dialBasic();
    else if (!isQuiet)
        m_nop.start(10000);
}

QTcpSocket *Agent::dial()
{
    ++m_dialled;
    auto *socket = new QTcpSocket(this);
    socket->setReadBufferSize(mostQueued);
    const quint16 port = m_place.port
        ? m_place.port
        : m_properties[QLatin1String("portNumber")].toString().toUShort();
    if (!m_place.isSilent)
        socket->connectToHost(QHostAddress(m_place.address), port);
    return socket;
}

void Agent::frame(const Frame &frame)
{
    if (frame.command == smux::syn && !m_streams.contains(frame.stream)) {
        m_streams.insert(frame.stream, {});
        m_toDial += frame.stream;
        dialNext();
        return;
    }
    const auto found = m_streams.find(frame.stream);
    if (found == m_streams.end())
        return;
    const bool isDialled = isUp(found->socket);
    if (frame.command == smux::psh && isDialled)
        found->socket->write(frame.data);
    else if (frame.command == smux::psh)
        found->waiting += frame.data;
    else if (frame.command == smux::fin && isDialled)
        endStream(frame.stream);
    else if (frame.command == smux::fin)
        found->isOver = true;
}

void Agent::dialNext()
{
    if (m_dialling || m_toDial.isEmpty())
        return;
    m_dialling = true;
    const quint32 id = m_toDial.takeFirst();
    QTcpSocket *socket = dial();
    m_streams[id].socket = socket;
    connect(socket, &QTcpSocket::connected, this, [this, id] {
        m_dialling = false;
        connectedTo(id);
        dialNext();
    });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, id, socket] {
        if (isUp(socket))
            return;
        m_dialling = false;
        m_channel.put(payload::flag, flagPayload(flag::connectToPortError));
        endStream(id);
        dialNext();
    });
}

void Agent::connectedTo(quint32 id)
{
    Stream &stream = m_streams[id];
    QTcpSocket *socket = stream.socket;
    socket->setProperty("up", true);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, [this, id] { readStream(id); });
    connect(socket, &QTcpSocket::disconnected, this, [this, id] { readStream(id); });
    connect(socket, &QTcpSocket::bytesWritten, this, &Agent::goOn);
    socket->write(std::exchange(stream.waiting, {}));
    if (stream.isOver)
        endStream(id);
}

void Agent::endStream(quint32 id)
{
    retire(m_streams.take(id).socket, this);
    write({ smux::fin, id, {} });
    QTimer::singleShot(0, this, &Agent::goOn);
}

void Agent::readStream(quint32 id)
{
    const auto found = m_streams.constFind(id);
    if (found == m_streams.cend() || !isUp(found->socket))
        return;
    QTcpSocket *socket = found->socket;
    while (m_out.size() < mostQueued && socket->bytesAvailable() > 0)
        write({ smux::psh, id, socket->read(mostFrame) });
    if (socket->bytesAvailable() == 0 && socket->state() == QAbstractSocket::UnconnectedState)
        endStream(id);
}

void Agent::write(const Frame &frame)
{
    m_out += encoded(frame);
    pump();
}

void Agent::pump()
{
    if (m_state != State::On || std::exchange(m_pumping, true))
        return;
    while (m_channel.hasRoom() && !m_pace.isActive()) {
        if (m_out.size() < mostQueued / 2)
            refill();
        if (m_out.isEmpty())
            break;
        const QByteArray part = m_out.first(qMin(chunk, m_out.size()));
        m_out.remove(0, part.size());
        if (m_manner.pace.count() > 0)
            m_pace.start(m_manner.pace);
        m_channel.put(payload::data, part);
    }
    m_pumping = false;
}

void Agent::refill()
{
    if (!m_mux)
        return readBasic();
    for (const quint32 id : m_streams.keys())
        readStream(id);
}

void Agent::dialBasic()
{
    m_basic = dial();
    connect(m_basic, &QTcpSocket::connected, this, [this, socket = m_basic] {
        socket->setProperty("up", true);
        socket->write(std::exchange(m_basicWaiting, {}));
    });
    connect(m_basic, &QTcpSocket::readyRead, this, &Agent::readBasic);
    connect(m_basic, &QTcpSocket::errorOccurred, this, [this, socket = m_basic] {
        if (isUp(socket))
            return; // the server has ended it: nothing is said, the next data dials again
        fail(QStringLiteral("Unable to connect to specified port: ") + socket->errorString());
    });
    connect(m_basic, &QTcpSocket::disconnected, this, [this, socket = m_basic] {
        readBasic();
        if (m_basic == socket)
            m_basic = nullptr;
        socket->deleteLater();
    });
}

void Agent::takeBasic(const QByteArray &bytes)
{
    if (isUp(m_basic)) {
        m_basic->write(bytes);
        return;
    }
    m_basicWaiting += bytes;
    if (!m_basic)
        dialBasic();
}

void Agent::readBasic()
{
    if (!isUp(m_basic) || m_out.size() >= mostQueued || m_basic->bytesAvailable() == 0)
        return;
    m_out += m_basic->read(mostQueued);
    pump();
}

void Agent::keepAlive()
{
    write({ smux::nop, 0, {} });
    if (QDateTime::currentMSecsSinceEpoch() - m_heard > 30000)
        fail({});
}

} // namespace support::ssm
