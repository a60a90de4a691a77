#include "profiles/importing/draft.h"
#include <QRegularExpression>
#include <algorithm>

namespace profiles::importing {

namespace {
const QString dots = QString(6, QChar(0x2022));
constexpr qsizetype longestMasked = 4 * 1024;
constexpr qsizetype longestResolved = 64 * 1024;

/// Values that look like secrets by what stands before them, whether they were understood or not.
const QList<QRegularExpression> &suspects()
{
    static const QList<QRegularExpression> all = [] {
        QList<QRegularExpression> list;
        for (
            const char *pattern :
            { R"(://[^\s/@]*:([^\s]+)@)", R"(://([^\s/@:]+)@)",
              R"re((?i)(?:pass|pwd|secret|token|auth|credential|private.?key|access.?key)[\w.-]*["'\]]*\s*[:=]\s*(?|b?["']([^"']+)|((?:\$\{[^}]*\}|[^"',;}])+)))re",
              R"((?i)--?(?:a|pass|password)[\s=]+["']?([^\s"']+))", R"((?i)\s-a([^\s-][^\s]*))",
              R"((-----BEGIN.*))" })
            list += QRegularExpression(QLatin1String(pattern));
        return list;
    }();
    return all;
}

QString withoutSuspects(QString text)
{
    for (const QRegularExpression &each : suspects()) {
        qsizetype from = 0;
        for (int round = 0; round < 50; ++round) {
            const auto match = each.match(text, from);
            if (!match.hasMatch())
                break;
            if (Context::isReference(match.captured(1).trimmed())) {
                from = match.capturedEnd(1);
                continue;
            }
            text.replace(match.capturedStart(1), match.capturedLength(1), dots);
            from = match.capturedStart(1) + dots.size();
        }
    }
    return text;
}
} // namespace

Context::Context(QString text, QHash<QString, QString> variables)
    : m_text(std::move(text))
    , m_given(std::move(variables))
{
    m_starts += 0;
    constexpr qsizetype mostLines = 1'000'000;
    for (qsizetype at = m_text.indexOf(u'\n'); at >= 0 && m_starts.size() < mostLines;
         at = m_text.indexOf(u'\n', at + 1))
        m_starts += at + 1;
}

int Context::lineAt(qsizetype position) const
{
    const auto next = std::upper_bound(m_starts.cbegin(), m_starts.cend(), position);
    return static_cast<int>(next - m_starts.cbegin());
}

QString Context::line(int number) const
{
    if (number < 1 || number > m_starts.size())
        return {};
    const qsizetype start = m_starts[number - 1];
    const qsizetype end = number < m_starts.size() ? m_starts[number] - 1 : m_text.size();
    return end - start > longestMasked ? QString(QChar(0x2026)) : m_text.sliced(start, end - start);
}

void Context::define(const QString &name, const QString &value)
{
    m_defined.insert(name, value.left(longestResolved));
}

QString Context::resolved(const QString &value, QStringList &missing) const
{
    return resolved(value, missing, 0);
}

QString Context::resolved(const QString &value, QStringList &missing, int depth) const
{
    constexpr int deepest = 8;
    constexpr int mostSubstitutions = 10'000;
    if (depth > deepest || !value.contains(QLatin1String("${")))
        return value;
    QString out;
    qsizetype at = 0;
    while (at < value.size() && out.size() < longestResolved) {
        const qsizetype open = value.indexOf(QLatin1String("${"), at);
        if (open < 0 || m_substitutions >= mostSubstitutions)
            break;
        ++m_substitutions;
        qsizetype close = open + 2;
        for (int nested = 1; close < value.size(); ++close) {
            nested += value[close] == u'{' ? 1 : value[close] == u'}' ? -1 : 0;
            if (nested == 0)
                break;
        }
        if (close >= value.size())
            break;
        out += value.sliced(at, open - at);
        const QString inside = value.sliced(open + 2, close - open - 2);
        const qsizetype colon = inside.indexOf(u':');
        const QString name = inside.left(colon < 0 ? inside.size() : colon).trimmed();
        QString otherwise = colon < 0 ? QString() : inside.sliced(colon + 1);
        // The shell writes ${NAME:-default}.
        if (otherwise.startsWith(u'-') || otherwise.startsWith(u'='))
            otherwise.remove(0, 1);
        // ${A:${A}} leads to itself: what is defined counts once only.
        if (m_defined.contains(name) && !m_defined[name].contains(QStringLiteral("${") + name))
            out += resolved(m_defined[name], missing, depth + 1);
        else if (m_given.contains(name))
            out += m_given[name];
        else if (colon >= 0)
            out += resolved(otherwise, missing, depth + 1);
        else if (!missing.contains(name))
            missing += name.left(100);
        at = close + 1;
    }
    return (out + value.sliced(at)).left(longestResolved);
}

bool Context::isReference(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^\\$\\{[A-Za-z_][A-Za-z0-9_.]*\\}$"));
    return form.match(text).hasMatch();
}

void Context::addSecret(const QString &secret)
{
    if (!secret.isEmpty() && !m_secrets.contains(secret) && m_secrets.size() < 500) {
        m_secrets += secret;
        std::sort(m_secrets.begin(), m_secrets.end(),
                  [](const QString &a, const QString &b) { return a.size() > b.size(); });
    }
}

QString Context::masked(QString text) const
{
    if (text.size() > longestMasked)
        return QString(QChar(0x2026));
    // The known ones first: half of one that is masked would leave the other half.
    for (const QString &secret : m_secrets) {
        if (secret.size() > 2)
            text.replace(secret, dots);
    }
    text = withoutSuspects(text.trimmed());
    for (QChar &c : text) {
        if (!c.isPrint())
            c = u' ';
    }
    return text.size() > 200 ? QString(text.left(199) + QChar(0x2026)) : text;
}

} // namespace profiles::importing
