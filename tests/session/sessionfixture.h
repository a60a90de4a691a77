#pragma once
#include "session/session.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

/// The profile of a test server, by its Unix socket.
inline profiles::Profile profileOf(const support::RedisServer &server)
{
    profiles::Profile profile;
    profile.name = QStringLiteral("test");
    profile.unixSocket = server.socketPath();
    profile.connectTimeoutMs = 3000;
    profile.commandTimeoutMs = 5000;
    return profile;
}

inline bool comesOnline(session::Session &session)
{
    session.open();
    return QTest::qWaitFor([&] { return session.state() == session::Session::State::Online; },
                           10000);
}

inline base::Result<resp::Reply> ask(const resp::Send &send, const resp::Command &command,
                                     resp::SendOptions options = {})
{
    return support::await(send(command, options));
}

inline QByteArray said(const resp::Send &send, const resp::Command &command,
                       resp::SendOptions options = {})
{
    const auto reply = ask(send, command, options);
    if (!reply)
        return "(error) " + reply.error().text.toUtf8();
    if (reply->kind() == resp::Reply::Kind::Integer)
        return QByteArray::number(reply->toInteger());
    return reply->toByteArray();
}
