#include "session/workstripes.h"
#include "base/commandtable.h"
#include "session/laneconnection.h"
#include <algorithm>

namespace session {

using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {
/// While a connection is being opened, no more than this waits on one.
constexpr int deepEnough = 2;
constexpr auto pauseAfterFailure = 30s;
} // namespace

bool mayRunAnywhere(const resp::Commands &commands)
{
    using Flag = base::CommandInfo::Flag;
    return !commands.isEmpty()
        && std::all_of(commands.cbegin(), commands.cend(), [](const resp::Command &command) {
               const base::CommandInfo *info = base::commandInfo(command);
               return info && info->has(Flag::ReadOnly) && !info->has(Flag::Write)
                   && !info->has(Flag::Blocking) && !info->has(Flag::PubSub);
           });
}

WorkStripes::WorkStripes(LaneConnection *first, int most, Node node, QObject *parent)
    : QObject(parent)
    , m_first(first)
    , m_most(most)
    , m_node(std::move(node))
{
}

WorkStripes::~WorkStripes()
{
    qDeleteAll(m_further);
}

bool WorkStripes::owns(const LaneConnection *connection) const
{
    return std::find(m_further.cbegin(), m_further.cend(), connection) != m_further.cend();
}

void WorkStripes::submit(const RequestPtr &request)
{
    if (m_most < 2) {
        m_first->submit(request);
        return;
    }
    request->spread =
        !request->isTransaction() && !request->asking && mayRunAnywhere(request->commands);
    request->ordered = !request->spread;
    m_waiting.push_back(request);
    drain();
}

void WorkStripes::drain()
{
    while (!m_waiting.empty()) {
        const RequestPtr request = m_waiting.front();
        LaneConnection *place = placeFor(*request);
        if (!place)
            return; // answered() or lookAgain() comes back here
        m_waiting.pop_front();
        ++m_load[place];
        m_ordered += request->ordered ? 1 : 0;
        place->submit(request);
    }
}

/// Null = it has to wait here.
LaneConnection *WorkStripes::placeFor(const Request &request)
{
    if (!request.spread) {
        const bool isAlone =
            std::all_of(m_further.cbegin(), m_further.cend(),
                        [this](const LaneConnection *each) { return loadOf(each) == 0; });
        return isAlone ? m_first : nullptr;
    }
    if (m_ordered > 0)
        return m_first;
    if (!m_first->isReady())
        return loadOf(m_first) < deepEnough ? m_first : nullptr;
    LaneConnection *least = leastBusy();
    if (loadOf(least) == 0)
        return least;
    grow();
    const bool growing =
        std::any_of(m_further.cbegin(), m_further.cend(), [](const LaneConnection *each) {
            return !each->isReady() && !each->isClosed();
        });
    return growing && loadOf(least) >= deepEnough ? nullptr : least;
}

LaneConnection *WorkStripes::leastBusy() const
{
    LaneConnection *least = m_first;
    for (LaneConnection *each : m_further) {
        if (each->isReady() && loadOf(each) < loadOf(least))
            least = each;
    }
    return least;
}

/// One after the other: the next when this one is used as well.
void WorkStripes::grow()
{
    const bool allReady = std::all_of(m_further.cbegin(), m_further.cend(),
                                      [](const LaneConnection *each) { return each->isReady(); });
    if (m_further.size() + 1 >= m_most || !allReady || !m_notBefore.hasExpired()
        || !m_node.hasRoom())
        return;
    LaneConnection *further = m_node.make();
    m_further += further;
    further->open();
}

int WorkStripes::loadOf(const LaneConnection *connection) const
{
    return m_load.value(connection);
}

void WorkStripes::close(const base::Error &why)
{
    // Last first: what they fail with is for the one who asked.
    for (const RequestPtr &request : std::exchange(m_waiting, {}))
        request->fail(why);
    for (LaneConnection *each : std::exchange(m_further, {})) {
        each->close(why);
        m_load.remove(each);
        each->deleteLater();
    }
}

void WorkStripes::makeRoom()
{
    if (m_further.isEmpty())
        return;
    drop(*std::min_element(m_further.cbegin(), m_further.cend(),
                           [this](const LaneConnection *a, const LaneConnection *b) {
                               return loadOf(a) < loadOf(b);
                           }));
}

void WorkStripes::closeIdle(std::chrono::milliseconds after)
{
    const QList<LaneConnection *> all = m_further;
    for (LaneConnection *each : all) {
        if (each->isIdleFor(after))
            drop(each);
    }
}

/// Its reads come back by takeBack().
void WorkStripes::drop(LaneConnection *connection)
{
    connection->close({ Kind::Cancelled, {}, {} });
    m_further.removeOne(connection);
    m_load.remove(connection);
    connection->deleteLater();
    lookAgain();
}

void WorkStripes::lookAgain()
{
    if (std::exchange(m_scheduled, true))
        return;
    // Not from inside an answer: the connection is still reading then.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_scheduled = false;
            drain();
        },
        Qt::QueuedConnection);
}

void WorkStripes::lost(LaneConnection *connection)
{
    m_notBefore = QDeadlineTimer(pauseAfterFailure);
    m_further.removeOne(connection);
    m_load.remove(connection);
    connection->deleteLater(); // this runs inside one of its own calls
    lookAgain();
}

void WorkStripes::answered(LaneConnection *connection, const Request &request)
{
    if (!request.spread && !request.ordered)
        return; // it did not come by here
    if (const auto load = m_load.find(connection); load != m_load.end() && *load > 0)
        --*load;
    if (request.ordered)
        --m_ordered;
    if (!m_waiting.empty())
        lookAgain();
}

bool WorkStripes::takeBack(LaneConnection *connection, const RequestPtr &request,
                           const base::Error &why)
{
    const bool ended = why.kind == Kind::Network || why.kind == Kind::Cancelled;
    if (!request->spread || !ended || !owns(connection) || request->isCancelled())
        return false;
    answered(connection, *request);
    request->sent = false;
    m_waiting.push_front(request);
    lookAgain();
    return true;
}

} // namespace session
