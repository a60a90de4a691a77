// Objects with a host in them: client options in code, and the exported files of peers.
// The formats were read from: Redis Insight 2.x (database model), RESP.app 2022 and Redis Desktop
// Manager 0.8–2021 (connections.json, connections.xml), Another Redis Desktop Manager 1.x
// (connection form; the file is base64 of a JSON list), Tiny RDM 1.x (connections.yaml).
#include "profiles/importing/draft.h"
#include <QRegularExpression>
#include <algorithm>

namespace profiles::importing {

namespace {
enum class Dialect { Code, RedisInsight, Resp, Another, TinyRdm };
using Fields = QHash<QString, Field>;

const Fields &fieldsOf(Dialect dialect)
{
    static const auto table = [](std::initializer_list<std::pair<const char *, Field>> list) {
        Fields fields;
        for (const auto &[name, field] : list)
            fields.insert(QLatin1String(name), field);
        return fields;
    };
    static const Fields code = table({ { "connectionname", Field::ClientName } });
    static const Fields insight = table({
        { "name", Field::Name },
        { "timeout", Field::ConnectTimeout },
        { "connectiontype", Field::ConnectionType },
        { "verifyservercert", Field::Verify },
        { "forcestandalone", Field::Standalone },
        { "sentinelmastername", Field::SentinelName },
        { "sentinelmasterusername", Field::User },
        { "sentinelmasterpassword", Field::Password },
        { "cacert", Field::Unsupported },
        { "cacertcertificate", Field::Unsupported },
        { "clientcertcertificate", Field::Unsupported },
        { "clientcertkey", Field::UnsupportedSecret },
        { "sshoptionshost", Field::SshHost },
        { "sshoptionsport", Field::SshPort },
        { "sshoptionsusername", Field::SshUser },
        { "sshoptionspassword", Field::SshPassword },
        { "sshoptionsprivatekey", Field::SshPrivateKey },
        { "sshoptionspassphrase", Field::SshKeyPassphrase },
    });
    static const Fields resp = table({
        { "name", Field::Name },
        { "auth", Field::Password },
        { "namespaceseparator", Field::Separator },
        { "timeoutconnect", Field::ConnectTimeout },
        { "connectiontimeout", Field::ConnectTimeout },
        { "timeoutexecute", Field::CommandTimeout },
        { "executetimeout", Field::CommandTimeout },
        { "sslcacertpath", Field::CaFile },
        { "ssllocalcertpath", Field::CertificateFile },
        { "sslprivatekeypath", Field::KeyFile },
        { "sslignoreallerrors", Field::DontVerify },
        { "ignoreallsslerrors", Field::DontVerify },
        { "sshhost", Field::SshHost },
        { "sshport", Field::SshPort },
        { "sshuser", Field::SshUser },
        { "sshpassword", Field::SshPassword },
        { "sshprivatekeypath", Field::SshKeyFile },
        { "sshagent", Field::SshAgent },
        { "iconcolor", Field::Colour },
    });
    static const Fields another = table({
        { "name", Field::Name },
        { "connectionname", Field::Name },
        { "auth", Field::Password },
        { "separator", Field::Separator },
        { "connectionreadonly", Field::ReadOnly },
        { "readonly", Field::ReadOnly },
        { "color", Field::Colour },
        { "ssloptionskey", Field::KeyFile },
        { "ssloptionscert", Field::CertificateFile },
        { "ssloptionsca", Field::CaFile },
        { "ssloptionsservername", Field::ServerName },
        { "sentineloptionsmastername", Field::SentinelName },
        { "sentineloptionsnodepassword", Field::Password },
        { "sshoptionshost", Field::SshHost },
        { "sshoptionsport", Field::SshPort },
        { "sshoptionsusername", Field::SshUser },
        { "sshoptionsprivatekey", Field::SshKeyFile },
        { "sshoptionspassword", Field::SshPassword },
        { "sshoptionspassphrase", Field::SshKeyPassphrase },
        { "sshoptionsbeforeconnect", Field::Unsupported },
    });
    static const Fields tiny = table({
        { "name", Field::Name },
        { "group", Field::Group },
        { "addr", Field::Host },
        { "network", Field::Ignored },
        { "sock", Field::UnixSocket },
        { "keyseparator", Field::Separator },
        { "conntimeout", Field::ConnectTimeoutSeconds },
        { "exectimeout", Field::CommandTimeoutSeconds },
        { "markcolor", Field::Colour },
        { "sslkeyfile", Field::KeyFile },
        { "sslcertfile", Field::CertificateFile },
        { "sslcafile", Field::CaFile },
        { "sslallowinsecure", Field::DontVerify },
        { "sslsni", Field::ServerName },
        { "sshaddr", Field::SshHost },
        { "sshport", Field::SshPort },
        { "sshusername", Field::SshUser },
        { "sshpkfile", Field::SshKeyFile },
        { "sshlogintype", Field::SshLogin },
        { "sshpassword", Field::SshPassword },
        { "sshpassphrase", Field::SshKeyPassphrase },
        { "sentinelmaster", Field::SentinelName },
        { "sentinelusername", Field::User },
        { "sentinelpassword", Field::Password },
    });
    switch (dialect) {
    case Dialect::RedisInsight:
        return insight;
    case Dialect::Resp:
        return resp;
    case Dialect::Another:
        return another;
    case Dialect::TinyRdm:
        return tiny;
    case Dialect::Code:
        break;
    }
    return code;
}

/// Members that say nothing about the server: ids, dates, colours and filters of a peer's window.
bool isPeersOwn(const QString &name)
{
    static const QStringList own{
        QStringLiteral("id"),
        QStringLiteral("key"),
        QStringLiteral("order"),
        QStringLiteral("provider"),
        QStringLiteral("lastconnection"),
        QStringLiteral("createdat"),
        QStringLiteral("modules"),
        QStringLiteral("new"),
        QStringLiteral("version"),
        QStringLiteral("compressor"),
        QStringLiteral("keynameformat"),
        QStringLiteral("tags"),
        QStringLiteral("namefromprovider"),
        QStringLiteral("ispresetup"),
        QStringLiteral("keyspattern"),
        QStringLiteral("luakeysloading"),
        QStringLiteral("dbscanlimit"),
        QStringLiteral("overrideclusterhost"),
        QStringLiteral("clusterchangehost"),
        QStringLiteral("timeout"),
        QStringLiteral("defaultfilter"),
        QStringLiteral("keyview"),
        QStringLiteral("loadsize"),
        QStringLiteral("dbfiltertype"),
        QStringLiteral("dbfilterlist"),
        QStringLiteral("type"),
        QStringLiteral("lastdb"),
        QStringLiteral("refreshinterval"),
        QStringLiteral("alias"),
        QStringLiteral("ssh"),
        QStringLiteral("sshenable"),
        QStringLiteral("sentinelenable"),
        QStringLiteral("sshagentpath"),
        QStringLiteral("sshtimeout"),
        QStringLiteral("sshoptionstimeout"),
        QStringLiteral("sshoptionsid"),
        QStringLiteral("sshsupport"),
        QStringLiteral("sslsupport"),
        QStringLiteral("sshoptionsprivatekeybookmark"),
        QStringLiteral("cacertid"),
        QStringLiteral("cacertname"),
        QStringLiteral("cacertispresetup"),
        QStringLiteral("clientcertid"),
        QStringLiteral("clientcertname"),
        QStringLiteral("clientcertispresetup"),
        QStringLiteral("askforsshpassword"),
        QStringLiteral("filterhistory"),
        QStringLiteral("defaultformatter"),
    };
    return own.contains(name) || name.startsWith(QLatin1String("modules"))
        || name.startsWith(QLatin1String("clouddetails")) || name.startsWith(QLatin1String("tags"))
        || name.startsWith(QLatin1String("filterhistory"))
        || name.contains(QLatin1String("bookmark"))
        || name.startsWith(QLatin1String("dbfilterlist"))
        || name.endsWith(QLatin1String("ispresetup"));
}

QString lastOf(const QString &path)
{
    return path.sliced(path.lastIndexOf(u'/') + 1);
}

QString above(const QString &path)
{
    return path.left(qMax<qsizetype>(0, path.lastIndexOf(u'/')));
}

bool isIndex(const QString &name)
{
    return !name.isEmpty()
        && std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.isDigit(); });
}

