#pragma once
#include "aws/cache.h"
#include "aws/followingtable.h"

namespace aws {

/// Ways to one cache, the best first, each with what speaks for it. An evidence cell reads "✓",
/// "✗", "unknown" or "not permitted: ec2:DescribeSecurityGroups".
class BastionsModel final : public FollowingTable<RankedBastion> {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BastionsModel)

public:
    enum Column {
        NameColumn, ///< of an ECS task: "orders/app (ECS, experimental)"
        TargetColumn,
        OnlineColumn,
        SameVpcColumn,
        AllowedColumn, ///< the security groups let it in at the cache's port
        AgentColumn, ///< new enough
        ColumnCount
    };
    /// The same in all columns of a row unless it says "of the cell".
    enum Role {
        BastionRole = Qt::UserRole, ///< aws::Bastion
        TargetRole, ///< QString
        ExperimentalRole, ///< bool: an ECS task
        AnswerRole, ///< of the cell: int of aws::Answer; evidence columns alone
        NotPermittedRole, ///< of the cell: QString, the denied action; empty = none
    };

    explicit BastionsModel(QObject *parent = nullptr);

    /// As Discovery::ranked() and Discovery::denied() have them.
    void setBastions(const QList<aws::RankedBastion> &bastions, const QList<aws::Denied> &denied);
    [[nodiscard]] int rowOf(const QString &target) const; ///< -1 = none
    [[nodiscard]] const aws::RankedBastion &bastion(int row) const
    {
        return FollowingTable::row(row);
    }
    /// After a change of language.
    void retranslate();

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString key(const RankedBastion &bastion) const override;
    [[nodiscard]] QString notPermitted(const RankedBastion &bastion, int column) const;

    QList<Denied> m_denied;
};

} // namespace aws
