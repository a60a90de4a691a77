#include "profiles/importing/draft.h"
#include "profiles/tunnelway.h"
#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <algorithm>

namespace profiles::importing {

namespace {
constexpr qsizetype longestLine = 64 * 1024;
constexpr int mostLines = 50'000;
constexpr int mostStrangeLines = 50;

/// The words of a shell line; quotes and backslashes as in sh.
QStringList shellWords(const QString &line)
{
    QStringList words;
    QString word;
    QChar quote;
    bool open = false;
    for (qsizetype i = 0; i < line.size() && words.size() < 1000; ++i) {
        const QChar c = line[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = {};
            else if (c == u'\\' && quote == u'"' && i + 1 < line.size()
                     && QStringLiteral("\"\\$`").contains(line[i + 1]))
                word += line[++i];
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            open = true;
        } else if (c == u'\\' && i + 1 < line.size()) {
            word += line[++i];
        } else if (c.isSpace()) {
            if (open || !word.isEmpty())
                words += word;
            word.clear();
            open = false;
        } else {
            word += c;
        }
    }
    if (open || !word.isEmpty())
        words += word;
    return words;
}

/// The value behind NAME= : quotes off, a comment behind it off.
QString settingValue(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'"') || trimmed.startsWith(u'\'')) {
        const QChar quote = trimmed.at(0);
        QString out;
        for (qsizetype i = 1; i < trimmed.size(); ++i) {
            if (trimmed[i] == quote)
                return out;
            if (trimmed[i] == u'\\' && quote == u'"' && i + 1 < trimmed.size())
                ++i;
            out += trimmed[i];
        }
        return trimmed; // never closed: taken as it is
    }
    static const QRegularExpression comment(QStringLiteral("\\s+#"));
    const auto match = comment.match(trimmed);
    QString value = match.hasMatch() ? trimmed.left(match.capturedStart()) : trimmed;
    if (value.startsWith(u'#'))
        return {};
    // The whole of it another variable: $NAME
    static const QRegularExpression variable(QStringLiteral("^\\$([A-Za-z_][A-Za-z0-9_]*)$"));
    if (const auto name = variable.match(value); name.hasMatch())
        return QStringLiteral("${%1}").arg(name.captured(1));
    return value;
}

struct Forward {
    quint16 localPort = 0;
    Draft draft; ///< the tunnel, and the endpoint behind it
};

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

class LineReader {
public:
    LineReader(Context &context, QString *format)
        : m_context(context)
        , m_format(format)
    {
    }

    QList<Draft> read()
    {
        walk(&LineReader::collect);
        walk(&LineReader::interpret);
        QList<Draft> all = readSettings(m_context, m_settings);
        all += m_drafts;
        joinForwards(all);
        return all;
    }

private:
    using Step = void (LineReader::*)(const QString &line, int number);

    /// Each line, those that end in a backslash joined with the next.
    void walk(Step step)
    {
        const QString &text = m_context.text();
        QString joined;
        int first = 0;
        int number = 0;
        for (qsizetype at = 0; at <= text.size() && number < mostLines;) {
            const qsizetype newline = text.indexOf(u'\n', at);
            const qsizetype end = newline < 0 ? text.size() : newline;
            ++number;
            QString line = end - at > longestLine ? QString() : text.sliced(at, end - at).trimmed();
            at = end + 1;
            if (joined.isEmpty())
                first = number;
            if (line.endsWith(u'\\') && joined.size() + line.size() < longestLine && newline >= 0) {
                line.chop(1);
                joined += line + u' ';
                continue;
            }
            joined += line;
            if (!joined.trimmed().isEmpty())
                (this->*step)(joined.trimmed(), first);
            joined.clear();
        }
    }

