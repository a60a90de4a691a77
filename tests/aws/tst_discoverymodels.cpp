#include "aws/bastionsmodel.h"
#include "aws/cachesmodel.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <random>

using aws::Answer;
using aws::Bastion;
using aws::BastionsModel;
using aws::Cache;
using aws::CacheKind;
using aws::CachesModel;
using aws::Denied;
using aws::RankedBastion;

namespace {

Cache cacheNamed(const QString &id)
{
    Cache cache;
    cache.id = id;
    cache.engine = QStringLiteral("valkey");
    cache.version = QStringLiteral("7.2.6");
    cache.mode = aws::Mode::ClusterMode;
    cache.tls = Answer::Yes;
    cache.auth = aws::CacheAuth::Users;
    cache.endpoint = { QStringLiteral("clustercfg.%1.example").arg(id), 6379 };
    cache.nodes = 6;
    cache.shards = 2;
    cache.status = QStringLiteral("available");
    return cache;
}

RankedBastion bastionNamed(const QString &target)
{
    RankedBastion ranked;
    ranked.bastion.target = target;
    ranked.bastion.name = QStringLiteral("jump");
    ranked.bastion.vpc = QStringLiteral("vpc-1");
    return ranked;
}

Denied deniedAction(const char *action)
{
    return { QLatin1String(action), "AccessDenied" };
}

template <typename Model> QString shown(const Model &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class DiscoveryModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownCache_fillsEveryColumn()
    {
        CachesModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCaches({ cacheNamed(QStringLiteral("orders")) }, {});
        const QStringList wanted{
            QStringLiteral("orders"),           QStringLiteral("Valkey 7.2.6"),
            QStringLiteral("cluster"),          QStringLiteral("yes"),
            QStringLiteral("users (ACL, IAM)"), QStringLiteral("6 in 2 shards"),
            QStringLiteral("available"),        QStringLiteral("clustercfg.orders.example:6379")
        };
        QStringList seen;
        for (int i = 0; i < model.columnCount(); ++i) {
            seen += shown(model, 0, i);
            QVERIFY(!model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        }
        QCOMPARE(seen, wanted);
        QCOMPARE(model.index(0, 0).data(CachesModel::CacheRole).value<Cache>().id,
                 QStringLiteral("orders"));
    }

    void deniedCall_degradesItsOwnColumnsAlone()
    {
        CachesModel model;
        Cache cache = cacheNamed(QStringLiteral("orders"));
        cache.engine.clear();
        cache.version.clear();
        model.setCaches({ cache }, {});
        QCOMPARE(shown(model, 0, CachesModel::EngineColumn), QStringLiteral("unknown"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCaches({ cache }, { deniedAction("elasticache:DescribeCacheClusters") });
        QVERIFY(!changed.isEmpty());
        QCOMPARE(shown(model, 0, CachesModel::EngineColumn),
                 QStringLiteral("not permitted: elasticache:DescribeCacheClusters"));
        QCOMPARE(model.index(0, CachesModel::EngineColumn)
                     .data(CachesModel::NotPermittedRole)
                     .toString(),
                 QStringLiteral("elasticache:DescribeCacheClusters"));
        QCOMPARE(shown(model, 0, CachesModel::EndpointColumn),
                 QStringLiteral("clustercfg.orders.example:6379"));
    }

    void bastionEvidence_isMarkedOrNamesTheDenial()
    {
        BastionsModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RankedBastion ranked = bastionNamed(QStringLiteral("i-0123456789abcdef0"));
        ranked.evidence = { Answer::Yes, Answer::No, Answer::Unknown, Answer::Unknown };
        RankedBastion task = bastionNamed(QStringLiteral("ecs:shop_abc_def-1"));
        task.bastion.kind = aws::BastionKind::EcsTask;
        task.bastion.name = QStringLiteral("orders/app");
        model.setBastions({ ranked, task }, { deniedAction("ec2:DescribeSecurityGroups") });
        QCOMPARE(shown(model, 0, BastionsModel::OnlineColumn), QStringLiteral("✓"));
        QCOMPARE(shown(model, 0, BastionsModel::SameVpcColumn), QStringLiteral("✗"));
        QCOMPARE(shown(model, 0, BastionsModel::AllowedColumn),
                 QStringLiteral("not permitted: ec2:DescribeSecurityGroups"));
        QCOMPARE(shown(model, 0, BastionsModel::AgentColumn), QStringLiteral("unknown"));
        QCOMPARE(
            model.index(0, BastionsModel::SameVpcColumn).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("no"));
        QCOMPARE(shown(model, 1, BastionsModel::NameColumn),
                 QStringLiteral("orders/app (ECS, experimental)"));
        QVERIFY(model.index(1, 0).data(BastionsModel::ExperimentalRole).toBool());
        QVERIFY(!model.index(0, 0).data(BastionsModel::ExperimentalRole).toBool());
    }

    void oddTexts_areOneLineAndNoMarkup()
    {
        CachesModel caches;
        Cache cache = cacheNamed(QStringLiteral("two\nlines"));
        cache.description = QStringLiteral("<b>bold</b>");
        caches.setCaches({ cache }, {});
        QCOMPARE(shown(caches, 0, CachesModel::NameColumn), QStringLiteral("two\\nlines"));
        QCOMPARE(caches.index(0, 0).data(CachesModel::IdRole).toString(), cache.id);
        QCOMPARE(caches.index(0, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>&lt;b&gt;bold&lt;/b&gt;</qt>"));
        BastionsModel bastions;
        RankedBastion ranked = bastionNamed(QStringLiteral("i-1"));
        ranked.bastion.name = QString(20000, u'x');
        bastions.setBastions({ ranked }, {});
        QVERIFY(shown(bastions, 0, BastionsModel::NameColumn).size() < 310);
    }

    void newList_movesRowsAndNeverResets()
    {
        CachesModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const quint32 seed = std::random_device()();
        std::mt19937 random(seed); // NOLINT(cert-msc51-cpp): the seed is printed
        for (int round = 0; round < 200; ++round) {
            QList<Cache> caches;
            for (int i = 0; i < 12; ++i) {
                if (random() % 3 != 0)
                    caches += cacheNamed(QString::number(i));
            }
            std::shuffle(caches.begin(), caches.end(), random);
            const QPersistentModelIndex kept = model.index(int(random() % 5), 0);
            const QString id = kept.data().toString();
            model.setCaches(caches, {});
            QStringList wanted;
            QStringList seen;
            for (int i = 0; i < caches.size(); ++i) {
                wanted += caches[i].id;
                seen += shown(model, i, 0);
            }
            QVERIFY2(seen == wanted && model.rowCount() == wanted.size(),
                     qPrintable(QStringLiteral("seed %1").arg(seed)));
            if (kept.isValid())
                QCOMPARE(kept.data().toString(), id);
            else
                QVERIFY(id.isEmpty() || !wanted.contains(id));
        }
        QCOMPARE(resets.size(), 0);
    }
};

QTEST_GUILESS_MAIN(DiscoveryModelsTest)
#include "tst_discoverymodels.moc"
