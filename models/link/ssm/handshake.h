#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QStringList>

namespace links::ssm {

/// The version of the plugin that we speak as: four numbers, a current release.
inline constexpr char clientVersion[] = "1.2.896.0";

/// What the bastion's agent asks for at the start.
struct HandshakeRequest {
    QString agentVersion; ///< "3.3.987.0"
    QString sessionType; ///< "Port"
    QString host; ///< as the document has it
    QString port;
    QString forwarding; ///< "LocalPortForwarding"
    bool wantsEncryption = false; ///< by KMS: never with port sessions, and refused
    QStringList actions; ///< ActionType of each, in order
};
[[nodiscard]] base::Result<HandshakeRequest> readHandshakeRequest(const QByteArray &payload);
/// The answer: each action granted, unless the request cannot be met; see refusal().
[[nodiscard]] QByteArray handshakeResponse(const HandshakeRequest &request);
/// Why this session is of no use to us (another type, another flavour, encryption), with a
/// sentence; nothing when it is. Cause::SsmEncrypted or SsmProtocol.
[[nodiscard]] std::optional<base::Error> refusal(const HandshakeRequest &request);

/// HandshakeComplete's message of the account's owner; mostly empty.
[[nodiscard]] base::Result<QString> readHandshakeComplete(const QByteArray &payload);

/// What an agent of that version does; unreadable versions count as current.
struct AgentManners {
    bool mux = true; ///< many streams in one session; else basic mode
    bool keepAlive = false; ///< wants a NOP every 10 s
    bool terminateFlag = true;
    bool remoteHost = true; ///< knows `host` at all (3.1.1188.0)
};
[[nodiscard]] AgentManners mannersOf(const QString &agentVersion);

} // namespace links::ssm
