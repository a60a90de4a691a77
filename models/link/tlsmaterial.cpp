#include "link/tlsmaterial.h"
#include <QCoreApplication>
#include <QFile>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

/// No certificate or key is near this; a wrong file may be.
constexpr qint64 longestFile = qint64(8) * 1024 * 1024;

base::Result<QByteArray> read(const QString &path, Cause cause)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(Kind::Invalid,
                          QCoreApplication::translate(
                              "link",
                              "The file %1 cannot be read. Check the path and whether this "
                              "account may read it.")
                              .arg(path),
                          file.errorString().toUtf8(), cause);
    return file.read(longestFile);
}

base::Result<QList<QSslCertificate>> certificates(const QString &path)
{
    const auto bytes = read(path, Cause::NoSuchFile);
    if (!bytes)
        return base::fail(bytes.error());
    const QList<QSslCertificate> found = QSslCertificate::fromData(*bytes, QSsl::Pem);
    if (found.isEmpty())
        return base::fail(
            Kind::Invalid,
            QCoreApplication::translate(
                "link", "The file %1 holds no certificate in PEM form (BEGIN CERTIFICATE).")
                .arg(path),
            {}, Cause::NoSuchFile);
    return found;
}

/// PKCS#8 has a header of its own for it, the older forms an entry in the block.
bool isEncrypted(const QByteArray &pem)
{
    return pem.contains("BEGIN ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED");
}

/// One file may hold both.
std::pair<QString, QString> clientFiles(const profiles::TlsSettings &settings)
{
    const QString &certificate = settings.certificateFile;
    const QString &key = settings.keyFile;
    return { certificate.isEmpty() ? key : certificate, key.isEmpty() ? certificate : key };
}

QSslKey parse(const QByteArray &pem, const QByteArray &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : { QSsl::Rsa, QSsl::Ec }) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

base::Result<QSslKey> readKey(const QString &path, const base::Secret &keyPassphrase)
{
    auto pem = read(path, Cause::ClientKeyUnreadable);
    if (!pem)
        return base::fail(pem.error());
    QByteArray passphrase = keyPassphrase.reveal();
    QSslKey key = parse(*pem, passphrase);
    base::wipe(passphrase);
    const bool encrypted = isEncrypted(*pem);
    base::wipe(*pem);
    if (!key.isNull())
        return key;
    if (!encrypted)
        return base::fail(
            Kind::Invalid,
            QCoreApplication::translate(
                "link",
                "The file %1 holds no private key that can be used. It has to be an RSA or EC key "
                "in PEM form.")
                .arg(path),
            {}, Cause::ClientKeyUnreadable);
    return base::fail(
        Kind::Invalid,
        keyPassphrase.isEmpty()
            ? QCoreApplication::translate("link", "The key %1 is encrypted. Enter its passphrase.")
                  .arg(path)
            : QCoreApplication::translate(
                  "link", "The passphrase does not open the key %1. Enter the right one.")
                  .arg(path),
        {}, Cause::ClientKeyPassphrase);
}

} // namespace

base::Result<TlsMaterial> readTlsMaterial(const profiles::TlsSettings &settings,
                                          const base::Secret &keyPassphrase)
{
    TlsMaterial material;
    if (!settings.caFile.isEmpty()) {
        auto authorities = certificates(settings.caFile);
        if (!authorities)
            return base::fail(authorities.error());
        material.authorities = std::move(*authorities);
    }
    const auto [certificateFile, keyFile] = clientFiles(settings);
    if (certificateFile.isEmpty())
        return material;
    auto chain = certificates(certificateFile);
    if (!chain)
        return base::fail(chain.error());
    material.chain = std::move(*chain);
    auto key = readKey(keyFile, keyPassphrase);
    if (!key)
        return base::fail(key.error());
    material.key = std::move(*key);
    return material;
}

base::Error foreignKeyError(const profiles::TlsSettings &settings)
{
    const auto [certificateFile, keyFile] = clientFiles(settings);
    return { Kind::Invalid,
             QCoreApplication::translate(
                 "link",
                 "The key %1 does not belong to the certificate %2. Choose the key that was made "
                 "for it.")
                 .arg(keyFile, certificateFile),
             {},
             Cause::ClientKeyUnreadable };
}

} // namespace links
