#include "base/trust.h"
#include "base/log.h"
#include <QDir>
#include <QRegularExpression>
#include <QSslCertificate>
#include <mutex>
#include <optional>

namespace base {

namespace {

constexpr char fileVariable[] = "SSL_CERT_FILE";
constexpr char foldersVariable[] = "SSL_CERT_DIR";

QList<QSslCertificate> inFile(const QString &path)
{
    const QList<QSslCertificate> found = QSslCertificate::fromPath(path);
    if (found.isEmpty())
        qCWarning(logLink) << "no certificate in" << path;
    return found;
}

/// Only by these names does OpenSSL look for an authority; others in the folder are their targets.
QList<QSslCertificate> inFolders(const QString &folders)
{
    static const QRegularExpression hashed(QStringLiteral("^[0-9a-f]{8}\\.[0-9]+$"));
    QList<QSslCertificate> found;
    for (const QString &folder : folders.split(QDir::listSeparator(), Qt::SkipEmptyParts)) {
        const QDir dir(folder);
        for (const QString &name : dir.entryList(QDir::Files).filter(hashed))
            found += inFile(dir.filePath(name));
    }
    return found;
}

/// Those that the variables name; nullopt when there are none.
std::optional<QList<QSslCertificate>> named()
{
    const QString file = qEnvironmentVariable(fileVariable);
    const QString folders = qEnvironmentVariable(foldersVariable);
    if (file.isEmpty() && folders.isEmpty())
        return std::nullopt;
    static std::mutex mutex;
    static std::pair<QString, QString> from;
    static QList<QSslCertificate> authorities;
    const std::lock_guard lock(mutex);
    if (from != std::pair(file, folders)) {
        from = { file, folders };
        authorities =
            folders.isEmpty() ? QSslConfiguration::systemCaCertificates() : inFolders(folders);
        if (!file.isEmpty())
            authorities += inFile(file);
    }
    return authorities;
}

} // namespace

QSslConfiguration tlsConfiguration(const QList<QSslCertificate> &more)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (const auto instead = named()) {
        configuration.setCaCertificates(*instead + more);
    } else if (!more.isEmpty()) {
        // Named, since the system's are no longer looked up on demand once there are others.
        const QList<QSslCertificate> own = configuration.caCertificates();
        configuration.setCaCertificates(
            (own.isEmpty() ? QSslConfiguration::systemCaCertificates() : own) + more);
    }
    return configuration;
}

} // namespace base