    static std::optional<Entry> assignment(QString line, int number)
    {
        static const QRegularExpression form(
            QStringLiteral("^(?:-\\s+)?(?:(?:export|set|setx|ENV|declare\\s+-x)\\s+|\\$env:)?"
                           "([A-Za-z_][\\w.\\-\\[\\]]*)\\s*=\\s*(.*)$"));
        static const QRegularExpression spaced(
            QStringLiteral("^(?:setx|ENV)\\s+([A-Za-z_]\\w*)\\s+(.*)$"));
        static const QRegularExpression colon(
            QStringLiteral("^([A-Za-z_][\\w.\\-\\[\\]]*)\\s*:\\s+(.*)$"));
        for (const QRegularExpression *each : { &form, &spaced, &colon }) {
            const auto match = each->match(line);
            if (match.hasMatch())
                return Entry{ match.captured(1), settingValue(match.captured(2)), number };
        }
        return std::nullopt;
    }

    static bool isComment(const QString &line)
    {
        return line.startsWith(u'#') || line.startsWith(u';')
            || line.startsWith(QLatin1String("//")) || line == QLatin1String("---");
    }

    void collect(const QString &line, int number)
    {
        if (isComment(line) || isUrl(line))
            return;
        if (const auto entry = assignment(line, number))
            m_context.define(entry->name, entry->value);
    }

    void interpret(const QString &line, int number)
    {
        if (isComment(line) || m_drafts.size() >= mostCandidates)
            return;
        if (!isUrl(line)) {
            const QStringList words = shellWords(line);
            if (!words.isEmpty() && readCommand(words, number))
                return;
        }
        if (readAddress(line, number))
            return;
        if (const auto entry = assignment(line, number)) {
            if (isSettingName(entry->name)) {
                m_settings += *entry;
                if (m_format && m_format->isEmpty())
                    *m_format = QCoreApplication::translate("profiles", "Environment variables");
            }
            return;
        }
        if (m_context.others.size() < mostStrangeLines)
            m_context.others += { Found::Kind::NotUnderstood, QString(), QString(), number,
                                  m_context.line(number) };
    }

    bool readAddress(const QString &line, int number)
    {
        QString text = line;
        if ((text.startsWith(u'"') || text.startsWith(u'\'')) && text.size() > 2
            && text.endsWith(text.at(0)))
            text = text.sliced(1, text.size() - 2);
        Draft draft;
        if (isUrl(text)) {
            if (text.contains(QLatin1String(",redis")) || text.contains(QLatin1String(", redis")))
                return readUrlList(text, number);
            readUrl(m_context, draft, text, number);
        } else if (text.startsWith(u'/') && !text.contains(u' ')) {
            draft.put(m_context, Field::UnixSocket, text, number);
        } else if (!text.contains(u'=') && !text.contains(u' ') && readHosts(text)
                   && (text.contains(u'.') || text.contains(u':') || text.size() > 2)) {
            draft.put(m_context, text.contains(u',') ? Field::Nodes : Field::Endpoint, text,
                      number);
        } else {
            return false;
        }
        if (m_format && m_format->isEmpty())
            *m_format = QCoreApplication::translate("profiles", "Address");
        m_drafts += draft;
        return true;
    }

    /// redis://h1:1,redis://h2:2 — the nodes of one cluster.
    bool readUrlList(const QString &text, int number)
    {
        Draft draft;
        bool first = true;
        for (const QString &part : text.split(u',')) {
            if (first) {
                readUrl(m_context, draft, part, number);
                draft.candidate.profile.topology = Topology::Cluster;
            } else {
                const QString bare = part.trimmed().section(u'@', -1);
                draft.put(m_context, Field::Nodes, bare.section(QLatin1String("://"), -1), number);
            }
            first = false;
        }
        m_drafts += draft;
        return true;
    }

