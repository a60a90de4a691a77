#include "ssmworld.h"
#include "base/whendone.h"
#include "support/wait.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace test {

using namespace std::chrono_literals;
namespace wire = support::ssm;

FakeSession::FakeSession(World &world, const QString &name, const aws::PortSession &session)
    : id(name)
    , wanted(session)
    , m_world(world)
{
}

void FakeSession::transmit(const QByteArray &raw)
{
    if (!m_socket)
        return;
    m_world.clock->after(m_world.latency, [socket = m_socket, raw] { // lost with its socket
        if (socket)
            Q_EMIT socket->received(raw);
    });
}

void FakeSession::say(quint32 type, const QByteArray &payload)
{
    wire::Envelope message;
    message.type = wire::type::output;
    message.sequence = m_next++;
    message.flags = message.sequence == 0 ? 1 : 0;
    message.payloadType = type;
    message.payload = payload;
    const QByteArray raw = wire::encoded(message);
    lint.sawAgent(*wire::decoded(raw));
    m_sent[message.sequence] = raw;
    transmit(raw);
}

void FakeSession::sendFlag(quint32 flag)
{
    say(wire::payload::flag, wire::flagPayload(flag));
}

void FakeSession::sendData(quint32 stream, const QByteArray &bytes)
{
    if (!streams.contains(stream))
        return;
    for (qsizetype at = 0; at < bytes.size(); at += 1016)
        say(wire::payload::data,
            wire::encoded(wire::Frame{ wire::smux::psh, stream, bytes.mid(at, 1016) }));
}

void FakeSession::fin(quint32 stream)
{
    if (streams.erase(stream))
        say(wire::payload::data, wire::encoded(wire::Frame{ wire::smux::fin, stream, {} }));
}

void FakeSession::end(const QString &output)
{
    over = true;
    wire::Envelope message;
    message.type = wire::type::closed;
    message.payload = QJsonDocument(QJsonObject{ { QStringLiteral("SessionId"), id },
                                                 { QStringLiteral("Output"), output } })
                          .toJson();
    transmit(wire::encoded(message));
}

void FakeSession::pause()
{
    wire::Envelope message;
    message.type = wire::type::pause;
    message.payload = "{}";
    transmit(wire::encoded(message));
}

void FakeSession::goOn()
{
    wire::Envelope message;
    message.type = wire::type::start;
    message.payload = "{}";
    transmit(wire::encoded(message));
}

void FakeSession::drop(int code, const QString &reason)
{
    if (auto *socket = static_cast<MemorySocket *>(m_socket.data())) {
        m_socket = nullptr;
        socket->end(code, reason);
    }
}

/// Of 2.x and the first of 3.0: it knows no streams.
bool FakeSession::isBasic() const
{
    return m_world.agentVersion.startsWith(QLatin1String("3.0.1"))
        || m_world.agentVersion.startsWith(QLatin1String("2."));
}

void FakeSession::shakeHands()
{
    if (m_world.isMute)
        return;
    if (!m_world.request.isEmpty()) {
        say(wire::payload::handshakeRequest, m_world.request);
        return;
    }
    QJsonArray actions{ QJsonObject{
        { QStringLiteral("ActionType"), QStringLiteral("SessionType") },
        { QStringLiteral("ActionParameters"),
          QJsonObject{
              { QStringLiteral("SessionType"), QStringLiteral("Port") },
              { QStringLiteral("Properties"),
                QJsonObject{
                    { QStringLiteral("host"), wanted.host },
                    { QStringLiteral("portNumber"), QString::number(wanted.port) },
                    { QStringLiteral("localPortNumber"), QStringLiteral("0") },
                    { QStringLiteral("type"), QStringLiteral("LocalPortForwarding") } } } } } } };
    if (!m_world.kmsKey.isEmpty()) {
        actions += QJsonObject{
            { QStringLiteral("ActionType"), QStringLiteral("KMSEncryption") },
            { QStringLiteral("ActionParameters"),
              QJsonObject{ { QStringLiteral("KMSKeyId"), QString::fromLatin1(m_world.kmsKey) } } }
        };
    }
    say(wire::payload::handshakeRequest,
        QJsonDocument(QJsonObject{ { QStringLiteral("AgentVersion"), m_world.agentVersion },
                                   { QStringLiteral("RequestedClientActions"), actions } })
            .toJson());
}

