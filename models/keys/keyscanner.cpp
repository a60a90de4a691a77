#include "keys/keyscanner.h"
#include "base/whendone.h"
#include <atomic>
#include <vector>

namespace keys {

namespace {

constexpr int minCount = 100;
constexpr int maxCount = 2000;
// Of the server's time for one call: two milliseconds are good, five would be noticed by others.
constexpr qint64 slowMicroseconds = 3500;
constexpr qint64 quickMicroseconds = 1500;

/// Sends, and hands the answer on with the time it took until it was there, not until the GUI
/// thread had time for it.
template <typename Done>
void timed(const resp::Send &send, const resp::Command &command, QObject *context, Done done)
{
    auto took = std::make_shared<std::atomic<qint64>>(-1);
    QElapsedTimer timer;
    timer.start();
    const auto future = send(command).then([took, timer](const base::Result<resp::Reply> &reply) {
        took->store(timer.nsecsElapsed() / 1000);
        return reply;
    });
    base::whenDone(future, context, [took, done](const base::Result<resp::Reply> &reply) {
        done(reply, took->load());
    });
}

} // namespace

KeyScanner::KeyScanner(KeyStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &KeyScanner::next);
}

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
    m_databaseSize = -1;
    if (!m_send)
        return;
    timed(m_send, { "DBSIZE" }, this,
          [this, run = m_run](const base::Result<resp::Reply> &reply, qint64 microseconds) {
              if (run != m_run || !reply || reply->kind() != resp::Reply::Kind::Integer)
                  return;
              m_databaseSize = reply->toInteger(-1);
              if (microseconds >= 0 && (m_fastest < 0 || microseconds < m_fastest))
                  m_fastest = microseconds;
              Q_EMIT progressed();
          });
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
    next();
}

void KeyScanner::stop()
{
    if (m_state != State::Running)
        return;
    ++m_run;
    m_rest.stop();
    setState(State::Stopped);
}

void KeyScanner::reset()
{
    ++m_run;
    m_rest.stop();
    m_cursor = "0";
    m_pass = 0;
    m_calls = 0;
    m_looked = 0;
    m_leg = 0;
    m_error = {};
    m_pausedByError = false;
    m_command.clear();
    setState(State::Idle);
}

void KeyScanner::forgetCursor()
{
    m_cursor = "0";
    m_pass = 0;
    m_looked = 0;
    m_fastest = -1;
}

void KeyScanner::next()
{
    m_sentCount = m_count;
    m_command = { "SCAN", m_cursor };
    if (!m_options.match.isEmpty())
        m_command << "MATCH" << m_options.match;
    m_command << "COUNT" << QByteArray::number(m_sentCount);
    if (!m_options.types.isEmpty())
        m_command << "TYPE" << base::keyTypeName(m_options.types.at(m_pass));
    timed(m_send, m_command, this,
          [this, run = m_run](const base::Result<resp::Reply> &reply, qint64 microseconds) {
              if (run == m_run)
                  answered(reply, microseconds);
          });
}

void KeyScanner::adapt(qint64 microseconds)
{
    if (microseconds < 0)
        return;
    if (m_fastest < 0 || microseconds < m_fastest)
        m_fastest = microseconds;
    const qint64 spent = microseconds - m_fastest; // the round trip is not the server's work
    if (spent > slowMicroseconds)
        m_count = std::max(minCount, m_count / 2);
    else if (spent < quickMicroseconds)
        m_count = std::min(maxCount, m_count * 2);
}

void KeyScanner::answered(const base::Result<resp::Reply> &reply, qint64 microseconds)
{
    if (!reply) {
        m_error = reply.error();
        m_pausedByError = true;
        ++m_run;
        setState(State::Paused);
        return;
    }
    if (reply->isError() || reply->size() != 2 || !reply->at(1).isAggregate()) {
        m_error = reply->isError()
            ? resp::serverError(*reply, "SCAN")
            : base::Error{ base::Error::Kind::Protocol,
                           QCoreApplication::translate(
                               "keys", "The server's answer to SCAN cannot be read."),
                           {} };
        ++m_run;
        setState(State::Failed);
        return;
    }
    ++m_calls;
    m_looked += m_sentCount;
    adapt(microseconds);
    const auto type =
        m_options.types.isEmpty() ? base::KeyType::Unknown : m_options.types.at(m_pass);
    const resp::Reply names = reply->at(1);
    m_cursor = reply->at(0).toByteArray();
    if (reply->at(0).kind() == resp::Reply::Kind::Integer)
        m_cursor = QByteArray::number(reply->at(0).toInteger());
    m_leg += names.size();
    bool complete = false;
    if (m_cursor == "0") {
        ++m_pass;
        complete = m_pass >= std::max<qsizetype>(1, m_options.types.size());
    }
    const bool spent = !complete && !m_unlimited
        && ((m_options.budget > 0 && m_leg >= m_options.budget)
            || (m_options.budgetMs > 0 && m_legTime.elapsed() >= m_options.budgetMs));
    // The server works on the next page while this one is taken in.
    if (!complete && !spent) {
        if (m_options.restMs > 0)
            m_rest.start(m_options.restMs);
        else
            next();
    }
    take(names, type);
    if (complete) {
        ++m_run;
        setState(State::Complete);
    } else if (spent) {
        setState(State::Paused);
    }
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

qint64 KeyScanner::looked() const
{
    const qint64 passes = std::max<qint64>(1, m_options.types.size());
    const qint64 looked = m_looked / passes;
    return m_databaseSize >= 0 ? std::min(looked, m_databaseSize) : looked;
}

int KeyScanner::percent() const
{
    if (m_state == State::Complete)
        return 100;
    if (m_databaseSize <= 0)
        return -1;
    return int(std::min<qint64>(99, looked() * 100 / m_databaseSize));
}

} // namespace keys
