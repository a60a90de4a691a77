#include "session/laneconnection.h"
#include "base/redact.h"
#include "base/whendone.h"
#include "link/makelink.h"
#include "link/probes.h"
#include "link/tlserrors.h"
#include "link/tlsstream.h"
#include "resp/transact.h"
#include <QCoreApplication>
#include <QPointer>

namespace session {

using Kind = base::Error::Kind;

namespace {

constexpr std::chrono::milliseconds longestProbe{ 2000 };

/// Nothing came, or the end of the stream.
bool isSilence(const base::Error &why)
{
    return why.kind == Kind::Timeout || why.kind == Kind::Network;
}

resp::Replies asReplies(const resp::Reply &reply)
{
    return { reply };
}

resp::Replies asReplies(const resp::Replies &replies)
{
    return replies;
}

} // namespace

LaneConnection::LaneConnection(Lane lane, LaneHost *host, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
    , m_host(host)
{
}

LaneConnection::~LaneConnection()
{
    close({ Kind::Cancelled, {}, {} });
}

void LaneConnection::open()
{
    if (m_phase != Phase::Closed)
        return;
    m_host->aboutToOpen(this);
    m_phase = Phase::Linking;
    m_link = m_host->newLink(m_lane, this);
    connect(m_link, &links::Link::opened, this, &LaneConnection::logIn);
    connect(m_link, &links::Link::failed, this, [this](const base::Error &why) {
        // A handshake of TLS that brought nothing says less than the way does.
        failOpening(isSilence(why) ? m_host->refusal().value_or(why) : why);
    });
    m_link->open();
}

void LaneConnection::logIn()
{
    m_phase = Phase::LoggingIn;
    Login::Plan plan = m_host->loginPlan(m_lane);
    resp::Connection::Limits limits;
    limits.timeout = std::chrono::milliseconds(plan.profile.commandTimeoutMs);
    m_connection = new resp::Connection(m_link->take(), limits, this);
    m_link->deleteLater();
    m_link = nullptr;
    ++m_run;
    connect(m_connection, &resp::Connection::closed, this, &LaneConnection::connectionClosed);
    if (m_lane == Lane::Console && m_consoleDb > 0)
        plan.db = m_consoleDb;
    m_login = new Login(
        std::move(plan), [this](const resp::Commands &commands) { return runInternal(commands); },
        [this](const base::Result<LoginResult> &result) { loggedIn(result); }, this);
    m_login->start();
}

void LaneConnection::loggedIn(const base::Result<LoginResult> &result)
{
    m_login->deleteLater();
    m_login = nullptr;
    if (result)
        question(*result);
    else if (const auto refused = links::tlsErrorOf(m_connection->stream()))
        failOpening(*refused);
    else if (const auto late = isSilence(result.error()) ? m_host->refusal() : std::nullopt)
        failOpening(*late);
    else
        lookInto(result.error());
}

/// A server that expects TLS says nothing that plain text could be told from, so it is asked.
void LaneConnection::lookInto(const base::Error &why)
{
    const Login::Plan plan = m_host->loginPlan(m_lane);
    const bool mayExpectTls =
        why.kind == Kind::Timeout || why.kind == Kind::Network || why.kind == Kind::Protocol;
    if (plan.profile.tls.enabled || !mayExpectTls) {
        failOpening(why);
        return;
    }
    m_probe = new links::TlsProbe(m_host->newPlainLink(m_lane, nullptr),
                                  plan.endpoint.serverName(plan.profile), longestProbe, this);
    connect(m_probe, &links::TlsProbe::finished, this, [this, why](links::TlsProbe::Answer answer) {
        std::exchange(m_probe, nullptr)->deleteLater();
        failOpening(answer == links::TlsProbe::Answer::Tls ? links::expectsTlsError(why.detail)
                                                           : why);
    });
    m_probe->start();
}

void LaneConnection::question(const LoginResult &login)
{
    const resp::Commands questions = m_host->questions(login);
    if (questions.isEmpty()) {
        admit(login, {});
        return;
    }
    base::whenDone(runInternal(questions), m_connection,
                   [this, login, run = m_run](const base::Result<resp::Replies> &answers) {
                       if (run != m_run)
                           return;
                       if (answers)
                           admit(login, *answers);
                       else
                           failOpening(answers.error());
                   });
}

void LaneConnection::admit(const LoginResult &login, const resp::Replies &answers)
{
    m_state.start(login.db);
    m_phase = Phase::Ready;
    if (const auto refused = m_host->admit(this, login, answers)) {
        drop(*refused);
        failQueue(*refused);
        return;
    }
    keepSignedIn(login.renewAfter);
    m_lastUse.start();
    pump();
}

void LaneConnection::keepSignedIn(std::chrono::milliseconds renewAfter)
{
    if (renewAfter <= std::chrono::milliseconds(0))
        return;
    const Login::Plan plan = m_host->loginPlan(m_lane);
    m_renewal =
        new Renewal({ plan.profile, plan.credential,
                      [this] {
                          return !m_busy && !m_state.hasOpenTransaction() && !m_state.isListening()
                              && !m_state.hasOwnUser();
                      },
                      [this](const resp::Commands &commands) { return runInternal(commands); },
                      [this](const base::Error &why) { m_host->renewalFailed(why); } },
                    renewAfter, this);
}

void LaneConnection::failOpening(const base::Error &why)
{
    drop(why);
    failQueue(why);
    m_host->openFailed(this, why);
}

void LaneConnection::connectionClosed(const base::Error &why)
{
    if (m_phase != Phase::Ready)
        return; // the login reports it
    // An end without a word may be the way's own doing.
    const base::Error cause = why.kind == Kind::Network ? m_host->refusal().value_or(why) : why;
    drop(cause);
    failQueue(cause);
    m_host->ended(this, cause);
}

void LaneConnection::close(const base::Error &why)
{
    drop(why);
    failQueue(why);
}

/// Back to Closed. Requests under way fail through their own futures.
void LaneConnection::drop(const base::Error &why)
{
    if (m_phase == Phase::Ready)
        rememberLoss();
    m_phase = Phase::Closed;
    ++m_run;
    m_inFlight = 0;
    m_busy = false;
    m_state.start(-1);
    if (m_link) {
        m_link->disconnect(this);
        m_link->deleteLater();
        m_link = nullptr;
    }
    delete std::exchange(m_login, nullptr); // it must not report any more
    delete std::exchange(m_probe, nullptr);
    delete std::exchange(m_renewal, nullptr);
    if (resp::Connection *connection = std::exchange(m_connection, nullptr)) {
        connection->disconnect(this);
        connection->close(why);
        connection->deleteLater();
    }
}

void LaneConnection::failQueue(const base::Error &why)
{
    const std::deque<RequestPtr> queue = std::exchange(m_queue, {});
    for (const RequestPtr &request : queue)
        refuse(request, why);
}

void LaneConnection::refuse(const RequestPtr &request, const base::Error &why)
{
    if (m_host->takeBack(this, request, why))
        return;
    m_host->answered(this, *request);
    request->fail(why);
}

bool LaneConnection::isIdleFor(std::chrono::milliseconds time) const
{
    return m_phase == Phase::Ready && m_inFlight == 0 && m_queue.empty() && !m_busy
        && !m_state.hasOpenTransaction() && !m_state.isListening()
        && m_lastUse.hasExpired(time.count());
}

void LaneConnection::submit(const RequestPtr &request)
{
    if (request->isCancelled()) {
        refuse(request, { Kind::Cancelled, {}, {} });
        return;
    }
    if (const auto refused = check(*request)) {
        refuse(request, *refused);
        return;
    }
    if (m_lane == Lane::Console && m_consoleDb < 0)
        m_consoleDb = request->db;
    m_queue.push_back(request);
    pump();
}

std::optional<base::Error> LaneConnection::check(const Request &request)
{
    if (request.commands.isEmpty() && !request.isTransaction())
        return base::Error{ Kind::Invalid,
                            QCoreApplication::translate("session", "There is no command to send."),
                            {} };
    for (const resp::Command &command : request.commands) {
        if (auto refused = request.internal
                ? m_host->gate().checkOwn(command)
                : m_host->gate().check(command, request.options.confirmed))
            return refused;
        const QByteArray &name = command.constFirst();
        // Allowed when it was queued, but the lock has come down since.
        if (name.compare("EXEC", Qt::CaseInsensitive) == 0 && !m_state.queuedWrite().isEmpty()) {
            if (auto refused = m_host->gate().check(m_state.queuedWrite(), true))
                return refused;
        }
    }
    if (!m_loss.isEmpty() && m_lane == Lane::Console && !request.internal)
        return base::Error{ Kind::Changed, std::exchange(m_loss, {}), {} };
    return std::nullopt;
}

int LaneConnection::wantedDb(const Request &request) const
{
    return m_lane == Lane::Console ? m_consoleDb : request.db;
}

/// The console follows its own SELECT, so while one is under way it is where it should be.
bool LaneConnection::isOn(int db) const
{
    if (m_lane == Lane::Console && (!m_state.isSettled() || m_state.hasOpenTransaction()))
        return true;
    return m_state.isSettled() && m_state.db() == db;
}

void LaneConnection::pump()
{
    while (!m_queue.empty()) {
        if (m_phase != Phase::Ready) {
            open();
            return;
        }
        if (m_busy)
            return;
        const RequestPtr request = m_queue.front();
        if (request->isCancelled()) {
            m_queue.pop_front();
            refuse(request, { Kind::Cancelled, {}, {} });
            continue;
        }
        if (!isOn(wantedDb(*request))) {
            select(wantedDb(*request));
            return;
        }
        if (request->isTransaction() && m_inFlight > 0)
            return; // conclude() comes back here
        m_queue.pop_front();
        if (request->isTransaction())
            runTransaction(request);
        else
            transmit(request);
    }
}

/// Not from inside an answer: the connection is still reading then.
void LaneConnection::pumpLater()
{
    if (m_queue.empty() || std::exchange(m_pumpScheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pumpScheduled = false;
            pump();
        },
        Qt::QueuedConnection);
}

void LaneConnection::select(int db)
{
    m_busy = true;
    const resp::Command command{ "SELECT", QByteArray::number(db) };
    base::whenDone(runInternal({ command }), m_connection,
                   [this, db, command, run = m_run](const base::Result<resp::Replies> &replies) {
                       if (run != m_run)
                           return;
                       m_busy = false;
                       base::Error why;
                       if (!replies) {
                           m_state.start(-1);
                           why = replies.error();
                       } else if (!replies->constFirst().isOk()) {
                           why = resp::serverError(replies->constFirst(), "SELECT");
                       } else {
                           m_state.answered(command, replies->constFirst());
                           pump();
                           return;
                       }
                       std::deque<RequestPtr> others;
                       for (const RequestPtr &request : std::exchange(m_queue, {})) {
                           if (wantedDb(*request) == db)
                               refuse(request, why);
                           else
                               others.push_back(request);
                       }
                       m_queue = std::move(others);
                       pump();
                   });
}

/// What the program itself needs: the login, SELECT. Through the gate like everything else.
QFuture<base::Result<resp::Replies>> LaneConnection::runInternal(const resp::Commands &commands)
{
    for (const resp::Command &command : commands) {
        if (const auto refused = m_host->gate().checkOwn(command))
            return base::ready<resp::Replies>(base::fail(*refused));
    }
    const bool login = m_phase != Phase::Ready;
    const auto timeout = login
        ? std::chrono::milliseconds(m_host->loginPlan(m_lane).profile.connectTimeoutMs)
        : std::chrono::milliseconds(0);
    auto future = m_connection->sendAll(commands, timeout);
    if (m_host->isRecording()) {
        Request note;
        note.commands = commands;
        for (resp::Command &command : note.commands) {
            // The caller wipes the secret once it is on its way; the note must not share it.
            command = base::redacted(command);
        }
        note.clock.start();
        base::whenDone(future, m_connection,
                       [this, run = m_run, commands = note.commands,
                        clock = note.clock](const base::Result<resp::Replies> &replies) {
                           if (run != m_run)
                               return;
                           Request done;
                           done.commands = commands;
                           done.clock = clock;
                           record(done, m_state.db(), replies ? *replies : resp::Replies{},
                                  !replies);
                       });
    }
    return future;
}

void LaneConnection::transmit(const RequestPtr &request)
{
    request->clock.start();
    request->writes = false;
    for (const resp::Command &command : std::as_const(request->commands)) {
        const bool writes = m_host->gate().isWrite(command);
        request->writes = request->writes || writes;
        m_state.sent(command, writes);
    }
    ++m_inFlight;
    if (!request->internal)
        m_lastUse.start();
    if (std::holds_alternative<Request::One>(request->promise))
        forward(request,
                m_connection->send(request->commands.constFirst(), request->options.timeout));
    else
        forward(request, m_connection->sendAll(request->commands, request->options.timeout));
}

template <typename T>
void LaneConnection::forward(const RequestPtr &request, QFuture<base::Result<T>> future)
{
    // Finished at once: the connection has refused it before a byte went out.
    const bool unsent = future.isFinished();
    request->sent = !unsent;
    const QPointer<LaneConnection> guard(this);
    future.then([guard, request, run = m_run, unsent](const base::Result<T> &result) {
        if (guard)
            guard->conclude(request, run, unsent, result);
    });
}

void LaneConnection::runTransaction(const RequestPtr &request)
{
    request->clock.start();
    request->sent = true;
    m_busy = true;
    ++m_inFlight;
    m_lastUse.start();
    resp::Transaction transaction = request->transaction;
    // What was decided belongs into the Activity list as well.
    const auto written = std::make_shared<resp::Commands>();
    transaction.decide = [decide = transaction.decide, written](const resp::Replies &reads) {
        auto writes = decide(reads);
        if (writes)
            *written = *writes;
        return writes;
    };
    const bool confirmed = request->options.confirmed;
    const QPointer<LaneConnection> guard(this);
    resp::runTransaction(
        m_connection, std::move(transaction),
        [guard, confirmed](const resp::Command &command) {
            return guard ? guard->m_host->gate().check(command, confirmed) : std::nullopt;
        },
        request->asking)
        .then([guard, request, run = m_run,
               written](const base::Result<resp::TransactionOutcome> &result) {
            if (!written->isEmpty())
                request->commands +=
                    resp::Commands{ { "MULTI" } } + *written + resp::Commands{ { "EXEC" } };
            if (guard) {
                guard->conclude(request, run, false, result);
                return;
            }
            request->fail({ Kind::Cancelled, {}, {} });
        });
}

namespace {

bool isReadOnlyWord(const resp::Reply &reply)
{
    return reply.isError() && reply.bytes().startsWith("READONLY");
}

bool saysReplica(const base::Result<resp::Reply> &result)
{
    return result && isReadOnlyWord(*result);
}

bool saysReplica(const base::Result<resp::Replies> &result)
{
    return result && std::any_of(result->cbegin(), result->cend(), isReadOnlyWord);
}

bool saysReplica(const base::Result<resp::TransactionOutcome> &result)
{
    if (!result)
        return result.error().cause == base::Error::Cause::ReadOnlyReplica;
    return std::any_of(result->results.cbegin(), result->results.cend(), isReadOnlyWord);
}

} // namespace

template <typename T>
void LaneConnection::conclude(const RequestPtr &request, quint64 run, bool unsent,
                              base::Result<T> result)
{
    constexpr bool transaction = std::is_same_v<T, resp::TransactionOutcome>;
    request->microseconds = request->clock.nsecsElapsed() / 1000;
    if (result)
        m_host->heard();
    if (run == m_run) {
        if (saysReplica(result))
            m_host->foundReplica();
        --m_inFlight;
        resp::Replies replies;
        const int db = m_state.db();
        if constexpr (transaction) {
            m_busy = false;
        } else if (result) {
            replies = asReplies(*result);
            follow(request->commands, replies);
        } else {
            forget(request->commands);
        }
        if (m_host->isRecording())
            record(*request, m_lane == Lane::Console ? db : request->db, replies, !result);
        pumpLater();
    }
    if constexpr (!transaction) {
        if (!result)
            result = base::fail(outcome(*request, result.error(), unsent));
    }
    if (!result && m_host->takeBack(this, request, result.error()))
        return;
    m_host->answered(this, *request);
    auto &promise = std::get<QPromise<base::Result<T>>>(request->promise);
    promise.addResult(std::move(result));
    promise.finish();
}

void LaneConnection::follow(const resp::Commands &commands, const resp::Replies &replies)
{
    for (qsizetype i = 0; i < replies.size(); ++i)
        m_state.answered(commands[i], replies[i]);
    if (m_lane == Lane::Console && m_state.db() >= 0 && m_state.db() != m_consoleDb) {
        m_consoleDb = m_state.db();
        m_host->consoleMoved(m_consoleDb);
    }
}

void LaneConnection::forget(const resp::Commands &commands)
{
    for (const resp::Command &command : commands)
        m_state.unanswered(command);
}

/// Commands typed after a reconnect must not run where the person believes in a MULTI, or as
/// somebody else: the next one is answered with what was lost.
void LaneConnection::rememberLoss()
{
    if (m_lane != Lane::Console)
        return;
    if (m_state.hasOpenTransaction()) {
        m_loss = QCoreApplication::translate(
            "session",
            "The connection was lost, and with it the MULTI or WATCH that you had opened: "
            "nothing that was queued has run. This command was not sent.");
    } else if (m_state.hasOwnUser()) {
        m_loss = QCoreApplication::translate(
            "session",
            "The connection was lost, and with it your AUTH: the new connection is signed "
            "in as the profile says. This command was not sent.");
    }
}

base::Error LaneConnection::outcome(const Request &request, base::Error why, bool unsent) const
{
    if (!request.writes || unsent)
        return why;
    switch (why.kind) {
    case Kind::Timeout:
        why.kind = Kind::OutcomeUnknown;
        return why;
    case Kind::Network:
    case Kind::Protocol:
    case Kind::Cancelled: {
        QString name = m_host->gate().nameOf(request.commands.constFirst());
        for (const resp::Command &command : request.commands) {
            if (m_host->gate().isWrite(command)) {
                name = m_host->gate().nameOf(command);
                break;
            }
        }
        return { Kind::OutcomeUnknown,
                 QCoreApplication::translate(
                     "session",
                     "The connection ended before the server answered %1. Nobody knows whether it "
                     "was carried out: look before you repeat it.")
                     .arg(name),
                 why.detail };
    }
    default:
        return why;
    }
}

void LaneConnection::record(const Request &request, int db, const resp::Replies &replies,
                            bool failed)
{
    const qint64 microseconds = request.clock.nsecsElapsed() / 1000;
    for (qsizetype i = 0; i < request.commands.size(); ++i) {
        m_host->record(m_lane, db, request.commands[i], microseconds,
                       failed || (i < replies.size() && replies[i].isError()));
    }
}

} // namespace session
