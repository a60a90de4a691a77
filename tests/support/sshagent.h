#pragma once
#include <QProcess>
#include <QTemporaryDir>

namespace support {

/// A real ssh-agent of one test, with its socket in a temporary directory. Whoever it asks to
/// confirm the use of a key declines. Ended with the object.
class SshAgent {
public:
    SshAgent();
    ~SshAgent();
    Q_DISABLE_COPY_MOVE(SshAgent)

    /// It answers at path().
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] QString errorText() const { return m_error; }
    [[nodiscard]] QString path() const;

    /// ssh-add of a file without passphrase, with its certificate where one stands beside it.
    bool add(const QString &keyFile);
    /// The same, to be confirmed at each use (ssh-add -c).
    bool addToBeConfirmed(const QString &keyFile);
    /// ssh-add -x.
    bool lock(const QByteArray &word);

private:
    bool sshAdd(const QStringList &arguments, const QByteArray &askpass = {});

    QTemporaryDir m_directory;
    QProcess m_process;
    bool m_running = false;
    QString m_error;
};

} // namespace support
