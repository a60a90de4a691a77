#include "session/connectionstate.h"

namespace session {

namespace {

enum class Word { Other, Select, Multi, Exec, Discard, Reset, Watch, Unwatch, Auth, Hello, Listen };

/// Called for every command, so it looks at the length first.
Word wordOf(const resp::Command &command)
{
    const QByteArray &name = command.constFirst();
    const auto is = [&](const char *word) { return name.compare(word, Qt::CaseInsensitive) == 0; };
    switch (name.size()) {
    case 4:
        return is("EXEC") ? Word::Exec : is("AUTH") ? Word::Auth : Word::Other;
    case 5:
        if (is("MULTI"))
            return Word::Multi;
        return is("RESET") ? Word::Reset
            : is("WATCH")  ? Word::Watch
            : is("HELLO")  ? Word::Hello
                           : Word::Other;
    case 6:
        return is("SELECT") ? Word::Select : Word::Other;
    case 7:
        return is("DISCARD") ? Word::Discard
            : is("UNWATCH")  ? Word::Unwatch
            : is("MONITOR")  ? Word::Listen
                             : Word::Other;
    case 9:
        return is("SUBSCRIBE") ? Word::Listen : Word::Other;
    case 10:
        return is("PSUBSCRIBE") || is("SSUBSCRIBE") ? Word::Listen : Word::Other;
    default:
        return Word::Other;
    }
}

/// The database that a SELECT means; -1 for what no server takes.
int selected(const resp::Command &command)
{
    bool number = false;
    const int db = command.value(1).toInt(&number);
    return number && db >= 0 ? db : -1;
}

bool signsIn(Word word, const resp::Command &command)
{
    if (word != Word::Hello)
        return word == Word::Auth;
    for (qsizetype i = 2; i < command.size(); ++i) {
        if (command[i].compare("AUTH", Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

void ConnectionState::start(int db)
{
    *this = {};
    m_db = db;
}

void ConnectionState::sent(const resp::Command &command, bool writes)
{
    const Word word = wordOf(command);
    switch (word) {
    case Word::Select:
    case Word::Reset:
    case Word::Exec:
        ++m_moving;
        break;
    case Word::Multi:
        m_multi = true;
        break;
    case Word::Watch:
        m_watching = true;
        ++m_watches;
        break;
    case Word::Unwatch:
        if (!m_multi) // queued behind MULTI it is not carried out yet
            forgetWatches();
        break;
    case Word::Listen:
        m_listening = true;
        break;
    default:
        break;
    }
    if (word == Word::Exec || word == Word::Discard || word == Word::Reset) {
        m_multi = false;
        forgetWatches();
        m_queuedWrite.clear();
    } else if (m_multi && writes) {
        m_queuedWrite = command;
    }
}

void ConnectionState::answered(const resp::Command &command, const resp::Reply &reply)
{
    const Word word = wordOf(command);
    if (word == Word::Select || word == Word::Reset || word == Word::Exec)
        m_moving = qMax(0, m_moving - 1);

    if (m_queueing && reply.kind() == resp::Reply::Kind::Status && reply.bytes() == "QUEUED") {
        if (word == Word::Select)
            m_selects.append({ m_queued, selected(command) });
        ++m_queued;
        return;
    }
    switch (word) {
    case Word::Watch:
        if (reply.isError() && ++m_refusedWatches == m_watches)
            forgetWatches();
        break;
    case Word::Multi:
        m_queueing = m_queueing || reply.isOk();
        break;
    case Word::Exec:
        for (const QueuedSelect &select : std::as_const(m_selects)) {
            if (reply.at(select.index).isOk())
                m_db = select.db;
        }
        leaveMulti();
        break;
    case Word::Discard:
        leaveMulti();
        break;
    case Word::Select:
        if (reply.isOk())
            m_db = selected(command);
        break;
    case Word::Reset:
        if (!reply.isError()) {
            m_db = 0;
            m_listening = false;
            leaveMulti();
        }
        break;
    case Word::Auth:
    case Word::Hello:
        m_ownUser = m_ownUser || (!reply.isError() && signsIn(word, command));
        break;
    default:
        break;
    }
}

void ConnectionState::unanswered(const resp::Command &command)
{
    const Word word = wordOf(command);
    if (word != Word::Select && word != Word::Reset && word != Word::Exec)
        return;
    m_moving = qMax(0, m_moving - 1);
    m_db = -1;
    leaveMulti();
}

void ConnectionState::forgetWatches()
{
    m_watching = false;
    m_watches = 0;
    m_refusedWatches = 0;
}

void ConnectionState::leaveMulti()
{
    m_queueing = false;
    m_queued = 0;
    m_selects.clear();
}

} // namespace session