bool isNodeList(const QString &name)
{
    static const QStringList lists{
        QStringLiteral("nodes"),
        QStringLiteral("sentinels"),
        QStringLiteral("rootnodes"),
        QStringLiteral("startupnodes"),
        QStringLiteral("sentinelrootnodes"),
        QStringLiteral("clusternodes"),
    };
    return lists.contains(squashed(name));
}

/// Options that other options are grouped in.
bool isWrapper(const QString &name)
{
    static const QStringList wrappers{
        QStringLiteral("socket"),        QStringLiteral("redisoptions"),
        QStringLiteral("options"),       QStringLiteral("defaults"),
        QStringLiteral("clientoptions"), QStringLiteral("nodeclientoptions"),
    };
    return wrappers.contains(squashed(name));
}

Dialect dialectOf(const QList<Entry> &entries)
{
    for (const Entry &entry : entries) {
        const QString name = squashed(lastOf(entry.name));
        if (name == QLatin1String("verifyservercert") || name == QLatin1String("connectiontype")
            || name == QLatin1String("namefromprovider"))
            return Dialect::RedisInsight;
        if (name == QLatin1String("connectionreadonly") || name == QLatin1String("nodepassword")
            || entry.name.contains(QLatin1String("/sslOptions/"))
            || entry.name.contains(QLatin1String("/sshOptions/beforeconnect")))
            return Dialect::Another;
        if (name == QLatin1String("namespaceseparator") || name == QLatin1String("timeoutconnect")
            || name == QLatin1String("sslcacertpath") || name == QLatin1String("sshprivatekeypath")
            || name == QLatin1String("keyspattern") || name == QLatin1String("iconcolor"))
            return Dialect::Resp;
        if (name == QLatin1String("keyseparator") || name == QLatin1String("defaultfilter")
            || name == QLatin1String("allowinsecure") || name == QLatin1String("logintype")
            || name == QLatin1String("markcolor"))
            return Dialect::TinyRdm;
    }
    // A bare list with "auth" and "host" is what the base64 of the one with that form holds.
    for (const Entry &entry : entries) {
        if (isIndex(above(entry.name)) && lastOf(entry.name) == QLatin1String("auth"))
            return Dialect::Another;
    }
    return Dialect::Code;
}