void FakeSession::fromClient(const QByteArray &bytes, bool isText)
{
    heardAt = m_world.clock->elapsed();
    if (isDead)
        return;
    if (isText) {
        lint.sawFirst(bytes, token);
        token.clear();
        if (m_world.firstTextCode) {
            drop(m_world.firstTextCode, QStringLiteral("no token"));
        } else if (attached++ == 0) {
            shakeHands();
        } else {
            const bool isLate =
                std::exchange(m_world.refusedTokens, std::max(0, m_world.refusedTokens - 1)) > 0;
            const bool isLeft =
                std::exchange(m_world.goodbyes, std::max(0, m_world.goodbyes - 1)) > 0;
            if (isLate || isLeft) {
                drop(isLate ? 1003 : 1000, QStringLiteral("Bye"));
                return;
            }
            for (const auto &one : m_sent)
                transmit(one.second);
        }
        return;
    }
    QByteArray timely = bytes; // the judge has no other clock than the computer's
    qToBigEndian(QDateTime::currentMSecsSinceEpoch(), timely.data() + 40);
    lint.sawClient(timely);
    if (const auto message = wire::decoded(bytes))
        take(*message);
}

void FakeSession::take(const wire::Envelope &message)
{
    if (message.type == wire::type::acknowledge) {
        m_sent.erase(QJsonDocument::fromJson(
                         message.payload)[QLatin1String("AcknowledgedMessageSequenceNumber")]
                         .toInteger(-1));
        return;
    }
    transmit(wire::acknowledgementOf(message));
    if (message.sequence >= m_expected)
        m_early.emplace(message.sequence, message);
    while (!m_early.empty() && m_early.begin()->first == m_expected) {
        const wire::Envelope next = m_early.extract(m_early.begin()).mapped();
        ++m_expected;
        if (next.payloadType == wire::payload::handshakeResponse) {
            response = next.payload;
            if (m_world.kmsKey.isEmpty())
                completeHandshake();
        } else if (next.payloadType == wire::payload::flag) {
            flags += qFromBigEndian<quint32>(next.payload.constData());
            if (flags.constLast() == wire::flag::terminateSession)
                over = true;
        } else if (isBasic()) {
            basic += next.payload;
            say(wire::payload::data, next.payload);
        } else {
            for (const wire::Frame &one : m_reader.read(next.payload))
                frame(one);
        }
    }
}

void FakeSession::completeHandshake()
{
    say(wire::payload::handshakeComplete, m_world.complete);
    if (!m_world.greeting.isEmpty())
        say(wire::payload::data, m_world.greeting);
}

void FakeSession::frame(const wire::Frame &one)
{
    using Server = World::Server;
    const quint32 id = one.stream;
    nops += one.command == wire::smux::nop ? 1 : 0;
    if (one.command == wire::smux::fin) {
        fin(id);
        return;
    }
    if (one.command == wire::smux::psh) {
        if (m_world.server == Server::Echo && !m_world.isStuck)
            sendData(id, one.data);
        return;
    }
    if (one.command != wire::smux::syn)
        return;
    streams.insert(id);
    switch (m_world.server) {
    case Server::Echo:
        break;
    case Server::FlagLast:
        fin(id);
        sendFlag(wire::flag::connectToPortError);
        break;
    case Server::Refuses:
        sendFlag(wire::flag::connectToPortError);
        fin(id);
        break;
    case Server::RefusesLate:
        m_world.clock->after(1s, [this, id] {
            sendFlag(wire::flag::connectToPortError);
            fin(id);
        });
        break;
    case Server::DropsPackets:
        m_world.isStuck = true;
        break;
    case Server::Talks:
        for (int i = 0; i < 12; ++i)
            sendData(id, QByteArray(1024 * 1024, 'x'));
        break;
    }
}

MemorySocket::MemorySocket(World &world)
    : m_world(world)
{
}

