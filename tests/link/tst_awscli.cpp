// The way through Session Manager by the AWS CLI, of which a script plays the part: it listens on a
// free port, as the plugin does, and leads to where it was asked to.
#include "aws/refusal.h"
#include "link/ssm/awsclichild.h"
#include "link/ssm/awsclitexts.h"
#include "link/ssm/awsclitunnel.h"
#include "profiles/awskeys.h"
#include "support/redisserver.h"
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using links::AwsCliTunnel;
using links::Endpoint;
using links::Link;
using links::Use;
using Cause = base::Error::Cause;
using namespace std::chrono_literals;

namespace {

/// Writes down what it was called with, starts a "plugin" of its own, and leaves it alone when it
/// is ended, as aws does.
constexpr const char *fakeAws = R"(#!/usr/bin/env python3
import json, os, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
words = sys.argv[1:]
with open(os.path.join(here, 'calls'), 'a') as calls:
    calls.write(json.dumps({'words': words, 'key': os.environ.get('AWS_ACCESS_KEY_ID'),
                            'token': os.environ.get('AWS_SESSION_TOKEN'),
                            'listens': os.environ.get('SSM_PLUGIN_LOCAL_HOST'), 'pid': os.getpid()}) + '\n')
if os.path.exists(os.path.join(here, 'refusal')):
    sys.stderr.write(open(os.path.join(here, 'refusal')).read())
    sys.exit(254)
option = lambda name: next(w.split('=', 1)[1] for w in words if w.startswith(name + '='))
asked = json.loads(option('--parameters'))
sys.exit(subprocess.call([sys.executable, os.path.join(here, 'plugin'), asked['host'][0],
                          asked['portNumber'][0], asked['localPortNumber'][0]]))
)";

/// As the real one, ends its session by SIGINT, and by nothing else.
constexpr const char *fakePlugin = R"(import os, signal, socket, sys, threading
host, port, local = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))
def interrupted(number, frame):
    with open(os.path.join(here, 'interrupted'), 'a') as ends:
        ends.write('%d\n' % os.getpid())
    if not os.path.exists(os.path.join(here, 'stubborn')): os._exit(0)
signal.signal(signal.SIGINT, interrupted)
if os.path.exists(os.path.join(here, 'deaf')): signal.signal(signal.SIGTERM, signal.SIG_IGN)
listener = socket.socket(); listener.bind(('127.0.0.1', local)); listener.listen(64)
with open(os.path.join(here, 'plugins'), 'a') as plugins:
    plugins.write('%d\n' % os.getpid())
print('\nStarting session with SessionId: jin-0123456789abcdef0', flush=True)
print('Port %d opened for sessionId jin-0123456789abcdef0.' % listener.getsockname()[1], flush=True)
print('Waiting for connections...', flush=True)
def carry(a, b):
    try:
        while True:
            data = a.recv(65536)
            if not data: break
            b.sendall(data)
    except OSError: pass
    for each in (a, b):
        try: each.shutdown(socket.SHUT_RDWR)
        except OSError: pass
while True:
    near, _ = listener.accept()
    try: far = socket.create_connection((host, port), 5)
    except OSError:
        print('Connection to destination port failed, check SSM Agent logs.', flush=True)
        near.close()
        continue
    for pair in ((near, far), (far, near)):
        threading.Thread(target=carry, args=pair, daemon=True).start()
)";

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
}

bool isAlive(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!status.open(QFile::ReadOnly))
        return false;
    const QByteArray line = status.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1) != "Z";
}

} // namespace

