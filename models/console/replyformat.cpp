#include "console/replyformat.h"
#include "base/displaytext.h"
#include <array>

namespace console {

namespace {

using resp::Reply;

bool isPrintable(char c)
{
    return c >= 0x20 && c < 0x7F;
}

/// Length of the well-formed multi-byte character at the front that may stand as it is; else 0.
qsizetype readableLength(QByteArrayView bytes)
{
    const auto lead = uchar(bytes.front());
    const qsizetype length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (!length || length > bytes.size() || !base::isPlainText(bytes.first(length)))
        return 0;
    return length;
}

class Printer {
public:
    explicit Printer(const FormatOptions &options)
        : m_options(options)
    {
    }

    Formatted take() { return std::move(m_out); }

    void print(const Reply &reply, const QByteArray &prefix)
    {
        switch (reply.kind()) {
        case Reply::Kind::Error:
            line("(error) ", reply.bytes());
            break;
        case Reply::Kind::Status:
        case Reply::Kind::Verbatim:
            line({}, reply.bytes());
            break;
        case Reply::Kind::Integer:
            line("(integer) ", QByteArray::number(reply.toInteger()));
            break;
        case Reply::Kind::Double:
            line("(double) ", reply.bytes());
            break;
        case Reply::Kind::BigNumber:
            line("(big number) ", reply.bytes());
            break;
        case Reply::Kind::Boolean:
            line(reply.toInteger() ? "(true)" : "(false)", {});
            break;
        case Reply::Kind::Nil:
            line("(nil)", {});
            break;
        case Reply::Kind::String:
            represent(reply.bytes());
            endLine();
            break;
        case Reply::Kind::Array:
        case Reply::Kind::Map:
        case Reply::Kind::Set:
        case Reply::Kind::Push:
            aggregate(reply, prefix);
            break;
        }
    }

    void printRaw(const Reply &reply)
    {
        switch (reply.kind()) {
        case Reply::Kind::Nil:
            break;
        case Reply::Kind::Error:
            text(reply.bytes());
            put("\n");
            break;
        case Reply::Kind::Integer:
            put(QByteArray::number(reply.toInteger()));
            break;
        case Reply::Kind::Boolean:
            put(reply.toInteger() ? "(true)" : "(false)");
            break;
        case Reply::Kind::Array:
        case Reply::Kind::Set:
        case Reply::Kind::Push:
        case Reply::Kind::Map:
            for (qsizetype i = 0; i < reply.size() && !m_out.cut; ++i) {
                if (i > 0)
                    put(reply.kind() == Reply::Kind::Map && i % 2 == 1 ? " " : "\n");
                printRaw(reply.at(i));
            }
            break;
        default:
            text(reply.bytes());
        }
    }

    /// Lines that print() would make of a reply, without making them.
    static qint64 count(const Reply &reply)
    {
        if (reply.kind() == Reply::Kind::Verbatim || reply.kind() == Reply::Kind::Status)
            return reply.bytes().count('\n') + 1;
        if (!reply.isAggregate() || reply.size() == 0)
            return 1;
        qint64 lines = 0;
        const bool map = reply.kind() == Reply::Kind::Map;
        for (qsizetype i = 0; i < reply.size(); ++i) {
            // A map's value begins on the line of its key.
            lines += count(reply.at(i)) - (map && i % 2 == 1 ? 1 : 0);
        }
        return lines;
    }

    static qint64 payload(const Reply &reply)
    {
        qint64 bytes = reply.bytes().size();
        for (qsizetype i = 0; i < reply.size(); ++i)
            bytes += payload(reply.at(i));
        return bytes;
    }

private:
    [[nodiscard]] bool isFull() const
    {
        return m_lines >= m_options.maxLines || m_out.text.size() >= m_options.maxBytes;
    }

    void put(QByteArrayView bytes)
    {
        if (m_out.cut)
            return;
        const qint64 room = m_options.maxBytes - m_out.text.size();
        if (bytes.size() > room) {
            m_out.text += bytes.first(qsizetype(room));
            m_out.cut = true;
        } else {
            m_out.text += bytes;
        }
    }

    void endLine()
    {
        put("\n");
        ++m_lines;
    }

    void line(QByteArrayView head, QByteArrayView tail)
    {
        put(head);
        text(tail);
        endLine();
    }

    /// Bytes without quotes, as the terminal would get them.
    void text(QByteArrayView bytes)
    {
        if (!m_options.raw || m_options.maxLines == std::numeric_limits<qint64>::max()) {
            put(bytes);
            return;
        }
        while (!bytes.isEmpty() && !m_out.cut) {
            if (m_lines >= m_options.maxLines) {
                m_out.cut = true;
                return;
            }
            const qsizetype end = bytes.indexOf('\n');
            const qsizetype length = end < 0 ? bytes.size() : end + 1;
            put(bytes.first(length));
            m_lines += end < 0 ? 0 : 1;
            bytes = bytes.sliced(length);
        }
    }

