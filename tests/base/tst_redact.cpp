#include "base/redact.h"
#include <QTest>

class TestRedact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandWithASecret_losesExactlyTheSecret_data()
    {
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char *line) { QTest::newRow(line) << QByteArray(line); };
        row("AUTH s3cret");
        row("auth bob s3cret");
        row("HELLO 3 AUTH bob s3cret SETNAME x");
        row("ACL SETUSER bob on >s3cret ~* +@all");
        row("CONFIG SET maxmemory 1 requirepass s3cret");
        row("config set masterauth s3cret");
        row("CONFIG SET tls-key-file-pass s3cret");
        row("MIGRATE h 6379 k 0 100 AUTH s3cret");
        row("MIGRATE h 6379 k 0 100 AUTH2 bob s3cret KEYS a b");
        row("SENTINEL SET m auth-pass s3cret");
    }
    void commandWithASecret_losesExactlyTheSecret()
    {
        QFETCH(QByteArray, line);
        const QByteArrayList command = line.split(' ');
        const QByteArrayList shown = base::redacted(command);
        QCOMPARE(shown.size(), command.size());
        QVERIFY(!shown.join(' ').contains("s3cret"));
        QVERIFY(base::carriesSecret(command));
        QCOMPARE(shown.constFirst(), command.constFirst());
    }

    void ordinaryCommand_staysAsItIs()
    {
        const QByteArrayList command{ "SET", "auth", "password" };
        QCOMPARE(base::redacted(command), command);
        QCOMPARE(base::redacted({}), QByteArrayList());
    }

    void urlInRunningText_losesItsPassword()
    {
        const QString text =
            base::redactedText(QStringLiteral("cannot open rediss://bob:p@ss@h:1/2 now"));
        QVERIFY(!text.contains(QLatin1String("p@ss")));
        QVERIFY(text.contains(QLatin1String("@h:1/2 now")));
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
