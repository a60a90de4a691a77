#pragma once
#include "base/result.h"
#include <QObject>
#include <memory>

namespace app {

/// A private redis-server (or valkey-server) with sample data and a little traffic, for people who
/// have no server at hand. It listens on a Unix socket in a directory that only this user may
/// enter, never on a TCP port, and keeps nothing on disk.
///
/// It ends with the program, also when the program is killed: the kernel ends it with the thread
/// that started it, so keep a DemoServer in the main thread. What a killed program leaves is an
/// empty directory, which the next start() of any program removes.
class DemoServer final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoServer)

public:
    explicit DemoServer(QObject *parent = nullptr);
    ~DemoServer() override;

    /// Begins; ends in exactly one of started() and failed(). Call it once.
    void start();
    /// The server's socket; empty before started().
    [[nodiscard]] QString socketPath() const;
    /// The server's process; 0 when none runs.
    [[nodiscard]] qint64 pid() const;

Q_SIGNALS:
    /// The server answers and all its sample keys are there.
    void started(const QString &socketPath);
    /// No server program is installed (kind NotFound), or it could not be started.
    void failed(const base::Error &why);
    /// The server ended after started(), not by us.
    void ended();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace app
