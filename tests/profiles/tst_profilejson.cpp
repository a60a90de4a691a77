#include "profiles/profilejson.h"
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using profiles::Environment;
using profiles::Profile;

namespace {
/// JSON with single quotes (moc cannot read raw strings).
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

Profile full()
{
    Profile p;
    p.id = QUuid::createUuid();
    p.name = QStringLiteral("주문 캐시 \"orders\"");
    p.group = QStringLiteral("Shop");
    p.environment = Environment::Production;
    p.colour = QStringLiteral("#aa0011");
    p.note = QStringLiteral("line 1\nline 2");
    p.host = QStringLiteral("::1");
    p.port = 7001;
    p.unixSocket = QStringLiteral("/run/a b.sock");
    p.db = 5;
    p.authentication = profiles::Authentication::AclUser;
    p.user = QStringLiteral("app");
    p.passwordStored = true;
    p.readOnly = true;
    p.allowDangerous = true;
    p.separators = { QStringLiteral(":"), QStringLiteral("/") };
    p.connectTimeoutMs = 1234;
    p.commandTimeoutMs = 4321;
    p.samplingSeconds = 7;
    p.scanBudget = 777;
    p.defaultTtlSeconds = 1800;
    p.lastTest = QDateTime::fromMSecsSinceEpoch(1700000000123, Qt::UTC);
    p.lastTestPassed = true;
    p.lastPass = p.lastTest;
    return p;
}

profiles::ProfileFile read(const QByteArray &json)
{
    auto file = profiles::readProfiles(json);
    return file ? *file : profiles::ProfileFile();
}
} // namespace

class TestProfileJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMember_comesBackAsWritten()
    {
        profiles::ProfileFile file;
        file.profiles = { full(), Profile{} };
        file.profiles[1].id = QUuid::createUuid();
        const auto back = profiles::readProfiles(profiles::writeProfiles(file));
        QVERIFY(back.has_value());
        QCOMPARE(back->profiles.size(), 2);
        QVERIFY(back->profiles[0] == file.profiles[0]);
        QVERIFY(back->profiles[1] == file.profiles[1]);
    }

    void membersOfANewerVersion_areWrittenBack()
    {
        const QByteArray text =
            json("{'version':9,'theme':{'a':[1,2]},'profiles':["
                 "{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001','name':'x','tunnel':{'kind':'ssm'},"
                 "'environment':'sandbox','authentication':'iam'},"
                 "{'kind':'folder','title':'later'}, 42]}");
        auto file = read(text);
        QCOMPARE(file.profiles.size(), 1);
        file.profiles[0].name = QStringLiteral("renamed");
        const auto root = QJsonDocument::fromJson(profiles::writeProfiles(file)).object();
        QCOMPARE(root[QLatin1String("version")].toInt(), 9);
        QCOMPARE(root[QLatin1String("theme")][QLatin1String("a")].toArray().size(), 2);
        const auto list = root[QLatin1String("profiles")].toArray();
        QCOMPARE(list.size(), 3);
        const auto one = list[0].toObject();
        QCOMPARE(one[QLatin1String("name")].toString(), QStringLiteral("renamed"));
        QCOMPARE(one[QLatin1String("tunnel")][QLatin1String("kind")].toString(),
                 QStringLiteral("ssm"));
        QCOMPARE(one[QLatin1String("environment")].toString(), QStringLiteral("sandbox"));
        QCOMPARE(one[QLatin1String("authentication")].toString(), QStringLiteral("iam"));
        QCOMPARE(list[2].toInt(), 42);
    }

    void unknownEnvironment_isTreatedAsProduction()
    {
        const auto file = read(json(
            "{'profiles':[{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001','environment':'qa'}]}"));
        QCOMPARE(file.profiles.size(), 1);
        QCOMPARE(file.profiles[0].environment, Environment::Production);
        QVERIFY(file.profiles[0].readOnly);
    }

    void sameIdTwice_getsAnIdentityOfItsOwn()
    {
        const auto file =
            read(json("{'profiles':[{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001','name':'a'},"
                      "{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001','name':'b'}]}"));
        QCOMPARE(file.profiles.size(), 2);
        QVERIFY(file.profiles[0].id != file.profiles[1].id);
    }

    void numbersOutOfRange_fallBackToTheDefault()
    {
        const auto file = read(
            json("{'profiles':[{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001','port':99999,'db':-1,"
                 "'samplingSeconds':1e300,'scanBudget':'many','separators':[1,'']}]}"));
        QCOMPARE(file.profiles.size(), 1);
        QCOMPARE(file.profiles[0].port, quint16(6379));
        QCOMPARE(file.profiles[0].db, 0);
        QCOMPARE(file.profiles[0].samplingSeconds, 2);
        QCOMPARE(file.profiles[0].scanBudget, 10000);
    }

    void otherFiles_areRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("object without profiles") << QByteArray("{}");
        QTest::newRow("profiles is no list") << json("{'profiles':{}}");
        QTest::newRow("zeros") << QByteArray(4096, '\0');
        QTest::newRow("cut") << json("{'version':1,'profiles':[{'id':'6b");
    }
    void otherFiles_areRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto file = profiles::readProfiles(bytes);
        QVERIFY(!file.has_value());
        QCOMPARE(file.error().kind, base::Error::Kind::Invalid);
        QVERIFY(!file.error().text.isEmpty());
    }

    void fileCutAnywhere_isReadWholeOrRefused()
    {
        profiles::ProfileFile file;
        file.profiles = { full() };
        const QByteArray json = profiles::writeProfiles(file).trimmed();
        for (qsizetype n = 0; n < json.size(); ++n)
            QVERIFY2(!profiles::readProfiles(json.first(n)), qPrintable(QString::number(n)));
        QVERIFY(profiles::readProfiles(json).has_value());
    }

    void garbledFile_neverLosesAnEntrySilently()
    {
        profiles::ProfileFile file;
        file.profiles = { full(), full(), full() };
        const QByteArray json = profiles::writeProfiles(file);
        QRandomGenerator random(7);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = json;
            for (int i = 0; i < 1 + round % 4; ++i)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const auto read = profiles::readProfiles(bytes);
            if (!read)
                continue;
            const auto again = profiles::readProfiles(profiles::writeProfiles(*read));
            QVERIFY(again.has_value());
            QCOMPARE(again->profiles.size(), read->profiles.size());
            QCOMPARE(again->foreign.size(), read->foreign.size());
        }
    }
};

QTEST_GUILESS_MAIN(TestProfileJson)
#include "tst_profilejson.moc"
