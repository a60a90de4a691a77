// SSH tunnels among what people paste and what other programs export.
#include "imports.h"
#include "profiles/exchange.h"
#include <QTest>

using profiles::Found;

class TestImportSsh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pastedLine_isUnderstood_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("ssh -L 6379:cache:6379 me@bastion", "cache:6379 ssh=me@bastion:22");
        row("ssh -L 6379:cache:6379 bastion.example", "cache:6379 ssh=@bastion.example:22");
        row("ssh -L 6379:cache:6379 10.0.0.7", "cache:6379 ssh=@10.0.0.7:22");
        row("ssh -L 6379:cache:6379 localhost", "cache:6379 ssh=@localhost:22");
        // A bare word is a Host of ~/.ssh/config.
        row("ssh -L 6379:cache:6379 bastion", "cache:6379 alias=bastion openssh");
        row("ssh -N -f -L 6379:cache:6379 -o ServerAliveInterval=60 bastion",
            "cache:6379 alias=bastion openssh");
        row("ssh -F ./c -L 6379:cache:6379 bastion", "cache:6379 alias=bastion config=./c openssh");
        // With more than its name it is a server, and ssh still looks it up there.
        row("ssh -i ~/.ssh/k -L 6379:cache:6379 bastion",
            "cache:6379 ssh=@bastion:22 ~/.ssh/k openssh by key-file");
        row("ssh -J outer -L 6379:cache:6379 me@10.0.0.7",
            "cache:6379 ssh=@outer:22 >me@10.0.0.7:22 openssh");
        row("ssh -l me -p 2222 -L 6379:cache:6379 bastion", "cache:6379 ssh=me@bastion:2222");
        row("ssh -L 6379:cache:6379 ssh://me@bastion:2222", "cache:6379 ssh=me@bastion:2222");
        row("ssh -o ProxyJump=a@j -o User=me -o Port=2200 -o IdentityFile=/k -L "
            "6379:cache:6379 h.example",
            "cache:6379 ssh=a@j:22 >me@h.example:2200 /k by key-file");
        for (const char *option : { "-oProxyCommand=x@h.example", "-oX@h.example" })
            QTest::newRow(option) << QByteArray("ssh -L 6379:cache:6379 -J ") + option + " me@b"
                                  << QStringLiteral("error");
        row("ssh -L 6379:cache:6379 -l -oProxyCommand=x h.example", "error");
    }
    void pastedLine_isUnderstood()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(profiles::readImport(text)), expected);
    }

    void alias_isSaidToNeedTheProgram()
    {
        const auto import = profiles::readImport("ssh -L 6379:cache:6379 bastion");
        QVERIFY(import.has_value());
        const auto warnings = foundOf(*import, Found::Kind::Warning);
        QCOMPARE(warnings.size(), 1);
        QVERIFY(warnings.first().value.contains(QLatin1String("\"bastion\"")));
        QVERIFY(!profiles::runsProgram(import->candidates.first().profile));
    }

    void optionsThatAreNotTaken_areShown()
    {
        const auto import = profiles::readImport(
            "ssh -o ProxyCommand='nc %h %p' -o Compression=yes -L 6379:cache:6379 me@b");
        QVERIFY(import.has_value());
        const auto strange = foundOf(*import, Found::Kind::NotUnderstood);
        QCOMPARE(strange.size(), 1);
        QCOMPARE(strange.first().value, QStringLiteral("ProxyCommand=nc %h %p"));
    }

    void secretsOfPeers_comeAlong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const QByteArray key = "-----BEGIN OPENSSH PRIVATE KEY-----\\nAAAA\\n-----END";
        QTest::newRow("Redis Insight, key")
            << quotes("[{'host':'h','port':1,'name':'A','connectionType':'STANDALONE','ssh':true,"
                      "'sshOptions':{'host':'b','port':22,'username':'su','privateKey':'"
                      + key + "','passphrase':'sesame','password':null}}]")
            << QStringLiteral("h:1 ssh=su@b:22 by stored-key sshphrase=sesame "
                              "sshkey=-----BEGIN OPENSSH PRIVATE KEY-----");
        QTest::newRow("Redis Insight, password")
            << quotes("[{'host':'h','port':1,'name':'A','connectionType':'STANDALONE','ssh':true,"
                      "'sshOptions':{'host':'b','port':22,'username':'su','password':'hunter2'}}]")
            << QStringLiteral("h:1 ssh=su@b:22 by password sshpw=hunter2");
        QTest::newRow("Redis Insight, switched off")
            << quotes("[{'host':'h','port':1,'name':'A','connectionType':'STANDALONE','ssh':false,"
                      "'sshOptions':{'host':'b','port':22,'username':'su','password':'hunter2'}}]")
            << QStringLiteral("h:1");
        QTest::newRow("RESP.app, password")
            << quotes("[{'host':'h','port':1,'name':'A','namespace_separator':':','ssh_host':'b',"
                      "'ssh_user':'su','ssh_port':22,'ssh_password':'hunter2'}]")
            << QStringLiteral("h:1 ssh=su@b:22 by password sshpw=hunter2");
        QTest::newRow("RESP.app, key")
            << quotes("[{'host':'h','port':1,'name':'A','namespace_separator':':','ssh_host':'b',"
                      "'ssh_user':'su','ssh_port':22,'ssh_password':'hunter2',"
                      "'ssh_private_key_path':'/id'}]")
            << QStringLiteral("h:1 ssh=su@b:22 /id by key-file sshphrase=hunter2");
        QTest::newRow("RESP.app, agent")
            << quotes("[{'host':'h','port':1,'name':'A','namespace_separator':':','ssh_host':'b',"
                      "'ssh_user':'su','ssh_port':22,'ssh_agent':true}]")
            << QStringLiteral("h:1 ssh=su@b:22 by agent");
        QTest::newRow("Another Redis Desktop Manager")
            << quotes("[{'host':'h','port':1,'auth':'','name':'A','connectionReadOnly':false,"
                      "'sshOptions':{'host':'b','port':22,'username':'su','password':'hunter2',"
                      "'privatekey':'/id','passphrase':'sesame'}}]")
            << QStringLiteral("h:1 ssh=su@b:22 /id by key-file sshpw=hunter2 sshphrase=sesame");
        const QByteArray tiny = "- name: A\n  addr: h\n  port: 1\n  key_separator: ':'\n  ssh:\n"
                                "    enable: true\n    addr: b\n    port: 22\n"
                                "    username: su\n    password: hunter2\n    pk_file: /id\n"
                                "    passphrase: sesame\n    login_type: ";
        QTest::newRow("Tiny RDM, password")
            << tiny + "pwd\n"
            << QStringLiteral("h:1 ssh=su@b:22 /id by password sshpw=hunter2 sshphrase=sesame");
        QTest::newRow("Tiny RDM, key")
            << tiny + "pkfile\n"
            << QStringLiteral("h:1 ssh=su@b:22 /id by key-file sshpw=hunter2 sshphrase=sesame");
    }
    void secretsOfPeers_comeAlong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto import = profiles::readImport(text);
        QCOMPARE(summary(import), expected);
        for (const Found &each : import->candidates.first().found) {
            for (const char *secret : { "hunter2", "sesame", "AAAA" })
                QVERIFY2(!(each.value + each.source).contains(QLatin1String(secret)),
                         qPrintable(each.field + u'|' + each.value + u'|' + each.source));
        }
    }

    void foreignPrograms_areNamedInTheQuestion()
    {
        const auto import = profiles::readImport(
            quotes("{'larder': 1, 'profiles': [{'host': 'h', 'tunnel': {'kind': 'ssh', 'backend':"
                   "'openssh', 'alias': 'prod', 'sshProgram': '/tmp/evil', 'sshConfig':"
                   "'/tmp/evil.conf'}}, {'host': 'i', 'tunnel': {'kind': 'ssh', 'backend':"
                   "'openssh', 'alias': 'prod'}}]}"));
        QVERIFY2(import, import ? "" : qPrintable(import.error().text));
        const auto &all = import->candidates;
        QVERIFY(profiles::runsProgram(all[0].profile));
        QCOMPARE(profiles::programWarningsOf(all[0].profile).size(), 2);
        QVERIFY(all[0].found[0].value.contains(QLatin1String("\"/tmp/evil\"")));
        QVERIFY(all[0].found[1].value.contains(QLatin1String("\"/tmp/evil.conf\"")));
        QCOMPARE(all[0].found[1].kind, Found::Kind::Warning);
        QVERIFY(!profiles::runsProgram(all[1].profile)); // the person's own settings
        QCOMPARE(all[1].found[0].kind, Found::Kind::Warning);
        QVERIFY(all[1].found[0].value.contains(QLatin1String("\"prod\"")));
    }

    void fileInOneLine_showsTheMembersInsteadOfItsBeginning()
    {
        const QByteArray filler(5000, 'x');
        const auto import = profiles::readImport(
            quotes("[{'host':'h','port':1,'name':'A','connectionType':'STANDALONE','provider':'"
                   + filler + "'}]"));
        QVERIFY(import.has_value());
        const auto stated = foundOf(*import, Found::Kind::Stated);
        QVERIFY(!stated.isEmpty());
        QCOMPARE(stated.first().source, QStringLiteral("host"));
    }

    void variables_areShownByTheirNames()
    {
        const auto import = profiles::readImport("REDIS_HOST=h\nREDIS_PASSWORD=${REDIS_PASSWORD}\n"
                                                 "QUEUE_PASSWORD=${X:hunter2}\n");
        QVERIFY(import.has_value());
        const auto missing = foundOf(*import, Found::Kind::Missing);
        QCOMPARE(missing.size(), 1);
        QCOMPARE(missing.first().source, QStringLiteral("REDIS_PASSWORD=${REDIS_PASSWORD}"));
        for (const Found &each : import->candidates.first().found + import->others)
            QVERIFY(!each.source.contains(QLatin1String("hunter2")));
    }
};

QTEST_GUILESS_MAIN(TestImportSsh)
#include "tst_importssh.moc"
