#pragma once
#include "profiles/importer.h"
#include "profiles/sshsecrets.h"

inline QByteArray quotes(QByteArray text)
{
    return text.replace('\'', '"');
}

/// "h:6379 db=2 user=u pw=p tls cluster …", only what differs from a new profile.
inline QString summary(const profiles::Candidate &c)
{
    const profiles::Profile &p = c.profile;
    QStringList out{ p.address() };
    const auto say = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            out += QLatin1String(name) + u'=' + value;
    };
    say("db", p.db ? QString::number(p.db) : QString());
    say("user", p.user);
    say("pw", QString::fromUtf8(c.secrets.password.reveal()));
    if (p.tls.enabled)
        out += QStringLiteral("tls");
    if (!p.tls.verify)
        out += QStringLiteral("unverified");
    say("ca", p.tls.caFile);
    say("cert", p.tls.certificateFile);
    say("key", p.tls.keyFile);
    say("sni", p.tls.serverName);
    if (p.topology == profiles::Topology::Cluster)
        out += QStringLiteral("cluster");
    if (p.topology == profiles::Topology::Standalone)
        out += QStringLiteral("standalone");
    QStringList seeds;
    for (const auto &seed : p.seeds)
        seeds += seed.toString();
    say("seeds", seeds.join(u','));
    say("sentinel", p.sentinel.primaryName);
    say("sentineluser", p.sentinel.user);
    say("sentinelpw", QString::fromUtf8(c.secrets.sentinelPassword.reveal()));
    say("region", p.iam.region);
    say("aws", p.iam.awsProfile);
    QStringList hops;
    for (const auto &hop : p.tunnel.hops)
        hops +=
            QStringLiteral("%1@%2:%3 %4").arg(hop.user, hop.host).arg(hop.port).arg(hop.keyFile);
    say("ssh", hops.join(u'>').trimmed());
    say("alias", p.tunnel.alias);
    say("config", p.tunnel.sshConfig);
    if (p.tunnel.backend == profiles::SshBackend::OpenSsh)
        out += QStringLiteral("openssh");
    for (const auto &hop : p.tunnel.hops) {
        constexpr const char *ways[] = { "", "agent", "key-file", "stored-key", "password" };
        if (hop.auth != profiles::SshAuth::Automatic)
            out += QStringLiteral("by ") + QLatin1String(ways[int(hop.auth)]);
    }
    const auto ssh = profiles::SshSecrets::opened(c.secrets.ssh);
    for (const auto &hop : ssh.value_or(profiles::SshSecrets()).hops) {
        say("sshpw", QString::fromUtf8(hop.password.reveal()));
        say("sshphrase", QString::fromUtf8(hop.keyPassphrase.reveal()));
        say("sshkey", QString::fromUtf8(hop.privateKey.reveal()).section(u'\n', 0, 0));
    }
    say("ssm", p.tunnel.target);
    if (p.readOnly)
        out += QStringLiteral("readonly");
    say("group", p.group);
    return out.join(u' ');
}

inline QString summary(const base::Result<profiles::Import> &import)
{
    if (!import)
        return QStringLiteral("error");
    QStringList all;
    for (const profiles::Candidate &c : import->candidates)
        all += summary(c);
    return all.join(QStringLiteral(" | "));
}

inline QList<profiles::Found> foundOf(const profiles::Import &import, profiles::Found::Kind kind)
{
    QList<profiles::Found> list;
    for (const profiles::Candidate &c : import.candidates) {
        for (const profiles::Found &each : c.found) {
            if (each.kind == kind)
                list += each;
        }
    }
    for (const profiles::Found &each : import.others) {
        if (each.kind == kind)
            list += each;
    }
    return list;
}
