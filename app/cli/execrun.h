#pragma once
#include "app/cli/replyprint.h"
#include "app/cli/terminal.h"
#include "session/session.h"
#include <QSocketNotifier>
#include <chrono>
#include <deque>
#include <memory>

namespace cli {

/// Lines of standard input as they come, read no faster than they are taken.
class LineReader final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineReader)

public:
    explicit LineReader(QObject *parent = nullptr);

    struct Line {
        QByteArray text;
        qint64 number = 0; ///< from 1
    };
    /// The next line that is neither blank nor a comment; nullopt = none yet, or none any more.
    [[nodiscard]] std::optional<Line> take();
    [[nodiscard]] bool atEnd() const { return m_ended && m_lines.empty(); }
    /// A line longer than this program reads, or a read error, ended it.
    [[nodiscard]] bool failed() const { return m_failed; }

Q_SIGNALS:
    /// There is a line to take, or the end.
    void ready();

private:
    void read();
    void add(const QByteArray &line);

    QSocketNotifier m_notifier;
    QByteArray m_rest;
    std::deque<Line> m_lines;
    qint64 m_count = 0;
    bool m_ended = false;
    bool m_failed = false;
};

struct ExecOptions {
    ReplyStyle style = ReplyStyle::Terminal;
    bool confirmed = false; ///< dangerous commands may run
    bool keepGoing = false; ///< after an error reply or a refusal, outside MULTI
    std::chrono::seconds timeout{ 120 };
};

/// `larder exec`: one command, or the lines of standard input, through the console's own lane of a
/// session, one after the other.
class ExecRun final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExecRun)

public:
    /// An empty `command` = lines from standard input.
    ExecRun(const profiles::Profile &profile, const profiles::Secrets &secrets, ExecOptions options,
            resp::Command command, QObject *parent = nullptr);
    ~ExecRun() override;

    void start();

Q_SIGNALS:
    void finished(int status);

private:
    void begin();
    void next();
    void run(const resp::Command &command);
    void answered(const base::Result<resp::Reply> &result);
    void replied(const resp::Reply &reply);
    void follow(const resp::Reply &reply);
    void refused(const base::Error &why);
    void failed(const base::Error &why);
    /// After something that went wrong: on to the next line, or out.
    void stopOrGoOn(int status, bool mayGoOn);
    void lost(const base::Error &why);
    void interrupted();
    void finish(int status);
    [[nodiscard]] QString where() const;

    session::Session m_session;
    Interrupt m_interrupt;
    ExecOptions m_options;
    resp::Command m_only;
    std::unique_ptr<LineReader> m_lines;
    resp::Send m_send;
    resp::Command m_command; ///< that is waited for; empty = none
    qint64 m_line = 0;
    int m_status = 0; ///< the worst so far, with keepGoing
    bool m_transaction = false;
    bool m_done = false;
};

} // namespace cli
