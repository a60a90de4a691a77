#include "profiles/sshsecrets.h"
#include <QTest>

using profiles::SshSecrets;

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

    void ofForeignBytes_areRefused()
    {
        for (const char *bytes : { "x", "AA==", "gf8=", "not base64 at all" })
            QVERIFY2(!SshSecrets::opened(base::Secret(bytes)), bytes);
    }
};

QTEST_GUILESS_MAIN(TestSshSecrets)
#include "tst_sshsecrets.moc"
