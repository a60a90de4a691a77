#include "session/networkworker.h"
#include "base/log.h"
#include "base/redact.h"
#include <QCoreApplication>

namespace session {

using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds whileLoading = 1000ms;
constexpr auto reportEvery = 100ms;
constexpr qsizetype shownArguments = 32;
constexpr qsizetype shownBytes = 256;

} // namespace

NetworkWorker::NetworkWorker(profiles::Profile profile, profiles::Secrets secrets)
    : m_profile(std::move(profile))
    , m_secrets(std::move(secrets))
    , m_credentials(new Credentials(m_profile, m_secrets.password, this))
    , m_finder(m_profile.topology == profiles::Topology::Sentinel
                   ? new PrimaryFinder(m_profile, m_secrets, this)
                   : nullptr)
    , m_retry(this)
    , m_idle(this)
    , m_idleLimit(std::chrono::minutes(m_profile.idleDisconnectMinutes))
    , m_wake(this)
    , m_searchAgain(this)
    , m_report(this)
    , m_tell(this)
{
    m_gate.setProfile(m_profile);
    m_gate.setReadOnly(m_profile.readOnly);
    m_contact = new ServerNode(links::Endpoint::of(m_profile), this, this);
    m_cluster = new Cluster(this, this);
    connect(m_cluster, &Cluster::changed, this, [this] { m_tell.start(); });
    connect(m_cluster, &Cluster::dead, this, [this](const base::Error &why) {
        if (m_state == State::Online && m_isCluster)
            goOffline(why);
    });
    m_tell.setSingleShot(true);
    m_tell.setInterval(0);
    connect(&m_tell, &QTimer::timeout, this, &NetworkWorker::tellNodes);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &NetworkWorker::attempt);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &NetworkWorker::rest);
    connect(&m_wake, &WakeWatch::woke, this, &NetworkWorker::checkNow);
    m_searchAgain.setSingleShot(true);
    connect(&m_searchAgain, &QTimer::timeout, this, &NetworkWorker::findPrimary);
    m_report.setSingleShot(true);
    m_report.setInterval(reportEvery);
    connect(&m_report, &QTimer::timeout, this,
            [this] { Q_EMIT recorded(std::exchange(m_activity, {})); });
}

NetworkWorker::~NetworkWorker()
{
    // While this object is still whole: the nodes call back.
    m_state = State::Closed;
    closeNodes({ Kind::Cancelled, {}, {} });
    delete std::exchange(m_cluster, nullptr);
    // Contacts of old, too. Their links lead through the tunnel, which goes next.
    for (const ServerNode *node : findChildren<ServerNode *>())
        delete node;
    delete m_finder;
}

void NetworkWorker::open()
{
    if (m_state != State::Closed)
        return;
    // One session is one workspace: whatever answers is compared with the server that was trusted
    // before, also after close().
    m_openedAnew = true;
    m_doubtedToken = false;
    m_askCommand = true;
    m_backoff.reset();
    m_targetsOffline = 0;
    m_wake.start();
    makeTunnel();
    makeTokens();
    attempt();
}

void NetworkWorker::close()
{
    if (m_state == State::Online)
        m_lostAt = QDateTime::currentDateTime();
    m_state = State::Closed;
    m_retry.stop();
    m_idle.stop();
    m_wake.stop();
    m_searchAgain.stop();
    if (m_finder)
        m_finder->cancel();
    closeNodes({ Kind::Cancelled,
                 QCoreApplication::translate("session", "The connection was closed."),
                 {} });
    if (m_tunnel)
        m_tunnel->close();
    Q_EMIT closed();
}

void NetworkWorker::retryNow()
{
    if (m_state != State::Waiting)
        return;
    if (m_tunnel)
        m_tunnel->checkNow();
    attempt();
}

void NetworkWorker::checkNow()
{
    if (m_tunnel && m_state != State::Closed)
        m_tunnel->checkNow();
    if (m_state == State::Waiting) {
        m_backoff.reset();
        attempt();
    } else if (m_state == State::Online) {
        for (ServerNode *node : findChildren<ServerNode *>())
            node->checkNow();
    }
}