    bool readCommand(QStringList words, int number)
    {
        static const QStringList prompts{ QStringLiteral("$"), QStringLiteral(">"),
                                          QStringLiteral("%"), QStringLiteral("sudo") };
        while (!words.isEmpty() && prompts.contains(words.first()))
            words.removeFirst();
        QList<Entry> before;
        static const QRegularExpression setting(QStringLiteral("^([A-Za-z_]\\w*)=(.*)$"));
        while (!words.isEmpty()) {
            const auto match = setting.match(words.first());
            if (!match.hasMatch())
                break;
            before += { match.captured(1), match.captured(2), number };
            words.removeFirst();
        }
        const auto program = [](const QString &word) {
            QString name = word.section(u'/', -1).section(u'\\', -1);
            return name.endsWith(QLatin1String(".exe")) ? name.chopped(4) : name;
        };
        for (qsizetype i = 0; i < words.size(); ++i) {
            const QString name = program(words[i]);
            if (name == QLatin1String("redis-cli") || name == QLatin1String("valkey-cli"))
                return readCli(words.mid(i + 1), before, number);
            if (i == 0 && name == QLatin1String("aws") && words.contains(QLatin1String("ssm")))
                return readSsm(words.mid(1), before, number);
            if (i == 0 && (name == QLatin1String("ssh") || name == QLatin1String("autossh")))
                return readSsh(words.mid(1), number);
        }
        if (!words.isEmpty() && program(words.first()) == QLatin1String("docker"))
            return readDocker(words, number);
        return false;
    }

    bool readDocker(const QStringList &words, int number)
    {
        bool any = false;
        for (qsizetype i = 1; i < words.size(); ++i) {
            QString pair;
            if ((words[i] == QLatin1String("-e") || words[i] == QLatin1String("--env"))
                && i + 1 < words.size())
                pair = words[++i];
            else if (words[i].startsWith(QLatin1String("--env=")))
                pair = words[i].mid(6);
            const qsizetype equals = pair.indexOf(u'=');
            if (equals < 1)
                continue;
            m_context.define(pair.left(equals), pair.mid(equals + 1));
            m_settings += { pair.left(equals), pair.mid(equals + 1), number };
            any = true;
        }
        if (any && m_format)
            *m_format = QStringLiteral("docker run");
        return any;
    }

    bool readCli(const QStringList &words, const QList<Entry> &before, int number)
    {
        static const QHash<QString, Field> options{
            { QStringLiteral("-h"), Field::Host },
            { QStringLiteral("-p"), Field::Port },
            { QStringLiteral("-s"), Field::UnixSocket },
            { QStringLiteral("-a"), Field::Password },
            { QStringLiteral("--pass"), Field::Password },
            { QStringLiteral("--user"), Field::User },
            { QStringLiteral("-u"), Field::Url },
            { QStringLiteral("-n"), Field::Database },
            { QStringLiteral("--cacert"), Field::CaFile },
            { QStringLiteral("--cert"), Field::CertificateFile },
            { QStringLiteral("--key"), Field::KeyFile },
            { QStringLiteral("--sni"), Field::ServerName },
            { QStringLiteral("-t"), Field::ConnectTimeoutSeconds },
        };
        static const QStringList withValue{
            QStringLiteral("-r"),
            QStringLiteral("-i"),
            QStringLiteral("-d"),
            QStringLiteral("-D"),
            QStringLiteral("--cacertdir"),
            QStringLiteral("--pattern"),
            QStringLiteral("--tls-ciphers"),
            QStringLiteral("--tls-ciphersuites"),
            QStringLiteral("--rdb"),
            QStringLiteral("--eval"),
        };
        static const QStringList quiet{
            QStringLiteral("-2"),
            QStringLiteral("-3"),
            QStringLiteral("--raw"),
            QStringLiteral("--no-raw"),
            QStringLiteral("--csv"),
            QStringLiteral("--json"),
            QStringLiteral("--no-auth-warning"),
            QStringLiteral("-x"),
            QStringLiteral("-e"),
        };
        Draft draft;
        bool host = false;
        for (qsizetype i = 0; i < words.size(); ++i) {
            const QString &word = words[i];
            if (const auto option = options.constFind(word);
                option != options.constEnd() && i + 1 < words.size()) {
                host |=
                    *option == Field::Host || *option == Field::Url || *option == Field::UnixSocket;
                draft.put(m_context, *option, words[++i], number, word);
            } else if (word == QLatin1String("--tls")) {
                draft.put(m_context, Field::Tls, QStringLiteral("true"), number);
            } else if (word == QLatin1String("--insecure")) {
                draft.put(m_context, Field::DontVerify, QStringLiteral("true"), number);
            } else if (word == QLatin1String("-c")) {
                draft.put(m_context, Field::Cluster, QStringLiteral("true"), number);
            } else if (withValue.contains(word)) {
                ++i;
            } else if (word.startsWith(u'-') && !quiet.contains(word)) {
                // Never the whole word: "-aPASSWORD" is one.
                const bool named = word.startsWith(QLatin1String("--"));
                draft.put(m_context, Field::Unknown, QString(), number,
                          named ? word.section(u'=', 0, 0) : word.left(2));
            } else if (!word.startsWith(u'-')) {
                break; // the command to run
            }
        }
        for (const Entry &each : before) {
            if (each.name == QLatin1String("REDISCLI_AUTH"))
                draft.put(m_context, Field::Password, each.value, number);
        }
        if (!host)
            draft.put(m_context, Field::Host, QStringLiteral("127.0.0.1"), number);
        if (m_format && m_format->isEmpty())
            *m_format = QStringLiteral("redis-cli");
        m_drafts += draft;
        return true;
    }

