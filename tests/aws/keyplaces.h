#pragma once
#include "aws/keycache.h"
#include "aws/places.h"
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>

namespace support {

/// A home with AWS's files in it, an environment of its own and a clock that stands still.
class KeyPlaces {
public:
    KeyPlaces()
    {
        QDir(m_home.path()).mkpath(QStringLiteral(".aws/sso/cache"));
        places.home = m_home.path();
        places.configFile = path(QStringLiteral(".aws/config"));
        places.credentialsFile = path(QStringLiteral(".aws/credentials"));
        places.ssoCache = path(QStringLiteral(".aws/sso/cache"));
        places.instanceMetadata = QUrl(QStringLiteral("http://127.0.0.1:9"));
        places.containerMetadata = QUrl(QStringLiteral("http://127.0.0.1:9"));
        places.cache = std::make_shared<aws::KeyCache>();
        places.now = [now = m_now] { return *now; };
    }

    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    void config(const QByteArray &bytes) const { write(QStringLiteral(".aws/config"), bytes); }
    void credentials(const QByteArray &bytes) const
    {
        write(QStringLiteral(".aws/credentials"), bytes);
    }
    void set(const char *variable, const QString &value)
    {
        places.environment.insert(QLatin1String(variable), value);
    }
    /// Every file below the home with its bytes and the time of its last change.
    [[nodiscard]] QMap<QString, std::pair<QByteArray, QDateTime>> files() const
    {
        QMap<QString, std::pair<QByteArray, QDateTime>> all;
        QDirIterator each(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (!file.open(QFile::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            all.insert(file.fileName(), { file.readAll(), each.fileInfo().lastModified() });
        }
        return all;
    }
    [[nodiscard]] QDateTime now() const { return *m_now; }
    void pass(qint64 seconds) const { *m_now = m_now->addSecs(seconds); }

    aws::Places places;

private:
    QTemporaryDir m_home;
    std::shared_ptr<QDateTime> m_now =
        std::make_shared<QDateTime>(QDate(2026, 7, 1), QTime(12, 0), Qt::UTC);
};

} // namespace support
