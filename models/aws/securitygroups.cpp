#include "aws/securitygroups.h"
#include <QHostAddress>

namespace aws {

namespace {

QStringList valuesOf(const XmlElement &list, const QString &member)
{
    QStringList values;
    for (const XmlElement &entry : list.children) {
        if (const QString value = entry.value(member); !value.isEmpty())
            values += value;
    }
    return values;
}

int portOf(const XmlElement &rule, const QString &member)
{
    bool isNumber = false;
    const int port = rule.value(member).toInt(&isNumber);
    return isNumber ? port : -1;
}

Answer holds(const QString &network, const QString &address)
{
    const auto subnet = QHostAddress::parseSubnet(network);
    if (subnet.second < 0)
        return Answer::Unknown;
    if (subnet.second == 0)
        return Answer::Yes;
    const QHostAddress host(address);
    if (host.isNull())
        return Answer::Unknown;
    return host.isInSubnet(subnet) ? Answer::Yes : Answer::No;
}

/// Yes if either says so, otherwise Unknown if either may.
Answer either(Answer a, Answer b)
{
    if (a == Answer::Yes || b == Answer::Yes)
        return Answer::Yes;
    return a == Answer::Unknown || b == Answer::Unknown ? Answer::Unknown : Answer::No;
}

} // namespace

void SecurityGroups::add(const XmlElement &answer)
{
    for (const XmlElement &group : answer.child(QStringLiteral("securityGroupInfo")).children) {
        const QString id = group.value(QStringLiteral("groupId"));
        if (id.isEmpty())
            continue;
        if (const QString vpc = group.value(QStringLiteral("vpcId")); !vpc.isEmpty())
            m_vpcs.insert(id, vpc);
        QList<Rule> &rules = m_rules[id];
        for (const XmlElement &one : group.child(QStringLiteral("ipPermissions")).children) {
            Rule rule;
            rule.protocol = one.value(QStringLiteral("ipProtocol"));
            rule.from = portOf(one, QStringLiteral("fromPort"));
            rule.to = portOf(one, QStringLiteral("toPort"));
            rule.groups = valuesOf(one.child(QStringLiteral("groups")), QStringLiteral("groupId"));
            rule.networks =
                valuesOf(one.child(QStringLiteral("ipRanges")), QStringLiteral("cidrIp"));
            rule.prefixLists = !one.child(QStringLiteral("prefixListIds")).children.isEmpty();
            rules += rule;
        }
    }
}

bool SecurityGroups::isFor(const Rule &rule, int port)
{
    if (rule.protocol == u"-1")
        return true;
    if (rule.protocol != u"tcp" && rule.protocol != u"6")
        return false;
    return rule.from < 0 || (rule.from <= port && port <= rule.to);
}

Answer SecurityGroups::lets(const Rule &rule, const Bastion &bastion)
{
    Answer answer = rule.prefixLists ? Answer::Unknown : Answer::No;
    if (!rule.groups.isEmpty() && bastion.securityGroups.isEmpty())
        answer = Answer::Unknown;
    for (const QString &group : rule.groups) {
        if (bastion.securityGroups.contains(group))
            return Answer::Yes;
    }
    for (const QString &network : rule.networks)
        answer = either(answer, holds(network, bastion.address));
    return answer;
}

Answer SecurityGroups::allow(const Cache &cache, const Bastion &bastion) const
{
    if (cache.securityGroups.isEmpty() || cache.endpoint.isEmpty())
        return Answer::Unknown;
    Answer answer = Answer::No;
    for (const QString &group : cache.securityGroups) {
        const auto rules = m_rules.constFind(group);
        if (rules == m_rules.cend()) {
            answer = either(answer, Answer::Unknown);
            continue;
        }
        for (const Rule &rule : *rules) {
            if (isFor(rule, cache.endpoint.port))
                answer = either(answer, lets(rule, bastion));
        }
    }
    return answer;
}

} // namespace aws
