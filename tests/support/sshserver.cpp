#include "support/sshserver.h"
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTest>
#include <csignal>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace support {

namespace {

void write(const QString &path, const QByteArray &text, QFile::Permissions permissions)
{
    QFile file(path);
    if (file.open(QFile::WriteOnly)) {
        file.write(text);
        file.setPermissions(permissions);
    }
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

} // namespace

bool sshKeygen(const QStringList &arguments)
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"), QStringList{ QStringLiteral("-q") } + arguments);
    return keygen.waitForFinished() && keygen.exitStatus() == QProcess::NormalExit
        && keygen.exitCode() == 0;
}

QList<qint64> processTree(qint64 pid)
{
    QList<qint64> all{ pid };
    for (qsizetype i = 0; i < all.size(); ++i) {
        // Each thread has children of its own.
        const QDir tasks(QStringLiteral("/proc/%1/task").arg(all[i]));
        for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QByteArray &child :
                 read(tasks.filePath(task + QStringLiteral("/children"))).split(' ')) {
                if (child.toLongLong() > 0)
                    all += child.toLongLong();
            }
        }
    }
    return all;
}

SshServer::SshServer()
    : SshServer(Options())
{
}

SshServer::SshServer(const Options &options)
    : m_options(options)
    , m_port(options.port ? options.port : freePort())
{
    if (prepare())
        start();
}

SshServer::~SshServer()
{
    kill();
}

QString SshServer::path(const QString &file) const
{
    return m_directory.filePath(file);
}

QString SshServer::userName() const
{
    if (!m_options.userName.isEmpty())
        return m_options.userName;
    const passwd *me = getpwuid(getuid());
    return me ? QString::fromLocal8Bit(me->pw_name) : QString();
}

