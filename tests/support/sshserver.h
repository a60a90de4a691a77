#pragma once
#include <QByteArrayList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace support {

/// A real OpenSSH server of one test on a free port of 127.0.0.1, with keys and files of its own in
/// a temporary directory and the distribution's crypto policy. It runs as whoever runs the test,
/// who can sign in as userName() with the keys that authorize() was given. Ended by its own pids
/// with the object.
class SshServer {
public:
    struct Options {
        QStringList hostKeyTypes{ QStringLiteral("ed25519") }; ///< words for ssh-keygen -t
        QStringList config; ///< further lines of sshd_config; the first of a word counts
        /// An account that exists for this server alone, with a password: `userName` and `password`
        /// then hold. Needs root (a mount namespace of its own); see skipReason().
        QString userName;
        QString password;
        /// Lines of a PAM service instead of sshd's own password check: "auth required pam_….so".
        /// With an account only. Turns UsePAM and keyboard-interactive on.
        QStringList pam;
        QStringList wrapper; ///< words before the program: {"ip", "netns", "exec", "lan"}
        QString address = QStringLiteral("127.0.0.1");
        quint16 port = 0; ///< 0 = a free one of 127.0.0.1
    };

    /// Starts and waits until it answers; check isRunning().
    explicit SshServer(const Options &options);
    SshServer();
    ~SshServer();
    Q_DISABLE_COPY_MOVE(SshServer)

    [[nodiscard]] bool isRunning() const;
    /// Why this machine cannot run it as wished; empty = it can.
    [[nodiscard]] QString skipReason() const { return m_skip; }
    [[nodiscard]] QString errorText() const { return m_error; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString address() const { return m_options.address; }
    [[nodiscard]] QString userName() const;
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] QString path(const QString &file) const;
    /// What it has logged so far (-e, LogLevel VERBOSE).
    [[nodiscard]] QByteArray log() const;

    /// "ssh-ed25519 AAAA…" of a host key.
    [[nodiscard]] QByteArray hostKey(const QString &type = QStringLiteral("ed25519")) const;
    /// "SHA256:…" of it, as ssh-keygen prints it.
    [[nodiscard]] QString hostFingerprint(const QString &type = QStringLiteral("ed25519")) const;
    /// "[127.0.0.1]:port ssh-ed25519 AAAA…\n" for each host key.
    [[nodiscard]] QByteArray knownHostsLines() const;
    /// Another key of the type from the next start() on.
    void replaceHostKey(const QString &type = QStringLiteral("ed25519"));

    /// Path of a private Ed25519 key without passphrase that may sign in.
    [[nodiscard]] QString clientKey() const { return path(QStringLiteral("client")); }
    /// Adds a line to authorized_keys.
    void authorize(const QByteArray &publicLine);

    /// Kills (SIGKILL) the server and every connection of it. start() brings it back at the same
    /// port, with changed `config` lines where given.
    void kill();
    bool start();
    void setConfig(const QStringList &config) { m_options.config = config; }
    /// SIGSTOP and SIGCONT for the server and every connection: alive and silent.
    void freeze();
    void thaw();

private:
    void signalAll(int signal);
    [[nodiscard]] bool prepare();
    void writeConfig();
    [[nodiscard]] QStringList command();

    QTemporaryDir m_directory;
    Options m_options;
    QString m_skip;
    QString m_error;
    quint16 m_port = 0;
    QProcess m_process;
};

/// Runs ssh-keygen -q with the arguments; false when it fails.
bool sshKeygen(const QStringList &arguments);
/// All that descends from a process of ours, and itself.
[[nodiscard]] QList<qint64> processTree(qint64 pid);

} // namespace support
