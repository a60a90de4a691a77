#include "app/cli/doorway.h"
#include "profiles/profile.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace cli {

using base::Error;

namespace {

constexpr int mostWaiting = 128;

tl::unexpected<Error> failed(const QString &sentence, int error = 0)
{
    return base::fail(Error::Kind::Storage, sentence,
                      error ? QByteArray(std::strerror(error)) : QByteArray());
}

int streamSocket(int family)
{
    return ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/// The length; 0 when it is too long for a Unix socket.
socklen_t fill(sockaddr_un &name, const QByteArray &path)
{
    name = {};
    name.sun_family = AF_UNIX;
    if (path.size() >= qsizetype(sizeof name.sun_path))
        return 0;
    std::memcpy(name.sun_path, path.constData(), size_t(path.size()));
    return static_cast<socklen_t>(sizeof name);
}

/// Nobody answers at it.
bool isDead(const sockaddr_un &name)
{
    const int probe = streamSocket(AF_UNIX);
    if (probe < 0)
        return false;
    const bool refused =
        ::connect(probe, reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0
        && errno == ECONNREFUSED;
    ::close(probe);
    return refused;
}

/// Only this user can put something into it, or everybody can but nobody can take away what is
/// another's (/tmp).
base::Result<> checkFolder(const QString &folder)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(folder).constData(), &info) != 0) {
        return failed(
            QCoreApplication::translate("cli", "There is no folder %1 to put the socket into.")
                .arg(folder),
            errno);
    }
    const bool mine = info.st_uid == ::getuid() || info.st_uid == 0;
    const bool shared = (info.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (info.st_mode & S_ISVTX) == 0;
    if (!mine || shared) {
        return failed(
            QCoreApplication::translate(
                "cli",
                "Other users can change the folder %1 and put a socket of theirs into its "
                "place. Choose a folder that only you can write to.")
                .arg(folder));
    }
    return {};
}

tl::unexpected<Error> notAtPort(const QString &place, int error)
{
    if (error == EADDRINUSE)
        return failed(QCoreApplication::translate(
                          "cli",
                          "%1 is in use by another program. Choose another port, or leave "
                          "--listen out for a free one.")
                          .arg(place),
                      error);
    return failed(QCoreApplication::translate("cli", "%1 cannot be listened on.").arg(place),
                  error);
}

tl::unexpected<Error> takenAtPath(const QString &path)
{
    return failed(
        QCoreApplication::translate("cli", "Another program listens at %1. Choose another place.")
            .arg(path));
}

tl::unexpected<Error> notAtPath(const QString &path, int error)
{
    return failed(QCoreApplication::translate("cli", "No socket can be made at %1.").arg(path),
                  error);
}

/// Makes way for a socket at `path`.
base::Result<> clearPath(const QString &path, const QByteArray &encoded, const sockaddr_un &name)
{
    struct stat info = {};
    if (::lstat(encoded.constData(), &info) != 0)
        return {};
    if (!S_ISSOCK(info.st_mode)) {
        return failed(
            QCoreApplication::translate("cli", "There is a file %1 already. It was left alone.")
                .arg(path));
    }
    if (info.st_uid != ::getuid() || !isDead(name))
        return takenAtPath(path);
    if (::unlink(encoded.constData()) != 0)
        return failed(
            QCoreApplication::translate("cli", "The dead socket %1 cannot be removed.").arg(path),
            errno);
    return {};
}

socklen_t fill(sockaddr_storage &name, const LocalPort &port)
{
    name = {};
    if (port.address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *six = reinterpret_cast<sockaddr_in6 *>(&name);
        six->sin6_family = AF_INET6;
        six->sin6_addr = in6addr_loopback;
        six->sin6_port = htons(port.port);
        return sizeof *six;
    }
    auto *four = reinterpret_cast<sockaddr_in *>(&name);
    four->sin_family = AF_INET;
    four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    four->sin_port = htons(port.port);
    return sizeof *four;
}

quint16 portOf(int descriptor)
{
    sockaddr_storage name = {};
    socklen_t size = sizeof name;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr *>(&name), &size) != 0)
        return 0;
    return ntohs(name.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 *>(&name)->sin6_port
                                            : reinterpret_cast<sockaddr_in *>(&name)->sin_port);
}

} // namespace