void MemorySocket::open(const QByteArray &url, const QList<aws::Header> &headers)
{
    ++m_world.dials;
    m_world.dialled += url;
    m_world.clock->after(m_world.latency, [guard = QPointer<MemorySocket>(this), url, headers] {
        if (!guard || guard->m_gone)
            return;
        World &world = guard->m_world;
        const auto age = world.clock->elapsed()
            - std::chrono::milliseconds(headers.constFirst().second.toLongLong());
        if (world.isCutOff) {
            guard->end(0, QStringLiteral("no network"));
        } else if (world.upgradeStatus || (world.keysLast > 0ms && age > world.keysLast)) {
            ++world.denied;
            guard->end(0, {}, world.upgradeStatus ? world.upgradeStatus : 403);
        } else {
            for (const auto &one : world.sessions) {
                if (url.startsWith("wss://gateway/" + one->id.toUtf8() + '?'))
                    guard->session = one.get();
            }
            guard->session->attach(guard);
            Q_EMIT guard->opened();
        }
    });
}

void MemorySocket::sendText(const QByteArray &text)
{
    m_world.clock->after(m_world.latency, [guard = QPointer<MemorySocket>(this), text] {
        if (guard && !guard->m_gone)
            guard->session->fromClient(text, true);
    });
}

void MemorySocket::sendBinary(const QByteArray &message)
{
    m_world.clock->after(m_world.latency, [guard = QPointer<MemorySocket>(this), message] {
        if (guard && !guard->m_gone)
            guard->session->fromClient(message, false);
    });
}

void MemorySocket::check()
{
    if (m_world.isCutOff)
        end(0, QStringLiteral("no answer"));
}

void MemorySocket::end(int code, const QString &reason, int status)
{
    if (!std::exchange(m_gone, true))
        Q_EMIT ended(code, reason, status);
}

namespace {

/// The answer to a call, by the test's clock.
QFuture<base::Result<aws::OpenedSession>> answered(const World &world,
                                                   const base::Result<aws::OpenedSession> &answer)
{
    if (world.callsTake == 0ms)
        return base::ready<aws::OpenedSession>(answer);
    const auto promise = std::make_shared<QPromise<base::Result<aws::OpenedSession>>>();
    promise->start();
    world.clock->after(world.callsTake, [promise, answer] {
        promise->addResult(answer);
        promise->finish();
    });
    return promise->future();
}

} // namespace

QFuture<base::Result<aws::OpenedSession>> FakeCalls::start(const aws::PortSession &session)
{
    ++m_world.starts;
    if (m_world.startFails)
        return base::ready<aws::OpenedSession>(base::fail(*m_world.startFails));
    const QString id = QStringLiteral("jin-%1").arg(m_world.starts);
    m_world.sessions.push_back(std::make_unique<FakeSession>(m_world, id, session));
    FakeSession &made = *m_world.sessions.back();
    made.token = "token-" + id.toUtf8();
    made.heardAt = m_world.clock->elapsed();
    return answered(
        m_world,
        aws::OpenedSession{ id, base::Secret(made.token), "wss://gateway/" + id.toUtf8() + "?1" });
}

QFuture<base::Result<aws::OpenedSession>> FakeCalls::resume(const QString &id)
{
    ++m_world.resumes;
    if (m_world.resumeFails)
        return base::ready<aws::OpenedSession>(base::fail(*m_world.resumeFails));
    for (const auto &one : m_world.sessions) {
        if (one->id != id)
            continue;
        if (one->over)
            return answered(m_world, aws::OpenedSession{ id, {}, {} });
        const QByteArray number = QByteArray::number(m_world.resumes);
        one->token = "again-" + number;
        // Every other time the address stays as it was.
        const QByteArray url =
            m_world.resumes % 2 ? "wss://gateway/" + id.toUtf8() + "?new" + number : QByteArray();
        return answered(m_world, aws::OpenedSession{ id, base::Secret(one->token), url });
    }
    return base::ready<aws::OpenedSession>(
        base::fail(base::Error::Kind::Server, QStringLiteral("no such session"),
                   "DoesNotExistException", base::Error::Cause::AwsRefused));
}

QFuture<base::Result<>> FakeCalls::terminate(const QString &id)
{
    m_world.terminated += id;
    if (m_world.terminateFails)
        return base::ready<void>(base::fail(*m_world.terminateFails));
    for (const auto &one : m_world.sessions) {
        if (one->id == id)
            one->over = true;
    }
    return base::ready<void>(base::Result<>{});
}

