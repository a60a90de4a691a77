#pragma once
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

namespace aws {

enum class CacheKind : quint8 { ReplicationGroup, CacheCluster, Serverless };
enum class Mode : quint8 { Unknown, Standalone, ClusterMode };
/// How clients sign in.
enum class CacheAuth : quint8 { Unknown, None, Token, Users };
/// A fact that AWS told, or did not.
enum class Answer : quint8 { Unknown, Yes, No };

struct CacheAddress {
    QString host;
    quint16 port = 0; ///< 0 = there is none

    [[nodiscard]] bool isEmpty() const { return host.isEmpty() || port == 0; }
    friend bool operator==(const CacheAddress &, const CacheAddress &) = default;
};

/// A cache of the account, as far as the calls that were permitted tell.
struct Cache {
    CacheKind kind = CacheKind::ReplicationGroup;
    QString id; ///< replication group id, cache cluster id or serverless name
    QString description;
    QString status; ///< AWS's word: "available"
    QString engine; ///< "redis", "valkey"; empty = not told
    QString version; ///< "7.1.0"; empty = not told
    Mode mode = Mode::Unknown;
    Answer tls = Answer::Unknown;
    CacheAuth auth = CacheAuth::Unknown;
    CacheAddress endpoint; ///< configuration, primary, or the only node's
    CacheAddress reader;
    int shards = 0; ///< 0 = not told
    int nodes = 0; ///< 0 = not told
    QString vpc; ///< empty = not told
    QStringList subnets;
    QStringList securityGroups;

    friend bool operator==(const Cache &, const Cache &) = default;
};

enum class BastionKind : quint8 { Instance, EcsTask };

/// Something that a Session Manager session can go through.
struct Bastion {
    BastionKind kind = BastionKind::Instance;
    QString target; ///< "i-0ab…", "mi-…", "ecs:cluster_task_runtime"
    QString name; ///< tag Name, computer name, or service and container
    QString vpc; ///< empty = not told
    QString address; ///< private IP
    QString agentVersion;
    Answer online = Answer::Unknown;
    QStringList securityGroups;

    friend bool operator==(const Bastion &, const Bastion &) = default;
};

/// Why a bastion is offered for a cache, each a fact of its own.
struct Evidence {
    Answer online = Answer::Unknown;
    Answer sameVpc = Answer::Unknown;
    Answer allowed = Answer::Unknown; ///< the cache's security groups let it in at the port
    Answer agent = Answer::Unknown; ///< new enough to forward to a host (3.1.1188.0)

    friend bool operator==(const Evidence &, const Evidence &) = default;
};

struct RankedBastion {
    Bastion bastion;
    Evidence evidence;

    friend bool operator==(const RankedBastion &, const RankedBastion &) = default;
};

/// A call that AWS denied: what it would have told stays unknown.
struct Denied {
    QString action; ///< "ec2:DescribeSecurityGroups"
    QByteArray words; ///< AWS's own
};

} // namespace aws

Q_DECLARE_METATYPE(aws::Cache)
Q_DECLARE_METATYPE(aws::Bastion)
