#include "demoserver.h"
#include "base/whendone.h"
#include "demodata.h"
#include "demotraffic.h"
#include "resp/connection.h"
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace app {

namespace {

const QString prefix = QStringLiteral("larder-demo-");
constexpr int patienceMs = 10000;
constexpr int retryMs = 15;

QString serverProgram()
{
    for (const auto *name : { "redis-server", "valkey-server" }) {
        QString path = QStandardPaths::findExecutable(QString::fromLatin1(name));
        if (!path.isEmpty())
            return path;
    }
    return {};
}

bool isAlive(qint64 pid)
{
#ifdef Q_OS_UNIX
    return ::kill(pid_t(pid), 0) == 0 || errno != ESRCH;
#else
    Q_UNUSED(pid)
    return true;
#endif
}

/// Directories of programs that were killed. Their names carry the program's process id; a link, a
/// stranger's directory and one whose program still runs are left alone.
void sweep()
{
    const QDir temp(QDir::tempPath());
    for (const QFileInfo &entry :
         temp.entryInfoList({ prefix + QLatin1Char('*') }, QDir::Dirs | QDir::NoSymLinks)) {
        const qint64 pid =
            entry.fileName().mid(prefix.size()).section(QLatin1Char('-'), 0, 0).toLongLong();
        if (pid <= 0 || isAlive(pid))
            continue;
#ifdef Q_OS_UNIX
        if (entry.ownerId() != ::getuid())
            continue;
#endif
        QDir(entry.filePath()).removeRecursively();
    }
}

} // namespace

class DemoServer::Private {
public:
    explicit Private(DemoServer *server)
        : q(server)
    {
    }

    void launch(const QString &program);
    void tryToConnect();
    void fill();
    void fail(base::Error::Kind kind, const QString &text, const QByteArray &detail = {});

    DemoServer *const q;
    std::unique_ptr<QTemporaryDir> directory; // mode 0700
    QProcess process;
    QElapsedTimer clock;
    QString path;
    std::unique_ptr<QLocalSocket> socket;
    std::unique_ptr<resp::Connection> connection;
    std::unique_ptr<DemoTraffic> traffic;
    bool isOver = false; // started() or failed() was emitted
    bool isUp = false;
};

DemoServer::DemoServer(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

DemoServer::~DemoServer()
{
    d->traffic.reset();
    d->connection.reset();
    d->process.disconnect(this);
    if (d->process.state() != QProcess::NotRunning) {
        // Nothing is worth saving, and a killed process is gone in a moment.
        d->process.kill();
        d->process.waitForFinished(2000);
    }
}

QString DemoServer::socketPath() const
{
    return d->isUp ? d->path : QString();
}

qint64 DemoServer::pid() const
{
    return d->process.processId();
}

void DemoServer::start()
{
    sweep();
    const QString program = serverProgram();
    if (!program.isEmpty()) {
        d->launch(program);
        return;
    }
    // After the caller has returned, like every other end.
    QMetaObject::invokeMethod(
        this,
        [this] {
            d->fail(base::Error::Kind::NotFound,
                    QCoreApplication::translate(
                        "demo",
                        "The demo needs the program redis-server or valkey-server, and neither is "
                        "installed. Install the package redis-server (Debian, Ubuntu), redis "
                        "(Homebrew) or valkey (Fedora, Arch Linux)."));
        },
        Qt::QueuedConnection);
}

void DemoServer::Private::fail(base::Error::Kind kind, const QString &text,
                               const QByteArray &detail)
{
    if (std::exchange(isOver, true))
        return;
    connection.reset();
    process.disconnect(q);
    process.kill();
    Q_EMIT q->failed({ kind, text, detail });
}

void DemoServer::Private::launch(const QString &program)
{
    directory = std::make_unique<QTemporaryDir>(
        QDir::tempPath() + QLatin1Char('/') + prefix
        + QString::number(QCoreApplication::applicationPid()) + QStringLiteral("-XXXXXX"));
    if (!directory->isValid()) {
        const QByteArray detail = directory->errorString().toUtf8();
        QMetaObject::invokeMethod(
            q,
            [this, detail] {
                fail(base::Error::Kind::Storage,
                     QCoreApplication::translate(
                         "demo", "The demo server's temporary directory could not be made."),
                     detail);
            },
            Qt::QueuedConnection);
        return;
    }
    path = directory->filePath(QStringLiteral("redis.sock"));
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_LINUX
    const pid_t parent = ::getpid();
    process.setChildProcessModifier([parent] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1); // the program died before the line above
    });
#endif
    QObject::connect(&process, &QProcess::errorOccurred, q, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            fail(base::Error::Kind::Storage,
                 QCoreApplication::translate("demo", "The demo server %1 could not be started.")
                     .arg(process.program()),
                 process.errorString().toUtf8());
        }
    });
    QObject::connect(&process, &QProcess::finished, q, [this] {
        if (isUp) {
            isUp = false;
            traffic.reset();
            Q_EMIT q->ended();
            return;
        }
        fail(base::Error::Kind::Network,
             QCoreApplication::translate("demo", "The demo server ended as soon as it started."),
             process.readAll().right(2000));
    });
    QObject::connect(&process, &QProcess::readyRead, q, [this] {
        if (isUp)
            process.readAll(); // nobody reads it any more
    });
    clock.start();
    process.start(program,
                  { QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--unixsocket"),
                    path, QStringLiteral("--unixsocketperm"), QStringLiteral("700"),
                    QStringLiteral("--save"), QString(), QStringLiteral("--appendonly"),
                    QStringLiteral("no"), QStringLiteral("--dir"), directory->path(),
                    QStringLiteral("--maxmemory"), QStringLiteral("500mb"),
                    QStringLiteral("--maxmemory-policy"), QStringLiteral("allkeys-lru"),
                    QStringLiteral("--loglevel"), QStringLiteral("warning") });
    tryToConnect();
}

