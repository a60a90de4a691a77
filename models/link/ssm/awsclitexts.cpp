#include "link/ssm/awsclitexts.h"
#include "aws/awserrors.h"
#include "aws/refusal.h"
#include "link/ssm/ssmerrors.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace links {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

namespace {

constexpr qsizetype mostDetail = 2000;

/// Its last words: what came before is a trace.
QByteArray lastWords(const QByteArray &words)
{
    const QByteArray trimmed = words.trimmed();
    return trimmed.size() > mostDetail ? trimmed.last(mostDetail) : trimmed;
}

QString firstMatch(const QString &pattern, const QByteArray &words)
{
    return QRegularExpression(pattern).match(QString::fromUtf8(words)).captured(1);
}

base::Error expired(const QString &profile, const QByteArray &words)
{
    return aws::signInExpired(profile.isEmpty() ? QStringLiteral("default") : profile, words);
}

/// "An error occurred (Code) when calling the StartSession operation: …"
std::optional<base::Error> refusedByService(const QByteArray &words,
                                            const profiles::TunnelSettings &settings)
{
    const QString code = firstMatch(QStringLiteral(R"(An error occurred \((\w+)\))"), words);
    if (code.isEmpty())
        return std::nullopt;
    if (code == QLatin1String("TargetNotConnected")) {
        base::Error why = ssmerrors::offline(settings.target);
        why.detail = words;
        return why;
    }
    if (code.startsWith(QLatin1String("AccessDenied"))) {
        const QString identity = firstMatch(QStringLiteral(R"(User: (\S+) is not)"), words);
        const QString action = firstMatch(QStringLiteral(R"(perform: ([\w:-]+))"), words);
        return aws::denied(action.isEmpty() ? QStringLiteral("ssm:StartSession") : action,
                           identity.isEmpty() ? settings.awsProfile : identity, words);
    }
    if (code.startsWith(QLatin1String("Throttling"))) {
        return base::Error{ Kind::Network,
                            QCoreApplication::translate(
                                "link",
                                "AWS gets too many requests from this account at the moment. Try "
                                "again later."),
                            words, Cause::AwsThrottled };
    }
    if (code.startsWith(QLatin1String("Expired")))
        return expired(settings.awsProfile, words);
    if (aws::blamesKeys(code)) {
        return base::Error{ Kind::Auth,
                            QCoreApplication::translate(
                                "link",
                                "AWS refuses the keys of the AWS CLI (%1). Correct them, or choose "
                                "another AWS profile.")
                                .arg(code),
                            words, Cause::AwsRefused };
    }
    return std::nullopt;
}

} // namespace

std::optional<quint16> readAwsCliPort(const QByteArray &output)
{
    if (!output.contains("Waiting for connections"))
        return std::nullopt;
    bool ok = false;
    const uint port = firstMatch(QStringLiteral(R"(Port (\d{1,5}) opened)"), output).toUInt(&ok);
    return ok && port > 0 && port <= 65535 ? std::optional(quint16(port)) : std::nullopt;
}

QString readAwsCliSession(const QByteArray &output)
{
    return firstMatch(QStringLiteral(R"(opened for sessionId ([\w.@=+-]{1,96}?)\.?\s)"), output);
}

qsizetype countAwsCliRefusals(const QByteArray &output)
{
    return output.count("Connection to destination port failed");
}

base::Error awsCliFailure(const QByteArray &errors, const profiles::TunnelSettings &settings)
{
    const QByteArray words = lastWords(errors);
    if (words.contains("SessionManagerPlugin is not found")) {
        return {
            Kind::NotFound,
            QCoreApplication::translate(
                "link",
                "The Session Manager plugin was not found. Install it or choose its location."),
            words, Cause::SsmPluginMissing
        };
    }
    if (const auto refused = refusedByService(words, settings))
        return *refused;
    if (words.contains("Unable to locate credentials")) {
        return { Kind::Auth,
                 QCoreApplication::translate(
                     "link",
                     "The AWS CLI finds no credentials. Choose an AWS profile, or type keys for "
                     "this connection."),
                 words, Cause::AwsNoKeys };
    }
    if (words.contains("config profile (")) {
        return { Kind::Invalid,
                 QCoreApplication::translate("link",
                                             "The AWS CLI knows no profile %1. Check its name.")
                     .arg(settings.awsProfile),
                 words, Cause::AwsProfileUnknown };
    }
    if (words.contains("must specify a region")) {
        return { Kind::Invalid,
                 QCoreApplication::translate(
                     "link", "The AWS CLI needs a region. Choose one for this connection."),
                 words, Cause::AwsRegionMissing };
    }
    if (words.contains("SSO session") || words.contains("Token has expired")
        || words.contains("Error loading SSO Token"))
        return expired(settings.awsProfile, words);
    if (words.contains("Could not connect to the endpoint")
        || words.contains("Connect timeout on endpoint")) {
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "Systems Manager does not answer the AWS CLI. Check the network and the "
                     "region."),
                 words, Cause::AwsUnreachable };
    }
    return { Kind::Network,
             QCoreApplication::translate("link", "The AWS CLI could not open the session to %1.")
                 .arg(settings.target),
             words, Cause::AwsRefused };
}

base::Error awsCliMissing(const QString &program, const QByteArray &detail)
{
    return { Kind::NotFound,
             QCoreApplication::translate(
                 "link",
                 "The AWS CLI (%1) was not found. Install it, choose its location, or use the "
                 "built-in tunnel.")
                 .arg(program),
             detail, Cause::SsmPluginMissing };
}

base::Error awsCliSilent(qint64 seconds)
{
    return { Kind::Timeout,
             QCoreApplication::translate(
                 "link",
                 "The AWS CLI did not open the session within %1 s. Try again, or use the built-in "
                 "tunnel.")
                 .arg(seconds),
             {},
             Cause::AwsUnreachable };
}

base::Error awsCliLost(const QString &target, const QByteArray &words)
{
    return { Kind::Network,
             QCoreApplication::translate("link",
                                         "The session to %1 has ended: the AWS CLI is gone.")
                 .arg(target),
             lastWords(words), Cause::TunnelLost };
}

} // namespace links
