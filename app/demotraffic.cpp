#include "demotraffic.h"
#include "base/whendone.h"
#include "demodata.h"
#include <cmath>
#include <numbers>

namespace app {

namespace {

QByteArray number(qint64 n)
{
    return QByteArray::number(n);
}

/// A wave between 0 and 1 with the given period.
double wave(double seconds, double period)
{
    return 0.5 + 0.5 * std::sin(2 * std::numbers::pi * seconds / period);
}

/// Pages beyond those that demoData() stored: cached for seconds only.
constexpr int firstVolatilePage = 1000;

} // namespace

DemoTraffic::DemoTraffic(resp::Connection *connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_random(QRandomGenerator::securelySeeded())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { burst(); });
    m_clock.start();
}

void DemoTraffic::start()
{
    burst();
}

void DemoTraffic::schedule()
{
    m_timer.start(120 + m_random.bounded(160));
}

void DemoTraffic::burst()
{
    if (!m_connection->isOpen())
        return;
    const double seconds = double(m_clock.elapsed()) / 1000.0;
    // The more different pages are asked for, the fewer of them are still cached.
    const int breadth = 12 + int(60 * wave(seconds, 170));
    const int reads = 6 + int(16 * wave(seconds, 41)) + int(m_random.bounded(6));

    resp::Commands commands;
    QList<int> pages;
    for (int i = 0; i < reads; ++i) {
        const bool stored = m_random.bounded(100) < 55;
        const int page =
            stored ? 1 + m_random.bounded(220) : firstVolatilePage + m_random.bounded(breadth);
        pages += page;
        commands += { "GET", demoPageKey(page) };
    }
    // Each visitor may ask so often within ten seconds: keys that come and go.
    const QByteArray limit = "rate:ip:203.0.113." + number(m_random.bounded(20));
    commands += resp::Commands{ { "INCR", limit }, { "EXPIRE", limit, "10" } };
    commands += resp::Command{ "INCR", "counter:page-views" };
    commands += { "PFADD", "uniq:visitors", "visitor-" + number(m_random.bounded(1000000)) };
    commands += { "HINCRBY", "stats:by-country", m_random.bounded(3) ? "KR" : "US", "1" };
    ++m_bursts;
    if (m_bursts % 5 == 0) {
        commands += { "LPUSH", "log:live", "GET /p/" + number(pages.constFirst()) + " 200" };
        commands += { "LTRIM", "log:live", "0", "199" };
        commands +=
            { "PUBLISH", "orders", R"({"order":)" + number(20000 + qint64(m_bursts)) + "}" };
    }
    if (m_bursts % 20 == 0) {
        commands += { "XADD", "stream:clicks",           "MAXLEN", "~", "1000", "*",
                      "page", number(pages.constFirst()) };
        commands += { "ZINCRBY", "trending", "1", demoPageKey(pages.constFirst()) };
    }
    base::whenDone(m_connection->sendAll(commands), this,
                   [this, pages](const base::Result<resp::Replies> &replies) {
                       if (!replies)
                           return;
                       refill(pages, *replies);
                       schedule();
                   });
}

/// Cache-aside: a page that was not there is fetched and stored for a while.
void DemoTraffic::refill(const QList<int> &pages, const resp::Replies &replies)
{
    resp::Commands commands;
    for (qsizetype i = 0; i < pages.size(); ++i) {
        if (!replies[i].isNil() || m_random.bounded(100) < 25)
            continue;
        const int ttl = pages[i] >= firstVolatilePage ? 2 + int(m_random.bounded(8)) : 60;
        commands += { "SET", demoPageKey(pages[i]), demoPage(pages[i]), "EX", number(ttl) };
    }
    if (!commands.isEmpty())
        (void)m_connection->sendAll(commands);
}

} // namespace app