    bool readSsm(const QStringList &words, const QList<Entry> &before, int number)
    {
        Forward forward;
        Draft &draft = forward.draft;
        QHash<QString, QString> parameters;
        for (qsizetype i = 0; i + 1 < words.size(); ++i) {
            const QString value = words[i + 1];
            if (words[i] == QLatin1String("--target"))
                draft.put(m_context, Field::SsmTarget, value, number);
            else if (words[i] == QLatin1String("--region"))
                draft.put(m_context, Field::Region, value, number);
            else if (words[i] == QLatin1String("--profile"))
                draft.put(m_context, Field::AwsProfile, value, number);
            else if (words[i] == QLatin1String("--parameters"))
                parameters = ssmParameters(value);
        }
        for (const Entry &each : before) {
            if (each.name == QLatin1String("AWS_PROFILE"))
                draft.put(m_context, Field::AwsProfile, each.value, number);
            else if (each.name.startsWith(QLatin1String("AWS_")))
                draft.put(m_context, Field::Region, each.value, number);
        }
        if (!draft.stated.contains(Field::SsmTarget))
            return false;
        if (parameters.contains(QStringLiteral("host")))
            draft.put(m_context, Field::Host, parameters.value(QStringLiteral("host")), number);
        if (parameters.contains(QStringLiteral("portnumber")))
            draft.put(m_context, Field::Port, parameters.value(QStringLiteral("portnumber")),
                      number);
        forward.localPort = parameters.value(QStringLiteral("localportnumber")).toUShort();
        if (m_format)
            *m_format = QStringLiteral("aws ssm start-session");
        m_forwards += forward;
        return true;
    }

    /// host="h",portNumber="6379" or {"host":["h"],"portNumber":["6379"]}, with or without lists.
    static QHash<QString, QString> ssmParameters(QString text)
    {
        static const QRegularExpression form(
            QStringLiteral("[\"']?(host|portNumber|localPortNumber)[\"']?\\s*[=:]\\s*\\[?\\s*[\"']?"
                           "([^\"',\\]}\\s]+)"));
        QHash<QString, QString> out;
        auto all = form.globalMatch(text);
        while (all.hasNext()) {
            const auto match = all.next();
            out.insert(match.captured(1).toLower(), match.captured(2));
        }
        return out;
    }

    static SshHop hopOf(const QString &text)
    {
        SshHop hop;
        const qsizetype at = text.lastIndexOf(u'@');
        if (at > 0)
            hop.user = text.left(at);
        if (const auto address = HostPort::fromString(text.mid(at + 1), 22)) {
            hop.host = address->host;
            hop.port = address->port;
        }
        return hop;
    }

