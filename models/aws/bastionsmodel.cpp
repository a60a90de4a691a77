#include "aws/bastionsmodel.h"
#include "aws/discoverytexts.h"
#include <optional>

namespace aws {

namespace {

std::optional<Answer> answerOf(const Evidence &evidence, int column)
{
    switch (column) {
    case BastionsModel::OnlineColumn:
        return evidence.online;
    case BastionsModel::SameVpcColumn:
        return evidence.sameVpc;
    case BastionsModel::AllowedColumn:
        return evidence.allowed;
    case BastionsModel::AgentColumn:
        return evidence.agent;
    default:
        return std::nullopt;
    }
}

} // namespace

BastionsModel::BastionsModel(QObject *parent)
    : FollowingTable(parent)
{
}

void BastionsModel::setBastions(const QList<RankedBastion> &bastions, const QList<Denied> &denied)
{
    const bool more = denied.size() != m_denied.size();
    m_denied = denied;
    follow(bastions);
    if (more)
        columnsChanged();
}

int BastionsModel::rowOf(const QString &target) const
{
    for (int i = 0; i < rowCount(); ++i) {
        if (row(i).bastion.target == target)
            return i;
    }
    return -1;
}

void BastionsModel::retranslate()
{
    columnsChanged();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int BastionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString BastionsModel::key(const RankedBastion &bastion) const
{
    return bastion.bastion.target;
}

QString BastionsModel::notPermitted(const RankedBastion &ranked, int column) const
{
    const auto answer = answerOf(ranked.evidence, column);
    if (!answer || *answer != Answer::Unknown)
        return {};
    const QString instances = QStringLiteral("ec2:DescribeInstances");
    const QString clusters = QStringLiteral("elasticache:DescribeCacheClusters");
    const bool isInstance = ranked.bastion.kind == BastionKind::Instance;
    switch (column) {
    case OnlineColumn:
    case AgentColumn:
        return isInstance
            ? firstDenied(m_denied, { QStringLiteral("ssm:DescribeInstanceInformation") })
            : QString();
    case SameVpcColumn:
        if (isInstance && ranked.bastion.vpc.isEmpty())
            return firstDenied(m_denied, { instances });
        return firstDenied(m_denied,
                           { QStringLiteral("elasticache:DescribeCacheSubnetGroups"), clusters });
    default:
        return firstDenied(m_denied,
                           { QStringLiteral("ec2:DescribeSecurityGroups"),
                             isInstance ? instances : clusters, clusters });
    }
}

QVariant BastionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RankedBastion &ranked = row(index.row());
    const Bastion &bastion = ranked.bastion;
    const auto answer = answerOf(ranked.evidence, index.column());
    const QString denied = notPermitted(ranked, index.column());
    const bool isTask = bastion.kind == BastionKind::EcsTask;
    switch (role) {
    case Qt::DisplayRole:
        if (!denied.isEmpty())
            return notPermittedText(denied);
        if (answer)
            return answerMark(*answer);
        if (index.column() == TargetColumn)
            return oneLine(bastion.target);
        return isTask ? tr("%1 (ECS, experimental)").arg(oneLine(bastion.name))
                      : oneLine(bastion.name);
    case Qt::AccessibleTextRole:
        return answer && denied.isEmpty() ? answerText(*answer)
                                          : data(index, Qt::DisplayRole).toString();
    case Qt::ToolTipRole:
        if (!denied.isEmpty())
            return tipText(notPermittedText(denied));
        return index.column() == AgentColumn ? tipText(bastion.agentVersion) : QString();
    case BastionRole:
        return QVariant::fromValue(bastion);
    case TargetRole:
        return bastion.target;
    case ExperimentalRole:
        return isTask;
    case AnswerRole:
        return answer ? QVariant(int(*answer)) : QVariant();
    case NotPermittedRole:
        return denied;
    default:
        return {};
    }
}

QVariant BastionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case TargetColumn:
        return tr("Target");
    case OnlineColumn:
        return tr("Online");
    case SameVpcColumn:
        return tr("Same VPC");
    case AllowedColumn:
        return tr("Port allowed");
    case AgentColumn:
        return tr("Agent");
    default:
        return {};
    }
}

} // namespace aws
