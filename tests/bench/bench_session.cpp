// What a Session adds to a round trip: SCAN COUNT 1000 over a million keys, and PING after PING, as
// a plain hiredis loop and through the two thread hops, the gate and the Activity list.
#include "base/whendone.h"
#include "session/session.h"
#include "support/redisserver.h"
#include <QCoreApplication>
#include <QEventLoop>
#include <benchmark/benchmark.h>
#include <hiredis/hiredis.h>

using support::RedisServer;

namespace {

RedisServer &server()
{
    static RedisServer instance;
    static const bool filled = [] {
        (void)instance.command(
            { "EVAL", "for i=1,1000000 do redis.call('SET','bench:key:'..i,'value:'..i) end",
              "0" });
        return true;
    }();
    Q_UNUSED(filled)
    return instance;
}

std::unique_ptr<session::Session> openSession()
{
    profiles::Profile profile;
    profile.unixSocket = server().socketPath();
    auto session = std::make_unique<session::Session>(profile, profiles::Secrets());
    QEventLoop loop;
    QObject::connect(session.get(), &session::Session::online, &loop, &QEventLoop::quit);
    session->open();
    loop.exec();
    return session;
}

void scanHiredis(benchmark::State &state)
{
    redisContext *context = redisConnectUnix(server().socketPath().toUtf8().constData());
    for (auto _ : state) {
        QByteArray cursor = "0";
        size_t names = 0;
        do {
            auto *reply = static_cast<redisReply *>(
                redisCommand(context, "SCAN %s COUNT 1000", cursor.constData()));
            cursor = QByteArray(reply->element[0]->str);
            names += size_t(reply->element[1]->elements);
            freeReplyObject(reply);
        } while (cursor != "0");
        benchmark::DoNotOptimize(names);
    }
    redisFree(context);
}
BENCHMARK(scanHiredis)->Unit(benchmark::kMillisecond);

void scanSession(benchmark::State &state)
{
    const auto session = openSession();
    QObject listener;
    if (state.range(0)) {
        QObject::connect(session.get(), &session::Session::activity, &listener,
                         [](const session::Activity &entry) { benchmark::DoNotOptimize(entry); });
    }
    const resp::Send send = session->send(session::Lane::Browse, 0);
    for (auto _ : state) {
        QEventLoop loop;
        qsizetype names = 0;
        std::function<void(const QByteArray &)> page = [&](const QByteArray &cursor) {
            base::whenDone(send({ "SCAN", cursor, "COUNT", "1000" }), &loop,
                           [&](const base::Result<resp::Reply> &reply) {
                               names += reply->at(1).size();
                               const QByteArray next = reply->at(0).toByteArray();
                               if (next == "0")
                                   loop.quit();
                               else
                                   page(next);
                           });
        };
        page("0");
        loop.exec();
        benchmark::DoNotOptimize(names);
    }
}
BENCHMARK(scanSession)->ArgName("activity")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void pingHiredis(benchmark::State &state)
{
    redisContext *context = redisConnectUnix(server().socketPath().toUtf8().constData());
    for (auto _ : state)
        freeReplyObject(redisCommand(context, "PING"));
    redisFree(context);
}
BENCHMARK(pingHiredis)->Unit(benchmark::kMicrosecond);

void pingSession(benchmark::State &state)
{
    const auto session = openSession();
    const resp::Send send = session->send(session::Lane::Browse, 0);
    for (auto _ : state) {
        QEventLoop loop;
        base::whenDone(send({ "PING" }), &loop, [&](const auto &) { loop.quit(); });
        loop.exec();
    }
}
BENCHMARK(pingSession)->Unit(benchmark::kMicrosecond);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
