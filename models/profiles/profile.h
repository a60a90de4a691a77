#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUuid>
#include <optional>

namespace profiles {

/// How careful the program has to be with a server.
enum class Environment : quint8 { Local, Development, Staging, Production, Demo };

enum class Authentication : quint8 { None, Password, AclUser, Iam };

/// Where the password of Authentication::Password and AclUser comes from.
enum class PasswordSource : quint8 {
    Stored, ///< the SecretStore
    Ask, ///< the person, at every connect; kept in memory while the connection is open
    Command, ///< the first line that a program of the person's own prints
};

/// Automatic asks the server what it is. Standalone speaks to one node alone, even of a cluster.
enum class Topology : quint8 { Automatic, Standalone, Cluster, Sentinel };

/// How much is asked before something that cannot be taken back.
enum class Caution : quint8 {
    ByEnvironment, ///< the blueprint's table
    AsProduction, ///< as on production, wherever it is
};

/// A host and a port. The host is a name, an IPv4 or an IPv6 address without brackets.
struct HostPort {
    QString host;
    quint16 port = 6379;

    /// "cache.example:6379", "[::1]:6379".
    [[nodiscard]] QString toString() const;
    /// Of "host", "host:port", "[v6]", "[v6]:port" or a bare IPv6 address; nullopt for anything
    /// else. Without a port `defaultPort` is taken.
    [[nodiscard]] static std::optional<HostPort> fromString(const QString &text,
                                                            quint16 defaultPort = 6379);

    friend bool operator==(const HostPort &, const HostPort &) = default;
};

struct TlsSettings {
    bool enabled = false;
    bool verify = true; ///< off = anybody may answer; always visible where the connection is
    QString caFile; ///< PEM; empty = the trust store of the system
    QString certificateFile; ///< PEM, of the client; empty = none
    QString keyFile; ///< PEM
    bool keyPassphraseStored = false; ///< SecretSlot::TlsKeyPassphrase holds one
    QString serverName; ///< SNI and the name that is verified; empty = the endpoint's own

    friend bool operator==(const TlsSettings &, const TlsSettings &) = default;
};

/// How to find the primary of Topology::Sentinel. The sentinels are the profile's `seeds`; with
/// none, its host and port.
struct SentinelSettings {
    QString primaryName; ///< "mymaster"
    bool signsIn = false; ///< the sentinels want a password of their own
    QString user; ///< empty = the default user
    bool passwordStored = false; ///< SecretSlot::SentinelPassword holds it
    bool tls = false; ///< the sentinels speak TLS, with the profile's own settings

    friend bool operator==(const SentinelSettings &, const SentinelSettings &) = default;
};

/// Of Authentication::Iam (ElastiCache).
struct IamSettings {
    QString cacheName; ///< replication group id or serverless cache name
    QString region;
    bool serverless = false;
    QString awsProfile;

    friend bool operator==(const IamSettings &, const IamSettings &) = default;
};

enum class TunnelKind : quint8 { None, Ssh, Ssm };

/// What signs in at an SSH server first. A server that then wants a second step (a one-time code)
/// gets it by keyboard-interactive in every case.
enum class SshAuth : quint8 {
    Automatic, ///< the agent's keys, ~/.ssh/id_*, then a password
    Agent,
    KeyFile,
    StoredKey, ///< a private key that rests in the SecretStore
    Password, ///< password or keyboard-interactive, as the server offers
};

/// One SSH server on the way.
struct SshHop {
    QString host;
    quint16 port = 22;
    QString user; ///< empty = the login name here
    /// Of KeyFile: the private key. Of Agent: the key (its public half is enough) that is offered
    /// alone; empty = each that the agent holds.
    QString keyFile;
    SshAuth auth = SshAuth::Automatic;

