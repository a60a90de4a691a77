// Opens a hash of five million fields, a list of ten million elements and a string of 500 MB as a
// person would, in a shown KeyTab with its DetailsPanel, over the tests' plain connection:
//
//   bench_bigvalues [hash fields] [list elements] [string MB]
//
// Build with -DLARDER_BENCH=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo; takes about 2 GB. Aims: nothing
// of ours in SLOWLOG (over 5 ms), no stall of the GUI thread over 50 ms, memory bounded.
#include "support/livesend.h"
#include "widgets/values/detailspanel.h"
#include "widgets/values/keytab.h"
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHBoxLayout>
#include <QTimer>
#include <algorithm>
#include <cstdio>

namespace {

constexpr int watchMs = 6000; // the details ask once more in that time

const char *const fillHash = R"(
for i = ARGV[1], ARGV[2] do redis.call('HSET', KEYS[1], 'field:' .. i, 'value:' .. i) end)";
const char *const fillList = R"(
for i = ARGV[1], ARGV[2] do redis.call('RPUSH', KEYS[1], 'element:' .. i) end)";

void fill(const support::RedisServer &server, const char *script, const QByteArray &key, int total)
{
    constexpr int step = 100000;
    for (int from = 1; from <= total; from += step)
        server.command({ "EVAL", script, "1", key, QByteArray::number(from),
                         QByteArray::number(std::min(from + step - 1, total)) });
}

/// Kilobytes of this process that are in memory.
qint64 residentKb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArrayList lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("VmRSS:"))
            return line.sliced(6).simplified().split(' ').constFirst().toLongLong();
    }
    return 0;
}

struct Seen {
    double shown = 0; ///< ms until the value was there
    double stall = 0;
};

/// The value's rows, or the text's characters.
bool hasContent(const QWidget &tab)
{
    const auto views = tab.findChildren<QAbstractItemView *>();
    for (const auto *view : views) {
        if (view->isVisible() && view->model() && view->model()->rowCount() > 0)
            return true;
    }
    const auto all = tab.findChildren<QWidget *>();
    return std::any_of(all.cbegin(), all.cend(), [](const QWidget *widget) {
        return widget->isVisible() && widget->property("plainText").toString().size() > 1000;
    });
}

Seen open(const support::LiveSend &live, const QByteArray &name, base::KeyType type)
{
    base::Capabilities can;
    Seen seen;
    QElapsedTimer clock;
    clock.start();
    double last = 0;
    const auto now = [&] { return double(clock.nsecsElapsed()) / 1e6; };
    QTimer heartbeat;
    heartbeat.setTimerType(Qt::PreciseTimer);
    heartbeat.setInterval(1);

    QWidget window;
    auto *row = new QHBoxLayout(&window);
    auto *tab = new ui::KeyTab({ 0, name }, type, live.send(), live.send(), can, &window);
    auto *details = new ui::DetailsPanel(&window);
    row->addWidget(tab, 1);
    row->addWidget(details);
    details->setTab(tab);
    window.resize(1100, 700);
    window.show();
    QObject::connect(&heartbeat, &QTimer::timeout, &window, [&] {
        seen.stall = std::max(seen.stall, now() - last);
        last = now();
        if (seen.shown == 0 && hasContent(*tab))
            seen.shown = now();
    });
    heartbeat.start();
    QTimer::singleShot(watchMs, &window, &QApplication::quit);
    QApplication::exec();
    return seen;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const auto figure = [&](int i, int fallback) {
        return argc > i ? QByteArray(argv[i]).toInt() : fallback;
    };
    const int fields = figure(1, 5000000);
    const int elements = figure(2, 10000000);
    const int megabytes = figure(3, 500);
    const support::RedisServer server(
        { QStringLiteral("--slowlog-log-slower-than"), QStringLiteral("5000"),
          QStringLiteral("--slowlog-max-len"), QStringLiteral("1000"),
          QStringLiteral("--proto-max-bulk-len"), QStringLiteral("1gb") });
    if (!server.isRunning())
        return 1;
    fill(server, fillHash, "big:hash", fields);
    fill(server, fillList, "big:list", elements);
    server.command(
        { "SETRANGE", "big:string", QByteArray::number(qint64(megabytes) * 1024 * 1024), "end" });
    server.command({ "SLOWLOG", "RESET" });

    const support::LiveSend live(server);
    std::printf("key          shown after ms  longest stall ms  RSS MB\n");
    const struct {
        const char *name;
        base::KeyType type;
    } keys[] = { { "big:hash", base::KeyType::Hash },
                 { "big:list", base::KeyType::List },
                 { "big:string", base::KeyType::String } };
    for (const auto &key : keys) {
        const Seen seen = open(live, key.name, key.type);
        std::printf("%-12s %14.1f %17.1f %7.1f\n", key.name, seen.shown, seen.stall,
                    double(residentKb()) / 1024);
        std::fflush(stdout);
    }
    std::printf("commands sent: %lld; over 5 ms in SLOWLOG: %s",
                static_cast<long long>(live.commands().size()),
                server.command({ "SLOWLOG", "LEN" }).constData());
    std::printf("%s", server.command({ "SLOWLOG", "GET", "50" }).constData());
    return 0;
}
