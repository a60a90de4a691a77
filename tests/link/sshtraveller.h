#pragma once
#include "link/ssh/sshtunnel.h"
#include "support/redisserver.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include <QIODevice>
#include <QPromise>
#include <QSignalSpy>

namespace test {

/// A person of the test: answers host keys as told, and keeps every question open that it has no
/// answer for.
class Person final : public links::Asker {
public:
    std::optional<links::HostKeyAnswer> hostKeyAnswer;
    std::optional<base::Secret> words; ///< to every line of a prompt

    QFuture<links::HostKeyAnswer> hostKey(const links::HostKeyQuestion &question) override
    {
        hostKeys += question;
        auto promise = std::make_shared<QPromise<links::HostKeyAnswer>>();
        promise->start();
        if (hostKeyAnswer) {
            promise->addResult(*hostKeyAnswer);
            promise->finish();
        } else {
            openHostKeys.push_back(promise);
        }
        return promise->future();
    }
    QFuture<links::PromptAnswer> prompt(const links::Prompt &prompt) override
    {
        prompts += prompt;
        auto promise = std::make_shared<QPromise<links::PromptAnswer>>();
        promise->start();
        if (words) {
            promise->addResult(links::PromptAnswer{
                true, QList<base::Secret>(prompt.lines.size(), *words), false });
            promise->finish();
        } else {
            openPrompts.push_back(promise);
        }
        return promise->future();
    }
    void proved(const links::Prompt &, const links::PromptAnswer &) override { }

    QList<links::HostKeyQuestion> hostKeys;
    QList<links::Prompt> prompts;
    std::vector<std::shared_ptr<QPromise<links::HostKeyAnswer>>> openHostKeys;
    std::vector<std::shared_ptr<QPromise<links::PromptAnswer>>> openPrompts;
};

/// What a tunnel of the test needs, with quick limits, and no file of the machine's own.
class Traveller {
public:
    profiles::TunnelSettings settings{};
    profiles::SshSecrets secrets;
    links::SshRhythm rhythm{ std::chrono::milliseconds(1000), std::chrono::milliseconds(2500),
                             std::chrono::milliseconds(500) };
    std::shared_ptr<Person> person = std::make_shared<Person>();

    Traveller() { settings.kind = profiles::TunnelKind::Ssh; }

    /// Signs in there with its own key; its host keys are known.
    void through(const support::SshServer &server)
    {
        settings.hops += hopAt(server);
        QFile file(known());
        if (file.open(QFile::Append))
            file.write(server.knownHostsLines());
    }
    /// The same, and nobody has seen it before.
    void throughNew(const support::SshServer &server) { settings.hops += hopAt(server); }
    /// Something that is no server of ours.
    void through(const QString &host, quint16 port)
    {
        profiles::SshHop hop;
        hop.host = host;
        hop.port = port;
        hop.user = QStringLiteral("somebody");
        hop.auth = profiles::SshAuth::Password;
        settings.hops += hop;
        secrets.at(settings.hops.size() - 1).password = base::Secret("open sesame");
    }

    [[nodiscard]] QString known() const { return m_folder.filePath(QStringLiteral("known")); }
    [[nodiscard]] links::SshPlaces places() const
    {
        return {
            m_folder.path(), { known() }, m_folder.filePath(QStringLiteral("own")), {}, {}, {}
        };
    }
    [[nodiscard]] std::unique_ptr<links::SshTunnel> tunnel() const
    {
        return std::make_unique<links::SshTunnel>(settings, secrets, person, places(), rhythm);
    }

private:
    [[nodiscard]] static profiles::SshHop hopAt(const support::SshServer &server)
    {
        profiles::SshHop hop;
        hop.host = server.address();
        hop.port = server.port();
        hop.user = server.userName();
        hop.auth = profiles::SshAuth::KeyFile;
        hop.keyFile = server.clientKey();
        return hop;
    }

    QTemporaryDir m_folder{ QStringLiteral("/tmp/larder-XXXXXX") };
};

/// One attempt to get a stream.
class Attempt {
public:
    Attempt(links::Tunnel &tunnel, const links::Endpoint &target,
            links::Use use = links::Use::Interactive,
            std::chrono::milliseconds timeout = std::chrono::milliseconds(4000))
        : m_link(tunnel.newLink(target, use, timeout, nullptr))
    {
        QObject::connect(&tunnel, &links::Tunnel::stepped, m_link.get(),
                         [this](const links::TunnelStep &step) { steps += step; });
        QObject::connect(m_link.get(), &links::Link::opened, m_link.get(), [this] {
            stream = m_link->take();
            m_done = true;
        });
        QObject::connect(m_link.get(), &links::Link::failed, m_link.get(),
                         [this](const base::Error &why) {
                             error = why;
                             m_done = true;
                         });
        m_link->open();
    }

    /// It has ended, one way or the other.
    [[nodiscard]] bool isDone() const { return m_done; }
    [[nodiscard]] bool wait() const
    {
        return QTest::qWaitFor([this] { return m_done; }, 30000);
    }
    [[nodiscard]] bool opens() const { return wait() && stream; }
    [[nodiscard]] bool fails() const { return wait() && !stream; }
    /// The step that failed, or the last.
    [[nodiscard]] links::TunnelStep lastStep() const
    {
        return steps.isEmpty() ? links::TunnelStep() : steps.constLast();
    }
    /// A Redis answers at the end of the stream.
    [[nodiscard]] bool isAlive() const
    {
        if (!stream)
            return false;
        stream->write("PING\r\n");
        QByteArray answer;
        return QTest::qWaitFor(
            [&] {
                answer += stream->readAll();
                return answer == "+PONG\r\n";
            },
            10000);
    }

    std::unique_ptr<QIODevice> stream;
    base::Error error;
    QList<links::TunnelStep> steps;

private:
    std::unique_ptr<links::Link> m_link;
    bool m_done = false;
};

inline links::Endpoint endpointOf(const support::RedisServer &server)
{
    return { QStringLiteral("127.0.0.1"), server.port(), {} };
}

inline QString addressOf(const support::SshServer &server)
{
    return QStringLiteral("%1:%2").arg(server.address()).arg(server.port());
}

} // namespace test
