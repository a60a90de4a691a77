#pragma once
#include "base/result.h"
#include <QHostAddress>
#include <QObject>
#include <QSocketNotifier>
#include <memory>

namespace cli {

/// What --listen says: a port of this computer that no other computer reaches. Of
/// "127.0.0.1:PORT", "localhost:PORT" (the same) and "[::1]:PORT"; PORT 0 = a free one. Invalid,
/// with a sentence, for everything else.
struct LocalPort {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0;

    [[nodiscard]] static base::Result<LocalPort> fromString(const QString &text);
};

/// Where other programs of this computer come in: a port of its own loopback, or a Unix socket
/// that only this user can open. It is held from the start, and whoever connects before listen()
/// is refused, so that "it can be connected to" means "it leads somewhere". Errors are of
/// Kind::Storage.
class Doorway final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Doorway)

public:
    [[nodiscard]] static base::Result<std::shared_ptr<Doorway>> atPort(const LocalPort &port);
    /// A socket of this user that nobody listens on any more is replaced; any other file is left
    /// alone and is an error, and so is a folder in which other users could put something else in
    /// its place.
    [[nodiscard]] static base::Result<std::shared_ptr<Doorway>> atPath(const QString &path);
    ~Doorway() override;

    /// From now on those who come are taken. An error when another program took the place since.
    [[nodiscard]] base::Result<> listen();
    /// Nothing listens any more; the socket's file is removed, unless it is another by now.
    void close();

    /// "127.0.0.1:40123", or the path.
    [[nodiscard]] const QString &address() const { return m_address; }
    [[nodiscard]] bool isSocket() const { return !m_path.isEmpty(); }
    /// Not open, those who come after listen() wait until it is.
    void setOpen(bool open) { m_notifier.setEnabled(open); }

Q_SIGNALS:
    /// Somebody came in; whoever hears it owns the descriptor.
    void entered(int descriptor);
    /// The system lets nobody in at the moment (no descriptors are left): it is closed now.
    void stuck(const base::Error &why);

private:
    Doorway(int descriptor, QString address, QByteArray path);
    void accept();
    /// The socket's file is the one made here.
    [[nodiscard]] bool isOurs() const;

    int m_descriptor; ///< -1 = closed
    const QString m_address;
    const QByteArray m_path; ///< empty = a port
    quint64 m_device = 0; ///< of the socket's file
    quint64 m_inode = 0;
    QSocketNotifier m_notifier;
};

} // namespace cli
