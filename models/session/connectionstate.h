#pragma once
#include "resp/send.h"

namespace session {

/// What the server remembers about one connection, followed command by command: the database it
/// is on, an open MULTI or WATCH, a user signed in by hand. Told of every command that goes out,
/// and of every reply, in order.
class ConnectionState {
public:
    /// A fresh connection, signed in; `db` < 0 = not known.
    void start(int db);

    void sent(const resp::Command &command, bool writes);
    void answered(const resp::Command &command, const resp::Reply &reply);
    /// The reply to `command` will not be seen.
    void unanswered(const resp::Command &command);

    /// As the last reply left it; -1 = not known.
    [[nodiscard]] int db() const { return m_db; }
    /// False while a command that may change db() is under way.
    [[nodiscard]] bool isSettled() const { return m_moving == 0; }
    [[nodiscard]] bool hasOpenTransaction() const { return m_multi || m_watching; }
    [[nodiscard]] bool hasOwnUser() const { return m_ownUser; }
    /// Subscribed: it takes no ordinary commands.
    [[nodiscard]] bool isListening() const { return m_listening; }
    /// A write that waits behind MULTI for EXEC; empty when there is none.
    [[nodiscard]] const resp::Command &queuedWrite() const { return m_queuedWrite; }

private:
    struct QueuedSelect {
        qsizetype index;
        int db;
    };
    void leaveMulti();
    void forgetWatches();

    int m_db = -1;
    int m_moving = 0;
    bool m_multi = false; // as sent
    bool m_watching = false; // as sent, until the last of them is refused
    int m_watches = 0; // sent since there was none
    int m_refusedWatches = 0;
    bool m_ownUser = false;
    bool m_listening = false;
    resp::Command m_queuedWrite;

    bool m_queueing = false; // as answered
    qsizetype m_queued = 0;
    QList<QueuedSelect> m_selects;
};

} // namespace session
