#include "aws/bastionlist.h"
#include <QJsonArray>

namespace aws {

namespace {

QString text(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member)).toString();
}

Bastion managedOf(const QJsonObject &information)
{
    Bastion bastion;
    bastion.target = text(information, "InstanceId");
    bastion.name = text(information, "ComputerName");
    if (bastion.name.isEmpty())
        bastion.name = text(information, "Name");
    bastion.address = text(information, "IPAddress");
    bastion.agentVersion = text(information, "AgentVersion");
    const QString ping = text(information, "PingStatus");
    if (!ping.isEmpty())
        bastion.online = ping == u"Online" ? Answer::Yes : Answer::No;
    return bastion;
}

Bastion instanceOf(const XmlElement &instance)
{
    Bastion bastion;
    bastion.target = instance.value(QStringLiteral("instanceId"));
    bastion.vpc = instance.value(QStringLiteral("vpcId"));
    bastion.address = instance.value(QStringLiteral("privateIpAddress"));
    for (const XmlElement &tag : instance.child(QStringLiteral("tagSet")).children) {
        if (tag.value(QStringLiteral("key")) == u"Name")
            bastion.name = tag.value(QStringLiteral("value"));
    }
    for (const XmlElement &group : instance.child(QStringLiteral("groupSet")).children) {
        if (const QString id = group.value(QStringLiteral("groupId")); !id.isEmpty())
            bastion.securityGroups += id;
    }
    return bastion;
}

/// What Systems Manager told, completed by what EC2 told.
Bastion joined(Bastion managed, const Bastion &instance)
{
    if (!instance.name.isEmpty())
        managed.name = instance.name;
    if (!instance.address.isEmpty())
        managed.address = instance.address;
    managed.vpc = instance.vpc;
    managed.securityGroups = instance.securityGroups;
    return managed;
}

QString lastPart(const QString &arn)
{
    return arn.section(u'/', -1);
}

/// "service:orders" is how ECS names the service that started a task.
QString startedBy(const QJsonObject &task)
{
    const QString group = text(task, "group");
    return group.section(u':', 1).isEmpty() ? group : group.section(u':', 1);
}

/// Of the task's network interface: "subnetId", "privateIPv4Address".
QString attached(const QJsonObject &task, QLatin1String name)
{
    for (const QJsonValue attachment : task.value(QLatin1String("attachments")).toArray()) {
        const QJsonArray details = attachment.toObject().value(QLatin1String("details")).toArray();
        for (const QJsonValue detail : details) {
            if (text(detail.toObject(), "name") == name)
                return text(detail.toObject(), "value");
        }
    }
    return {};
}

Answer agentRuns(const QJsonObject &container)
{
    for (const QJsonValue agent : container.value(QLatin1String("managedAgents")).toArray()) {
        if (text(agent.toObject(), "name") == u"ExecuteCommandAgent")
            return text(agent.toObject(), "lastStatus") == u"RUNNING" ? Answer::Yes : Answer::No;
    }
    return Answer::Unknown;
}

} // namespace

QStringList BastionList::addInstanceInformation(const QJsonObject &page)
{
    QStringList instances;
    const QJsonArray list = page.value(QLatin1String("InstanceInformationList")).toArray();
    for (const QJsonValue one : list) {
        const Bastion bastion = managedOf(one.toObject());
        if (bastion.target.isEmpty())
            continue;
        m_managed += bastion;
        if (bastion.target.startsWith(u"i-"))
            instances += bastion.target;
    }
    return instances;
}

void BastionList::setLookedUp(const QStringList &ids)
{
    m_lookedUp += QSet<QString>(ids.cbegin(), ids.cend());
}

void BastionList::addInstances(const XmlElement &answer)
{
    for (const XmlElement &reservation : answer.child(QStringLiteral("reservationSet")).children) {
        for (const XmlElement &one : reservation.child(QStringLiteral("instancesSet")).children) {
            const Bastion instance = instanceOf(one);
            const QString state =
                one.child(QStringLiteral("instanceState")).value(QStringLiteral("name"));
            const QString subnet = one.value(QStringLiteral("subnetId"));
            for (const QString &id : instance.securityGroups + QStringList{ subnet }) {
                if (!id.isEmpty() && !instance.vpc.isEmpty())
                    m_vpcs.insert(id, instance.vpc);
            }
            if (!instance.target.isEmpty() && (state.isEmpty() || state == u"running"))
                m_instances.insert(instance.target, instance);
        }
    }
}

void BastionList::addTasks(const QJsonObject &answer)
{
    for (const QJsonValue value : answer.value(QLatin1String("tasks")).toArray()) {
        const QJsonObject task = value.toObject();
        if (!task.value(QLatin1String("enableExecuteCommand")).toBool()
            || text(task, "lastStatus") != u"RUNNING")
            continue;
        for (const QJsonValue one : task.value(QLatin1String("containers")).toArray()) {
            const QJsonObject container = one.toObject();
            const QString runtime = text(container, "runtimeId");
            if (runtime.isEmpty())
                continue;
            Bastion bastion;
            bastion.kind = BastionKind::EcsTask;
            bastion.target = QStringLiteral("ecs:%1_%2_%3")
                                 .arg(lastPart(text(task, "clusterArn")),
                                      lastPart(text(task, "taskArn")), runtime);
            bastion.name = startedBy(task) + u'/' + text(container, "name");
            bastion.address = attached(task, QLatin1String("privateIPv4Address"));
            bastion.online = agentRuns(container);
            m_tasks.append({ bastion, attached(task, QLatin1String("subnetId")) });
        }
    }
}

QList<Bastion> BastionList::bastions(bool managed, const Vpcs &vpcs) const
{
    QList<Bastion> all;
    for (const Bastion &one : m_managed) {
        const auto instance = m_instances.constFind(one.target);
        const bool runs = instance != m_instances.cend();
        // Systems Manager remembers instances for weeks after their end.
        if (!runs && one.online != Answer::Yes && m_lookedUp.contains(one.target))
            continue;
        all += runs ? joined(one, *instance) : one;
    }
    if (!managed && m_managed.isEmpty())
        all += m_instances.values();
    for (const auto &[task, subnet] : m_tasks) {
        all += task;
        all.last().vpc = m_vpcs.value(subnet, vpcs.value(subnet));
    }
    return all;
}

} // namespace aws
