#include "app/cli/replyprint.h"
#include "console/replyformat.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>
#include <cmath>
#include <optional>

namespace cli {

using resp::Reply;

namespace {

std::optional<QString> asText(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless
                               | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

QJsonValue bytesValue(QByteArrayView bytes)
{
    if (const auto text = asText(bytes))
        return *text;
    return QJsonObject{ { QStringLiteral("base64"),
                          QString::fromLatin1(bytes.toByteArray().toBase64()) } };
}

QJsonValue valueOf(const Reply &reply);

QJsonValue mapValue(const Reply &reply)
{
    QJsonObject object;
    QJsonArray pairs;
    for (qsizetype i = 0; i + 1 < reply.size(); i += 2) {
        const QJsonValue value = valueOf(reply.at(i + 1));
        if (const auto name = asText(reply.bytesAt(i)); name && !reply.at(i).isAggregate())
            object.insert(*name, value);
        pairs += QJsonArray{ valueOf(reply.at(i)), value };
    }
    return object.size() == pairs.size() ? QJsonValue(object) : QJsonValue(pairs);
}

QJsonValue valueOf(const Reply &reply)
{
    switch (reply.kind()) {
    case Reply::Kind::Nil:
        return QJsonValue::Null;
    case Reply::Kind::Integer:
        return reply.toInteger();
    case Reply::Kind::Boolean:
        return reply.toInteger() != 0;
    case Reply::Kind::Double: {
        const double number = reply.toDouble();
        return std::isfinite(number) ? QJsonValue(number) : bytesValue(reply.bytes());
    }
    case Reply::Kind::Error:
        return QJsonObject{ { QStringLiteral("error"), bytesValue(reply.bytes()) } };
    case Reply::Kind::Map:
        return mapValue(reply);
    case Reply::Kind::Array:
    case Reply::Kind::Set:
    case Reply::Kind::Push: {
        QJsonArray array;
        for (qsizetype i = 0; i < reply.size(); ++i)
            array += valueOf(reply.at(i));
        return array;
    }
    default:
        return bytesValue(reply.bytes());
    }
}

void appendRaw(QByteArray &out, const Reply &reply)
{
    switch (reply.kind()) {
    case Reply::Kind::Nil:
        return;
    case Reply::Kind::Integer:
        out += QByteArray::number(reply.toInteger());
        return;
    case Reply::Kind::Boolean:
        out += reply.toInteger() ? "(true)" : "(false)";
        return;
    case Reply::Kind::Error:
        out += reply.bytes();
        out += '\n';
        return;
    case Reply::Kind::Map:
        for (qsizetype i = 0; i + 1 < reply.size(); i += 2) {
            if (i > 0)
                out += '\n';
            appendRaw(out, reply.at(i));
            out += ' ';
            appendRaw(out, reply.at(i + 1));
        }
        return;
    case Reply::Kind::Array:
    case Reply::Kind::Set:
    case Reply::Kind::Push:
        for (qsizetype i = 0; i < reply.size(); ++i) {
            if (i > 0)
                out += '\n';
            appendRaw(out, reply.at(i));
        }
        return;
    default:
        out += reply.bytes();
    }
}

} // namespace

QByteArray replyBytes(const Reply &reply, const resp::Command &command, ReplyStyle style)
{
    const bool verbatim = console::printsRaw(command);
    if (style == ReplyStyle::Json) {
        // A document cannot be a single value: one in a list, without the brackets.
        const QByteArray list =
            QJsonDocument(QJsonArray{ valueOf(reply) }).toJson(QJsonDocument::Compact);
        return list.sliced(1, list.size() - 2) + '\n';
    }
    if (style == ReplyStyle::Raw) {
        QByteArray out;
        appendRaw(out, reply);
        return verbatim ? out : out + '\n';
    }
    console::FormatOptions options;
    options.readable = false;
    options.raw = verbatim;
    return console::formatReply(reply, options).text;
}

} // namespace cli