    /// A bare word is what people call a Host of their ~/.ssh/config. Whether there is one of that
    /// name only the file could tell, and what a text means must not depend on the files of this
    /// computer: so a name without a dot, a user and a port counts as one.
    static bool looksLikeAlias(const SshHop &hop)
    {
        return hop.user.isEmpty() && hop.port == 22 && !hop.host.contains(u'.')
            && !hop.host.contains(u':') && hop.host != QLatin1String("localhost");
    }

    /// -o ProxyJump=…, User=…, Port=…, IdentityFile=…; false for one that is not taken over.
    static bool readSshOption(const QString &text, SshHop &last, QString &user, quint16 &port,
                              QStringList &jumps)
    {
        static const QRegularExpression form(QStringLiteral("^\\s*([A-Za-z]+)\\s*[= ]\\s*(.*)$"));
        const auto match = form.match(text);
        const QString name = match.captured(1).toLower();
        const QString value = match.captured(2).trimmed();
        // Of how the connection is kept, and nothing about where it leads.
        static const QStringList manners{
            QStringLiteral("serveraliveinterval"),
            QStringLiteral("serveralivecountmax"),
            QStringLiteral("exitonforwardfailure"),
            QStringLiteral("tcpkeepalive"),
            QStringLiteral("connecttimeout"),
            QStringLiteral("compression"),
            QStringLiteral("loglevel"),
            QStringLiteral("identitiesonly"),
        };
        if (manners.contains(name))
            return true;
        if (name == QLatin1String("proxyjump"))
            jumps += value.split(u',');
        else if (name == QLatin1String("user"))
            user = value;
        else if (name == QLatin1String("port"))
            port = value.toUShort();
        else if (name == QLatin1String("identityfile"))
            last.keyFile = value;
        else
            return false;
        return true;
    }

    /// Which backend is meant, and what it is given.
    static TunnelSettings sshTunnel(const QList<SshHop> &jumps, SshHop last, const QString &config)
    {
        if (!last.keyFile.isEmpty())
            last.auth = SshAuth::KeyFile;
        TunnelSettings tunnel;
        tunnel.kind = TunnelKind::Ssh;
        tunnel.hops = jumps;
        tunnel.hops += last;
        tunnel.sshConfig = config;
        const bool named = std::any_of(tunnel.hops.cbegin(), tunnel.hops.cend(), looksLikeAlias);
        if (named || !config.isEmpty())
            tunnel.backend = SshBackend::OpenSsh;
        if (jumps.isEmpty() && last.keyFile.isEmpty() && looksLikeAlias(last)) {
            tunnel.alias = last.host;
            tunnel.hops.clear();
        }
        return tunnel;
    }