    void represent(QByteArrayView bytes)
    {
        static const char hex[] = "0123456789abcdef";
        put("\"");
        while (!bytes.isEmpty() && !m_out.cut) {
            qsizetype plain = 0;
            while (plain < bytes.size() && isPrintable(bytes[plain]) && bytes[plain] != '"'
                   && bytes[plain] != '\\')
                ++plain;
            put(bytes.first(plain));
            bytes = bytes.sliced(plain);
            if (bytes.isEmpty())
                break;
            const char c = bytes.front();
            if (m_options.readable && uchar(c) >= 0x80) {
                if (const qsizetype length = readableLength(bytes)) {
                    // Whole characters only, also at the cap.
                    if (m_out.text.size() + length > m_options.maxBytes) {
                        m_out.cut = true;
                        return;
                    }
                    put(bytes.first(length));
                    bytes = bytes.sliced(length);
                    continue;
                }
            }
            switch (c) {
            case '\\':
            case '"': {
                const std::array<char, 2> pair{ '\\', c };
                put(QByteArrayView(pair.data(), 2));
                break;
            }
            case '\n':
                put("\\n");
                break;
            case '\r':
                put("\\r");
                break;
            case '\t':
                put("\\t");
                break;
            case '\a':
                put("\\a");
                break;
            case '\b':
                put("\\b");
                break;
            default: {
                const std::array<char, 4> escape{ '\\', 'x', hex[uchar(c) >> 4],
                                                  hex[uchar(c) & 15] };
                put(QByteArrayView(escape.data(), 4));
            }
            }
            bytes = bytes.sliced(1);
        }
        put("\"");
    }

    void aggregate(const Reply &reply, const QByteArray &prefix)
    {
        const bool map = reply.kind() == Reply::Kind::Map;
        const qsizetype size = reply.size();
        if (size == 0) {
            line(map                                     ? "(empty hash)"
                     : reply.kind() == Reply::Kind::Set  ? "(empty set)"
                     : reply.kind() == Reply::Kind::Push ? "(empty push)"
                                                         : "(empty array)",
                 {});
            return;
        }
        const qsizetype width = QByteArray::number(map ? size / 2 : size).size();
        const QByteArray inner = prefix + QByteArray(width + 2, ' ');
        const char mark = map ? '#' : reply.kind() == Reply::Kind::Set ? '~' : ')';
        for (qsizetype i = 0; i < size; ++i) {
            if (isFull()) {
                m_out.cut = true;
                return;
            }
            // The parent has already written the first element's prefix.
            if (i > 0)
                put(prefix);
            put(QByteArray::number(map ? i / 2 + 1 : i + 1).rightJustified(width) + mark + ' ');
            print(reply.at(i), inner);
            if (map && ++i < size && !m_out.cut) {
                m_out.text.chop(1);
                --m_lines;
                put(" => ");
                print(reply.at(i), inner);
            }
        }
    }

    FormatOptions m_options;
    Formatted m_out;
    qint64 m_lines = 0;
};

} // namespace

Formatted formatReply(const resp::Reply &reply, const FormatOptions &options)
{
    Printer printer(options);
    if (options.raw)
        printer.printRaw(reply);
    else
        printer.print(reply, {});
    Formatted out = printer.take();
    if (!out.cut)
        out.lines = out.text.count('\n') + (out.text.isEmpty() || out.text.endsWith('\n') ? 0 : 1);
    else if (options.raw && !reply.isAggregate())
        out.lines = reply.bytes().count('\n') + 1;
    else
        out.lines = Printer::count(reply);
    out.payload = Printer::payload(reply);
    return out;
}

bool printsRaw(const resp::Command &command)
{
    if (command.isEmpty())
        return false;
    const auto is = [&](qsizetype i, const char *word) {
        return command.size() > i && command[i].compare(word, Qt::CaseInsensitive) == 0;
    };
    const qsizetype size = command.size();
    return is(0, "info") || is(0, "lolwut")
        || (is(0, "debug")
            && (is(1, "htstats") || is(1, "htstats-key") || is(1, "client-eviction")))
        || (is(0, "memory") && (is(1, "malloc-stats") || is(1, "doctor")))
        || (is(0, "cluster") && size == 2 && (is(1, "nodes") || is(1, "info")))
        || (is(0, "client") && (is(1, "list") || is(1, "info")))
        || (is(0, "latency") && ((size == 3 && is(1, "graph")) || (size == 2 && is(1, "doctor"))))
        || (is(0, "proxy") && is(1, "info"));
}

} // namespace console
