#include "session/networkworker.h"
#include "base/log.h"
#include "base/redact.h"
#include "session/capabilityprobe.h"
#include <QCoreApplication>

namespace session {

using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds whileLoading = 1000ms;
constexpr std::chrono::milliseconds failoverPoll = 300ms;
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
    , m_searchAgain(this)
    , m_report(this)
{
    m_gate.setProfile(m_profile);
    m_gate.setReadOnly(m_profile.readOnly);
    m_server = new ServerNode(links::Endpoint::of(m_profile), this, this);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &NetworkWorker::attempt);
    m_searchAgain.setSingleShot(true);
    connect(&m_searchAgain, &QTimer::timeout, this, &NetworkWorker::findPrimary);
    m_report.setSingleShot(true);
    m_report.setInterval(reportEvery);
    connect(&m_report, &QTimer::timeout, this,
            [this] { Q_EMIT recorded(std::exchange(m_activity, {})); });
}

NetworkWorker::~NetworkWorker()
{
    // While this object is still whole: the node calls back.
    m_state = State::Closed;
    delete std::exchange(m_server, nullptr);
}

void NetworkWorker::open()
{
    if (m_state != State::Closed)
        return;
    m_wasOnline = false;
    m_askCommand = true;
    m_backoff.reset();
    attempt();
}

void NetworkWorker::close()
{
    m_state = State::Closed;
    m_retry.stop();
    m_searchAgain.stop();
    if (m_finder)
        m_finder->cancel();
    m_server->close({ Kind::Cancelled,
                      QCoreApplication::translate("session", "The connection was closed."),
                      {} });
    Q_EMIT closed();
}

void NetworkWorker::retryNow()
{
    if (m_state == State::Waiting)
        attempt();
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
    m_server->lane(request->isTransaction() ? Lane::Work : which)->submit(request);
}

void NetworkWorker::attempt()
{
    m_retry.stop();
    m_state = State::Connecting;
    if (m_finder) {
        m_searching.start();
        findPrimary();
    } else {
        m_server->open();
    }
}

void NetworkWorker::findPrimary()
{
    m_finder->find([this](const base::Result<links::Endpoint> &primary) {
        if (m_state != State::Connecting)
            return;
        if (!primary) {
            attemptFailed(primary.error());
            return;
        }
        m_server->setEndpoint(*primary);
        m_server->open();
    });
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
    if (which == Lane::Browse) {
        plan.db = m_profile.db;
        plan.details = true;
        plan.wantsCommand = [this](const ServerInfo &server) {
            return m_askCommand
                && (!m_learned || server.runId.isEmpty() || server.runId != m_current.runId);
        };
    }
    return plan;
}

resp::Commands NetworkWorker::questions(const ServerNode * /*node*/, const LoginResult &login) const
{
    if (m_finder && login.server.role.isEmpty())
        return { resp::Command{ "ROLE" } };
    return {};
}

/// What a sentinel says may be out of date: a replica is not taken for the primary. While a
/// failover is under way the sentinels are asked again, as long as one attempt may take.
std::optional<base::Error> NetworkWorker::refuseReplica(const ServerNode *node,
                                                        const LoginResult &login,
                                                        const resp::Replies &answers)
{
    const bool replica = login.server.role == QLatin1String("slave")
        || (!answers.isEmpty() && answers[0].size() > 0 && answers[0].at(0).bytes() == "slave");
    if (!m_finder || !replica)
        return std::nullopt;
    const base::Error why{ Kind::Network,
                           QCoreApplication::translate(
                               "session",
                               "The sentinels name %1 as the primary of %2, but it is a "
                               "replica: a failover is probably under way.")
                               .arg(node->endpoint().toString(), m_profile.sentinel.primaryName),
                           {},
                           base::Error::Cause::ReadOnlyReplica };
    if (!m_searching.hasExpired(m_profile.connectTimeoutMs)) {
        m_searchAgain.start(failoverPoll);
        return why;
    }
    QMetaObject::invokeMethod(
        this,
        [this, why] {
            if (m_state == State::Connecting)
                attemptFailed(why);
        },
        Qt::QueuedConnection);
    return why;
}

std::optional<base::Error> NetworkWorker::admit(ServerNode *node, Lane lane,
                                                const LoginResult &login,
                                                const resp::Replies &answers)
{
    m_noTouch = m_noTouch && login.noTouch;
    if (m_state != State::Connecting || lane != Lane::Browse)
        return base::Error{ Kind::Cancelled, {}, {} };
    if (auto refused = refuseReplica(node, login, answers))
        return refused;
    arrive(login);
    return std::nullopt;
}

