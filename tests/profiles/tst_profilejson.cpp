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
    p.passwordSource = profiles::PasswordSource::Command;
    p.passwordCommand = { QStringLiteral("pass"), QStringLiteral("show"), QStringLiteral("a b") };
    p.passwordStored = true;
    p.iam = { QStringLiteral("orders"), QStringLiteral("eu-west-1"), true, QStringLiteral("ops") };
    p.tls = { true,
              false,
              QStringLiteral("/ca.pem"),
              QStringLiteral("/c.pem"),
              QStringLiteral("/k.pem"),
              true,
              QStringLiteral("cache.example") };
    p.topology = profiles::Topology::Sentinel;
    p.seeds = { { QStringLiteral("s1"), 26379 }, { QStringLiteral("fe80::1"), 26380 } };
    p.sentinel = { QStringLiteral("mymaster"), true, QStringLiteral("watch"), true, true };
    p.readFromReplicas = true;
    p.addressMap = { { QStringLiteral("10.0.0.1:6379"), QStringLiteral("localhost:7001") } };
    p.tunnel = { profiles::TunnelKind::Ssm,
                 { { QStringLiteral("jump"), 2222, QStringLiteral("ec2-user"),
                     QStringLiteral("/id.pem"), profiles::SshAuth::Agent },
                   { QStringLiteral("inner"), 22, {}, {}, profiles::SshAuth::StoredKey } },
                 profiles::SshBackend::OpenSsh,
                 QStringLiteral("bastion-alias"),
                 profiles::HostKeyPolicy::KnownOnly,
                 QStringLiteral("/opt/ssh"),
                 QStringLiteral("/opt/ssh_config"),
                 true,
                 QStringLiteral("i-0abc"),
                 QStringLiteral("us-east-1"),
                 QStringLiteral("dev"),
                 profiles::SsmBackend::AwsCli,
                 4,
                 QStringLiteral("Own-Document"),
                 QStringLiteral("https://vpce.example"),
                 QStringLiteral("/opt/aws"),
                 true };
    p.readOnly = true;
    p.allowDangerous = true;
    p.separators = { QStringLiteral(":"), QStringLiteral("/") };
    p.connectTimeoutMs = 1234;
    p.commandTimeoutMs = 4321;
    p.samplingSeconds = 7;
    p.scanBudget = 777;
    p.clientName = QStringLiteral("ops");
    p.idleDisconnectMinutes = 30;
    p.caution = profiles::Caution::AsProduction;
    p.dangerousCommands = { QStringLiteral("XTRIM"), QStringLiteral("CONFIG GET") };
    p.undoVault = false;
    p.defaultTtlSeconds = 1800;
    p.lastTest = QDateTime::fromMSecsSinceEpoch(1700000000123, Qt::UTC);
    p.lastTestPassed = true;
    p.lastPass = p.lastTest;
    return p;
}

/// What an export does not tell: it means one machine alone.
Profile withoutLocal(Profile p)
{
    p.id = {};
    p.passwordStored = p.tls.keyPassphraseStored = p.sentinel.passwordStored = false;
    p.tunnel.secretsStored = p.tunnel.awsKeysStored = false;
    p.lastTestPassed = false;
    p.lastTest = p.lastPass = {};
    return p;
}

