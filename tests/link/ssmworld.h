#pragma once
#include "link/ssm/ssmtunnel.h"
#include "support/ssmlint.h"
#include "support/testclock.h"
#include <QLocalSocket>
#include <QPointer>
#include <QSignalSpy>
#include <map>
#include <set>

namespace test {

class World;

/// A bastion's agent and the gateway's idea of its session, in memory and by the test's clock.
class FakeSession {
public:
    FakeSession(World &world, const QString &id, const aws::PortSession &wanted);

    void attach(links::ssm::ChannelSocket *socket) { m_socket = socket; }
    void fromClient(const QByteArray &bytes, bool isText);
    void sendData(quint32 stream, const QByteArray &bytes);
    void sendFlag(quint32 flag);
    void fin(quint32 stream);
    /// channel_closed: final.
    void end(const QString &output);
    void pause();
    void goOn(); ///< start_publication
    /// Any message of data.
    void say(quint32 type, const QByteArray &payload);
    [[nodiscard]] size_t unacknowledged() const { return m_sent.size(); }
    /// The client's socket ends; what was on its way is lost both ways.
    void drop(int code, const QString &reason);

    const QString id;
    const aws::PortSession wanted;
    QByteArray token;
    bool over = false; ///< ResumeSession has no token
    bool isDead = false; ///< the agent takes nothing any more, and the socket stays
    support::ssm::Lint lint;
    std::set<quint32> streams; ///< open ones
    QList<quint32> flags; ///< of the client
    QByteArray response; ///< to the handshake
    QByteArray basic; ///< basic mode: all that came
    std::chrono::milliseconds heardAt{ 0 };
    int attached = 0;
    int nops = 0;

private:
    void transmit(const QByteArray &raw);
    void take(const support::ssm::Envelope &message);
    void frame(const support::ssm::Frame &frame);
    void shakeHands();
    void completeHandshake();
    [[nodiscard]] bool isBasic() const;

    World &m_world;
    QPointer<links::ssm::ChannelSocket> m_socket;
    support::ssm::FrameReader m_reader;
    std::map<qint64, QByteArray> m_sent; ///< not acknowledged
    std::map<qint64, support::ssm::Envelope> m_early;
    qint64 m_next = 0;
    qint64 m_expected = 0;
};

class MemorySocket final : public links::ssm::ChannelSocket {
public:
    explicit MemorySocket(World &world);
    void open(const QByteArray &url, const QList<aws::Header> &headers) override;
    void sendText(const QByteArray &text) override;
    void sendBinary(const QByteArray &message) override;
    [[nodiscard]] qint64 waiting() const override { return 0; }
    void check() override;
    void close() override { m_gone = true; }
    void end(int code, const QString &reason, int status = 0);

    FakeSession *session = nullptr;

private:
    World &m_world;
    bool m_gone = false;
};

class FakeCalls final : public aws::SessionCalls {
public:
    explicit FakeCalls(World &world)
        : m_world(world)
    {
    }
    QFuture<base::Result<aws::OpenedSession>> start(const aws::PortSession &session) override;
    QFuture<base::Result<aws::OpenedSession>> resume(const QString &id) override;
    QFuture<base::Result<>> terminate(const QString &id) override;
    QFuture<base::Result<QList<aws::Header>>> upgrade(const QByteArray &url) override;

private:
    World &m_world;
};

/// AWS, a bastion and what is behind it.
class World {
public:
    enum class Server : quint8 {
        Echo,
        Refuses,
        RefusesLate, ///< after a second
        FlagLast, ///< refuses, and its flag comes after the stream's end
        DropsPackets, ///< the dial is not answered, nor is any after it
        Talks, ///< as much as nobody wants to read
    };

    [[nodiscard]] std::unique_ptr<links::SsmTunnel> tunnel(profiles::TunnelSettings settings);
    [[nodiscard]] static profiles::TunnelSettings settings();
    /// Turns the event loop and the clock together.
    void run(std::chrono::milliseconds time);
    [[nodiscard]] bool runUntil(const std::function<bool()> &isDone,
                                std::chrono::milliseconds limit = std::chrono::seconds(5));
    [[nodiscard]] FakeSession &session(qsizetype number) const { return *sessions[number]; }
    [[nodiscard]] QStringList lint() const;

    std::shared_ptr<support::TestClock> clock = std::make_shared<support::TestClock>();
    std::chrono::milliseconds latency{ 5 };
    QString agentVersion = QStringLiteral("3.3.987.0");
    QByteArray kmsKey;
    Server server = Server::Echo;
    bool isStuck = false; ///< a dial is under way that nobody answers
    std::chrono::minutes idleLimit{ 0 }; ///< 0 = none
    std::optional<base::Error> startFails;
    std::optional<base::Error> resumeFails;
    std::optional<base::Error> terminateFails;
    int upgradeStatus = 0; ///< of every upgrade that is refused
    int firstTextCode = 0; ///< closes with it after the first message
    int refusedTokens = 0; ///< of so many resumptions the token is good no more when it comes
    int goodbyes = 0; ///< so many resumed sockets are closed with 1000 as they begin
    bool isCutOff = false; ///< no socket can be opened
    bool isMute = false; ///< the agent begins no handshake
    QByteArray request; ///< of the handshake, instead of what an agent sends
    QByteArray complete = R"({"HandshakeTimeToComplete":1,"CustomerMessage":"Be kind."})";
    QByteArray greeting; ///< comes right behind the end of the handshake
    std::chrono::milliseconds callsTake{ 0 }; ///< StartSession and ResumeSession
    std::chrono::milliseconds keysLast{ 0 }; ///< an upgrade by older ones is refused with 403

    int starts = 0, resumes = 0, upgrades = 0, dials = 0, denied = 0;
    QStringList terminated;
    QByteArrayList dialled;
    std::vector<std::unique_ptr<FakeSession>> sessions;
    qsizetype approaches = 0;
    std::optional<base::Error> approachFails;
};

/// One link, its stream and what came out of it.
class Caller {
public:
    Caller(links::Tunnel &tunnel, links::Use use = links::Use::Interactive,
           const QString &host = QStringLiteral("cache.example.internal"),
           std::chrono::milliseconds timeout = std::chrono::seconds(5));
    ~Caller();
    Q_DISABLE_COPY_MOVE(Caller)

    [[nodiscard]] bool isOpen() const { return stream != nullptr; }
    [[nodiscard]] bool isDone() const { return stream || error; }
    [[nodiscard]] bool isEnded() const;
    void say(const QByteArray &bytes);

    std::unique_ptr<links::Link> link;
    std::unique_ptr<QLocalSocket> stream;
    std::optional<base::Error> error;
    QByteArray heard;
    QByteArray said;
    bool reads = true;
};

[[nodiscard]] bool allOpen(const std::vector<std::unique_ptr<Caller>> &callers);
[[nodiscard]] bool allEchoed(const std::vector<std::unique_ptr<Caller>> &callers);
/// Where callers want to go, if they say nothing else.
[[nodiscard]] links::Endpoint cache();

/// What a tunnel tells of standing still.
struct Stalls {
    explicit Stalls(const links::Tunnel &tunnel);
    QList<std::optional<base::Error>> told;
};

} // namespace test
