#include "keys/keyscanner.h"
#include "base/whendone.h"
#include <QTimer>
#include <algorithm>
#include <atomic>

namespace keys {

namespace {

constexpr int minCount = 100;
constexpr int maxCount = 2000;
// Of the server's time for one call: two milliseconds are good, five would be noticed by others.
constexpr qint64 slowMicroseconds = 3500;
constexpr qint64 quickMicroseconds = 1500;
constexpr int mostExtraPasses = 2;
constexpr int mapCatchesUpMs = 1000;

/// Sends, and hands the answer on with the time it took until it was there, not until the GUI
/// thread had time for it.
template <typename Done>
void timed(const resp::Send &send, const resp::Command &command, const QByteArray &node,
           QObject *context, Done done)
{
    auto took = std::make_shared<std::atomic<qint64>>(-1);
    QElapsedTimer timer;
    timer.start();
    resp::SendOptions options;
    options.node = node;
    const auto future =
        send(command, options).then([took, timer](const base::Result<resp::Reply> &reply) {
            took->store(timer.nsecsElapsed() / 1000);
            return reply;
        });
    base::whenDone(future, context, [took, done](const base::Result<resp::Reply> &reply) {
        done(reply, took->load());
    });
}

/// Refusals that are the same wherever they are asked again.
bool isFinal(const base::Error &error)
{
    return error.kind == base::Error::Kind::NotPermitted
        || error.kind == base::Error::Kind::Protocol;
}

} // namespace

struct KeyScanner::Part {
    QByteArray id;
    QString address;
    QByteArray cursor = QByteArrayLiteral("0");
    qsizetype pass = 0;
    int count = 1000;
    int sentCount = 1000;
    qint64 looked = 0;
    qint64 size = -1;
    qint64 fastest = -1; // microseconds: about one round trip
    bool underWay = false; // a call, or the rest before the next one
    bool done = false;
    std::optional<base::Error> error;
    std::optional<SlotView> began; // what it served when its pass began
    SlotView now; // what it served when all passes had ended

    void startOver()
    {
        cursor = "0";
        pass = 0;
        done = false;
        error.reset();
        began.reset();
    }