    friend bool operator==(const SshHop &, const SshHop &) = default;
};

enum class SshBackend : quint8 {
    BuiltIn, ///< libssh2, in this process
    OpenSsh, ///< the `ssh` of the system, with the person's own configuration
};

/// Accepting any key is not to be had.
enum class HostKeyPolicy : quint8 {
    Ask, ///< the person is shown the fingerprint of a new one
    KnownOnly, ///< a new one is refused
};

enum class SsmBackend : quint8 {
    BuiltIn, ///< in this process
    AwsCli, ///< `aws ssm start-session` with its plugin, which listens on a local port
};

inline constexpr int mostBulkSessions = 4;

/// What the connection leads through.
struct TunnelSettings {
    TunnelKind kind = TunnelKind::None;
    QList<SshHop> hops; ///< Ssh: outermost first
    SshBackend backend = SshBackend::BuiltIn; ///< Ssh
    QString alias; ///< Ssh by OpenSsh: a Host of ~/.ssh/config, used instead of `hops`
    HostKeyPolicy hostKeys = HostKeyPolicy::Ask; ///< Ssh
    QString sshProgram; ///< Ssh by OpenSsh: path; empty = `ssh` in PATH
    QString sshConfig; ///< Ssh by OpenSsh: instead of ~/.ssh/config (ssh -F)
    bool secretsStored = false; ///< SecretSlot::Ssh holds something for the hops
    QString target; ///< Ssm: "i-0ab…" or "ecs:cluster_task_container"
    QString region; ///< Ssm
    QString awsProfile; ///< Ssm; empty = as the environment says
    SsmBackend ssmBackend = SsmBackend::BuiltIn; ///< Ssm
    int bulkSessions = 2; ///< Ssm: how many share bulk reads; 1–mostBulkSessions
    QString document; ///< Ssm: instead of AWS-StartPortForwardingSessionToRemoteHost
    QString awsEndpoint; ///< Ssm: URL instead of Session Manager's own, and of no other service
    QString awsProgram; ///< Ssm by AwsCli: path; empty = `aws` in PATH
    /// SecretSlot::Aws holds keys of the person's own, for Ssm and Iam.
    bool awsKeysStored = false;

    friend bool operator==(const TunnelSettings &, const TunnelSettings &) = default;
};

/// A saved connection. Holds no secret: those are in the SecretStore under `id`.
struct Profile {
    QUuid id;
    QString name;
    QString group;
    Environment environment = Environment::Local;
    QString colour; ///< "#rrggbb" of the rail stripe; empty = the environment's own
    QString note;

    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 6379;
    QString unixSocket; ///< path; when set, host and port are not used
    int db = 0;

    Authentication authentication = Authentication::None;
    QString user; ///< of AclUser and Iam
    PasswordSource passwordSource = PasswordSource::Stored;
    QStringList passwordCommand; ///< of Command: program and arguments, no shell
    bool passwordStored = false; ///< the SecretStore was given a password for this profile
    IamSettings iam;
    TlsSettings tls;

    Topology topology = Topology::Automatic;
    QList<HostPort> seeds; ///< further nodes to begin with (Cluster), or the sentinels (Sentinel)
    SentinelSettings sentinel;
    bool readFromReplicas = false; ///< Cluster: reads may go to a replica of the slot
    /// "announced host:port" -> "host:port that leads there from here" (NAT).
    QMap<QString, QString> addressMap;
    TunnelSettings tunnel;

    /// Read-only at open. Production profiles are made with true.
    bool readOnly = false;
    bool allowDangerous = false; ///< class F commands on production
    QStringList separators{ QStringLiteral(":") };
    int connectTimeoutMs = 5000;
    int commandTimeoutMs = 15000;
    int samplingSeconds = 2; ///< 1–60; Production profiles are made with 5
    int scanBudget = 10000; ///< keys listed before a scan pauses
    QString clientName = QStringLiteral("larder"); ///< CLIENT SETNAME; empty = none is set
    int idleDisconnectMinutes = 0; ///< without a command of the person's; 0 = never
    Caution caution = Caution::ByEnvironment;
    QStringList dangerousCommands; ///< further names that count as class E: "XTRIM", "CONFIG GET"
    bool undoVault = true; ///< deletes of single keys can be undone for a while
    int defaultTtlSeconds = 0; ///< preset of a new key; 0 = the person has to choose

    // Of the last test, for the list's dot. Invalid = never.
    QDateTime lastTest;
    bool lastTestPassed = false;
    QDateTime lastPass;

    /// Where it leads, for titles: "localhost:6379", "/run/redis.sock".
    [[nodiscard]] QString address() const;
    /// The row of the safety table that counts for it: Production under Caution::AsProduction.
    [[nodiscard]] Environment cautionEnvironment() const
    {
        return caution == Caution::AsProduction ? Environment::Production : environment;
    }
    /// `host` and `port`.
    [[nodiscard]] HostPort endpoint() const { return { host, port }; }

    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace profiles

Q_DECLARE_METATYPE(profiles::Profile)
