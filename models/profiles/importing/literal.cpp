#include "profiles/importing/draft.h"
#include <QRegularExpression>

namespace profiles::importing {

namespace {
constexpr int deepest = 60;
constexpr qsizetype mostEntries = 200'000;
constexpr qsizetype longestExpression = 4000;

/// JSON, and as much of JavaScript and Python as people write in settings: bare names, single
/// quotes, comments, trailing commas, name=value arguments, environment lookups.
class LiteralReader {
public:
    LiteralReader(const Context &context, qsizetype from)
        : m_context(context)
        , m_text(context.text())
        , m_at(from)
    {
    }

    bool read()
    {
        skipSpace();
        return value({}, 0);
    }
    [[nodiscard]] qsizetype end() const { return m_at; }
    QList<Entry> entries;

private:
    [[nodiscard]] QChar now() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

    void skipSpace()
    {
        while (!atEnd()) {
            if (now().isSpace()) {
                ++m_at;
            } else if (now() == u'#' || (now() == u'/' && m_text.mid(m_at + 1, 1) == u"/")) {
                const qsizetype end = m_text.indexOf(u'\n', m_at);
                m_at = end < 0 ? m_text.size() : end;
            } else if (now() == u'/' && m_text.mid(m_at + 1, 1) == u"*") {
                const qsizetype end = m_text.indexOf(QLatin1String("*/"), m_at + 2);
                m_at = end < 0 ? m_text.size() : end + 2;
            } else {
                return;
            }
        }
    }

    bool add(const QString &path, const QString &value, qsizetype at)
    {
        if (entries.size() >= mostEntries || !m_context.budget.takes(path))
            return false;
        entries += { path, value, m_context.lineAt(at) };
        return true;
    }

    bool value(const QString &path, int depth)
    {
        if (depth > deepest)
            return false;
        skipSpace();
        const QChar c = now();
        if (c == u'{' || c == u'[' || c == u'(')
            return container(path, depth);
        const qsizetype start = m_at;
        if (c == u'"' || c == u'\'' || c == u'`') {
            const auto text = quoted();
            skipSpace();
            if (!text)
                return false;
            if (atEnd() || now() == u',' || now() == u'}' || now() == u']' || now() == u')'
                || now() == u':' || now() == u';')
                return add(path, *text, start);
            m_at = start; // "redis://" + host, 'a'.repeat(3)
        }
        return expression(path);
    }

    bool container(const QString &path, int depth)
    {
        const QChar open = now();
        const QChar close = open == u'{' ? u'}' : open == u'[' ? u']' : u')';
        const qsizetype start = m_at++;
        const QString below = path.isEmpty() ? QString() : path + u'/';
        int index = 0;
        for (;; ++index) {
            skipSpace();
            if (atEnd())
                return false;
            if (now() == close) {
                ++m_at;
                return index > 0 || open != u'{' || add(path + QLatin1String("/"), {}, start);
            }
            QString name = QString::number(index);
            if (open == u'{' && !shorthand() && !key(&name, u':'))
                return false;
            if (open == u'(')
                (void)key(&name, u'=');
            if (open == u'{' && now() != u':') { // {host, port}, {...rest}
                if (now() != u',' && now() != u'}')
                    return false;
            } else {
                if (open == u'{')
                    ++m_at;
                if (!value(below + name, depth + 1))
                    return false;
            }
            skipSpace();
            if (now() == u',')
                ++m_at;
            else if (now() != close)
                return false;
        }
    }

    /// {...rest}: nothing that could be read.
    bool shorthand()
    {
        if (m_text.mid(m_at, 3) != u"...")
            return false;
        while (!atEnd() && now() != u',' && now() != u'}')
            ++m_at;
        return true;
    }

    /// The name of a member. For arguments (`mark` is =) the place stays where it is unless one is
    /// there; the mark itself is consumed then.
    bool key(QString *name, QChar mark)
    {
        const qsizetype start = m_at;
        QString found;
        if (now() == u'"' || now() == u'\'') {
            const auto text = quoted();
            if (!text)
                return false;
            found = *text;
        } else {
            while (!atEnd()
                   && (now().isLetterOrNumber() || now() == u'_' || now() == u'$'
                       || (mark == u':' && (now() == u'.' || now() == u'-'))))
                found += m_text[m_at++];
        }
        skipSpace();
        if (mark == u'=') {
            if (found.isEmpty() || now() != u'=' || m_text.mid(m_at + 1, 1) == u"=") {
                m_at = start;
                return false;
            }
            ++m_at;
        }
        found.replace(u'/', u'|'); // it parts the names of a path
        *name = found.left(200);
        return !found.isEmpty();
    }

