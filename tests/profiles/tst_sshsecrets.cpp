#include "profiles/sshsecrets.h"
#include <QTest>

using base::Secret;
using profiles::SshAuth;
using profiles::SshSecrets;
using profiles::TunnelSettings;

namespace {
TunnelSettings chain(std::initializer_list<const char *> hops)
{
    TunnelSettings tunnel;
    tunnel.kind = profiles::TunnelKind::Ssh;
    for (const char *hop : hops) {
        const QString text = QLatin1String(hop);
        tunnel.hops += profiles::SshHop{ text.section(u'@', 1).section(u':', 0, 0),
                                         text.section(u':', -1).toUShort(),
                                         text.section(u'@', 0, 0),
                                         {} };
    }
    return tunnel;
}
} // namespace

class TestSshSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofTwoHops_comeBackWhole()
    {
        SshSecrets secrets;
        secrets.at(1).password = base::Secret(QByteArray("p\0\xff", 3));
        secrets.at(1).privateKey = base::Secret("-----BEGIN …");
        secrets.at(0).keyPassphrase = base::Secret("암호");
        const auto back = SshSecrets::opened(secrets.sealed());
        QVERIFY(back.has_value());
        QVERIFY(*back == secrets);
        QVERIFY(back->of(7).isEmpty());
    }

    void ofNothing_areNothing()
    {
        SshSecrets secrets;
        secrets.at(3).password = {};
        QVERIFY(secrets.sealed().isEmpty());
        QVERIFY(SshSecrets::opened({})->hops.isEmpty());
    }

    void ofAHop_goWithItAndToNoOther()
    {
        const TunnelSettings both = chain({ "me@a:22", "me@b:22" });
        SshSecrets kept;
        kept.at(0).password = Secret("for a");
        kept.at(1).keyPassphrase = Secret("for b");
        QVERIFY(kept.fitting(both).of(0).password == Secret("for a")); // said by its place alone
        kept.bindTo(both);
        kept = *SshSecrets::opened(kept.sealed());

        const SshSecrets turned = kept.fitting(chain({ "me@b:22", "me@a:22" }));
        QVERIFY(turned.of(0).keyPassphrase == Secret("for b"));
        QVERIFY(turned.of(0).password.isEmpty());
        QVERIFY(turned.of(1).password == Secret("for a"));
        QVERIFY(kept.fitting(chain({ "me@b:22" })).of(0).keyPassphrase == Secret("for b"));
        QVERIFY(kept.fitting(chain({ "me@b:22" })).of(0).password.isEmpty());
        for (const char *other : { "me@c:22", "me@a:2222", "you@a:22" })
            QVERIFY2(kept.fitting(chain({ other, "me@b:22" })).of(0).isEmpty(), other);
        QVERIFY(kept.fitting(chain({ "me@A:22" })).of(0).password == Secret("for a"));

        TunnelSettings alias = both;
        alias.backend = profiles::SshBackend::OpenSsh;
        alias.alias = QStringLiteral("a");
        QVERIFY(kept.fitting(alias).isEmpty());
        QVERIFY(kept.fitting({}).isEmpty());
    }

    void whatWasTyped_goesOverWhatIsKept()
    {
        SshSecrets kept;
        kept.at(0) = { Secret("old"), Secret("phrase"), Secret("key") };
        kept.at(1).password = Secret("second");
        SshSecrets typed;
        typed.at(0).password = Secret("new");
        kept.lay(typed);
        QVERIFY(kept.of(0).password == Secret("new"));
        QVERIFY(kept.of(0).keyPassphrase == Secret("phrase"));
        QVERIFY(kept.of(1).password == Secret("second"));
        typed = {};
        typed.at(0).privateKey = Secret("new key");
        kept.lay(typed); // which is not encrypted
        QVERIFY(kept.of(0).privateKey == Secret("new key"));
        QVERIFY(kept.of(0).keyPassphrase.isEmpty());
    }

    void ofAnotherWayToSignIn_areDropped()
    {
        const TunnelSettings before = chain({ "me@a:22" });
        const auto left = [&](SshAuth was, SshAuth is, const QString &file) {
            TunnelSettings old = before;
            TunnelSettings now = before;
            old.hops[0].auth = was;
            now.hops[0].auth = is;
            now.hops[0].keyFile = file;
            SshSecrets kept;
            kept.at(0) = { Secret("p"), Secret("f"), Secret("k") };
            kept.dropUseless(old, now);
            return QByteArray(kept.of(0).password.reveal() + kept.of(0).keyPassphrase.reveal()
                              + kept.of(0).privateKey.reveal());
        };
        QCOMPARE(left(SshAuth::KeyFile, SshAuth::KeyFile, {}), QByteArray("pfk")); // nothing new
        QCOMPARE(left(SshAuth::KeyFile, SshAuth::KeyFile, QStringLiteral("/o")), QByteArray("pk"));
        QCOMPARE(left(SshAuth::KeyFile, SshAuth::Password, {}), QByteArray("p"));
        QCOMPARE(left(SshAuth::Password, SshAuth::Agent, {}), QByteArray());
        QCOMPARE(left(SshAuth::Password, SshAuth::StoredKey, {}), QByteArray("fk"));
        QCOMPARE(left(SshAuth::StoredKey, SshAuth::Automatic, {}), QByteArray("pf"));
    }

    void ofForeignBytes_areRefused()
    {
        for (const char *bytes : { "x", "AA==", "gf8=", "not base64 at all" })
            QVERIFY2(!SshSecrets::opened(base::Secret(bytes)), bytes);
    }
};

QTEST_GUILESS_MAIN(TestSshSecrets)
#include "tst_sshsecrets.moc"