void NetworkWorker::arrive(const LoginResult &result)
{
    Arrival arrival;
    arrival.server = result.server;
    arrival.again = m_wasOnline;
    arrival.commandReply = result.commandReply;
    arrival.hasCommands = !result.commandReply.isNil();
    if (arrival.hasCommands) {
        m_gate.learn(result.commandReply);
        m_learned = true;
    }
    const bool sameRun = !result.server.runId.isEmpty() && result.server.runId == m_current.runId;
    arrival.server.can = sameRun && !arrival.hasCommands
        ? m_current.can
        : capabilitiesOf(result.commandReply, result.server.engine, result.server.version);

    if (m_wasOnline) {
        const qint64 silent = QDateTime::currentMSecsSinceEpoch() - m_heardAt;
        const auto relation = arrival.server.relationTo(m_trusted, silent);
        arrival.wrongServer = relation == ServerInfo::Relation::Different;
        arrival.restarted = !arrival.wrongServer && relation != ServerInfo::Relation::SameProcess;
        arrival.before = m_trusted;
    }
    m_gate.setWrongServer(arrival.wrongServer);
    m_current = arrival.server;
    if (!arrival.wrongServer)
        m_trusted = m_current;
    m_wasOnline = true;
    m_state = State::Online;
    heard();
    m_backoff.reset();
    qCInfo(base::logSession) << "online:" << m_current.engine << m_current.version
                             << (arrival.again ? "again" : "first")
                             << (arrival.wrongServer ? "another server" : "");
    Q_EMIT arrived(arrival);
    m_server->watchFromNowOn();
}

/// A further lane must have reached the server that the first one did, or a replica of it.
std::optional<base::Error> NetworkWorker::admitFurther(ServerNode *node, const LoginResult &login,
                                                       const resp::Replies & /*answers*/)
{
    m_noTouch = m_noTouch && login.noTouch;
    const bool nothingToCompare = login.server.runId.isEmpty() && m_current.runId.isEmpty();
    if (nothingToCompare || login.server.isSameServer(m_current))
        return std::nullopt;
    const base::Error why{ Kind::Network,
                           QCoreApplication::translate(
                               "session",
                               "%1 led to another server than before; nothing was sent. The "
                               "connection is opened again.")
                               .arg(m_profile.address()),
                           {} };
    node->giveUpLater(why);
    return why;
}

void NetworkWorker::nodeFailed(ServerNode * /*node*/, Lane lane, const base::Error &why)
{
    if (m_state != State::Connecting || lane != Lane::Browse)
        return;
    if (why.cause == base::Error::Cause::PasswordWrong)
        m_credentials->forget();
    // Older decoders cannot read every server's COMMAND; the bundled table serves as well.
    if ((why.kind == Kind::Protocol || why.kind == Kind::TooLarge) && m_askCommand) {
        m_askCommand = false;
        QMetaObject::invokeMethod(this, &NetworkWorker::attempt, Qt::QueuedConnection);
        return;
    }
    attemptFailed(why);
}

void NetworkWorker::attemptFailed(const base::Error &why)
{
    if (m_wasOnline) {
        goOffline(why);
    } else if (why.cause == base::Error::Cause::Loading) {
        m_state = State::Waiting;
        m_retry.start(whileLoading);
        Q_EMIT stillConnecting(why);
    } else {
        m_state = State::Closed;
        Q_EMIT failed(why);
    }
}

void NetworkWorker::nodeLost(ServerNode * /*node*/, const base::Error &why)
{
    if (m_state == State::Online)
        goOffline(why);
}

void NetworkWorker::goOffline(const base::Error &why)
{
    if (m_state == State::Online)
        m_lostAt = QDateTime::currentDateTime();
    m_state = State::Waiting;
    m_server->close(why);
    const auto wait = why.cause == base::Error::Cause::Loading ? whileLoading : m_backoff.next();
    m_retry.start(wait);
    Q_EMIT lost(why, m_lostAt, int(wait.count()), m_backoff.attempt());
}

void NetworkWorker::roundTrip(ServerNode * /*node*/, qint64 microseconds)
{
    Q_EMIT roundTripMeasured(microseconds);
}

/// The primary of a group of sentinels has been demoted, and the sentinels know the new one.
void NetworkWorker::foundReplica(ServerNode *node)
{
    if (!m_finder)
        return;
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
