#include "keys/keydetails.h"
#include "support/fakeport.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using keys::KeyDetails;
using resp::Reply;

class KeyDetailsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void visibleRows_areAskedInOnePipeline()
    {
        auto port = std::make_shared<support::FakePort>();
        port->answer = [](const resp::Command &command) -> base::Result<Reply> {
            if (command.first() == "TYPE")
                return Reply::status(command.at(1) == "gone" ? "none" : "hash");
            if (command.first() == "PTTL")
                return Reply::integer(command.at(1) == "gone"    ? -2
                                          : command.at(1) == "a" ? 1500
                                                                 : -1);
            return Reply::integer(7);
        };
        keys::KeyStore store;
        const auto a = store.add("a").id;
        const auto b = store.add("b").id;
        const auto gone = store.add("gone").id;
        KeyDetails details(&store);
        details.clock = [] { return qint64(10000); };
        details.setSend(resp::Send(port));
        for (const auto id : { a, b, gone, a, b })
            details.want(id);
        QVERIFY(port->sent.isEmpty());
        QTRY_COMPARE(port->sent.size(), 8); // 3 × (TYPE, PTTL), then 2 × HLEN
        QTRY_COMPARE(store.valueSize(b), 7);
        QCOMPARE(store.type(a), base::KeyType::Hash);
        QCOMPARE(store.deadline(a), 11500);
        QCOMPARE(store.deadline(b), keys::KeyStore::noDeadline);
        QCOMPARE(store.type(gone), base::KeyType::None);
        QCOMPARE(store.deadline(gone), 10000);
        for (const resp::Command &command : std::as_const(port->sent))
            QVERIFY(command.first() != "MEMORY");
    }

    void refusedType_isToldOnceAndNeverAskedAgain()
    {
        auto port = std::make_shared<support::FakePort>();
        port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return Reply::error("NOPERM this user has no permissions to run the 'type' command");
        };
        keys::KeyStore store;
        const auto a = store.add("a").id;
        const auto b = store.add("b").id;
        KeyDetails details(&store);
        details.setSend(resp::Send(port));
        QSignalSpy refused(&details, &KeyDetails::refused);
        details.want(a);
        details.want(b);
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(store.isRefused(a));
        const qsizetype sent = port->sent.size();
        details.want(b);
        support::settle();
        QCOMPARE(port->sent.size(), sent);
    }

    void answersAfterReset_changeNothing()
    {
        auto port = std::make_shared<support::FakePort>();
        port->hold = true;
        port->answer = [](const resp::Command &command) -> base::Result<Reply> {
            return command.first() == "TYPE" ? Reply::status("hash") : Reply::integer(5);
        };
        keys::KeyStore store;
        const auto a = store.add("a").id;
        KeyDetails details(&store);
        details.setSend(resp::Send(port));
        details.want(a);
        QTRY_COMPARE(port->held(), 1U);
        details.reset();
        store.clear();
        const auto b = store.add("b").id; // the same id, another key
        QCOMPARE(a, b);
        port->release();
        support::settle();
        QCOMPARE(store.type(b), base::KeyType::Unknown);
    }
};

QTEST_GUILESS_MAIN(KeyDetailsTest)
#include "tst_keydetails.moc"
