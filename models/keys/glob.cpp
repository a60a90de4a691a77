#include "keys/glob.h"

namespace keys {

namespace {

bool isSpecial(char c)
{
    return c == '*' || c == '?' || c == '[' || c == ']' || c == '\\';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

QByteArray globEscape(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + 8);
    for (const char c : bytes) {
        if (isSpecial(c))
            out += '\\';
        out += c;
    }
    return out;
}

bool isGlob(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '*' || text[i] == '?' || text[i] == '[')
            return true;
    }
    return false;
}

QByteArray globIgnoringCase(const QByteArray &pattern)
{
    QByteArray out;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const char c = pattern.at(i);
        if (c == '\\' && i + 1 < pattern.size()) {
            const char next = pattern.at(++i);
            if (isLetter(next)) { // "\a" means a
                --i;
                continue;
            }
            out += c;
            out += next;
        } else if (c == '[') {
            // A set stays as typed: stringmatchlen ends it at the first unescaped "]".
            qsizetype end = i + 1;
            while (end < pattern.size() && pattern.at(end) != ']')
                end += pattern.at(end) == '\\' ? 2 : 1;
            end = std::min(end + 1, pattern.size());
            out += pattern.sliced(i, end - i);
            i = end - 1;
        } else if (isLetter(c)) {
            const char lower = char(c | 0x20);
            out += '[';
            out += lower;
            out += char(lower & ~0x20);
            out += ']';
        } else {
            out += c;
        }
    }
    return out;
}

Search parseSearch(const QString &text, bool caseSensitive)
{
    const QByteArray bytes = text.toUtf8();
    Search search;
    if (bytes.isEmpty())
        return search;
    if (bytes.startsWith('=') && bytes.size() > 1) {
        search.what = Search::What::Exact;
        search.exact = bytes.sliced(1);
        return search;
    }
    search.what = Search::What::Pattern;
    if (isGlob(bytes)) {
        search.pattern = bytes;
    } else {
        search.plain = bytes;
        search.pattern = '*' + globEscape(bytes) + '*';
    }
    if (!caseSensitive)
        search.pattern = globIgnoringCase(search.pattern);
    return search;
}

} // namespace keys
