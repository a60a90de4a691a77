// Listing, deleting and counting in a real cluster, while slots move and primaries die.
#include "keys/bulkdelete.h"
#include "keys/keyscanner.h"
#include "session/session.h"
#include "stats/sampler.h"
#include "support/clusterrig.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using keys::KeyScanner;
using session::Lane;
using session::Session;
using support::ClusterRig;

namespace {

profiles::Profile profileOf(const ClusterRig &rig)
{
    profiles::Profile profile;
    profile.name = QStringLiteral("cluster");
    profile.port = rig.port(0);
    profile.connectTimeoutMs = 2000;
    profile.commandTimeoutMs = 15000;
    return profile;
}

} // namespace

class ClusterLiveTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ClusterRig> m_rig;
    std::unique_ptr<Session> m_session;
    keys::KeyStore m_store;

    [[nodiscard]] resp::Send send() const { return m_session->send(Lane::Work, 0); }

    void set(const QByteArrayList &names)
    {
        for (qsizetype from = 0; from < names.size(); from += 1000) {
            resp::Commands commands;
            for (const QByteArray &name : names.mid(from, 1000))
                commands += resp::Command{ "SET", name, "1" };
            const auto replies = support::await(send().many(commands), 30000);
            QVERIFY(replies);
            for (const resp::Reply &reply : *replies)
                QVERIFY2(!reply.isError(), reply.toByteArray().constData());
        }
    }

    static QByteArrayList names(const QByteArray &prefix, int count)
    {
        QByteArrayList all;
        for (int i = 0; i < count; ++i)
            all += prefix + QByteArray::number(i);
        return all;
    }

    [[nodiscard]] QByteArrayList missing(const QByteArrayList &wanted) const
    {
        QByteArrayList gone;
        for (const QByteArray &name : wanted) {
            if (m_store.find(name) == keys::noKey)
                gone += name;
        }
        return gone;
    }

    [[nodiscard]] qint64 existing(const QByteArrayList &names) const
    {
        qint64 count = 0;
        for (qsizetype from = 0; from < names.size(); from += 1000) {
            resp::Commands commands;
            for (const QByteArray &name : names.mid(from, 1000))
                commands += resp::Command{ "EXISTS", name };
            const auto replies = support::await(send().many(commands), 30000);
            if (!replies)
                return -1;
            for (const resp::Reply &reply : *replies)
                count += reply.toInteger(-100000);
        }
        return count;
    }

