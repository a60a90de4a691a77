#pragma once
#include "link/ssh/opensshtunnel.h"
#include "link/sshfixture.h"

inline QByteArray fileAt(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(text);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// What descends from this process and is called `name`.
inline QList<qint64> childrenNamed(const QByteArray &name)
{
    QList<qint64> found;
    for (const qint64 pid : support::processTree(QCoreApplication::applicationPid())) {
        if (fileAt(QStringLiteral("/proc/%1/comm").arg(pid)).trimmed() == name)
            found += pid;
    }
    return found;
}

/// What a test of the real `ssh` needs. ssh takes the home of the person from the system and not
/// from $HOME, so that each test gives it a configuration of its own.
class OpenSshSetting {
protected:
    support::RedisServer m_redis{ {}, support::RedisServer::Tcp::Yes };
    std::unique_ptr<support::SshServer> m_server; ///< of most tests
    std::unique_ptr<QTemporaryDir> m_home;
    std::shared_ptr<ListAsker> m_asker;

    [[nodiscard]] QString knownHosts() const { return m_home->filePath(QStringLiteral("known")); }

    /// The person's own configuration.
    [[nodiscard]] QString config(const QByteArray &lines = {}) const
    {
        const QString path = m_home->filePath(QStringLiteral("config"));
        writeFile(path,
                  lines + "Host *\nUserKnownHostsFile \"" + knownHosts().toUtf8()
                      + "\"\nGlobalKnownHostsFile none\nIdentityAgent none\n"
                        "ControlMaster auto\nControlPath /nonexistent/%C\n"
                        "LocalForward 127.0.0.1:1 127.0.0.1:1\n");
        return path;
    }

    static profiles::SshHop hopTo(const support::SshServer &server)
    {
        profiles::SshHop hop;
        hop.host = QStringLiteral("127.0.0.1");
        hop.port = server.port();
        hop.user = server.userName();
        hop.auth = profiles::SshAuth::KeyFile;
        hop.keyFile = server.clientKey();
        return hop;
    }

    [[nodiscard]] profiles::TunnelSettings to(const support::SshServer &server) const
    {
        profiles::TunnelSettings settings;
        settings.kind = profiles::TunnelKind::Ssh;
        settings.backend = profiles::SshBackend::OpenSsh;
        settings.hops = { hopTo(server) };
        settings.sshConfig = config();
        return settings;
    }

    [[nodiscard]] static links::SshPlaces places()
    {
        links::SshPlaces places;
        places.askpassProgram = QStringLiteral(ASKPASS_PROGRAM);
        return places;
    }

    [[nodiscard]] std::unique_ptr<links::OpenSshTunnel>
    tunnel(const profiles::TunnelSettings &settings, const profiles::SshSecrets &secrets = {}) const
    {
        return std::make_unique<links::OpenSshTunnel>(settings, secrets, m_asker, places());
    }

    void trust(const support::SshServer &server) const
    {
        writeFile(knownHosts(), server.knownHostsLines());
    }

    void startServers()
    {
        QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText()));
        m_server = std::make_unique<support::SshServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }
    /// Before each test: nothing known but the server's key.
    void startAnew()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_asker = std::make_shared<ListAsker>();
        m_asker->keyAnswer = links::HostKeyAnswer::Store;
        trust(*m_server);
    }
};
