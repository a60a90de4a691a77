// Lists a million keys of mixed shape in a shown KeysPane over a Session, and with a plain hiredis
// SCAN COUNT 1000 loop in the same run. A program of its own, because it needs an event loop and a
// window:
//
//   bench_keys [keys, default 1000000]
//
// Build with -DLARDER_BENCH=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo. Aims: at most 1.5 times the plain
// loop, first rows within 100 ms, no stall of the GUI thread over 50 ms, 60 bytes a key, and no
// command of ours over 5 ms in SLOWLOG.
#include "keys/keytreemodel.h"
#include "session/session.h"
#include "support/redisserver.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QElapsedTimer>
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

/// Milliseconds of processor time that the server has used.
double serverTime(const support::RedisServer &server)
{
    double spent = 0;
    const QByteArrayList lines = server.command({ "INFO", "cpu" }).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
            spent += line.sliced(line.indexOf(':') + 1).trimmed().toDouble() * 1000;
    }
    return spent;
}

/// Commands over 5 ms since the last call. On a busy machine the plain loop has some as well, for
/// the server's clock also runs while the server does not.
int slowCommands(const support::RedisServer &server)
{
    const int length = server.command({ "SLOWLOG", "LEN" }).trimmed().toInt();
    server.command({ "SLOWLOG", "RESET" });
    return length;
}

double threadTime()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int total = argc > 1 ? QByteArray(argv[1]).toInt() : 1000000;
    const support::RedisServer server(
        { QStringLiteral("--slowlog-log-slower-than"), QStringLiteral("5000") });
    if (!server.isRunning())
        return 1;
    for (int from = 0; from < total; from += 50000)
        server.command({ "EVAL", generate, "0", QByteArray::number(from),
                         QByteArray::number(std::min(from + 50000, total) - 1) });
    slowCommands(server);

    profiles::Profile profile;
    profile.unixSocket = server.socketPath();
    profile.scanBudget = 0;
    session::Session session(profile, profiles::Secrets());
    QObject::connect(&session, &session::Session::online, &application, &QApplication::quit);
    session.open();
    QApplication::exec();

    double plain = 0;
    double best = 0;
    double inMemory = 0;
    qsizetype listedKeys = 0;
    int slowPlain = 0;
    int slowOurs = 0;
    std::printf("round   plain ms  server's CPU   window ms  server's CPU  GUI thread's CPU  "
                "first rows ms  stall ms\n");
    // Plain loop and window take turns; of each the best round counts, for the machine is shared.
    for (int round = 1; round <= rounds; ++round) {
        size_t keys = 0;
        double server0 = serverTime(server);
        const double loop = plainLoop(server.socketPath().toLocal8Bit(), keys);
        const double serverPlain = serverTime(server) - server0;
        slowPlain += slowCommands(server);

        ui::KeysPane pane;
        pane.setServer(profile, session.server().can);
        pane.resize(352, 800);
        pane.show();
        const auto *view = pane.findChild<QTreeView *>();
        const auto *model = qobject_cast<keys::KeyTreeModel *>(view->model());
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
            if (size_t(model->store().size()) >= keys && !model->isPartial()
                && model->isSettled()) {
                listed = now();
                heartbeat.stop();
                QApplication::quit();
            }
        });
        QObject::connect(model, &QAbstractItemModel::rowsInserted, &application, [&] {
            if (firstRows == 0)
                firstRows = now();
        });
        server0 = serverTime(server);
        double spent = 0;
        QTimer::singleShot(300, &application, [&] { // the window is up and quiet
            spent = threadTime();
            clock.start();
            heartbeat.start();
            pane.setSend(session.send(session::Lane::Browse, 0),
                         session.send(session::Lane::Work, 0));
        });
        QApplication::exec();
        spent = threadTime() - spent;
        std::printf("%5d %10.1f %13.1f %11.1f %13.1f %17.1f %14.1f %9.1f\n", round, loop,
                    serverPlain, listed, serverTime(server) - server0, spent, firstRows, longest);
        std::fflush(stdout);
        slowOurs += slowCommands(server);
        plain = round == 1 ? loop : std::min(plain, loop);
        best = round == 1 ? listed : std::min(best, listed);
        inMemory = double(model->memory());
        listedKeys = model->store().size();
    }
    std::printf("%lld keys; %.2f times the plain loop (aim 1.5)\n",
                static_cast<long long>(listedKeys), best / plain);
    std::printf("%.1f bytes a key (aim 60)\n", inMemory / double(listedKeys));
    std::printf("commands over 5 ms in SLOWLOG: plain loop %d, ours %d (aim 0)\n", slowPlain,
                slowOurs);
    return 0;
}
