#include "session/session.h"
#include "base/log.h"
#include "session/leaving.h"
#include "session/networkworker.h"
#include "session/sessionport.h"
#include <QMetaMethod>
#include <QNetworkInformation>
#include <QThread>
#include <QTimer>
#include <future>

namespace session {

using namespace std::chrono_literals;

namespace {
constexpr auto idleRelock = 10min; // production, blueprint §12
constexpr qsizetype keptRoundTrips = 60;
} // namespace

class Session::Private {
public:
    Private(Session *session, profiles::Profile p, profiles::Secrets secrets);
    ~Private();

    void connectWorker();
    void watchNetwork();
    void setState(State next);
    void setReadOnly(bool readOnly);
    void arrived(const Arrival &arrival);
    void lost(const base::Error &why, const QDateTime &when, int ms, int attempt);
    void used(const resp::Commands &commands, bool transaction);
    void relockNow();
    template <typename Function> void post(Function function)
    {
        QMetaObject::invokeMethod(
            worker, [w = worker, function] { function(*w); }, Qt::QueuedConnection);
    }

    Session *const q;
    profiles::Profile profile;
    std::unique_ptr<QThread> thread = std::make_unique<QThread>();
    NetworkWorker *const worker; // lives in `thread`, ends with it
    const std::shared_ptr<PortTarget> target = std::make_shared<PortTarget>();