/// The path of the object that `entry` makes a connection of; nullopt = none.
std::optional<QString> rootOf(const Entry &entry, Dialect dialect)
{
    QString path = above(entry.name);
    const QString name = squashed(lastOf(entry.name));
    const bool host = name == QLatin1String("host") || name == QLatin1String("addr")
        || name == QLatin1String("unixsocketpath") || name == QLatin1String("sock");
    const bool url = (name == QLatin1String("url") || name == QLatin1String("uri")
                      || name == QLatin1String("address"))
        && (isUrl(entry.value) || entry.value.contains(QLatin1String("${")));
    if (isIndex(lastOf(entry.name)) && isNodeList(lastOf(path)))
        path = above(path);
    else if (isIndex(lastOf(path)) && isNodeList(lastOf(above(path))))
        path = above(above(path));
    else if (!host && !url)
        return std::nullopt;
    const QString owner = squashed(lastOf(path));
    if (owner.startsWith(QLatin1String("ssh")) || owner.startsWith(QLatin1String("sentinel")))
        return std::nullopt;
    while (isWrapper(lastOf(path)))
        path = above(path);
    if (dialect != Dialect::Code || path.isEmpty())
        return path;
    static const QRegularExpression ours(
        QStringLiteral("redis|valkey|cache|connection|queue|broker"),
        QRegularExpression::CaseInsensitiveOption);
    const bool named = ours.match(path).hasMatch() || url;
    const bool shallow =
        std::all_of(path.cbegin(), path.cend(), [](QChar c) { return c.isDigit() || c == u'/'; });
    return named || shallow ? std::optional(path) : std::nullopt;
}

/// One object's members, as its dialect has them.
class ObjectReader {
public:
    ObjectReader(Context &context, Dialect dialect, const QString &root,
                 const QList<Entry> &entries)
        : m_context(context)
        , m_dialect(dialect)
        , m_root(root)
        , m_entries(entries)
    {
        for (const Entry &entry : entries) {
            const QString name = nameOf(entry);
            if (!entry.value.isEmpty())
                m_values.insert(name, entry.value);
            m_hasNodes |= nodeField(entry) == Field::SentinelNodes;
        }
    }

