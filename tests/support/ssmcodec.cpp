#include "support/ssmcodec.h"
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QtEndian>
#include <algorithm>

namespace support::ssm {

namespace {

constexpr qsizetype headerSize = 120;

template <typename Int> void put(QByteArray &out, Int value)
{
    const Int big = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

template <typename Int> Int get(const QByteArray &in, qsizetype at)
{
    return qFromBigEndian<Int>(in.constData() + at);
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

/// Read as a form and written anew, sorted: what the reference signer does.
QByteArray canonicalQuery(const QByteArray &query)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto plain = [](QByteArray text) {
            return QByteArray::fromPercentEncoding(text.replace('+', ' ')).toPercentEncoding();
        };
        pairs.emplaceBack(plain(equals < 0 ? part : part.first(equals)),
                          equals < 0 ? QByteArray() : plain(part.sliced(equals + 1)));
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList out;
    for (const auto &[name, value] : std::as_const(pairs))
        out += name + '=' + value;
    return out.join('&');
}

} // namespace

QByteArray encoded(Envelope message)
{
    if (!message.created)
        message.created = quint64(QDateTime::currentMSecsSinceEpoch());
    if (message.id.isNull())
        message.id = QUuid::createUuid();
    QByteArray out;
    out.reserve(headerSize + message.payload.size());
    put(out, message.headerLength);
    out += message.type.leftJustified(32, ' ');
    put(out, message.schema);
    put(out, message.created);
    put(out, message.sequence);
    put(out, message.flags);
    const QByteArray id = message.id.toRfc4122();
    out += id.sliced(8) + id.first(8);
    out += sha256(message.payload);
    put(out, message.payloadType);
    put(out, quint32(message.payload.size()));
    return out + message.payload;
}

std::optional<Envelope> decoded(const QByteArray &raw)
{
    if (raw.size() < headerSize)
        return {};
    Envelope message;
    message.headerLength = get<quint32>(raw, 0);
    message.paddedType = raw.sliced(4, 32);
    message.type = message.paddedType.trimmed();
    message.schema = get<quint32>(raw, 36);
    message.created = get<quint64>(raw, 40);
    message.sequence = get<qint64>(raw, 48);
    message.flags = get<quint64>(raw, 56);
    message.id = QUuid::fromRfc4122(raw.sliced(72, 8) + raw.sliced(64, 8));
    message.digest = raw.sliced(80, 32);
    message.payloadType = get<quint32>(raw, 112);
    message.payloadLength = get<quint32>(raw, 116);
    message.payload = raw.sliced(headerSize);
    return message;
}

QByteArray acknowledgementOf(const Envelope &message)
{
    Envelope out;
    out.type = type::acknowledge;
    out.flags = 3;
    out.payload = R"({"AcknowledgedMessageType":")" + message.type
        + R"(","AcknowledgedMessageId":")" + message.id.toByteArray(QUuid::WithoutBraces)
        + R"(","AcknowledgedMessageSequenceNumber":)" + QByteArray::number(message.sequence)
        + R"(,"IsSequentialMessage":true})";
    return encoded(out);
}

QByteArray flagPayload(quint32 flag)
{
    QByteArray out;
    put(out, flag);
    return out;
}

QByteArray encoded(const Frame &frame)
{
    QByteArray out;
    out += char(1);
    out += char(frame.command);
    const quint16 size = qToLittleEndian(quint16(frame.data.size()));
    const quint32 stream = qToLittleEndian(frame.stream);
    out.append(reinterpret_cast<const char *>(&size), sizeof size);
    out.append(reinterpret_cast<const char *>(&stream), sizeof stream);
    return out + frame.data;
}

QList<Frame> FrameReader::read(const QByteArray &bytes)
{
    QList<Frame> frames;
    m_rest += bytes;
    qsizetype at = 0;
    while (!m_broken && m_rest.size() - at >= 8) {
        const auto size = qFromLittleEndian<quint16>(m_rest.constData() + at + 2);
        m_broken = m_rest[at] != 1 || quint8(m_rest[at + 1]) > smux::nop;
        if (m_broken || m_rest.size() - at < 8 + size)
            break;
        frames +=
            Frame{ quint8(m_rest[at + 1]), qFromLittleEndian<quint32>(m_rest.constData() + at + 4),
                   m_rest.sliced(at + 8, size) };
        at += 8 + size;
    }
    m_rest.remove(0, at);
    return frames;
}

std::optional<Authorization> readAuthorization(const QByteArray &header)
{
    static const QRegularExpression form(
        QStringLiteral("^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
                       " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$"));
    const auto match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        return {};
    return Authorization{ match.captured(1).toLatin1(),
                          match.captured(2).toLatin1(),
                          match.captured(3).toLatin1(),
                          match.captured(4).toLatin1(),
                          match.captured(5).toLatin1().split(';'),
                          match.captured(6).toLatin1() };
}

QByteArray signatureOf(const Signed &request, const Authorization &as, const QByteArray &secretKey)
{
    QByteArray canonical =
        request.method + '\n' + request.path + '\n' + canonicalQuery(request.query) + '\n';
    for (const QByteArray &name : as.names)
        canonical += name + ':' + request.headers.value(name).simplified() + '\n';
    canonical += '\n' + as.names.join(';') + '\n' + sha256(request.body).toHex();
    const QByteArray scope = as.day + '/' + as.region + '/' + as.service + "/aws4_request";
    const QByteArray text = "AWS4-HMAC-SHA256\n" + request.headers.value("x-amz-date") + '\n'
        + scope + '\n' + sha256(canonical).toHex();
    QByteArray key = hmac("AWS4" + secretKey, as.day);
    for (const QByteArray &part : { as.region, as.service, QByteArray("aws4_request") })
        key = hmac(key, part);
    return hmac(key, text).toHex();
}

QList<int> versionOf(const QString &text)
{
    QList<int> out;
    for (const QString &part : text.split(u'.'))
        out += part.toInt();
    return out;
}

} // namespace support::ssm