    std::optional<QString> quoted()
    {
        const QChar mark = m_text[m_at++];
        QString out;
        while (!atEnd()) {
            const QChar c = m_text[m_at++];
            if (c == mark)
                return mark == u'`' ? asPlaceholders(out) : out;
            if (c == u'\n' && mark != u'`')
                return std::nullopt;
            if (c != u'\\') {
                out += c;
                continue;
            }
            if (atEnd())
                return std::nullopt;
            out += escaped(m_text[m_at++]);
        }
        return std::nullopt;
    }

    QChar escaped(QChar c)
    {
        switch (c.unicode()) {
        case 'n':
            return u'\n';
        case 't':
            return u'\t';
        case 'r':
            return u'\r';
        case 'b':
            return u'\b';
        case 'f':
            return u'\f';
        case 'x':
        case 'u': {
            const int digits = c == u'u' ? 4 : 2;
            bool ok = false;
            const ushort code = m_text.mid(m_at, digits).toUShort(&ok, 16);
            if (!ok)
                return c;
            m_at += digits;
            return QChar(code);
        }
        default:
            return c;
        }
    }

    /// `redis://${process.env.HOST}` as the ${HOST} that everything else here reads.
    static QString asPlaceholders(QString text)
    {
        return text.replace(QLatin1String("${process.env."), QLatin1String("${"));
    }

    /// Anything that is no literal: up to the comma or bracket that ends it.
    bool expression(const QString &path)
    {
        const qsizetype start = m_at;
        QString nested;
        while (!atEnd() && m_at - start < longestExpression) {
            const QChar c = now();
            if (c == u'"' || c == u'\'' || c == u'`') {
                if (!quoted())
                    return false;
                continue;
            }
            if (c == u'(' || c == u'[' || c == u'{') {
                nested += c;
            } else if (c == u')' || c == u']' || c == u'}') {
                if (nested.isEmpty())
                    break;
                nested.chop(1);
            } else if (nested.isEmpty() && (c == u',' || c == u';' || c == u'\n')) {
                break;
            }
            ++m_at;
        }
        const QString text = m_text.sliced(start, m_at - start).trimmed();
        return !text.isEmpty() && add(path, meaning(text), start);
    }

    /// true, None, 6379, process.env.X || 'y', os.environ["X"], Number(process.env.X)
    static QString meaning(QString text)
    {
        if (text == QLatin1String("null") || text == QLatin1String("undefined")
            || text == QLatin1String("None"))
            return {};
        static const QRegularExpression lookup(QStringLiteral(
            "(?:process\\.env\\.|(?:process\\.env|import\\.meta\\.env|os\\.environ)\\[\\s*[\"']"
            "|os\\.(?:getenv|environ\\.get)\\(\\s*[\"']|ENV\\[[\"'])([A-Za-z_][A-Za-z0-9_]*)"));
        const auto match = lookup.match(text);
        if (!match.hasMatch())
            return text;
        static const QRegularExpression otherwise(
            QStringLiteral("(?:\\|\\||\\?\\?|,|\\bor\\b)\\s*[\"'`]?([^\"'`|)\\s]+)"));
        const auto value = otherwise.match(text, match.capturedEnd());
        return value.hasMatch()
            ? QStringLiteral("${%1:%2}").arg(match.captured(1), value.captured(1))
            : QStringLiteral("${%1}").arg(match.captured(1));
    }

    const Context &m_context;
    const QString &m_text;
    qsizetype m_at;
};
} // namespace

std::optional<QList<Entry>> readLiteral(const Context &context, qsizetype from, qsizetype *end)
{
    LiteralReader reader(context, from);
    const bool whole = reader.read();
    if (end)
        *end = reader.end();
    return whole ? std::optional(reader.entries) : std::nullopt;
}

} // namespace profiles::importing
