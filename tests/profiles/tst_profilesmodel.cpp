#include "profiles/profilesfilter.h"
#include "profiles/profilesmodel.h"
#include "profiles/profilestore.h"
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using profiles::Profile;
using profiles::ProfilesFilter;
using profiles::ProfilesModel;
using profiles::ProfileStore;
using Mode = QAbstractItemModelTester::FailureReportingMode;

namespace {
Profile named(const char *name, const char *group = "")
{
    Profile p;
    p.name = QString::fromUtf8(name);
    p.group = QString::fromUtf8(group);
    return p;
}

/// "One(a b) Two(c)"
QString drawn(const QAbstractItemModel &model)
{
    QStringList groups;
    for (int g = 0; g < model.rowCount(); ++g) {
        const QModelIndex group = model.index(g, 0);
        QStringList rows;
        for (int r = 0; r < model.rowCount(group); ++r)
            rows += model.index(r, 0, group).data().toString();
        groups += group.data().toString() + u'(' + rows.join(u' ') + u')';
    }
    return groups.join(u' ');
}
} // namespace

class TestProfilesModel : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<ProfileStore> m_store;

private Q_SLOTS:
    void init()
    {
        static int run = 0;
        m_store =
            std::make_unique<ProfileStore>(m_dir.filePath(QStringLiteral("%1.json").arg(++run)));
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
    }

    void profiles_standUnderTheirGroups()
    {
        ProfilesModel model(*m_store);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        m_store->add(named("a", "One"));
        m_store->add(named("b", "Two"));
        m_store->add(named("c", "One"));
        m_store->add(named("d"));
        QCOMPARE(drawn(model), QStringLiteral("One(a c) Two(b) Ungrouped(d)"));
        QCOMPARE(model.index(0, 0).data(ProfilesModel::CountRole).toInt(), 2);
    }

    void row_saysRouteTlsAndEnvironment()
    {
        ProfilesModel model(*m_store);
        Profile p = named("orders");
        p.host = QStringLiteral("h.example");
        p.environment = profiles::Environment::Production;
        p.tls.enabled = true;
        p.tls.verify = false;
        p.tunnel.kind = profiles::TunnelKind::Ssh;
        m_store->add(p);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("orders, h.example:6379, production, through SSH, "
                                "TLS not verified"));
    }

    void movedProfile_keepsItsPersistentIndex()
    {
        ProfilesModel model(*m_store);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        const QUuid a = m_store->add(named("a", "One"));
        m_store->add(named("b", "One"));
        m_store->add(named("c", "Two"));
        const QPersistentModelIndex kept = model.indexOf(a);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        m_store->moveBy(a, 1);
        m_store->moveBy(a, 1);
        QCOMPARE(drawn(model), QStringLiteral("One(b) Two(a c)"));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(ProfilesModel::IdRole).toUuid(), a);
        QCOMPARE(kept.parent().data().toString(), QStringLiteral("Two"));
        m_store->moveGroupBy(QStringLiteral("Two"), -1);
        QCOMPARE(drawn(model), QStringLiteral("Two(a c) One(b)"));
        QCOMPARE(kept.parent().row(), 0);
        QCOMPARE(resets.size(), 0);
    }

    void lastOfAGroupLeaving_takesTheGroupAway()
    {
        ProfilesModel model(*m_store);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        const QUuid a = m_store->add(named("a", "One"));
        m_store->add(named("b", "Two"));
        Profile changed = *m_store->find(a);
        changed.group = QStringLiteral("Two");
        m_store->update(changed);
        QCOMPARE(drawn(model), QStringLiteral("Two(b a)"));
    }

    void samples_standLastAndCannotBeChanged()
    {
        ProfilesModel model(*m_store, ProfilesModel::Samples::Shown);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        m_store->add(named("a", "Demo"));
        QCOMPARE(drawn(model), QStringLiteral("Demo(a) Demo(sample data)"));
        const QModelIndex demo = model.indexOf(ProfilesModel::samplesId());
        QVERIFY(demo.isValid());
        QVERIFY(!model.setData(demo, QStringLiteral("x"), Qt::EditRole));
        QVERIFY(!(model.flags(demo) & Qt::ItemIsDragEnabled));
    }

    void renaming_goesToTheProfileWithThatId()
    {
        ProfilesModel model(*m_store);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        m_store->add(named("a", "One"));
        const QUuid b = m_store->add(named("b", "One"));
        QVERIFY(model.setData(model.indexOf(b), QStringLiteral(" new "), Qt::EditRole));
        QCOMPARE(m_store->find(b)->name, QStringLiteral("new"));
        QVERIFY(!model.setData(model.indexOf(b), QStringLiteral("  "), Qt::EditRole));
        QVERIFY(model.setData(model.index(0, 0), QStringLiteral("Uno"), Qt::EditRole));
        QCOMPARE(drawn(model), QStringLiteral("Uno(a new)"));
    }

    void droppedProfile_movesByItsId()
    {
        ProfilesModel model(*m_store);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        m_store->add(named("a", "One"));
        m_store->add(named("b", "One"));
        const QUuid c = m_store->add(named("c", "Two"));
        m_store->add(named("d", "Two"));
        const std::unique_ptr<QMimeData> data(model.mimeData({ model.indexOf(c) }));
        QVERIFY(data != nullptr);
        model.dropMimeData(data.get(), Qt::MoveAction, 1, 0, model.index(0, 0));
        QCOMPARE(drawn(model), QStringLiteral("One(a c b) Two(d)"));
    }

    void filter_showsMatchesUnderTheirGroupAndEditsTheRightOne()
    {
        ProfilesModel model(*m_store);
        ProfilesFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&filter, Mode::QtTest);
        m_store->add(named("alpha", "One"));
        Profile other = named("beta", "One");
        other.host = QStringLiteral("cache.example");
        const QUuid beta = m_store->add(other);
        m_store->add(named("gamma", "Two"));
        filter.setText(QStringLiteral(" CACHE "));
        QCOMPARE(drawn(filter), QStringLiteral("One(beta)"));
        const QModelIndex row = filter.index(0, 0, filter.index(0, 0));
        QVERIFY(filter.setData(row, QStringLiteral("renamed"), Qt::EditRole));
        QCOMPARE(m_store->find(beta)->name, QStringLiteral("renamed"));
        filter.setText(QStringLiteral("two"));
        QCOMPARE(drawn(filter), QStringLiteral("Two(gamma)"));
        filter.setText({});
        QCOMPARE(drawn(filter), QStringLiteral("One(alpha renamed) Two(gamma)"));
    }

    void anyOrderOfChanges_leavesTheModelEqualToTheStore()
    {
        ProfilesModel model(*m_store, ProfilesModel::Samples::Shown);
        ProfilesFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&model, Mode::QtTest);
        QAbstractItemModelTester filterTester(&filter, Mode::QtTest);
        QRandomGenerator random(11);
        const QStringList groups{ QString(), QStringLiteral("One"), QStringLiteral("Two"),
                                  QStringLiteral("Three") };
        for (int step = 0; step < 400; ++step) {
            const auto &list = m_store->profiles();
            const QUuid some = list.isEmpty() ? QUuid() : list.at(random.bounded(list.size())).id;
            const QString group = groups.at(random.bounded(4));
            switch (random.bounded(7)) {
            case 0:
            case 1: {
                Profile fresh = named("n");
                fresh.name += QString::number(step);
                fresh.group = group;
                m_store->add(fresh);
                break;
            }
            case 2:
                m_store->remove(some);
                break;
            case 3:
                m_store->moveBy(some, random.bounded(2) ? 1 : -1);
                break;
            case 4:
                m_store->moveTo(some, group,
                                list.isEmpty() ? QUuid() : list.at(random.bounded(list.size())).id);
                break;
            case 5:
                m_store->moveGroupBy(group, random.bounded(2) ? 1 : -1);
                break;
            default:
                m_store->renameGroup(group, groups.at(random.bounded(4)));
                break;
            }
            QStringList want;
            for (const Profile &profile : m_store->profiles())
                want += profile.group + u'/' + profile.name;
            QStringList have;
            for (int g = 0; g < model.rowCount() - 1; ++g) {
                const QModelIndex parent = model.index(g, 0);
                for (int r = 0; r < model.rowCount(parent); ++r)
                    have += parent.data(ProfilesModel::GroupRole).toString() + u'/'
                        + model.index(r, 0, parent).data().toString();
            }
            QCOMPARE(have, want);
        }
    }
};

QTEST_GUILESS_MAIN(TestProfilesModel)
#include "tst_profilesmodel.moc"