base::Result<Profile> strict(const QByteArray &text)
{
    return profiles::readExportedProfile(QJsonDocument::fromJson(json(text)).object());
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

    /// Whoever gives Profile a member and forgets it here, in full() or in the file, fails.
    void everyMember_isKnownHere()
    {
        const Profile set = full();
        const Profile unset;
        auto &[id, name, group, environment, colour, note, host, port, unixSocket, db,
               authentication, user, passwordSource, passwordCommand, passwordStored, iam, tls,
               topology, seeds, sentinel, readFromReplicas, addressMap, tunnel, readOnly,
               allowDangerous, separators, connectTimeoutMs, commandTimeoutMs, samplingSeconds,
               scanBudget, clientName, idleDisconnectMinutes, caution, dangerousCommands, undoVault,
               defaultTtlSeconds, lastTest, lastTestPassed, lastPass] = set;
        QVERIFY(id != unset.id && name != unset.name && group != unset.group);
        QVERIFY(environment != unset.environment && colour != unset.colour && note != unset.note);
        QVERIFY(host != unset.host && port != unset.port && unixSocket != unset.unixSocket);
        QVERIFY(db != unset.db && authentication != unset.authentication && user != unset.user);
        QVERIFY(passwordSource != unset.passwordSource && passwordStored != unset.passwordStored);
        QVERIFY(passwordCommand != unset.passwordCommand && topology != unset.topology);
        QVERIFY(seeds != unset.seeds && readFromReplicas != unset.readFromReplicas);
        QVERIFY(addressMap != unset.addressMap && readOnly != unset.readOnly);
        QVERIFY(allowDangerous != unset.allowDangerous && separators != unset.separators);
        QVERIFY(connectTimeoutMs != unset.connectTimeoutMs && scanBudget != unset.scanBudget);
        QVERIFY(commandTimeoutMs != unset.commandTimeoutMs && caution != unset.caution);
        QVERIFY(samplingSeconds != unset.samplingSeconds && clientName != unset.clientName);
        QVERIFY(idleDisconnectMinutes != unset.idleDisconnectMinutes);
        QVERIFY(dangerousCommands != unset.dangerousCommands && undoVault != unset.undoVault);
        QVERIFY(defaultTtlSeconds != unset.defaultTtlSeconds && lastTest != unset.lastTest);
        QVERIFY(lastTestPassed != unset.lastTestPassed && lastPass != unset.lastPass);
        const auto &[cache, region, serverless, awsProfile] = iam;
        QVERIFY(!cache.isEmpty() && !region.isEmpty() && serverless && !awsProfile.isEmpty());
        const auto &[enabled, verify, ca, certificate, key, passphrase, serverName] = tls;
        QVERIFY(enabled && !verify && !ca.isEmpty() && !certificate.isEmpty() && !key.isEmpty());
        QVERIFY(passphrase && !serverName.isEmpty());
        const auto &[primary, signsIn, sentinelUser, sentinelPassword, sentinelTls] = sentinel;
        QVERIFY(!primary.isEmpty() && signsIn && !sentinelUser.isEmpty());
        QVERIFY(sentinelPassword && sentinelTls);
        const auto &[kind, hops, backend, alias, hostKeys, program, config, sshSecrets, target,
                     tunnelRegion, tunnelProfile, ssmBackend, bulkSessions, document, awsEndpoint,
                     awsProgram, awsKeys] = tunnel;
        QVERIFY(backend != unset.tunnel.backend && !alias.isEmpty() && !program.isEmpty());
        QVERIFY(hostKeys != unset.tunnel.hostKeys && !config.isEmpty() && sshSecrets);
        const auto &[hopHost, hopPort, hopUser, hopKey, hopAuth] = hops.constFirst();
        QVERIFY(!hopHost.isEmpty() && hopPort != 22 && !hopUser.isEmpty() && !hopKey.isEmpty());
        QVERIFY(hopAuth != profiles::SshHop().auth);
        QVERIFY(kind != unset.tunnel.kind && hops.size() == 2 && !target.isEmpty());
        QVERIFY(!tunnelRegion.isEmpty() && !tunnelProfile.isEmpty());
        QVERIFY(ssmBackend != unset.tunnel.ssmBackend && bulkSessions != unset.tunnel.bulkSessions);
        QVERIFY(!document.isEmpty() && !awsEndpoint.isEmpty() && !awsProgram.isEmpty() && awsKeys);
    }

    void exportedProfile_comesBackWithoutWhatIsLocal()
    {
        const QJsonObject out = profiles::exportedProfile(full());
        for (const char *local : { "id", "passwordStored", "lastTest", "lastTestPassed" })
            QVERIFY2(!out.contains(QLatin1String(local)), local);
        const auto back = profiles::readExportedProfile(out);
        QVERIFY2(back.has_value(), qPrintable(back ? QString() : back.error().text));
        QVERIFY(*back == withoutLocal(full()));
    }

    void exportedProfile_holdsOnlyWhatDiffers()
    {
        Profile p;
        QVERIFY(profiles::exportedProfile(p).isEmpty());
        p.tls.enabled = true;
        p.environment = Environment::Production;
        p.readOnly = false; // else it would come back read-only
        const QJsonObject out = profiles::exportedProfile(p);
        QCOMPARE(out.keys(),
                 QStringList({ QStringLiteral("environment"), QStringLiteral("readOnly"),
                               QStringLiteral("tls") }));
        QCOMPARE(out[QLatin1String("tls")].toObject().keys(),
                 QStringList(QStringLiteral("enabled")));
        QVERIFY(profiles::readExportedProfile(out) == p);
        p.readOnly = true;
        QVERIFY(profiles::readExportedProfile(profiles::exportedProfile(p)) == p);
    }

    void faultInAnExport_isNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *text, const char *named) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(named);
        };
        row("{'hots':'x'}", "\"hots\"");
        row("{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001'}", "\"id\"");
        row("{'tls':{'verfy':false}}", "\"tls.verfy\"");
        row("{'tls':{'verify':'no'}}", "\"tls.verify\"");
        row("{'tls':true}", "\"tls\"");
        row("{'port':'6379'}", "\"port\"");
        row("{'port':6379.5}", "\"port\"");
        row("{'port':0}", "65535");
        row("{'topology':'ring'}", "automatic, standalone, cluster, sentinel");
        row("{'seeds':['a:1', 'b:x']}", "\"seeds\"");
        row("{'separators':':'}", "\"separators\"");
        row("{'addressMap':{'a':'b:0'}}", "\"addressMap\"");
        row("{'tunnel':{'hops':[{'host':'a'},{'hast':'b'}]}}", "\"tunnel.hops[1].hast\"");
        row("{'tunnel':{'hops':['a']}}", "\"tunnel.hops\"");
        row("{'host':'h','tunnel':{'hops':[{'host':'[::1]:22'}]}}", "\"tunnel.hops[0].host\"");
        row("{'host':''}", "host");
    }
    void faultInAnExport_isNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, named);
        const auto profile = strict(text);
        QVERIFY(!profile.has_value());
        QCOMPARE(profile.error().kind, base::Error::Kind::Invalid);
        const QString sentence = profile.error().text;
        QVERIFY2(sentence.contains(named), qPrintable(sentence));
    }

    void hostOfAHopInBrackets_losesThem()
    {
        const QByteArray text("{'host':'h','tunnel':{'kind':'ssh','hops':[{'host':' [::1] '}]}}");
        const auto profile = strict(text);
        QVERIFY(profile.has_value());
        QCOMPARE(profile->tunnel.hops.constFirst().host, QStringLiteral("::1"));
    }

    void membersLeftToTheCaller_areNoFault()
    {
        const auto object = QJsonDocument::fromJson(json("{'host':'h','password':'x'}")).object();
        QVERIFY(!profiles::readExportedProfile(object));
        QVERIFY(profiles::readExportedProfile(object, { QStringLiteral("password") }));
    }

    void unknownWords_areTakenCarefullyAndStay()
    {
        auto file =
            read(json("{'profiles':[{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001',"
                      "'tls':{'enabled':'required','verify':'lenient','pins':[1]},"
                      "'passwordSource':'hsm','caution':'paranoid',"
                      "'tunnel':{'kind':'wireguard','peer':'x','hops':[{'host':'h','mfa':true}]},"
                      "'sentinel':{'tls':'maybe','quorum':2}}]}"));
        QCOMPARE(file.profiles.size(), 1);
        const Profile &p = file.profiles[0];
        QVERIFY(p.tls.enabled && p.tls.verify && p.sentinel.tls);
        QCOMPARE(p.passwordSource, profiles::PasswordSource::Ask);
        QCOMPARE(p.caution, profiles::Caution::AsProduction);
        QVERIFY(p.tunnel.kind != profiles::TunnelKind::None);
        const auto root = QJsonDocument::fromJson(profiles::writeProfiles(file)).object();
        const auto one = root[QLatin1String("profiles")][0];
        QCOMPARE(one[QLatin1String("tls")][QLatin1String("enabled")].toString(),
                 QStringLiteral("required"));
        QCOMPARE(one[QLatin1String("tls")][QLatin1String("verify")].toString(),
                 QStringLiteral("lenient"));
        QVERIFY(one[QLatin1String("tls")][QLatin1String("pins")].isArray());
        QCOMPARE(one[QLatin1String("tunnel")][QLatin1String("kind")].toString(),
                 QStringLiteral("wireguard"));
        QVERIFY(
            one[QLatin1String("tunnel")][QLatin1String("hops")][0][QLatin1String("mfa")].toBool());
        QCOMPARE(one[QLatin1String("sentinel")][QLatin1String("quorum")].toInt(), 2);
        QCOMPARE(one[QLatin1String("passwordSource")].toString(), QStringLiteral("hsm"));
    }

    void bareTlsWord_meansEncrypted()
    {
        const auto file = read(json("{'profiles':[{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001',"
                                    "'tls':'verify-full'}]}"));
        QVERIFY(file.profiles[0].tls.enabled && file.profiles[0].tls.verify);
    }

    void membersOfANewerVersion_areWrittenBack()
    {
        const QByteArray text =
            json("{'version':9,'theme':{'a':[1,2]},'profiles':["
                 "{'id':'6b1d9a3e-6d0f-4a8e-9a64-7d1f5f4c0001','name':'x','tunnel':{'kind':'ssm'},"
                 "'environment':'sandbox','authentication':'kerberos'},"
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
        QCOMPARE(one[QLatin1String("authentication")].toString(), QStringLiteral("kerberos"));
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
