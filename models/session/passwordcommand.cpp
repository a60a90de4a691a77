#include "session/passwordcommand.h"
#include "base/displaytext.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QTimer>
#ifdef Q_OS_LINUX
#include <csignal>
#include <unistd.h>
#ifdef __GLIBC__
#include <linux/close_range.h>
#endif
#endif

namespace session {

namespace {

using Kind = base::Error::Kind;

constexpr qsizetype keptOutput = qsizetype(64) * 1024;
constexpr qsizetype keptError = 400;

/// In the child, before the program: it gets no descriptor of ours, and a process group of its own,
/// so that what it starts can be ended with it.
void separate()
{
#ifdef Q_OS_LINUX
    ::setpgid(0, 0);
#ifdef CLOSE_RANGE_CLOEXEC
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
#endif
#endif
}

class Run final : public QObject {
public:
    Run(const QStringList &command, std::chrono::milliseconds limit, QObject *owner)
        : QObject(owner)
        , m_command(command)
        , m_limit(limit)
        , m_process(this)
    {
        m_promise.start();
    }

    ~Run() override
    {
        m_process.disconnect(this);
        kill();
        base::wipe(m_line);
    }

    QFuture<base::Result<base::Secret>> future() { return m_promise.future(); }

    void start()
    {
        if (m_command.isEmpty() || m_command.constFirst().isEmpty()) {
            finish(failure(QCoreApplication::translate(
                "session", "No password command is set. Enter one in the connection's settings.")));
            return;
        }
        connect(&m_process, &QProcess::readyReadStandardOutput, this, &Run::read);
        connect(&m_process, &QProcess::readyReadStandardError, this, &Run::readError);
        connect(&m_process, &QProcess::finished, this, &Run::ended);
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish(failure(QCoreApplication::translate(
                                   "session",
                                   "The password command %1 could not be started. Check that the "
                                   "program is there and may be run.")
                                   .arg(program())));
        });
        QTimer::singleShot(m_limit, this, [this] {
            finish(failure(QCoreApplication::translate(
                               "session",
                               "The password command %1 did not end within %2 s. Run it in a "
                               "terminal to see what it waits for.")
                               .arg(program(), QString::number(double(m_limit.count()) / 1000.0))));
        });
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setChildProcessModifier(separate);
        m_process.start(m_command.constFirst(), m_command.sliced(1));
    }

private:
    [[nodiscard]] QString program() const
    {
        return base::displayText(QFileInfo(m_command.constFirst()).fileName().toUtf8(), 64);
    }

    [[nodiscard]] base::Error failure(const QString &text) const
    {
        return { Kind::Auth, text, m_errorLine, base::Error::Cause::PasswordCommandFailed };
    }

    void read()
    {
        QByteArray bytes = m_process.readAllStandardOutput();
        if (!m_hasLine) {
            const qsizetype end = bytes.indexOf('\n');
            m_hasLine = end >= 0;
            const qsizetype size = m_hasLine ? end : bytes.size();
            if (m_line.size() + size <= keptOutput) {
                QByteArray longer(m_line);
                longer.append(bytes.constData(), size);
                base::wipe(m_line);
                m_line = std::move(longer);
            } else {
                finish(failure(
                    QCoreApplication::translate(
                        "session", "The password command %1 printed far more than a password.")
                        .arg(program())));
            }
        }
        base::wipe(bytes);
    }

    void readError()
    {
        const QByteArray bytes = m_process.readAllStandardError();
        if (m_hasErrorLine)
            return;
        m_errorLine = (m_errorLine + bytes).left(keptError);
        const qsizetype end = m_errorLine.indexOf('\n');
        m_hasErrorLine = end >= 0;
        if (m_hasErrorLine)
            m_errorLine.truncate(end);
    }

    void ended(int status, QProcess::ExitStatus how)
    {
        read();
        readError();
        if (m_done)
            return;
        if (how != QProcess::NormalExit) {
            finish(failure(
                QCoreApplication::translate(
                    "session", "The password command %1 crashed. Run it in a terminal to see why.")
                    .arg(program())));
            return;
        }
        if (status != 0) {
            finish(failure(QCoreApplication::translate(
                               "session",
                               "The password command %1 failed with exit status %2. Run it in a "
                               "terminal to see why.")
                               .arg(program(), QString::number(status))));
            return;
        }
        if (m_line.endsWith('\r'))
            m_line.chop(1);
        if (m_line.isEmpty()) {
            finish(failure(
                QCoreApplication::translate("session", "The password command %1 printed nothing.")
                    .arg(program())));
            return;
        }
        finish(base::Secret(m_line));
    }

    void finish(base::Result<base::Secret> result)
    {
        if (std::exchange(m_done, true))
            return;
        if (!result)
            m_promise.addResult(base::fail(result.error()));
        else
            m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    void finish(const base::Error &why) { finish(base::Result<base::Secret>(base::fail(why))); }

    void kill()
    {
        const qint64 pid = m_process.processId();
        if (m_process.state() == QProcess::NotRunning || pid <= 0)
            return;
#ifdef Q_OS_LINUX
        ::kill(-pid_t(pid), SIGKILL); // with whatever it has started
#endif
        m_process.kill();
        m_process.waitForFinished(1000); // it is dead already; this only reaps it
    }

    const QStringList m_command;
    const std::chrono::milliseconds m_limit;
    QProcess m_process;
    QPromise<base::Result<base::Secret>> m_promise;
    QByteArray m_line;
    QByteArray m_errorLine;
    bool m_hasLine = false;
    bool m_hasErrorLine = false;
    bool m_done = false;
};

} // namespace

QFuture<base::Result<base::Secret>>
runPasswordCommand(const QStringList &command, std::chrono::milliseconds limit, QObject *owner)
{
    auto *run = new Run(command, limit, owner);
    const auto future = run->future();
    run->start();
    return future;
}

} // namespace session
