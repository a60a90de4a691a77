#pragma once
#include "base/keytype.h"
#include "base/result.h"
#include "keys/keystore.h"
#include "keys/slotview.h"
#include "resp/send.h"
#include <QElapsedTimer>
#include <QObject>
#include <memory>
#include <vector>

namespace keys {

/// Lists a database's keys with SCAN into a KeyStore, a page at a time, never with KEYS. The next
/// page is asked for before the one at hand is taken in, and how much a page asks for follows the
/// server's own time for it. Pauses at a budget; goes on, or through to the end, when told.
/// Replies of an earlier run, or from before stop(), change nothing.
///
/// In a cluster every primary is passed through with a cursor of its own, all at the same time.
/// No key that is there all the while is lost when slots move or a replica takes over:
/// - Each node says which slots it serves before its pass begins, and all say it again when the
///   last pass has ended. A node that serves nothing new then had each of its keys during its
///   whole pass, so SCAN's own promise covers them. One that has gained slots, or to which keys of
///   a slot were arriving, gets another pass: keys may have come in behind its cursor.
/// - A primary that is new in the map gets a pass; one that is gone is dropped, and each of its
///   slots must have turned up at another.
/// - Complete means that this question found nothing new. When slots are still moving after two
///   extra passes it ends all the same, and slotsMoved() says so.
/// - A node that cannot be asked pauses its own part only; that part begins again when the map
///   changes or resume() is called. When nothing else is left to do, the whole scan is paused.
/// Where CLUSTER NODES is refused, NodeMap stands in for the nodes' own words.
class KeyScanner final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyScanner)

public:
    struct Options {
        QByteArray match; ///< MATCH; empty = all keys
        QList<base::KeyType> types; ///< one pass with TYPE for each; empty = one pass without
        int budget = 10000; ///< keys before it pauses, over all nodes; 0 = none
        int budgetMs = 5000; ///< time before it pauses; 0 = none
        int restMs = 0; ///< between two calls: 5 on production
    };
    enum class State {
        Idle, ///< nothing asked yet
        Running,
        Paused, ///< at the budget, or because a link went: resume() goes on
        Stopped, ///< by the person: resume() goes on
        Complete, ///< every cursor came back to 0
        Failed, ///< the server refused; see error()
    };
    Q_ENUM(State)

    /// One node's part of the work.
    struct NodeProgress {
        QString address;
        qint64 looked = 0;
        qint64 size = -1; ///< DBSIZE; -1 = unknown
        bool done = false;
        QString problem; ///< why it waits; empty = it does not
    };

    explicit KeyScanner(KeyStore *store, QObject *parent = nullptr);
    ~KeyScanner() override;

    void setSend(const resp::Send &send);
    void start(const Options &options);
    /// Goes on where it paused; `toTheEnd` lifts the budget.
    void resume(bool toTheEnd = false);
    void stop();
    /// Back to Idle; what is on the wire is ignored.
    void reset();
    /// The server is a new process: its cursors mean nothing now. resume() starts over, and what
    /// is listed already stays.
    void forgetCursor();
    /// The nodes behind the Send are others, or in another state.
    void nodesChanged();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Options &options() const { return m_options; }
    /// Why it failed, or paused when the link went; empty text when it paused at the budget.
    [[nodiscard]] const base::Error &error() const { return m_error; }
    [[nodiscard]] bool pausedByError() const { return m_pausedByError; }
    /// The last SCAN as it was sent.
    [[nodiscard]] const resp::Command &command() const { return m_command; }
    /// DBSIZE at the start, of all primaries; -1 = unknown (one refused, or did not answer yet).
    [[nodiscard]] qint64 databaseSize() const;
    /// About how many of databaseSize() were looked at; never more than that.
    [[nodiscard]] qint64 looked() const;
    /// An estimate, 0–100; -1 = unknown. 100 only when complete.
    [[nodiscard]] int percent() const;
    [[nodiscard]] int calls() const { return m_calls; }
    /// Complete, but slots were on their way to the end, so that keys of these may be missing.
    [[nodiscard]] bool slotsMoved() const { return m_slotsMoved; }
    /// In the order of the map; one outside a cluster.
    [[nodiscard]] QList<NodeProgress> nodes() const;

Q_SIGNALS:
    /// Keys were added to the store, `fresh` of them new.
    void found(qsizetype fresh);
    void stateChanged(keys::KeyScanner::State state);
    void progressed();

private:
    struct Part;
    using PartPtr = std::shared_ptr<Part>;

    [[nodiscard]] qint64 lookedOf(const Part &part) const;
    [[nodiscard]] bool isSpent() const;
    [[nodiscard]] bool isCurrent(const PartPtr &part) const;
    bool matchNodes();
    void askSize(const PartPtr &part);
    void goOn();
    void advance(const PartPtr &part);
    void askSlots(const PartPtr &part);
    void tookSlots(const PartPtr &part, const base::Result<resp::Reply> &reply);
    void next(const PartPtr &part);
    void answered(const PartPtr &part, const base::Result<resp::Reply> &reply, qint64 microseconds);
    void take(const resp::Reply &names, base::KeyType type);
    void rest();
    void judge();
    void fail(const base::Error &error);
    void end(State state);
    void setState(State state);

    KeyStore *m_store;
    resp::Send m_send;
    Options m_options;
    State m_state = State::Idle;
    base::Error m_error;
    bool m_pausedByError = false;
    bool m_unlimited = false;
    int m_run = 0;
    std::vector<PartPtr> m_parts;
    bool m_closing = false; ///< all passes have ended; the nodes are asked what they serve now
    int m_extraPasses = 0;
    bool m_slotsMoved = false;
    std::bitset<resp::slotCount> m_orphans; ///< slots of nodes that are gone
    int m_calls = 0;
    qint64 m_leg = 0; // keys since start or resume
    resp::Command m_command;
    QElapsedTimer m_legTime;
};

} // namespace keys
