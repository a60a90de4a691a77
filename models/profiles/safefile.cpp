#include "profiles/safefile.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace profiles {

namespace {
constexpr qint64 largest = 16 * 1024 * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QByteArray hash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256);
}

base::Result<std::optional<QByteArray>> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::optional<QByteArray>();
    const auto refused = [&] {
        return base::fail(base::Error::Kind::Storage,
                          QCoreApplication::translate("profiles", "%1 cannot be read: %2.")
                              .arg(QDir::toNativeSeparators(path), file.errorString()),
                          file.errorString().toUtf8());
    };
    if (!file.open(QIODevice::ReadOnly))
        return refused();
    const QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return refused();
    if (bytes.size() > largest)
        return base::fail(base::Error::Kind::TooLarge,
                          QCoreApplication::translate("profiles", "%1 is larger than 16 MB.")
                              .arg(QDir::toNativeSeparators(path)));
    return std::optional<QByteArray>(bytes);
}

base::Result<> writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    // The mode is set while the file is still empty: nobody else ever sees a byte of it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly)
        || file.write(bytes) != bytes.size() || !file.commit())
        return base::fail(base::Error::Kind::Storage,
                          QCoreApplication::translate("profiles", "%1 cannot be written: %2.")
                              .arg(QDir::toNativeSeparators(path), file.errorString()),
                          file.errorString().toUtf8());
    return {};
}
} // namespace

SafeFile::SafeFile(QString path)
    : m_path(std::move(path))
{
}

base::Result<std::optional<QByteArray>> SafeFile::read()
{
    auto bytes = readWhole(m_path);
    m_seen.reset();
    if (bytes && *bytes)
        m_seen = hash(**bytes);
    return bytes;
}

base::Result<std::optional<QByteArray>> SafeFile::readBackup() const
{
    return readWhole(m_path + QStringLiteral(".bak"));
}

QString SafeFile::freeName(const QString &word) const
{
    const QString stem =
        QStringLiteral("%1.%2-%3")
            .arg(m_path, word,
                 QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss")));
    QString name = stem;
    for (int n = 2; QFileInfo::exists(name); ++n)
        name = QStringLiteral("%1-%2").arg(stem).arg(n);
    return name;
}

base::Result<QString> SafeFile::setAside()
{
    const QString name = freeName(QStringLiteral("unreadable"));
    QFile file(m_path);
    if (!file.rename(name)) // never replaces an existing file
        return base::fail(base::Error::Kind::Storage,
                          QCoreApplication::translate("profiles", "%1 cannot be renamed: %2.")
                              .arg(QDir::toNativeSeparators(m_path), file.errorString()),
                          file.errorString().toUtf8());
    m_seen.reset();
    return QFileInfo(name).fileName();
}

base::Result<> SafeFile::write(const QByteArray &bytes, Backup backup)
{
    const QDir folder = QFileInfo(m_path).dir();
    if (!folder.exists() && folder.mkpath(QStringLiteral(".")))
        QFile::setPermissions(folder.path(), ownerOnly | QFileDevice::ExeOwner);

    const auto current = readWhole(m_path);
    if (!current && current.error().kind != base::Error::Kind::TooLarge)
        return base::fail(current.error());
    const bool foreign = !current || (*current && m_seen != hash(**current));
    if (foreign) {
        const QString name = freeName(QStringLiteral("other"));
        if (!QFile::copy(m_path, name) || !QFile::setPermissions(name, ownerOnly))
            return base::fail(
                base::Error::Kind::Storage,
                QCoreApplication::translate(
                    "profiles", "%1 was changed by another program and is not replaced.")
                    .arg(QDir::toNativeSeparators(m_path)));
    } else if (*current && backup == Backup::Previous) {
        if (auto kept = writeWhole(m_path + QStringLiteral(".bak"), **current); !kept)
            return kept;
    }
    if (auto written = writeWhole(m_path, bytes); !written)
        return written;
    m_seen = hash(bytes);
    if (backup == Backup::Same)
        return writeWhole(m_path + QStringLiteral(".bak"), bytes);
    return {};
}

} // namespace profiles
