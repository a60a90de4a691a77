#include "profiles/profilejson.h"
#include "profiles/jsonmembers.h"
#include "profiles/tunnelway.h"
#include <QJsonDocument>

namespace profiles {

using namespace members;

namespace {
constexpr int version = 1;

constexpr std::array environments{
    NamedValue<Environment>{ Environment::Local, "local" },
    NamedValue<Environment>{ Environment::Development, "development" },
    NamedValue<Environment>{ Environment::Staging, "staging" },
    NamedValue<Environment>{ Environment::Production, "production" },
    NamedValue<Environment>{ Environment::Demo, "demo" },
};
constexpr std::array authentications{
    NamedValue<Authentication>{ Authentication::None, "none" },
    NamedValue<Authentication>{ Authentication::Password, "password" },
    NamedValue<Authentication>{ Authentication::AclUser, "acl-user" },
    NamedValue<Authentication>{ Authentication::Iam, "iam" },
};
constexpr std::array passwordSources{
    NamedValue<PasswordSource>{ PasswordSource::Stored, "stored" },
    NamedValue<PasswordSource>{ PasswordSource::Ask, "ask" },
    NamedValue<PasswordSource>{ PasswordSource::Command, "command" },
};
constexpr std::array topologies{
    NamedValue<Topology>{ Topology::Automatic, "automatic" },
    NamedValue<Topology>{ Topology::Standalone, "standalone" },
    NamedValue<Topology>{ Topology::Cluster, "cluster" },
    NamedValue<Topology>{ Topology::Sentinel, "sentinel" },
};
constexpr std::array cautions{
    NamedValue<Caution>{ Caution::ByEnvironment, "by-environment" },
    NamedValue<Caution>{ Caution::AsProduction, "as-production" },
};
constexpr std::array tunnelKinds{
    NamedValue<TunnelKind>{ TunnelKind::None, "none" },
    NamedValue<TunnelKind>{ TunnelKind::Ssh, "ssh" },
    NamedValue<TunnelKind>{ TunnelKind::Ssm, "ssm" },
};

constexpr std::array sshAuths{
    NamedValue<SshAuth>{ SshAuth::Automatic, "automatic" },
    NamedValue<SshAuth>{ SshAuth::Agent, "agent" },
    NamedValue<SshAuth>{ SshAuth::KeyFile, "key-file" },
    NamedValue<SshAuth>{ SshAuth::StoredKey, "stored-key" },
    NamedValue<SshAuth>{ SshAuth::Password, "password" },
};
constexpr std::array sshBackends{
    NamedValue<SshBackend>{ SshBackend::BuiltIn, "built-in" },
    NamedValue<SshBackend>{ SshBackend::OpenSsh, "openssh" },
};
constexpr std::array hostKeyPolicies{
    NamedValue<HostKeyPolicy>{ HostKeyPolicy::Ask, "ask" },
    NamedValue<HostKeyPolicy>{ HostKeyPolicy::KnownOnly, "known-only" },
};

constexpr std::array ssmBackends{
    NamedValue<SsmBackend>{ SsmBackend::BuiltIn, "built-in" },
    NamedValue<SsmBackend>{ SsmBackend::AwsCli, "aws-cli" },
};

constexpr Number<quint16> portNumber{ 1, 65535 };

template <typename Archive> void describeTls(Archive &a, TlsSettings &tls)
{
    // Another word than true or false: encrypted and verified, until the person says otherwise.
    a.member("enabled", tls.enabled, Flag{ true });
    a.member("verify", tls.verify, Flag{ true });
    a.member("caFile", tls.caFile, Text());
    a.member("certificateFile", tls.certificateFile, Text());
    a.member("keyFile", tls.keyFile, Text());
    if constexpr (Archive::local)
        a.member("keyPassphraseStored", tls.keyPassphraseStored, Flag());
    a.member("serverName", tls.serverName, Text());
}

template <typename Archive> void describeSentinel(Archive &a, SentinelSettings &sentinel)
{
    a.member("primaryName", sentinel.primaryName, Text());
    a.member("signsIn", sentinel.signsIn, Flag());
    a.member("user", sentinel.user, Text());
    if constexpr (Archive::local)
        a.member("passwordStored", sentinel.passwordStored, Flag());
    a.member("tls", sentinel.tls, Flag{ true });
}

template <typename Archive> void describeIam(Archive &a, IamSettings &iam)
{
    a.member("cacheName", iam.cacheName, Text());
    a.member("region", iam.region, Text());
    a.member("serverless", iam.serverless, Flag());
    a.member("awsProfile", iam.awsProfile, Text());
}

template <typename Archive> void describeHop(Archive &a, SshHop &hop)
{
    a.member("host", hop.host, Text());
    a.member("port", hop.port, portNumber);
    a.member("user", hop.user, Text());
    a.member("keyFile", hop.keyFile, Text());
    if constexpr (Archive::reads) {
        hop.host = plainSshHost(hop.host);
        if (!hop.keyFile.isEmpty()) // before there was a word for it, a key file was meant
            hop.auth = SshAuth::KeyFile;
    }
    a.member("auth", hop.auth, OneOf{ sshAuths, SshAuth::Automatic });
}

template <typename Archive> void describeTunnel(Archive &a, TunnelSettings &tunnel)
{
    // A kind that only a newer version knows must not become a direct connection.
    a.member("kind", tunnel.kind, OneOf{ tunnelKinds, TunnelKind::Ssh });
    a.objects("hops", tunnel.hops, [](auto &inner, SshHop &hop) { describeHop(inner, hop); });
    a.member("backend", tunnel.backend, OneOf{ sshBackends, SshBackend::BuiltIn });
    a.member("alias", tunnel.alias, Text());
    a.member("hostKeys", tunnel.hostKeys, OneOf{ hostKeyPolicies, HostKeyPolicy::KnownOnly });
    a.member("sshProgram", tunnel.sshProgram, Text());
    a.member("sshConfig", tunnel.sshConfig, Text());
    if constexpr (Archive::local)
        a.member("secretsStored", tunnel.secretsStored, Flag());
    a.member("target", tunnel.target, Text());
    a.member("region", tunnel.region, Text());
    a.member("awsProfile", tunnel.awsProfile, Text());
    a.member("ssmBackend", tunnel.ssmBackend, OneOf{ ssmBackends, SsmBackend::BuiltIn });
    a.member("bulkSessions", tunnel.bulkSessions, Number<int>{ 1, mostBulkSessions });
    a.member("document", tunnel.document, Text());
    a.member("awsEndpoint", tunnel.awsEndpoint, Text());
    a.member("awsProgram", tunnel.awsProgram, Text());
    if constexpr (Archive::local)
        a.member("awsKeysStored", tunnel.awsKeysStored, Flag());
}

template <typename Archive> void describeAccess(Archive &a, Profile &p)
{
    a.member("authentication", p.authentication, OneOf{ authentications, Authentication::None });
    a.member("user", p.user, Text());
    a.member("passwordSource", p.passwordSource, OneOf{ passwordSources, PasswordSource::Ask });
    a.member("passwordCommand", p.passwordCommand, Texts());
    if constexpr (Archive::local)
        a.member("passwordStored", p.passwordStored, Flag());
    a.object("iam", p.iam, [](auto &inner, IamSettings &iam) { describeIam(inner, iam); });
    a.object("tls", p.tls, [](auto &inner, TlsSettings &tls) { describeTls(inner, tls); });
}

template <typename Archive> void describeWay(Archive &a, Profile &p)
{
    a.member("topology", p.topology, OneOf{ topologies, Topology::Automatic });
    const quint16 seedPort = p.topology == Topology::Sentinel ? 26379 : 6379;
    a.member("seeds", p.seeds, Endpoints{ seedPort });
    a.object("sentinel", p.sentinel,
             [](auto &inner, SentinelSettings &sentinel) { describeSentinel(inner, sentinel); });
    a.member("readFromReplicas", p.readFromReplicas, Flag());
    a.member("addressMap", p.addressMap, AddressMap());
    a.object("tunnel", p.tunnel,
             [](auto &inner, TunnelSettings &tunnel) { describeTunnel(inner, tunnel); });
}

template <typename Archive> void describeManners(Archive &a, Profile &p)
{
    a.member("readOnly", p.readOnly, Flag());
    if constexpr (Archive::reads) { // without a word about it, production is read-only
        if (!a.has("readOnly"))
            p.readOnly = p.environment == Environment::Production;
    }
    a.member("allowDangerous", p.allowDangerous, Flag());
    a.member("separators", p.separators, Texts());
    a.member("connectTimeoutMs", p.connectTimeoutMs, Number<int>{ 100, 600'000 });
    a.member("commandTimeoutMs", p.commandTimeoutMs, Number<int>{ 100, 3'600'000 });
    a.member("samplingSeconds", p.samplingSeconds, Number<int>{ 1, 60 });
    a.member("scanBudget", p.scanBudget, Number<int>{ 100, 100'000'000 });
    a.member("clientName", p.clientName, Text());
    a.member("idleDisconnectMinutes", p.idleDisconnectMinutes, Number<int>{ 0, 100'000 });
    a.member("caution", p.caution, OneOf{ cautions, Caution::AsProduction });
    a.member("dangerousCommands", p.dangerousCommands, Texts());
    a.member("undoVault", p.undoVault, Flag());
    a.member("defaultTtlSeconds", p.defaultTtlSeconds, Number<int>{ 0, 2'000'000'000 });
}

template <typename Archive> void describe(Archive &a, Profile &p)
{
    a.member("name", p.name, Text());
    a.member("group", p.group, Text());
    a.member("environment", p.environment, OneOf{ environments, Environment::Production });
    a.member("colour", p.colour, Text());
    a.member("note", p.note, Text());
    a.member("host", p.host, Text());
    a.member("port", p.port, portNumber);
    a.member("unixSocket", p.unixSocket, Text());
    a.member("db", p.db, Number<int>{ 0, 1'000'000 });
    describeAccess(a, p);
    describeWay(a, p);
    describeManners(a, p);
    if constexpr (Archive::local) {
        a.member("lastTest", p.lastTest, Moment());
        a.member("lastTestPassed", p.lastTestPassed, Flag());
        a.member("lastPass", p.lastPass, Moment());
    }
}

/// What would make the way of a tunnel another one than it looks: empty = nothing.
QString tunnelProblem(const TunnelSettings &tunnel)
{
    const auto odd = [](const QString &member, const QString &problem) {
        return QCoreApplication::translate("profiles", "\"%1\" cannot be used. %2")
            .arg(member, problem);
    };
    const QString aliasProblem = sshNameProblem(tunnel.alias);
    if (!aliasProblem.isEmpty())
        return odd(QStringLiteral("tunnel.alias"), aliasProblem);
    if (tunnel.hops.size() > mostSshHops)
        return odd(QStringLiteral("tunnel.hops"),
                   QCoreApplication::translate("profiles", "It has more than %1 servers.")
                       .arg(mostSshHops));
    for (qsizetype i = 0; i < tunnel.hops.size(); ++i) {
        const SshHop &hop = tunnel.hops[i];
        const QString path = QStringLiteral("tunnel.hops[%1].").arg(i);
        if (hop.host.isEmpty())
            return odd(path + QStringLiteral("host"),
                       QCoreApplication::translate("profiles", "It is empty."));
        for (const auto &[member, problem] : { std::pair{ "host", sshHostProblem(hop.host) },
                                               { "user", sshNameProblem(hop.user) } }) {
            if (!problem.isEmpty())
                return odd(path + latin(member), problem);
        }
    }
    if (tunnel.kind == TunnelKind::Ssh && tunnel.hops.isEmpty() && !usesAlias(tunnel))
        return odd(QStringLiteral("tunnel"),
                   QCoreApplication::translate("profiles", "It names no SSH server."));
    return {};
}

Profile profileFrom(const QJsonObject &o)
{
    Profile p;
    p.id = QUuid::fromString(o.value(latin("id")).toString());
    LenientReader reader(o);
    describe(reader, p);
    // A bare word where the settings of TLS belong.
    if (const QJsonValue tls = o.value(latin("tls")); !tls.isUndefined() && !tls.isObject())
        p.tls.enabled = tls != QJsonValue(false);
    return p;
}

QJsonObject objectFrom(Profile p, const QJsonObject &before)
{
    Writer<true> writer(before);
    describe(writer, p);
    QJsonObject o = writer.result();
    o.insert(latin("id"), p.id.toString(QUuid::WithoutBraces));
    return o;
}

QJsonObject withoutEquals(QJsonObject o, const QJsonObject &unset)
{
    for (const QString &name : o.keys()) {
        const QJsonValue other = unset.value(name);
        if (o.value(name) == other)
            o.remove(name);
        else if (o.value(name).isObject() && other.isObject())
            o.insert(name, withoutEquals(o.value(name).toObject(), other.toObject()));
    }
    return o;
}
} // namespace

base::Result<ProfileFile> readProfiles(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    QJsonObject root = document.object();
    const QJsonValue list = root.take(QLatin1String("profiles"));
    if (!document.isObject() || !list.isArray())
        return base::fail(
            base::Error::Kind::Invalid,
            QCoreApplication::translate("profiles", "This is not a file of connections."),
            error.errorString().toUtf8());
    ProfileFile file;
    file.root = root;
    QSet<QUuid> seen;
    for (const QJsonValue entry : list.toArray()) {
        Profile profile = profileFrom(entry.toObject());
        if (!entry.isObject() || profile.id.isNull()) {
            file.foreign += entry;
            continue;
        }
        // Two entries must never share an identity: what is done to one would hit the other.
        if (seen.contains(profile.id))
            profile.id = QUuid::createUuid();
        seen += profile.id;
        file.members.insert(profile.id, entry.toObject());
        file.profiles += profile;
    }
    return file;
}

QByteArray writeProfiles(const ProfileFile &file)
{
    QJsonArray list;
    for (const Profile &profile : file.profiles)
        list += objectFrom(profile, file.members.value(profile.id));
    for (const QJsonValue entry : file.foreign)
        list += entry;
    QJsonObject root = file.root;
    const int written = root.value(QLatin1String("version")).toInt(version);
    root.insert(QLatin1String("version"), qMax(written, version));
    root.insert(QLatin1String("profiles"), list);
    return QJsonDocument(root).toJson();
}

base::Result<Profile> readExportedProfile(const QJsonObject &object, const QStringList &besides)
{
    Profile profile;
    StrictReader reader(object, {});
    describe(reader, profile);
    QString problem = reader.problem(besides);
    if (problem.isEmpty() && profile.host.isEmpty() && profile.unixSocket.isEmpty())
        problem = QCoreApplication::translate("profiles", "The connection has no host.");
    if (problem.isEmpty())
        problem = tunnelProblem(profile.tunnel);
    if (!problem.isEmpty())
        return base::fail(base::Error::Kind::Invalid, problem);
    return profile;
}

QJsonObject exportedProfile(Profile profile)
{
    Profile unset;
    unset.readOnly = profile.environment == Environment::Production;
    Writer<false> writer;
    Writer<false> plain;
    describe(writer, profile);
    describe(plain, unset);
    return withoutEquals(writer.result(), plain.result());
}

} // namespace profiles
