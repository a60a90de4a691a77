#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QUuid>
#include <optional>

/// What crosses the wire of a Session Manager port session, written a second time and apart from
/// the program's own, so that an error of either is seen.
namespace support::ssm {

namespace type {
inline constexpr char input[] = "input_stream_data";
inline constexpr char output[] = "output_stream_data";
inline constexpr char acknowledge[] = "acknowledge";
inline constexpr char closed[] = "channel_closed";
inline constexpr char start[] = "start_publication";
inline constexpr char pause[] = "pause_publication";
} // namespace type

namespace payload {
inline constexpr quint32 data = 1;
inline constexpr quint32 handshakeRequest = 5;
inline constexpr quint32 handshakeResponse = 6;
inline constexpr quint32 handshakeComplete = 7;
inline constexpr quint32 flag = 10;
} // namespace payload

namespace flag {
inline constexpr quint32 disconnectToPort = 1;
inline constexpr quint32 terminateSession = 2;
inline constexpr quint32 connectToPortError = 3;
} // namespace flag

/// One message as it is on the wire, right or wrong. Source: aws/amazon-ssm-agent,
/// agent/session/contracts/agentmessage.go.
struct Envelope {
    quint32 headerLength = 116;
    QByteArray type; ///< without its padding
    QByteArray paddedType; ///< of a decoded one
    quint32 schema = 1;
    quint64 created = 0; ///< 0 = now, when encoded
    qint64 sequence = 0;
    quint64 flags = 0;
    QUuid id; ///< null = a random one, when encoded
    QByteArray digest; ///< of a decoded one
    quint32 payloadType = 0;
    quint32 payloadLength = 0; ///< of a decoded one
    QByteArray payload;
};
[[nodiscard]] QByteArray encoded(Envelope message);
/// Nothing for what has no whole header.
[[nodiscard]] std::optional<Envelope> decoded(const QByteArray &raw);
[[nodiscard]] QByteArray acknowledgementOf(const Envelope &message);
[[nodiscard]] QByteArray flagPayload(quint32 flag);

namespace smux {
inline constexpr quint8 syn = 0;
inline constexpr quint8 fin = 1;
inline constexpr quint8 psh = 2;
inline constexpr quint8 nop = 3;
} // namespace smux

/// Version 1. Source: xtaci/smux, frame.go.
struct Frame {
    quint8 command = smux::nop;
    quint32 stream = 0;
    QByteArray data;
};
[[nodiscard]] QByteArray encoded(const Frame &frame);

class FrameReader {
public:
    QList<Frame> read(const QByteArray &bytes);
    /// Something came that is no frame of version 1; nothing is read from then on.
    [[nodiscard]] bool isBroken() const { return m_broken; }

private:
    QByteArray m_rest;
    bool m_broken = false;
};

/// A request as it came, for its signature.
struct Signed {
    QByteArray method;
    QByteArray path;
    QByteArray query;
    QHash<QByteArray, QByteArray> headers; ///< names in small letters
    QByteArray body;
};
/// What an Authorization header says of itself.
struct Authorization {
    QByteArray accessKey;
    QByteArray day;
    QByteArray region;
    QByteArray service;
    QByteArrayList names;
    QByteArray signature;
};
[[nodiscard]] std::optional<Authorization> readAuthorization(const QByteArray &header);
/// What the signature has to be. Source: "Create a signed AWS API request", IAM User Guide.
[[nodiscard]] QByteArray signatureOf(const Signed &request, const Authorization &as,
                                     const QByteArray &secretKey);

/// "3.1.1511.0" as numbers that compare.
[[nodiscard]] QList<int> versionOf(const QString &text);

} // namespace support::ssm