bool SshServer::prepare()
{
    if (!m_options.userName.isEmpty() && getuid() != 0) {
        m_skip = QStringLiteral("an account for the test alone needs root");
        return false;
    }
    if (getuid() == 0)
        mkdir("/run/sshd", 0755); // sshd wants it when it runs as root
    // The account of the test is another user, who has to get at authorized_keys.
    QFile(m_directory.path())
        .setPermissions(ownerOnly | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    for (const QString &type : std::as_const(m_options.hostKeyTypes))
        replaceHostKey(type);
    if (!sshKeygen({ QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                     QString(), QStringLiteral("-f"), clientKey() })) {
        m_error = QStringLiteral("ssh-keygen failed");
        return false;
    }
    write(path(QStringLiteral("authorized_keys")), read(clientKey() + QStringLiteral(".pub")),
          ownerOnly | QFile::ReadOther);
    if (!m_options.userName.isEmpty()) {
        QProcess crypt;
        crypt.start(QStringLiteral("openssl"),
                    { QStringLiteral("passwd"), QStringLiteral("-6"), QStringLiteral("-stdin") });
        crypt.write(m_options.password.toUtf8() + '\n');
        crypt.closeWriteChannel();
        crypt.waitForFinished();
        const QByteArray name = m_options.userName.toUtf8();
        write(path(QStringLiteral("passwd")),
              read(QStringLiteral("/etc/passwd")) + name + ":x:61234:61234::/tmp:/bin/sh\n",
              ownerOnly | QFile::ReadOther);
        write(path(QStringLiteral("shadow")),
              read(QStringLiteral("/etc/shadow")) + name + ':'
                  + crypt.readAllStandardOutput().trimmed() + ":19000:0:99999:7:::\n",
              ownerOnly);
        QByteArray pam = m_options.pam.join(u'\n').toUtf8();
        if (pam.isEmpty())
            pam = "auth required pam_unix.so";
        QDir(m_directory.path()).mkdir(QStringLiteral("pam.d"));
        write(path(QStringLiteral("pam.d/sshd")),
              pam + "\naccount required pam_permit.so\nsession required pam_permit.so\n",
              ownerOnly | QFile::ReadOther);
    }
    return true;
}

void SshServer::writeConfig()
{
    QStringList lines = m_options.config;
    lines += QStringLiteral("Port %1").arg(m_port);
    lines += QStringLiteral("ListenAddress %1").arg(m_options.address);
    for (const QString &type : std::as_const(m_options.hostKeyTypes))
        lines += QStringLiteral("HostKey ") + path(QStringLiteral("host_") + type);
    lines += QStringLiteral("AuthorizedKeysFile ") + path(QStringLiteral("authorized_keys"));
    lines += QStringLiteral("PidFile none");
    lines += QStringLiteral("StrictModes no");
    lines += QStringLiteral("LogLevel VERBOSE");
    lines += QStringLiteral("PermitRootLogin yes");
    if (m_options.pam.isEmpty()) {
        lines += QStringLiteral("UsePAM no");
        lines += QStringLiteral("PasswordAuthentication ")
            + (m_options.userName.isEmpty() ? QStringLiteral("no") : QStringLiteral("yes"));
        lines += QStringLiteral("KbdInteractiveAuthentication no");
    } else {
        lines += QStringLiteral("UsePAM yes");
        lines += QStringLiteral("PasswordAuthentication no");
        lines += QStringLiteral("KbdInteractiveAuthentication yes");
    }
    write(path(QStringLiteral("sshd_config")), lines.join(u'\n').toUtf8() + '\n', ownerOnly);
}

QStringList SshServer::command()
{
    const QStringList sshd{ QStringLiteral("/usr/sbin/sshd"), QStringLiteral("-D"),
                            QStringLiteral("-e"), QStringLiteral("-f"),
                            path(QStringLiteral("sshd_config")) };
    if (m_options.userName.isEmpty())
        return m_options.wrapper + sshd;
    // Its own accounts and PAM services, seen by this server and nobody else.
    const QString script = QStringLiteral("mount --bind %1/passwd /etc/passwd && "
                                          "mount --bind %1/shadow /etc/shadow && "
                                          "mount --bind %1/pam.d /etc/pam.d && exec ")
                               .arg(m_directory.path())
        + sshd.join(u' ');
    return m_options.wrapper
        + QStringList{ QStringLiteral("unshare"), QStringLiteral("-m"), QStringLiteral("sh"),
                       QStringLiteral("-c"), script };
}

bool SshServer::start()
{
    writeConfig();
    QStringList words = command();
    const QString program = words.takeFirst();
    m_process.setStandardErrorFile(path(QStringLiteral("log")), QIODevice::Append);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    const QByteArray before = log();
    m_process.start(program, words);
    const auto settled = [&] {
        return m_process.state() != QProcess::Running
            || log().sliced(before.size()).contains("Server listening on");
    };
    const bool listens = m_process.waitForStarted() && QTest::qWaitFor(settled, 10000);
    if (!listens || m_process.state() != QProcess::Running) {
        m_error = QString::fromUtf8(log());
        return false;
    }
    return true;
}

bool SshServer::isRunning() const
{
    return m_process.state() == QProcess::Running && m_error.isEmpty();
}

QByteArray SshServer::log() const
{
    return read(path(QStringLiteral("log")));
}

QByteArray SshServer::hostKey(const QString &type) const
{
    const QByteArrayList words =
        read(path(QStringLiteral("host_") + type + QStringLiteral(".pub"))).split(' ');
    return words.size() < 2 ? QByteArray() : words[0] + ' ' + words[1].trimmed();
}

QString SshServer::hostFingerprint(const QString &type) const
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 { QStringLiteral("-l"), QStringLiteral("-f"),
                   path(QStringLiteral("host_") + type + QStringLiteral(".pub")) });
    keygen.waitForFinished();
    return QString::fromUtf8(keygen.readAllStandardOutput().split(' ').value(1));
}

QByteArray SshServer::knownHostsLines() const
{
    QByteArray lines;
    for (const QString &type : m_options.hostKeyTypes)
        lines += '[' + m_options.address.toUtf8() + "]:" + QByteArray::number(m_port) + ' '
            + hostKey(type) + '\n';
    return lines;
}

void SshServer::replaceHostKey(const QString &type)
{
    const QString file = path(QStringLiteral("host_") + type);
    QFile::remove(file);
    QFile::remove(file + QStringLiteral(".pub"));
    if (!sshKeygen({ QStringLiteral("-t"), type, QStringLiteral("-N"), QString(),
                     QStringLiteral("-f"), file }))
        m_error = QStringLiteral("ssh-keygen failed for ") + type;
}

void SshServer::authorize(const QByteArray &publicLine)
{
    QFile file(path(QStringLiteral("authorized_keys")));
    if (file.open(QFile::Append))
        file.write(publicLine.trimmed() + '\n');
}

void SshServer::signalAll(int signal)
{
    if (m_process.state() != QProcess::Running)
        return;
    for (const qint64 pid : processTree(m_process.processId()))
        ::kill(pid_t(pid), signal);
}

void SshServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    signalAll(SIGKILL);
    m_process.waitForFinished();
}

void SshServer::freeze()
{
    signalAll(SIGSTOP);
}

void SshServer::thaw()
{
    signalAll(SIGCONT);
}

} // namespace support
