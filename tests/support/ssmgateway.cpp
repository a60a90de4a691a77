#include "support/ssmgateway.h"
#include "support/ssmgatewaycore.h"
#include <QHostAddress>

namespace support {

template <typename Function> auto SsmGateway::inside(Function function) const
{
    using Result = std::invoke_result_t<Function>;
    if constexpr (std::is_void_v<Result>) {
        QMetaObject::invokeMethod(m_core, function, Qt::BlockingQueuedConnection);
    } else {
        Result result{};
        QMetaObject::invokeMethod(
            m_core, [&] { result = function(); }, Qt::BlockingQueuedConnection);
        return result;
    }
}

SsmGateway::SsmGateway()
    : SsmGateway(Options{})
{
}

SsmGateway::SsmGateway(const Options &options)
    : m_core(new Core(options))
{
    m_core->moveToThread(&m_thread);
    m_thread.start();
    const quint16 port = inside([this] {
        m_core->listen(QHostAddress::LocalHost);
        return m_core->serverPort();
    });
    m_endpoint.setScheme(m_core->isSecure() ? QStringLiteral("https") : QStringLiteral("http"));
    m_endpoint.setHost(QStringLiteral("127.0.0.1"));
    m_endpoint.setPort(port);
}

SsmGateway::~SsmGateway()
{
    inside([this] {
        m_core->m_sessions.clear();
        delete m_core;
    });
    m_thread.quit();
    m_thread.wait();
}

QUrl SsmGateway::endpoint() const
{
    return m_endpoint;
}

QUrl SsmGateway::containerKeys() const
{
    QUrl url = m_endpoint;
    url.setPath(QStringLiteral("/container-keys"));
    return url;
}

QStringList SsmGateway::lint() const
{
    return inside([this] { return m_core->lint(); });
}

SsmGateway::Counters SsmGateway::counters() const
{
    return inside([this] { return m_core->counters(); });
}

QList<SsmGateway::Request> SsmGateway::requests() const
{
    return inside([this] { return m_core->m_requests; });
}

QByteArrayList SsmGateway::secrets() const
{
    return inside([this] { return m_core->m_secrets; });
}

void SsmGateway::setPlace(const QString &host, const ssm::Place &place)
{
    inside([&] { m_core->m_places.insert(host, place); });
}

void SsmGateway::setTargetOnline(bool online)
{
    inside([&] { m_core->m_targetOnline = online; });
}

void SsmGateway::setTarget(const QString &id)
{
    inside([&] { m_core->m_target = id; });
}

void SsmGateway::setFaults(const ssm::Faults &faults, quint32 seed)
{
    inside([&] {
        m_core->m_faults = faults;
        m_core->m_dice.seed(seed);
        for (const auto &[id, session] : m_core->m_sessions)
            session->setFaults(faults, &m_core->m_dice);
    });
}

void SsmGateway::setAgent(const ssm::AgentManner &manner)
{
    inside([&] { m_core->m_options.agent = manner; });
}

void SsmGateway::cut()
{
    inside([this] {
        for (const auto &[id, session] : m_core->m_sessions) {
            if (session->client())
                session->client()->cut();
        }
    });
}

void SsmGateway::freeze()
{
    inside([this] {
        for (const auto &[id, session] : m_core->m_sessions) {
            if (session->client())
                session->client()->freeze();
        }
    });
}

void SsmGateway::bye()
{
    inside([this] {
        for (const auto &[id, session] : m_core->m_sessions) {
            if (session->client())
                session->client()->close(1000, "Bye");
        }
    });
}

void SsmGateway::pause()
{
    inside([this] {
        for (const auto &[id, session] : m_core->m_sessions)
            session->publish(ssm::type::pause);
    });
}

void SsmGateway::unpause()
{
    inside([this] {
        for (const auto &[id, session] : m_core->m_sessions)
            session->publish(ssm::type::start);
    });
}

void SsmGateway::closeSessions(const QString &output)
{
    inside([&] {
        for (const auto &[id, session] : m_core->m_sessions)
            session->close(output);
    });
}

void SsmGateway::refuse(const QString &operation, const Refusal &refusal, int times)
{
    inside([&] { m_core->m_scripts.insert(operation, { refusal, times }); });
}

QJsonObject SsmGateway::issueKeys(std::chrono::seconds life)
{
    return inside([&] { return m_core->issueKeys(life); });
}

void SsmGateway::setIssuedLife(std::chrono::seconds life)
{
    inside([&] { m_core->m_issuedLife = life; });
}

void SsmGateway::expireKeys()
{
    inside([this] {
        for (Core::KeySet &keys : m_core->m_keys) {
            if (keys.until.isValid())
                keys.until = m_core->now().addSecs(-1);
        }
    });
}

} // namespace support
