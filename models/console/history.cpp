#include "console/history.h"
#include "base/whendone.h"
#include "console/linecheck.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

namespace console {

namespace {

constexpr qsizetype longestLine = 4096;
constexpr qint64 longestFile = 8 * 1024 * 1024;

base::Result<QStringList> readLines(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QStringList();
    QByteArray bytes;
    bool good = file.open(QIODevice::ReadOnly) && file.size() <= longestFile;
    if (good)
        bytes = file.readAll();
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = good ? decode(bytes) : QString();
    good =
        good && file.error() == QFileDevice::NoError && !decode.hasError() && !bytes.contains('\0');
    file.close();
    if (!good) {
        QFile::rename(path, path + QStringLiteral(".unreadable"));
        return base::fail(base::Error::Kind::Storage,
                          QCoreApplication::translate(
                              "console",
                              "The console history cannot be read. The file was set aside as "
                              "%1.unreadable.")
                              .arg(QFileInfo(path).fileName()),
                          file.errorString().toUtf8());
    }
    return text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

base::Result<> writeLines(const QString &path, const QStringList &lines)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const QByteArray bytes =
        lines.isEmpty() ? QByteArray() : lines.join(QLatin1Char('\n')).toUtf8() + '\n';
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit()) {
        return base::fail(
            base::Error::Kind::Storage,
            QCoreApplication::translate("console", "The console history cannot be saved."),
            file.errorString().toUtf8());
    }
    return {};
}

/// Letters of `query` in order: how tightly they stand together (smaller is better), -1 = no match.
int looseness(const QString &line, const QString &query)
{
    qsizetype at = -1;
    qsizetype first = -1;
    for (const QChar c : query) {
        at = line.indexOf(c, at + 1, Qt::CaseInsensitive);
        if (at < 0)
            return -1;
        if (first < 0)
            first = at;
    }
    return int(at - first);
}

} // namespace

History::History(QObject *parent)
    : QObject(parent)
{
    m_files.setMaxThreadCount(1);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(500);
    connect(&m_saveSoon, &QTimer::timeout, this, &History::save);
}

History::~History()
{
    save();
    m_files.waitForDone();
}

void History::setFile(const QString &path)
{
    m_path = path;
    m_loading = true;
    auto promise = std::make_shared<QPromise<base::Result<QStringList>>>();
    base::whenDone(promise->future(), this, [this](const base::Result<QStringList> &read) {
        m_loading = false;
        if (read) {
            const QStringList typed = std::exchange(m_lines, {});
            for (const QString &line : *read + typed) {
                if (isKept(line) && (m_lines.isEmpty() || m_lines.constLast() != line))
                    m_lines += line;
            }
            if (m_lines.size() > capacity)
                m_lines = m_lines.sliced(m_lines.size() - capacity);
        } else {
            Q_EMIT failed(read.error());
        }
        if (m_dirty)
            scheduleSave();
        Q_EMIT loaded();
    });
    promise->start();
    m_files.start([promise, path] {
        promise->addResult(readLines(path));
        promise->finish();
    });
}

bool History::isKept(const QString &line)
{
    if (line.trimmed().isEmpty() || line.front().isSpace() || line.size() > longestLine
        || line.contains(QLatin1Char('\n')) || line.contains(QChar(u'\0')))
        return false;
    return redactedLine(line) == line;
}

void History::add(const QString &line)
{
    if (!isKept(line) || (!m_lines.isEmpty() && m_lines.constLast() == line))
        return;
    m_lines += line;
    if (m_lines.size() > capacity)
        m_lines.removeFirst();
    scheduleSave();
}

QStringList History::search(const QString &query, qsizetype limit) const
{
    QStringList whole; // the query as it stands comes before its scattered letters
    QStringList scattered;
    for (auto line = m_lines.crbegin(); line != m_lines.crend(); ++line) {
        if (whole.contains(*line) || scattered.contains(*line))
            continue;
        if (line->contains(query, Qt::CaseInsensitive))
            whole += *line;
        else if (looseness(*line, query) >= 0)
            scattered += *line;
        if (whole.size() >= limit)
            break;
    }
    return (whole + scattered).mid(0, limit);
}

void History::clear()
{
    m_lines.clear();
    scheduleSave();
}

void History::scheduleSave()
{
    m_dirty = true;
    if (!m_path.isEmpty() && !m_loading && !m_saveSoon.isActive())
        m_saveSoon.start();
}

void History::save()
{
    if (!m_dirty || m_path.isEmpty() || m_loading)
        return;
    m_dirty = false;
    auto promise = std::make_shared<QPromise<base::Result<>>>();
    base::whenDone(promise->future(), this, [this](const base::Result<> &written) {
        if (!written)
            Q_EMIT failed(written.error());
    });
    promise->start();
    m_files.start([promise, path = m_path, lines = m_lines] {
        promise->addResult(writeLines(path, lines));
        promise->finish();
    });
}

} // namespace console
