#include "resp/send.h"
#include <QTest>

using Kind = base::Error::Kind;

class TestServerError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorReply_hasItsKindAndSentence_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("text");
        QTest::newRow("NOPERM of Redis 7")
            << QByteArray("NOPERM User ro has no permissions to run the 'set' command")
            << Kind::NotPermitted
            << QStringLiteral("User ro may not run SET. Everything else in this view still works.");
        QTest::newRow("NOPERM of Redis 6")
            << QByteArray("NOPERM this user has no permissions to run the 'set' command or its "
                          "subcommand")
            << Kind::NotPermitted
            << QStringLiteral("The signed-in user may not run SET. Everything else in this view "
                              "still works.");
        QTest::newRow("NOPERM key")
            << QByteArray("NOPERM No permissions to access a key") << Kind::NotPermitted
            << QStringLiteral("The signed-in user may not use SET on this key.");
        QTest::newRow("NOAUTH") << QByteArray("NOAUTH Authentication required.") << Kind::Auth
                                << QStringLiteral("This server requires a password.");
        QTest::newRow("WRONGPASS")
            << QByteArray("WRONGPASS invalid username-password pair or user is disabled.")
            << Kind::Auth << QStringLiteral("The server rejected the user name or password.");
        QTest::newRow("READONLY")
            << QByteArray("READONLY You can't write against a read only replica.") << Kind::Server
            << QStringLiteral("This node is a read-only replica. Connect to the primary endpoint "
                              "to write.");
        QTest::newRow("OOM") << QByteArray(
            "OOM command not allowed when used memory > 'maxmemory'.")
                             << Kind::Server
                             << QStringLiteral("The server is out of memory (noeviction). Reads "
                                               "work; writes are refused.");
        QTest::newRow("LOADING") << QByteArray("LOADING Redis is loading the dataset in memory")
                                 << Kind::Server
                                 << QStringLiteral("The server is still loading its data. Try "
                                                   "again in a moment.");
        QTest::newRow("MISCONF") << QByteArray("MISCONF Redis is configured to save RDB snapshots")
                                 << Kind::Server
                                 << QStringLiteral("The server cannot save its data to disk, so it "
                                                   "refuses writes. Reads work.");
        QTest::newRow("WRONGTYPE")
            << QByteArray("WRONGTYPE Operation against a key holding the wrong kind of value")
            << Kind::Server
            << QStringLiteral("SET does not fit the type of this key. The key may have been "
                              "replaced by one of another type.");
        QTest::newRow("CLUSTERDOWN")
            << QByteArray("CLUSTERDOWN Hash slot not served") << Kind::Server
            << QStringLiteral("The cluster is down: not all of its slots "
                              "are served.");
        QTest::newRow("unknown command")
            << QByteArray("ERR unknown command 'SET', with args beginning with: ")
            << Kind::NotPermitted << QStringLiteral("SET is not available on this server.");
        QTest::newRow("anything else")
            << QByteArray("ERR value is not an integer") << Kind::Server
            << QStringLiteral("The server refused SET: ERR value is not an integer");
        QTest::newRow("one word") << QByteArray("NOAUTH") << Kind::Auth
                                  << QStringLiteral("This server requires a password.");
        QTest::newRow("no words") << QByteArray() << Kind::Server
                                  << QStringLiteral("The server refused SET: ");
    }

    void errorReply_hasItsKindAndSentence()
    {
        QFETCH(const QByteArray, reply);
        const base::Error error = resp::serverError(resp::Reply::error(reply), "set");
        QTEST(error.kind, "kind");
        QTEST(error.text, "text");
        QCOMPARE(error.detail, reply.trimmed());
    }

    void unknownCommand_doesNotEchoItsArguments()
    {
        const base::Error error = resp::serverError(
            resp::Reply::error("ERR unknown command 'AUTH', with args beginning with: 'hunter2' "),
            "AUTH");
        QVERIFY(!error.detail.contains("hunter2")
                && !error.text.contains(QLatin1String("hunter2")));
        QVERIFY(error.detail.startsWith("ERR unknown command 'AUTH'"));
    }

    void errorReply_namesItsCause()
    {
        using Cause = base::Error::Cause;
        const QList<std::pair<QByteArray, Cause>> table{
            { "NOPERM User ro has no permissions to run the 'set' command", Cause::CommandDenied },
            { "NOAUTH Authentication required.", Cause::PasswordNeeded },
            { "WRONGPASS invalid username-password pair or user is disabled.",
              Cause::PasswordWrong },
            { "ERR invalid password", Cause::PasswordWrong },
            { "ERR Client sent AUTH, but no password is set", Cause::PasswordUnused },
            { "READONLY You can't write against a read only replica.", Cause::ReadOnlyReplica },
            { "OOM command not allowed when used memory > 'maxmemory'.", Cause::OutOfMemory },
            { "LOADING Redis is loading the dataset in memory", Cause::Loading },
            { "MASTERDOWN Link with MASTER is down", Cause::MasterDown },
            { "CLUSTERDOWN The cluster is down", Cause::ClusterDown },
            { "CROSSSLOT Keys in request don't hash to the same slot", Cause::CrossSlot },
            { "ERR unknown command 'SET'", Cause::CommandUnknown },
            { "ERR value is not an integer", Cause::Unknown },
            { "BUSY Redis is busy running a script", Cause::Unknown },
        };
        for (const auto &[words, cause] : table)
            QVERIFY2(resp::serverError(resp::Reply::error(words), "set").cause == cause,
                     words.constData());
    }
};

QTEST_GUILESS_MAIN(TestServerError)
#include "tst_servererror.moc"
