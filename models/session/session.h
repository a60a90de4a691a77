#pragma once
#include "base/result.h"
#include "link/tunnel.h"
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "resp/send.h"
#include "session/commandgate.h"
#include "session/credentials.h"
#include "session/nodestate.h"
#include "session/serverinfo.h"
#include <QDateTime>
#include <QObject>
#include <functional>
#include <memory>

namespace session {

/// Connections with a purpose of their own, so that none waits behind another's work. At most
/// four to a server; each is opened when first used. Through a tunnel, Work has an SSH session of
/// its own: what is read without a limit (Load all, Save to file) belongs there, pages of a few MB
/// may go over Browse. Through Session Manager, Work has as many connections as the profile's
/// bulkSessions allow, and reads that are sent side by side share them.
enum class Lane : quint8 {
    Browse, ///< key names, types, values: short commands that the person waits for
    Work, ///< transactions, bulk deletes, big reads
    Console, ///< the console's own; its SELECT moves nobody else
    Stats, ///< the sampler's INFO and PING
};

/// One command as the Activity list shows it. Arguments are redacted.
struct Activity {
    QDateTime when;
    Lane lane = Lane::Browse;
    int db = 0;
    QByteArrayList command; ///< base::redacted(), each argument cut at 256 bytes
    qint64 microseconds = 0;
    bool failed = false;
};

/// Makes the way of a profile that wants a tunnel, in the network thread, which owns it.
using TunnelSource = std::function<std::unique_ptr<links::Tunnel>()>;

/// One open server, seen from the GUI thread. Owns a network thread in which links, connections
/// and parsing live; the two meet only in futures and queued signals.
///
/// After every connect, first or again: login (AUTH, CLIENT SETNAME, CLIENT NO-TOUCH ON,
/// SELECT n) and the identity check come before any other command. When another server answers,
/// reads go on, writes are locked until acceptServer().
/// A lost connection is opened again after 0.5 s, doubling to 30 s, with jitter, until close(). A
/// server that is still loading its data is tried again each second. What only a person can mend
/// (see stopped()) is not tried again.
/// A profile with a tunnel opens it first, and all of its connections lead through it.
/// With Topology::Sentinel the sentinels are asked for the primary before every attempt, and again
/// when a write is answered with READONLY.
class Session final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    enum class State {
        Closed, ///< not opened yet, or closed by the person
        Connecting, ///< the first attempt; ends in Online or Closed
        Online,
        Reconnecting, ///< lost; trying again
    };
    Q_ENUM(State)

    /// `secrets` = what the profile needs to sign in, as far as it is kept; a password of
    /// PasswordSource::Ask was asked for before. Nothing is opened before open().
    Session(profiles::Profile profile, profiles::Secrets secrets, QObject *parent = nullptr);
    ~Session() override;

    /// Makes the tokens of Authentication::Iam instead of IamTokens; it is called in the network
    /// thread. Set it before open().
    void setTokenSource(TokenSource source);

    /// Whom a tunnel asks about host keys and for passwords. Without one nothing is asked. Set it,
    /// and the places if they are others than SshPlaces::standard(), before open().
    void setAsker(std::shared_ptr<links::Asker> asker);
    void setSshPlaces(const links::SshPlaces &places);
    /// Of the AWS account that a tunnel or a token needs; aws::Places::standard() otherwise. The
    /// same asker is asked for MFA codes. Set them before open().
    void setAwsPlaces(const aws::Places &places);
    /// Another way than links::makeTunnel() makes. Set it before open().
    void setTunnelSource(TunnelSource source);
    /// Another way to the same server, in profile() at once and from the next open() on. What is
    /// open is closed first.
    void setWay(const profiles::TunnelSettings &way);

    void open();
    void close();
    /// Ends the wait for the next attempt.
    void retryNow();
    /// The way to the server may have changed: tries again at once when waiting, and when online
    /// asks at once whether the server still answers. Called by itself when the network comes back
    /// (where Qt can tell) and when the computer has been asleep.
    void checkNow();
    /// Instead of the profile's idleDisconnectMinutes, from now on; zero = never. See idledOut().
    void setIdleLimit(std::chrono::milliseconds limit);
    /// No further attempt is made; the state becomes Closed, what is shown stays.
    void stopRetrying();