private Q_SLOTS:
    void init()
    {
        m_store.clear();
        m_rig = std::make_unique<ClusterRig>();
        QVERIFY(m_rig->isRunning());
        m_session = std::make_unique<Session>(profileOf(*m_rig), profiles::Secrets{});
        m_session->open();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), Session::State::Online, 15000);
        QTRY_COMPARE(m_session->nodes()->primaries().size(), 3);
    }
    void cleanup()
    {
        m_session.reset();
        m_rig.reset();
    }

    void scan_countsWhatTheNodesCountTogether()
    {
        set(names("key:", 20000));
        KeyScanner scanner(&m_store);
        scanner.setSend(m_session->send(Lane::Browse, 0));
        KeyScanner::Options options;
        options.budget = 0;
        options.budgetMs = 0;
        scanner.start(options);
        QTRY_COMPARE_WITH_TIMEOUT(scanner.state(), KeyScanner::State::Complete, 30000);
        QCOMPARE(m_store.size(), m_rig->keys());
        QCOMPARE(m_store.size(), 20000);
        QCOMPARE(scanner.databaseSize(), 20000);
        QVERIFY(!scanner.slotsMoved());
    }

    void slotMovedDuringAScan_losesNoKey_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("to a node behind it") << 0 << 2;
        QTest::newRow("to a node before it") << 2 << 0;
    }
    void slotMovedDuringAScan_losesNoKey()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QByteArray tag;
        for (int i = 0; tag.isEmpty(); ++i) {
            const QByteArray candidate = QByteArray::number(i);
            if (m_rig->ownerOf(resp::slotOf(candidate)) == from)
                tag = candidate;
        }
        const int slot = resp::slotOf(tag);
        const QByteArrayList moved = names("{" + tag + "}", 1500);
        const QByteArrayList all = moved + names("key:", 15000);
        set(all);
        KeyScanner scanner(&m_store);
        connect(m_session.get(), &Session::nodesChanged, &scanner, &KeyScanner::nodesChanged);
        int pages = 0;
        connect(&scanner, &KeyScanner::found, this, [&] {
            ++pages;
            if (pages == 2) {
                m_rig->beginMove(slot, from, to);
                QVERIFY(m_rig->moveKeys(slot, from, to, 700) > 0);
            } else if (pages == 8) {
                m_rig->moveKeys(slot, from, to);
                m_rig->endMove(slot, to);
            }
        });
        scanner.setSend(m_session->send(Lane::Browse, 0));
        KeyScanner::Options options;
        options.budget = 0;
        options.budgetMs = 0;
        options.restMs = 10;
        scanner.start(options);
        QTRY_COMPARE_WITH_TIMEOUT(scanner.state(), KeyScanner::State::Complete, 60000);
        QVERIFY2(pages >= 8, "the move was over before the scan");
        QCOMPARE(missing(all), QByteArrayList());
        QCOMPARE(m_store.size(), all.size());
        QVERIFY(!scanner.slotsMoved());
        QCOMPARE(m_rig->ownerOf(slot), to);
    }

    void failoverDuringAScan_losesNoKey()
    {
        const QByteArrayList all = names("key:", 15000);
        set(all);
        const auto copied = [&] {
            qint64 copies = 0;
            for (int node = 3; node < 6; ++node)
                copies += m_rig->command(node, { "DBSIZE" }).toLongLong();
            return copies;
        };
        QTRY_COMPARE_WITH_TIMEOUT(copied(), all.size(), 20000);
        KeyScanner scanner(&m_store);
        connect(m_session.get(), &Session::nodesChanged, &scanner, &KeyScanner::nodesChanged);
        bool killed = false;
        connect(&scanner, &KeyScanner::found, this, [&] {
            if (!std::exchange(killed, true))
                m_rig->kill(1);
        });
        scanner.setSend(m_session->send(Lane::Browse, 0));
        KeyScanner::Options options;
        options.budget = 0;
        options.budgetMs = 0;
        options.restMs = 20;
        scanner.start(options);
        QTRY_COMPARE_WITH_TIMEOUT(scanner.state(), KeyScanner::State::Complete, 60000);
        QVERIFY(killed);
        QCOMPARE(missing(all), QByteArrayList());
        QCOMPARE(m_store.size(), all.size());
        QVERIFY(!scanner.slotsMoved());
    }

    void deletingManyWhileASlotMoves_deletesEachOnce()
    {
        const QByteArray tag = "t";
        const int slot = resp::slotOf(tag);
        const int from = m_rig->ownerOf(slot);
        const int to = (from + 1) % 3;
        const QByteArrayList doomed = names("{t}", 2000) + names("key:", 8000);
        const QByteArrayList kept = names("kept:", 500);
        set(doomed + kept);
        keys::BulkDelete bulk(send(), doomed, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        QByteArrayList witnesses;
        int chunks = 0;
        connect(&bulk, &keys::BulkDelete::removed, this, [&](const QByteArrayList &gone) {
            ++chunks;
            if (witnesses.size() < 200) { // somebody creates them again: they must survive
                for (const QByteArray &name : gone.mid(0, 20)) {
                    QCOMPARE(m_rig->anywhere({ "SET", name, "again" }), QByteArray("OK"));
                    witnesses += name;
                }
            }
            if (chunks == 1) {
                m_rig->beginMove(slot, from, to);
                m_rig->moveKeys(slot, from, to, 600);
            } else if (chunks == 4) {
                m_rig->moveKeys(slot, from, to);
                m_rig->endMove(slot, to);
            }
        });
        bulk.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
        const auto &report = bulk.report();
        QVERIFY2(report.error.text.isEmpty(), qPrintable(report.error.text));
        QCOMPARE(report.failed.size(), 0);
        QCOMPARE(report.deleted.size(), doomed.size());
        QVERIFY(witnesses.size() >= 200);
        QCOMPARE(existing(witnesses), witnesses.size());
        QCOMPARE(m_rig->keys(), kept.size() + witnesses.size());
    }

    void deletingManyWhileAPrimaryDies_losesAndRepeatsNothing()
    {
        const QByteArrayList doomed = names("key:", 10000);
        const QByteArrayList kept = names("kept:", 500);
        set(doomed + kept);
        const auto copied = [&] {
            qint64 copies = 0;
            for (int node = 3; node < 6; ++node)
                copies += m_rig->command(node, { "DBSIZE" }).toLongLong();
            return copies;
        };
        QTRY_COMPARE_WITH_TIMEOUT(copied(), doomed.size() + kept.size(), 20000);
        const QByteArray lost = m_rig->id(1);
        const auto before = *m_session->nodes();
        const auto wasLost = [&](const QByteArray &name) {
            return before.ownerOf(resp::slotOf(name)) == lost;
        };
        keys::BulkDelete bulk(send(), doomed, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        QByteArrayList witnesses;
        int chunks = 0;
        connect(&bulk, &keys::BulkDelete::removed, this, [&](const QByteArrayList &gone) {
            for (const QByteArray &name : gone.mid(0, 20)) {
                if (witnesses.size() < 100 && !wasLost(name)) {
                    QCOMPARE(m_rig->anywhere({ "SET", name, "again" }), QByteArray("OK"));
                    witnesses += name;
                }
            }
            if (++chunks == 6)
                m_rig->kill(1);
        });
        bulk.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
        auto report = bulk.report();
        qsizetype told = report.deleted.size() + report.gone.size() + report.failed.size()
            + report.unknown.size() + report.untouched.size();
        QCOMPARE(told, doomed.size());
        QVERIFY(m_rig->waitUntilWhole());
        QTRY_VERIFY_WITH_TIMEOUT(m_session->nodes()->find(m_rig->id(4))
                                     && m_session->nodes()->find(m_rig->id(4))->isPrimary(),
                                 30000);
        QCOMPARE(existing(report.untouched), report.untouched.size());
        QCOMPARE(existing(witnesses), witnesses.size());
        QCOMPARE(existing(kept), kept.size());

        // The person presses Delete again for what is left.
        QByteArrayList rest = report.untouched + report.unknown;
        for (const auto &failure : report.failed)
            rest += failure.key;
        for (const QByteArray &name : report.deleted) {
            if (wasLost(name)) // its replica may have taken over without the newest deletions
                rest += name;
        }
        keys::BulkDelete second(send(), rest, {});
        QSignalSpy ended(&second, &keys::BulkDelete::finished);
        second.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 60000);
        QVERIFY2(second.report().error.text.isEmpty(), qPrintable(second.report().error.text));
        QCOMPARE(second.report().deleted.size() + second.report().gone.size(), rest.size());
        QCOMPARE(existing(witnesses), witnesses.size());
        QCOMPARE(m_rig->keys(), kept.size() + witnesses.size());
    }

    void figures_areTheSumsOfTheNodes()
    {
        set(names("key:", 300));
        stats::Sampler sampler(m_session->send(Lane::Stats, 0));
        sampler.setInterval(1);
        sampler.start();
        QTRY_COMPARE_WITH_TIMEOUT(sampler.state(), stats::Sampler::State::Live, 15000);
        resp::Commands reads;
        for (const QByteArray &name : names("key:", 400))
            reads += resp::Command{ "GET", name };
        QVERIFY(support::await(send().many(reads)));
        const auto sumOf = [&](const QByteArray &field) {
            qint64 all = 0;
            for (int node = 0; node < 3; ++node) {
                const QByteArray text = m_rig->command(node, { "INFO", "stats" });
                const qsizetype at = text.indexOf(field + ':') + field.size() + 1;
                all += text.mid(at, text.indexOf('\n', at) - at).trimmed().toLongLong();
            }
            return all;
        };
        QCOMPARE(sumOf("keyspace_hits"), 300);
        QTRY_COMPARE_WITH_TIMEOUT(sampler.latest()->counters[stats::Counter::Hits], 300, 15000);
        QCOMPARE(sampler.latest()->counters[stats::Counter::Misses], sumOf("keyspace_misses"));
        QCOMPARE(sampler.latest()->gauges[stats::Gauge::Keys], double(m_rig->keys()));
        QVERIFY(sampler.coverage().isWhole() && sampler.coverage().total == 3);
        m_rig->kill(2);
        QTRY_VERIFY_WITH_TIMEOUT(!sampler.coverage().isWhole() || sampler.nodes().size() != 3
                                     || !sampler.history().markers().empty(),
                                 15000);
        QTRY_VERIFY_WITH_TIMEOUT(!sampler.history().markers().empty()
                                     && sampler.state() == stats::Sampler::State::Live,
                                 90000);
        QVERIFY(sampler.coverage().isWhole());
    }
};

QTEST_GUILESS_MAIN(ClusterLiveTest)
#include "tst_clusterlive.moc"
