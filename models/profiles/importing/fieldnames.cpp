#include "profiles/importing/draft.h"
#include <QCoreApplication>

namespace profiles::importing {

namespace {
struct Name {
    const char *squashed;
    Field field;
};
// What redis-py, ioredis, node-redis, Lettuce, Spring Data Redis (2 and 3), go-redis, Celery and
// hand-written .env files call their options; lower case, without . _ -
constexpr Name names[] = {
    { "url", Field::Url },
    { "uri", Field::Url },
    { "dsn", Field::Url },
    { "tlsurl", Field::Url },
    { "connectionstring", Field::Url },
    { "connectionurl", Field::Url },
    { "brokerurl", Field::Url },
    { "resultbackend", Field::Url },
    { "location", Field::Url },
    { "", Field::Endpoint },
    { "endpoint", Field::Endpoint },
    { "primaryendpoint", Field::Endpoint },
    { "addr", Field::Endpoint },
    { "address", Field::Endpoint },
    { "server", Field::Endpoint },
    { "host", Field::Host },
    { "hostname", Field::Host },
    { "port", Field::Port },
    { "path", Field::UnixSocket },
    { "socket", Field::UnixSocket },
    { "unixsocket", Field::UnixSocket },
    { "unixsocketpath", Field::UnixSocket },
    { "user", Field::User },
    { "username", Field::User },
    { "password", Field::Password },
    { "pass", Field::Password },
    { "pwd", Field::Password },
    { "passwd", Field::Password },
    { "auth", Field::Password },
    { "authtoken", Field::Password },
    { "cliauth", Field::Password },
    { "db", Field::Database },
    { "database", Field::Database },
    { "dbindex", Field::Database },
    { "dbnumber", Field::Database },
    { "virtualhost", Field::Database },
    { "tls", Field::Tls },
    { "ssl", Field::Tls },
    { "usetls", Field::Tls },
    { "usessl", Field::Tls },
    { "tlsenabled", Field::Tls },
    { "sslenabled", Field::Tls },
    { "tlsenable", Field::Tls },
    { "sslenable", Field::Tls },
    { "enabletls", Field::Tls },
    { "sslbundle", Field::Tls },
    { "verify", Field::Verify },
    { "verifypeer", Field::Verify },
    { "sslcertreqs", Field::Verify },
    { "tlsrejectunauthorized", Field::Verify },
    { "rejectunauthorized", Field::Verify },
    { "sslverify", Field::Verify },
    { "tlsverify", Field::Verify },
    { "sslcheckhostname", Field::Verify },
    { "skipverify", Field::DontVerify },
    { "insecure", Field::DontVerify },
    { "insecureskipverify", Field::DontVerify },
    { "tlsinsecureskipverify", Field::DontVerify },
    { "tlsinsecure", Field::DontVerify },
    { "cafile", Field::CaFile },
    { "cacert", Field::CaFile },
    { "tlsca", Field::CaFile },
    { "tlscafile", Field::CaFile },
    { "tlscacert", Field::CaFile },
    { "sslca", Field::CaFile },
    { "sslcacerts", Field::CaFile },
    { "sslcafile", Field::CaFile },
    { "certfile", Field::CertificateFile },
    { "tlscert", Field::CertificateFile },
    { "tlscertfile", Field::CertificateFile },
    { "sslcert", Field::CertificateFile },
    { "sslcertfile", Field::CertificateFile },
    { "keyfile", Field::KeyFile },
    { "tlskey", Field::KeyFile },
    { "tlskeyfile", Field::KeyFile },
    { "sslkey", Field::KeyFile },
    { "sslkeyfile", Field::KeyFile },
    { "tlspassphrase", Field::KeyPassphrase },
    { "sslpassword", Field::KeyPassphrase },
    { "sni", Field::ServerName },
    { "servername", Field::ServerName },
    { "tlsservername", Field::ServerName },
    { "sslservername", Field::ServerName },
    { "cluster", Field::Cluster },
    { "clustermode", Field::Cluster },
    { "clusterenabled", Field::Cluster },
    { "clusterenable", Field::Cluster },
    { "iscluster", Field::Cluster },
    { "clusternodes", Field::Nodes },
    { "nodes", Field::Nodes },
    { "startupnodes", Field::Nodes },
    { "hosts", Field::Nodes },
    { "sentinelmaster", Field::SentinelName },
    { "sentinelmastername", Field::SentinelName },
    { "sentinelmasterid", Field::SentinelName },
    { "sentinelservicename", Field::SentinelName },
    { "mastername", Field::SentinelName },
    { "masterset", Field::SentinelName },
    { "servicename", Field::SentinelName },
    { "sentinelnodes", Field::SentinelNodes },
    { "sentinelhosts", Field::SentinelNodes },
    { "sentineladdrs", Field::SentinelNodes },
    { "sentinels", Field::SentinelNodes },
    { "sentinelpassword", Field::SentinelPassword },
    { "sentinelusername", Field::SentinelUser },
    { "sentineluser", Field::SentinelUser },
    { "enabletlsforsentinelmode", Field::SentinelTls },
    { "sentineltls", Field::SentinelTls },
    { "sentinelssl", Field::SentinelTls },
    { "readfrom", Field::ReplicaReads },
    { "scalereads", Field::ReplicaReads },
    { "readfromreplicas", Field::ReplicaReads },
    { "readonlymode", Field::ReadOnly },
    { "connecttimeout", Field::ConnectTimeout },
    { "connectiontimeout", Field::ConnectTimeout },
    { "socketconnecttimeout", Field::ConnectTimeoutSeconds },
    { "dialtimeout", Field::ConnectTimeoutSeconds },
    { "timeout", Field::CommandTimeout },
    { "commandtimeout", Field::CommandTimeout },
    { "sockettimeout", Field::CommandTimeoutSeconds },
    { "readtimeout", Field::CommandTimeoutSeconds },
    { "clientname", Field::ClientName },
    { "connectionname", Field::ClientName },
    { "region", Field::Region },
    { "awsregion", Field::Region },
    { "awsdefaultregion", Field::Region },
    { "awsprofile", Field::AwsProfile },
    // Ways of the program that made the file, nothing about the server.
    { "protocol", Field::Ignored },
    { "family", Field::Ignored },
    { "decoderesponses", Field::Ignored },
    { "encoding", Field::Ignored },
    { "maxretriesperrequest", Field::Ignored },
    { "enablereadycheck", Field::Ignored },
    { "enableofflinequeue", Field::Ignored },
    { "lazyconnect", Field::Ignored },
    { "keyprefix", Field::Ignored },
    { "keepalive", Field::Ignored },
    { "poolsize", Field::Ignored },
    { "minidleconns", Field::Ignored },
    { "maxconnections", Field::Ignored },
    { "healthcheckinterval", Field::Ignored },
    { "retryontimeout", Field::Ignored },
    { "socketkeepalive", Field::Ignored },
    { "writetimeout", Field::Ignored },
    { "clienttype", Field::Ignored },
    { "repositoriesenabled", Field::Ignored },
};
} // namespace

QString squashed(const QString &name)
{
    QString out;
    for (const QChar c : name.left(200)) {
        if (c != u'.' && c != u'_' && c != u'-' && c != u'/' && c != u' ')
            out += c.toLower();
    }
    return out;
}

Field fieldNamed(const QString &name)
{
    static const QHash<QString, Field> table = [] {
        QHash<QString, Field> all;
        for (const Name &each : names)
            all.insert(QLatin1String(each.squashed), each.field);
        return all;
    }();
    if (name.startsWith(QLatin1String("lettuce")) || name.startsWith(QLatin1String("jedis"))
        || name.contains(QLatin1String("retry")) || name.contains(QLatin1String("pool")))
        return Field::Ignored;
    return table.value(name, Field::Unknown);
}

bool isSecret(Field field)
{
    return field == Field::Password || field == Field::KeyPassphrase
        || field == Field::SentinelPassword || field == Field::UnsupportedSecret
        || field == Field::SshPrivateKey || field == Field::SshKeyPassphrase
        || field == Field::SshPassword;
}

QString labelOf(Field field)
{
    switch (field) {
    case Field::Url:
    case Field::Endpoint:
        return QCoreApplication::translate("profiles", "Address");
    case Field::Host:
        return QCoreApplication::translate("profiles", "Host");
    case Field::Port:
        return QCoreApplication::translate("profiles", "Port");
    case Field::UnixSocket:
        return QCoreApplication::translate("profiles", "Unix socket");
    case Field::User:
        return QCoreApplication::translate("profiles", "User");
    case Field::Password:
        return QCoreApplication::translate("profiles", "Password");
    case Field::Database:
        return QCoreApplication::translate("profiles", "Database");
    case Field::Tls:
        return QStringLiteral("TLS");
    case Field::Verify:
    case Field::DontVerify:
        return QCoreApplication::translate("profiles", "Check the certificate");
    case Field::CaFile:
        return QCoreApplication::translate("profiles", "CA file");
    case Field::CertificateFile:
        return QCoreApplication::translate("profiles", "Client certificate");
    case Field::KeyFile:
        return QCoreApplication::translate("profiles", "Client key");
    case Field::KeyPassphrase:
        return QCoreApplication::translate("profiles", "Key passphrase");
    case Field::ServerName:
        return QCoreApplication::translate("profiles", "Server name");
    case Field::Cluster:
    case Field::Standalone:
    case Field::ConnectionType:
        return QCoreApplication::translate("profiles", "Cluster");
    case Field::Nodes:
        return QCoreApplication::translate("profiles", "Cluster nodes");
    case Field::SentinelName:
        return QCoreApplication::translate("profiles", "Sentinel primary");
    case Field::SentinelNodes:
        return QCoreApplication::translate("profiles", "Sentinels");
    case Field::SentinelUser:
        return QCoreApplication::translate("profiles", "Sentinel user");
    case Field::SentinelPassword:
        return QCoreApplication::translate("profiles", "Sentinel password");
    case Field::SentinelTls:
        return QCoreApplication::translate("profiles", "TLS to the sentinels");
    case Field::ReplicaReads:
        return QCoreApplication::translate("profiles", "Read from replicas");
    case Field::Region:
        return QCoreApplication::translate("profiles", "Region");
    case Field::AwsProfile:
        return QCoreApplication::translate("profiles", "AWS profile");
    case Field::ConnectTimeout:
    case Field::ConnectTimeoutSeconds:
        return QCoreApplication::translate("profiles", "Connect timeout");
    case Field::CommandTimeout:
    case Field::CommandTimeoutSeconds:
        return QCoreApplication::translate("profiles", "Command timeout");
    case Field::ClientName:
        return QCoreApplication::translate("profiles", "Client name");
    case Field::ReadOnly:
        return QCoreApplication::translate("profiles", "Read-only");
    case Field::Separator:
        return QCoreApplication::translate("profiles", "Separator");
    case Field::Name:
        return QCoreApplication::translate("profiles", "Name");
    case Field::Group:
        return QCoreApplication::translate("profiles", "Group");
    case Field::Colour:
        return QCoreApplication::translate("profiles", "Colour");
    case Field::SshHost:
    case Field::SshPort:
        return QCoreApplication::translate("profiles", "SSH server");
    case Field::SshUser:
        return QCoreApplication::translate("profiles", "SSH user");
    case Field::SshKeyFile:
    case Field::SshPrivateKey:
        return QCoreApplication::translate("profiles", "SSH key");
    case Field::SshKeyPassphrase:
        return QCoreApplication::translate("profiles", "Passphrase of the SSH key");
    case Field::SshPassword:
        return QCoreApplication::translate("profiles", "SSH password");
    case Field::SshAgent:
    case Field::SshLogin:
        return QCoreApplication::translate("profiles", "SSH agent");
    case Field::SsmTarget:
        return QCoreApplication::translate("profiles", "SSM target");
    case Field::Unknown:
    case Field::Ignored:
    case Field::Unsupported:
    case Field::UnsupportedSecret:
        break;
    }
    return {};
}

} // namespace profiles::importing
