#pragma once
#include "aws/bastionlist.h"

namespace aws {

/// The ingress rules of security groups, as EC2 tells them.
class SecurityGroups {
public:
    void add(const XmlElement &answer); ///< a page of ec2 DescribeSecurityGroups

    /// Whether the cache's groups let the bastion in at the port of its endpoint. By the bastion's
    /// groups and its private IPv4 address; Unknown where a rule names a prefix list, or something
    /// that was not told decides.
    [[nodiscard]] Answer allow(const Cache &cache, const Bastion &bastion) const;
    [[nodiscard]] const Vpcs &vpcs() const { return m_vpcs; }

private:
    struct Rule {
        QString protocol; ///< "tcp", "6", "-1" = all
        int from = -1; ///< -1 = all ports
        int to = -1;
        QStringList groups;
        QStringList networks; ///< "10.0.0.0/16"
        bool prefixLists = false;
    };
    [[nodiscard]] static bool isFor(const Rule &rule, int port);
    [[nodiscard]] static Answer lets(const Rule &rule, const Bastion &bastion);

    QHash<QString, QList<Rule>> m_rules;
    Vpcs m_vpcs;
};

} // namespace aws
