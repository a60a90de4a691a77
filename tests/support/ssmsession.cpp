#include "support/ssmsession.h"
#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace support::ssm {

namespace {

qint64 nowMs()
{
    return QDeadlineTimer::current(Qt::PreciseTimer).deadline();
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    for (char &each : out)
        each = char(QRandomGenerator::system()->bounded(256));
    return out;
}

} // namespace

Session::Session(QString id, QJsonObject properties, const AgentManner &manner,
                 std::function<std::optional<Place>(const QString &)> find, QObject *parent)
    : QObject(parent)
    , m_id(std::move(id))
    , m_agent(manner, std::move(properties), std::move(find), this)
{
    m_delay.setTimerType(Qt::PreciseTimer);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &Session::later);
    connect(&m_agent, &Agent::sent, this, [this](const QByteArray &raw) {
        if (const auto message = decoded(raw))
            m_lint.sawAgent(*message);
        relay(raw, Way::Down);
    });
    connect(&m_agent, &Agent::finished, this, &Session::close);
    m_agent.start();
}

QByteArray Session::newToken()
{
    return m_token = randomBytes(96).toBase64();
}

QByteArray Session::newCell(bool isRaw)
{
    // Its base64 begins with "++++/".
    m_cell = (QByteArray("\xfb\xef\xbe\xff", 4) + randomBytes(20)).toBase64();
    if (!isRaw)
        m_cell = m_cell.toPercentEncoding();
    return m_cell;
}

void Session::setFaults(const Faults &faults, std::mt19937 *dice)
{
    m_faults = faults;
    m_dice = dice;
}

void Session::attach(WebSocket *socket)
{
    connect(socket, &WebSocket::wrong, this, [this](const QString &what) { m_lint.bad(what); });
    connect(
        socket, &WebSocket::received, this,
        [this, socket](const QByteArray &text, bool isText) { first(socket, text, isText); },
        Qt::SingleShotConnection);
}

void Session::first(WebSocket *socket, const QByteArray &text, bool isText)
{
    m_lint.sawFirst(text, m_token);
    const QByteArray token = std::exchange(m_token, {}); // good once
    if (!isText || token.isEmpty() || !text.contains(token)) {
        m_lint.bad(QStringLiteral("no text with the token comes first"));
        socket->close(1003,
                      "Channel " + m_id.toLatin1()
                          + ": request to open data channel does not contain token.");
        return;
    }
    if (m_client)
        m_client->close(1000, "replaced");
    m_client = socket;
    connect(socket, &WebSocket::received, this, &Session::fromClient);
    connect(socket, &WebSocket::ended, this, [this, socket] {
        if (socket == m_client && !m_over)
            tellAgent(type::pause);
    });
    for (const QByteArray &raw : std::exchange(m_held, {}))
        socket->send(raw);
    if (std::exchange(m_wasAttached, true))
        tellAgent(type::start);
    Q_EMIT attached();
}

void Session::fromClient(const QByteArray &raw, bool isText)
{
    if (sender() != m_client)
        return;
    if (isText)
        m_lint.bad(QStringLiteral("text after the first message"));
    if (m_lint.sawClient(raw))
        relay(raw, Way::Up);
}

bool Session::chance(double probability)
{
    return probability > 0 && m_dice
        && std::uniform_real_distribution<double>(0, 1)(*m_dice) < probability;
}

void Session::relay(const QByteArray &raw, Way way)
{
    const bool isAck = raw.sliced(4).startsWith(type::acknowledge);
    const double loss = way == Way::Up ? (isAck ? m_faults.ackLossUp : m_faults.lossUp)
                                       : (isAck ? m_faults.ackLossDown : m_faults.lossDown);
    if (m_isPaused || chance(loss))
        return;
    for (int copies = chance(m_faults.duplicate) ? 2 : 1; copies > 0; --copies) {
        if (chance(m_faults.reorder)) {
            QTimer::singleShot(m_faults.delay + m_faults.reorderBy, this,
                               [this, raw, way] { arrive(raw, way); });
        } else if (m_faults.delay.count() > 0 || !m_delayed.isEmpty()) {
            m_delayed.enqueue({ nowMs() + m_faults.delay.count(), raw, way });
            if (!m_delay.isActive())
                m_delay.start(m_faults.delay);
        } else {
            arrive(raw, way);
        }
    }
}

void Session::later()
{
    while (!m_delayed.isEmpty() && m_delayed.head().due <= nowMs()) {
        const Delayed next = m_delayed.dequeue();
        arrive(next.raw, next.way);
    }
    if (!m_delayed.isEmpty())
        m_delay.start(int(qMax(qint64(0), m_delayed.head().due - nowMs())));
}

void Session::arrive(const QByteArray &raw, Way way)
{
    if (way == Way::Up)
        m_agent.deliver(raw);
    else if (m_client)
        m_client->send(raw);
    else if (!m_wasAttached && m_held.size() < 64)
        m_held += raw;
}

void Session::tellAgent(const char *type)
{
    Envelope message;
    message.type = type;
    m_agent.deliver(encoded(message));
}

void Session::publish(const char *word)
{
    QByteArray raw(120, '\0');
    raw.replace(4, qsizetype(qstrlen(word)), word);
    m_isPaused = word == QByteArrayView(type::pause);
    if (m_client)
        m_client->send(raw);
}

void Session::close(const QString &output)
{
    if (std::exchange(m_over, true))
        return;
    m_agent.stop();
    Envelope message;
    message.type = type::closed;
    message.flags = 3;
    message.payload =
        QJsonDocument(QJsonObject{ { QStringLiteral("MessageType"), QLatin1String(type::closed) },
                                   { QStringLiteral("MessageId"),
                                     QUuid::createUuid().toString(QUuid::WithoutBraces) },
                                   { QStringLiteral("DestinationId"), QStringLiteral("client") },
                                   { QStringLiteral("SessionId"), m_id },
                                   { QStringLiteral("SchemaVersion"), 1 },
                                   { QStringLiteral("CreatedDate"),
                                     QString::number(QDateTime::currentMSecsSinceEpoch()) },
                                   { QStringLiteral("Output"), output } })
            .toJson(QJsonDocument::Compact);
    if (m_client) {
        m_client->send(encoded(message));
        QTimer::singleShot(1000, m_client, [client = m_client] {
            if (client)
                client->close(1000, "session ended");
        });
    }
}

} // namespace support::ssm