    State state = State::Closed;
    int closing = 0; ///< closes that the worker has not answered yet: what comes before is old
    ServerInfo server;
    QList<NodeState> nodeStates;
    std::optional<base::Error> stall;
    base::Error lastError{ base::Error::Kind::Network, {}, {} };
    CommandGate gate;
    bool unlocked = false; ///< by the person; ends with the link
    QDateTime unlockedUntil;
    QTimer relock;
    QTimer idle;
    QList<qint64> roundTrips;
};

Session::Private::Private(Session *session, profiles::Profile p, profiles::Secrets secrets)
    : q(session)
    , profile(std::move(p))
    , worker(new NetworkWorker(profile, std::move(secrets)))
{
    gate.setProfile(profile);
    gate.setReadOnly(profile.readOnly);
    target->worker = worker;
    target->consoleDb = profile.db;
    target->used = [this](const resp::Commands &commands, bool transaction) {
        used(commands, transaction);
    };
    relock.setSingleShot(true);
    idle.setSingleShot(true);
    idle.setInterval(idleRelock);
    QObject::connect(&relock, &QTimer::timeout, q, &Session::lock);
    QObject::connect(&idle, &QTimer::timeout, q, &Session::lock);
    connectWorker();
    watchNetwork();
    thread->setObjectName(QStringLiteral("network"));
    worker->moveToThread(thread.get());
    // Everything that the worker owns has to be destroyed where it lives.
    QObject::connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
    thread->start();
}

Session::Private::~Private()
{
    target->worker = nullptr;
    target->used = nullptr;
    worker->disconnect(q);
    // From inside, behind whatever is on its way to the thread already: what the thread no longer
    // takes up is never freed.
    const auto leaves = std::make_shared<std::promise<bool>>();
    post([leaves](NetworkWorker &w) {
        w.close();
        const bool ending = w.isEnding();
        if (ending)
            connect(&w, &NetworkWorker::ended, &w, [] { QThread::currentThread()->quit(); });
        else
            QThread::currentThread()->quit();
        leaves->set_value(ending);
    });
    // Nothing in it waits for a server; a far end that is told goodbye may take its time.
    if (leaves->get_future().get())
        letLeave(std::move(thread));
    else
        thread->wait();
}

void Session::Private::connectWorker()
{
    connect(worker, &NetworkWorker::nodesSeen, q, [this](const NodesSeen &seen) {
        if (closing)
            return;
        target->nodes = seen.map;
        nodeStates = seen.states;
        Q_EMIT q->nodesChanged();
    });
    connect(worker, &NetworkWorker::arrived, q, [this](const Arrival &arrival) {
        if (!closing)
            arrived(arrival);
    });
    connect(worker, &NetworkWorker::failed, q, [this](const base::Error &why) {
        if (closing)
            return;
        lastError = why;
        setState(State::Closed);
        Q_EMIT q->failed(why);
    });
    connect(worker, &NetworkWorker::lost, q,
            [this](const base::Error &why, const QDateTime &when, int ms, int attempt) {
                if (!closing)
                    lost(why, when, ms, attempt);
            });
    connect(worker, &NetworkWorker::stopped, q,
            [this](const base::Error &why, const QDateTime &when) {
                if (closing)
                    return;
                lastError = why;
                relockNow();
                setState(State::Closed);
                Q_EMIT q->stopped(why, when);
            });
    connect(worker, &NetworkWorker::stillConnecting, q, [this](const base::Error &why) {
        if (closing)
            return;
        lastError = why;
        Q_EMIT q->stillConnecting(why);
    });
    connect(worker, &NetworkWorker::idledOut, q, [this](const base::Error &why) {
        if (closing)
            return;
        lastError = why;
        relockNow();
        setState(State::Closed);
        Q_EMIT q->idledOut(why);
    });
    connect(worker, &NetworkWorker::signInNotRenewed, q, &Session::signInNotRenewed);
    connect(worker, &NetworkWorker::stallChanged, q, [this](const std::optional<base::Error> &why) {
        stall = why;
        Q_EMIT q->stallChanged();
    });
    connect(worker, &NetworkWorker::closed, q, [this] { --closing; });
    connect(worker, &NetworkWorker::consoleDatabaseChanged, q, [this](int db) {
        target->consoleDb = db;
        Q_EMIT q->consoleDatabaseChanged(db);
    });
    connect(worker, &NetworkWorker::roundTripMeasured, q, [this](qint64 microseconds) {
        roundTrips += microseconds;
        if (roundTrips.size() > keptRoundTrips)
            roundTrips.removeFirst();
        Q_EMIT q->roundTripMeasured(microseconds);
    });
    connect(worker, &NetworkWorker::recorded, q, [this](const QList<Activity> &entries) {
        for (const Activity &entry : entries)
            Q_EMIT q->activity(entry);
    });
}

/// Where no backend knows about the network, reconnecting goes on by its own clock.
void Session::Private::watchNetwork()
{
    using Feature = QNetworkInformation::Feature;
    if (!QNetworkInformation::loadBackendByFeatures(Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, q,
            [this](QNetworkInformation::Reachability reachability) {
                if (reachability != QNetworkInformation::Reachability::Disconnected)
                    q->checkNow();
            });
}

void Session::Private::setState(State next)
{
    if (state == next)
        return;
    state = next;
    Q_EMIT q->stateChanged(next);
}

void Session::Private::setReadOnly(bool readOnly)
{
    gate.setReadOnly(readOnly);
    post([readOnly](NetworkWorker &w) { w.setReadOnly(readOnly); });
}

void Session::Private::arrived(const Arrival &arrival)
{
    server = arrival.server;
    if (arrival.hasCommands)
        gate.learn(arrival.commandReply);
    const bool wrongChanged = gate.isWrongServer() != arrival.wrongServer;
    gate.setWrongServer(arrival.wrongServer);
    setState(State::Online);
    if (wrongChanged)
        Q_EMIT q->lockChanged();
    if (arrival.wrongServer)
        Q_EMIT q->wrongServerFound(arrival.before, arrival.server);
    Q_EMIT q->online(arrival.server, arrival.again, arrival.restarted);
}

void Session::Private::lost(const base::Error &why, const QDateTime &when, int ms, int attempt)
{
    lastError = why;
    relockNow();
    setState(State::Reconnecting);
    Q_EMIT q->offline(why, when, ms, attempt);
}

/// What the person unlocked was the connection that has just ended.
void Session::Private::relockNow()
{
    if (profile.readOnly || unlocked)
        q->lock();
}

/// On production an unlocked session locks itself when nothing was written for a while.
void Session::Private::used(const resp::Commands &commands, bool transaction)
{
    if (!idle.isActive())
        return;
    const auto writes = [this](const resp::Command &command) { return gate.isWrite(command); };
    if (transaction || std::any_of(commands.cbegin(), commands.cend(), writes))
        idle.start();
}

Session::Session(profiles::Profile profile, profiles::Secrets secrets, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(secrets)))
{
}

Session::~Session() = default;

void Session::setTokenSource(TokenSource source)
{
    d->post([source = std::move(source)](NetworkWorker &w) { w.setTokenSource(source); });
}

void Session::setAsker(std::shared_ptr<links::Asker> asker)
{
    d->post([asker = std::move(asker)](NetworkWorker &w) { w.setAsker(asker); });
}

void Session::setSshPlaces(const links::SshPlaces &places)
{
    d->post([places](NetworkWorker &w) { w.setSshPlaces(places); });
}

void Session::setAwsPlaces(const aws::Places &places)
{
    d->post([places](NetworkWorker &w) { w.setAwsPlaces(places); });
}

void Session::setTunnelSource(TunnelSource source)
{
    d->post([source = std::move(source)](NetworkWorker &w) { w.setTunnelSource(source); });
}

void Session::setWay(const profiles::TunnelSettings &way)
{
    close();
    d->profile.tunnel = way;
    d->post([way](NetworkWorker &w) { w.setWay(way); });
}

void Session::open()
{
    if (d->state != State::Closed)
        return;
    d->setState(State::Connecting);
    d->post([](NetworkWorker &w) { w.open(); });
}

void Session::close()
{
    if (d->state == State::Closed)
        return;
    ++d->closing;
    d->post([](NetworkWorker &w) { w.close(); });
    d->relockNow();
    d->setState(State::Closed);
}

void Session::retryNow()
{
    d->post([](NetworkWorker &w) { w.retryNow(); });
}

void Session::checkNow()
{
    d->post([](NetworkWorker &w) { w.checkNow(); });
}

void Session::setIdleLimit(std::chrono::milliseconds limit)
{
    d->post([limit](NetworkWorker &w) { w.setIdleLimit(limit); });
}

void Session::stopRetrying()
{
    if (d->state == State::Reconnecting)
        close();
}

const profiles::Profile &Session::profile() const
{
    return d->profile;
}

Session::State Session::state() const
{
    return d->state;
}

const ServerInfo &Session::server() const
{
    return d->server;
}

const base::Error &Session::lastError() const
{
    return d->lastError;
}

const std::optional<base::Error> &Session::stall() const
{
    return d->stall;
}

std::shared_ptr<const resp::NodeMap> Session::nodes() const
{
    return d->target->nodes;
}

QList<NodeState> Session::nodeStates() const
{
    return d->nodeStates;
}

resp::Send Session::send(Lane lane, int db) const
{
    if (lane == Lane::Console && d->target->consoleStart < 0) {
        d->target->consoleStart = db;
        d->target->consoleDb = db;
    }
    return resp::Send(std::make_shared<SessionPort>(d->target, lane, db));
}

int Session::consoleDatabase() const
{
    return d->target->consoleDb;
}

bool Session::isReadOnly() const
{
    return d->gate.isReadOnly();
}

void Session::unlock(const QDateTime &until)
{
    const qint64 ms = until.isValid() ? QDateTime::currentDateTime().msecsTo(until) : 0;
    if (until.isValid() && ms <= 0) {
        lock();
        return;
    }
    d->unlocked = true;
    d->unlockedUntil = until;
    d->setReadOnly(false);
    if (until.isValid())
        d->relock.start(std::chrono::milliseconds(ms));
    else
        d->relock.stop();
    if (d->profile.cautionEnvironment() == profiles::Environment::Production)
        d->idle.start();
    Q_EMIT lockChanged();
}

void Session::lock()
{
    d->relock.stop();
    d->idle.stop();
    d->unlocked = false;
    d->unlockedUntil = {};
    if (d->gate.isReadOnly())
        return;
    d->setReadOnly(true);
    Q_EMIT lockChanged();
}

QDateTime Session::unlockedUntil() const
{
    return d->unlockedUntil;
}

bool Session::isWrongServer() const
{
    return d->gate.isWrongServer();
}

void Session::acceptServer()
{
    if (!d->gate.isWrongServer())
        return;
    d->gate.setWrongServer(false);
    d->post([runId = d->server.runId](NetworkWorker &w) { w.acceptServer(runId); });
    Q_EMIT lockChanged();
}

const CommandGate &Session::gate() const
{
    return d->gate;
}

QList<qint64> Session::roundTrips() const
{
    return d->roundTrips;
}

void Session::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&Session::activity))
        d->post([](NetworkWorker &w) { w.setRecording(true); });
}

} // namespace session
