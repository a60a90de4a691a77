#include "values/codecs/jsonpretty.h"
#include "values/codecs/textform.h"

namespace values {

namespace {

constexpr qsizetype maxDepth = 512;

class Scanner {
public:
    explicit Scanner(QByteArrayView json)
        : m_json(json)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_json.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_json[m_at]; }

    void skipSpace()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
            ++m_at;
    }

    bool take(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }

    /// A string, number or literal; empty when none stands here.
    QByteArrayView scalar()
    {
        const qsizetype from = m_at;
        const bool ok = peek() == '"'          ? string()
            : peek() == '-' || isDigit(peek()) ? number()
                                               : literal();
        if (!ok) {
            m_at = from;
            return {};
        }
        return m_json.sliced(from, m_at - from);
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (!atEnd()) {
            const char c = m_json[m_at++];
            if (c == '"')
                return true;
            if (uchar(c) < 0x20)
                return false;
            if (c != '\\')
                continue;
            const char escape = peek();
            ++m_at;
            if (escape == 'u') {
                for (int i = 0; i < 4; ++i, ++m_at) {
                    if (!isHex(peek()))
                        return false;
                }
            } else if (!escape || !QByteArrayView("\"\\/bfnrt").contains(escape)) {
                return false;
            }
        }
        return false;
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    static bool isHex(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    bool digits()
    {
        const qsizetype from = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > from;
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }

    bool literal()
    {
        for (const QByteArrayView word :
             { QByteArrayView("true"), QByteArrayView("false"), QByteArrayView("null") }) {
            if (m_json.sliced(m_at).startsWith(word)) {
                m_at += word.size();
                return true;
            }
        }
        return false;
    }

    QByteArrayView m_json;
    qsizetype m_at = 0;
};

} // namespace

std::optional<QByteArray> prettyJson(QByteArrayView json)
{
    if (!isUtf8(json))
        return std::nullopt;
    Scanner in(json);
    QByteArray out;
    out.reserve(json.size() + json.size() / 2);
    QByteArray closers; // of the open containers
    const auto newLine = [&] {
        out += '\n';
        out.append(closers.size() * 2, ' ');
    };
    // A name and its colon, when the innermost container is an object.
    const auto name = [&]() -> bool {
        if (closers.isEmpty() || closers.back() != '}')
            return true;
        in.skipSpace();
        const QByteArrayView text = in.peek() == '"' ? in.scalar() : QByteArrayView();
        in.skipSpace();
        if (text.isEmpty() || !in.take(':'))
            return false;
        out += text;
        out += ": ";
        return true;
    };
    while (true) {
        in.skipSpace();
        const char open = in.peek();
        if (open == '{' || open == '[') {
            const char close = open == '{' ? '}' : ']';
            in.take(open);
            out += open;
            in.skipSpace();
            if (!in.take(close)) {
                if (closers.size() >= maxDepth)
                    return std::nullopt;
                closers += close;
                newLine();
                if (!name())
                    return std::nullopt;
                continue;
            }
            out += close;
        } else {
            const QByteArrayView text = in.scalar();
            if (text.isEmpty())
                return std::nullopt;
            out += text;
        }
        // Behind a value: close what closes, then a comma or the end.
        while (true) {
            in.skipSpace();
            if (closers.isEmpty())
                return in.atEnd() ? std::optional(out) : std::nullopt;
            if (in.take(',')) {
                out += ',';
                newLine();
                if (!name())
                    return std::nullopt;
                break;
            }
            const char close = closers.back();
            if (!in.take(close))
                return std::nullopt;
            closers.chop(1);
            newLine();
            out += close;
        }
    }
}

} // namespace values
