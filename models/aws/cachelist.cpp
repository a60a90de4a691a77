#include "aws/cachelist.h"
#include <algorithm>

namespace aws {

namespace {

Answer answerOf(const QString &word)
{
    if (word.isEmpty())
        return Answer::Unknown;
    return word == u"true" ? Answer::Yes : Answer::No;
}

CacheAddress addressOf(const XmlElement &endpoint)
{
    bool isPort = false;
    const quint16 port = endpoint.value(QStringLiteral("Port")).toUShort(&isPort);
    const QString host = endpoint.value(QStringLiteral("Address"));
    return isPort && !host.isEmpty() ? CacheAddress{ host, port } : CacheAddress();
}

/// The texts of a list, whatever its entries are called.
QStringList textsOf(const XmlElement &list)
{
    QStringList texts;
    for (const XmlElement &entry : list.children) {
        if (!entry.text.isEmpty())
            texts += entry.text;
    }
    return texts;
}

CacheAuth authOf(const QString &tokenEnabled, bool hasUsers)
{
    if (hasUsers)
        return CacheAuth::Users;
    if (tokenEnabled.isEmpty())
        return CacheAuth::Unknown;
    return tokenEnabled == u"true" ? CacheAuth::Token : CacheAuth::None;
}

Mode modeOf(const QString &clusterEnabled)
{
    if (clusterEnabled.isEmpty())
        return Mode::Unknown;
    return clusterEnabled == u"true" ? Mode::ClusterMode : Mode::Standalone;
}

/// The addresses of a group, from its shards.
void takeShards(Cache &cache, const QList<XmlElement> &shards)
{
    cache.shards = int(shards.size());
    for (const XmlElement &shard : shards) {
        const QList<XmlElement> &members = shard.child(QStringLiteral("NodeGroupMembers")).children;
        cache.nodes += int(members.size());
        if (!cache.endpoint.isEmpty())
            continue;
        cache.endpoint = addressOf(shard.child(QStringLiteral("PrimaryEndpoint")));
        cache.reader = addressOf(shard.child(QStringLiteral("ReaderEndpoint")));
        for (const XmlElement &member : members) {
            if (cache.endpoint.isEmpty()
                && member.value(QStringLiteral("CurrentRole")) != u"replica")
                cache.endpoint = addressOf(member.child(QStringLiteral("ReadEndpoint")));
        }
    }
}

Cache groupOf(const XmlElement &group)
{
    Cache cache;
    cache.id = group.value(QStringLiteral("ReplicationGroupId"));
    cache.description = group.value(QStringLiteral("Description"));
    cache.status = group.value(QStringLiteral("Status"));
    cache.engine = group.value(QStringLiteral("Engine"));
    cache.mode = modeOf(group.value(QStringLiteral("ClusterEnabled")));
    cache.tls = answerOf(group.value(QStringLiteral("TransitEncryptionEnabled")));
    cache.auth = authOf(group.value(QStringLiteral("AuthTokenEnabled")),
                        !textsOf(group.child(QStringLiteral("UserGroupIds"))).isEmpty());
    cache.endpoint = addressOf(group.child(QStringLiteral("ConfigurationEndpoint")));
    takeShards(cache, group.child(QStringLiteral("NodeGroups")).children);
    if (cache.nodes == 0)
        cache.nodes = int(group.child(QStringLiteral("MemberClusters")).children.size());
    return cache;
}

Cache clusterOf(const XmlElement &cluster)
{
    Cache cache;
    cache.kind = CacheKind::CacheCluster;
    cache.id = cluster.value(QStringLiteral("CacheClusterId"));
    cache.status = cluster.value(QStringLiteral("CacheClusterStatus"));
    cache.engine = cluster.value(QStringLiteral("Engine"));
    cache.version = cluster.value(QStringLiteral("EngineVersion"));
    cache.mode = Mode::Standalone;
    cache.tls = answerOf(cluster.value(QStringLiteral("TransitEncryptionEnabled")));
    cache.auth = authOf(cluster.value(QStringLiteral("AuthTokenEnabled")), false);
    const QList<XmlElement> &nodes = cluster.child(QStringLiteral("CacheNodes")).children;
    for (const XmlElement &node : nodes) {
        if (cache.endpoint.isEmpty())
            cache.endpoint = addressOf(node.child(QStringLiteral("Endpoint")));
    }
    cache.shards = 1;
    cache.nodes = qMax(int(nodes.size()), cluster.value(QStringLiteral("NumCacheNodes")).toInt());
    for (const XmlElement &group : cluster.child(QStringLiteral("SecurityGroups")).children) {
        if (const QString id = group.value(QStringLiteral("SecurityGroupId")); !id.isEmpty())
            cache.securityGroups += id;
    }
    return cache;
}

Cache serverlessOf(const XmlElement &element)
{
    Cache cache;
    cache.kind = CacheKind::Serverless;
    cache.id = element.value(QStringLiteral("ServerlessCacheName"));
    cache.description = element.value(QStringLiteral("Description"));
    cache.status = element.value(QStringLiteral("Status"));
    cache.engine = element.value(QStringLiteral("Engine"));
    cache.version = element.value(QStringLiteral("FullEngineVersion"));
    if (cache.version.isEmpty())
        cache.version = element.value(QStringLiteral("MajorEngineVersion"));
    // Serverless caches speak the cluster protocol, and never without TLS.
    cache.mode = Mode::ClusterMode;
    cache.tls = Answer::Yes;
    cache.auth =
        element.value(QStringLiteral("UserGroupId")).isEmpty() ? CacheAuth::None : CacheAuth::Users;
    cache.endpoint = addressOf(element.child(QStringLiteral("Endpoint")));
    cache.reader = addressOf(element.child(QStringLiteral("ReaderEndpoint")));
    cache.subnets = textsOf(element.child(QStringLiteral("SubnetIds")));
    cache.securityGroups = textsOf(element.child(QStringLiteral("SecurityGroupIds")));
    return cache;
}

bool isRedis(const Cache &cache)
{
    return !cache.id.isEmpty() && cache.engine != u"memcached";
}

} // namespace

void CacheList::addReplicationGroups(const XmlElement &result)
{
    for (const XmlElement &group : result.child(QStringLiteral("ReplicationGroups")).children) {
        if (const Cache cache = groupOf(group); isRedis(cache))
            m_groups += cache;
    }
}

void CacheList::addCacheClusters(const XmlElement &result)
{
    for (const XmlElement &cluster : result.child(QStringLiteral("CacheClusters")).children) {
        if (const Cache cache = clusterOf(cluster); isRedis(cache)) {
            m_members += Member{ cache, cluster.value(QStringLiteral("ReplicationGroupId")),
                                 cluster.value(QStringLiteral("CacheSubnetGroupName")) };
        }
    }
}

void CacheList::addServerlessCaches(const XmlElement &result)
{
    for (const XmlElement &one : result.child(QStringLiteral("ServerlessCaches")).children) {
        if (const Cache cache = serverlessOf(one); isRedis(cache))
            m_serverless += cache;
    }
}

void CacheList::addSubnetGroups(const XmlElement &result)
{
    for (const XmlElement &one : result.child(QStringLiteral("CacheSubnetGroups")).children) {
        SubnetGroup group{ one.value(QStringLiteral("VpcId")), {} };
        for (const XmlElement &subnet : one.child(QStringLiteral("Subnets")).children) {
            const QString id = subnet.value(QStringLiteral("SubnetIdentifier"));
            if (id.isEmpty())
                continue;
            group.subnets += id;
            m_vpcs.insert(id, group.vpc);
        }
        m_subnetGroups.insert(one.value(QStringLiteral("CacheSubnetGroupName")), group);
    }
}

void CacheList::join(Cache &cache, const QList<Member> &members) const
{
    for (const Member &member : members) {
        const Cache &node = member.cache;
        if (cache.engine.isEmpty())
            cache.engine = node.engine;
        if (cache.version.isEmpty())
            cache.version = node.version;
        if (cache.tls == Answer::Unknown)
            cache.tls = node.tls;
        // Users are told of by the group alone, so a node without a token says nothing.
        if (cache.auth == CacheAuth::Unknown && node.auth == CacheAuth::Token)
            cache.auth = node.auth;
        for (const QString &group : node.securityGroups) {
            if (!cache.securityGroups.contains(group))
                cache.securityGroups += group;
        }
    }
}

void CacheList::place(Cache &cache, const QString &subnetGroup, const Vpcs &vpcs) const
{
    const SubnetGroup group = m_subnetGroups.value(subnetGroup);
    cache.vpc = group.vpc;
    if (cache.subnets.isEmpty())
        cache.subnets = group.subnets;
    for (const QString &id : cache.subnets + cache.securityGroups) {
        if (cache.vpc.isEmpty())
            cache.vpc = m_vpcs.value(id, vpcs.value(id));
    }
}

QList<Cache> CacheList::caches(const Vpcs &vpcs) const
{
    QList<Cache> all;
    QHash<QString, QList<Member>> members;
    for (const Member &member : m_members) {
        if (!member.group.isEmpty()) {
            members[member.group] += member;
            continue;
        }
        all += member.cache;
        place(all.last(), member.subnetGroup, vpcs);
    }
    const auto addGroup = [&](Cache cache, const QList<Member> &nodes) {
        join(cache, nodes);
        place(cache, nodes.isEmpty() ? QString() : nodes.constFirst().subnetGroup, vpcs);
        all += cache;
    };
    for (const Cache &group : m_groups)
        addGroup(group, members.take(group.id));
    // Their groups may not be told of: what the nodes say is still worth showing.
    for (auto it = members.cbegin(); it != members.cend(); ++it) {
        Cache cache;
        cache.id = it.key();
        cache.status = it->constFirst().cache.status;
        cache.nodes = int(it->size());
        addGroup(cache, *it);
    }
    for (Cache cache : m_serverless) {
        place(cache, {}, vpcs);
        all += cache;
    }
    std::stable_sort(all.begin(), all.end(), [](const Cache &a, const Cache &b) {
        const int order = a.id.compare(b.id, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.kind < b.kind;
    });
    return all;
}

} // namespace aws
