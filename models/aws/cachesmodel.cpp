#include "aws/cachesmodel.h"
#include "aws/discoverytexts.h"

namespace aws {

namespace {

QString addressText(const CacheAddress &address)
{
    return address.isEmpty() ? QString() : address.host + u':' + QString::number(address.port);
}

QString knownText(const Cache &cache, int column)
{
    switch (column) {
    case CachesModel::NameColumn:
        return cache.id;
    case CachesModel::EngineColumn:
        return engineText(cache);
    case CachesModel::ModeColumn:
        return modeText(cache.mode);
    case CachesModel::TlsColumn:
        return cache.tls == Answer::Unknown ? QString() : answerText(cache.tls);
    case CachesModel::AuthColumn:
        return authText(cache.auth);
    case CachesModel::NodesColumn:
        return nodesText(cache);
    case CachesModel::StatusColumn:
        return cache.status;
    case CachesModel::EndpointColumn:
        return addressText(cache.endpoint);
    default:
        return {};
    }
}

} // namespace

CachesModel::CachesModel(QObject *parent)
    : FollowingTable(parent)
{
}

void CachesModel::setCaches(const QList<Cache> &caches, const QList<Denied> &denied)
{
    const bool more = denied.size() != m_denied.size();
    m_denied = denied;
    follow(caches);
    if (more)
        columnsChanged();
}

int CachesModel::rowOf(const Cache &cache) const
{
    for (int i = 0; i < rowCount(); ++i) {
        if (key(row(i)) == key(cache))
            return i;
    }
    return -1;
}

void CachesModel::retranslate()
{
    columnsChanged();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int CachesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString CachesModel::key(const Cache &cache) const
{
    return QString::number(int(cache.kind)) + u':' + cache.id;
}

QString CachesModel::notPermitted(const Cache &cache, int column) const
{
    // A single node and a serverless cache are told of by one call, which was allowed.
    if (cache.kind != CacheKind::ReplicationGroup || column == NameColumn
        || !knownText(cache, column).isEmpty())
        return {};
    const QString clusters = QStringLiteral("elasticache:DescribeCacheClusters");
    const QString groups = QStringLiteral("elasticache:DescribeReplicationGroups");
    return firstDenied(m_denied, { column == EngineColumn ? clusters : groups });
}

QVariant CachesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Cache &cache = row(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        const QString denied = notPermitted(cache, index.column());
        if (!denied.isEmpty())
            return notPermittedText(denied);
        const QString known = knownText(cache, index.column());
        return known.isEmpty() ? answerText(Answer::Unknown) : oneLine(known);
    }
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? tipText(cache.description) : QString();
    case CacheRole:
        return QVariant::fromValue(cache);
    case IdRole:
        return cache.id;
    case SortRole:
        return index.column() == NodesColumn ? QVariant(cache.nodes)
                                             : QVariant(knownText(cache, index.column()));
    case AnswerRole:
        return index.column() == TlsColumn ? QVariant(int(cache.tls)) : QVariant();
    case NotPermittedRole:
        return notPermitted(cache, index.column());
    default:
        return {};
    }
}

QVariant CachesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case EngineColumn:
        return tr("Engine");
    case ModeColumn:
        return tr("Mode");
    case TlsColumn:
        return tr("TLS");
    case AuthColumn:
        return tr("Sign-in");
    case NodesColumn:
        return tr("Nodes");
    case StatusColumn:
        return tr("Status");
    case EndpointColumn:
        return tr("Endpoint");
    default:
        return {};
    }
}

} // namespace aws
