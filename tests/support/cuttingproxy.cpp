#include "support/cuttingproxy.h"
#include <QTcpSocket>
#include <sys/socket.h>

namespace support {

namespace {

constexpr char tlsHandshake = 0x16; // RFC 8446, 5.1: the type of a record

/// A close that sends RST.
void reset(QTcpSocket &socket)
{
    const linger off{ 1, 0 };
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &off, sizeof off);
    socket.abort();
}

} // namespace

/// One connection: the client's end and ours to the server.
class CuttingProxy::Pair final : public QObject {
public:
    Pair(QTcpSocket *client, quint16 port, CuttingProxy::Relay *relay);
    ~Pair() override = default;

    void end(How how);
    void stall() { m_stalled = true; }
    void pass(Direction direction);

private:
    QTcpSocket *const m_client;
    QTcpSocket m_server;
    CuttingProxy::Relay *const m_relay;
    bool m_stalled = false;
    bool m_fresh = true; ///< the client has not spoken yet
};

class CuttingProxy::Relay final : public QObject {
public:
    Relay(CuttingProxy &owner, quint16 server)
        : m_owner(owner)
        , m_port(server)
        , m_listener(this)
    {
        connect(&m_listener, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = m_listener.nextPendingConnection())
                m_pairs += new Pair(client, m_port, this);
        });
    }

    quint16 listen()
    {
        m_listener.listen(QHostAddress::LocalHost);
        return m_listener.serverPort();
    }

    void arm(qint64 bytes, Direction direction, How how)
    {
        m_owner.m_cut = false;
        m_armed = true;
        m_left = bytes;
        m_direction = direction;
        m_how = how;
        if (bytes == 0)
            cut();
    }

    void heal()
    {
        m_armed = false;
        if (std::exchange(m_stalling, false))
            endAll(How::Reset);
    }

    /// How many of `size` bytes may pass.
    [[nodiscard]] qint64 allowed(Direction direction, qint64 size) const
    {
        return m_armed && direction == m_direction ? qMin(size, m_left) : size;
    }

    void passed(Direction direction, qint64 size)
    {
        m_owner.m_passed[size_t(direction)] += size;
        if (!m_armed || direction != m_direction)
            return;
        m_left -= size;
        if (m_left == 0)
            cut();
    }

    void ended(Pair *pair)
    {
        if (m_pairs.removeOne(pair))
            pair->deleteLater();
    }

private:
    void cut()
    {
        m_armed = false;
        m_owner.m_cut = true;
        if (m_how == How::Stall) {
            m_stalling = true;
            for (Pair *pair : std::as_const(m_pairs))
                pair->stall();
        } else {
            endAll(m_how);
        }
    }

    void endAll(How how)
    {
        const QList<Pair *> pairs = std::exchange(m_pairs, {});
        for (Pair *pair : pairs) {
            pair->end(how);
            pair->deleteLater();
        }
    }

    CuttingProxy &m_owner;
    const quint16 m_port;
    QTcpServer m_listener;
    QList<Pair *> m_pairs;
    bool m_armed = false;
    bool m_stalling = false;
    qint64 m_left = 0;
    Direction m_direction = Direction::ToServer;
    How m_how = How::Reset;
};

CuttingProxy::Pair::Pair(QTcpSocket *client, quint16 port, CuttingProxy::Relay *relay)
    : QObject(relay)
    , m_client(client)
    , m_server(this)
    , m_relay(relay)
{
    m_client->setParent(this);
    m_server.connectToHost(QHostAddress::LocalHost, port);
    m_server.waitForConnected(3000); // in a thread that has nothing better to do
    for (QTcpSocket *each : { m_client, &m_server }) {
        each->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(each, &QTcpSocket::disconnected, this, [this] {
            if (!m_stalled)
                end(How::Finish);
            m_relay->ended(this);
        });
    }
    connect(m_client, &QTcpSocket::readyRead, this, [this] { pass(Direction::ToServer); });
    connect(&m_server, &QTcpSocket::readyRead, this, [this] { pass(Direction::ToClient); });
    pass(Direction::ToServer);
}

void CuttingProxy::Pair::pass(Direction direction)
{
    QTcpSocket &from = direction == Direction::ToServer ? *m_client : m_server;
    QTcpSocket &to = direction == Direction::ToServer ? m_server : *m_client;
    if (m_stalled || !from.bytesAvailable())
        return;
    if (direction == Direction::ToServer && std::exchange(m_fresh, false)
        && from.peek(1) == QByteArray(1, tlsHandshake)) {
        end(How::Reset);
        m_relay->ended(this);
        return;
    }
    const QByteArray bytes = from.read(m_relay->allowed(direction, from.bytesAvailable()));
    to.write(bytes);
    to.flush();
    m_relay->passed(direction, bytes.size());
}

void CuttingProxy::Pair::end(How how)
{
    for (QTcpSocket *each : { m_client, &m_server }) {
        each->disconnect(this);
        if (how == How::Reset)
            reset(*each);
        else
            each->disconnectFromHost();
    }
}

CuttingProxy::CuttingProxy(quint16 server)
    : m_relay(new Relay(*this, server))
{
    m_relay->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_relay, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_relay, [this] { m_port = m_relay->listen(); }, Qt::BlockingQueuedConnection);
}

CuttingProxy::~CuttingProxy()
{
    m_thread.quit();
    m_thread.wait();
}

void CuttingProxy::cutAfter(qint64 bytes, Direction direction, How how)
{
    QMetaObject::invokeMethod(
        m_relay, [&] { m_relay->arm(bytes, direction, how); }, Qt::BlockingQueuedConnection);
}

void CuttingProxy::heal()
{
    QMetaObject::invokeMethod(
        m_relay, [this] { m_relay->heal(); }, Qt::BlockingQueuedConnection);
}

void CuttingProxy::resetCounts()
{
    for (auto &count : m_passed)
        count = 0;
}

} // namespace support
