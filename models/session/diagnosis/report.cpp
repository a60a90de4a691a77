#include "base/displaytext.h"
#include "base/durationtext.h"
#include "base/redact.h"
#include "session/diagnosis.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QTimeZone>
#include <algorithm>
#include <limits>

namespace session {

using Cause = base::Error::Cause;
using Outcome = RungResult::Outcome;

namespace {

constexpr qsizetype detailLimit = 4000;

QString rungKey(Rung rung)
{
    switch (rung) {
    case Rung::SignIn:
        return QStringLiteral("signIn");
    case Rung::Dns:
        return QStringLiteral("dns");
    case Rung::Tcp:
        return QStringLiteral("tcp");
    case Rung::Tunnel:
        return QStringLiteral("tunnel");
    case Rung::CacheTcp:
        return QStringLiteral("cacheTcp");
    case Rung::Tls:
        return QStringLiteral("tls");
    case Rung::Auth:
        return QStringLiteral("auth");
    case Rung::Ping:
        return QStringLiteral("ping");
    case Rung::Capabilities:
        return QStringLiteral("capabilities");
    }
    return {};
}

QString outcomeKey(Outcome outcome)
{
    switch (outcome) {
    case Outcome::NotReached:
        return QStringLiteral("notReached");
    case Outcome::NotNeeded:
        return QStringLiteral("notNeeded");
    case Outcome::Running:
        return QStringLiteral("running");
    case Outcome::Passed:
        return QStringLiteral("passed");
    case Outcome::Limited:
        return QStringLiteral("limited");
    case Outcome::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString remedyKey(Remedy remedy)
{
    switch (remedy) {
    case Remedy::TurnOnTls:
        return QStringLiteral("turnOnTls");
    case Remedy::TurnOffTls:
        return QStringLiteral("turnOffTls");
    case Remedy::UseEndpointAsServerName:
        return QStringLiteral("useEndpointAsServerName");
    case Remedy::AddCa:
        return QStringLiteral("addCa");
    case Remedy::ChooseClientCertificate:
        return QStringLiteral("chooseClientCertificate");
    case Remedy::EnterPassword:
        return QStringLiteral("enterPassword");
    case Remedy::RemovePassword:
        return QStringLiteral("removePassword");
    case Remedy::ForceStandalone:
        return QStringLiteral("forceStandalone");
    case Remedy::MapAddresses:
        return QStringLiteral("mapAddresses");
    case Remedy::OpenTunnelPage:
        return QStringLiteral("openTunnelPage");
    case Remedy::ChooseKeyFile:
        return QStringLiteral("chooseKeyFile");
    case Remedy::EnterSshPassword:
        return QStringLiteral("enterSshPassword");
    case Remedy::EnterKeyPassphrase:
        return QStringLiteral("enterKeyPassphrase");
    case Remedy::SignInAws:
        return QStringLiteral("signInAws");
    case Remedy::ChooseAwsProfile:
        return QStringLiteral("chooseAwsProfile");
    case Remedy::PickBastion:
        return QStringLiteral("pickBastion");
    case Remedy::CopyPolicy:
        return QStringLiteral("copyPolicy");
    case Remedy::CopyFix:
        return QStringLiteral("copyFix");
    case Remedy::UseBuiltInTunnel:
        return QStringLiteral("useBuiltInTunnel");
    case Remedy::ChoosePlugin:
        return QStringLiteral("choosePlugin");
    case Remedy::UseSsmBastion:
        return QStringLiteral("useSsmBastion");
    case Remedy::Retry:
        return QStringLiteral("retry");
    }
    return {};
}

QString causeKey(Cause cause)
{
    static const QHash<Cause, QString> keys{
        { Cause::HostNotFound, QStringLiteral("hostNotFound") },
        { Cause::PrivateAddress, QStringLiteral("privateAddress") },
        { Cause::Refused, QStringLiteral("refused") },
        { Cause::Silent, QStringLiteral("silent") },
        { Cause::NoSuchFile, QStringLiteral("noSuchFile") },
        { Cause::ServerExpectsTls, QStringLiteral("serverExpectsTls") },
        { Cause::ServerIsPlain, QStringLiteral("serverIsPlain") },
        { Cause::CertificateName, QStringLiteral("certificateName") },
        { Cause::CertificateUnknown, QStringLiteral("certificateUnknown") },
        { Cause::CertificateExpired, QStringLiteral("certificateExpired") },
        { Cause::CertificateRefused, QStringLiteral("certificateRefused") },
        { Cause::ClientCertificateWanted, QStringLiteral("clientCertificateWanted") },
        { Cause::ClientKeyUnreadable, QStringLiteral("clientKeyUnreadable") },
        { Cause::ClientKeyPassphrase, QStringLiteral("clientKeyPassphrase") },
        { Cause::TlsTooOld, QStringLiteral("tlsTooOld") },
        { Cause::PasswordNeeded, QStringLiteral("passwordNeeded") },
        { Cause::PasswordWrong, QStringLiteral("passwordWrong") },
        { Cause::PasswordUnused, QStringLiteral("passwordUnused") },
        { Cause::NoAclUsers, QStringLiteral("noAclUsers") },
        { Cause::PasswordCommandFailed, QStringLiteral("passwordCommandFailed") },
        { Cause::IamRefused, QStringLiteral("iamRefused") },
        { Cause::ProtectedMode, QStringLiteral("protectedMode") },
        { Cause::TooManyClients, QStringLiteral("tooManyClients") },
        { Cause::NotRedis, QStringLiteral("notRedis") },
        { Cause::Loading, QStringLiteral("loading") },
        { Cause::MasterDown, QStringLiteral("masterDown") },
        { Cause::ClusterDown, QStringLiteral("clusterDown") },
        { Cause::CrossSlot, QStringLiteral("crossSlot") },
        { Cause::ReadOnlyReplica, QStringLiteral("readOnlyReplica") },
        { Cause::OutOfMemory, QStringLiteral("outOfMemory") },
        { Cause::CommandDenied, QStringLiteral("commandDenied") },
        { Cause::CommandUnknown, QStringLiteral("commandUnknown") },
        { Cause::NodeUnreachable, QStringLiteral("nodeUnreachable") },
        { Cause::WrongNode, QStringLiteral("wrongNode") },
        { Cause::NoSuchPrimary, QStringLiteral("noSuchPrimary") },
        { Cause::NoSentinel, QStringLiteral("noSentinel") },
        { Cause::TunnelNotBuilt, QStringLiteral("tunnelNotBuilt") },
        { Cause::BastionNotFound, QStringLiteral("bastionNotFound") },
        { Cause::BastionUnreachable, QStringLiteral("bastionUnreachable") },
        { Cause::BastionClosed, QStringLiteral("bastionClosed") },
        { Cause::NotSsh, QStringLiteral("notSsh") },
        { Cause::SshNoCommonMethod, QStringLiteral("sshNoCommonMethod") },
        { Cause::HostKeyUnknown, QStringLiteral("hostKeyUnknown") },
        { Cause::HostKeyChanged, QStringLiteral("hostKeyChanged") },
        { Cause::HostKeyRevoked, QStringLiteral("hostKeyRevoked") },
        { Cause::SshSignInRefused, QStringLiteral("sshSignInRefused") },
        { Cause::SshKeyUnreadable, QStringLiteral("sshKeyUnreadable") },
        { Cause::SshKeyPassphrase, QStringLiteral("sshKeyPassphrase") },
        { Cause::SshAgentMissing, QStringLiteral("sshAgentMissing") },
        { Cause::ForwardingForbidden, QStringLiteral("forwardingForbidden") },
        { Cause::TargetRefused, QStringLiteral("targetRefused") },
        { Cause::TargetSilent, QStringLiteral("targetSilent") },
        { Cause::TunnelLost, QStringLiteral("tunnelLost") },
        { Cause::SshProgramMissing, QStringLiteral("sshProgramMissing") },
        { Cause::SshProgramFailed, QStringLiteral("sshProgramFailed") },
        { Cause::AwsNoKeys, QStringLiteral("awsNoKeys") },
        { Cause::AwsProfileUnknown, QStringLiteral("awsProfileUnknown") },
        { Cause::AwsRegionMissing, QStringLiteral("awsRegionMissing") },
        { Cause::AwsSignInExpired, QStringLiteral("awsSignInExpired") },
        { Cause::AwsDenied, QStringLiteral("awsDenied") },
        { Cause::AwsUnreachable, QStringLiteral("awsUnreachable") },
        { Cause::AwsThrottled, QStringLiteral("awsThrottled") },
        { Cause::AwsClock, QStringLiteral("awsClock") },
        { Cause::AwsRefused, QStringLiteral("awsRefused") },
        { Cause::SsmTargetOffline, QStringLiteral("ssmTargetOffline") },
        { Cause::SsmStrangeGateway, QStringLiteral("ssmStrangeGateway") },
        { Cause::SsmSessionEnded, QStringLiteral("ssmSessionEnded") },
        { Cause::SsmEncrypted, QStringLiteral("ssmEncrypted") },
        { Cause::SsmProtocol, QStringLiteral("ssmProtocol") },
        { Cause::SsmPluginMissing, QStringLiteral("ssmPluginMissing") },
    };
    return keys.value(cause);
}

QString mark(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return QStringLiteral("✓");
    case Outcome::Limited:
        return QStringLiteral("~");
    case Outcome::Failed:
        return QStringLiteral("✗");
    default:
        return QStringLiteral("–");
    }
}

QString milliseconds(qint64 microseconds)
{
    if (microseconds < 50)
        return QStringLiteral("<0.1");
    const double ms = double(microseconds) / 1000;
    return QString::number(ms, 'f', ms < 10 ? 1 : 0);
}

QString clean(const QString &text)
{
    return base::redactedText(text);
}

QString clean(const QByteArray &words)
{
    return clean(base::displayText(words, detailLimit));
}

/// "standalone", "cluster, 3 shards".
QString modeText(const ServerInfo &server, int primaries)
{
    if (server.mode == QLatin1String("cluster")) {
        if (primaries > 0)
            return QCoreApplication::translate("session", "cluster, %n shard(s)", nullptr,
                                               primaries);
        return QCoreApplication::translate("session", "cluster");
    }
    if (server.mode == QLatin1String("sentinel"))
        return QCoreApplication::translate("session", "Sentinel");
    if (server.mode == QLatin1String("standalone"))
        return QCoreApplication::translate("session", "standalone");
    return server.mode;
}

QStringList linesOf(const RungResult &rung)
{
    QString first = mark(rung.outcome) + u' ' + rungName(rung.rung);
    if (rung.outcome != Outcome::NotReached && rung.outcome != Outcome::NotNeeded)
        first += QStringLiteral(" (%1 ms)").arg(milliseconds(rung.microseconds));
    QStringList told;
    if (rung.outcome == Outcome::NotReached)
        told += QCoreApplication::translate("session", "not reached");
    // Of the commands, the finding names those that matter.
    if (!rung.tried.isEmpty() && rung.rung != Rung::Capabilities)
        told += rung.tried;
    if (rung.outcome == Outcome::Failed)
        told += rung.error.text;
    else if (!rung.finding.isEmpty())
        told += rung.finding;
    const QString indent = QStringLiteral("    ");
    QStringList lines;
    for (const QString &line :
         (first + QStringLiteral(": ") + told.join(QStringLiteral(" → "))).split(u'\n'))
        lines += lines.isEmpty() ? clean(line) : indent + clean(line);
    if (!rung.error.detail.isEmpty())
        lines += indent + clean(rung.error.detail);
    for (const Remedy remedy : rung.remedies)
        lines += indent + QStringLiteral("→ ") + remedyName(remedy);
    return lines;
}

QJsonObject jsonOf(const RungResult &rung)
{
    QJsonObject object{ { QStringLiteral("rung"), rungKey(rung.rung) },
                        { QStringLiteral("outcome"), outcomeKey(rung.outcome) },
                        { QStringLiteral("microseconds"), rung.microseconds } };
    const auto put = [&](const QString &name, const QString &text, QJsonObject &into) {
        if (!text.isEmpty())
            into.insert(name, text);
    };
    put(QStringLiteral("tried"), clean(rung.tried), object);
    put(QStringLiteral("finding"), clean(rung.finding), object);
    if (!rung.error.text.isEmpty()) {
        QJsonObject error{ { QStringLiteral("sentence"), clean(rung.error.text) } };
        put(QStringLiteral("detail"), clean(rung.error.detail), error);
        put(QStringLiteral("cause"), causeKey(rung.error.cause), error);
        object.insert(QStringLiteral("error"), error);
    }
    if (!rung.remedies.isEmpty()) {
        QJsonArray remedies;
        for (const Remedy remedy : rung.remedies)
            remedies += remedyKey(remedy);
        object.insert(QStringLiteral("remedies"), remedies);
    }
    return object;
}

QJsonObject jsonOf(const ServerInfo &server)
{
    QJsonObject object;
    const auto put = [&](const QString &name, const QString &text) {
        if (!text.isEmpty())
            object.insert(name, text);
    };
    put(QStringLiteral("engine"), server.engine);
    put(QStringLiteral("version"), server.version);
    put(QStringLiteral("mode"), server.mode);
    put(QStringLiteral("role"), server.role);
    if (server.databases >= 0)
        object.insert(QStringLiteral("databases"), server.databases);
    return object;
}

} // namespace

QString rungName(Rung rung)
{
    switch (rung) {
    case Rung::SignIn:
        return QCoreApplication::translate("session", "Sign-in");
    case Rung::Dns:
        return QStringLiteral("DNS");
    case Rung::Tcp:
        return QStringLiteral("TCP");
    case Rung::Tunnel:
        return QCoreApplication::translate("session", "Tunnel");
    case Rung::CacheTcp:
        return QCoreApplication::translate("session", "Cache TCP");
    case Rung::Tls:
        return QStringLiteral("TLS");
    case Rung::Auth:
        return QStringLiteral("AUTH");
    case Rung::Ping:
        return QStringLiteral("PING");
    case Rung::Capabilities:
        return QCoreApplication::translate("session", "Capabilities");
    }
    return {};
}

QString remedyName(Remedy remedy)
{
    switch (remedy) {
    case Remedy::TurnOnTls:
        return QCoreApplication::translate("session", "Turn on TLS");
    case Remedy::TurnOffTls:
        return QCoreApplication::translate("session", "Turn off TLS");
    case Remedy::UseEndpointAsServerName:
        return QCoreApplication::translate("session", "Use endpoint as server name");
    case Remedy::AddCa:
        return QCoreApplication::translate("session", "Add CA…");
    case Remedy::ChooseClientCertificate:
        return QCoreApplication::translate("session", "Choose client certificate…");
    case Remedy::EnterPassword:
        return QCoreApplication::translate("session", "Enter password");
    case Remedy::RemovePassword:
        return QCoreApplication::translate("session", "Remove the password");
    case Remedy::ForceStandalone:
        return QCoreApplication::translate("session", "Use this node alone");
    case Remedy::MapAddresses:
        return QCoreApplication::translate("session", "Map node addresses…");
    case Remedy::OpenTunnelPage:
        return QCoreApplication::translate("session", "Tunnel settings…");
    case Remedy::ChooseKeyFile:
        return QCoreApplication::translate("session", "Choose key file…");
    case Remedy::EnterSshPassword:
        return QCoreApplication::translate("session", "Enter SSH password");
    case Remedy::EnterKeyPassphrase:
        return QCoreApplication::translate("session", "Enter passphrase");
    case Remedy::SignInAws:
        return QCoreApplication::translate("session", "Sign in…");
    case Remedy::ChooseAwsProfile:
        return QCoreApplication::translate("session", "AWS profile and region…");
    case Remedy::PickBastion:
        return QCoreApplication::translate("session", "Pick another bastion…");
    case Remedy::CopyPolicy:
        return QCoreApplication::translate("session", "Copy policy statement");
    case Remedy::CopyFix:
        return QCoreApplication::translate("session", "Copy fix");
    case Remedy::UseBuiltInTunnel:
        return QCoreApplication::translate("session", "Use the built-in tunnel");
    case Remedy::ChoosePlugin:
        return QCoreApplication::translate("session", "Choose file…");
    case Remedy::UseSsmBastion:
        return QCoreApplication::translate("session", "Use SSM bastion…");
    case Remedy::Retry:
        return QCoreApplication::translate("session", "Retry");
    }
    return {};
}

const RungResult *DiagnosisReport::firstFailure() const
{
    const auto failed = std::find_if(rungs.cbegin(), rungs.cend(), [](const RungResult &rung) {
        return rung.outcome == Outcome::Failed;
    });
    return failed == rungs.cend() ? nullptr : &*failed;
}

QString DiagnosisReport::summary() const
{
    if (const RungResult *failed = firstFailure())
        return failed->error.text;
    if (!passed)
        return QCoreApplication::translate("session", "The test has not finished.");
    QStringList facts;
    if (!server.engine.isEmpty())
        facts += (server.engine + u' ' + server.version).trimmed();
    if (const QString mode = modeText(server, primaries); !mode.isEmpty())
        facts += mode;
    if (keys >= 0) {
        const auto count = int(qMin<qint64>(keys, std::numeric_limits<int>::max()));
        facts += QCoreApplication::translate("session", "%Ln key(s)", nullptr, count);
    }
    const QString ms = base::countText(qMax<qint64>(1, (microseconds + 500) / 1000));
    if (facts.isEmpty())
        return QCoreApplication::translate("session", "Connected in %1 ms.").arg(ms);
    return QCoreApplication::translate("session", "Connected in %1 ms: %2.")
        .arg(ms, facts.join(QStringLiteral(", ")));
}

int DiagnosisReport::exitStatus() const
{
    if (const RungResult *failed = firstFailure())
        return int(failed->rung);
    // Only one that is still under way has neither passed nor failed.
    return passed ? 0 : int(Rung::SignIn);
}

QString DiagnosisReport::toText() const
{
    QStringList lines{ clean(
        QCoreApplication::translate("session", "Larder %1, connection test of %2 (%3), %4")
            .arg(QCoreApplication::applicationVersion(), connection, address,
                 when.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss t")))) };
    for (const RungResult &rung : rungs)
        lines += linesOf(rung);
    lines += clean(summary());
    return lines.join(u'\n') + u'\n';
}

QJsonObject DiagnosisReport::toJson() const
{
    QJsonArray steps;
    for (const RungResult &rung : rungs)
        steps += jsonOf(rung);
    QJsonObject object{
        { QStringLiteral("larder"), QCoreApplication::applicationVersion() },
        { QStringLiteral("connection"), clean(connection) },
        { QStringLiteral("address"), clean(address) },
        { QStringLiteral("when"),
          when.toOffsetFromUtc(when.offsetFromUtc()).toString(Qt::ISODate) },
        { QStringLiteral("passed"), passed },
        { QStringLiteral("exitStatus"), exitStatus() },
        { QStringLiteral("summary"), clean(summary()) },
        { QStringLiteral("microseconds"), microseconds },
        { QStringLiteral("rungs"), steps },
    };
    if (passed)
        object.insert(QStringLiteral("server"), jsonOf(server));
    if (keys >= 0)
        object.insert(QStringLiteral("keys"), keys);
    if (primaries > 0)
        object.insert(QStringLiteral("primaries"), primaries);
    return object;
}

} // namespace session
