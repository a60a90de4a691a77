#include "resp/encode.h"
#include <charconv>

namespace resp {

namespace {

constexpr qsizetype headerRoom = 24; // type byte, up to 20 digits, CRLF

char *header(char *out, char type, qsizetype number)
{
    *out++ = type;
    out = std::to_chars(out, out + 20, qint64(number)).ptr;
    *out++ = '\r';
    *out++ = '\n';
    return out;
}

} // namespace

QByteArray encode(const Command &command)
{
    QByteArray out;
    encodeTo(out, command);
    return out;
}

void encodeTo(QByteArray &out, const Command &command)
{
    if (command.isEmpty())
        return;
    qsizetype room = headerRoom;
    for (const QByteArray &argument : command)
        room += headerRoom + argument.size() + 2;
    const qsizetype start = out.size();
    out.resize(start + room);
    char *p = header(out.data() + start, '*', command.size());
    for (const QByteArray &argument : command) {
        p = header(p, '$', argument.size());
        p = std::copy(argument.cbegin(), argument.cend(), p);
        *p++ = '\r';
        *p++ = '\n';
    }
    out.truncate(p - out.constData());
}

} // namespace resp
