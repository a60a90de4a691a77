#pragma once
#include "support/ssmcodec.h"
#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QQueue>
#include <QTcpSocket>
#include <QTimer>
#include <chrono>
#include <functional>

namespace support::ssm {

/// How an agent behaves.
struct AgentManner {
    QString version = QStringLiteral("3.3.987.0");
    /// Pause after each message of data; 1 ms is what the real one makes.
    std::chrono::milliseconds pace{ 0 };
    QString kmsKey; ///< not empty = asks for encryption
    QString message; ///< for the person, with the end of the handshake
    qsizetype window = 128; ///< messages under way; the real one has no limit but its pace
    std::chrono::milliseconds handshakeLimit{ 15000 };
};

/// Where a name leads, as the bastion looks it up.
struct Place {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; ///< 0 = the one that was asked for
    bool isSilent = false; ///< packets to it are dropped
};

/// The agent's side of the channel: numbers, acknowledges, orders, and repeats the oldest message
/// alone, once in 100 ms, as the real one does.
class AgentChannel final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AgentChannel)

public:
    /// `take` gets what comes in order; false = not ready: neither acknowledged nor counted.
    AgentChannel(qsizetype window, std::function<bool(const Envelope &)> take, QObject *parent);
    ~AgentChannel() override = default;

    void put(quint32 payloadType, const QByteArray &payload);
    void feed(const Envelope &message);
    [[nodiscard]] bool hasRoom() const { return !m_paused && m_sent.size() < m_window; }
    [[nodiscard]] qsizetype unacknowledged() const { return m_sent.size(); }

Q_SIGNALS:
    void sent(const QByteArray &raw);
    void room();

private:
    struct Sent {
        QByteArray raw;
        qint64 when = 0;
        bool isAgain = false;
    };
    void acknowledged(const Envelope &message);
    void data(const Envelope &message);
    void takeEarly();
    void repeat();

    const qsizetype m_window;
    const std::function<bool(const Envelope &)> m_take;
    QMap<qint64, Sent> m_sent;
    QMap<qint64, Envelope> m_early;
    qint64 m_next = 0;
    qint64 m_expected = 0;
    double m_roundTrip = 100;
    double m_variation = 0;
    double m_timeout = 200;
    bool m_paused = false;
    QTimer m_tick;
};

/// A bastion's agent with one port session: handshake, then smux streams or, of old versions,
/// basic mode. Looks its host up once, dials one stream after the other.
class Agent final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Agent)

public:
    /// `properties` of the document; `find` looks a name up.
    Agent(AgentManner manner, QJsonObject properties,
          std::function<std::optional<Place>(const QString &)> find, QObject *parent);
    ~Agent() override = default;

    void start();
    void deliver(const QByteArray &raw);
    /// The session is over; finished() does not follow.
    void stop();

    [[nodiscard]] qsizetype openStreams() const { return m_streams.size(); }
    [[nodiscard]] qsizetype dials() const { return m_dialled; }
    [[nodiscard]] qsizetype unacknowledged() const { return m_channel.unacknowledged(); }

Q_SIGNALS:
    void sent(const QByteArray &raw);
    void finished(const QString &output);

private:
    struct Stream {
        QTcpSocket *socket = nullptr; ///< none until it is dialled
        QByteArray waiting;
        bool isOver = false; ///< FIN came before it was dialled
    };
    bool take(const Envelope &message);
    bool takeResponse(const Envelope &message);
    bool takeFlag(quint32 flag);
    void takeFrames(const QByteArray &bytes);
    [[nodiscard]] bool isStuck() const;
    void goOn();
    void begin();
    void fail(const QString &output);
    [[nodiscard]] QTcpSocket *dial();

    void frame(const Frame &frame);
    void dialNext();
    void connectedTo(quint32 id);
    void endStream(quint32 id);
    void readStream(quint32 id);
    void write(const Frame &frame);
    void pump();
    void refill();

    void dialBasic();
    void takeBasic(const QByteArray &bytes);
    void readBasic();
    void keepAlive();

    const AgentManner m_manner;
    const QJsonObject m_properties;
    const std::function<std::optional<Place>(const QString &)> m_find;
    AgentChannel m_channel;
    Place m_place;
    enum class State : quint8 { Handshake, Starting, On, Over } m_state = State::Handshake;
    QString m_clientVersion;
    bool m_mux = true;
    QMap<quint32, Stream> m_streams;
    QList<quint32> m_toDial;
    bool m_dialling = false;
    qsizetype m_dialled = 0;
    FrameReader m_reader;
    QQueue<Envelope> m_unread; ///< while it is stuck
    QByteArray m_out;
    bool m_pumping = false;
    QTcpSocket *m_basic = nullptr;
    QByteArray m_basicWaiting;
    qint64 m_heard = 0;
    QTimer m_pace;
    QTimer m_limit;
    QTimer m_nop;
};

} // namespace support::ssm
