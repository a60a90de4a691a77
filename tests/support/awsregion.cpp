#include "support/awsregion.h"

namespace support {

namespace {

const QByteArray account = "123456789012";
const QByteArray xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

QByteArray tag(const char *name, const QByteArray &content)
{
    return QByteArray("<") + name + '>' + content + "</" + name + '>';
}

QByteArray tag(const char *name, const QString &text)
{
    return tag(name, text.toHtmlEscaped().toUtf8());
}

QByteArray tag(const char *name, bool value)
{
    return tag(name, QByteArray(value ? "true" : "false"));
}

QByteArray tag(const char *name, int value)
{
    return tag(name, QByteArray::number(value));
}

QByteArray list(const char *name, const char *entry, const QStringList &texts)
{
    QByteArray content;
    for (const QString &text : texts)
        content += tag(entry, text);
    return tag(name, content);
}

QByteArray endpoint(const char *name, const QString &host, int port = 6379)
{
    return tag(name, tag("Address", host) + tag("Port", port));
}

/// As ElastiCache names its endpoints: "shop.abc123.ng.0001.euc1.cache.amazonaws.com".
QString hostOf(const QString &first, const QString &rest)
{
    return first + QStringLiteral(".abc123.") + rest + QStringLiteral("euc1.cache.amazonaws.com");
}

QString memberId(const FakeCache &cache, int shard, int node)
{
    return QStringLiteral("%1-%2-%3")
        .arg(cache.id, QString::number(shard).rightJustified(4, u'0'),
             QString::number(node).rightJustified(3, u'0'));
}

QByteArray shardXml(const FakeCache &cache, int shard)
{
    QByteArray members;
    for (int node = 1; node <= 1 + cache.replicas; ++node) {
        QByteArray member = tag("CacheClusterId", memberId(cache, shard, node))
            + tag("CacheNodeId", QByteArray("0001"))
            + tag("PreferredAvailabilityZone", QByteArray("eu-central-1a"));
        if (!cache.clusterMode) {
            member += endpoint("ReadEndpoint", hostOf(memberId(cache, shard, node), {}))
                + tag("CurrentRole", QByteArray(node == 1 ? "primary" : "replica"));
        }
        members += tag("NodeGroupMember", member);
    }
    QByteArray content = tag("NodeGroupId", QString::number(shard).rightJustified(4, u'0'))
        + tag("Status", QByteArray("available"));
    if (!cache.clusterMode) {
        content += endpoint("PrimaryEndpoint", hostOf(QStringLiteral("master.") + cache.id, {}))
            + endpoint("ReaderEndpoint", hostOf(QStringLiteral("replica.") + cache.id, {}));
    }
    return tag("NodeGroup", content + tag("NodeGroupMembers", members));
}

QByteArray clusterXml(const FakeCache &cache, const QString &id, const QString &group)
{
    QByteArray groups;
    for (const QString &one : cache.groups) {
        groups += tag("member", tag("SecurityGroupId", one) + tag("Status", QByteArray("active")));
    }
    QByteArray content = tag("CacheClusterId", id)
        + tag("CacheNodeType", QByteArray("cache.t4g.micro")) + tag("Engine", cache.engine)
        + tag("EngineVersion", cache.version) + tag("CacheClusterStatus", QByteArray("available"))
        + tag("NumCacheNodes", 1) + tag("CacheSubnetGroupName", cache.subnetGroup)
        + tag("SecurityGroups", groups) + tag("AuthTokenEnabled", cache.token)
        + tag("TransitEncryptionEnabled", cache.tls);
    if (!group.isEmpty())
        content += tag("ReplicationGroupId", group);
    return content
        + tag("CacheNodes",
              tag("CacheNode",
                  tag("CacheNodeId", QByteArray("0001"))
                      + tag("CacheNodeStatus", QByteArray("available"))
                      + endpoint("Endpoint", hostOf(id, QStringLiteral("0001.")))));
}

QByteArray ruleXml(const FakeRule &rule)
{
    const auto items = [](const char *name, const char *member, const QStringList &texts) {
        QByteArray content;
        for (const QString &text : texts)
            content += tag("item", tag(member, text));
        return tag(name, content);
    };
    QByteArray content = tag("ipProtocol", rule.protocol);
    if (rule.from >= 0)
        content += tag("fromPort", rule.from) + tag("toPort", rule.to);
    return tag("item",
               content + items("groups", "groupId", rule.groups)
                   + items("ipRanges", "cidrIp", rule.networks)
                   + items("prefixListIds", "prefixListId", rule.prefixLists));
}

QString clusterArn(const QString &cluster)
{
    return QStringLiteral("arn:aws:ecs:eu-central-1:123456789012:cluster/") + cluster;
}

QString taskArn(const QString &cluster, const QString &id)
{
    return QStringLiteral("arn:aws:ecs:eu-central-1:123456789012:task/%1/%2").arg(cluster, id);
}

QJsonObject pair(const char *name, const QString &value)
{
    return { { QStringLiteral("name"), QLatin1String(name) }, { QStringLiteral("value"), value } };
}

/// Tokens of pages are anything at all: these would not survive being pasted into a form.
QString tokenOf(qsizetype at)
{
    return QStringLiteral("at+/=& %1").arg(at);
}

qsizetype placeOf(const QString &token)
{
    return token.isEmpty() ? 0 : token.section(u' ', 1).toLongLong();
}

bool onlyReads(const QString &operation)
{
    return operation.startsWith(u"Describe") || operation.startsWith(u"List")
        || operation.startsWith(u"Get");
}

QString serviceOf(const HttpSeen &seen)
{
    // Credential=AKID/20261120/eu-central-1/elasticache/aws4_request
    return QString::fromLatin1(seen.header("authorization").split('/').value(3));
}

/// "Filter.1.Value.1", "Filter.1.Value.2" …
QSet<QString> valuesOf(const HttpSeen &seen, const QString &list)
{
    QSet<QString> values;
    for (int i = 1;; ++i) {
        const QString value = seen.field(list + u'.' + QString::number(i));
        if (value.isEmpty())
            return values;
        values += value;
    }
}

HttpAnswer ec2Refusal(const char *code, const QString &words)
{
    return HttpAnswer::xml("<Response><Errors>"
                               + tag("Error", tag("Code", QByteArray(code)) + tag("Message", words))
                               + "</Errors></Response>",
                           400);
}

} // namespace

AwsRegion::AwsRegion(HttpFake &service)
{
    service.answer = [this](const HttpSeen &seen) { return reply(seen); };
}

void AwsRegion::furnish()
{
    addSubnetGroup(QStringLiteral("shop"), QStringLiteral("vpc-shop"),
                   { QStringLiteral("subnet-a"), QStringLiteral("subnet-b") });
    addSecurityGroup(QStringLiteral("sg-cache"), QStringLiteral("vpc-shop"),
                     { { .groups = { QStringLiteral("sg-bastion") } } });
    addInstance({});
}

void AwsRegion::addGroup(const FakeCache &cache)
{
    QByteArray shards;
    QStringList members;
    for (int shard = 1; shard <= cache.shards; ++shard) {
        shards += shardXml(cache, shard);
        for (int node = 1; node <= 1 + cache.replicas; ++node) {
            members += memberId(cache, shard, node);
            m_clusters += tag("CacheCluster", clusterXml(cache, members.constLast(), cache.id));
        }
    }
    QByteArray content = tag("ReplicationGroupId", cache.id) + tag("Description", cache.description)
        + tag("Status", QByteArray("available")) + list("MemberClusters", "ClusterId", members)
        + tag("NodeGroups", shards) + tag("AutomaticFailover", QByteArray("enabled"))
        + tag("ClusterEnabled", cache.clusterMode) + tag("AuthTokenEnabled", cache.token)
        + tag("TransitEncryptionEnabled", cache.tls)
        + tag("CacheNodeType", QByteArray("cache.t4g.micro"));
    if (!cache.users.isEmpty())
        content += list("UserGroupIds", "member", cache.users);
    if (cache.clusterMode) {
        content +=
            endpoint("ConfigurationEndpoint", hostOf(QStringLiteral("clustercfg.") + cache.id, {}));
    }
    m_groups += tag("ReplicationGroup", content);
}

void AwsRegion::addCluster(const FakeCache &cache)
{
    m_clusters += tag("CacheCluster", clusterXml(cache, cache.id, {}));
}

void AwsRegion::addServerless(const FakeCache &cache)
{
    const QString host = cache.id + QStringLiteral("-abc123.serverless.euc1.cache.amazonaws.com");
    QByteArray content = tag("ServerlessCacheName", cache.id)
        + tag("Description", cache.description) + tag("Status", QByteArray("available"))
        + tag("Engine", cache.engine) + tag("MajorEngineVersion", cache.version.section(u'.', 0, 0))
        + tag("FullEngineVersion", cache.version) + endpoint("Endpoint", host)
        + endpoint("ReaderEndpoint", host, 6380) + list("SubnetIds", "SubnetId", cache.subnets)
        + list("SecurityGroupIds", "SecurityGroupId", cache.groups);
    if (!cache.users.isEmpty())
        content += tag("UserGroupId", cache.users.constFirst());
    m_serverless += tag("member", content);
}

void AwsRegion::addSubnetGroup(const QString &name, const QString &vpc, const QStringList &subnets)
{
    QByteArray entries;
    for (const QString &subnet : subnets)
        entries += tag("Subnet", tag("SubnetIdentifier", subnet));
    m_subnetGroups +=
        tag("CacheSubnetGroup",
            tag("CacheSubnetGroupName", name) + tag("VpcId", vpc) + tag("Subnets", entries));
}

void AwsRegion::addInstance(const FakeInstance &instance)
{
    if (!instance.ping.isEmpty()) {
        m_information += QJsonObject{
            { QStringLiteral("InstanceId"), instance.id },
            { QStringLiteral("PingStatus"), instance.ping },
            { QStringLiteral("AgentVersion"), instance.agent },
            { QStringLiteral("PlatformType"), QStringLiteral("Linux") },
            { QStringLiteral("ResourceType"), QStringLiteral("EC2Instance") },
            { QStringLiteral("IPAddress"), instance.address },
            { QStringLiteral("ComputerName"),
              QStringLiteral("ip-10-0-1-10.eu-central-1.compute.internal") },
        };
    }
    if (!instance.inEc2)
        return;
    QByteArray groups;
    for (const QString &group : instance.groups)
        groups += tag("item", tag("groupId", group) + tag("groupName", QByteArray("bastions")));
    const QByteArray tags =
        tag("item", tag("key", QByteArray("Team")) + tag("value", QByteArray("shop")))
        + tag("item", tag("key", QByteArray("Name")) + tag("value", instance.name));
    const QByteArray content = tag("instanceId", instance.id)
        + tag("instanceState", tag("code", 16) + tag("name", QByteArray("running")))
        + tag("privateIpAddress", instance.address) + tag("subnetId", instance.subnet)
        + tag("vpcId", instance.vpc) + tag("groupSet", groups) + tag("tagSet", tags);
    m_reservations.append({ instance.id,
                            tag("item",
                                tag("reservationId", QByteArray("r-1")) + tag("ownerId", account)
                                    + tag("instancesSet", tag("item", content))) });
}

void AwsRegion::addTask(const FakeTask &task)
{
    const QJsonObject agent{ { QStringLiteral("name"), QStringLiteral("ExecuteCommandAgent") },
                             { QStringLiteral("lastStatus"), QStringLiteral("RUNNING") } };
    QJsonObject container{ { QStringLiteral("name"), task.container },
                           { QStringLiteral("lastStatus"), QStringLiteral("RUNNING") },
                           { QStringLiteral("managedAgents"), QJsonArray{ agent } } };
    if (!task.runtime.isEmpty())
        container.insert(QStringLiteral("runtimeId"), task.runtime);
    const QJsonObject attachment{
        { QStringLiteral("type"), QStringLiteral("ElasticNetworkInterface") },
        { QStringLiteral("details"),
          QJsonArray{ pair("subnetId", task.subnet), pair("privateIPv4Address", task.address) } },
    };
    m_tasks[task.cluster] += QJsonObject{
        { QStringLiteral("clusterArn"), clusterArn(task.cluster) },
        { QStringLiteral("taskArn"), taskArn(task.cluster, task.id) },
        { QStringLiteral("group"), QStringLiteral("service:") + task.service },
        { QStringLiteral("lastStatus"),
          task.running ? QStringLiteral("RUNNING") : QStringLiteral("PENDING") },
        { QStringLiteral("enableExecuteCommand"), task.execute },
        { QStringLiteral("containers"), QJsonArray{ container } },
        { QStringLiteral("attachments"), QJsonArray{ attachment } },
    };
}

void AwsRegion::addSecurityGroup(const QString &id, const QString &vpc,
                                 const QList<FakeRule> &rules)
{
    QByteArray permissions;
    for (const FakeRule &rule : rules)
        permissions += ruleXml(rule);
    m_securityGroups.append(
        { id,
          tag("item",
              tag("ownerId", account) + tag("groupId", id) + tag("groupName", QByteArray("caches"))
                  + tag("vpcId", vpc) + tag("ipPermissions", permissions)) });
}

HttpAnswer AwsRegion::reply(const HttpSeen &seen)
{
    const QString service = serviceOf(seen);
    const QString target = QString::fromLatin1(seen.header("x-amz-target"));
    const QString operation =
        target.isEmpty() ? seen.field(QStringLiteral("Action")) : target.section(u'.', -1);
    const QString action = service + u':' + operation;
    calls += action;
    if (!onlyReads(operation))
        return HttpAnswer::refusal(QStringLiteral("InvalidAction"), action, 400);
    const bool isThrottled = m_asked[action]++ < throttled;
    const QString words =
        QStringLiteral("User: arn:aws:iam::123456789012:user/jin is not authorized to perform: ")
        + action;
    if (denied.contains(action) || isThrottled) {
        if (!target.isEmpty()) {
            return isThrottled
                ? HttpAnswer::refusal(QStringLiteral("ThrottlingException"), QStringLiteral("Slow"))
                : HttpAnswer::refusal(QStringLiteral("AccessDeniedException"), words);
        }
        const QByteArray code = isThrottled ? "Throttling"
            : service == u"ec2"             ? "UnauthorizedOperation"
                                            : "AccessDenied";
        const QByteArray error = "<Error><Code>" + code + "</Code><Message>"
            + (isThrottled ? QByteArray("Rate exceeded") : words.toUtf8()) + "</Message></Error>";
        return HttpAnswer::xml(service == u"ec2"
                                   ? "<Response><Errors>" + error + "</Errors></Response>"
                                   : "<ErrorResponse>" + error + "</ErrorResponse>",
                               isThrottled ? 400 : 403);
    }
    const HttpAnswer answer = !target.isEmpty() ? json(seen.json(), operation)
        : service == u"ec2"                     ? ec2(seen, operation)
                                                : query(seen, operation);
    given += { action, seen.body, answer.body };
    return answer;
}

QByteArray AwsRegion::page(const QByteArrayList &all, const QString &token, QByteArray &next) const
{
    const qsizetype at = placeOf(token);
    if (at + pageSize < all.size())
        next = tokenOf(at + pageSize).toUtf8();
    return all.mid(at, pageSize).join();
}

HttpAnswer AwsRegion::query(const HttpSeen &seen, const QString &action) const
{
    QByteArray result;
    QByteArray next;
    const QString marker = seen.field(QStringLiteral("Marker"));
    const auto listed = [&](const char *name, const QByteArrayList &all, const QString &token,
                            const char *tokenName) {
        result = tag(name, page(all, token, next));
        if (!next.isEmpty())
            result.prepend(tag(tokenName, QString::fromUtf8(next)));
    };
    if (action == u"GetCallerIdentity") {
        result = tag("Arn", "arn:aws:iam::" + account + ":user/jin")
            + tag("UserId", QByteArray("AIDAEXAMPLE")) + tag("Account", account);
    } else if (action == u"DescribeReplicationGroups") {
        listed("ReplicationGroups", m_groups, marker, "Marker");
    } else if (action == u"DescribeCacheClusters") {
        listed("CacheClusters", m_clusters, marker, "Marker");
        if (seen.field(QStringLiteral("ShowCacheNodeInfo")) != u"true")
            result.replace("<Endpoint>", "<Unasked>").replace("</Endpoint>", "</Unasked>");
    } else if (action == u"DescribeServerlessCaches") {
        listed("ServerlessCaches", m_serverless, seen.field(QStringLiteral("NextToken")),
               "NextToken");
    } else if (action == u"DescribeCacheSubnetGroups") {
        listed("CacheSubnetGroups", m_subnetGroups, marker, "Marker");
    } else {
        return HttpAnswer::xmlRefusal("InvalidAction", "no such action");
    }
    const QByteArray name = action.toLatin1();
    return HttpAnswer::xml(xmlHead + '<' + name
                           + "Response xmlns=\"http://elasticache.amazonaws.com/doc/2015-02-02/\">"
                           + tag((name + "Result").constData(), result)
                           + tag("ResponseMetadata", tag("RequestId", QByteArray("b1"))) + "</"
                           + name + "Response>");
}

HttpAnswer AwsRegion::ec2(const HttpSeen &seen, const QString &action) const
{
    const QString token = seen.field(QStringLiteral("NextToken"));
    QByteArray content;
    QByteArray next;
    if (action == u"DescribeInstances") {
        QByteArrayList found;
        if (const auto refusal = reservations(seen, found))
            return *refusal;
        content = tag("reservationSet", page(found, token, next));
    } else if (action == u"DescribeSecurityGroups") {
        const QSet<QString> wanted = valuesOf(seen, QStringLiteral("Filter.1.Value"));
        QByteArrayList found;
        for (const auto &[id, xml] : m_securityGroups) {
            if (wanted.contains(id))
                found += xml;
        }
        content = tag("securityGroupInfo", page(found, token, next));
    } else {
        return ec2Refusal("InvalidAction", QStringLiteral("none"));
    }
    if (!next.isEmpty())
        content += tag("nextToken", QString::fromUtf8(next));
    const QByteArray name = action.toLatin1() + "Response";
    return HttpAnswer::xml(xmlHead + '<' + name
                           + " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                           + tag("requestId", QByteArray("b2")) + content + "</" + name + '>');
}

/// As EC2: one id in a list of ids that it does not have spoils the call, one in a filter does not.
std::optional<HttpAnswer> AwsRegion::reservations(const HttpSeen &seen, QByteArrayList &found) const
{
    const QSet<QString> ids = valuesOf(seen, QStringLiteral("InstanceId"));
    QSet<QString> unknown = ids;
    for (const auto &[id, xml] : m_reservations)
        unknown -= id;
    if (!unknown.isEmpty()) {
        return ec2Refusal(
            "InvalidInstanceID.NotFound",
            QStringLiteral("The instance ID '%1' does not exist").arg(*unknown.cbegin()));
    }
    if (!ids.isEmpty() && !seen.field(QStringLiteral("MaxResults")).isEmpty())
        return ec2Refusal("InvalidParameterCombination", QStringLiteral("MaxResults and ids"));
    QSet<QString> filtered;
    bool hasFilter = false;
    for (int i = 1; !seen.field(QStringLiteral("Filter.%1.Name").arg(i)).isEmpty(); ++i) {
        const QSet<QString> values = valuesOf(seen, QStringLiteral("Filter.%1.Value").arg(i));
        if (values.size() > 200)
            return ec2Refusal("FilterLimitExceeded", QStringLiteral("too many values"));
        const QString name = seen.field(QStringLiteral("Filter.%1.Name").arg(i));
        if (name == u"instance-id") {
            hasFilter = true;
            filtered = values;
        } else if (name != u"instance-state-name" || !values.contains(QStringLiteral("running"))) {
            return ec2Refusal("InvalidParameterValue", name);
        }
    }
    for (const auto &[id, xml] : m_reservations) {
        if ((ids.isEmpty() || ids.contains(id)) && (!hasFilter || filtered.contains(id)))
            found += xml;
    }
    return {};
}

HttpAnswer AwsRegion::json(const QJsonObject &body, const QString &action) const
{
    QJsonObject answer;
    const auto listed = [&](const char *name, const QJsonArray &all, const char *tokenName) {
        const qsizetype at = placeOf(body.value(QLatin1String(tokenName)).toString());
        QJsonArray some;
        for (qsizetype i = at; i < qMin(at + pageSize, qsizetype(all.size())); ++i)
            some += all[i];
        answer.insert(QLatin1String(name), some);
        if (at + pageSize < all.size())
            answer.insert(QLatin1String(tokenName), tokenOf(at + pageSize));
    };
    const QString cluster = body.value(QLatin1String("cluster")).toString().section(u'/', -1);
    if (action == u"DescribeInstanceInformation") {
        listed("InstanceInformationList", m_information, "NextToken");
    } else if (action == u"ListClusters") {
        QStringList names = m_tasks.keys();
        names.sort();
        QJsonArray arns;
        for (const QString &name : std::as_const(names))
            arns += clusterArn(name);
        listed("clusterArns", arns, "nextToken");
    } else if (action == u"ListTasks") {
        QJsonArray arns;
        for (const QJsonValue task : m_tasks.value(cluster))
            arns += task.toObject().value(QLatin1String("taskArn"));
        listed("taskArns", arns, "nextToken");
    } else if (action == u"DescribeTasks") {
        const QJsonArray wanted = body.value(QLatin1String("tasks")).toArray();
        QJsonArray tasks;
        for (const QJsonValue task : m_tasks.value(cluster)) {
            if (wanted.contains(task.toObject().value(QLatin1String("taskArn"))))
                tasks += task;
        }
        answer.insert(QStringLiteral("tasks"), tasks);
        answer.insert(QStringLiteral("failures"), QJsonArray());
    } else {
        return HttpAnswer::refusal(QStringLiteral("InvalidAction"), action);
    }
    return HttpAnswer::json(answer);
}

} // namespace support