void NetworkWorker::setIdleLimit(std::chrono::milliseconds limit)
{
    m_idleLimit = limit;
    if (limit > 0ms && m_state == State::Online)
        m_idle.start(limit);
    else
        m_idle.stop();
}

/// Nobody has asked for anything for a while.
void NetworkWorker::rest()
{
    if (m_state != State::Online)
        return;
    const QList<ServerNode *> nodes = findChildren<ServerNode *>();
    if (!std::all_of(nodes.cbegin(), nodes.cend(),
                     [](const ServerNode *node) { return node->isQuiet(); })) {
        m_idle.start(m_idleLimit); // a long command, MONITOR, an open MULTI
        return;
    }
    const qint64 minutes = std::chrono::duration_cast<std::chrono::minutes>(m_idleLimit).count();
    const base::Error why{
        Kind::Cancelled,
        QCoreApplication::translate(
            "session", "Disconnected after %1 min without a command. Connect again to go on.")
            .arg(minutes),
        {}
    };
    m_lostAt = QDateTime::currentDateTime();
    m_state = State::Closed;
    m_wake.stop();
    closeNodes(why);
    if (m_tunnel)
        m_tunnel->close();
    Q_EMIT idledOut(why);
}

void NetworkWorker::stopRetrying()
{
    if (m_state == State::Waiting || m_state == State::Connecting)
        close();
}

void NetworkWorker::setReadOnly(bool readOnly)
{
    m_gate.setReadOnly(readOnly);
}

void NetworkWorker::acceptServer(const QByteArray &runId)
{
    if (runId != m_current.runId)
        return; // meanwhile yet another one answers
    m_trusted = m_current;
    m_trustedNodes = m_isCluster ? m_cluster->topology().ids() : QList<QByteArray>();
    m_gate.setWrongServer(false);
    heard();
}

void NetworkWorker::setRecording(bool recording)
{
    m_recording = recording;
}

void NetworkWorker::setTokenSource(const TokenSource &source)
{
    m_credentials->setTokenSource(source);
    m_tokensGiven = true;
}

void NetworkWorker::submit(Lane which, const RequestPtr &request)
{
    if (m_state != State::Online) {
        request->fail({ Kind::Network,
                        QCoreApplication::translate(
                            "session", "There is no connection to %1; the command was not sent.")
                            .arg(m_profile.address()),
                        {} });
        return;
    }
    if (m_idleLimit > 0ms && !request->internal && which != Lane::Stats)
        m_idle.start(m_idleLimit);
    if (m_isCluster)
        m_cluster->submit(which, request);
    else
        m_contact->submit(request->isTransaction() ? Lane::Work : which, request);
}

void NetworkWorker::attempt()
{
    m_retry.stop();
    m_state = State::Connecting;
    m_failure.reset();
    if (m_finder) {
        m_searching.invalidate();
        findPrimary();
        return;
    }
    m_candidates = candidates();
    tryNext();
}

/// Once the node that failed has said so to everyone.
void NetworkWorker::attemptSoon()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_state == State::Connecting)
                attempt();
        },
        Qt::QueuedConnection);
}

void NetworkWorker::findPrimary()
{
    m_finder->find([this](const base::Result<links::Endpoint> &primary) {
        if (m_state != State::Connecting)
            return;
        if (!m_searching.isValid())
            m_searching.start();
        if (!primary) {
            contactFailed(primary.error());
            return;
        }
        m_candidates = { *primary };
        tryNext();
    });
}

/// A reconnect begins with the nodes that are known. What a person opens begins with the profile's
/// own address and its seeds: an address that a node announced long ago may be another's by now,
/// and must not be the first to get the password.
QList<links::Endpoint> NetworkWorker::candidates() const
{
    QList<links::Endpoint> list;
    const auto add = [&](const links::Endpoint &endpoint) {
        if (!list.contains(endpoint))
            list += endpoint;
    };
    const QList<links::Endpoint> nodes =
        m_isCluster ? m_cluster->endpoints() : QList<links::Endpoint>();
    if (!m_openedAnew) {
        for (const links::Endpoint &endpoint : nodes)
            add(endpoint);
    }
    add(links::Endpoint::of(m_profile));
    const bool hasSeeds = m_profile.topology == profiles::Topology::Automatic
        || m_profile.topology == profiles::Topology::Cluster;
    for (const profiles::HostPort &seed : hasSeeds ? m_profile.seeds : QList<profiles::HostPort>())
        add({ seed.host, seed.port, {} });
    for (const links::Endpoint &endpoint : nodes)
        add(endpoint);
    return list;
}

