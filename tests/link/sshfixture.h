#pragma once
#include "link/ssh/sshtunnel.h"
#include "support/redisserver.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include <QLocalSocket>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

/// Answers from a list, and remembers what it was asked.
class ListAsker final : public links::Asker {
public:
    links::HostKeyAnswer keyAnswer = links::HostKeyAnswer::Once;
    QList<links::HostKeyQuestion> keyQuestions;
    QList<links::Prompt> prompts;
    QList<links::PromptAnswer> answers; ///< in this order; none left = the person gives up
    QList<links::Prompt> provedPrompts;
    QByteArrayList provedWords; ///< the first of each answer
    bool answersLater = false; ///< that is, never
    QFuture<links::PromptAnswer> pending;

    QFuture<links::HostKeyAnswer> hostKey(const links::HostKeyQuestion &question) override
    {
        keyQuestions += question;
        return QtFuture::makeReadyFuture(keyAnswer);
    }
    QFuture<links::PromptAnswer> prompt(const links::Prompt &prompt) override
    {
        prompts += prompt;
        if (answersLater) {
            m_promise = QPromise<links::PromptAnswer>();
            m_promise.start();
            return pending = m_promise.future();
        }
        return QtFuture::makeReadyFuture(answers.isEmpty() ? links::PromptAnswer()
                                                           : answers.takeFirst());
    }
    void proved(const links::Prompt &prompt, const links::PromptAnswer &answer) override
    {
        provedPrompts += prompt;
        provedWords += answer.words.constFirst().reveal();
    }

    void answer(const QByteArrayList &words, bool remember = false)
    {
        links::PromptAnswer answer{ true, {}, remember };
        for (const QByteArray &word : words)
            answer.words += base::Secret(word);
        answers += answer;
    }

private:
    QPromise<links::PromptAnswer> m_promise;
};

/// To the servers, one after the other, each with its own key.
inline profiles::TunnelSettings through(std::initializer_list<const support::SshServer *> servers)
{
    profiles::TunnelSettings settings;
    settings.kind = profiles::TunnelKind::Ssh;
    for (const support::SshServer *server : servers) {
        profiles::SshHop hop;
        hop.host = server->address();
        hop.port = server->port();
        hop.user = server->userName();
        hop.auth = profiles::SshAuth::KeyFile;
        hop.keyFile = server->clientKey();
        settings.hops += hop;
    }
    return settings;
}

/// Files of the test's own directory only; no agent.
inline links::SshPlaces placesIn(const support::SshServer &server)
{
    links::SshPlaces places;
    places.home = server.path({});
    places.knownHosts = { server.path(QStringLiteral("known_hosts")) };
    places.ownKnownHosts = server.path(QStringLiteral("larder_known_hosts"));
    return places;
}

inline QString addressOf(const support::SshServer &server)
{
    return QStringLiteral("%1:%2").arg(server.address()).arg(server.port());
}

/// An account with a password, or with what the PAM lines want.
inline support::SshServer::Options visitor(const QStringList &pam = {},
                                           const QStringList &config = {})
{
    support::SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    options.pam = pam;
    options.config = config;
    return options;
}

/// What became of a link: a stream, or one error.
struct Streamed {
    std::unique_ptr<QIODevice> stream;
    base::Error why;
    int words = 0; ///< opened() and failed() together
};

inline Streamed await(std::unique_ptr<links::Link> link, int ms = 15000)
{
    Streamed out;
    QObject::connect(link.get(), &links::Link::opened, link.get(), [&] { ++out.words; });
    QObject::connect(link.get(), &links::Link::failed, link.get(), [&](const base::Error &why) {
        out.why = why;
        ++out.words;
    });
    link->open();
    (void)QTest::qWaitFor([&] { return out.words > 0; }, ms);
    out.stream = link->take();
    return out;
}

inline Streamed streamTo(links::Tunnel &tunnel, const links::Endpoint &target,
                         links::Use use = links::Use::Interactive, int timeoutMs = 5000)
{
    return await(std::unique_ptr<links::Link>(
        tunnel.newLink(target, use, std::chrono::milliseconds(timeoutMs), nullptr)));
}

inline Streamed streamTo(links::Tunnel &tunnel, quint16 port,
                         links::Use use = links::Use::Interactive, int timeoutMs = 5000)
{
    return streamTo(tunnel, { QStringLiteral("127.0.0.1"), port, {} }, use, timeoutMs);
}

/// What comes back for a PING; empty when the stream ends instead.
inline QByteArray pinged(QIODevice *stream)
{
    stream->write("PING\r\n");
    (void)QTest::qWaitFor([&] { return stream->bytesAvailable() > 0 || !stream->isOpen(); }, 5000);
    return stream->readAll();
}
