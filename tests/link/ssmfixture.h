#pragma once
#include "aws/keycache.h"
#include "link/tunnel.h"
#include "profiles/awskeys.h"
#include "support/redisserver.h"
#include "support/ssmgateway.h"
#include "support/until.h"
#include "support/wait.h"
#include <QElapsedTimer>
#include <QIODevice>
#include <QProcessEnvironment>

namespace test {

/// A person with keys in the environment and no file of AWS's tools, on the way through a gateway.
class SsmTraveller {
public:
    explicit SsmTraveller(const support::SsmGateway &gateway)
    {
        profile.id = QUuid::createUuid();
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = QLatin1String(support::SsmGateway::target);
        profile.tunnel.region = QLatin1String(support::SsmGateway::region);
        profile.tunnel.awsEndpoint = gateway.endpoint().toString();
        places.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"),
                                  QLatin1String(support::SsmGateway::accessKey));
        places.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                                  QLatin1String(support::SsmGateway::secretKey));
        places.environment.insert(QStringLiteral("AWS_ENDPOINT_URL_STS"),
                                  gateway.endpoint().toString());
        places.home = m_folder.path();
        places.configFile = m_folder.filePath(QStringLiteral("config"));
        places.credentialsFile = m_folder.filePath(QStringLiteral("credentials"));
        places.ssoCache = m_folder.filePath(QStringLiteral("cache"));
        places.now = [] { return QDateTime::currentDateTimeUtc(); };
        places.cache = std::make_shared<aws::KeyCache>();
    }

    /// Keys that end, from the gateway's container address.
    void takeContainerKeys(const support::SsmGateway &gateway)
    {
        places.environment = QProcessEnvironment();
        places.environment.insert(QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
                                  gateway.containerKeys().toString());
        places.environment.insert(QStringLiteral("AWS_ENDPOINT_URL_STS"),
                                  gateway.endpoint().toString());
    }

    [[nodiscard]] std::unique_ptr<links::Tunnel> tunnel() const
    {
        return links::makeTunnel(profile, {}, nullptr, {}, places);
    }

    profiles::Profile profile;
    aws::Places places;

private:
    QTemporaryDir m_folder{ QStringLiteral("/tmp/larder-XXXXXX") };
};

inline QByteArray respOf(const QByteArrayList &words)
{
    QByteArray out = '*' + QByteArray::number(words.size()) + "\r\n";
    for (const QByteArray &word : words)
        out += '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    return out;
}

/// One connection through a tunnel, with a Redis (or nobody) at its end.
class Wire {
public:
    explicit Wire(links::Tunnel &tunnel, const links::Endpoint &target,
                  links::Use use = links::Use::Interactive,
                  std::chrono::milliseconds timeout = std::chrono::milliseconds(8000))
        : m_link(tunnel.newLink(target, use, timeout, nullptr))
    {
        QObject::connect(m_link.get(), &links::Link::opened, m_link.get(), [this] {
            stream = m_link->take();
            if (reads)
                QObject::connect(stream.get(), &QIODevice::readyRead, stream.get(),
                                 [this] { take(); });
            QObject::connect(stream.get(), &QIODevice::readChannelFinished, stream.get(),
                             [this] { isEnded = true; });
            QObject::connect(stream.get(), &QIODevice::aboutToClose, stream.get(),
                             [this] { isEnded = true; });
        });
        QObject::connect(m_link.get(), &links::Link::failed, m_link.get(),
                         [this](const base::Error &why) { error = why; });
        m_link->open();
    }

    [[nodiscard]] bool opens() const
    {
        return support::until([this] { return stream || error; }, 20000) && stream;
    }
    [[nodiscard]] bool fails() const
    {
        return support::until([this] { return stream || error; }, 20000) && error;
    }
    void send(const QByteArrayList &words) const { stream->write(respOf(words)); }
    /// The payload of the next reply of one line or one bulk string; empty when none comes.
    [[nodiscard]] QByteArray answer(int ms = 20000)
    {
        (void)support::until([this] { return size() >= 0 || isEnded; }, ms);
        const qsizetype whole = size();
        if (whole < 0)
            return {};
        QByteArray out = m_in.first(whole).chopped(2);
        m_in.remove(0, whole);
        if (out.startsWith('$'))
            out.remove(0, out.indexOf('\n') + 1);
        return out;
    }
    [[nodiscard]] QByteArray ask(const QByteArrayList &words, int ms = 20000)
    {
        if (!stream)
            return "(no stream)";
        send(words);
        return answer(ms);
    }
    [[nodiscard]] bool hasAnswer() const { return size() >= 0; }
    [[nodiscard]] qsizetype arrived() const { return m_in.size(); }

    std::unique_ptr<QIODevice> stream;
    std::optional<base::Error> error;
    bool isEnded = false;
    bool reads = true; ///< false, before it opens = what comes stays where it is

private:
    void take() { m_in += stream->readAll(); }
    /// Of the reply that is there whole; -1 = it is not.
    [[nodiscard]] qsizetype size() const
    {
        const qsizetype line = m_in.indexOf("\r\n");
        if (line < 0)
            return -1;
        const bool isBulk = m_in.startsWith('$');
        const qsizetype bulk = isBulk ? m_in.sliced(1, line - 1).toLongLong() : -1;
        const qsizetype whole = line + 2 + (bulk >= 0 ? bulk + 2 : 0);
        return m_in.size() >= whole ? whole : -1;
    }

    std::unique_ptr<links::Link> m_link;
    QByteArray m_in;
};

/// Bytes that do not compress and do not repeat, the same each time.
inline QByteArray noise(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    quint32 state = 0x9e3779b9;
    for (char &each : out) {
        state = state * 1664525 + 1013904223;
        each = char(state >> 24);
    }
    return out;
}

} // namespace test
