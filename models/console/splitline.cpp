#include "console/splitline.h"
#include "base/displaytext.h"

namespace console {

namespace {

/// isspace() of the C locale.
bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

char unescaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'b':
        return '\b';
    case 'a':
        return '\a';
    default:
        return c;
    }
}

/// Reads arguments off a line, one after another.
class Splitter {
public:
    explicit Splitter(QByteArrayView line)
        : m_line(line)
    {
    }

    /// False when there is no further argument.
    bool skipBlanks()
    {
        while (m_at < m_line.size() && isBlank(m_line[m_at]))
            ++m_at;
        return m_at < m_line.size();
    }

    /// False for an unbalanced or glued quote.
    bool next(QByteArray &argument)
    {
        // A quote may also begin inside a word: a"b c" is ab c.
        for (; m_at < m_line.size(); ++m_at) {
            const char c = m_line[m_at];
            // Vertical tab and form feed separate only before a word, as in redis-cli.
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
                return true;
            if (c == '"' || c == '\'') {
                ++m_at;
                return c == '"' ? inDoubleQuotes(argument) : inSingleQuotes(argument);
            }
            argument += c;
        }
        return true;
    }

private:
    [[nodiscard]] char peek(qsizetype ahead) const
    {
        return m_at + ahead < m_line.size() ? m_line[m_at + ahead] : '\0';
    }

    bool closed()
    {
        ++m_at;
        return m_at >= m_line.size() || isBlank(m_line[m_at]);
    }

    bool inDoubleQuotes(QByteArray &argument)
    {
        for (; m_at < m_line.size(); ++m_at) {
            const char c = m_line[m_at];
            if (c == '"')
                return closed();
            if (c != '\\' || m_at + 1 >= m_line.size()) {
                argument += c;
                continue;
            }
            const int high = hexDigit(peek(2));
            const int low = hexDigit(peek(3));
            if (peek(1) == 'x' && high >= 0 && low >= 0) {
                argument += char(high * 16 + low);
                m_at += 3;
            } else {
                argument += unescaped(peek(1));
                ++m_at;
            }
        }
        return false;
    }

    bool inSingleQuotes(QByteArray &argument)
    {
        for (; m_at < m_line.size(); ++m_at) {
            const char c = m_line[m_at];
            if (c == '\'')
                return closed();
            if (c == '\\' && peek(1) == '\'') {
                argument += '\'';
                ++m_at;
            } else {
                argument += c;
            }
        }
        return false;
    }

    QByteArrayView m_line;
    qsizetype m_at = 0;
};

} // namespace

base::Result<resp::Command> splitLine(QByteArrayView line)
{
    // A terminal line ends at a NUL; cutting the rest off silently would run half a command.
    if (line.contains('\0'))
        return base::fail(base::Error::Kind::Invalid, QStringLiteral("Invalid argument(s)"));
    resp::Command command;
    Splitter splitter(line);
    while (splitter.skipBlanks()) {
        QByteArray argument = QByteArrayLiteral("");
        if (!splitter.next(argument))
            return base::fail(base::Error::Kind::Invalid, QStringLiteral("Invalid argument(s)"));
        command += argument;
    }
    return command;
}

QByteArray quoted(QByteArrayView argument)
{
    bool bare = !argument.isEmpty() && base::isPlainText(argument);
    for (const char c : argument)
        bare = bare && !isBlank(c) && c != '"' && c != '\'' && c != '\\';
    if (bare)
        return argument.toByteArray();
    static const char hex[] = "0123456789abcdef";
    QByteArray out = "\"";
    const bool readable = base::isPlainText(argument);
    for (const char c : argument) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (uchar(c) < 0x20 || uchar(c) == 0x7F || (uchar(c) >= 0x80 && !readable)) {
            out += "\\x";
            out += hex[uchar(c) >> 4];
            out += hex[uchar(c) & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

QByteArray joined(const resp::Command &command)
{
    QByteArray line;
    for (const QByteArray &argument : command) {
        if (!line.isEmpty())
            line += ' ';
        line += quoted(argument);
    }
    return line;
}

} // namespace console
