#include "keys/keystore.h"
#include <QHash>
#include <QRandomGenerator>
#include <QTest>

using keys::KeyStore;

class KeyStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameNameTwice_countsOnce()
    {
        KeyStore store;
        const auto first = store.add("user:1");
        const auto second = store.add("user:1");
        QVERIFY(first.isNew);
        QVERIFY(!second.isNew);
        QCOMPARE(second.id, first.id);
        QCOMPARE(store.size(), 1);
    }

    void anyBytes_roundTrip()
    {
        const QByteArrayList names{ "",
                                    QByteArray("a\0b", 3),
                                    "\xFF\xFE",
                                    QByteArray(127, 'x'),
                                    QByteArray(128, 'x'),
                                    QByteArray(20000, 'y'),
                                    QByteArray(300 * 1024, 'z'),
                                    QByteArray(3 << 20, 'w') };
        KeyStore store;
        for (const QByteArray &name : names)
            QVERIFY(store.add(name).isNew);
        for (const QByteArray &name : names) {
            const keys::KeyId id = store.find(name);
            QVERIFY(id != keys::noKey);
            QVERIFY(store.name(id) == name);
        }
        QCOMPARE(store.size(), names.size());
    }

    void randomAddsAndRemovals_equalASet()
    {
        QRandomGenerator random(7);
        KeyStore store;
        QHash<QByteArray, keys::KeyId> expected;
        for (int i = 0; i < 60000; ++i) {
            const QByteArray name = "k:" + QByteArray::number(random.bounded(9000));
            if (random.bounded(3)) {
                const auto added = store.add(name);
                QCOMPARE(added.isNew, !expected.contains(name));
                expected.insert(name, added.id);
            } else if (expected.contains(name)) {
                store.remove(expected.take(name));
            }
            QCOMPARE(store.size(), expected.size());
        }
        for (int i = 0; i < 9000; ++i) {
            const QByteArray name = "k:" + QByteArray::number(i);
            QCOMPARE(store.find(name), expected.value(name, keys::noKey));
        }
    }

    void aPageAtOnce_equalsOneByOne()
    {
        QRandomGenerator random(11);
        KeyStore store;
        KeyStore single;
        for (int page = 0; page < 60; ++page) {
            QByteArrayList names;
            for (int i = random.bounded(700); i > 0; --i)
                names += "k:" + QByteArray::number(random.bounded(9000));
            const std::vector<QByteArrayView> views(names.cbegin(), names.cend());
            qsizetype fresh = 0;
            for (const QByteArray &name : std::as_const(names))
                fresh += single.add(name, base::KeyType::List).isNew;
            QCOMPARE(store.addAll(views, base::KeyType::List), fresh);
            if (!names.isEmpty()) { // a removed key may come back
                store.remove(store.find(names.constFirst()));
                single.remove(single.find(names.constFirst()));
            }
        }
        QCOMPARE(store.size(), single.size());
        QCOMPARE(store.count(base::KeyType::List), single.size());
        QCOMPARE(store.end(), single.end());
        for (keys::KeyId id = 0; id < store.end(); ++id) {
            QVERIFY(store.name(id) == single.name(id));
            QCOMPARE(store.isListed(id), single.isListed(id));
            if (store.isListed(id))
                QCOMPARE(store.find(single.name(id)), id);
        }
        QCOMPARE(store.addAll({}), 0);
    }

    void details_areKeptPerKey()
    {
        KeyStore store;
        const auto a = store.add("a").id;
        const auto b = store.add("b", base::KeyType::Hash).id;
        QCOMPARE(store.deadline(a), KeyStore::unknownDeadline);
        store.setType(a, base::KeyType::String);
        store.setDeadline(a, 5000);
        store.setValueSize(a, qint64(1) << 40);
        QCOMPARE(store.type(a), base::KeyType::String);
        QCOMPARE(store.deadline(a), 5000);
        QCOMPARE(store.valueSize(a), qint64(1) << 40);
        QCOMPARE(store.type(b), base::KeyType::Hash);
        QCOMPARE(store.valueSize(b), KeyStore::unknownSize);
        QCOMPARE(store.count(base::KeyType::String), 1);
        store.remove(a);
        QCOMPARE(store.count(base::KeyType::String), 0);
        QVERIFY(store.name(a) == QByteArrayView("a"));
    }

    void expired_listsWhatIsOver()
    {
        KeyStore store;
        const auto a = store.add("a").id;
        const auto b = store.add("b").id;
        store.setDeadline(a, 1000);
        store.setDeadline(b, 2000);
        QVERIFY(store.expired(999).empty());
        QCOMPARE(store.expired(1000), std::vector<keys::KeyId>{ a });
        QCOMPARE(store.expired(1500), std::vector<keys::KeyId>{ a });
        QCOMPARE(store.expired(2000).size(), 2U);
    }

    void aMillionKeys_staySmall()
    {
        KeyStore store;
        for (int i = 0; i < 1000000; ++i)
            store.add("session:user:" + QByteArray::number(10000000000 + i));
        QCOMPARE(store.size(), 1000000);
        QVERIFY2(store.memory() < 48 * 1000000, qPrintable(QString::number(store.memory())));
    }
};

QTEST_GUILESS_MAIN(KeyStoreTest)
#include "tst_keystore.moc"
