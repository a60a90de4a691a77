// What the way through Session Manager costs, with an agent that pauses a millisecond after each
// kilobyte as the real one does: PING alone and beside a long reply, in a session of its own and in
// the same one; many values over one, two and four sessions; and the keys of a database with their
// types and times, as a Session shares them out. By itself, not under Google Benchmark: percentiles
// of single round trips are wanted.
#include "base/whendone.h"
#include "bench/roundtrips.h"
#include "keys/keyscanner.h"
#include "link/ssmfixture.h"
#include "session/session.h"
#include <QCoreApplication>

using bench::giveUp;
using bench::Pinger;
using bench::Stream;
using links::Use;
using support::RedisServer;
using support::SsmGateway;
using namespace std::chrono_literals;

namespace {

constexpr int idlePings = 1000;
constexpr qint64 replyBytes = 50LL * 1000 * 1000;
constexpr int values = 10000;
constexpr int valueBytes = 2000;
constexpr int listedKeys = 20000;
constexpr int pipelineKeys = 128; // of TYPE and PTTL, as the list of keys asks

Stream through(links::Tunnel &tunnel, const links::Endpoint &target, Use use)
{
    return bench::opened(std::unique_ptr<links::Link>(tunnel.newLink(target, use, 10s, nullptr)));
}

/// One row: a reply of 50 MB over `bulkUse`, and PINGs over Use::Interactive.
void measurePings(const QString &way, const test::SsmTraveller &person,
                  const links::Endpoint &target, Use bulkUse)
{
    const auto tunnel = person.tunnel();
    const Stream bulk = through(*tunnel, target, bulkUse);
    const Stream quick = through(*tunnel, target, Use::Interactive);
    const QString idle = bench::idlePing(*quick, idlePings);
    Pinger pinger(*quick);
    const double speed = bench::bigReply(*bulk, replyBytes, &pinger);
    QTextStream(stdout) << "| " << way << " | " << idle << " | " << QString::number(speed, 'f', 2)
                        << " | " << pinger.percentiles() << " |\n";
}

/// Gets values over one stream, so many under way that it never lies idle.
class Reader : public QObject {
public:
    /// Takes the number of the next value from `next`, as long as there is one.
    Reader(Stream stream, int &next)
        : m_stream(std::move(stream))
        , m_next(next)
    {
        connect(m_stream.get(), &QIODevice::readyRead, this, [this] {
            m_arrived += m_stream->readAll().size();
            ask();
        });
    }
    void ask()
    {
        constexpr qint64 reply = valueBytes + 9; // "$2000", two line ends
        constexpr int batch = 100;
        if (m_asked - m_arrived / reply <= batch / 2) {
            QByteArray lines;
            for (int i = 0; i < batch && m_next < values; ++i, ++m_asked)
                lines += "GET value:" + QByteArray::number(m_next++) + "\r\n";
            m_stream->write(lines);
        }
        if (m_arrived == m_asked * reply)
            onDone();
    }