    Draft read()
    {
        readNodes();
        for (const Entry &entry : m_entries) {
            if (nodeField(entry) == Field::Unknown)
                readMember(entry);
        }
        if (m_dialect != Dialect::Code && m_draft.candidate.profile.topology == Topology::Sentinel
            && m_draft.candidate.profile.tls.enabled)
            m_draft.candidate.profile.sentinel.tls = true;
        return m_draft;
    }

private:
    /// Of the members below the root, without wrappers: "sshoptionshost".
    [[nodiscard]] QString nameOf(const Entry &entry) const
    {
        QString below = entry.name.mid(m_root.isEmpty() ? 0 : m_root.size() + 1);
        QStringList parts = below.split(u'/', Qt::SkipEmptyParts);
        while (parts.size() > 1 && isWrapper(parts.first()))
            parts.removeFirst();
        return squashed(parts.join(QString()));
    }

    [[nodiscard]] Field nodeField(const Entry &entry) const
    {
        const QStringList parts =
            entry.name.mid(m_root.isEmpty() ? 0 : m_root.size() + 1).split(u'/');
        if (parts.size() < 2 || !isNodeList(parts.first()) || !isIndex(parts[1]))
            return Field::Unknown;
        return squashed(parts.first()).startsWith(QLatin1String("sentinel")) ? Field::SentinelNodes
                                                                             : Field::Nodes;
    }

    void readNodes()
    {
        struct Node {
            Field field = Field::Nodes;
            QString host;
            QString port;
            int line = 0;
        };
        QMap<QString, Node> nodes; // by the path of each
        QStringList order;
        for (const Entry &entry : m_entries) {
            const Field field = nodeField(entry);
            if (field == Field::Unknown || entry.value.isEmpty())
                continue;
            const QStringList parts =
                entry.name.mid(m_root.isEmpty() ? 0 : m_root.size() + 1).split(u'/');
            const QString at = parts[0] + u'/' + parts[1];
            if (!nodes.contains(at)) {
                if (order.size() >= 1000)
                    break;
                order += at;
            }
            Node &node = nodes[at];
            node.field = field;
            node.line = entry.line;
            const QString last = squashed(parts.last());
            if (parts.size() > 2 && (last == QLatin1String("port") || last == QLatin1String("1")))
                node.port = entry.value;
            else
                node.host = entry.value;
            if (entry.value.startsWith(QLatin1String("rediss://")))
                m_draft.put(m_context, Field::Tls, QStringLiteral("true"), entry.line);
        }
        for (const QString &at : order) {
            const Node &node = nodes[at];
            const QString text = node.port.isEmpty() ? node.host : node.host + u':' + node.port;
            m_draft.put(m_context, node.field, text, node.line);
        }
    }

    [[nodiscard]] bool on(const char *name) const
    {
        const QString value = m_values.value(QLatin1String(name));
        return truth(value).value_or(!value.isEmpty());
    }
    [[nodiscard]] bool hasSentinel() const
    {
        switch (m_dialect) {
        case Dialect::RedisInsight:
            return m_values.contains(QLatin1String("sentinelmastername"));
        case Dialect::Another:
            return m_values.contains(QLatin1String("sentineloptionsmastername"));
        case Dialect::TinyRdm:
            return on("sentinelenable");
        default:
            return m_hasNodes;
        }
    }
    /// Switched off, and filled in all the same.
    [[nodiscard]] bool isOff(const QString &name) const
    {
        if (m_dialect == Dialect::TinyRdm)
            return (name.startsWith(QLatin1String("ssh")) && !on("sshenable"))
                || (name.startsWith(QLatin1String("ssl")) && !on("sslenable"))
                || (name.startsWith(QLatin1String("sentinel")) && !on("sentinelenable"));
        if (m_dialect == Dialect::RedisInsight)
            return (name.startsWith(QLatin1String("sshoptions")) && !on("ssh"))
                || (name == QLatin1String("verifyservercert") && !on("tls"));
        if (name.startsWith(QLatin1String("ssh")) && m_dialect == Dialect::Resp)
            return !m_values.contains(QLatin1String("sshhost"));
        return name.startsWith(QLatin1String("sshoptions"))
            && !m_values.contains(QLatin1String("sshoptionshost"));
    }

