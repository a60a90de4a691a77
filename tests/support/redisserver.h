#pragma once
#include <QByteArrayList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace support {

/// A real redis-server for one test: on a Unix socket in a temporary directory (and, if asked, a
/// free port of 127.0.0.1, plain or with TLS), without persistence. Ended by its own pid with the
/// object.
class RedisServer {
public:
    /// Tls: the port speaks TLS only; `options` name certificate, key and CA.
    enum class Tcp { No, Yes, Tls };

    /// Starts and waits until it answers; check isRunning(). `options` are configuration words:
    /// {"--maxmemory", "10mb"}. `wrapper` = words before the program: NetRig::inside().
    explicit RedisServer(const QStringList &options = {}, Tcp tcp = Tcp::No,
                         const QStringList &wrapper = {});
    ~RedisServer();
    Q_DISABLE_COPY_MOVE(RedisServer)

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] QString socketPath() const;
    [[nodiscard]] quint16 port() const; ///< 0 with Tcp::No
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] qint64 pid() const;

    /// Kills (SIGKILL) and waits for the end. start() brings it back at the same address, as a new
    /// process with an empty keyspace.
    void kill();
    bool start();
    /// SIGSTOP and SIGCONT: a server that is alive and silent.
    void freeze();
    void thaw();

    /// Runs redis-cli against it and returns its standard output, as printed to a pipe (raw).
    [[nodiscard]] QByteArray cli(const QStringList &arguments, const QByteArray &input = {}) const;
    /// A command with any bytes in its arguments; the reply as redis-cli prints it to a pipe.
    QByteArray command(const QByteArrayList &arguments) const;

private:
    QTemporaryDir m_directory;
    QStringList m_options;
    QStringList m_wrapper;
    Tcp m_tcp;
    quint16 m_port = 0;
    QProcess m_process;
};

/// Every command that the server executes, as its MONITOR reports them, from construction on.
class Monitor {
public:
    explicit Monitor(const RedisServer &server);
    ~Monitor();
    Q_DISABLE_COPY_MOVE(Monitor)

    /// The lines so far, without timestamps: `[5 unix:…] "SET" "a" "1"` becomes `SET a 1`, with
    /// redis' own escapes inside the arguments. Runs the event loop until a marker command that it
    /// sends itself has come by, so everything before is in.
    [[nodiscard]] QByteArrayList commands();

private:
    const RedisServer &m_server;
    QProcess m_process;
    QByteArray m_lines;
};

} // namespace support
