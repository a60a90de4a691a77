// What the way through Session Manager costs, with an agent that pauses a millisecond after each
// kilobyte as the real one does: PING alone and beside a long reply, in a session of its own and in
// the same one; and many values over one, two and four sessions. By itself, not under Google
// Benchmark: percentiles of single round trips are wanted.
#include "bench/roundtrips.h"
#include "link/ssmfixture.h"
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
    SsmGateway::Options options;
    options.agent.pace = 1ms;
    const SsmGateway gateway(options);
    test::SsmTraveller person(gateway);
    const links::Endpoint target{ QStringLiteral("127.0.0.1"), redis.port(), {} };

    QTextStream(stdout) << "| Way | PING, idle: p50 / p99 / max (count) | 50 MB with PING beside: "
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
