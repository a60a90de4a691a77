#include "link/ssm/awsclichild.h"
#include "link/ssm/awsclitexts.h"
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <csignal>
#include <unistd.h>

namespace links {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostWords = qsizetype(64) * 1024;
constexpr auto longestEnding = 2s;
constexpr qint64 refusalHolds = 60'000; // milliseconds

/// aws does not end its plugin when it is ended itself. So both run in a process group of their
/// own, beside a watcher whose standard input ends with us or with aws, however that ends, and
/// which then ends the group. The plugin ends its session by SIGINT alone; SIGTERM leaves that
/// open.
constexpr const char *watchedRun = R"(exec 3<&0
"$@" 3<&- </dev/null &
child=$!
trap '' INT TERM
(read -r _ <&3
kill -INT 0; sleep 1; kill -TERM 0; sleep 1; kill -KILL 0) </dev/null >/dev/null 2>&1 &
wait "$child"
exit "$?"
)";

QString found(const QString &program)
{
    if (program.contains(u'/'))
        return QFileInfo(program).isExecutable() ? program : QString();
    return QStandardPaths::findExecutable(program);
}

void keepEnd(QByteArray &words)
{
    if (words.size() > mostWords)
        words.remove(0, words.size() - mostWords);
}

} // namespace

AwsCliCall AwsCliCall::of(const profiles::TunnelSettings &settings, const aws::Keys &keys,
                          const Endpoint &target)
{
    const QJsonObject parameters{
        { QStringLiteral("host"), QJsonArray{ target.host } },
        { QStringLiteral("portNumber"), QJsonArray{ QString::number(target.port) } },
        // The plugin finds a free one by itself, and tells it.
        { QStringLiteral("localPortNumber"), QJsonArray{ QStringLiteral("0") } },
    };
    AwsCliCall call;
    call.program = settings.awsProgram.isEmpty() ? QStringLiteral("aws") : settings.awsProgram;
    call.arguments = {
        QStringLiteral("ssm"),
        QStringLiteral("start-session"),
        QStringLiteral("--target=") + settings.target,
        QStringLiteral("--document-name=")
            + (settings.document.isEmpty()
                   ? QStringLiteral("AWS-StartPortForwardingSessionToRemoteHost")
                   : settings.document),
        QStringLiteral("--parameters=")
            + QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact)),
    };
    if (!settings.region.isEmpty())
        call.arguments += QStringLiteral("--region=") + settings.region;
    if (!settings.awsEndpoint.isEmpty())
        call.arguments += QStringLiteral("--endpoint-url=") + settings.awsEndpoint;
    call.environment = QProcessEnvironment::systemEnvironment();
    call.environment.insert(QStringLiteral("AWS_PAGER"), QString());
    call.environment.insert(QStringLiteral("AWS_CLI_AUTO_PROMPT"), QStringLiteral("off"));
    // Where newer plugins listen.
    call.environment.insert(QStringLiteral("SSM_PLUGIN_LOCAL_HOST"), QStringLiteral("127.0.0.1"));
    if (keys.isEmpty()) {
        if (!settings.awsProfile.isEmpty())
            call.arguments += QStringLiteral("--profile=") + settings.awsProfile;
        return call;
    }
    const auto text = [](const base::Secret &secret) {
        QByteArray bytes = secret.reveal();
        QString words = QString::fromUtf8(bytes);
        base::wipe(bytes);
        return words;
    };
    for (const char *other : { "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN" })
        call.environment.remove(QLatin1String(other));
    call.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), keys.accessKeyId);
    call.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), text(keys.secretAccessKey));
    if (!keys.sessionToken.isEmpty())
        call.environment.insert(QStringLiteral("AWS_SESSION_TOKEN"), text(keys.sessionToken));
    return call;
}

AwsCliChild::AwsCliChild(profiles::TunnelSettings settings, Endpoint target, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_target(std::move(target))
    , m_process(this)
    , m_limit(this)
{
    m_limit.setSingleShot(true);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &AwsCliChild::hear);
    connect(&m_process, &QProcess::readyReadStandardError, this, &AwsCliChild::hear);
    connect(&m_process, &QProcess::finished, this, &AwsCliChild::programEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            conclude(awsCliMissing(m_program, m_process.errorString().toUtf8()));
    });
}

AwsCliChild::~AwsCliChild()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.closeWriteChannel(); // its watcher ends the others
        m_process.kill(); // the shell alone, which ends at once
        m_process.waitForFinished();
    }
}

void AwsCliChild::start(const AwsCliCall &call, std::chrono::milliseconds limit)
{
    m_program = call.program;
    const QString program = found(call.program);
    if (program.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { conclude(awsCliMissing(m_program, {})); }, Qt::QueuedConnection);
        return;
    }
    connect(&m_limit, &QTimer::timeout, this, [this, limit] {
        m_process.closeWriteChannel();
        conclude(awsCliSilent(std::chrono::duration_cast<std::chrono::seconds>(limit).count()));
    });
    m_limit.start(limit);
    m_process.setProcessEnvironment(call.environment);
    m_process.setChildProcessModifier([] { ::setsid(); });
    m_process.start(QStringLiteral("/bin/sh"),
                    QStringList{ QStringLiteral("-c"), QLatin1String(watchedRun),
                                 QStringLiteral("larder"), program }
                        + call.arguments);
    m_group = m_process.processId();
}

void AwsCliChild::hear()
{
    m_output += m_process.readAllStandardOutput();
    m_errors += m_process.readAllStandardError();
    if (m_state == State::Starting) {
        if (const auto port = readAwsCliPort(m_output)) {
            m_limit.stop();
            m_port = *port;
            m_state = State::Ready;
            Q_EMIT ready();
        }
    }
    // Its plugin tells this on either of both.
    if (const auto refusals = countAwsCliRefusals(m_output) + countAwsCliRefusals(m_errors);
        refusals != m_refusals) {
        m_refusals = refusals;
        m_refused.start();
    }
    keepEnd(m_output);
    keepEnd(m_errors);
}

QString AwsCliChild::session() const
{
    return readAwsCliSession(m_output);
}

bool AwsCliChild::isRefused() const
{
    return m_refused.isValid() && !m_refused.hasExpired(refusalHolds);
}

void AwsCliChild::programEnded()
{
    hear();
    const QByteArray words = m_errors + '\n' + m_output;
    conclude(m_port > 0 ? awsCliLost(m_settings.target, words) : awsCliFailure(words, m_settings));
}

void AwsCliChild::end()
{
    if (m_state == State::Ending || m_state == State::Ended)
        return;
    m_state = State::Ending;
    m_process.closeWriteChannel();
    m_limit.disconnect(this);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        killAll();
        conclude(awsCliLost(m_settings.target, {}));
    });
    m_limit.start(longestEnding);
}

void AwsCliChild::conclude(const base::Error &why)
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_limit.stop();
    Q_EMIT ended(why, m_port > 0);
}

void AwsCliChild::killAll()
{
    if (m_group > 0 && m_process.state() != QProcess::NotRunning)
        ::kill(-pid_t(m_group), SIGKILL);
}

} // namespace links
