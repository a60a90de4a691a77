#include "app/cli/tunnelrun.h"
#include "app/cli/exitstatus.h"
#include "app/cli/pump.h"
#include "app/cli/terminalasker.h"
#include "base/displaytext.h"
#include "session/primaryfinder.h"
#include <QAbstractSocket>
#include <QCoreApplication>
#include <QHostAddress>
#include <QLocalSocket>
#include <QTimer>
#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace cli {

using base::Error;

namespace {
/// Enough for any program, and far below the descriptors that a process has.
constexpr qsizetype mostClients = 200;
constexpr qint64 longestTurn = 30'000; // milliseconds
constexpr std::chrono::milliseconds nextTurn(200);
/// What the way is made anew for, each in its own pace.
const QString serverSaysSo = QStringLiteral("server");
const QString nobodyIsIn = QStringLiteral("nobody");

int descriptorOf(const QIODevice *stream)
{
    if (const auto *local = qobject_cast<const QLocalSocket *>(stream))
        return int(local->socketDescriptor());
    if (const auto *tcp = qobject_cast<const QAbstractSocket *>(stream))
        return int(tcp->socketDescriptor());
    return -1;
}
} // namespace

TunnelClient::TunnelClient(int descriptor, NewLink newLink, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_newLink(std::move(newLink))
{
}

TunnelClient::~TunnelClient()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void TunnelClient::start()
{
    if (!m_clock.isValid())
        m_clock.start();
    m_link = m_newLink(this);
    // Queued: some links fail while they are being opened.
    connect(m_link, &links::Link::opened, this, &TunnelClient::carry, Qt::QueuedConnection);
    connect(m_link, &links::Link::failed, this, &TunnelClient::notOpened, Qt::QueuedConnection);
    m_link->open();
}

void TunnelClient::notOpened(const Error &why)
{
    std::exchange(m_link, nullptr)->deleteLater();
    if (why.cause == Error::Cause::SsmProtocol && !m_clock.hasExpired(longestTurn)) {
        QTimer::singleShot(nextTurn, this, &TunnelClient::start);
        return;
    }
    Q_EMIT failed(why);
    Q_EMIT finished();
}

void TunnelClient::carry()
{
    const std::unique_ptr<QIODevice> stream = m_link->take();
    QByteArray early = stream ? stream->readAll() : QByteArray();
    const int descriptor = descriptorOf(stream.get());
    const int own = descriptor >= 0 ? ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0) : -1;
    if (own < 0) {
        Q_EMIT finished();
        return;
    }
    auto *pump = new Pump(std::exchange(m_descriptor, -1), own, std::move(early), this);
    connect(pump, &Pump::endedByA, this, [this] { sideEnded(false); });
    connect(pump, &Pump::endedByB, this, [this] { sideEnded(true); });
    connect(pump, &Pump::finished, this, &TunnelClient::finished);
}

void TunnelClient::sideEnded(bool isServer)
{
    const bool isFirst = !m_isLeaving && !m_serverEnded;
    (isServer ? m_serverEnded : m_isLeaving) = true;
    if (!isFirst)
        return;
    if (isServer)
        Q_EMIT endedByServer();
    else
        Q_EMIT leaving();
}

