#include "aws/configfile.h"
#include <QFile>

namespace aws {

namespace {

constexpr qint64 largestFile = qint64(4) << 20;

qsizetype indentOf(const QString &line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line.at(indent).isSpace())
        ++indent;
    return indent;
}

QString withoutComment(const QString &value)
{
    for (qsizetype at = 1; at < value.size(); ++at) {
        const bool mark = value.at(at) == u'#' || value.at(at) == u';';
        if (mark && value.at(at - 1).isSpace())
            return value.first(at).trimmed();
    }
    return value;
}

qsizetype delimiterIn(const QString &line)
{
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line.at(at) == u'=' || line.at(at) == u':')
            return at;
    }
    return -1;
}

class IniReader {
public:
    void line(const QString &whole);
    [[nodiscard]] QList<IniSection> taken() { return std::move(m_sections); }

private:
    void section(const QString &name);
    void entry(const QString &text, qsizetype indent);
    [[nodiscard]] QString cleaned(const QString &value) const
    {
        return m_name == QLatin1String("credential_process") ? value : withoutComment(value);
    }

    QList<IniSection> m_sections;
    QHash<QString, qsizetype> m_places;
    qsizetype m_section = -1;
    QString m_name; // of the value that an indented line continues; empty = none
    qsizetype m_indent = 0;
};

void IniReader::line(const QString &whole)
{
    const QString text = whole.trimmed();
    if (text.isEmpty() || text.startsWith(u'#') || text.startsWith(u';'))
        return;
    const qsizetype indent = indentOf(whole);
    if (m_section >= 0 && !m_name.isEmpty() && indent > m_indent) {
        m_sections[m_section].values[m_name] += u'\n' + cleaned(text);
        return;
    }
    m_name.clear();
    const QString head = withoutComment(text);
    const qsizetype end = head.lastIndexOf(u']');
    if (head.startsWith(u'[') && end > 1)
        section(head.sliced(1, end - 1).trimmed());
    else
        entry(text, indent);
    m_indent = indent;
}

void IniReader::section(const QString &name)
{
    const auto known = m_places.constFind(name);
    if (known != m_places.constEnd()) {
        m_section = *known;
        return;
    }
    m_section = m_sections.size();
    m_places.insert(name, m_section);
    m_sections.append({ name, {} });
}

void IniReader::entry(const QString &text, qsizetype indent)
{
    const qsizetype delimiter = delimiterIn(text);
    if (m_section < 0 || delimiter <= 0)
        return;
    m_name = text.first(delimiter).trimmed().toLower();
    m_indent = indent;
    m_sections[m_section].values.insert(m_name, cleaned(text.sliced(delimiter + 1).trimmed()));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QFile::ReadOnly))
        return {};
    return file.read(largestFile);
}

// "profile shop" -> "shop"; none when it is a section of another kind.
std::optional<QString> nameAfter(const QString &kind, const QString &section)
{
    if (!section.startsWith(kind))
        return std::nullopt;
    const auto words = splitWords(section);
    if (!words || words->size() != 2 || words->first() != kind)
        return std::nullopt;
    return words->last();
}

void merge(IniValues &into, const IniValues &from)
{
    for (auto it = from.cbegin(); it != from.cend(); ++it)
        into.insert(it.key(), it.value());
}

SharedConfig::StaticKeys keysOf(const IniValues &values)
{
    const QString older = values.value(QStringLiteral("aws_security_token"));
    return { values.value(QStringLiteral("aws_access_key_id")),
             values.value(QStringLiteral("aws_secret_access_key")),
             older.isEmpty() ? values.value(QStringLiteral("aws_session_token")) : older };
}

} // namespace

QList<IniSection> readIni(const QByteArray &bytes)
{
    // Some editors put a byte order mark in front.
    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(u'\r', u'\n');
    IniReader reader;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines)
        reader.line(line);
    return reader.taken();
}

IniValues nestedValues(const QString &block)
{
    IniValues values;
    const QStringList lines = block.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const qsizetype delimiter = line.indexOf(u'=');
        if (delimiter > 0)
            values.insert(line.first(delimiter).trimmed().toLower(),
                          line.sliced(delimiter + 1).trimmed());
    }
    return values;
}

std::optional<QStringList> splitWords(const QString &line)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar c = line.at(at);
        const bool escapable = quote != u'\'';
        if (c == u'\\' && escapable) {
            if (++at == line.size())
                return std::nullopt;
            const QChar next = line.at(at);
            // Within double quotes it escapes itself and the quote alone.
            if (quote == u'"' && next != u'"' && next != u'\\')
                word += c;
            word += next;
            inWord = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = {};
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            inWord = true;
        } else if (c.isSpace()) {
            if (inWord)
                words.append(std::exchange(word, {}));
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (inWord)
        words.append(word);
    return words;
}

SharedConfig SharedConfig::read(const Places &places)
{
    QByteArray config = bytesOf(places.configFile);
    QByteArray credentials = bytesOf(places.credentialsFile);
    auto read = parse(config, credentials);
    base::wipe(config);
    base::wipe(credentials);
    return read;
}

SharedConfig SharedConfig::parse(const QByteArray &configBytes, const QByteArray &credentialsBytes)
{
    SharedConfig config;
    const auto note = [&config](const QString &profile) {
        if (!config.m_order.contains(profile))
            config.m_order.append(profile);
    };
    const QString usual = QStringLiteral("default");
    IniValues bare;
    for (const IniSection &section : readIni(configBytes)) {
        if (section.name == usual) {
            bare = section.values;
            note(usual);
        } else if (const auto name = nameAfter(QStringLiteral("profile"), section.name)) {
            merge(config.m_config[*name], section.values);
            note(*name);
        } else if (const auto session = nameAfter(QStringLiteral("sso-session"), section.name)) {
            merge(config.m_sessions[*session], section.values);
        } else if (const auto services = nameAfter(QStringLiteral("services"), section.name)) {
            merge(config.m_services[*services], section.values);
        }
    }
    // [profile default] counts and [default] does not where both are there.
    if (!config.m_config.contains(usual) && !bare.isEmpty())
        config.m_config.insert(usual, bare);
    for (const IniSection &section : readIni(credentialsBytes)) {
        merge(config.m_credentials[section.name], section.values);
        note(section.name);
    }
    return config;
}

QStringList SharedConfig::profiles() const
{
    QStringList names = m_order;
    const qsizetype usual = names.indexOf(QStringLiteral("default"));
    if (usual > 0)
        names.move(usual, 0);
    return names;
}

bool SharedConfig::has(const QString &profile) const
{
    return m_order.contains(profile);
}

QString SharedConfig::value(const QString &profile, const QString &name) const
{
    const QString first = m_credentials.value(profile).value(name);
    return first.isEmpty() ? m_config.value(profile).value(name) : first;
}

std::optional<IniValues> SharedConfig::ssoSession(const QString &name) const
{
    const auto found = m_sessions.constFind(name);
    return found == m_sessions.constEnd() ? std::nullopt : std::optional(*found);
}

IniValues SharedConfig::services(const QString &name) const
{
    return m_services.value(name);
}

SharedConfig::StaticKeys SharedConfig::credentialsKeys(const QString &profile) const
{
    return keysOf(m_credentials.value(profile));
}

SharedConfig::StaticKeys SharedConfig::configKeys(const QString &profile) const
{
    return keysOf(m_config.value(profile));
}

} // namespace aws