QFuture<base::Result<QList<aws::Header>>> FakeCalls::upgrade(const QByteArray &)
{
    ++m_world.upgrades;
    return base::ready<QList<aws::Header>>(QList<aws::Header>{
        { "Authorization", QByteArray::number(qlonglong(m_world.clock->elapsed().count())) } });
}

profiles::TunnelSettings World::settings()
{
    profiles::TunnelSettings settings;
    settings.kind = profiles::TunnelKind::Ssm;
    settings.target = QStringLiteral("i-0123456789abcdef0");
    settings.region = QStringLiteral("eu-central-1");
    settings.awsProfile = QStringLiteral("shop-ro");
    return settings;
}

std::unique_ptr<links::SsmTunnel> World::tunnel(profiles::TunnelSettings settings)
{
    links::SsmTunnel::Parts parts;
    parts.calls = std::make_unique<FakeCalls>(*this);
    parts.socket = [this] { return std::make_unique<MemorySocket>(*this); };
    parts.clock = clock;
    parts.approach = [this](links::SsmTunnel &tunnel, const auto &done) {
        ++approaches;
        // Not at once, so that further links come in meanwhile.
        QMetaObject::invokeMethod(
            &tunnel,
            [this, done] {
                done(approachFails ? base::Result<>(base::fail(*approachFails)) : base::Result<>());
            },
            Qt::QueuedConnection);
    };
    return std::make_unique<links::SsmTunnel>(settings, std::move(parts));
}

void World::run(std::chrono::milliseconds time)
{
    const auto until = clock->elapsed() + time;
    support::settle();
    while (clock->elapsed() < until) {
        const auto at = clock->elapsed();
        clock->advance(std::min<std::chrono::milliseconds>(latency, until - at));
        support::settle();
        if (idleLimit > 0min) {
            for (const auto &one : sessions) {
                if (!one->over && clock->elapsed() - one->heardAt > idleLimit)
                    one->end({});
            }
        }
    }
}

bool World::runUntil(const std::function<bool()> &isDone, std::chrono::milliseconds limit)
{
    const auto until = clock->elapsed() + limit;
    support::settle();
    while (!isDone() && clock->elapsed() < until)
        run(latency);
    return isDone();
}

QStringList World::lint() const
{
    QStringList lines;
    for (const auto &one : sessions)
        lines += one->lint.lines();
    for (const QString &line : lines)
        qInfo("%s", qPrintable(line));
    return lines;
}

Caller::Caller(links::Tunnel &tunnel, links::Use use, const QString &host,
               std::chrono::milliseconds timeout)
    : link(tunnel.newLink({ host, 6379, {} }, use, timeout, nullptr))
{
    QObject::connect(link.get(), &links::Link::failed, link.get(),
                     [this](const base::Error &why) { error = why; });
    QObject::connect(link.get(), &links::Link::opened, link.get(), [this] {
        stream.reset(qobject_cast<QLocalSocket *>(link->take().release()));
        QObject::connect(stream.get(), &QLocalSocket::readyRead, link.get(), [this] {
            if (reads)
                heard += stream->readAll();
        });
        if (!reads)
            stream->setReadBufferSize(1);
    });
    link->open();
}

Caller::~Caller() = default;

bool Caller::isEnded() const
{
    return stream && stream->state() != QLocalSocket::ConnectedState;
}

void Caller::say(const QByteArray &bytes)
{
    said += bytes;
    stream->write(bytes);
}

bool allOpen(const std::vector<std::unique_ptr<Caller>> &callers)
{
    return std::all_of(callers.begin(), callers.end(), [](auto &one) { return one->isOpen(); });
}

bool allEchoed(const std::vector<std::unique_ptr<Caller>> &callers)
{
    return std::all_of(callers.begin(), callers.end(),
                       [](auto &one) { return one->heard == one->said; });
}

links::Endpoint cache()
{
    return { QStringLiteral("cache.example.internal"), 6379, {} };
}

Stalls::Stalls(const links::Tunnel &tunnel)
{
    QObject::connect(&tunnel, &links::Tunnel::stallChanged, &tunnel,
                     [this](const std::optional<base::Error> &why) { told += why; });
}

} // namespace test