TunnelRun::TunnelRun(profiles::Profile profile, profiles::Secrets secrets,
                     std::shared_ptr<Doorway> doorway, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_secrets(std::move(secrets))
    , m_doorway(std::move(doorway))
    , m_endpoint(links::Endpoint::of(m_profile))
{
    connect(&m_interrupt, &Interrupt::raised, this, &TunnelRun::interrupted);
    connect(m_doorway.get(), &Doorway::entered, this, &TunnelRun::enter);
    connect(m_doorway.get(), &Doorway::stuck, this, [](const Error &why) { complain(why); });
}

TunnelRun::~TunnelRun()
{
    qDeleteAll(std::exchange(m_clients, {})); // before the tunnel that their streams lead through
    delete m_finder;
}

void TunnelRun::start()
{
    m_tunnel = links::makeTunnel(m_profile, m_secrets, TerminalAsker::where());
    if (m_tunnel) {
        connect(m_tunnel.get(), &links::Tunnel::lost, this, &TunnelRun::tunnelLost);
        connect(m_tunnel.get(), &links::Tunnel::streamGivenUp, this,
                [](const Error &why) { complain(why); });
        connect(m_tunnel.get(), &links::Tunnel::stallChanged, this,
                [](const std::optional<Error> &why) {
                    if (why)
                        complain(*why);
                });
    }
    if (m_profile.topology == profiles::Topology::Sentinel)
        findPrimary();
    else
        prove();
}

void TunnelRun::findPrimary()
{
    m_finder = new session::PrimaryFinder(m_profile, m_secrets);
    m_finder->setThrough({ m_tunnel.get(), links::Use::Interactive });
    m_finder->find([this](const base::Result<links::Endpoint> &primary) {
        if (!primary) {
            complain(primary.error());
            finish(connectStatus(primary.error()));
            return;
        }
        m_endpoint = *primary;
        prove();
    });
}

links::Link *TunnelRun::newLink(QObject *parent)
{
    return links::makePlainLink(m_profile, m_endpoint, { m_tunnel.get(), links::Use::Interactive },
                                parent);
}

/// Whoever comes in later gets what has worked once, and an error comes while somebody looks.
void TunnelRun::prove()
{
    links::Link *link = newLink(this);
    connect(
        link, &links::Link::opened, this,
        [this, link] {
            link->take().reset();
            link->deleteLater();
            ready();
        },
        Qt::QueuedConnection);
    connect(link, &links::Link::failed, this, &TunnelRun::notReached, Qt::QueuedConnection);
    link->open();
}

void TunnelRun::notReached(const Error &why)
{
    complain(why);
    // The server may listen later, and each who comes in is told by the end of the connection.
    const bool isOpen = goesBySsm()
        && (m_isReady || why.cause == Error::Cause::TargetRefused
            || why.cause == Error::Cause::TargetSilent);
    if (isOpen)
        ready();
    else
        finish(connectStatus(why));
}

bool TunnelRun::goesBySsm() const
{
    return m_profile.tunnel.kind == profiles::TunnelKind::Ssm;
}

void TunnelRun::ready()
{
    if (m_done || m_isReady)
        return;
    m_isReady = true;
    if (const auto listening = m_doorway->listen(); !listening) {
        complain(listening.error());
        finish(ErrorReply);
        return;
    }
    (void)m_pace.allows(nobodyIsIn); // it was looked up just now
    tell();
    m_doorway->setOpen(true);
    printLine(m_doorway->address());
}

void TunnelRun::tell() const
{
    const QString at = m_doorway->address();
    complain(m_doorway->isSocket()
                 ? QCoreApplication::translate(
                       "cli", "Listening at %1. Only programs that you run can connect to it.")
                       .arg(at)
                 : QCoreApplication::translate(
                       "cli",
                       "Listening on %1. While this runs, every program and every user of this "
                       "computer can connect to it; --listen-unix lets in yours alone.")
                       .arg(at));
    complain(QCoreApplication::translate("cli", "It leads through %1 to %2.")
                 .arg(m_tunnel ? m_tunnel->name() : QString(), m_endpoint.toString()));
    if (goesBySsm() && m_profile.tunnel.ssmBackend == profiles::SsmBackend::AwsCli) {
        complain(QCoreApplication::translate(
            "cli",
            "The AWS CLI's plugin listens on a port of its own besides, which every user of this "
            "computer can connect to."));
    }
    if (m_profile.topology == profiles::Topology::Sentinel) {
        complain(QCoreApplication::translate(
            "cli",
            "That is the primary that the sentinels name now; after a failover, start this "
            "again."));
    }
    if (m_profile.topology == profiles::Topology::Cluster) {
        complain(QCoreApplication::translate(
            "cli", "It leads to this one node; the other nodes of the cluster are not reached."));
    }
    if (m_profile.tls.enabled) {
        complain(QCoreApplication::translate(
                     "cli",
                     "TLS is up to the program that connects. The server name to send and to "
                     "verify is %1.")
                     .arg(m_endpoint.serverName(m_profile)));
    }
    complain(QCoreApplication::translate("cli", "Ctrl+C ends it."));
}

void TunnelRun::enter(int descriptor)
{
    auto *client =
        new TunnelClient(descriptor, [this](QObject *parent) { return newLink(parent); });
    m_clients += client;
    connect(client, &TunnelClient::failed, this, [this](const Error &why) {
        complain(why);
        if (why.cause == Error::Cause::TargetRefused)
            (void)renew(serverSaysSo);
    });
    connect(client, &TunnelClient::endedByServer, this, &TunnelRun::serverEnded);
    connect(client, &TunnelClient::leaving, this, &TunnelRun::renewUnused);
    connect(client, &TunnelClient::finished, this, [this, client] { left(client); });
    if (m_clients.size() >= mostClients)
        m_doorway->setOpen(false);
    client->start();
}

void TunnelRun::left(TunnelClient *client)
{
    if (!m_clients.remove(client))
        return;
    client->deleteLater(); // this runs inside one of its signals
    m_doorway->setOpen(true);
    renewUnused();
}

/// Who comes next may have been waiting for a failover, which those who have left did not tell of.
void TunnelRun::renewUnused()
{
    const bool isAnybodyIn =
        std::any_of(m_clients.cbegin(), m_clients.cend(),
                    [](const TunnelClient *client) { return !client->isLeaving(); });
    if (!isAnybodyIn)
        (void)renew(nobodyIsIn);
}

void TunnelRun::tunnelLost(const Error &why)
{
    // It was not their server that ended what ends now.
    for (TunnelClient *client : std::as_const(m_clients))
        disconnect(client, &TunnelClient::endedByServer, this, nullptr);
    complain(why);
    complain(QCoreApplication::translate(
        "cli", "The tunnel is opened again for the next program that connects."));
}

void TunnelRun::serverEnded()
{
    const QString host = m_endpoint.reachedAt(m_profile).host;
    if (renew(serverSaysSo)) {
        complain(QCoreApplication::translate(
                     "cli",
                     "The server ended a connection. %1 is looked up anew for the next program "
                     "that connects.")
                     .arg(host));
    }
}

/// False where that changes nothing, would cut others off, or was done a moment ago.
bool TunnelRun::renew(const QString &pace)
{
    const profiles::HostPort at = m_endpoint.reachedAt(m_profile);
    const bool isName = QHostAddress(at.host).isNull();
    const bool cutsOff = m_profile.tunnel.ssmBackend == profiles::SsmBackend::AwsCli;
    if (!goesBySsm() || !isName || (cutsOff && !m_clients.isEmpty()) || !m_pace.allows(pace))
        return false;
    m_tunnel->renew({ at.host, at.port, m_endpoint.unixSocket });
    return true;
}

void TunnelRun::interrupted()
{
    finish(m_isReady ? Fine : Interrupted);
}

void TunnelRun::finish(int status)
{
    if (std::exchange(m_done, true))
        return;
    m_doorway->close();
    qDeleteAll(std::exchange(m_clients, {}));
    if (!m_tunnel) {
        end(status);
        return;
    }
    m_tunnel->disconnect(this);
    connect(m_tunnel.get(), &links::Tunnel::closed, this, [this, status] { end(status); });
    m_tunnel->close();
    if (!m_tunnel->isClosing())
        end(status);
}

void TunnelRun::end(int status)
{
    // Not from inside a signal of the tunnel's, which ends with this.
    QMetaObject::invokeMethod(
        this, [this, status] { Q_EMIT finished(status); }, Qt::QueuedConnection);
}

} // namespace cli
