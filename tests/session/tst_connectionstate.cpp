#include "session/connectionstate.h"
#include <QTest>

using resp::Reply;
using session::ConnectionState;

class ConnectionStateTest final : public QObject {
    Q_OBJECT

    static void run(ConnectionState &state, const resp::Command &command, const Reply &reply,
                    bool writes = false)
    {
        state.sent(command, writes);
        state.answered(command, reply);
    }

private Q_SLOTS:
    void select_countsWhenTheServerSaysSo()
    {
        ConnectionState state;
        state.start(0);
        state.sent({ "select", "4" }, false);
        QVERIFY(!state.isSettled());
        QCOMPARE(state.db(), 0);
        state.answered({ "select", "4" }, Reply::status("OK"));
        QVERIFY(state.isSettled());
        QCOMPARE(state.db(), 4);
        run(state, { "SELECT", "99" }, Reply::error("ERR DB index is out of range"));
        QCOMPARE(state.db(), 4);
        run(state, { "RESET" }, Reply::status("RESET"));
        QCOMPARE(state.db(), 0);
    }

    void lostReply_leavesTheDatabaseUnknown()
    {
        ConnectionState state;
        state.start(2);
        state.sent({ "SELECT", "4" }, false);
        state.unanswered({ "SELECT", "4" });
        QVERIFY(state.isSettled());
        QCOMPARE(state.db(), -1);
        state.start(2);
        state.sent({ "GET", "a" }, false);
        state.unanswered({ "GET", "a" });
        QCOMPARE(state.db(), 2);
    }

    void multi_movesAtExecAlone()
    {
        const Reply queued = Reply::status("QUEUED");
        ConnectionState state;
        state.start(0);
        run(state, { "MULTI" }, Reply::status("OK"));
        QVERIFY(state.hasOpenTransaction());
        run(state, { "GET", "a" }, queued);
        run(state, { "SELECT", "3" }, queued);
        run(state, { "SET", "a", "1" }, queued, true);
        QCOMPARE(state.db(), 0);
        QCOMPARE(state.queuedWrite().value(0), QByteArray("SET"));
        run(state, { "EXEC" },
            Reply::array({ Reply::string("x"), Reply::status("OK"), Reply::status("OK") }));
        QCOMPARE(state.db(), 3);
        QVERIFY(!state.hasOpenTransaction());
        QVERIFY(state.queuedWrite().isEmpty());
        run(state, { "MULTI" }, Reply::status("OK"));
        run(state, { "SELECT", "5" }, queued);
        run(state, { "DISCARD" }, Reply::status("OK"));
        QCOMPARE(state.db(), 3);
        run(state, { "MULTI" }, Reply::status("OK"));
        run(state, { "SELECT", "5" }, queued);
        run(state, { "EXEC" }, Reply());
        QCOMPARE(state.db(), 3);
    }

    void ownUserAndListening_areNoticed()
    {
        ConnectionState state;
        state.start(0);
        run(state, { "AUTH", "x" }, Reply::error("WRONGPASS"));
        QVERIFY(!state.hasOwnUser());
        run(state, { "HELLO", "2" }, Reply::array({}));
        QVERIFY(!state.hasOwnUser());
        run(state, { "HELLO", "2", "AUTH", "u", "p" }, Reply::array({}));
        QVERIFY(state.hasOwnUser());
        run(state, { "SUBSCRIBE", "c" }, Reply::array({}));
        QVERIFY(state.isListening());
        run(state, { "WATCH", "a" }, Reply::status("OK"));
        QVERIFY(state.hasOpenTransaction());
        run(state, { "UNWATCH" }, Reply::status("OK"));
        QVERIFY(!state.hasOpenTransaction());
    }
};

QTEST_GUILESS_MAIN(ConnectionStateTest)
#include "tst_connectionstate.moc"
