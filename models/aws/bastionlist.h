#pragma once
#include "aws/cachelist.h"
#include <QJsonObject>
#include <QSet>

namespace aws {

/// Joins what Systems Manager, EC2 and ECS tell into bastions, page by page, in any order.
class BastionList {
public:
    void addInstanceInformation(const QJsonObject &page); ///< ssm
    void addInstances(const XmlElement &answer); ///< ec2; the running ones
    void addTasks(const QJsonObject &answer); ///< ecs DescribeTasks

    struct Known {
        bool online = true; ///< false = Systems Manager does not tell: any instance may be one
        bool instances = false; ///< all have come: what is offline and not among them is gone
    };
    [[nodiscard]] QList<Bastion> bastions(const Known &known, const Vpcs &vpcs) const;
    /// Of the subnets and security groups of instances.
    [[nodiscard]] const Vpcs &vpcs() const { return m_vpcs; }

private:
    QList<Bastion> m_managed;
    QHash<QString, Bastion> m_instances;
    QList<std::pair<Bastion, QString>> m_tasks; ///< with their subnet
    Vpcs m_vpcs;
};

} // namespace aws
