#include "base/displaytext.h"
#include <QStringDecoder>

namespace base {

namespace {

/// Length of the valid UTF-8 sequence at `p`, or 0. Overlong forms, surrogates and values above
/// U+10FFFF are invalid (RFC 3629, section 4).
int utf8Length(const uchar *p, qsizetype left)
{
    const auto tail = [&](int i, uchar low = 0x80, uchar high = 0xBF) {
        return i < left && p[i] >= low && p[i] <= high;
    };
    const uchar c = p[0];
    if (c < 0x80)
        return 1;
    if (c >= 0xC2 && c <= 0xDF)
        return tail(1) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF) {
        const uchar low = c == 0xE0 ? 0xA0 : 0x80;
        const uchar high = c == 0xED ? 0x9F : 0xBF;
        return tail(1, low, high) && tail(2) ? 3 : 0;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        const uchar low = c == 0xF0 ? 0x90 : 0x80;
        const uchar high = c == 0xF4 ? 0x8F : 0xBF;
        return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

/// Code points that would hide or reorder what stands beside them: C0, DEL, C1, bidirectional
/// controls, zero-width characters and the line and paragraph separators.
bool isHiding(char32_t u)
{
    return u < 0x20 || (u >= 0x7F && u < 0xA0) || (u >= 0x200B && u <= 0x200F)
        || (u >= 0x2028 && u <= 0x202E) || (u >= 0x2060 && u <= 0x2069) || u == 0xFEFF || u == 0xAD
        || (u >= 0xFDD0 && u <= 0xFDEF) || (u & 0xFFFE) == 0xFFFE;
}

char32_t codePoint(const uchar *p, int length)
{
    switch (length) {
    case 1:
        return p[0];
    case 2:
        return char32_t(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return char32_t(p[0] & 0x0F) << 12 | char32_t(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    default:
        return char32_t(p[0] & 0x07) << 18 | char32_t(p[1] & 0x3F) << 12
            | char32_t(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    }
}

/// Length of the sequence at `p` when it can be shown as it stands, else 0.
int plainLength(const uchar *p, qsizetype left)
{
    const int length = utf8Length(p, left);
    return length && !isHiding(codePoint(p, length)) ? length : 0;
}

QString escaped(QByteArrayView bytes, qsizetype limit)
{
    static const char hex[] = "0123456789abcdef";
    QString out;
    const auto *p = reinterpret_cast<const uchar *>(bytes.data());
    const qsizetype size = bytes.size();
    for (qsizetype i = 0; i < size;) {
        if (limit && out.size() >= limit) {
            out += QChar(0x2026);
            break;
        }
        if (const int length = plainLength(p + i, size - i); length && p[i] != '\\') {
            out += QString::fromUtf8(bytes.sliced(i, length));
            i += length;
            continue;
        }
        switch (p[i]) {
        case '\\':
            out += QLatin1StringView("\\\\");
            break;
        case '\n':
            out += QLatin1StringView("\\n");
            break;
        case '\r':
            out += QLatin1StringView("\\r");
            break;
        case '\t':
            out += QLatin1StringView("\\t");
            break;
        default:
            out += QLatin1StringView("\\x");
            out += QLatin1Char(hex[p[i] >> 4]);
            out += QLatin1Char(hex[p[i] & 15]);
        }
        ++i;
    }
    return out;
}

int hexDigit(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= '0' && u <= '9')
        return u - '0';
    if (u >= 'a' && u <= 'f')
        return u - 'a' + 10;
    if (u >= 'A' && u <= 'F')
        return u - 'A' + 10;
    return -1;
}

} // namespace

bool isPlainText(QByteArrayView bytes)
{
    const auto *p = reinterpret_cast<const uchar *>(bytes.data());
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = plainLength(p + i, bytes.size() - i);
        if (!length)
            return false;
        i += length;
    }
    return true;
}

QString displayText(QByteArrayView bytes, qsizetype limit)
{
    // A capped line needs only its beginning: at most 4 bytes a character, and one more to know
    // that something was cut. A sequence cut by this is repaired by dropping its head.
    if (limit && bytes.size() > limit * 4 + 4) {
        qsizetype end = limit * 4 + 4;
        while (end > limit * 4 && (uchar(bytes[end]) & 0xC0) == 0x80)
            --end;
        bytes = bytes.first(end);
    }
    if (!isPlainText(bytes))
        return escaped(bytes, limit);
    QString text = QString::fromUtf8(bytes);
    if (limit && text.size() > limit) {
        const bool pair = text.at(limit - 1).isHighSurrogate();
        text.truncate(pair ? limit - 1 : limit);
        text += QChar(0x2026);
    }
    return text;
}

EditText editText(QByteArrayView bytes)
{
    if (isPlainText(bytes))
        return { QString::fromUtf8(bytes), false };
    return { escaped(bytes, 0), true };
}

std::optional<QByteArray> parseEditText(const EditText &edit)
{
    if (!edit.escaped)
        return edit.text.toUtf8();
    QByteArray out;
    const QString &text = edit.text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != QLatin1Char('\\')) {
            qsizetype next = text.indexOf(QLatin1Char('\\'), i);
            if (next < 0)
                next = text.size();
            out += QStringView(text).sliced(i, next - i).toUtf8();
            i = next - 1;
            continue;
        }
        if (++i >= text.size())
            return std::nullopt;
        switch (text.at(i).unicode()) {
        case '\\':
            out += '\\';
            break;
        case 'n':
            out += '\n';
            break;
        case 'r':
            out += '\r';
            break;
        case 't':
            out += '\t';
            break;
        case 'x': {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = hexDigit(text.at(i + 1));
            const int low = hexDigit(text.at(i + 2));
            if (high < 0 || low < 0)
                return std::nullopt;
            out += char(high << 4 | low);
            i += 2;
            break;
        }
        default:
            return std::nullopt;
        }
    }
    return out;
}

} // namespace base
