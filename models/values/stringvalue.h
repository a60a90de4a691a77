#pragma once
#include "base/result.h"
#include "resp/send.h"
#include <QDateTime>
#include <QObject>
#include <QSaveFile>
#include <deque>

namespace values {

/// A string as far as it was read: whole up to 1 MB, else the first 256 KB, more on request and
/// never more than 32 MB. Bigger values go to a file, a piece at a time.
/// What is read is never cut silently: isComplete() says whether bytes() is all of it.
/// The first part comes over `send`, all the rest over `work`, so that nobody who looks at
/// something else waits behind it (through a tunnel that is another SSH session, too).
class StringValue final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StringValue)

public:
    static constexpr qint64 firstPart = qint64(256) * 1024;
    static constexpr qint64 wholeUpTo = qint64(1024) * 1024;
    static constexpr qint64 memoryLimit = qint64(32) * 1024 * 1024;

    StringValue(resp::Send send, resp::Send work, QByteArray key, QObject *parent = nullptr);
    ~StringValue() override;

    /// Reads as much as was shown before (a refresh), at least the first part.
    void load();
    void loadMore();
    /// Up to memoryLimit.
    void loadAll();
    void cancel();
    /// Writes the whole value to `path`, without holding it in memory. A value that changes size
    /// meanwhile is not written.
    void saveTo(const QString &path);
    /// What was saved is what is loaded now.
    void setBytes(const QByteArray &bytes);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] qint64 size() const { return m_size; } ///< on the server; -1 = not read yet
    [[nodiscard]] bool isComplete() const { return m_size >= 0 && m_bytes.size() == m_size; }
    [[nodiscard]] bool isTooBig() const { return m_size > memoryLimit; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] const QDateTime &loadedAt() const { return m_loadedAt; }
    [[nodiscard]] const QByteArray &key() const { return m_key; }

Q_SIGNALS:
    void loadingChanged(bool loading);
    void progressed(qint64 bytes, qint64 of);
    /// `changed` = the bytes are not what they were before.
    void loaded(bool changed);
    void failed(const base::Error &why);
    void fileSaved(const QString &path, qint64 bytes);

private:
    void readTo(qint64 end, QByteArray bytes, quint64 run);
    void filePiece(const std::shared_ptr<QSaveFile> &file, qint64 at, qint64 size, quint64 run);
    void finish(QByteArray bytes, qint64 size);
    void fail(const base::Error &why);
    void setLoading(bool loading);
    void askFrom(qint64 at);
    [[nodiscard]] QFuture<base::Result<resp::Replies>> nextPiece(qint64 end);

    resp::Send m_send;
    resp::Send m_work;
    QByteArray m_key;
    QByteArray m_bytes;
    std::deque<QFuture<base::Result<resp::Replies>>> m_ahead; ///< pieces, in order
    qint64 m_asked = 0; ///< up to here
    qint64 m_size = -1;
    bool m_loading = false;
    quint64 m_run = 0;
    QDateTime m_loadedAt;
};

} // namespace values
