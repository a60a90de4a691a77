#include "link/ssh/opensshmaster.h"
#include "link/ssh/askpasswire.h"
#include "link/ssh/opensshprobe.h"
#include "link/ssh/ssherrors.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <csignal>
#include <sys/un.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostWords = 64 * 1024;
constexpr auto longestCheck = 3s;
/// The line and the refusal come from the same turn of ssh's loop, by two ways.
constexpr auto longestDelay = 500ms;

/// ssh makes its socket as "<path>.<16 letters>" first, and hands the path on unquoted.
bool isFitFor(const QString &folder)
{
    constexpr int ownPart = 32;
    static const QString odd = QStringLiteral(" \t\"'\\%$*?[]");
    return folder.toUtf8().size() + ownPart < int(sizeof(sockaddr_un::sun_path))
        && std::none_of(folder.begin(), folder.end(), [](QChar c) { return odd.contains(c); })
        && QDir(folder).exists();
}

/// Mode 0700, as mkdtemp() makes it.
std::unique_ptr<QTemporaryDir> privateDirectory()
{
    const QStringList folders{ qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath(),
                               QStringLiteral("/tmp") };
    for (const QString &folder : folders) {
        if (folder.isEmpty() || !isFitFor(folder))
            continue;
        auto directory = std::make_unique<QTemporaryDir>(folder + QStringLiteral("/ldr-XXXXXX"));
        if (directory->isValid())
            return directory;
    }
    return nullptr;
}

} // namespace

OpenSshMaster::OpenSshMaster(OpenSshCall call, std::shared_ptr<OpenSshKnown> known,
                             std::shared_ptr<Asker> asker, SshPlaces places,
                             std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
    , m_known(std::move(known))
    , m_places(std::move(places))
    , m_timeout(timeout)
    , m_desk(new AskpassDesk(this))
    , m_answers(new OpenSshAnswers(m_known, std::move(asker), this))
{
    for (QTimer *timer : { &m_limit, &m_checkLimit, &m_refusalLimit })
        timer->setSingleShot(true);
    // Each hop has its TCP connection, its key exchange and its sign-in. Of an alias nobody knows
    // how many hops it has.
    m_limit.setInterval(m_timeout * 3 * std::max<qsizetype>(2, m_known->hops.size()));
    connect(&m_limit, &QTimer::timeout, this,
            [this] { end(ssherrors::silent(m_call.bastion, m_timeout)); });
    m_checkLimit.setInterval(longestCheck);
    connect(&m_checkLimit, &QTimer::timeout, this,
            [this] { end(ssherrors::dead(m_call.bastion, longestCheck)); });
    m_refusalLimit.setInterval(longestDelay);
    connect(&m_refusalLimit, &QTimer::timeout, this, [this] {
        m_refusals += OpenSshRefusal{};
        settleRefusals();
    });
    connect(m_desk, &AskpassDesk::asked, m_answers, &OpenSshAnswers::hear);
    connect(m_answers, &OpenSshAnswers::gaveUp, this, &OpenSshMaster::end);
    connect(m_answers, &OpenSshAnswers::askingChanged, this, &OpenSshMaster::watchOver);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &OpenSshMaster::lookForSocket);
    connect(&m_process, &QProcess::readyReadStandardError, this, &OpenSshMaster::hear);
    connect(&m_process, &QProcess::finished, this, &OpenSshMaster::programEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            end({ Kind::NotFound,
                  QCoreApplication::translate(
                      "link",
                      "The OpenSSH client (%1) cannot be started. Install it, choose its location, "
                      "or use the built-in SSH.")
                      .arg(m_call.program),
                  m_process.errorString().toUtf8(), Cause::SshProgramMissing });
        }
    });
}

OpenSshMaster::~OpenSshMaster()
{
    m_state = State::Ended;
    m_desk->disconnect(this);
    m_answers->disconnect(this);
    m_desk->close();
    kill();
}

void OpenSshMaster::start()
{
    m_clock.start();
    step(TunnelStep::Outcome::Running);
    if (const auto prepared = prepare(); !prepared) {
        end(prepared.error());
        return;
    }
    m_limit.start();
    run();
}

base::Result<> OpenSshMaster::prepare()
{
    m_directory = privateDirectory();
    QFile config(m_directory ? m_directory->filePath(QStringLiteral("c")) : QString());
    const bool written = m_directory && config.open(QFile::WriteOnly | QFile::NewOnly)
        && config.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && config.write(m_call.config) == m_call.config.size() && config.flush();
    if (!written || !m_desk->listen(m_directory->filePath(QStringLiteral("a")))
        || !m_watcher.addPath(m_directory->path())) {
        return base::fail(
            Kind::Storage,
            QCoreApplication::translate(
                "link",
                "No private directory for ssh can be made in the temporary folder. Check that "
                "there is room and that it may be written to."),
            config.errorString().toUtf8());
    }
    return {};
}

void OpenSshMaster::run()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.insert(QStringLiteral("SSH_ASKPASS"), m_places.askpassProgram);
    environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("force"));
    environment.insert(QLatin1String(askpass::socketVariable), m_desk->path());
    environment.insert(QLatin1String(askpass::tokenVariable), QString::fromLatin1(m_desk->token()));
    if (m_places.agentSocket.isEmpty())
        environment.remove(QStringLiteral("SSH_AUTH_SOCK"));
    else
        environment.insert(QStringLiteral("SSH_AUTH_SOCK"), m_places.agentSocket);
    m_process.setProcessEnvironment(environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] {
        ::setsid();
#ifdef Q_OS_LINUX
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    });
    m_process.start(m_call.program,
                    QStringList{ QStringLiteral("-F"), m_directory->filePath(QStringLiteral("c")),
                                 QStringLiteral("-M"), QStringLiteral("-S"), controlPath(),
                                 QStringLiteral("-N"), QStringLiteral("-T") }
                        + m_call.where);
    m_desk->setAsker(m_process.processId());
}