    std::function<void()> onDone;

private:
    Stream m_stream;
    int &m_next;
    qint64 m_asked = 0;
    qint64 m_arrived = 0;
};

/// One row: every value, shared among the streams of `sessions` sessions.
void measureStripes(test::SsmTraveller &person, const links::Endpoint &target, int sessions)
{
    person.profile.tunnel.bulkSessions = sessions;
    const auto tunnel = person.tunnel();
    QEventLoop loop;
    int next = 0;
    int left = sessions;
    std::vector<std::unique_ptr<Reader>> readers;
    for (int i = 0; i < sessions; ++i) {
        readers.push_back(std::make_unique<Reader>(through(*tunnel, target, Use::Bulk), next));
        readers.back()->onDone = [&] {
            if (--left == 0)
                loop.quit();
        };
    }
    QElapsedTimer clock;
    clock.start();
    for (const auto &reader : readers)
        reader->ask();
    loop.exec();
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    QTextStream(stdout) << "| " << sessions << " | " << QString::number(seconds, 'f', 1) << " s | "
                        << QString::number(double(values) * valueBytes / 1e6 / seconds, 'f', 2)
                        << " MB/s |\n";
}

double secondsOf(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e9;
}

/// One row: names by SCAN, then TYPE and PTTL of each, all pipelines handed to the Work lane at
/// once.
void measureKeys(const SsmGateway &gateway, const test::SsmTraveller &person,
                 const links::Endpoint &target, int sessions)
{
    profiles::Profile profile = person.profile;
    profile.host = target.host;
    profile.port = target.port;
    profile.db = 1;
    profile.tunnel.bulkSessions = sessions;
    session::Session session(profile, {});
    session.setAwsPlaces(person.places);
    QEventLoop loop;
    QObject::connect(&session, &session::Session::online, &loop, &QEventLoop::quit);
    QObject::connect(&session, &session::Session::failed, &loop,
                     [](const base::Error &why) { giveUp(why.text); });
    session.open();
    loop.exec();

    keys::KeyStore store;
    keys::KeyScanner scanner(&store);
    QObject::connect(&scanner, &keys::KeyScanner::stateChanged, &loop,
                     [&loop](keys::KeyScanner::State state) {
                         if (state != keys::KeyScanner::State::Running)
                             loop.quit();
                     });
    scanner.setSend(session.send(session::Lane::Browse, 1));
    QElapsedTimer clock;
    clock.start();
    keys::KeyScanner::Options options;
    options.budget = options.budgetMs = 0;
    scanner.start(options);
    loop.exec();
    const double names = secondsOf(clock);
    if (store.size() != listedKeys)
        giveUp(QStringLiteral("%1 keys listed").arg(store.size()));

    const resp::Send work = session.send(session::Lane::Work, 1);
    const auto details = [&] {
        int left = 0;
        for (keys::KeyId id = 0; id < store.end();) {
            resp::Commands commands;
            for (int i = 0; i < pipelineKeys && id < store.end(); ++i, ++id) {
                const QByteArray name = store.name(id).toByteArray();
                commands << resp::Command{ "TYPE", name } << resp::Command{ "PTTL", name };
            }
            ++left;
            base::whenDone(work.many(commands, { std::chrono::minutes(2), false, {} }), &loop,
                           [&](const base::Result<resp::Replies> &replies) {
                               if (!replies)
                                   giveUp(replies.error().text);
                               if (--left == 0)
                                   loop.quit();
                           });
        }
        clock.restart();
        loop.exec();
        return secondsOf(clock);
    };
    const double first = details(); // further sessions are opened meanwhile
    const double again = details();
    QTextStream(stdout) << "| " << sessions << " | " << gateway.counters().openStreams << " | "
                        << QString::number(names, 'f', 2) << " s | "
                        << QString::number(first, 'f', 2) << " s | "
                        << QString::number(again, 'f', 2) << " s |\n";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    RedisServer redis({}, RedisServer::Tcp::Yes);
    if (!redis.isRunning())
        giveUp(QStringLiteral("no redis-server: ") + redis.errorText());
    (void)redis.command({ "SETRANGE", "big", QByteArray::number(replyBytes - 1), "x" });
    (void)redis.command(
        { "EVAL", "for i=0,ARGV[1]-1 do redis.call('SETRANGE','value:'..i,ARGV[2]-1,'x') end", "0",
          QByteArray::number(values), QByteArray::number(valueBytes) });
    (void)redis.command({ "EVAL",
                          "redis.call('SELECT',1) for i=1,ARGV[1] do "
                          "redis.call('SET','shop:order:'..i..':state','x','EX',86400) end",
                          "0", QByteArray::number(listedKeys) });
    SsmGateway::Options options;
    options.agent.pace = 1ms;
    const SsmGateway gateway(options);
    test::SsmTraveller person(gateway);
    const links::Endpoint target{ QStringLiteral("127.0.0.1"), redis.port(), {} };

    QTextStream(stdout) << "| Sessions for bulk | connections | names of 20,000 keys | TYPE and "
                           "PTTL of each | once more "
                           "|\n|---|---|---|---|---|\n";
    for (const int sessions : { 1, 2, 4 })
        measureKeys(gateway, person, target, sessions);
    QTextStream(stdout)
        << "\n| Way | PING, idle: p50 / p99 / max (count) | 50 MB with PING beside: "
           "MB/s | PING beside: p50 / p99 / max (count) |\n|---|---|---|---|\n";
    measurePings(QStringLiteral("bulk in a session of its own"), person, target, Use::Bulk);
    measurePings(QStringLiteral("all in one session"), person, target, Use::Interactive);
    QTextStream(stdout) << "\n| Sessions | 10,000 values of 2 KB | |\n|---|---|---|\n";
    for (const int sessions : { 1, 2, 4 })
        measureStripes(person, target, sessions);
    const QStringList lint = gateway.lint();
    if (!lint.isEmpty())
        giveUp(lint.join(u'\n'));
    return 0;
}
