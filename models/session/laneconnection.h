#pragma once
#include "link/link.h"
#include "resp/connection.h"
#include "session/commandgate.h"
#include "session/connectionstate.h"
#include "session/login.h"
#include "session/renewal.h"
#include "session/request.h"
#include "session/session.h"
#include <deque>

namespace links {
class TlsProbe;
}

namespace session {

class LaneConnection;

/// What a lane asks of the node that owns it.
class LaneHost {
public:
    LaneHost() = default;
    virtual ~LaneHost() = default;
    Q_DISABLE_COPY_MOVE(LaneHost)

    [[nodiscard]] virtual const CommandGate &gate() const = 0;
    [[nodiscard]] virtual Login::Plan loginPlan(Lane lane) const = 0;
    /// A link to the node, not opened yet.
    [[nodiscard]] virtual links::Link *newLink(Lane lane, QObject *parent) const = 0;
    /// The same way without TLS, for a probe.
    [[nodiscard]] virtual links::Link *newPlainLink(Lane lane, QObject *parent) const = 0;
    /// What to ask right after the login; may be empty.
    [[nodiscard]] virtual resp::Commands questions(const LoginResult &login) const = 0;
    /// The identity check: nothing but the login and the questions was sent so far. `answers` =
    /// theirs, in order.
    virtual std::optional<base::Error> admit(LaneConnection *lane, const LoginResult &login,
                                             const resp::Replies &answers) = 0;
    /// It opens from now on.
    virtual void aboutToOpen(LaneConnection *lane) = 0;
    /// `request` has been answered, or `why` it was not is about to be told.
    virtual void answered(LaneConnection *lane, const Request &request) = 0;
    /// The same for one that failed: true = the host has it answered elsewhere, and it is not to
    /// be told.
    virtual bool takeBack(LaneConnection *lane, const RequestPtr &request,
                          const base::Error &why) = 0;
    /// It could not be opened; what waited in it has failed already.
    virtual void openFailed(LaneConnection *lane, const base::Error &why) = 0;
    /// It was open and has ended; what waited in it has failed already.
    virtual void ended(LaneConnection *lane, const base::Error &why) = 0;
    /// The server has just answered.
    virtual void heard() = 0;
    /// Why a stream that was opened brings nothing, or has ended, where the way knows.
    [[nodiscard]] virtual std::optional<base::Error> refusal() const = 0;
    /// A write was answered with READONLY: the server is a replica, or has become one.
    virtual void foundReplica() = 0;
    /// The connection could not be signed in again; it stays as it is.
    virtual void renewalFailed(const base::Error &why) = 0;
    virtual void consoleMoved(int db) = 0;
    [[nodiscard]] virtual bool isRecording() const = 0;
    virtual void record(Lane lane, int db, const resp::Command &command, qint64 microseconds,
                        bool failed) = 0;
};

/// One lane's connection: opened when first needed, signed in and checked before its first
/// request. It knows which database it is on and selects another before a request that belongs
/// there; a SELECT that fails fails these requests, and none of them runs elsewhere.
/// When it ends, what waits fails and nothing is kept for later.
class LaneConnection final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LaneConnection)

public:
    LaneConnection(Lane lane, LaneHost *host, QObject *parent);
    ~LaneConnection() override;

    [[nodiscard]] Lane lane() const { return m_lane; }
    [[nodiscard]] bool isReady() const { return m_phase == Phase::Ready; }
    [[nodiscard]] bool isClosed() const { return m_phase == Phase::Closed; }
    /// Opens it if it is closed.
    void open();
    /// Passes the gate, then sends as soon as the lane is ready and on the right database.
    void submit(const RequestPtr &request);
    /// Ends the connection; whatever waits fails with `why`.
    void close(const base::Error &why);
    /// Ready, nothing under way, unused for `time`, and free for a PING.
    [[nodiscard]] bool isIdleFor(std::chrono::milliseconds time) const;

    /// A MULTI or WATCH is open: the next command belongs to this connection.
    [[nodiscard]] bool hasOpenTransaction() const { return m_state.hasOpenTransaction(); }
    /// What a typed session lost with its connection, in a sentence for the next command; empty
    /// when nothing was, and when it was said already.
    [[nodiscard]] QString takeLoss() { return std::exchange(m_loss, {}); }

private:
    enum class Phase { Closed, Linking, LoggingIn, Ready };

    void logIn();
    void loggedIn(const base::Result<LoginResult> &result);
    void lookInto(const base::Error &why);
    void question(const LoginResult &login);
    void admit(const LoginResult &login, const resp::Replies &answers);
    void failOpening(const base::Error &why);
    void keepSignedIn(std::chrono::milliseconds renewAfter);
    void connectionClosed(const base::Error &why);
    void drop(const base::Error &why);
    void failQueue(const base::Error &why);
    void refuse(const RequestPtr &request, const base::Error &why);

    [[nodiscard]] std::optional<base::Error> check(const Request &request);
    [[nodiscard]] int wantedDb(const Request &request) const;
    [[nodiscard]] bool isOn(int db) const;
    void pump();
    void pumpLater();
    void select(int db);
    void transmit(const RequestPtr &request);
    void runTransaction(const RequestPtr &request);
    QFuture<base::Result<resp::Replies>> runInternal(const resp::Commands &commands);

    template <typename T> void forward(const RequestPtr &request, QFuture<base::Result<T>> future);
    template <typename T>
    void conclude(const RequestPtr &request, quint64 run, bool unsent, base::Result<T> result);
    void follow(const resp::Commands &commands, const resp::Replies &replies);
    void forget(const resp::Commands &commands);
    void rememberLoss();
    void record(const Request &request, int db, const resp::Replies &replies, bool failed);
    [[nodiscard]] base::Error outcome(const Request &request, base::Error why, bool unsent) const;

    const Lane m_lane;
    LaneHost *const m_host;
    Phase m_phase = Phase::Closed;
    quint64 m_run = 0; ///< grows with each connection: late answers know that they are late
    links::Link *m_link = nullptr;
    resp::Connection *m_connection = nullptr;
    Login *m_login = nullptr;
    links::TlsProbe *m_probe = nullptr; ///< after a login that failed as one without TLS may
    Renewal *m_renewal = nullptr;

    std::deque<RequestPtr> m_queue;
    ConnectionState m_state;
    qsizetype m_inFlight = 0;
    bool m_busy = false; ///< a transaction or a SELECT has the connection to itself
    bool m_pumpScheduled = false;
    int m_consoleDb = -1; ///< Lane::Console: where it is, also while there is no connection
    QString m_loss; ///< what a typed session lost with its connection; said once
    QElapsedTimer m_lastUse;
};

} // namespace session
