#include "link/tlsmaterial.h"
#include "support/tlsfiles.h"
#include <QFile>
#include <QTest>
#include <unistd.h>

using Cause = base::Error::Cause;
using support::TlsFiles;

/// The forms of keys that the openssl program writes.
class TlsMaterialTest final : public QObject {
    Q_OBJECT

    TlsFiles m_files;
    TlsFiles::Pair m_pair;

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_files.path(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(bytes);
        return file.fileName();
    }

    profiles::TlsSettings with(const QString &key) const
    {
        profiles::TlsSettings settings;
        settings.certificateFile = m_pair.certificate;
        settings.keyFile = key;
        return settings;
    }

    static Cause causeOf(const profiles::TlsSettings &settings, const base::Secret &secret = {})
    {
        const auto material = links::readTlsMaterial(settings, secret);
        return material ? Cause::TunnelNotBuilt : material.error().cause;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_pair = m_files.issue({});
        QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText()));
    }

    void nothingNamed_isTheSystemAlone()
    {
        const auto material = links::readTlsMaterial({}, {});
        QVERIFY(material);
        QVERIFY(material->authorities.isEmpty());
        QVERIFY(material->chain.isEmpty());
        QVERIFY(material->key.isNull());
    }

    void everyFormOfKey_isRead_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QByteArray>("header");
        const auto words = [](const char *text) {
            return QString::fromLatin1(text).split(QLatin1Char(' '));
        };
        QTest::newRow("RSA, PKCS#1")
            << words("rsa -traditional -in rsa.pem -out key") << QByteArray("BEGIN RSA PRIVATE");
        QTest::newRow("RSA, PKCS#1, encrypted")
            << words("rsa -traditional -aes256 -passout pass:sesame -in rsa.pem -out key")
            << QByteArray("Proc-Type: 4,ENCRYPTED");
        QTest::newRow("RSA, PKCS#8")
            << words("pkcs8 -topk8 -nocrypt -in rsa.pem -out key") << QByteArray("BEGIN PRIVATE");
        QTest::newRow("RSA, PKCS#8, encrypted")
            << words("pkcs8 -topk8 -passout pass:sesame -in rsa.pem -out key")
            << QByteArray("BEGIN ENCRYPTED PRIVATE");
        QTest::newRow("EC, SEC1") << words("ec -in ec.pem -out key")
                                  << QByteArray("BEGIN EC PRIVATE");
        QTest::newRow("EC, SEC1, encrypted")
            << words("ec -aes256 -passout pass:sesame -in ec.pem -out key")
            << QByteArray("Proc-Type: 4,ENCRYPTED");
        QTest::newRow("EC, PKCS#8")
            << words("pkcs8 -topk8 -nocrypt -in ec.pem -out key") << QByteArray("BEGIN PRIVATE");
        QTest::newRow("EC, PKCS#8, encrypted")
            << words("pkcs8 -topk8 -passout pass:sesame -in ec.pem -out key")
            << QByteArray("BEGIN ENCRYPTED PRIVATE");
    }
    void everyFormOfKey_isRead()
    {
        QFETCH(QStringList, command);
        QFETCH(QByteArray, header);
        if (!QFile::exists(m_files.path(QStringLiteral("rsa.pem")))) {
            QVERIFY(m_files.openssl({ QStringLiteral("genrsa"), QStringLiteral("-out"),
                                      QStringLiteral("rsa.pem"), QStringLiteral("2048") }));
            QVERIFY(m_files.openssl({ QStringLiteral("ecparam"), QStringLiteral("-genkey"),
                                      QStringLiteral("-name"), QStringLiteral("prime256v1"),
                                      QStringLiteral("-noout"), QStringLiteral("-out"),
                                      QStringLiteral("ec.pem") }));
        }
        QVERIFY2(m_files.openssl(command), qPrintable(m_files.errorText()));
        const QString key = m_files.path(QStringLiteral("key"));
        QVERIFY(contents(key).contains(header));
        const auto material = links::readTlsMaterial(with(key), base::Secret("sesame"));
        QVERIFY2(material, material ? "" : qPrintable(material.error().text));
        QVERIFY(!material->key.isNull());
        QCOMPARE(material->key.algorithm(),
                 command.contains(QStringLiteral("rsa.pem")) ? QSsl::Rsa : QSsl::Ec);
        if (header.contains("ENCRYPTED")) {
            QCOMPARE(causeOf(with(key)), Cause::ClientKeyPassphrase);
            const auto wrong = links::readTlsMaterial(with(key), base::Secret("sesam oeffne"));
            QVERIFY(!wrong);
            QCOMPARE(wrong.error().cause, Cause::ClientKeyPassphrase);
            QVERIFY(!wrong.error().text.contains(QStringLiteral("sesam oeffne")));
            QVERIFY(!wrong.error().detail.contains("sesam"));
        }
    }

    void oneFile_mayHoldBoth()
    {
        const QString both = written(QStringLiteral("both.pem"),
                                     contents(m_pair.certificate) + contents(m_pair.key));
        profiles::TlsSettings settings;
        settings.certificateFile = both;
        auto material = links::readTlsMaterial(settings, {});
        QVERIFY(material && !material->key.isNull() && material->chain.size() == 1);
        settings.certificateFile.clear();
        settings.keyFile = both;
        material = links::readTlsMaterial(settings, {});
        QVERIFY(material && !material->key.isNull() && material->chain.size() == 1);
    }

    void whatIsNotThere_isNamed()
    {
        const QString none = m_files.path(QStringLiteral("none.pem"));
        profiles::TlsSettings settings;
        settings.caFile = none;
        const auto authority = links::readTlsMaterial(settings, {});
        QVERIFY(!authority);
        QCOMPARE(authority.error().cause, Cause::NoSuchFile);
        QCOMPARE(authority.error().text,
                 QStringLiteral("The file %1 cannot be read. Check the path and whether this "
                                "account may read it.")
                     .arg(none));
        settings = with(none);
        QCOMPARE(causeOf(settings), Cause::ClientKeyUnreadable);
        settings.certificateFile = none;
        QCOMPARE(causeOf(settings), Cause::NoSuchFile);
        settings = with(m_files.path(QString())); // a folder
        QCOMPARE(causeOf(settings), Cause::ClientKeyUnreadable);
    }

    void whatIsNoPem_isNamed()
    {
        const QString junk = written(QStringLiteral("junk.pem"), QByteArray(5000, '\xff'));
        profiles::TlsSettings settings;
        settings.caFile = junk;
        QCOMPARE(causeOf(settings), Cause::NoSuchFile);
        QCOMPARE(causeOf(with(junk)), Cause::ClientKeyUnreadable);
        QCOMPARE(causeOf(with(m_pair.certificate)), Cause::ClientKeyUnreadable);
        settings = with(m_pair.key);
        settings.certificateFile = m_pair.key;
        QCOMPARE(causeOf(settings), Cause::NoSuchFile);
        QCOMPARE(causeOf(with(written(QStringLiteral("empty.pem"), {}))),
                 Cause::ClientKeyUnreadable);
        const QByteArray key = contents(m_pair.key);
        for (qsizetype cut = 0; cut < key.size() - 30; cut += 7)
            QCOMPARE(causeOf(with(written(QStringLiteral("cut.pem"), key.first(cut)))),
                     Cause::ClientKeyUnreadable);
    }

    void forbiddenFile_isNamed()
    {
        if (::geteuid() == 0)
            QSKIP("root may read every file");
        const QString key = written(QStringLiteral("secret.pem"), contents(m_pair.key));
        QVERIFY(QFile::setPermissions(key, {}));
        QCOMPARE(causeOf(with(key)), Cause::ClientKeyUnreadable);
    }
};

QTEST_GUILESS_MAIN(TlsMaterialTest)
#include "tst_tlsmaterial.moc"