    bool readSsh(const QStringList &words, int number)
    {
        QStringList forwards;
        QStringList jumpWords;
        QStringList strange;
        QString config;
        QList<SshHop> jumps;
        SshHop last;
        QString user;
        quint16 port = 0;
        for (qsizetype i = 0; i < words.size(); ++i) {
            QString word = words[i];
            QString value;
            static const QString withValue = QStringLiteral("LipJlobcDEeFIkmORSWw");
            if (word.startsWith(u'-') && word.size() > 1) {
                // -NfL 6379:…: the value belongs to the last letter of the bundle.
                qsizetype letter = 1;
                while (letter < word.size() && !withValue.contains(word[letter]))
                    ++letter;
                if (letter == word.size())
                    continue;
                value = letter + 1 < word.size() ? word.mid(letter + 1) : words.value(++i);
                const QChar option = word[letter];
                if (option == u'L')
                    forwards += value;
                else if (option == u'i')
                    last.keyFile = value;
                else if (option == u'l')
                    user = value;
                else if (option == u'p')
                    port = value.toUShort();
                else if (option == u'J')
                    jumpWords += value.split(u',');
                else if (option == u'F')
                    config = value;
                else if (option == u'o' && !readSshOption(value, last, user, port, jumpWords))
                    strange += value;
            } else if (last.host.isEmpty()) {
                const QString key = last.keyFile;
                last = hopOf(word.startsWith(QLatin1String("ssh://")) ? word.mid(6) : word);
                last.keyFile = key;
            }
        }
        for (const QString &each : std::as_const(jumpWords))
            jumps += hopOf(each);
        const auto usable = [](const SshHop &hop) {
            return isHostName(hop.host) && sshNameProblem(hop.user).isEmpty();
        };
        if (forwards.isEmpty() || !usable(last) || !sshNameProblem(user).isEmpty()
            || !std::all_of(jumps.cbegin(), jumps.cend(), usable) || jumps.size() >= mostSshHops)
            return false;
        if (port != 0)
            last.port = port;
        if (!user.isEmpty())
            last.user = user;
        for (const QString &each : forwards) {
            Forward forward;
            forward.draft.candidate.profile.tunnel = sshTunnel(jumps, last, config);
            if (!readForward(forward, each, number))
                continue;
            forward.draft.note(m_context, Found::Kind::Stated, labelOf(Field::SshHost),
                               last.user.isEmpty() ? last.host : last.user + u'@' + last.host,
                               number);
            if (!last.keyFile.isEmpty())
                forward.draft.note(m_context, Found::Kind::Stated, labelOf(Field::SshKeyFile),
                                   last.keyFile, number);
            for (const QString &option : std::as_const(strange))
                forward.draft.note(m_context, Found::Kind::NotUnderstood, QStringLiteral("ssh -o"),
                                   option, number);
            for (const SshHop &jump : jumps)
                forward.draft.note(m_context, Found::Kind::Stated,
                                   QCoreApplication::translate("profiles", "SSH jump host"),
                                   jump.host, number);
            m_forwards += forward;
        }
        if (m_format)
            *m_format = QStringLiteral("ssh -L");
        return true;
    }

    /// [bind:]port:host:hostport
    bool readForward(Forward &forward, const QString &text, int number)
    {
        static const QRegularExpression form(
            QStringLiteral("^(?:[^:]*:)?([0-9]+):(\\[[^\\]]+\\]|[^:\\[\\]]+):([0-9]+)$"));
        const auto match = form.match(text);
        if (!match.hasMatch())
            return false;
        forward.localPort = match.captured(1).toUShort();
        forward.draft.put(m_context, Field::Endpoint, match.captured(2) + u':' + match.captured(3),
                          number);
        return true;
    }

    /// What leads to a forwarded port of this machine leads to the endpoint behind it.
    void joinForwards(QList<Draft> &all)
    {
        for (Forward &forward : m_forwards) {
            const Profile &behind = forward.draft.candidate.profile;
            bool used = false;
            for (Draft &draft : all) {
                Profile &p = draft.candidate.profile;
                if (p.tunnel.kind != TunnelKind::None || !p.unixSocket.isEmpty()
                    || !isLoopback(p.host) || p.port != forward.localPort)
                    continue;
                if (forward.draft.leadsSomewhere()) {
                    p.host = behind.host;
                    p.port = behind.port;
                }
                p.tunnel = behind.tunnel;
                draft.ssh = forward.draft.ssh;
                if (!behind.iam.region.isEmpty())
                    p.iam.region = behind.iam.region;
                p.iam.awsProfile = behind.iam.awsProfile;
                draft.stated += forward.draft.stated;
                draft.candidate.found += forward.draft.candidate.found;
                used = true;
            }
            if (!used && forward.draft.leadsSomewhere())
                all += forward.draft;
        }
    }

    Context &m_context;
    QString *m_format;
    QList<Entry> m_settings;
    QList<Draft> m_drafts;
    QList<Forward> m_forwards;
};
} // namespace

QList<Draft> readLines(Context &context, QString *format)
{
    return LineReader(context, format).read();
}

} // namespace profiles::importing