    void adapt(qint64 microseconds)
    {
        if (microseconds < 0)
            return;
        if (fastest < 0 || microseconds < fastest)
            fastest = microseconds;
        const qint64 spent = microseconds - fastest; // the round trip is not the server's work
        if (spent > slowMicroseconds)
            count = std::max(minCount, count / 2);
        else if (spent < quickMicroseconds)
            count = std::min(maxCount, count * 2);
    }
};

KeyScanner::KeyScanner(KeyStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

KeyScanner::~KeyScanner() = default;

void KeyScanner::setSend(const resp::Send &send)
{
    m_send = send;
}

void KeyScanner::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void KeyScanner::start(const Options &options)
{
    reset();
    m_options = options;
    if (m_send)
        resume();
}

void KeyScanner::resume(bool toTheEnd)
{
    if (m_state == State::Running || m_state == State::Complete || !m_send)
        return;
    m_unlimited = toTheEnd;
    m_leg = 0;
    m_pausedByError = false;
    m_error = {};
    m_legTime.start();
    setState(State::Running);
    (void)matchNodes();
    goOn();
}

void KeyScanner::stop()
{
    if (m_state == State::Running)
        end(State::Stopped);
}

void KeyScanner::reset()
{
    ++m_run;
    m_parts.clear();
    m_closing = false;
    m_extraPasses = 0;
    m_slotsMoved = false;
    m_orphans.reset();
    m_calls = 0;
    m_leg = 0;
    m_error = {};
    m_pausedByError = false;
    m_command.clear();
    setState(State::Idle);
}

void KeyScanner::forgetCursor()
{
    for (const PartPtr &part : m_parts) {
        part->startOver();
        part->looked = 0;
        part->fastest = -1;
    }
}

void KeyScanner::nodesChanged()
{
    if (!m_send)
        return;
    if (m_state == State::Paused && m_pausedByError && m_send.nodes()->cluster) {
        resume(m_unlimited);
    } else if (m_state == State::Running) {
        (void)matchNodes();
        goOn();
    }
}

/// Brings the parts in line with the nodes there are; true when one has to be begun (again).
bool KeyScanner::matchNodes()
{
    const auto map = m_send.nodes();
    std::vector<PartPtr> parts;
    bool fresh = false;
    for (const resp::NodeMap::Node &node : map->primaries()) {
        const auto known = std::find_if(m_parts.cbegin(), m_parts.cend(),
                                        [&](const PartPtr &part) { return part->id == node.id; });
        const bool failed = known != m_parts.cend() && (*known)->error;
        // A primary that has lost its slots and does not answer has nothing left to list.
        if (map->cluster && node.ranges.isEmpty() && (failed || !node.reachable))
            continue;
        if (known != m_parts.cend()) {
            if (failed && !(*known)->underWay) {
                if (map->cluster)
                    (*known)->startOver(); // whether its cursor still means anything is not known
                (*known)->error.reset();
                fresh = true;
            }
            (*known)->address = node.address;
            parts.push_back(*known);
        } else {
            auto part = std::make_shared<Part>();
            part->id = node.id;
            part->address = node.address;
            parts.push_back(part);
            fresh = true;
        }
    }
    for (const PartPtr &part : m_parts) {
        const bool stays = std::find(parts.cbegin(), parts.cend(), part) != parts.cend();
        if (!stays && part->began)
            m_orphans |= part->began->owned;
    }
    const std::vector<PartPtr> before = std::exchange(m_parts, parts);
    for (const PartPtr &part : parts) {
        if (std::find(before.cbegin(), before.cend(), part) == before.cend())
            askSize(part);
    }
    return fresh;
}

bool KeyScanner::isCurrent(const PartPtr &part) const
{
    return std::find(m_parts.cbegin(), m_parts.cend(), part) != m_parts.cend();
}

void KeyScanner::askSize(const PartPtr &part)
{
    timed(m_send, { "DBSIZE" }, part->id, this,
          [this, part, run = m_run](const base::Result<resp::Reply> &reply, qint64 microseconds) {
              if (run != m_run || !reply || reply->kind() != resp::Reply::Kind::Integer)
                  return;
              part->size = reply->toInteger(-1);
              if (microseconds >= 0 && (part->fastest < 0 || microseconds < part->fastest))
                  part->fastest = microseconds;
              Q_EMIT progressed();
          });
}

bool KeyScanner::isSpent() const
{
    return !m_unlimited
        && ((m_options.budget > 0 && m_leg >= m_options.budget)
            || (m_options.budgetMs > 0 && m_legTime.elapsed() >= m_options.budgetMs));
}

void KeyScanner::goOn()
{
    const bool spent = isSpent();
    bool busy = false;
    bool left = false;
    const base::Error *problem = nullptr;
    const std::vector<PartPtr> parts = m_parts;
    if (std::any_of(parts.cbegin(), parts.cend(), [](const PartPtr &part) { return !part->done; }))
        m_closing = false;
    for (const PartPtr &part : parts) {
        if (!spent)
            advance(part);
        busy = busy || part->underWay;
        left = left || (!part->done && !part->error);
        if (part->error && !problem)
            problem = &*part->error;
    }
    if (busy || m_state != State::Running)
        return;
    if (left) {
        end(State::Paused);
    } else if (problem) {
        m_error = *problem;
        m_pausedByError = true;
        end(State::Paused);
    } else if (m_send.nodes()->cluster && !m_closing) {
        m_closing = true;
        for (const PartPtr &part : parts)
            askSlots(part);
    } else if (m_closing) {
        judge();
    } else {
        end(State::Complete);
    }
}

void KeyScanner::advance(const PartPtr &part)
{
    if (part->done || part->error || part->underWay)
        return;
    if (m_send.nodes()->cluster && !part->began)
        askSlots(part);
    else
        next(part);
}

void KeyScanner::askSlots(const PartPtr &part)
{
    part->underWay = true;
    timed(m_send, { "CLUSTER", "NODES" }, part->id, this,
          [this, part, run = m_run](const base::Result<resp::Reply> &reply, qint64) {
              if (run != m_run)
                  return;
              part->underWay = false;
              if (isCurrent(part))
                  tookSlots(part, reply);
              else
                  goOn();
          });
}

void KeyScanner::tookSlots(const PartPtr &part, const base::Result<resp::Reply> &reply)
{
    if (!reply) {
        part->error = reply.error();
        part->done = false;
    } else {
        const auto said = reply->isError() ? std::nullopt : SlotView::parse(reply->bytes());
        const SlotView view = said ? *said : SlotView::of(*m_send.nodes(), part->id);
        if (part->done)
            part->now = view;
        else
            part->began = view;
    }
    goOn();
}

void KeyScanner::judge()
{
    m_closing = false;
    const bool fresh = matchNodes();
    std::bitset<resp::slotCount> served;
    std::bitset<resp::slotCount> lost = m_orphans;
    std::vector<PartPtr> again;
    for (const PartPtr &part : m_parts) {
        if (!part->done || !part->began)
            continue;
        served |= part->now.owned;
        lost |= part->began->owned & ~part->now.owned;
        const bool gained = (part->now.owned & ~part->began->owned).any();
        if (gained || part->began->importing || part->now.importing)
            again.push_back(part);
    }
    const bool homeless = (lost & ~served).any();
    if (fresh) {
        for (const PartPtr &part : again)
            part->startOver();
        goOn();
        return;
    }
    if ((again.empty() && !homeless) || m_extraPasses >= mostExtraPasses) {
        m_slotsMoved = homeless || !again.empty();
        end(State::Complete);
        return;
    }
    ++m_extraPasses;
    for (const PartPtr &part : again)
        part->startOver();
    if (again.empty())
        rest();
    else
        goOn();
}

/// A slot has left a node and is nobody's that the map knows: the map will name its new owner.
void KeyScanner::rest()
{
    QTimer::singleShot(mapCatchesUpMs, this, [this, run = m_run] {
        if (run != m_run || m_state != State::Running)
            return;
        (void)matchNodes();
        goOn();
    });
}

void KeyScanner::next(const PartPtr &part)
{
    part->underWay = true;
    part->sentCount = part->count;
    m_command = { "SCAN", part->cursor };
    if (!m_options.match.isEmpty())
        m_command << "MATCH" << m_options.match;
    m_command << "COUNT" << QByteArray::number(part->sentCount);
    if (!m_options.types.isEmpty())
        m_command << "TYPE" << base::keyTypeName(m_options.types.at(part->pass));
    timed(m_send, m_command, part->id, this,
          [this, part, run = m_run](const base::Result<resp::Reply> &reply, qint64 microseconds) {
              if (run == m_run)
                  answered(part, reply, microseconds);
          });
}

void KeyScanner::fail(const base::Error &error)
{
    m_error = error;
    end(State::Failed);
}

void KeyScanner::end(State state)
{
    ++m_run;
    m_closing = false;
    for (const PartPtr &part : m_parts)
        part->underWay = false;
    setState(state);
}

void KeyScanner::answered(const PartPtr &part, const base::Result<resp::Reply> &reply,
                          qint64 microseconds)
{
    part->underWay = false;
    if (!isCurrent(part)) {
        goOn();
        return;
    }
    const bool readable =
        reply && !reply->isError() && reply->size() == 2 && reply->at(1).isAggregate();
    if (!readable) {
        const base::Error error = !reply ? reply.error()
            : reply->isError()
            ? resp::serverError(*reply, "SCAN")
            : base::Error{ base::Error::Kind::Protocol,
                           QCoreApplication::translate(
                               "keys", "The server's answer to SCAN cannot be read."),
                           {} };
        if (reply && (isFinal(error) || !m_send.nodes()->cluster)) {
            fail(error);
            return;
        }
        part->error = error;
        goOn();
        return;
    }
    ++m_calls;
    part->looked += part->sentCount;
    part->adapt(microseconds);
    const auto type =
        m_options.types.isEmpty() ? base::KeyType::Unknown : m_options.types.at(part->pass);
    const resp::Reply names = reply->at(1);
    part->cursor = reply->at(0).toByteArray();
    if (reply->at(0).kind() == resp::Reply::Kind::Integer)
        part->cursor = QByteArray::number(reply->at(0).toInteger());
    m_leg += names.size();
    if (part->cursor == "0") {
        ++part->pass;
        part->done = part->pass >= std::max<qsizetype>(1, m_options.types.size());
    }
    // The server works on the next page while this one is taken in.
    if (!part->done && !isSpent()) {
        if (m_options.restMs > 0) {
            part->underWay = true;
            QTimer::singleShot(m_options.restMs, this, [this, part, run = m_run] {
                if (run != m_run)
                    return;
                part->underWay = false;
                goOn();
            });
        } else {
            next(part);
        }
    }
    take(names, type);
    if (m_state == State::Running) // a listener may have stopped it
        goOn();
    Q_EMIT progressed();
}

void KeyScanner::take(const resp::Reply &names, base::KeyType type)
{
    const qsizetype count = names.size();
    std::vector<QByteArrayView> views;
    views.reserve(size_t(count));
    for (qsizetype i = 0; i < count; ++i)
        views.push_back(names.bytesAt(i));
    const qsizetype fresh = m_store->addAll(views, type);
    if (count)
        Q_EMIT found(fresh);
}

qint64 KeyScanner::databaseSize() const
{
    qint64 size = m_parts.empty() ? -1 : 0;
    for (const PartPtr &part : m_parts) {
        if (part->size < 0)
            return -1;
        size += part->size;
    }
    return size;
}

qint64 KeyScanner::lookedOf(const Part &part) const
{
    const qint64 passes = std::max<qint64>(1, m_options.types.size());
    const qint64 looked = part.looked / passes;
    return part.size >= 0 ? std::min(looked, part.size) : looked;
}

qint64 KeyScanner::looked() const
{
    qint64 looked = 0;
    for (const PartPtr &part : m_parts)
        looked += lookedOf(*part);
    return looked;
}

int KeyScanner::percent() const
{
    if (m_state == State::Complete)
        return 100;
    const qint64 size = databaseSize();
    if (size <= 0)
        return -1;
    return int(std::min<qint64>(99, looked() * 100 / size));
}

QList<KeyScanner::NodeProgress> KeyScanner::nodes() const
{
    QList<NodeProgress> all;
    for (const PartPtr &part : m_parts) {
        all += { part->address, lookedOf(*part), part->size, part->done,
                 part->error ? part->error->text : QString() };
    }
    return all;
}

} // namespace keys
