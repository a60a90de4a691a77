#include "link/ssm/message.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <algorithm>
#include <array>
#include <cstring>
#include <openssl/evp.h>

namespace links::ssm {

namespace {

// Offsets of the fields. The header's own length does not count its last field.
constexpr qsizetype typeAt = 4;
constexpr qsizetype typeSize = 32;
constexpr qsizetype schemaAt = 36;
constexpr qsizetype createdAt = 40;
constexpr qsizetype sequenceAt = 48;
constexpr qsizetype flagsAt = 56;
constexpr qsizetype idAt = 64;
constexpr qsizetype digestAt = 80;
constexpr qsizetype digestSize = 32;
constexpr qsizetype payloadTypeAt = 112;
constexpr qsizetype lengthAt = 116;
constexpr qsizetype lengthSize = 4;
constexpr quint32 headerLength = 116;

/// libcrypto's, for it uses what the processor has for it: this is most of what a message costs.
bool digest(const char *bytes, qsizetype size, char *out)
{
    static EVP_MD *const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return EVP_Digest(bytes, size_t(size), reinterpret_cast<unsigned char *>(out), nullptr, sha256,
                      nullptr)
        == 1;
}

QByteArray trimmedType(QByteArrayView field)
{
    const auto isPadding = [](char c) { return c == '\0' || c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!field.isEmpty() && isPadding(field.back()))
        field.chop(1);
    while (!field.isEmpty() && isPadding(field.front()))
        field = field.sliced(1);
    return field.toByteArray();
}

std::array<char, 16> swapped(const char *bytes)
{
    std::array<char, 16> out;
    std::copy_n(bytes, 8, out.begin() + 8);
    std::copy_n(bytes + 8, 8, out.begin());
    return out;
}

tl::unexpected<base::Error> malformed(const char *why)
{
    return base::fail(
        base::Error::Kind::Protocol,
        QCoreApplication::translate("link", "Session Manager sent a message that cannot be read."),
        why, base::Error::Cause::SsmProtocol);
}

base::Result<QJsonObject> object(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return malformed("not a JSON object");
    return document.object();
}

/// A JSON string, with its quotation marks.
QByteArray quoted(const QByteArray &text)
{
    const bool plain = std::all_of(text.begin(), text.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (plain)
        return '"' + text + '"';
    const QByteArray array =
        QJsonDocument(QJsonArray{ QString::fromUtf8(text) }).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

} // namespace

QByteArray encoded(const Message &message)
{
    QByteArray out(headerLength + lengthSize + message.payload.size(), Qt::Uninitialized);
    char *at = out.data();
    qToBigEndian(headerLength, at);
    std::fill_n(at + typeAt, typeSize, ' ');
    std::copy_n(message.type.constData(), std::min(message.type.size(), typeSize), at + typeAt);
    qToBigEndian(message.schema, at + schemaAt);
    qToBigEndian(message.created, at + createdAt);
    qToBigEndian(message.sequence, at + sequenceAt);
    qToBigEndian(message.flags, at + flagsAt);
    const auto id = message.id.toRfc4122();
    std::ranges::copy(swapped(id.constData()), at + idAt);
    digest(message.payload.constData(), message.payload.size(), at + digestAt);
    qToBigEndian(quint32(message.payloadType), at + payloadTypeAt);
    qToBigEndian(quint32(message.payload.size()), at + lengthAt);
    std::copy(message.payload.begin(), message.payload.end(), at + headerLength + lengthSize);
    return out;
}

base::Result<Message> decoded(const QByteArray &bytes)
{
    if (bytes.size() < typeAt + typeSize)
        return malformed("no type");
    if (bytes.size() > mostMessage)
        return malformed("too long");
    const char *at = bytes.constData();
    Message message;
    message.type = trimmedType(QByteArrayView(at + typeAt, typeSize));
    if (message.type == startPublication || message.type == pausePublication)
        return message; // they may come with a header of zeros
    if (message.type.isEmpty())
        return malformed("no type");
    const auto header = qsizetype(qFromBigEndian<quint32>(at));
    if (header < qsizetype(headerLength) || header > bytes.size() - lengthSize)
        return malformed("header length");
    message.schema = qFromBigEndian<quint32>(at + schemaAt);
    message.created = qFromBigEndian<quint64>(at + createdAt);
    if (message.created == 0)
        return malformed("no date");
    message.sequence = qFromBigEndian<qint64>(at + sequenceAt);
    message.flags = qFromBigEndian<quint64>(at + flagsAt);
    const auto id = swapped(at + idAt);
    message.id = QUuid::fromRfc4122(QByteArrayView(id.data(), qsizetype(id.size())));
    message.payloadType = PayloadType(qFromBigEndian<quint32>(at + payloadTypeAt));
    message.payload = bytes.sliced(header + lengthSize);
    // A longer header has more fields before its last one, or behind it: both are understood.
    const auto size = quint32(message.payload.size());
    if (qFromBigEndian<quint32>(at + lengthAt) != size
        && qFromBigEndian<quint32>(at + header) != size)
        return malformed("payload length");
    std::array<char, digestSize> sum;
    if (size != 0
        && (!digest(message.payload.constData(), size, sum.data())
            || std::memcmp(sum.data(), at + digestAt, sum.size()) != 0))
        return malformed("digest");
    return message;
}

QByteArray acknowledgementOf(const Message &message)
{
    return R"({"AcknowledgedMessageType":)" + quoted(message.type) + R"(,"AcknowledgedMessageId":")"
        + message.id.toByteArray(QUuid::WithoutBraces) + R"(","AcknowledgedMessageSequenceNumber":)"
        + QByteArray::number(message.sequence) + R"(,"IsSequentialMessage":true})";
}

base::Result<Acknowledgement> readAcknowledgement(const QByteArray &payload)
{
    const auto json = object(payload);
    if (!json)
        return base::fail(json.error());
    Acknowledgement out;
    out.sequence = json->value(QLatin1String("AcknowledgedMessageSequenceNumber")).toInteger(-1);
    if (out.sequence < 0)
        return malformed("acknowledges no sequence number");
    out.type = json->value(QLatin1String("AcknowledgedMessageType")).toString().toUtf8();
    out.id = QUuid(json->value(QLatin1String("AcknowledgedMessageId")).toString());
    return out;
}

base::Result<ChannelClosed> readChannelClosed(const QByteArray &payload)
{
    const auto json = object(payload);
    if (!json)
        return base::fail(json.error());
    return ChannelClosed{ json->value(QLatin1String("SessionId")).toString(),
                          json->value(QLatin1String("Output")).toString() };
}

} // namespace links::ssm
