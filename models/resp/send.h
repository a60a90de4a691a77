#pragma once
#include "base/result.h"
#include "resp/nodemap.h"
#include "resp/reply.h"
#include <QByteArrayList>
#include <QFuture>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace resp {

/// Arguments of one command, the command's own name first. Bytes, never a string to split.
using Command = QByteArrayList;
using Commands = QList<Command>;

struct SendOptions {
    std::chrono::milliseconds timeout{ 0 }; ///< 0 = the connection's own default
    /// The person has agreed to a dangerous command (class C–F of the safety table).
    bool confirmed = false;
    /// Of a cluster: the node to ask (NodeMap::Node::id), for commands without a key (SCAN, DBSIZE,
    /// INFO). Empty = by the command's keys, else any primary. Ignored outside a cluster.
    QByteArray node;
};

/// A compare-and-set: WATCH `watch`, run `reads`, ask `decide`, then MULTI … EXEC, all on one
/// connection that nobody else uses meanwhile.
struct Transaction {
    QByteArrayList watch;
    Commands reads;
    /// Called on the network thread with the replies of `reads` (error replies included), so it
    /// must own everything it captures. Returns the commands to run in MULTI/EXEC, an empty list
    /// for "nothing to write", or nullopt for "not what was loaded": nothing is written then.
    std::function<std::optional<Commands>(const Replies &reads)> decide;
    SendOptions options;
};

struct TransactionOutcome {
    enum class What {
        Committed, ///< EXEC ran; `results` has one reply per command of `decide`
        Changed, ///< `decide` said no, or EXEC was nil: nothing was written
    };
    What what = What::Committed;
    Replies reads;
    Replies results;
    /// False when the server refused WATCH, so that a small window between compare and write
    /// remained; the person is told.
    bool watched = true;
};

/// The only way in which a feature reaches a server: commands in, a future of the answer out.
/// Cheap to copy. Bound to one database: what is sent through it runs there, also after a
/// reconnect, or fails. Behind it stands the command gate, so nothing goes round it.
/// In a cluster each command goes to the owner of its keys and follows MOVED and ASK; the commands
/// of one many() may run on different nodes, and when one of these is lost the whole of it is (do
/// node by node what must be told apart). A command whose keys lie in several slots is split where
/// the parts add up to the same (DEL, UNLINK, EXISTS, TOUCH, MGET, MSET); anything else is the
/// server's CROSSSLOT. A transaction has all its keys in one slot, or is Invalid with
/// Cause::CrossSlot and nothing is sent.
/// Call it from the GUI thread (tests: from the thread that made it); the future is finished on
/// another thread, so listen with base::whenDone. Cancelling a future abandons the answer; the
/// command itself may still run.
/// Promises: every future finishes exactly once. A server's "-ERR" is a Reply of kind Error, not
/// a base::Error. A base::Error of kind OutcomeUnknown means a write went out and its reply never
/// came; nothing is ever sent twice.
class Send {
public:
    using Options = SendOptions;

    /// What a session (or a test) puts behind a Send.
    class Port {
    public:
        Port() = default;
        virtual ~Port();
        Q_DISABLE_COPY_MOVE(Port)
        virtual QFuture<base::Result<Reply>> one(Command command, SendOptions options) = 0;
        virtual QFuture<base::Result<Replies>> many(Commands commands, SendOptions options) = 0;
        virtual QFuture<base::Result<TransactionOutcome>> transact(Transaction transaction) = 0;
        /// The database this port is bound to.
        [[nodiscard]] virtual int database() const = 0;
        /// The nodes behind this port, as last known. Call it in the GUI thread.
        [[nodiscard]] virtual std::shared_ptr<const NodeMap> nodes() const;
    };

    Send() = default;
    explicit Send(std::shared_ptr<Port> port)
        : m_port(std::move(port))
    {
    }

    [[nodiscard]] explicit operator bool() const { return m_port != nullptr; }
    [[nodiscard]] int database() const { return m_port->database(); }
    /// Never null; one node without an id outside a cluster.
    [[nodiscard]] std::shared_ptr<const NodeMap> nodes() const { return m_port->nodes(); }

    [[nodiscard]] QFuture<base::Result<Reply>> operator()(Command command,
                                                          Options options = {}) const
    {
        return m_port->one(std::move(command), options);
    }
    /// One pipeline: sent together, answered in order, one reply per command.
    [[nodiscard]] QFuture<base::Result<Replies>> many(Commands commands, Options options = {}) const
    {
        return m_port->many(std::move(commands), options);
    }
    [[nodiscard]] QFuture<base::Result<TransactionOutcome>> transact(Transaction transaction) const
    {
        return m_port->transact(std::move(transaction));
    }

private:
    std::shared_ptr<Port> m_port;
};

/// The base::Error behind an error reply: NOPERM, READONLY, OOM, LOADING, MISCONF, WRONGTYPE,
/// NOAUTH … each with its own kind and sentence; `detail` holds the reply verbatim.
/// `command` names the command in the sentence. Call only when reply.isError().
[[nodiscard]] base::Error serverError(const Reply &reply, QByteArrayView command);

} // namespace resp