class AwsCliTest final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] profiles::TunnelSettings settings() const
    {
        profiles::TunnelSettings settings;
        settings.kind = profiles::TunnelKind::Ssm;
        settings.ssmBackend = profiles::SsmBackend::AwsCli;
        settings.target = QStringLiteral("i-0123456789abcdef0");
        settings.region = QStringLiteral("eu-central-1");
        settings.awsProfile = QStringLiteral("shop-ro");
        settings.awsProgram = m_folder->filePath(QStringLiteral("aws"));
        return settings;
    }
    [[nodiscard]] QList<QJsonObject> calls() const
    {
        QList<QJsonObject> calls;
        QFile file(m_folder->filePath(QStringLiteral("calls")));
        if (!file.open(QFile::ReadOnly))
            return calls;
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.isEmpty())
                calls += QJsonDocument::fromJson(line).object();
        }
        return calls;
    }
    [[nodiscard]] QList<qint64> plugins() const { return pidsIn("plugins"); }
    [[nodiscard]] QList<qint64> interrupted() const { return pidsIn("interrupted"); }
    [[nodiscard]] QList<qint64> pidsIn(const char *name) const
    {
        QList<qint64> pids;
        QFile file(m_folder->filePath(QLatin1String(name)));
        if (!file.open(QFile::ReadOnly))
            return pids;
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.isEmpty())
                pids += line.toLongLong();
        }
        return pids;
    }
    [[nodiscard]] Endpoint server() const
    {
        return { QStringLiteral("127.0.0.1"), m_redis->port(), {} };
    }

    /// What a PING over the link is answered with; the error's sentence where it does not open.
    QByteArray ping(AwsCliTunnel &tunnel, const Endpoint &target)
    {
        const std::unique_ptr<Link> link(tunnel.newLink(target, Use::Interactive, 5s, nullptr));
        QSignalSpy opened(link.get(), &Link::opened);
        QSignalSpy failed(link.get(), &Link::failed);
        link->open();
        (void)QTest::qWaitFor([&] { return opened.size() + failed.size() > 0; }, 15000);
        if (!failed.isEmpty()) {
            m_error = failed[0][0].value<base::Error>();
            return "failed";
        }
        const std::unique_ptr<QIODevice> stream = link->take();
        if (!stream)
            return "silent";
        stream->write("PING\r\n");
        QByteArray answer;
        QSignalSpy ended(stream.get(), &QIODevice::readChannelFinished);
        (void)QTest::qWaitFor(
            [&] {
                answer += stream->readAll();
                return answer.endsWith('\n') || !ended.isEmpty();
            },
            10000);
        return answer;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<support::RedisServer> m_redis;
    base::Error m_error;

private Q_SLOTS:
    void initTestCase()
    {
        m_redis =
            std::make_unique<support::RedisServer>(QStringList(), support::RedisServer::Tcp::Yes);
        QVERIFY(m_redis->isRunning());
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(m_folder->filePath(QStringLiteral("aws")), fakeAws);
        write(m_folder->filePath(QStringLiteral("plugin")), fakePlugin);
        QFile::setPermissions(m_folder->filePath(QStringLiteral("aws")),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void links_shareOneProgramForEachServer()
    {
        AwsCliTunnel tunnel(settings(), {});
        QSignalSpy steps(&tunnel, &links::Tunnel::stepped);
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        QCOMPARE(calls().size(), 1);
        const support::RedisServer other({}, support::RedisServer::Tcp::Yes);
        QCOMPARE(ping(tunnel, { QStringLiteral("localhost"), other.port(), {} }),
                 QByteArray("+PONG\r\n"));
        QCOMPARE(calls().size(), 2);
        const QStringList words =
            calls()[0].value(QLatin1String("words")).toVariant().toStringList();
        QCOMPARE(words.mid(0, 3),
                 (QStringList{ QStringLiteral("ssm"), QStringLiteral("start-session"),
                               QStringLiteral("--target=i-0123456789abcdef0") }));
        QVERIFY(words.contains(
            QStringLiteral("--document-name=AWS-StartPortForwardingSessionToRemoteHost")));
        QVERIFY(words.contains(QStringLiteral("--region=eu-central-1")));
        QVERIFY(words.contains(QStringLiteral("--profile=shop-ro")));
        const auto passed = steps.last()[0].value<links::TunnelStep>();
        QCOMPARE(passed.outcome, links::TunnelStep::Outcome::Passed);
        QCOMPARE(passed.finding, QStringLiteral("jin-0123456789abcdef0"));
    }

    void ownKeys_goByTheEnvironmentAlone()
    {
        aws::Keys keys;
        keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        keys.secretAccessKey = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        qputenv("AWS_SESSION_TOKEN", "of somebody else");
        qputenv("SSM_PLUGIN_LOCAL_HOST", "0.0.0.0");
        AwsCliTunnel tunnel(settings(), keys);
        const QByteArray answer = ping(tunnel, server());
        qunsetenv("AWS_SESSION_TOKEN");
        qunsetenv("SSM_PLUGIN_LOCAL_HOST");
        QCOMPARE(answer, QByteArray("+PONG\r\n"));
        const QJsonObject call = calls().constFirst();
        QCOMPARE(call.value(QLatin1String("key")).toString(), keys.accessKeyId);
        QVERIFY(call.value(QLatin1String("token")).isNull());
        QCOMPARE(call.value(QLatin1String("listens")).toString(), QStringLiteral("127.0.0.1"));
        const QByteArray words = QJsonDocument(call).toJson();
        QVERIFY(!words.contains("wJalr") && !words.contains("--profile"));
    }

    void plainAddressElsewhere_startsNoProgram()
    {
        profiles::TunnelSettings plain = settings();
        plain.awsEndpoint = QStringLiteral("http://vpce.test");
        AwsCliTunnel tunnel(plain, {});
        const std::unique_ptr<Link> link(tunnel.newLink(server(), Use::Interactive, 8s, nullptr));
        QSignalSpy failed(link.get(), &Link::failed);
        link->open();
        QTRY_COMPARE(failed.size(), 1);
        const auto why = failed[0][0].value<base::Error>();
        QVERIFY2(why.text.contains(QStringLiteral("https://")), qPrintable(why.text));
        QVERIFY(calls().isEmpty());
    }

    void addressOfAws_isSessionManagersAlone()
    {
        profiles::Profile profile;
        profile.tunnel = settings();
        profile.tunnel.awsEndpoint = QStringLiteral("https://vpce.test");
        const aws::Account account = links::awsAccount(profile, {});
        QCOMPARE(account.ssmEndpoint, QUrl(QStringLiteral("https://vpce.test")));
        QVERIFY(account.endpoint.isEmpty());
    }

    void close_endsTheProgramAndItsPlugin()
    {
        AwsCliTunnel tunnel(settings(), {});
        QSignalSpy closed(&tunnel, &links::Tunnel::closed);
        QSignalSpy lost(&tunnel, &links::Tunnel::lost);
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        tunnel.close();
        QVERIFY(tunnel.isClosing());
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!tunnel.isClosing());
        QTRY_VERIFY(!isAlive(plugins()[0]));
        QVERIFY(!isAlive(qint64(calls()[0].value(QLatin1String("pid")).toDouble())));
        QVERIFY(lost.isEmpty());
        QCOMPARE(interrupted(), plugins()); // it could end its session
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n")); // opened anew
    }

    void pluginThatDoesNotEnd_isMadeTo_data()
    {
        QTest::addColumn<QStringList>("traits");
        QTest::newRow("by the second signal") << QStringList{ QStringLiteral("stubborn") };
        QTest::newRow("by force") << QStringList{ QStringLiteral("stubborn"),
                                                  QStringLiteral("deaf") };
    }

    void pluginThatDoesNotEnd_isMadeTo()
    {
        QFETCH(const QStringList, traits);
        for (const QString &trait : traits)
            write(m_folder->filePath(trait), {});
        {
            AwsCliTunnel tunnel(settings(), {});
            QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        }
        QTRY_VERIFY(!isAlive(plugins()[0]));
        QCOMPARE(interrupted(), plugins()); // asked before
    }

    void killedAws_takesItsPluginAlong()
    {
        AwsCliTunnel tunnel(settings(), {});
        QSignalSpy lost(&tunnel, &links::Tunnel::lost);
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        ::kill(pid_t(calls()[0].value(QLatin1String("pid")).toDouble()), SIGKILL);
        QTRY_COMPARE(lost.size(), 1);
        QTRY_VERIFY(!isAlive(plugins()[0]));
        QCOMPARE(interrupted(), plugins());
    }

    void destruction_leavesNothingBehind()
    {
        {
            AwsCliTunnel tunnel(settings(), {});
            QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        }
        QTRY_VERIFY(!isAlive(plugins()[0]));
        QCOMPARE(interrupted(), plugins());
    }

    void deathOfThisProcess_leavesNothingBehind()
    {
        QProcess holder; // has no chance to clear up
        holder.start(QCoreApplication::applicationFilePath(),
                     { QStringLiteral("--hold"), settings().awsProgram });
        QTRY_COMPARE_WITH_TIMEOUT(plugins().size(), 1, 15000);
        QVERIFY(isAlive(plugins()[0]));
        holder.kill();
        QVERIFY(holder.waitForFinished());
        QTRY_VERIFY(!isAlive(plugins()[0]));
        QCOMPARE(interrupted(), plugins());
    }

    void refusedServer_isToldByTheBastion()
    {
        AwsCliTunnel tunnel(settings(), {});
        const Endpoint closed{ QStringLiteral("127.0.0.1"), 1, {} };
        QVERIFY(!tunnel.refusal(closed));
        QCOMPARE(ping(tunnel, closed), QByteArray());
        QTRY_VERIFY(tunnel.refusal(closed));
        QCOMPARE(tunnel.refusal(closed)->cause, Cause::TargetRefused);
    }

    void killedProgram_isLostAndStartedAgain()
    {
        AwsCliTunnel tunnel(settings(), {});
        QSignalSpy lost(&tunnel, &links::Tunnel::lost);
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        ::kill(pid_t(plugins()[0]), SIGKILL);
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(lost[0][0].value<base::Error>().cause, Cause::TunnelLost);
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        QCOMPARE(calls().size(), 2);
    }

    void renew_startsAnother()
    {
        AwsCliTunnel tunnel(settings(), {});
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        tunnel.renew(server());
        QCOMPARE(ping(tunnel, server()), QByteArray("+PONG\r\n"));
        QCOMPARE(calls().size(), 2);
        QTRY_VERIFY(!isAlive(plugins()[0]));
    }

    void missingProgramAndMissingPlugin_areToldApart()
    {
        profiles::TunnelSettings nowhere = settings();
        nowhere.awsProgram = m_folder->filePath(QStringLiteral("none"));
        AwsCliTunnel without(nowhere, {});
        QCOMPARE(ping(without, server()), QByteArray("failed"));
        QCOMPARE(m_error.cause, Cause::SsmPluginMissing);
        QVERIFY2(m_error.text.contains(QStringLiteral("The AWS CLI (")), qPrintable(m_error.text));

        write(m_folder->filePath(QStringLiteral("refusal")),
              "\nSessionManagerPlugin is not found. Please refer to SessionManager Documentation "
              "here: http://docs.aws.amazon.com/console/systems-manager/"
              "session-manager-plugin-not-found\n");
        AwsCliTunnel half(settings(), {});
        QCOMPARE(ping(half, server()), QByteArray("failed"));
        QCOMPARE(m_error.cause, Cause::SsmPluginMissing);
        QCOMPARE(m_error.text,
                 QStringLiteral("The Session Manager plugin was not found. Install "
                                "it or choose its location."));
    }

    void wordsOfTheProgram_haveTheirCause_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<QString>("says");
        QTest::newRow("offline") << QByteArray(
            "\nAn error occurred (TargetNotConnected) when calling the StartSession "
            "operation: i-0123456789abcdef0 is not connected.\n")
                                 << Cause::SsmTargetOffline
                                 << QStringLiteral("is not online in Systems Manager");
        QTest::newRow("denied")
            << QByteArray("An error occurred (AccessDeniedException) when calling the StartSession "
                          "operation: User: arn:aws:iam::123456789012:user/jin is not authorized "
                          "to perform: ssm:StartSession on resource: x\n")
            << Cause::AwsDenied
            << QStringLiteral(
                   "AWS denied ssm:StartSession for arn:aws:iam::123456789012:user/jin.");
        QTest::newRow("expired") << QByteArray(
            "Error when retrieving token from sso: Token has expired and refresh "
            "failed") << Cause::AwsSignInExpired
                                 << QStringLiteral("profile shop-ro has expired");
        QTest::newRow("no keys") << QByteArray("Unable to locate credentials. You can configure …")
                                 << Cause::AwsNoKeys << QStringLiteral("finds no credentials");
        QTest::newRow("no profile")
            << QByteArray("The config profile (shop-ro) could not be found")
            << Cause::AwsProfileUnknown << QStringLiteral("knows no profile shop-ro");
        QTest::newRow("no region") << QByteArray("You must specify a region. You can also …")
                                   << Cause::AwsRegionMissing << QStringLiteral("needs a region");
        QTest::newRow("unknown key")
            << QByteArray("An error occurred (UnrecognizedClientException) when calling the "
                          "StartSession operation: The security token included in the request is "
                          "invalid.\n")
            << Cause::AwsRefused << QStringLiteral("refuses the keys of the AWS CLI");
        QTest::newRow("throttled")
            << QByteArray("An error occurred (ThrottlingException) when calling …")
            << Cause::AwsThrottled << QStringLiteral("too many requests");
        QTest::newRow("no network")
            << QByteArray("Could not connect to the endpoint URL: \"https://ssm…\"")
            << Cause::AwsUnreachable << QStringLiteral("does not answer");
        QTest::newRow("anything else") << QByteArray("Segmentation fault") << Cause::AwsRefused
                                       << QStringLiteral("i-0123456789abcdef0");
    }

    void wordsOfTheProgram_haveTheirCause()
    {
        QFETCH(const QByteArray, words);
        QFETCH(const Cause, cause);
        QFETCH(const QString, says);
        const base::Error why = links::awsCliFailure(words, settings());
        QCOMPARE(why.cause, cause);
        QVERIFY2(why.text.contains(says), qPrintable(why.text));
        QCOMPARE(why.detail, words.trimmed());
        QCOMPARE(aws::refusesKeys(why), words.contains("UnrecognizedClient"));
    }

    void port_isReadOnlyOnceItIsListenedOn()
    {
        QVERIFY(!links::readAwsCliPort("Port 34567 opened for sessionId jin-0.\n"));
        const QByteArray whole("\nStarting session with SessionId: jin-0\nPort 34567 opened for "
                               "sessionId jin-0.\nWaiting for connections...\n");
        QCOMPARE(links::readAwsCliPort(whole), std::optional<quint16>(34567));
        QCOMPARE(links::readAwsCliSession(whole), QStringLiteral("jin-0"));
        QVERIFY(!links::readAwsCliPort("Port 99999 opened for x\nWaiting for connections"));
    }
};

/// With --hold PROGRAM: opens a tunnel and waits to be killed.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--hold") == 0) {
        profiles::TunnelSettings settings;
        settings.target = QStringLiteral("i-0123456789abcdef0");
        settings.awsProgram = QFile::decodeName(argv[2]);
        AwsCliTunnel tunnel(settings, {});
        const std::unique_ptr<Link> link(
            tunnel.newLink({ QStringLiteral("127.0.0.1"), 1, {} }, Use::Interactive, 5s, nullptr));
        link->open();
        return QCoreApplication::exec();
    }
    AwsCliTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_awscli.moc"
