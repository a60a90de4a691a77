#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QUuid>

namespace links::ssm {

enum class PayloadType : quint32 {
    None = 0,
    Output = 1,
    Error = 2,
    Size = 3,
    Parameter = 4,
    HandshakeRequest = 5,
    HandshakeResponse = 6,
    HandshakeComplete = 7,
    EncChallengeRequest = 8,
    EncChallengeResponse = 9,
    Flag = 10,
    StdErr = 11,
    ExitCode = 12,
};

enum class Flag : quint32 { DisconnectToPort = 1, TerminateSession = 2, ConnectToPortError = 3 };

inline constexpr char inputStreamData[] = "input_stream_data";
inline constexpr char outputStreamData[] = "output_stream_data";
inline constexpr char acknowledgeType[] = "acknowledge";
inline constexpr char channelClosed[] = "channel_closed";
inline constexpr char startPublication[] = "start_publication";
inline constexpr char pausePublication[] = "pause_publication";

inline constexpr qsizetype mostPayload = 1024; ///< of what we send
/// Of what we accept, header included.
inline constexpr qsizetype mostMessage = qsizetype(1024) * 1024;

/// One message of the data channel. The integers are big-endian on the wire, the type is padded
/// with blanks to 32 bytes, the id has its halves swapped, the digest is SHA-256 of the payload.
/// Source: aws/amazon-ssm-agent, agent/session/contracts/agentmessage.go.
struct Message {
    QByteArray type;
    quint32 schema = 1;
    quint64 created = 0; ///< milliseconds since the epoch
    qint64 sequence = 0;
    quint64 flags = 0; ///< bit 0 SYN, bit 1 FIN
    QUuid id;
    PayloadType payloadType = PayloadType::None;
    QByteArray payload;

    friend bool operator==(const Message &, const Message &) = default;
};

[[nodiscard]] QByteArray encoded(const Message &message);
/// Kind::Protocol for what is shorter than its header says, has a digest that is not its payload's,
/// no type, or no date. start_publication and pause_publication need a type only.
[[nodiscard]] base::Result<Message> decoded(const QByteArray &bytes);

/// What an acknowledge says of a message of ours.
struct Acknowledgement {
    QByteArray type;
    QUuid id;
    qint64 sequence = 0;
};
[[nodiscard]] QByteArray acknowledgementOf(const Message &message);
[[nodiscard]] base::Result<Acknowledgement> readAcknowledgement(const QByteArray &payload);

/// What channel_closed says; `output` is empty at an ordinary end.
struct ChannelClosed {
    QString sessionId;
    QString output;
};
[[nodiscard]] base::Result<ChannelClosed> readChannelClosed(const QByteArray &payload);

} // namespace links::ssm
