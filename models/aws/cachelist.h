#pragma once
#include "aws/cache.h"
#include "aws/xml.h"
#include <QHash>

namespace aws {

/// Which VPC a subnet or a security group is in, by their ids.
using Vpcs = QHash<QString, QString>;

/// Joins ElastiCache's answers into caches: each page is added as it comes, in any order. Engine
/// and version of a replication group are told by its member clusters alone. What runs memcached
/// is left out.
class CacheList {
public:
    /// Each takes the result element of its call (2015-02-02).
    void addReplicationGroups(const XmlElement &result);
    void addCacheClusters(const XmlElement &result);
    void addServerlessCaches(const XmlElement &result);
    void addSubnetGroups(const XmlElement &result);

    /// By name. `vpcs` is what EC2 told, for where there is no subnet group to read.
    [[nodiscard]] QList<Cache> caches(const Vpcs &vpcs) const;
    /// Of the subnets in the subnet groups.
    [[nodiscard]] const Vpcs &vpcs() const { return m_vpcs; }

private:
    struct Member {
        Cache cache; ///< as it would stand alone
        QString group; ///< replication group
        QString subnetGroup;
    };
    struct SubnetGroup {
        QString vpc;
        QStringList subnets;
    };
    void join(Cache &cache, const QList<Member> &members) const;
    void place(Cache &cache, const QString &subnetGroup, const Vpcs &vpcs) const;

    QList<Cache> m_groups;
    QList<Cache> m_serverless;
    QList<Member> m_members;
    QHash<QString, SubnetGroup> m_subnetGroups;
    Vpcs m_vpcs;
};

} // namespace aws