QString OpenSshMaster::controlPath() const
{
    return m_directory->filePath(QStringLiteral("m"));
}

QString OpenSshMaster::newForwardPath()
{
    return m_directory->filePath(QStringLiteral("f%1").arg(++m_forwards));
}

void OpenSshMaster::hear()
{
    const QByteArray heard = m_process.readAllStandardError();
    m_words += heard;
    if (m_words.size() > mostWords)
        m_words.remove(0, m_words.size() - mostWords);
    m_line += heard;
    for (auto end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n')) {
        hearLine(m_line.first(end));
        m_line.remove(0, end + 1);
    }
    m_line.truncate(mostWords);
}

void OpenSshMaster::hearLine(const QByteArray &line)
{
    if (m_state == State::Starting) {
        if (const auto signIn = readOpenSshSignIn(line)) {
            m_method = signIn->method;
            m_signIns += *signIn;
            lookForSocket();
        }
        return;
    }
    if (const auto refusal = readOpenSshRefusal(line)) {
        m_refusals += *refusal;
        settleRefusals();
    }
}

/// ssh makes the control socket once it has signed in.
void OpenSshMaster::lookForSocket()
{
    if (m_state != State::Starting || !QFile::exists(controlPath()))
        return;
    if (m_method.isEmpty() && !m_isLate) {
        // What it said before may come after, by another way.
        m_isLate = true;
        QTimer::singleShot(longestDelay, this, &OpenSshMaster::lookForSocket);
        return;
    }
    m_state = State::Ready;
    m_limit.stop();
    m_desk->close();
    m_answers->signedIn(m_signIns);
    m_words.clear();
    step(TunnelStep::Outcome::Passed);
    Q_EMIT ready();
}

void OpenSshMaster::watchOver()
{
    if (m_state != State::Starting)
        return;
    if (m_answers->isAsking())
        m_limit.stop();
    else
        m_limit.start();
}

void OpenSshMaster::programEnded()
{
    hear();
    end(m_state == State::Ready ? openSshLossError(m_words, names())
                                : openSshExitError(m_words, names()));
}

void OpenSshMaster::end(const base::Error &why)
{
    if (m_state == State::Ended)
        return;
    const bool wasReady = m_state == State::Ready;
    m_state = State::Ended;
    for (QTimer *timer : { &m_limit, &m_checkLimit, &m_refusalLimit })
        timer->stop();
    m_desk->close();
    kill();
    if (wasReady) {
        Q_EMIT lost(why);
        return;
    }
    step(TunnelStep::Outcome::Failed, why);
    Q_EMIT failed(why);
}

/// ssh and the `ssh` or ProxyCommand that it started: the session that it leads. Nothing of it has
/// to be waited for but the system's word that it is gone.
void OpenSshMaster::kill()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(-pid_t(m_process.processId()), SIGKILL);
    m_process.kill();
    m_process.waitForFinished(1000);
}

void OpenSshMaster::check()
{
    if (m_state != State::Ready || m_checkLimit.isActive())
        return;
    m_checkLimit.start();
    auto *probe = new OpenSshProbe(*this);
    connect(probe, &OpenSshProbe::settled, &m_checkLimit, &QTimer::stop);
    probe->start();
}

void OpenSshMaster::hearStream()
{
    if (m_checkLimit.isActive())
        m_checkLimit.start();
}

void OpenSshMaster::whenRefusalIsKnown(QObject *context,
                                       std::function<void(const OpenSshRefusal &)> done)
{
    m_waiting += { context, std::move(done) };
    settleRefusals();
}

void OpenSshMaster::settleRefusals()
{
    while (!m_waiting.isEmpty() && !m_refusals.isEmpty()) {
        const Waiting waiting = m_waiting.takeFirst();
        const OpenSshRefusal refusal = m_refusals.takeFirst();
        if (waiting.context)
            waiting.done(refusal);
    }
    if (m_waiting.isEmpty())
        m_refusalLimit.stop();
    else
        m_refusalLimit.start();
}

base::Error OpenSshMaster::streamError(const Endpoint &target, const OpenSshRefusal &refusal) const
{
    return ssherrors::refusedChannel(m_call.bastion, target, { refusal.reason, refusal.words });
}

void OpenSshMaster::step(TunnelStep::Outcome outcome, const base::Error &why)
{
    TunnelStep step;
    step.kind = TunnelStep::Kind::SignIn;
    step.outcome = outcome;
    step.hop = std::max(0, int(m_known->hops.size()) - 1);
    step.tried = m_call.bastion;
    if (outcome == TunnelStep::Outcome::Passed) {
        step.finding = m_method.isEmpty() || m_call.user.isEmpty()
            ? m_method
            : QCoreApplication::translate("link", "%1 by %2").arg(m_call.user, m_method);
    }
    if (outcome != TunnelStep::Outcome::Running)
        step.microseconds = m_clock.nsecsElapsed() / 1000;
    step.error = why;
    Q_EMIT stepped(step);
}

OpenSshNames OpenSshMaster::names() const
{
    return { m_call.bastion, m_call.user, m_call.program, m_timeout };
}

} // namespace links
