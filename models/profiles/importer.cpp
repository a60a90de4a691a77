#include "profiles/importer.h"
#include "profiles/awskeys.h"
#include "profiles/exchange.h"
#include "profiles/importing/draft.h"
#include "profiles/importing/zip.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringDecoder>
#include <algorithm>

namespace profiles {

using namespace importing;

namespace {
constexpr qsizetype largest = 64 * 1024 * 1024;
constexpr qsizetype largestCode = 2 * 1024 * 1024;
constexpr qsizetype mostFoundInAll = 5000;
constexpr int mostCalls = 200;

tl::unexpected<base::Error> invalid(const QString &text)
{
    return base::fail(base::Error::Kind::Invalid, text);
}

/// The bytes as text: UTF-8, or UTF-16 with its mark. nullopt = no text.
std::optional<QString> decoded(const QByteArray &bytes)
{
    const auto marked = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(marked.value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    if (text.contains(QChar(0)))
        return std::nullopt;
    text.remove(u'\r');
    return text;
}

// ---- Larder's own export

void describe(Candidate &candidate)
{
    const Profile &p = candidate.profile;
    const auto say = [&](Field field, const QString &value) {
        if (!value.isEmpty())
            candidate.found += { Found::Kind::Stated, labelOf(field), value, 0, {} };
    };
    const QString on = QCoreApplication::translate("profiles", "on");
    candidate.found = warningsOf(p);
    say(Field::Name, p.name);
    say(Field::Endpoint, p.address());
    say(Field::User, p.user);
    if (!candidate.secrets.password.isEmpty())
        say(Field::Password, QString(6, QChar(0x2022)));
    say(Field::Tls, p.tls.enabled ? on : QString());
    say(Field::CaFile, p.tls.caFile);
    say(Field::CertificateFile, p.tls.certificateFile);
    say(Field::KeyFile, p.tls.keyFile);
    say(Field::ServerName, p.tls.serverName);
    QStringList nodes;
    for (const HostPort &seed : p.seeds)
        nodes += seed.toString();
    say(p.topology == Topology::Sentinel ? Field::SentinelNodes : Field::Nodes,
        nodes.join(QStringLiteral(", ")));
    say(Field::SentinelName, p.sentinel.primaryName);
    say(Field::Region, p.iam.region);
    for (const SshHop &hop : p.tunnel.hops) {
        say(Field::SshHost, HostPort{ hop.host, hop.port }.toString());
        say(Field::SshUser, hop.user);
        say(Field::SshKeyFile, hop.keyFile);
    }
    if (const auto ssh = SshSecrets::opened(candidate.secrets.ssh)) {
        for (const HopSecrets &hop : ssh->hops) {
            const QString dots(6, QChar(0x2022));
            say(Field::SshPassword, hop.password.isEmpty() ? QString() : dots);
            say(Field::SshPrivateKey, hop.privateKey.isEmpty() ? QString() : dots);
            say(Field::SshKeyPassphrase, hop.keyPassphrase.isEmpty() ? QString() : dots);
        }
    }
    say(Field::SsmTarget, p.tunnel.target);
    if (const auto keys = AwsKeys::opened(candidate.secrets.aws); keys && !keys->isEmpty()) {
        candidate.found += { Found::Kind::Stated,
                             QCoreApplication::translate("profiles", "AWS keys"),
                             keys->accessKeyId,
                             0,
                             {} };
    }
    say(Field::ReadOnly, p.readOnly ? on : QString());
}

base::Result<Import> readOwn(const QByteArray &bytes, const QHash<QString, QString> &variables,
                             const base::Secret &password)
{
    Import import;
    import.format = QStringLiteral("Larder");
    if (isSealedExport(bytes) && password.isEmpty()) {
        import.needsPassword = true;
        return import;
    }
    const auto read = readExport(bytes, password, [&](const QString &name) {
        if (!variables.contains(name) && !import.variables.contains(name))
            import.variables += name;
        return std::optional(variables.value(name).toUtf8());
    });
    if (!read)
        return base::fail(read.error());
    for (const Exchanged &each : *read) {
        Candidate candidate{ each.profile, each.secrets, {} };
        candidate.profile.id = {};
        describe(candidate);
        import.candidates += candidate;
    }
    return import;
}

// ---- structured text

/// "0/environment/3/name" with "…/value", "services/web/environment/REDIS_URL",
/// "spring/data/redis/host": settings by the container that they belong to.
QList<Draft> settingsAmong(Context &context, const QList<Entry> &entries,
                           const QList<Entry> &further, QString *format)
{
    QStringList order;
    QHash<QString, QList<Entry>> byOwner;
    QHash<QString, QString> names; // of the pairs, by their path
    const auto take = [&](const QString &owner, const Entry &entry) {
        if (!byOwner.contains(owner))
            order += owner;
        byOwner[owner] += entry;
        context.define(entry.name, entry.value);
    };
    for (const Entry &entry : entries) {
        const QString last = entry.name.section(u'/', -1);
        const QString path = entry.name.section(u'/', 0, -2);
        const qsizetype at = entry.name.indexOf(QLatin1String("environment/"));
        const QString owner = entry.name.left(qMax<qsizetype>(0, at));
        if (at >= 0 && last == QLatin1String("name")) {
            names.insert(path, entry.value);
            continue;
        }
        if (at >= 0 && last == QLatin1String("value") && names.contains(path)) {
            take(owner, { names.value(path), entry.value, entry.line });
            *format = QStringLiteral("ECS");
            continue;
        }
        if (entry.name.contains(QLatin1String("secrets/")) && last == QLatin1String("name")
            && isSettingName(entry.value)) {
            context.others +=
                { Found::Kind::NotUnderstood, entry.value,
                  QCoreApplication::translate("profiles", "is a secret that only AWS can read"),
                  entry.line, context.line(entry.line) };
            continue;
        }
        const qsizetype equals = entry.value.indexOf(u'=');
        if (at >= 0 && !last.isEmpty() && last.at(0).isDigit() && equals > 0) {
            take(owner, { entry.value.left(equals), entry.value.mid(equals + 1), entry.line });
            *format = QStringLiteral("docker compose");
            continue;
        }
        QString dotted = entry.name;
        dotted.replace(u'/', u'.');
        if (dotted.startsWith(QLatin1String("spring."))
            || dotted.startsWith(QLatin1String("quarkus."))) {
            take({}, { dotted, entry.value, entry.line });
            if (dotted.startsWith(QLatin1String("spring.")))
                *format = QStringLiteral("Spring application.yml");
        } else if (isSettingName(last)) {
            take(owner, { last, entry.value, entry.line });
            if (at >= 0)
                *format = QStringLiteral("docker compose");
        }
    }
    QList<Draft> drafts;
    for (const QString &owner : order)
        drafts += readSettings(context, byOwner.value(owner) + further);
    return drafts;
}

QList<Draft> readStructure(Context &context, const QList<Entry> &entries,
                           const QList<Entry> &further, QString *format)
{
    QString settings;
    QList<Draft> drafts = settingsAmong(context, entries, further, &settings);
    if (!drafts.isEmpty()) {
        *format =
            settings.isEmpty() ? QCoreApplication::translate("profiles", "Settings") : settings;
        return drafts;
    }
    drafts = readObjects(context, entries, format);
    if (!drafts.isEmpty() && format->isEmpty())
        *format = QCoreApplication::translate("profiles", "Connection options");
    return drafts;
}

// ---- code

/// Arguments of a client's constructor as members of one object.
QList<Entry> asOptions(QList<Entry> entries, const QString &callee)
{
    const bool many =
        callee.contains(QLatin1String("Cluster")) || callee.startsWith(QLatin1String("Sentinel"));
    for (Entry &entry : entries) {
        const QString first = entry.name.section(u'/', 0, 0);
        const bool positional = !first.isEmpty() && first.at(0).isDigit();
        if (!positional)
            continue;
        const QString rest = entry.name.section(u'/', 1);
        if (many && first == QLatin1String("0") && !rest.isEmpty() && rest.at(0).isDigit()) {
            entry.name =
                (callee.startsWith(QLatin1String("Sentinel")) ? QStringLiteral("sentinels/")
                                                              : QStringLiteral("nodes/"))
                + rest;
        } else if (!rest.isEmpty()) {
            entry.name = rest;
        } else {
            bool number = false;
            entry.value.toInt(&number);
            entry.name = number      ? QStringLiteral("port")
                : isUrl(entry.value) ? QStringLiteral("url")
                                     : QStringLiteral("host");
        }
    }
    return entries;
}

QList<Draft> readCode(Context &context, QString *format)
{
    if (context.text().size() > largestCode)
        return {};
    static const QRegularExpression call(QStringLiteral(
        "(?:\\b(IORedis|Redis|Valkey|StrictRedis|RedisCluster|ValkeyCluster|Sentinel|createClient"
        "|createCluster|createSentinel|from_url|Redis\\.Cluster|Cluster)\\s*(?=\\())"
        "|(?:\\b(connection)\\s*[:=]\\s*(?=\\{))"));
    QList<Draft> drafts;
    qsizetype at = 0;
    for (int calls = 0; calls < mostCalls; ++calls) {
        const auto match = call.match(context.text(), at);
        if (!match.hasMatch())
            break;
        qsizetype end = match.capturedEnd();
        const auto entries = readLiteral(context, match.capturedEnd(), &end);
        at = entries ? qMax(end, match.capturedEnd()) : match.capturedEnd();
        if (!entries)
            continue;
        drafts += readObjects(context, asOptions(*entries, match.captured(1)), nullptr);
        *format = QCoreApplication::translate("profiles", "Connection options");
    }
    return drafts;
}

// ---- YAML

struct Lines {
    int yaml = 0;
    int settings = 0;
    int commands = 0;
};

const QRegularExpression &assignmentLine()
{
    static const QRegularExpression form(QStringLiteral(
        "^(?:(?:export|set|setx|ENV)\\s+|\\$env:)?[A-Za-z_][\\w.\\-\\[\\]]*\\s*=(.*)$"));
    return form;
}

Lines count(const QString &text)
{
    static const QRegularExpression yaml(
        QStringLiteral("^\\s*(?:-\\s+)?[\"']?[\\w.$@<*&-]{1,200}[\"']?\\s*:(?:\\s|$)"));
    static const QRegularExpression command(
        QStringLiteral("^\\s*(?:[$>]\\s+)?(?:sudo\\s+)?(?:\\w+=\\S*\\s+)*(?:\\S*redis-cli|\\S*"
                       "valkey-cli|aws|ssh|docker"
                       "|kubectl|autossh)(?:\\s|$)|^\\s*(?:redis[\\w+]*|valkeys?)://"));
    Lines lines;
    int number = 0;
    for (qsizetype at = 0; at < text.size() && number < 5000; ++number) {
        const qsizetype newline = text.indexOf(u'\n', at);
        const qsizetype end = newline < 0 ? text.size() : newline;
        const QString line = text.sliced(at, qMin<qsizetype>(end - at, 1000));
        at = end + 1;
        if (line.trimmed().startsWith(u'#'))
            continue;
        if (command.match(line).hasMatch())
            ++lines.commands;
        else if (assignmentLine().match(line).hasMatch())
            ++lines.settings;
        else if (yaml.match(line).hasMatch())
            ++lines.yaml;
    }
    return lines;
}

/// The settings among the lines of a YAML text, which are blanked out there.
QList<Entry> takeSettings(Context &context, QString &yaml)
{
    QList<Entry> taken;
    QStringList lines = yaml.split(u'\n');
    for (qsizetype i = 0; i < lines.size() && i < 20'000; ++i) {
        const auto match = assignmentLine().match(lines[i]);
        if (!match.hasMatch())
            continue;
        QString name = lines[i].section(u'=', 0, 0).trimmed().section(u' ', -1).section(u':', -1);
        QString value = match.captured(1).trimmed();
        if (value.size() > 1 && (value.startsWith(u'"') || value.startsWith(u'\''))
            && value.endsWith(value.at(0)))
            value = value.sliced(1, value.size() - 2);
        context.define(name, value);
        taken += { name, value, static_cast<int>(i) + 1 };
        lines[i].clear();
    }
    yaml = lines.join(u'\n');
    return taken;
}

QString onProfile(const QList<Entry> &document)
{
    for (const Entry &entry : document) {
        QString name = entry.name;
        name.replace(u'/', u'.');
        if (name == QLatin1String("spring.config.activate.on-profile")
            || name == QLatin1String("spring.profiles"))
            return entry.value;
    }
    return {};
}

/// Spring's documents for one profile each stand on those for all.
base::Result<QList<Draft>> readYamlText(Context &context, QString *format)
{
    QString text = context.text();
    const QList<Entry> settings =
        text.size() > largestCode ? QList<Entry>() : takeSettings(context, text);
    const auto documents = readYaml(text);
    if (!documents)
        return base::fail(documents.error());
    QList<Entry> further;
    for (const Entry &each : settings) {
        if (each.name.startsWith(QLatin1String("AWS_")))
            further += each;
    }
    QList<Entry> common;
    for (const auto &document : *documents) {
        if (onProfile(document).isEmpty())
            common += document;
    }
    QList<Draft> drafts = readStructure(context, common, further, format);
    for (const auto &document : *documents) {
        const QString profile = onProfile(document);
        const auto concerns = [](const Entry &each) {
            return each.name.contains(QLatin1String("redis"), Qt::CaseInsensitive);
        };
        if (profile.isEmpty() || !std::any_of(document.cbegin(), document.cend(), concerns))
            continue;
        for (Draft draft : readStructure(context, common + document, further, format)) {
            draft.suffix = profile.simplified().left(50);
            drafts += draft;
        }
    }
    if (drafts.isEmpty())
        drafts = readSettings(context, settings);
    return drafts;
}

// ---- all of it

/// Base64 of a list, as Another Redis Desktop Manager exports it; empty for anything else.
QByteArray fromBase64(const QString &text)
{
    const QByteArray head = QByteArray::fromBase64(text.left(8).toLatin1());
    if (text.size() < 24 || (!head.startsWith('[') && !head.startsWith('{')))
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1().replace("\n", ""),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

base::Result<QList<Draft>> readAny(Context &context, QString *format)
{
    const QString &text = context.text();
    qsizetype start = 0;
    while (start < text.size() && text[start].isSpace())
        ++start;
    const QChar first = text[start];
    if (first == u'<') {
        const auto entries = readXml(text);
        return entries ? readObjects(context, *entries, format) : QList<Draft>();
    }
    if (first == u'{' || first == u'[') {
        if (const auto entries = readLiteral(context, start)) {
            QList<Draft> drafts = readStructure(context, *entries, {}, format);
            if (!drafts.isEmpty() || first == u'{')
                return drafts;
        }
    }
    if (QList<Draft> drafts = readCode(context, format); !drafts.isEmpty())
        return drafts;
    const Lines lines = count(text);
    if (lines.yaml > 0 && lines.commands == 0) {
        auto drafts = readYamlText(context, format);
        if ((drafts && !drafts->isEmpty()) || (!drafts && lines.yaml > lines.settings))
            return drafts;
        context.others.clear();
    }
    return readLines(context, format);
}

/// Sources and values as they may be shown; the number of them bounded.
void mask(const Context &context, QList<Found> &list, qsizetype &left)
{
    if (list.size() > left)
        list.resize(left);
    left -= list.size();
    for (Found &each : list) {
        each.source = context.masked(each.source);
        if (each.kind == Found::Kind::NotUnderstood)
            each.value = context.masked(each.value);
    }
}

void collect(Context &context, QList<Draft> drafts, Import &import)
{
    for (Draft &draft : drafts) {
        if (!draft.leadsSomewhere() && !draft.stated.contains(Field::Password)
            && !draft.stated.contains(Field::Port)) {
            import.others += draft.candidate.found;
            continue;
        }
        draft.finish(context);
        const auto same = [&](const Candidate &each) {
            return each.profile == draft.candidate.profile
                && each.secrets.password == draft.candidate.secrets.password
                && each.secrets.ssh == draft.candidate.secrets.ssh;
        };
        if (import.candidates.size() < mostCandidates
            && std::none_of(import.candidates.cbegin(), import.candidates.cend(), same))
            import.candidates += draft.candidate;
    }
    import.others += context.others;
    import.variables = context.missing;
    qsizetype left = mostFoundInAll;
    for (Candidate &candidate : import.candidates)
        mask(context, candidate.found, left);
    for (Candidate &candidate : import.candidates) // after the bound: none of them is cut
        candidate.found = warningsOf(candidate.profile) + candidate.found;
    mask(context, import.others, left);
}

constexpr QByteArrayView zipMark("PK\x03\x04");
} // namespace

base::Result<Import> readImport(const QByteArray &bytes, const QHash<QString, QString> &variables,
                                const base::Secret &password)
{
    if (bytes.size() > largest)
        return base::fail(base::Error::Kind::TooLarge,
                          QCoreApplication::translate(
                              "profiles", "This is more than 64 MB: no settings of a connection."));
    if (bytes.startsWith(zipMark)) {
        const auto inside = importing::fileInZip(bytes);
        if (inside && !inside->startsWith(zipMark))
            return readImport(*inside, variables, password);
        return invalid(QCoreApplication::translate(
            "profiles", "This is a ZIP file. Unpack it and give the file that is inside."));
    }
    const auto text = decoded(bytes);
    if (!text)
        return invalid(QCoreApplication::translate("profiles", "This is not text."));
    const QString trimmed = text->size() > largestCode ? *text : text->trimmed();
    if (trimmed.isEmpty())
        return invalid(QCoreApplication::translate("profiles", "There is nothing to read."));
    if (trimmed.startsWith(u'{') && trimmed.left(4096).contains(QLatin1String("\"larder\"")))
        return readOwn(bytes, variables, password);
    Import import;
    const QByteArray inner = fromBase64(trimmed);
    const auto innerText = inner.isEmpty() ? std::nullopt : decoded(inner);
    Context context(innerText ? *innerText : *text, variables);
    if (context.text().trimmed().isEmpty())
        return invalid(QCoreApplication::translate("profiles", "There is nothing to read."));
    const auto drafts = readAny(context, &import.format);
    if (!drafts)
        return base::fail(drafts.error());
    collect(context, *drafts, import);
    if (import.candidates.isEmpty())
        return invalid(QCoreApplication::translate(
            "profiles",
            "No connection was found in this. Paste an address (host:port or redis://…), a "
            "redis-cli line, .env lines, application.yml, or a file that another program "
            "exported."));
    return import;
}

} // namespace profiles