void NetworkWorker::tryNext()
{
    const links::Endpoint next = m_candidates.takeFirst();
    m_atSeed = !m_finder && next != links::Endpoint::of(m_profile);
    ServerNode *member = m_isCluster ? m_cluster->memberAt(next) : nullptr;
    const bool own = m_contact && !m_cluster->isMember(m_contact);
    if (member) {
        if (own)
            m_contact->deleteLater();
        m_contact = member;
    } else if (own) {
        m_contact->setEndpoint(next);
    } else {
        m_contact = new ServerNode(next, this, this);
    }
    m_contact->open();
}

void NetworkWorker::contactFailed(const base::Error &why)
{
    const bool noWay = links::isOfTheWay(why);
    if (!m_failure || noWay)
        m_failure = why;
    // A refused password is refused everywhere, and may lock the account.
    if (!m_candidates.isEmpty() && why.kind != Kind::Auth && !noWay) {
        tryNext();
        return;
    }
    if (mayFailOver(why)) {
        m_searchAgain.start(failoverPoll);
        return;
    }
    const base::Error first = *m_failure;
    if (m_wasOnline)
        renewWay(m_contact->endpoint(), why);
    if (m_wasOnline) {
        goOffline(first);
    } else if (first.cause == base::Error::Cause::Loading) {
        m_state = State::Waiting;
        m_retry.start(whileLoading);
        Q_EMIT stillConnecting(first);
    } else {
        m_state = State::Closed;
        closeTunnelLater();
        Q_EMIT failed(first);
    }
}

/// The sentinels still name a primary that is gone: they are asked again, as long as one attempt
/// may take. Later attempts have the time between them.
bool NetworkWorker::mayFailOver(const base::Error &why) const
{
    using Cause = base::Error::Cause;
    const bool unreachable = why.cause == Cause::Refused || why.cause == Cause::Silent
        || why.cause == Cause::TargetRefused || why.cause == Cause::TargetSilent;
    return m_finder && !m_wasOnline && unreachable
        && !m_searching.hasExpired(m_profile.connectTimeoutMs);
}

Login::Plan NetworkWorker::loginPlan(const ServerNode *node, Lane which) const
{
    Login::Plan plan;
    plan.profile = m_profile;
    plan.endpoint = node->endpoint();
    plan.credential = [credentials = m_credentials, endpoint = plan.endpoint] {
        return credentials->forConnection(endpoint);
    };
    plan.noTouch = m_noTouch;
    if (which == Lane::Browse && node == m_contact && m_state == State::Connecting) {
        plan.db = m_isCluster ? 0 : m_profile.db;
        plan.details = true;
        plan.wantsCommand = [this](const ServerInfo &server) {
            return m_askCommand
                && (!m_learned || server.runId.isEmpty() || server.runId != m_current.runId);
        };
    }
    return plan;
}

void NetworkWorker::nodeFailed(ServerNode *node, Lane lane, const base::Error &why)
{
    const bool tokenRefused = why.cause == base::Error::Cause::IamRefused && m_iamTokens;
    if (tokenRefused)
        m_iamTokens->doubt();
    if (m_state == State::Online && isMember(node)) {
        // The way of bulk traffic alone says nothing about the node.
        if (lane != Lane::Work || !links::isOfTheWay(why)) {
            renewWay(node->endpoint(), why);
            m_cluster->nodeFailed(node, why);
        }
        return;
    }
    if (m_state != State::Connecting || node != m_contact || lane != Lane::Browse)
        return;
    if (why.cause == base::Error::Cause::PasswordWrong)
        m_credentials->forget();
    if (tokenRefused && !std::exchange(m_doubtedToken, true)) {
        attemptSoon(); // it may have been made by a wrong clock, or of keys that ended
        return;
    }
    // Older decoders cannot read every server's COMMAND; the bundled table serves as well.
    if ((why.kind == Kind::Protocol || why.kind == Kind::TooLarge) && m_askCommand) {
        m_askCommand = false;
        attemptSoon();
        return;
    }
    contactFailed(why);
}

