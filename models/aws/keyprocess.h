#pragma once
#include "aws/keys.h"
#include "base/result.h"
#include <QFuture>
#include <QObject>
#include <QProcess>
#include <QPromise>
#include <QTimer>
#include <chrono>

namespace aws {

/// What a program printed as credential_process: {"Version": 1, "AccessKeyId": …}.
[[nodiscard]] base::Result<Keys> keysOfProcess(const QString &profile, const QByteArray &output);

/// Runs a profile's credential_process, without a shell and without anything to read. The last 300
/// characters of its error output, in whole lines, are Error::detail, with "(redacted)" for what
/// looks like a secret.
class KeyProcess final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyProcess)

public:
    KeyProcess(QString profile, QStringList command, const QProcessEnvironment &environment,
               QObject *parent);
    ~KeyProcess() override;

    /// Long enough for a program that asks its person in a window of its own.
    static constexpr std::chrono::milliseconds patience = std::chrono::minutes(3);

    /// Once. Kind::Timeout, or Cause::AwsNoKeys.
    [[nodiscard]] QFuture<base::Result<Keys>> run(std::chrono::milliseconds limit = patience);

private:
    void finish(const base::Result<Keys> &result);
    void ended(int code, QProcess::ExitStatus status);
    void read();

    QString m_profile;
    QStringList m_command;
    QProcess m_process;
    QTimer m_limit;
    QByteArray m_output;
    QPromise<base::Result<Keys>> m_promise;
    bool m_done = false;
};

} // namespace aws