    [[nodiscard]] const profiles::Profile &profile() const;
    [[nodiscard]] State state() const;
    [[nodiscard]] const ServerInfo &server() const;
    /// The nodes of the cluster, as last known; one node without an id outside a cluster.
    [[nodiscard]] std::shared_ptr<const resp::NodeMap> nodes() const;
    /// The same nodes as a person wants to see them: announced and reached address, role, state.
    [[nodiscard]] QList<NodeState> nodeStates() const;
    /// Why nothing comes through the tunnel just now, while its streams stay and may go on: what is
    /// asked for waits. Only where the way can tell; see links::Tunnel::stallChanged().
    [[nodiscard]] const std::optional<base::Error> &stall() const;
    /// Why the last attempt failed, or the link ended.
    [[nodiscard]] const base::Error &lastError() const;

    /// A Send bound to `db`. Valid also while offline: requests then fail with Kind::Network at
    /// once, nothing is queued for later. May outlive the Session (requests fail).
    /// Lane::Console follows its own SELECT: `db` is where it starts (the first one asked for
    /// counts); see consoleDatabase(). A transaction always runs on Lane::Work.
    [[nodiscard]] resp::Send send(Lane lane, int db) const;
    /// The database the console's connection is on now, also after a reconnect.
    [[nodiscard]] int consoleDatabase() const;

    // The lock.
    [[nodiscard]] bool isReadOnly() const;
    /// Writes pass until `until` (invalid = until disconnect). Never lifts wrongServer().
    void unlock(const QDateTime &until = {});
    void lock();
    [[nodiscard]] QDateTime unlockedUntil() const;
    /// True after a reconnect that reached another server (M20).
    [[nodiscard]] bool isWrongServer() const;
    /// The person says that the new server is meant.
    void acceptServer();
    [[nodiscard]] const CommandGate &gate() const;

    /// Round trips of PING on the Stats lane, microseconds, newest last, at most 60.
    [[nodiscard]] QList<qint64> roundTrips() const;

Q_SIGNALS:
    void stateChanged(session::Session::State state);
    /// Of Connecting, which goes on: the server is there but not ready, and the sentence says how
    /// far it is (Cause::Loading). Comes again about every second.
    void stillConnecting(const base::Error &why);
    /// Login and identity check are done (first connect and every reconnect). `again` = a
    /// reconnect; `restarted` = same address, same data set lineage, new process or lost scripts,
    /// cursors and transactions.
    void online(const session::ServerInfo &server, bool again, bool restarted);
    /// The first attempt failed; the state is Closed. After any online() it is offline() or
    /// stopped() instead.
    void failed(const base::Error &why);
    /// The link ended at `when`; attempt number `attempt` follows in `ms`.
    void offline(const base::Error &why, const QDateTime &when, int ms, int attempt);
    /// Instead of offline(), where another attempt would only be refused again or repeat a
    /// question: the host key of a bastion has changed, it refuses the sign-in, the person gave up
    /// a question. The link ended at `when`; the state is Closed, what is shown stays, and open()
    /// tries again, with the identity check of a reconnect.
    void stopped(const base::Error &why, const QDateTime &when);
    /// No command came for the profile's idleDisconnectMinutes (what goes over Lane::Stats does not
    /// count, an open transaction or subscription keeps it awake): the connections were closed and
    /// the state is Closed. open() opens them again, with the identity check of a reconnect; until
    /// then requests fail as they do offline, and none is sent later.
    void idledOut(const base::Error &why);
    /// A connection whose token runs out could not be signed in again. It is kept, and tried again.
    void signInNotRenewed(const base::Error &why);
    void stallChanged();
    void lockChanged();
    void wrongServerFound(const session::ServerInfo &before, const session::ServerInfo &now);
    void consoleDatabaseChanged(int db);
    void activity(const session::Activity &entry);
    void roundTripMeasured(qint64 microseconds);
    /// Owners, roles, nodes or their state have changed; see nodes().
    void nodesChanged();

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace session

Q_DECLARE_METATYPE(session::Activity)
