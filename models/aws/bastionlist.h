#pragma once
#include "aws/cachelist.h"
#include <QJsonObject>
#include <QSet>

namespace aws {

/// Joins what Systems Manager, EC2 and ECS tell into bastions, page by page, in any order.
class BastionList {
public:
    /// ssm. Returns the instances of EC2 on the page.
    QStringList addInstanceInformation(const QJsonObject &page);
    void addInstances(const XmlElement &answer); ///< ec2; the running ones
    /// EC2 has told all that it has of these: what is offline and was not among it is gone.
    void setLookedUp(const QStringList &ids);
    void addTasks(const QJsonObject &answer); ///< ecs DescribeTasks

    /// `managed` = false: Systems Manager does not tell, so that any instance may be one.
    [[nodiscard]] QList<Bastion> bastions(bool managed, const Vpcs &vpcs) const;
    /// Of the subnets and security groups of instances.
    [[nodiscard]] const Vpcs &vpcs() const { return m_vpcs; }

private:
    QList<Bastion> m_managed;
    QHash<QString, Bastion> m_instances;
    QSet<QString> m_lookedUp;
    QList<std::pair<Bastion, QString>> m_tasks; ///< with their subnet
    Vpcs m_vpcs;
};

} // namespace aws
