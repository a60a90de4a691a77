#include "values/codecs/hexdump.h"

namespace values {

QString hexDump(QByteArrayView bytes, qint64 first)
{
    static const char digits[] = "0123456789abcdef";
    constexpr qsizetype width = 16;
    QByteArray out;
    out.reserve((bytes.size() / width + 1) * 79);
    for (qsizetype at = 0; at < bytes.size(); at += width) {
        const QByteArrayView line = bytes.sliced(at, qMin(width, bytes.size() - at));
        out += QByteArray::number(first + at, 16).rightJustified(8, '0') + ' ';
        for (qsizetype i = 0; i < width; ++i) {
            if (i % 8 == 0)
                out += ' ';
            if (i < line.size()) {
                out += digits[uchar(line[i]) >> 4];
                out += digits[uchar(line[i]) & 15];
            } else {
                out += "  ";
            }
            out += ' ';
        }
        out += " |";
        for (const char c : line)
            out += c >= ' ' && c < 0x7F ? c : '.';
        out += "|\n";
    }
    out.chop(out.isEmpty() ? 0 : 1);
    return QString::fromLatin1(out);
}

} // namespace values
