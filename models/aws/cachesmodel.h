#pragma once
#include "aws/cache.h"
#include "aws/followingtable.h"

namespace aws {

/// The caches that Discovery found, for a table. What a denied call would have told says so in its
/// cell: "not permitted: elasticache:DescribeCacheClusters".
class CachesModel final : public FollowingTable<Cache> {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CachesModel)

public:
    enum Column {
        NameColumn,
        EngineColumn, ///< with the version
        ModeColumn,
        TlsColumn,
        AuthColumn,
        NodesColumn,
        StatusColumn,
        EndpointColumn,
        ColumnCount
    };
    /// The same in all columns of a row unless it says "of the cell".
    enum Role {
        CacheRole = Qt::UserRole, ///< aws::Cache
        IdRole, ///< QString
        SortRole, ///< of the cell: what it is sorted by
        AnswerRole, ///< of the cell: int of aws::Answer; TlsColumn alone
        NotPermittedRole, ///< of the cell: QString, the denied action; empty = none
    };

    explicit CachesModel(QObject *parent = nullptr);

    void setCaches(const QList<aws::Cache> &caches, const QList<aws::Denied> &denied);
    /// The row of a cache by its kind and id; -1 = none.
    [[nodiscard]] int rowOf(const aws::Cache &cache) const;
    [[nodiscard]] const aws::Cache &cache(int row) const { return FollowingTable::row(row); }
    /// After a change of language.
    void retranslate();

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString key(const Cache &cache) const override;
    [[nodiscard]] QString notPermitted(const Cache &cache, int column) const;

    QList<Denied> m_denied;
};

} // namespace aws
