#include "aws/keyprocess.h"
#include "aws/keyjson.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

namespace aws {

namespace {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

constexpr qsizetype largestOutput = qsizetype(1) << 20;
constexpr qsizetype longestWords = 300;

// The last of a program's complaint, without what looks like a secret and what follows the word.
QByteArray harmless(const QByteArray &words)
{
    static const QRegularExpression named(
        QStringLiteral("((?:secret|passw)\\w*|token(?=\\s*[\"']?\\s*[:=]))[\\s:=\"']*.*"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression keyLike(QStringLiteral("[A-Za-z0-9+/=_-]{20,}"));
    const QString mask = QStringLiteral("(redacted)");
    const QStringList lines = QString::fromUtf8(words)
                                  .replace(named, QStringLiteral("\\1 ") + mask)
                                  .replace(keyLike, mask)
                                  .split(u'\n');
    QStringList kept;
    qsizetype size = 0;
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const QString text = line->trimmed().left(longestWords);
        size += text.size() + 1;
        if (size > longestWords + 1)
            break;
        if (!text.isEmpty())
            kept.prepend(text);
    }
    return kept.join(u'\n').toUtf8();
}

base::Result<Keys> wrongAnswer(const QString &profile)
{
    return base::fail(
        Kind::Protocol,
        QCoreApplication::translate("aws",
                                    "credential_process of the AWS profile %1 did not print AWS "
                                    "credentials of version 1. Run the command in a terminal.")
            .arg(profile),
        {}, Cause::AwsNoKeys);
}

} // namespace

base::Result<Keys> keysOfProcess(const QString &profile, const QByteArray &output)
{
    const QJsonObject object = QJsonDocument::fromJson(output).object();
    if (object.value(QStringLiteral("Version")) != QJsonValue(1))
        return wrongAnswer(profile);
    auto keys = keysFromJson(object, QStringLiteral("SessionToken"));
    if (!keys)
        return wrongAnswer(profile);
    keys->source =
        QCoreApplication::translate("aws", "profile %1 (credential_process)").arg(profile);
    return keys;
}

KeyProcess::KeyProcess(QString profile, QStringList command, const QProcessEnvironment &environment,
                       QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_command(std::move(command))
{
    m_process.setProcessEnvironment(environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_limit.setSingleShot(true);
    connect(&m_process, &QProcess::finished, this, &KeyProcess::ended);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &KeyProcess::read);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        finish(base::fail(
            Kind::NotFound,
            QCoreApplication::translate("aws",
                                        "credential_process of the AWS profile %1 could not be "
                                        "started: %2. Check that the program is installed.")
                .arg(m_profile, m_command.constFirst()),
            {}, Cause::AwsNoKeys));
    });
    connect(&m_limit, &QTimer::timeout, this, [this] {
        finish(base::fail(
            Kind::Timeout,
            QCoreApplication::translate("aws",
                                        "credential_process of the AWS profile %1 did not "
                                        "end in time. Run the command in a terminal.")
                .arg(m_profile),
            {}, Cause::AwsNoKeys));
    });
}

KeyProcess::~KeyProcess()
{
    m_process.disconnect(this);
    base::wipe(m_output);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(1000);
}

QFuture<base::Result<Keys>> KeyProcess::run(std::chrono::milliseconds limit)
{
    m_promise.start();
    m_limit.start(limit);
    m_process.start(m_command.constFirst(), m_command.sliced(1));
    return m_promise.future();
}

void KeyProcess::read()
{
    QByteArray bytes = m_process.readAllStandardOutput();
    if (!m_done)
        m_output += bytes;
    base::wipe(bytes);
    if (m_output.size() > largestOutput)
        finish(wrongAnswer(m_profile));
}

void KeyProcess::ended(int code, QProcess::ExitStatus status)
{
    read();
    if (status == QProcess::NormalExit && code == 0) {
        finish(keysOfProcess(m_profile, m_output));
        return;
    }
    finish(base::fail(
        Kind::Auth,
        QCoreApplication::translate("aws",
                                    "credential_process of the AWS profile %1 failed. Run the "
                                    "command in a terminal, or sign in again with that program.")
            .arg(m_profile),
        harmless(m_process.readAllStandardError()), Cause::AwsNoKeys));
}

void KeyProcess::finish(const base::Result<Keys> &result)
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    if (m_process.state() != QProcess::NotRunning)
        m_process.kill();
    m_promise.addResult(result);
    m_promise.finish();
}

} // namespace aws
