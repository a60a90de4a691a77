// Names of all keys by SCAN COUNT 1000: a plain hiredis loop beside our Connection, and one 100 MB
// value, on the same server in the same run.
#include "base/whendone.h"
#include "support/livesend.h"
#include <QCoreApplication>
#include <QEventLoop>
#include <QLocalSocket>
#include <benchmark/benchmark.h>
#include <hiredis/hiredis.h>

using support::RedisServer;

namespace {

RedisServer &server()
{
    static RedisServer instance;
    return instance;
}

void fill()
{
    static const bool done = [] {
        (void)server().command(
            { "EVAL", "for i=1,1000000 do redis.call('SET','bench:key:'..i,'value:'..i) end",
              "0" });
        (void)server().cli({ QStringLiteral("SETRANGE"), QStringLiteral("bench:big"),
                             QString::number(100 * 1024 * 1024), QStringLiteral("x") });
        return true;
    }();
    Q_UNUSED(done)
}

void scanHiredis(benchmark::State &state)
{
    fill();
    for (auto _ : state) {
        redisContext *context = redisConnectUnix(server().socketPath().toUtf8().constData());
        QByteArray cursor = "0";
        size_t bytes = 0;
        do {
            auto *reply = static_cast<redisReply *>(
                redisCommand(context, "SCAN %s COUNT 1000", cursor.constData()));
            cursor = QByteArray(reply->element[0]->str);
            const redisReply *names = reply->element[1];
            for (size_t i = 0; i < size_t(names->elements); ++i)
                bytes += size_t(names->element[i]->len);
            freeReplyObject(reply);
        } while (cursor != "0");
        benchmark::DoNotOptimize(bytes);
        redisFree(context);
    }
}
BENCHMARK(scanHiredis)->Unit(benchmark::kMillisecond);

void scanConnection(benchmark::State &state)
{
    fill();
    for (auto _ : state) {
        const support::LiveSend live(server());
        QEventLoop loop;
        size_t bytes = 0;
        std::function<void(const QByteArray &)> page = [&](const QByteArray &cursor) {
            base::whenDone(live.send()({ "SCAN", cursor, "COUNT", "1000" }), &loop,
                           [&](const base::Result<resp::Reply> &reply) {
                               const resp::Reply names = reply->at(1);
                               for (qsizetype i = 0; i < names.size(); ++i)
                                   bytes += size_t(names.at(i).bytes().size());
                               const QByteArray next = reply->at(0).toByteArray();
                               if (next == "0")
                                   loop.quit();
                               else
                                   page(next);
                           });
        };
        page("0");
        loop.exec();
        benchmark::DoNotOptimize(bytes);
    }
}
BENCHMARK(scanConnection)->Unit(benchmark::kMillisecond);

void bigHiredis(benchmark::State &state)
{
    fill();
    redisContext *context = redisConnectUnix(server().socketPath().toUtf8().constData());
    for (auto _ : state)
        freeReplyObject(redisCommand(context, "GET bench:big"));
    state.SetBytesProcessed(state.iterations() * 100 * 1024 * 1024);
    redisFree(context);
}
BENCHMARK(bigHiredis)->Unit(benchmark::kMillisecond);

void bigConnection(benchmark::State &state)
{
    fill();
    const support::LiveSend live(server());
    for (auto _ : state) {
        QEventLoop loop;
        base::whenDone(live.send()({ "GET", "bench:big" }), &loop,
                       [&](const auto &) { loop.quit(); });
        loop.exec();
    }
    state.SetBytesProcessed(state.iterations() * 100 * 1024 * 1024);
}
BENCHMARK(bigConnection)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
