#pragma once
#include "support/httpfake.h"
#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QStringList>
#include <optional>

namespace support {

struct FakeCache {
    QString id;
    QString engine = QStringLiteral("valkey");
    QString version = QStringLiteral("7.2.6");
    QString description = QStringLiteral("of a test");
    bool clusterMode = false;
    bool tls = true;
    bool token = false;
    QStringList users{}; ///< ids of user groups
    int shards = 1;
    int replicas = 1; ///< of each shard
    QStringList groups{ QStringLiteral("sg-cache") };
    QString subnetGroup = QStringLiteral("shop");
    QStringList subnets{}; ///< of a serverless cache
};

struct FakeInstance {
    QString id = QStringLiteral("i-0123456789abcdef0");
    QString name = QStringLiteral("cache-client");
    QString vpc = QStringLiteral("vpc-shop");
    QString subnet = QStringLiteral("subnet-a");
    QString address = QStringLiteral("10.0.1.10");
    QStringList groups{ QStringLiteral("sg-bastion") };
    QString ping = QStringLiteral("Online"); ///< empty = not managed by Systems Manager
    QString agent = QStringLiteral("3.3.1142.0");
    bool inEc2 = true;
};

struct FakeTask {
    QString cluster = QStringLiteral("shop");
    QString id = QStringLiteral("0f9de17a6465404e8b1b2356dc13c2f8");
    QString runtime = QStringLiteral("0f9de17a6465404e8b1b2356dc13c2f8-2531612879");
    QString service = QStringLiteral("orders");
    QString container = QStringLiteral("app");
    QString subnet = QStringLiteral("subnet-a");
    QString address = QStringLiteral("10.0.2.20");
    bool execute = true;
    bool running = true;
};

struct FakeRule {
    QString protocol = QStringLiteral("tcp");
    int from = 6379;
    int to = 6379; ///< ports below zero are left out
    QStringList groups{};
    QStringList networks{};
    QStringList prefixLists{};
};

/// One region of an account, as far as discovery asks for it: sts, elasticache, ssm, ec2 and ecs,
/// behind an HttpFake whose `answer` it takes over. The answers have the members that the services'
/// published models have. Any call that changes something is answered with an error.
class AwsRegion {
public:
    explicit AwsRegion(HttpFake &service);
    Q_DISABLE_COPY_MOVE(AwsRegion)
    ~AwsRegion() = default;

    /// A group "shop" of subnet-a and subnet-b in vpc-shop, an instance there that is online, and
    /// a cache's group that lets it in.
    void furnish();
    void addGroup(const FakeCache &cache); ///< a replication group with its members
    void addCluster(const FakeCache &cache); ///< one that stands alone
    void addServerless(const FakeCache &cache);
    void addSubnetGroup(const QString &name, const QString &vpc, const QStringList &subnets);
    void addInstance(const FakeInstance &instance);
    void addTask(const FakeTask &task);
    void addSecurityGroup(const QString &id, const QString &vpc, const QList<FakeRule> &rules);

    int pageSize = 100;
    QSet<QString> denied; ///< "ec2:DescribeInstances"
    int throttled = 0; ///< the first answers of each action
    /// Everything that was asked for, in order: "elasticache:DescribeCacheClusters".
    QStringList calls;
    /// Answers that were given, for comparing them with the published models.
    struct Given {
        QString action;
        QByteArray request; ///< body
        QByteArray answer; ///< body
    };
    QList<Given> given;

private:
    HttpAnswer reply(const HttpSeen &seen);
    HttpAnswer query(const HttpSeen &seen, const QString &action) const;
    HttpAnswer ec2(const HttpSeen &seen, const QString &action) const;
    [[nodiscard]] HttpAnswer json(const QJsonObject &body, const QString &action) const;
    /// What is asked for; else why nothing is told.
    std::optional<HttpAnswer> reservations(const HttpSeen &seen, QByteArrayList &found) const;
    [[nodiscard]] QByteArray page(const QByteArrayList &all, const QString &token,
                                  QByteArray &next) const;

    QByteArrayList m_groups;
    QByteArrayList m_clusters;
    QByteArrayList m_serverless;
    QByteArrayList m_subnetGroups;
    QList<std::pair<QString, QByteArray>> m_reservations; ///< by the id of their instance
    QList<std::pair<QString, QByteArray>> m_securityGroups;
    QJsonArray m_information;
    QHash<QString, QJsonArray> m_tasks; ///< by cluster
    QHash<QString, int> m_asked;
};

} // namespace support