    [[nodiscard]] Field fieldOf(const QString &name) const
    {
        Field field = fieldsOf(m_dialect).value(name, Field::Unknown);
        if (field == Field::Unknown && m_dialect != Dialect::Code && isPeersOwn(name))
            return Field::Ignored;
        if (field == Field::Unknown)
            field = fieldNamed(name);
        if (field == Field::Unknown && name == QLatin1String("name"))
            field = m_hasNodes ? Field::SentinelName : Field::Ignored;
        // It has one field for both.
        if (m_dialect == Dialect::Resp && name == QLatin1String("sshpassword")
            && m_values.contains(QLatin1String("sshprivatekeypath")))
            return Field::SshKeyPassphrase;
        // Peers keep the sentinels' password where others have the server's.
        const bool peer = m_dialect == Dialect::RedisInsight || m_dialect == Dialect::Another
            || m_dialect == Dialect::TinyRdm;
        if (peer && hasSentinel()) {
            if (name == QLatin1String("password") || name == QLatin1String("auth"))
                return Field::SentinelPassword;
            if (name == QLatin1String("username"))
                return Field::SentinelUser;
        }
        return field;
    }

    void readMember(const Entry &entry)
    {
        const QString name = nameOf(entry);
        const bool emptyObject = entry.name.endsWith(u'/');
        if (isOff(name))
            return;
        const bool ofTls = (name.startsWith(QLatin1String("tls")) && name != QLatin1String("tls")
                            && m_dialect == Dialect::Code
                            && entry.name.contains(QLatin1String("/tls/"), Qt::CaseInsensitive))
            || name.startsWith(QLatin1String("ssloptions"))
            || (emptyObject
                && (name == QLatin1String("tls") || name == QLatin1String("ssl")
                    || name == QLatin1String("ssloptions")));
        const bool topTls = entry.name.startsWith(QLatin1String("tls/"), Qt::CaseInsensitive);
        if ((ofTls || topTls) && !m_draft.stated.contains(Field::Tls))
            m_draft.put(m_context, Field::Tls, QStringLiteral("true"), entry.line);
        if (entry.value.isEmpty())
            return;
        m_draft.put(m_context, fieldOf(name), entry.value, entry.line, lastOf(entry.name));
    }

    Context &m_context;
    Dialect m_dialect;
    QString m_root;
    QList<Entry> m_entries;
    QHash<QString, QString> m_values;
    bool m_hasNodes = false; ///< a list of sentinels
    Draft m_draft;
};

QString formatOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::RedisInsight:
        return QStringLiteral("Redis Insight");
    case Dialect::Resp:
        return QStringLiteral("RESP.app");
    case Dialect::Another:
        return QStringLiteral("Another Redis Desktop Manager");
    case Dialect::TinyRdm:
        return QStringLiteral("Tiny RDM");
    case Dialect::Code:
        break;
    }
    return {};
}
} // namespace

QList<Draft> readObjects(Context &context, const QList<Entry> &entries, QString *format)
{
    const Dialect dialect = dialectOf(entries);
    if (format && dialect != Dialect::Code)
        *format = formatOf(dialect);
    QStringList roots;
    QSet<QString> seen;
    QHash<QString, QString> groups; // the name of each object that has "connections"
    for (const Entry &entry : entries) {
        const auto root = rootOf(entry, dialect);
        if (root && !seen.contains(*root) && roots.size() < mostCandidates) {
            seen += *root;
            roots += *root;
        }
        if (lastOf(entry.name) == QLatin1String("name"))
            groups.insert(above(entry.name), entry.value);
    }
    QHash<QString, QList<Entry>> members;
    for (const Entry &entry : entries) {
        // The nearest root above it.
        for (QString at = above(entry.name);; at = above(at)) {
            if (seen.contains(at)) {
                members[at] += entry;
                break;
            }
            if (at.isEmpty())
                break;
        }
    }
    QList<Draft> drafts;
    for (const QString &root : roots) {
        Draft draft = ObjectReader(context, dialect, root, members.value(root)).read();
        const QString list = above(root);
        if (dialect != Dialect::Code && lastOf(list) == QLatin1String("connections")
            && groups.contains(above(list)))
            draft.candidate.profile.group = groups.value(above(list)).simplified().left(200);
        if (draft.leadsSomewhere() || draft.candidate.found.size() > 0)
            drafts += draft;
    }
    return drafts;
}

} // namespace profiles::importing