void DemoServer::Private::tryToConnect()
{
    if (isOver)
        return;
    if (clock.elapsed() > patienceMs) {
        fail(base::Error::Kind::Timeout,
             QCoreApplication::translate("demo", "The demo server does not answer."),
             process.readAll().right(2000));
        return;
    }
    socket = std::make_unique<QLocalSocket>();
    QObject::connect(
        socket.get(), &QLocalSocket::connected, q, [this] { fill(); }, Qt::QueuedConnection);
    QObject::connect(
        socket.get(), &QLocalSocket::errorOccurred, q,
        [this] { QTimer::singleShot(retryMs, q, [this] { tryToConnect(); }); },
        Qt::QueuedConnection);
    socket->connectToServer(path);
}

void DemoServer::Private::fill()
{
    socket->disconnect(q);
    connection = std::make_unique<resp::Connection>(std::move(socket), resp::Connection::Limits());
    (void)connection->send({ "CLIENT", "SETNAME", "larder-demo" });
    base::whenDone(connection->sendAll(demoData(QDateTime::currentDateTimeUtc())), q,
                   [this](const base::Result<resp::Replies> &replies) {
                       if (isOver)
                           return;
                       const auto refused = replies
                           ? std::find_if(replies->cbegin(), replies->cend(),
                                          [](const resp::Reply &reply) { return reply.isError(); })
                           : resp::Replies::const_iterator();
                       if (!replies || refused != replies->cend()) {
                           fail(base::Error::Kind::Server,
                                QCoreApplication::translate(
                                    "demo", "The demo server did not take the sample data."),
                                replies ? refused->toByteArray() : replies.error().text.toUtf8());
                           return;
                       }
                       isOver = true;
                       isUp = true;
                       traffic = std::make_unique<DemoTraffic>(connection.get());
                       traffic->start();
                       Q_EMIT q->started(path);
                   });
}

} // namespace app
