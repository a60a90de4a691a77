#include "support/sshagent.h"
#include <QFile>
#include <QLocalSocket>
#include <QTest>

namespace support {

SshAgent::SshAgent()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SSH_ASKPASS"), QStringLiteral("/bin/false"));
    environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("force"));
    m_process.setProcessEnvironment(environment);
    m_process.start(QStringLiteral("ssh-agent"),
                    { QStringLiteral("-D"), QStringLiteral("-a"), path() });
    // The file is there a moment before anybody listens.
    m_running = m_process.waitForStarted() && QTest::qWaitFor([this] {
                    QLocalSocket caller;
                    caller.connectToServer(path());
                    return caller.waitForConnected(100);
                });
    if (!m_running)
        m_error = m_process.errorString();
}

SshAgent::~SshAgent()
{
    m_process.terminate(); // it removes its socket then
    if (!m_process.waitForFinished()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QString SshAgent::path() const
{
    return m_directory.filePath(QStringLiteral("agent"));
}

bool SshAgent::add(const QString &keyFile)
{
    return sshAdd({ QStringLiteral("-q"), keyFile });
}

bool SshAgent::addToBeConfirmed(const QString &keyFile)
{
    return sshAdd({ QStringLiteral("-q"), QStringLiteral("-c"), keyFile });
}

bool SshAgent::lock(const QByteArray &word)
{
    return sshAdd({ QStringLiteral("-x") }, word);
}

bool SshAgent::sshAdd(const QStringList &arguments, const QByteArray &askpass)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SSH_AUTH_SOCK"), path());
    if (!askpass.isEmpty()) {
        QFile script(m_directory.filePath(QStringLiteral("askpass")));
        if (!script.open(QFile::WriteOnly))
            return false;
        script.write("#!/bin/sh\necho '" + askpass + "'\n");
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        environment.insert(QStringLiteral("SSH_ASKPASS"), script.fileName());
        environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("force"));
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("ssh-add"), arguments);
    const bool done = process.waitForFinished() && process.exitCode() == 0;
    if (!done)
        m_error = QString::fromLocal8Bit(process.readAllStandardError());
    return done;
}

} // namespace support
