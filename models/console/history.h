#pragma once
#include "base/result.h"
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

namespace console {

/// The lines typed in one profile's console, oldest first: at most 1000, also after a restart.
/// Lines that carry a secret, lines that begin with a blank, over-long ones (4 KB) and the same
/// line twice in a row are not kept, neither in memory nor in the file.
/// The file is read and written on a thread of its own, atomically, readable by its owner alone.
class History final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(History)

public:
    static constexpr qsizetype capacity = 1000;

    explicit History(QObject *parent = nullptr);
    /// Writes what is not written yet.
    ~History() override;

    /// Keeps the history in `path` from now on. What the file holds comes before what was typed
    /// meanwhile; an unreadable file is renamed to "<path>.unreadable" and never overwritten.
    void setFile(const QString &path);

    void add(const QString &line);
    [[nodiscard]] const QStringList &lines() const { return m_lines; }
    /// Lines that hold the letters of `query` in order (any case), newest first, each once.
    [[nodiscard]] QStringList search(const QString &query, qsizetype limit = 50) const;
    void clear();

    /// True when add() would keep the line.
    [[nodiscard]] static bool isKept(const QString &line);

Q_SIGNALS:
    void loaded();
    /// The file could not be read or written; the history goes on in memory.
    void failed(const base::Error &why);

private:
    void scheduleSave();
    void save();

    QStringList m_lines;
    QString m_path;
    bool m_loading = false;
    bool m_dirty = false;
    QTimer m_saveSoon; // typing fast writes once
    QThreadPool m_files; // one thread, so reads and writes keep their order
};

} // namespace console
