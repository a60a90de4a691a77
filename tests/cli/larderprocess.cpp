#include "cli/larderprocess.h"
#include <QFile>
#include <cstdlib>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

LarderProcess::LarderProcess()
{
    m_environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    for (const char *name :
         { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" })
        m_environment.insert(QLatin1String(name), m_home.path());
    // Nothing is kept in the keychain of whoever runs the tests.
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                         QStringLiteral("unix:path=/nonexistent"));
#ifdef __SANITIZE_ADDRESS__
    m_environment.insert(QStringLiteral("LARDER_ALLOW_CORE"), QStringLiteral("1"));
    m_environment.insert(QStringLiteral("LSAN_OPTIONS"), qEnvironmentVariable("LSAN_OPTIONS"));
#endif
}

void LarderProcess::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

QString LarderProcess::file(const QString &name, const QByteArray &content) const
{
    QFile out(path(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("a test file cannot be written");
    return path(name);
}

void LarderProcess::prepare(QProcess &process, const QStringList &arguments) const
{
    process.setProgram(QStringLiteral(LARDER_PROGRAM));
    process.setArguments(arguments);
    process.setProcessEnvironment(m_environment);
    // Without the terminal of whoever runs the tests.
    process.setChildProcessModifier([] { ::setsid(); });
}

LarderProcess::Outcome LarderProcess::run(const QStringList &arguments,
                                          const QByteArray &input) const
{
    QProcess process;
    prepare(process, arguments);
    process.start();
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(30000);
    const bool whole = ended && process.exitStatus() == QProcess::NormalExit;
    return { whole ? process.exitCode() : -1, process.readAllStandardOutput(),
             process.readAllStandardError() };
}

std::unique_ptr<QProcess> LarderProcess::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    prepare(*process, arguments);
    process->start();
    process->waitForStarted(10000);
    return process;
}

std::optional<LarderProcess::Outcome> LarderProcess::answer(const QStringList &arguments,
                                                            const QByteArray &question,
                                                            const QByteArray &answer) const
{
    QByteArrayList words{ QByteArrayLiteral(LARDER_PROGRAM) };
    for (const QString &argument : arguments)
        words += argument.toLocal8Bit();
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    QByteArrayList environment;
    for (const QString &line : m_environment.toStringList())
        environment += line.toLocal8Bit();
    std::vector<char *> envp;
    for (QByteArray &line : environment)
        envp.push_back(line.data());
    envp.push_back(nullptr);

    int fd = -1;
    const pid_t pid = ::forkpty(&fd, nullptr, nullptr, nullptr);
    if (pid < 0)
        return std::nullopt;
    if (pid == 0) {
        ::execve(argv[0], argv.data(), envp.data());
        ::_exit(127);
    }
    Outcome outcome;
    bool answered = false;
    pollfd wait{ fd, POLLIN, 0 };
    while (::poll(&wait, 1, 30000) > 0) {
        QByteArray chunk(4096, Qt::Uninitialized);
        const auto size = ::read(fd, chunk.data(), size_t(chunk.size()));
        if (size <= 0)
            break;
        outcome.out += chunk.first(size);
        if (!answered && outcome.out.contains(question)) {
            answered = true;
            const QByteArray line = answer + '\n';
            if (::write(fd, line.constData(), size_t(line.size())) != line.size())
                break;
        }
    }
    ::close(fd);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (WIFEXITED(status))
        outcome.status = WEXITSTATUS(status);
    return outcome;
}
