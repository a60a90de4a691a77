// Lists a million keys of mixed shape through KeyScanner and KeyTreeModel in a shown view, and with
// a plain hiredis SCAN COUNT 1000 loop in the same run. A program of its own, because it needs an
// event loop and a window:
//
//   bench_keys [keys, default 1000000]
//
// Build with -DLARDER_BENCH=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo. Aims: at most 1.5 times the plain
// loop, first rows within 100 ms, no stall of the GUI thread over 50 ms, 60 bytes a key.
#include "base/whendone.h"
#include "keys/keyscanner.h"
#include "keys/keytreemodel.h"
#include "resp/connection.h"
#include "support/redisserver.h"
#include <QApplication>
#include <QElapsedTimer>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>
#include <QTreeView>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <hiredis/hiredis.h>

namespace {

constexpr int rounds = 5;

/// Names as applications make them: sessions, hashes of users, URLs, queues, counters by day, some
/// without any separator. 24 bytes on average.
const char *const generate = R"(
local r = 88172645463325252 % 2147483647
local function rnd(n) r = (r * 48271) % 2147483647 return r % n end
for i = ARGV[1], ARGV[2] do
  local k = i % 10
  local n
  if k < 3 then n = string.format('session:%08x%06x', rnd(2147483647), i)
  elseif k < 5 then n = 'user:' .. math.floor(i / 10) .. ':' .. (k == 3 and 'profile' or 'cart')
  elseif k == 5 then n = 'content:https://a.example/p/' .. i
  elseif k == 6 then n = 'bull:mail:' .. i
  elseif k == 7 then n = 'stats:' .. (i % 365) .. ':page:' .. i
  elseif k == 8 then n = 'cache::product::' .. i
  else n = 'tenant' .. (i % 5000) .. ':lock:' .. i end
  redis.call('SET', n, '1')
end)";

/// A Connection in a thread of its own, as a session has one.
class ThreadPort final : public resp::Send::Port {
public:
    explicit ThreadPort(const QString &path)
    {
        m_owner.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_owner,
            [this, path] {
                auto socket = std::make_unique<QLocalSocket>();
                socket->connectToServer(path);
                socket->waitForConnected(2000);
                m_connection = std::make_unique<resp::Connection>(std::move(socket),
                                                                  resp::Connection::Limits{});
            },
            Qt::BlockingQueuedConnection);
    }
    ~ThreadPort() override
    {
        QMetaObject::invokeMethod(
            &m_owner, [this] { m_connection.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    QFuture<base::Result<resp::Reply>> one(resp::Command command, resp::SendOptions) override
    {
        auto promise = std::make_shared<QPromise<base::Result<resp::Reply>>>();
        promise->start();
        QMetaObject::invokeMethod(&m_owner, [this, promise, command] {
            m_connection->send(command).then([promise](const base::Result<resp::Reply> &reply) {
                promise->addResult(reply);
                promise->finish();
            });
        });
        return promise->future();
    }
    QFuture<base::Result<resp::Replies>> many(resp::Commands, resp::SendOptions) override
    {
        return base::ready<resp::Replies>(base::fail(base::Error::Kind::Cancelled, {}));
    }
    QFuture<base::Result<resp::TransactionOutcome>> transact(resp::Transaction) override
    {
        return base::ready<resp::TransactionOutcome>(base::fail(base::Error::Kind::Cancelled, {}));
    }
    [[nodiscard]] int database() const override { return 0; }

private:
    QThread m_thread;
    QObject m_owner;
    std::unique_ptr<resp::Connection> m_connection;
};

double plainLoop(const QByteArray &path, size_t &keys)
{
    redisContext *context = redisConnectUnix(path.constData());
    QElapsedTimer timer;
    timer.start();
    std::string cursor = "0";
    keys = 0;
    do {
        auto *reply =
            static_cast<redisReply *>(redisCommand(context, "SCAN %s COUNT 1000", cursor.c_str()));
        if (!reply)
            return -1;
        cursor = reply->element[0]->str;
        keys += reply->element[1]->elements;
        freeReplyObject(reply);
    } while (cursor != "0");
    redisFree(context);
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int total = argc > 1 ? QByteArray(argv[1]).toInt() : 1000000;
    support::RedisServer server;
    if (!server.isRunning())
        return 1;
    for (int from = 0; from < total; from += 50000)
        server.command({ "EVAL", generate, "0", QByteArray::number(from),
                         QByteArray::number(std::min(from + 50000, total) - 1) });

    const QByteArray path = server.socketPath().toLocal8Bit();
    const resp::Send send(std::make_shared<ThreadPort>(server.socketPath()));
    keys::KeyTreeModel model;
    keys::KeyScanner scanner(&model.store());
    QTreeView view;
    view.setUniformRowHeights(true);
    view.setHeaderHidden(true);
    view.setModel(&model);
    view.resize(352, 800);
    view.show();
    QObject::connect(&scanner, &keys::KeyScanner::found, &model, &keys::KeyTreeModel::feed);
    scanner.setSend(send);

    QElapsedTimer clock;
    double firstRows = 0;
    double listed = 0;
    double longest = 0;
    double last = 0;
    const auto now = [&] { return double(clock.nsecsElapsed()) / 1e6; };
    QTimer heartbeat;
    heartbeat.setTimerType(Qt::PreciseTimer);
    heartbeat.setInterval(1);
    QObject::connect(&heartbeat, &QTimer::timeout, &application, [&] {
        longest = std::max(longest, now() - last);
        last = now();
        if (scanner.state() == keys::KeyScanner::State::Complete && model.isSettled()) {
            listed = now();
            heartbeat.stop();
            QApplication::quit();
        }
    });
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, &application, [&] {
        if (firstRows == 0)
            firstRows = now();
    });
    // Plain loop and window take turns; of each the best round counts, for the machine is shared.
    double plain = 0;
    double best = 0;
    const auto processor = [] { // of this thread
        timespec spent{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
    };
    std::printf("round   plain ms  window ms  GUI thread's CPU ms  first rows ms  stall ms\n");
    for (int round = 1; round <= rounds; ++round) {
        size_t keys = 0;
        const double loop = plainLoop(path, keys);
        model.clear(0);
        QTimer::singleShot(200, &application, [&] { // the window is up and quiet
            keys::KeyScanner::Options options;
            options.budget = options.budgetMs = 0;
            firstRows = longest = last = 0;
            clock.start();
            heartbeat.start();
            scanner.start(options);
        });
        const double spent = processor();
        QApplication::exec();
        std::printf("%5d %10.1f %10.1f %20.1f %14.1f %9.1f\n", round, loop, listed,
                    processor() - spent, firstRows, longest);
        plain = round == 1 ? loop : std::min(plain, loop);
        best = round == 1 ? listed : std::min(best, listed);
    }
    std::printf("%lld keys, %d rows, %d calls; %.2f times the plain loop (aim 1.5)\n",
                static_cast<long long>(model.store().size()), model.rowCount(), scanner.calls(),
                best / plain);
    std::printf("%.1f bytes a key, of which the store %.1f (aim 60)\n",
                double(model.memory()) / double(model.store().size()),
                double(model.store().memory()) / double(model.store().size()));
    return 0;
}
