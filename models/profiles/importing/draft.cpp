#include "profiles/importing/draft.h"
#include "profiles/tunnelway.h"
#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <algorithm>

namespace profiles::importing {

namespace {
const QString dots = QString(6, QChar(0x2022));
constexpr qsizetype mostFound = 500;

std::optional<int> number(const QString &text, int least, int most)
{
    bool ok = false;
    const int value = text.trimmed().toInt(&ok);
    return ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

/// "2000", "2s", "500ms", "PT5S", "1.5" in milliseconds.
std::optional<int> milliseconds(const QString &text, double perUnit)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:pt)?([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d|ns|us)?$"));
    const auto match = form.match(text.trimmed().toLower());
    if (!match.hasMatch())
        return std::nullopt;
    static const QHash<QString, double> units{
        { QStringLiteral("ns"), 1e-6 },   { QStringLiteral("us"), 1e-3 },
        { QStringLiteral("ms"), 1 },      { QStringLiteral("s"), 1e3 },
        { QStringLiteral("m"), 60e3 },    { QStringLiteral("h"), 3600e3 },
        { QStringLiteral("d"), 86400e3 },
    };
    const double ms = match.captured(1).toDouble() * units.value(match.captured(2), perUnit);
    return ms >= 100 && ms <= 600'000 ? std::optional(static_cast<int>(ms)) : std::nullopt;
}

/// Values of such names are shown to nobody, whether we have a use for them or not.
bool namesSecret(const QString &name)
{
    static const QRegularExpression words(
        QStringLiteral("pass|pwd|secret|token|auth|credential|key"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(name).hasMatch();
}

QString firstLabel(const Profile &p)
{
    if (!p.unixSocket.isEmpty() || p.host == QLatin1String("localhost")
        || !QHostAddress(p.host).isNull())
        return p.address();
    return p.host.section(u'.', 0, 0);
}
} // namespace

std::optional<bool> truth(const QString &word)
{
    const QString w = word.trimmed().toLower();
    for (const char *yes : { "true", "yes", "on", "1", "enabled", "required", "cert_required" }) {
        if (w == QLatin1String(yes))
            return true;
    }
    for (const char *no : { "false", "no", "off", "0", "disabled", "none", "null", "cert_none",
                            "optional", "undefined" }) {
        if (w == QLatin1String(no))
            return false;
    }
    return std::nullopt;
}

SshHop &Draft::hop()
{
    auto &tunnel = candidate.profile.tunnel;
    tunnel.kind = TunnelKind::Ssh;
    if (tunnel.hops.isEmpty())
        tunnel.hops += SshHop();
    return tunnel.hops.last();
}

bool Draft::applyAddress(Context &context, Field field, const QString &value)
{
    Profile &p = candidate.profile;
    const QString text = value.trimmed();
    switch (field) {
    case Field::Host:
        if (text.startsWith(u'/')) {
            p.unixSocket = text;
            return true;
        }
        if (isHostName(text)) {
            p.host = text;
            return true;
        }
        return applyAddress(context, Field::Endpoint, text);
    case Field::Endpoint: {
        const auto hosts = readHosts(text, p.port);
        if (!hosts)
            return false;
        p.host = hosts->first().host;
        p.port = hosts->first().port;
        if (hosts->size() > 1)
            p.seeds = hosts->mid(1);
        stated += Field::Host;
        return true;
    }
    case Field::Port:
        if (const auto port = number(text, 1, 65535)) {
            p.port = static_cast<quint16>(*port);
            return true;
        }
        return false;
    case Field::UnixSocket:
        if (!text.startsWith(u'/') || text.size() < 2 || text.size() > 4000)
            return false;
        p.unixSocket = text;
        return true;
    case Field::Nodes:
    case Field::SentinelNodes: {
        const auto hosts = readHosts(text, field == Field::Nodes ? 6379 : 26379);
        if (!hosts)
            return false;
        if (p.seeds.size() + hosts->size() > 1000)
            return false;
        p.seeds += *hosts;
        p.topology = field == Field::Nodes ? Topology::Cluster : Topology::Sentinel;
        return true;
    }
    default:
        return false;
    }
}

bool Draft::applyTls(Field field, const QString &value)
{
    Profile &p = candidate.profile;
    switch (field) {
    case Field::Tls:
        p.tls.enabled = truth(value).value_or(!value.trimmed().isEmpty());
        return true;
    case Field::Verify:
    case Field::DontVerify: {
        const auto word = truth(value);
        // Anything that is not plainly "no" leaves the check on.
        if (word)
            p.tls.verify = *word == (field == Field::Verify);
        return word.has_value();
    }
    case Field::CaFile:
    case Field::CertificateFile:
    case Field::KeyFile:
        if (value.contains(QLatin1String("-----BEGIN")) || value.size() > 4000)
            return false;
        (field == Field::CaFile        ? p.tls.caFile
             : field == Field::KeyFile ? p.tls.keyFile
                                       : p.tls.certificateFile) = value;
        return true;
    case Field::KeyPassphrase:
        candidate.secrets.tlsKeyPassphrase = base::Secret(value.toUtf8());
        return true;
    case Field::ServerName:
        p.tls.serverName = value.trimmed();
        return isHostName(p.tls.serverName);
    default:
        return false;
    }
}

bool Draft::applyOther(Field field, const QString &value)
{
    Profile &p = candidate.profile;
    const auto yes = truth(value);
    switch (field) {
    case Field::Cluster:
        if (yes.value_or(true))
            p.topology = Topology::Cluster;
        return yes.has_value() || value == QLatin1String("cluster");
    case Field::Standalone:
        if (yes.value_or(false))
            p.topology = Topology::Standalone;
        return yes.has_value();
    case Field::ConnectionType:
        if (value == QLatin1String("CLUSTER"))
            p.topology = Topology::Cluster;
        else if (value == QLatin1String("SENTINEL"))
            p.topology = Topology::Sentinel;
        return true;
    case Field::SentinelName:
        p.sentinel.primaryName = value;
        p.topology = Topology::Sentinel;
        return !value.isEmpty();
    case Field::SentinelUser:
        p.sentinel.user = value;
        return true;
    case Field::SentinelTls:
        p.sentinel.tls = yes.value_or(true);
        return true;
    case Field::ReplicaReads:
        p.readFromReplicas =
            yes.value_or(!value.contains(QLatin1String("master"), Qt::CaseInsensitive)
                         && !value.contains(QLatin1String("upstream"), Qt::CaseInsensitive));
        return true;
    case Field::Region:
        p.iam.region = p.tunnel.region = value.trimmed();
        return true;
    case Field::AwsProfile:
        p.iam.awsProfile = p.tunnel.awsProfile = value.trimmed();
        return true;
    case Field::ConnectTimeout:
    case Field::ConnectTimeoutSeconds:
    case Field::CommandTimeout:
    case Field::CommandTimeoutSeconds: {
        const bool seconds =
            field == Field::ConnectTimeoutSeconds || field == Field::CommandTimeoutSeconds;
        const auto ms = milliseconds(value, seconds ? 1000 : 1);
        const bool connecting =
            field == Field::ConnectTimeout || field == Field::ConnectTimeoutSeconds;
        if (ms)
            (connecting ? p.connectTimeoutMs : p.commandTimeoutMs) = *ms;
        return ms.has_value();
    }
    case Field::ReadOnly:
        p.readOnly = yes.value_or(true);
        return yes.has_value();
    case Field::ClientName:
        p.clientName = value.left(200);
        return !value.contains(u' ');
    case Field::Separator:
        p.separators = value.isEmpty() ? QStringList() : QStringList(value);
        return true;
    case Field::Name:
        p.name = value.simplified().left(200);
        return true;
    case Field::Group:
        p.group = value.simplified().left(200);
        return true;
    case Field::Colour:
        p.colour = value;
        return QRegularExpression(QStringLiteral("^#[0-9a-fA-F]{6}$")).match(value).hasMatch();
    case Field::SsmTarget:
        p.tunnel.kind = TunnelKind::Ssm;
        p.tunnel.target = value;
        return true;
    default:
        return applySsh(field, value);
    }
}

bool Draft::applySsh(Field field, const QString &value)
{
    constexpr qsizetype longestKey = 64 * 1024;
    switch (field) {
    case Field::SshHost:
        hop().host = value.trimmed();
        return isHostName(hop().host);
    case Field::SshPort:
        if (const auto port = number(value, 1, 65535))
            hop().port = static_cast<quint16>(*port);
        return number(value, 1, 65535).has_value();
    case Field::SshUser:
        if (!sshNameProblem(value).isEmpty())
            return false;
        hop().user = value;
        return true;
    case Field::SshKeyFile:
        if (value.size() > 4000)
            return false;
        hop().keyFile = value;
        return true;
    case Field::SshPrivateKey:
        if (!value.contains(QLatin1String("-----BEGIN")) || value.size() > longestKey)
            return false;
        ssh.at(0).privateKey = base::Secret(value.toUtf8());
        return true;
    case Field::SshKeyPassphrase:
        ssh.at(0).keyPassphrase = base::Secret(value.toUtf8());
        return true;
    case Field::SshPassword:
        ssh.at(0).password = base::Secret(value.toUtf8());
        return true;
    case Field::SshAgent:
    case Field::SshLogin:
        if (truth(value).value_or(false))
            hop().auth = SshAuth::Agent;
        else if (value == QLatin1String("pwd"))
            hop().auth = SshAuth::Password;
        else if (value == QLatin1String("pkfile"))
            hop().auth = SshAuth::KeyFile;
        return true;
    default:
        return false;
    }
}

/// Where nothing says how the hop signs in, what was given for it does. Secrets of a tunnel that
/// there is not are dropped.
void Draft::finishSsh()
{
    TunnelSettings &tunnel = candidate.profile.tunnel;
    if (tunnel.kind != TunnelKind::Ssh)
        return;
    if (!tunnel.hops.isEmpty() && tunnel.hops.last().auth == SshAuth::Automatic) {
        SshHop &last = tunnel.hops.last();
        if (!ssh.of(0).privateKey.isEmpty())
            last.auth = SshAuth::StoredKey;
        else if (!last.keyFile.isEmpty())
            last.auth = SshAuth::KeyFile;
        else if (!ssh.of(0).password.isEmpty())
            last.auth = SshAuth::Password;
    }
    ssh.bindTo(tunnel);
    candidate.secrets.ssh = ssh.sealed();
}

bool Draft::apply(Context &context, Field field, const QString &value)
{
    Profile &p = candidate.profile;
    switch (field) {
    case Field::User:
        p.user = value;
        return true;
    case Field::Password:
        candidate.secrets.password = base::Secret(value.toUtf8());
        return true;
    case Field::SentinelPassword:
        candidate.secrets.sentinelPassword = base::Secret(value.toUtf8());
        return true;
    case Field::Database:
        if (const auto db = number(value, 0, 1'000'000)) {
            p.db = *db;
            return true;
        }
        return false;
    case Field::Tls:
    case Field::Verify:
    case Field::DontVerify:
    case Field::CaFile:
    case Field::CertificateFile:
    case Field::KeyFile:
    case Field::KeyPassphrase:
    case Field::ServerName:
        return applyTls(field, value);
    default:
        return applyAddress(context, field, value) || applyOther(field, value);
    }
}

void Draft::note(Context &context, Found::Kind kind, const QString &field, const QString &value,
                 int line, const QString &name)
{
    // A file in one line would say the same beginning of it for each field.
    constexpr qsizetype longestShown = 200;
    QString source = context.line(line);
    if (!name.isEmpty() && (source.size() > longestShown || source == QChar(0x2026)))
        source = name;
    if (candidate.found.size() < mostFound)
        candidate.found += { kind, field.left(100), value.left(300), line, source };
}

void Draft::put(Context &context, Field field, const QString &raw, int line, const QString &name)
{
    if (field == Field::Ignored)
        return;
    QStringList open;
    const QString value = context.resolved(raw, open);
    if (field == Field::SshKeyFile && value.contains(QLatin1String("-----BEGIN")))
        field = Field::SshPrivateKey;
    const QString label = labelOf(field).isEmpty() ? name : labelOf(field);
    for (const QString &variable : open) {
        if (!context.missing.contains(variable) && context.missing.size() < 1000)
            context.missing += variable;
        note(context, Found::Kind::Missing, label, QStringLiteral("${%1}").arg(variable), line,
             name);
    }
    if (!open.isEmpty()) {
        stated += field;
        return;
    }
    if (isSecret(field)) {
        if (!Context::isReference(raw))
            context.addSecret(raw);
        context.addSecret(value);
    }
    if (field == Field::Unsupported || field == Field::UnsupportedSecret) {
        if (!value.isEmpty())
            note(context, Found::Kind::NotUnderstood, name,
                 QCoreApplication::translate("profiles", "is not taken over"), line, name);
        return;
    }
    if (field == Field::Url || field == Field::Endpoint || field == Field::Host) {
        if (isUrl(value)) {
            readUrl(context, *this, value, line);
            return;
        }
        if (field == Field::Url)
            field = Field::Endpoint;
    }
    if (field != Field::Unknown && value.isEmpty()) {
        stated += field;
        return;
    }
    if (field == Field::Unknown || !apply(context, field, value)) {
        note(context, Found::Kind::NotUnderstood, label,
             isSecret(field) || namesSecret(name) ? dots : context.masked(value), line, name);
        return;
    }
    stated += field;
    QString shown = isSecret(field) ? dots : value;
    if (field == Field::Tls || field == Field::Verify || field == Field::DontVerify
        || field == Field::ReadOnly || field == Field::Cluster) {
        const Profile &p = candidate.profile;
        const bool on = field == Field::Tls ? p.tls.enabled
            : field == Field::ReadOnly      ? p.readOnly
            : field == Field::Cluster       ? p.topology == Topology::Cluster
                                            : p.tls.verify;
        shown = on ? QCoreApplication::translate("profiles", "on")
                   : QCoreApplication::translate("profiles", "off");
    }
    if (field == Field::ConnectionType || field == Field::SshLogin
        || (field == Field::SshAgent && !truth(value).value_or(false)))
        return;
    note(context, Found::Kind::Stated, label, shown, line, name);
}

bool Draft::leadsSomewhere() const
{
    for (const Field each :
         { Field::Host, Field::Endpoint, Field::UnixSocket, Field::Nodes, Field::SentinelNodes }) {
        if (stated.contains(each))
            return true;
    }
    return false;
}

void Draft::finish(Context &context)
{
    Profile &p = candidate.profile;
    Secrets &secrets = candidate.secrets;
    if (!stated.contains(Field::Host) && !stated.contains(Field::Endpoint) && !p.seeds.isEmpty()) {
        const HostPort first =
            p.topology == Topology::Sentinel ? p.seeds.first() : p.seeds.takeFirst();
        p.host = first.host;
        p.port = first.port;
    }
    // "default" is the user that a bare password signs in.
    if (p.user == QLatin1String("default"))
        p.user.clear();
    if (!p.user.isEmpty())
        p.authentication = Authentication::AclUser;
    else if (!secrets.password.isEmpty() || stated.contains(Field::Password))
        p.authentication = secrets.password.isEmpty() && context.missing.isEmpty()
            ? Authentication::None
            : Authentication::Password;
    p.sentinel.signsIn = !secrets.sentinelPassword.isEmpty() || !p.sentinel.user.isEmpty();
    if (p.tls.caFile.size() + p.tls.certificateFile.size() + p.tls.keyFile.size() > 0
        && !stated.contains(Field::Tls))
        p.tls.enabled = true;
    finishSsh();
    candidate.found += guess(p, stated);
    if (!suffix.isEmpty()) {
        candidate.found += guessEnvironment(p, suffix);
        p.readOnly = p.readOnly
            || (p.environment == Environment::Production && !stated.contains(Field::ReadOnly));
    }
    if (p.name.isEmpty())
        p.name = p.iam.cacheName.isEmpty() ? firstLabel(p) : p.iam.cacheName;
    if (!suffix.isEmpty())
        p.name += QStringLiteral(" (%1)").arg(suffix);
}

} // namespace profiles::importing
