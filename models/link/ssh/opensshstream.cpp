#include "link/ssh/opensshstream.h"
#include "link/ssh/opensshmaster.h"
#include "link/ssh/opensshmux.h"
#include "link/ssh/opensshprobe.h"
#include "link/ssh/socketpair.h"
#include "link/ssh/ssherrors.h"
#include <QFile>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace links {

namespace {

constexpr qsizetype portion = 64 * 1024;

void closeOnce(int &descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

} // namespace

OpenSshStream::OpenSshStream(OpenSshMaster &master, Endpoint target)
    : QObject(&master)
    , m_master(master)
    , m_target(std::move(target))
{
}

OpenSshStream::~OpenSshStream()
{
    closeSshEnds();
    if (!m_forwardPath.isEmpty())
        QFile::remove(m_forwardPath);
}

void OpenSshStream::open()
{
    if (m_target.unixSocket.isEmpty())
        openPort();
    else
        openSocket();
}

std::unique_ptr<QLocalSocket> OpenSshStream::take()
{
    m_ours->disconnect(this);
    if (!m_target.unixSocket.isEmpty())
        deleteLater(); // ssh and the one who takes it have all that they need
    return std::move(m_ours);
}

void OpenSshStream::abandon()
{
    m_abandoned = true;
    disconnect(this, &OpenSshStream::opened, nullptr, nullptr);
    disconnect(this, &OpenSshStream::failed, nullptr, nullptr);
    if (m_target.unixSocket.isEmpty())
        m_ours.reset();
}

void OpenSshStream::openPort()
{
    auto [ours, sshEnd] = connectedPair();
    auto [back, sshBack] = connectedPair();
    m_sshEnd = sshEnd;
    m_back = back;
    m_sshBack = sshBack;
    m_ours = std::make_unique<QLocalSocket>();
    if (ours < 0 || back < 0 || !m_ours->setSocketDescriptor(ours)) {
        closeOnce(ours);
        giveUp(ssherrors::noPair());
        return;
    }
    m_mux = new OpenSshMux(m_master.controlPath(), this);
    connect(m_mux, &OpenSshMux::granted, this, &OpenSshStream::granted);
    connect(m_mux, &OpenSshMux::refused, this, &OpenSshStream::explain);
    m_mux->forward(m_target.host, m_target.port, m_sshEnd, m_sshBack);
}

void OpenSshStream::granted()
{
    closeOnce(m_sshBack);
    m_backReady = std::make_unique<QSocketNotifier>(m_back, QSocketNotifier::Read);
    m_roomReady = std::make_unique<QSocketNotifier>(m_sshEnd, QSocketNotifier::Write);
    m_roomReady->setEnabled(false);
    connect(m_backReady.get(), &QSocketNotifier::activated, this, &OpenSshStream::pump);
    connect(m_roomReady.get(), &QSocketNotifier::activated, this, &OpenSshStream::pump);
    m_settled = true;
    if (m_abandoned)
        deleteLater();
    else
        Q_EMIT opened();
}

/// One portion, so that a bulk read lets others of this thread have their turn.
void OpenSshStream::pump()
{
    if (m_onTheWay.isEmpty()) {
        m_onTheWay.resize(portion);
        const auto size = ::read(m_back, m_onTheWay.data(), size_t(portion));
        const int why = errno;
        m_onTheWay.truncate(std::max<qsizetype>(0, size));
        if (size == 0 || (size < 0 && why != EAGAIN && why != EINTR)) {
            closeSshEnds();
            deleteLater();
            return;
        }
        m_master.hearStream();
    }
    if (!passOn()) {
        closeSshEnds();
        deleteLater();
        return;
    }
    m_backReady->setEnabled(m_onTheWay.isEmpty());
    m_roomReady->setEnabled(!m_onTheWay.isEmpty());
}

/// False when nobody is there any more.
bool OpenSshStream::passOn()
{
    if (m_onTheWay.isEmpty())
        return true;
    const auto size =
        ::send(m_sshEnd, m_onTheWay.constData(), size_t(m_onTheWay.size()), MSG_NOSIGNAL);
    if (size < 0)
        return errno == EAGAIN || errno == EINTR;
    m_onTheWay.remove(0, size);
    return true;
}

/// shutdown() reaches ssh's copy as well, which close() does not.
void OpenSshStream::closeSshEnds()
{
    m_backReady.reset();
    m_roomReady.reset();
    if (m_sshEnd >= 0)
        ::shutdown(m_sshEnd, SHUT_RDWR);
    closeOnce(m_sshEnd);
    closeOnce(m_sshBack);
    closeOnce(m_back);
}

void OpenSshStream::openSocket()
{
    m_forwardPath = m_master.newForwardPath();
    m_mux = new OpenSshMux(m_master.controlPath(), this);
    connect(m_mux, &OpenSshMux::granted, this, &OpenSshStream::connectToForward);
    connect(m_mux, &OpenSshMux::refused, this, &OpenSshStream::explain);
    m_mux->listenFor(m_forwardPath, m_target.unixSocket);
}

/// ssh takes whoever comes to the socket for a stream, so that it is gone once we are through.
void OpenSshStream::connectToForward()
{
    m_ours = std::make_unique<QLocalSocket>();
    connect(m_ours.get(), &QLocalSocket::connected, this, &OpenSshStream::makeSure,
            Qt::QueuedConnection);
    connect(
        m_ours.get(), &QLocalSocket::errorOccurred, this,
        [this](QLocalSocket::LocalSocketError error) {
            if (error != QLocalSocket::PeerClosedError)
                giveUp(ssherrors::noPair());
        },
        Qt::QueuedConnection);
    m_ours->connectToServer(m_forwardPath);
}

/// ssh takes us at once, and only closes the socket when the bastion refuses the stream. The
/// bastion answers in turn, so that an answer to what is asked after it settles the matter.
void OpenSshStream::makeSure()
{
    QFile::remove(m_forwardPath);
    auto *closing = new OpenSshMux(m_master.controlPath(), this);
    closing->unlisten(m_forwardPath, m_target.unixSocket);
    auto *probe = new OpenSshProbe(m_master);
    // Before the probe asks for the reason of its own refusal.
    connect(probe, &OpenSshProbe::settled, this, [this] {
        char byte = 0;
        const auto seen =
            ::recv(int(m_ours->socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        if (seen == 0 || m_ours->state() != QLocalSocket::ConnectedState) {
            explain({});
        } else if (m_abandoned) {
            deleteLater();
        } else {
            m_settled = true;
            Q_EMIT opened();
        }
    });
    probe->start();
}

void OpenSshStream::explain(const QByteArray &words)
{
    // What ssh forbids itself comes with its reason, and with no line.
    if (!words.isEmpty() && !words.contains("refused by peer")) {
        giveUp(m_master.streamError(m_target, { 0, words }));
        return;
    }
    m_master.whenRefusalIsKnown(this, [this](const OpenSshRefusal &refusal) {
        giveUp(m_master.streamError(m_target, refusal));
    });
}

void OpenSshStream::giveUp(const base::Error &why)
{
    if (m_settled)
        return;
    m_settled = true;
    closeSshEnds();
    deleteLater();
    Q_EMIT failed(why);
}

} // namespace links
