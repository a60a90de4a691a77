// What a way costs: straight, through Larder's own SSH, through `ssh -L`. Twenty connections each;
// PING while nothing else happens, a reply of 200 MB, and PING beside that reply. By itself, not
// under Google Benchmark: percentiles of single round trips are wanted.
#include "bench/roundtrips.h"
#include "link/ssh/sshtunnel.h"
#include "link/tcplink.h"
#include "support/redisserver.h"
#include "support/sshserver.h"
#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

using bench::giveUp;
using bench::opened;
using bench::Pinger;
using bench::Stream;
using links::Link;
using links::Use;
using support::RedisServer;
using support::SshServer;

namespace {

constexpr int connections = 20;
constexpr int idlePings = 3000;
constexpr qint64 replyBytes = 200LL * 1000 * 1000;

/// One row of the table. `open` gives a new connection for that use.
void measure(const QString &way, const std::function<Stream(Use)> &open, Use bulkUse)
{
    std::vector<Stream> all;
    for (int i = 0; i < connections; ++i)
        all.push_back(open(i == 0 ? bulkUse : Use::Interactive));
    const QString idle = bench::idlePing(*all.back(), idlePings);
    const double alone = bench::bigReply(*all.front(), replyBytes, nullptr);
    Pinger pinger(*all.back());
    const double busy = bench::bigReply(*all.front(), replyBytes, &pinger);
    QTextStream(stdout) << "| " << way << " | " << idle << " | " << qRound(alone) << " | "
                        << qRound(busy) << " | " << pinger.percentiles() << " |\n";
}

profiles::TunnelSettings through(const SshServer &server)
{
    profiles::SshHop hop;
    hop.host = server.address();
    hop.port = server.port();
    hop.user = server.userName();
    hop.auth = profiles::SshAuth::KeyFile;
    hop.keyFile = server.clientKey();
    profiles::TunnelSettings settings;
    settings.kind = profiles::TunnelKind::Ssh;
    settings.hops = { hop };
    return settings;
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

/// `ssh -N -L`, running until destroyed.
std::unique_ptr<QProcess> forwarding(const SshServer &server, const QString &known, quint16 from,
                                     quint16 to)
{
    auto ssh = std::make_unique<QProcess>();
    ssh->start(QStringLiteral("ssh"),
               { QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-N"),
                 QStringLiteral("-o"), QStringLiteral("UserKnownHostsFile=") + known,
                 QStringLiteral("-o"), QStringLiteral("IdentityAgent=none"), QStringLiteral("-o"),
                 QStringLiteral("ExitOnForwardFailure=yes"), QStringLiteral("-i"),
                 server.clientKey(), QStringLiteral("-L"),
                 QStringLiteral("127.0.0.1:%1:127.0.0.1:%2").arg(from).arg(to),
                 QStringLiteral("-p"), QString::number(server.port()),
                 server.userName() + QStringLiteral("@127.0.0.1") });
    ssh->waitForStarted();
    for (int tries = 0; tries < 100; ++tries) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, from);
        if (probe.waitForConnected(100))
            return ssh;
        ssh->waitForFinished(50);
    }
    giveUp(QString::fromLocal8Bit(ssh->readAllStandardError()));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    RedisServer redis({}, RedisServer::Tcp::Yes);
    SshServer server;
    if (!redis.isRunning() || !server.isRunning())
        giveUp(QStringLiteral("no servers: ") + server.errorText());
    (void)redis.command({ "SETRANGE", "big", QByteArray::number(replyBytes - 1), "x" });
    QFile known(server.path(QStringLiteral("known")));
    if (known.open(QFile::WriteOnly))
        known.write(server.knownHostsLines());
    known.close();
    links::SshPlaces places;
    places.knownHosts = { known.fileName() };
    const links::Endpoint target{ QStringLiteral("127.0.0.1"), redis.port(), {} };
    constexpr std::chrono::milliseconds patience{ 10000 };

    QTextStream(stdout) << "| Way | PING, idle: p50 / p99 / max (count) | 200 MB: MB/s | "
                           "with PING beside: MB/s | PING beside: p50 / p99 / max (count) |\n"
                           "|---|---|---|---|---|\n";
    const auto straight = [&](quint16 port) {
        return [port, patience](Use) {
            return opened(
                std::make_unique<links::TcpLink>(QStringLiteral("127.0.0.1"), port, patience));
        };
    };
    measure(QStringLiteral("direct"), straight(redis.port()), Use::Interactive);
    for (const Use bulk : { Use::Bulk, Use::Interactive }) {
        links::SshTunnel tunnel(through(server), {}, nullptr, places);
        measure(
            bulk == Use::Bulk ? QStringLiteral("Larder, bulk in a session of its own")
                              : QStringLiteral("Larder, all in one session"),
            [&](Use use) {
                return opened(
                    std::unique_ptr<Link>(tunnel.newLink(target, use, patience, nullptr)));
            },
            bulk);
    }
    const quint16 port = freePort();
    const auto ssh = forwarding(server, known.fileName(), port, redis.port());
    measure(QStringLiteral("`ssh -L`, all in one"), straight(port), Use::Interactive);
    ssh->terminate();
    ssh->waitForFinished();
    return 0;
}