base::Result<LocalPort> LocalPort::fromString(const QString &text)
{
    const auto colon = text.lastIndexOf(u':');
    bool ok = false;
    const uint port = text.sliced(colon + 1).toUInt(&ok);
    const QString host = text.first(qMax<qsizetype>(0, colon));
    const bool four = host == QLatin1String("127.0.0.1") || host == QLatin1String("localhost");
    const bool six = host == QLatin1String("[::1]");
    if (!ok || port > 65535 || (!four && !six)) {
        return base::fail(
            Error::Kind::Invalid,
            QCoreApplication::translate(
                "cli",
                "--listen takes a port of this computer alone: 127.0.0.1:PORT, localhost:PORT or "
                "[::1]:PORT. Other computers are never let in."));
    }
    return LocalPort{ QHostAddress(six ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost),
                      quint16(port) };
}

base::Result<std::shared_ptr<Doorway>> Doorway::atPort(const LocalPort &port)
{
    const bool six = port.address.protocol() == QAbstractSocket::IPv6Protocol;
    sockaddr_storage name = {};
    const socklen_t size = fill(name, port);
    const int descriptor = streamSocket(six ? AF_INET6 : AF_INET);
    // A port that was ours a moment ago can be taken again at once; one in use cannot.
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const auto *const wanted = reinterpret_cast<const sockaddr *>(&name);
    if (descriptor < 0 || ::bind(descriptor, wanted, size) != 0) {
        const int error = errno;
        if (descriptor >= 0)
            ::close(descriptor);
        return notAtPort(profiles::HostPort{ port.address.toString(), port.port }.toString(),
                         error);
    }
    const profiles::HostPort at{ port.address.toString(), portOf(descriptor) };
    return std::shared_ptr<Doorway>(new Doorway(descriptor, at.toString(), {}));
}

base::Result<std::shared_ptr<Doorway>> Doorway::atPath(const QString &path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    const QByteArray encoded = QFile::encodeName(whole);
    sockaddr_un name = {};
    if (fill(name, encoded) == 0) {
        return failed(QCoreApplication::translate(
                          "cli", "The path %1 is too long for a Unix socket (at most %2 bytes).")
                          .arg(whole)
                          .arg(sizeof name.sun_path - 1));
    }
    if (const auto folder = checkFolder(QFileInfo(whole).path()); !folder)
        return base::fail(folder.error());
    if (const auto clear = clearPath(whole, encoded, name); !clear)
        return base::fail(clear.error());
    const int descriptor = streamSocket(AF_UNIX);
    // From its first moment on, nobody else may open it.
    const mode_t before = ::umask(S_IXUSR | S_IRWXG | S_IRWXO);
    const bool bound =
        ::bind(descriptor, reinterpret_cast<const sockaddr *>(&name), sizeof name) == 0;
    const int error = errno;
    ::umask(before);
    if (!bound) {
        if (descriptor >= 0)
            ::close(descriptor);
        return notAtPath(whole, error);
    }
    return std::shared_ptr<Doorway>(new Doorway(descriptor, whole, encoded));
}

Doorway::Doorway(int descriptor, QString address, QByteArray path)
    : m_descriptor(descriptor)
    , m_address(std::move(address))
    , m_path(std::move(path))
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Doorway::accept);
    struct stat info = {};
    if (!m_path.isEmpty() && ::lstat(m_path.constData(), &info) == 0) {
        m_device = info.st_dev;
        m_inode = info.st_ino;
    }
}

Doorway::~Doorway()
{
    close();
}

bool Doorway::isOurs() const
{
    struct stat info = {};
    return ::lstat(m_path.constData(), &info) == 0 && info.st_dev == m_device
        && info.st_ino == m_inode;
}

base::Result<> Doorway::listen()
{
    // Who does not listen yet looks dead, and another of our kind may have made way for itself.
    if (isSocket() && !isOurs())
        return takenAtPath(m_address);
    if (::listen(m_descriptor, mostWaiting) == 0)
        return {};
    return isSocket() ? notAtPath(m_address, errno) : notAtPort(m_address, errno);
}

void Doorway::close()
{
    if (m_descriptor < 0)
        return;
    m_notifier.setEnabled(false);
    if (isSocket() && isOurs())
        ::unlink(m_path.constData());
    ::close(std::exchange(m_descriptor, -1));
}

void Doorway::accept()
{
    const int descriptor = ::accept4(m_descriptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
        Q_EMIT entered(descriptor);
        return;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        const QByteArray words(std::strerror(errno));
        setOpen(false);
        Q_EMIT stuck({ Error::Kind::Storage,
                       QCoreApplication::translate(
                           "cli", "No more programs can be let in until one of them leaves."),
                       words });
    }
}

} // namespace cli