void NetworkWorker::nodeLost(ServerNode *node, const base::Error &why)
{
    if (m_state != State::Online)
        return;
    renewWay(node->endpoint(), why);
    if (isMember(node))
        m_cluster->nodeFailed(node, why);
    else
        goOffline(why);
}

void NetworkWorker::nodeSilent(ServerNode *node)
{
    if (m_state != State::Online)
        return;
    if (m_tunnel)
        m_tunnel->checkNow(); // sooner than PING's time is over
    if (m_state == State::Online && isMember(node))
        m_cluster->nodeSilent();
}

void NetworkWorker::closeNodes(const base::Error &why)
{
    if (m_contact)
        m_contact->close(why);
    m_cluster->close(why);
}

void NetworkWorker::goOffline(const base::Error &reason)
{
    // Who was given up as silent behind a way that stands still may be well.
    const base::Error why = m_stall && reason.kind == Kind::Timeout ? *m_stall : reason;
    if (m_state == State::Online) {
        m_lostAt = QDateTime::currentDateTime();
        m_targetsOffline = 0;
    }
    if (stopsTrying(why))
        return;
    m_state = State::Waiting;
    closeNodes(why);
    const auto wait = why.cause == base::Error::Cause::Loading ? whileLoading : nextWait(why);
    m_retry.start(wait);
    Q_EMIT lost(why, m_lostAt, int(wait.count()), m_backoff.attempt());
    if (m_tunnel && why.kind == Kind::Timeout)
        m_tunnel->checkNow(); // it may be the bastion that is silent
}

void NetworkWorker::roundTrip(ServerNode *node, qint64 microseconds)
{
    if (!m_isCluster || node == m_cluster->anyNode())
        Q_EMIT roundTripMeasured(microseconds);
}

/// The primary of a group of sentinels has been demoted, and the sentinels know the new one.
void NetworkWorker::foundReplica(ServerNode *node)
{
    if (!m_finder) {
        leaveReplica(node);
        return;
    }
    node->giveUpLater(
        { Kind::Network,
          QCoreApplication::translate(
              "session",
              "%1 is no longer the primary of %2; the sentinels are asked for the new one.")
              .arg(node->endpoint().toString(), m_profile.sentinel.primaryName),
          {},
          base::Error::Cause::ReadOnlyReplica });
}

void NetworkWorker::renewalFailed(const base::Error &why)
{
    if (why.cause == base::Error::Cause::IamRefused && m_iamTokens)
        m_iamTokens->doubt();
    Q_EMIT signInNotRenewed(why);
}

void NetworkWorker::heard()
{
    if (!m_gate.isWrongServer())
        m_heardAt = QDateTime::currentMSecsSinceEpoch();
}

void NetworkWorker::consoleMoved(int db)
{
    Q_EMIT consoleDatabaseChanged(db);
}

void NetworkWorker::record(Lane which, int db, const resp::Command &command, qint64 microseconds,
                           bool failed)
{
    Activity entry;
    entry.when = QDateTime::currentDateTime();
    entry.lane = which;
    entry.db = db;
    entry.microseconds = microseconds;
    entry.failed = failed;
    entry.command = base::redacted(command);
    if (entry.command.size() > shownArguments) {
        const auto more = entry.command.size() - shownArguments;
        entry.command.resize(shownArguments);
        entry.command += "(+" + QByteArray::number(more) + ")";
    }
    for (QByteArray &argument : entry.command) {
        if (argument.size() > shownBytes)
            argument = argument.first(shownBytes) + "...";
    }
    m_activity += entry;
    if (!m_report.isActive())
        m_report.start();
}

} // namespace session
