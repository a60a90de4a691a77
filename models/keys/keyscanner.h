#pragma once
#include "base/keytype.h"
#include "base/result.h"
#include "keys/keystore.h"
#include "resp/send.h"
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace keys {

/// Lists a database's keys with SCAN into a KeyStore, a page at a time, never with KEYS. The next
/// page is asked for before the one at hand is taken in, and how much a page asks for follows the
/// server's own time for it. Pauses at a budget; goes on, or through to the end, when told.
/// Replies of an earlier run, or from before stop(), change nothing.
class KeyScanner final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyScanner)

public:
    struct Options {
        QByteArray match; ///< MATCH; empty = all keys
        QList<base::KeyType> types; ///< one pass with TYPE for each; empty = one pass without
        int budget = 10000; ///< keys before it pauses; 0 = none
        int budgetMs = 5000; ///< time before it pauses; 0 = none
        int restMs = 0; ///< between two calls: 5 on production
    };
    enum class State {
        Idle, ///< nothing asked yet
        Running,
        Paused, ///< at the budget, or because the link went: resume() goes on
        Stopped, ///< by the person: resume() goes on
        Complete, ///< every cursor came back to 0
        Failed, ///< the server refused; see error()
    };
    Q_ENUM(State)

    explicit KeyScanner(KeyStore *store, QObject *parent = nullptr);

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

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Options &options() const { return m_options; }
    /// Why it failed, or paused when the link went; empty text when it paused at the budget.
    [[nodiscard]] const base::Error &error() const { return m_error; }
    [[nodiscard]] bool pausedByError() const { return m_pausedByError; }
    /// The last SCAN as it was sent.
    [[nodiscard]] const resp::Command &command() const { return m_command; }
    /// DBSIZE at the start; -1 = unknown (refused, or not answered yet).
    [[nodiscard]] qint64 databaseSize() const { return m_databaseSize; }
    /// About how many of databaseSize() were looked at; never more than that.
    [[nodiscard]] qint64 looked() const;
    /// An estimate, 0–100; -1 = unknown. 100 only when complete.
    [[nodiscard]] int percent() const;
    [[nodiscard]] int calls() const { return m_calls; }

Q_SIGNALS:
    /// Keys were added to the store, `fresh` of them new.
    void found(qsizetype fresh);
    void stateChanged(keys::KeyScanner::State state);
    void progressed();

private:
    void next();
    void answered(const base::Result<resp::Reply> &reply, qint64 microseconds);
    void take(const resp::Reply &names, base::KeyType type);
    void adapt(qint64 microseconds);
    void setState(State state);

    KeyStore *m_store;
    resp::Send m_send;
    Options m_options;
    State m_state = State::Idle;
    base::Error m_error;
    bool m_pausedByError = false;
    bool m_unlimited = false;
    int m_run = 0;
    QByteArray m_cursor = QByteArrayLiteral("0");
    qsizetype m_pass = 0;
    int m_count = 1000;
    int m_sentCount = 1000;
    int m_calls = 0;
    qint64 m_looked = 0;
    qint64 m_leg = 0; // keys since start or resume
    qint64 m_databaseSize = -1;
    qint64 m_fastest = -1; // microseconds: about one round trip
    resp::Command m_command;
    QElapsedTimer m_legTime;
    QTimer m_rest;
};

} // namespace keys
