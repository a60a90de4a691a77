#pragma once
#include "console/completer.h"
#include "console/history.h"
#include "console/replyformat.h"
#include "resp/send.h"
#include <QAbstractListModel>
#include <QElapsedTimer>
#include <deque>

namespace console {

/// What stands before the cursor.
struct PromptInfo {
    QString endpoint; ///< "host:port"
    int db = 0;
    bool production = false;
};

/// One line that was run and what came of it.
struct Entry {
    enum class State : quint8 {
        Running,
        Done, ///< answered, also with an error reply
        Refused, ///< the command gate or the console itself kept it back; nothing was sent
        NotSent, ///< there is no connection
        Failed, ///< no reply: time was up, the link ended, a reply over a limit
        Cancelled, ///< the person stopped waiting
        Local, ///< answered by the console itself
    };
    enum class Mark : quint8 { None, Info, Warning, Danger, Lock };

    quint64 id = 0;
    State state = State::Running;
    QString prompt;
    QString line; ///< as typed; secrets are replaced
    QByteArray output; ///< as redis-cli prints it; see displayOutput()
    QString note; ///< a sentence of ours under the output
    Mark mark = Mark::None;
    qint64 microseconds = -1; ///< -1 = nothing was measured
    qint64 replyBytes = 0;
    qint64 lines = 0; ///< of the whole output
    bool cut = false; ///< `output` is only the beginning; see showAll()
    bool errorReply = false;
    QByteArray key; ///< the first key that the command names
};

/// The text of an output for the screen: lines that are not plain text are escaped.
[[nodiscard]] QString displayOutput(QByteArrayView output);
/// The lines of a pasted text that can be run: comments and blank lines fall out, a prompt in
/// front of a line ("host:6379> ") is cut off.
[[nodiscard]] QStringList scriptLines(const QString &text);

/// The console's lines and answers, and the one who runs them: through a Send, in order, one at a
/// time. Keeps the last 500 entries within a byte budget. Nothing that carries a secret is kept.
class ConsoleModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConsoleModel)

public:
    enum Role { IdRole = Qt::UserRole, OutputRole, StateRole, NoteRole };
    static constexpr int capacity = 500;
    static constexpr qint64 shownLines = 1000; ///< of one reply, until showAll()
    static constexpr qint64 shownBytes = qint64(256) * 1024;
    static constexpr qsizetype longestQueue = 1000;

    explicit ConsoleModel(QObject *parent = nullptr);
    ~ConsoleModel() override;

    /// The console lane of a session. It follows its own SELECT.
    void setSend(const resp::Send &send);
    void setPromptInfo(const PromptInfo &info);
    /// The lane's database, also after a reconnect.
    void setDatabase(int db);
    [[nodiscard]] const PromptInfo &promptInfo() const { return m_prompt; }
    /// "host:port[2](TX)>".
    [[nodiscard]] QString prompt() const;

    /// Off = lines are not sent, an open transaction is reported as gone.
    void setOnline(bool online);
    [[nodiscard]] bool isOnline() const { return m_online; }

    /// Runs a line after those that are still waiting. A blank line does nothing.
    void run(const QString &line);
    void run(const QStringList &lines);
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] qsizetype waiting() const { return m_queue.size(); }
    /// Milliseconds since the running line was sent.
    [[nodiscard]] qint64 elapsed() const;
    /// Stops waiting for the answer and drops the lines behind it.
    void cancel();

    /// The answer to confirmationNeeded().
    void confirm();
    void decline();

    /// Inside MULTI: what the server has queued, redacted.
    [[nodiscard]] bool inTransaction() const { return m_transaction; }
    [[nodiscard]] const QStringList &queued() const { return m_queuedInTransaction; }

    void clear();
    /// Formats the whole reply of an entry that was cut; an effort off this thread.
    void showAll(quint64 id);
    [[nodiscard]] bool canShowAll(quint64 id) const { return m_replies.contains(id); }
    /// Readable UTF-8 (the default), or redis-cli's own escapes; for the entries to come.
    void setReadable(bool readable) { m_readable = readable; }
    [[nodiscard]] bool isReadable() const { return m_readable; }

    [[nodiscard]] History &history() { return m_history; }
    [[nodiscard]] Completer &completer() { return m_completer; }

    [[nodiscard]] const Entry &entry(int row) const { return m_entries[size_t(row)]; }
    /// -1 when it has left the ring.
    [[nodiscard]] int rowOf(quint64 id) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void promptChanged();
    void runningChanged(bool running);
    /// MULTI, a queued command, EXEC or DISCARD.
    void transactionChanged();
    /// The gate wants the person's word; answer with confirm() or decline().
    void confirmationNeeded(const base::Error &why, const QByteArrayList &command);
    /// There was no connection; the line belongs back into the prompt.
    void lineNotSent(const QString &line);
    void cleared();

private:
    struct Job {
        QString line;
        resp::Command command;
        qint64 repeats = 1;
    };

    void startNext();
    /// Words that redis-cli keeps to itself; true when the line is done with.
    bool runLocally(const Job &job);
    void send(bool confirmed);
    void answered(const base::Result<resp::Reply> &result);
    void take(const resp::Reply &reply);
    void formatted(const resp::Reply &reply, const Formatted &text);
    void failed(const base::Error &why);
    void follow(const resp::Command &command, const resp::Reply &reply);
    void endTransaction();
    void finish(Entry::State state, const QString &note = {}, Entry::Mark mark = Entry::Mark::None);
    Entry &add(const QString &line, Entry::State state);
    void addLocal(const QString &line, Entry::State state, const QString &note, Entry::Mark mark);
    void answerLocally(const QString &line, const QString &text);
    void addTime(Entry &entry) const;
    void changed(quint64 id);
    void trim();
    void keep(quint64 id, const resp::Reply &reply, bool raw);
    [[nodiscard]] Entry *running();

    struct Kept {
        resp::Reply reply;
        bool raw = false;
    };

    resp::Send m_send;
    PromptInfo m_prompt;
    History m_history;
    Completer m_completer;
    std::deque<Entry> m_entries;
    QHash<quint64, Kept> m_replies; // of entries that were cut
    std::deque<quint64> m_replyOrder;
    QStringList m_queue;
    Job m_job;
    quint64 m_jobId = 0;
    quint64 m_nextId = 1;
    int m_run = 0; // grows with every answer waited for, so a late one knows it is late
    QFuture<base::Result<resp::Reply>> m_future;
    QElapsedTimer m_clock;
    bool m_running = false;
    bool m_confirming = false;
    bool m_online = true;
    bool m_readable = true;
    bool m_transaction = false;
    QStringList m_queuedInTransaction;
    std::vector<resp::Command> m_selects; // SELECTs among the queued, with their place
    std::vector<qsizetype> m_selectPlaces;
    qsizetype m_queuedCount = 0;
};

} // namespace console
