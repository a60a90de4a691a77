#include "app/cli/target.h"
#include "app/cli/terminal.h"
#include "profiles/awsnames.h"
#include "profiles/exchange.h"
#include "profiles/importer.h"
#include "profiles/profilejson.h"
#include "profiles/safefile.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

namespace cli {

using base::Error;
using profiles::Profile;

namespace {

constexpr qint64 largestFile = 64LL * 1024 * 1024;

void resolve(QString &name, const QDir &folder)
{
    if (!name.isEmpty() && QDir::isRelativePath(name))
        name = folder.absoluteFilePath(name);
}

void resolveFiles(Profile &profile, const QDir &folder)
{
    for (QString *name : { &profile.tls.caFile, &profile.tls.certificateFile, &profile.tls.keyFile,
                           &profile.unixSocket })
        resolve(*name, folder);
    const auto resolveSsh = [&folder](QString &name) {
        if (!name.startsWith(QLatin1String("~/")))
            resolve(name, folder);
    };
    for (profiles::SshHop &hop : profile.tunnel.hops)
        resolveSsh(hop.keyFile);
    resolveSsh(profile.tunnel.sshConfig);
    if (profile.tunnel.sshProgram.contains(u'/')) // a bare name is looked up in PATH
        resolveSsh(profile.tunnel.sshProgram);
}

/// A name to speak of it, and an identity for this run.
Target named(Target target)
{
    if (target.profile.name.isEmpty())
        target.profile.name = target.profile.address();
    if (target.profile.id.isNull())
        target.profile.id = QUuid::createUuid();
    return target;
}

base::Result<Target> targetInAddress(const QString &word)
{
    const auto import = profiles::readImport(word.toUtf8());
    if (!import)
        return base::fail(import.error());
    if (import->candidates.size() != 1)
        return base::fail(
            Error::Kind::Invalid,
            QCoreApplication::translate("cli", "This is not the address of one server."));
    const profiles::Candidate &only = import->candidates.constFirst();
    return named({ only.profile, only.secrets, false });
}

std::optional<QByteArray> environmentValue(const QString &name)
{
    const QByteArray key = name.toLocal8Bit();
    if (!qEnvironmentVariableIsSet(key.constData()))
        return std::nullopt;
    return qgetenv(key.constData());
}

} // namespace

Folders Folders::standard()
{
    return { QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) };
}

QString Folders::profiles() const
{
    return config + QStringLiteral("/profiles.json");
}

QString Folders::vault() const
{
    return config + QStringLiteral("/secrets.vault");
}

base::Result<QList<Profile>> savedProfiles(const Folders &folders)
{
    profiles::SafeFile file(folders.profiles());
    const auto content = file.read();
    if (!content)
        return base::fail(content.error());
    if (!content->has_value())
        return QList<Profile>();
    const auto read = profiles::readProfiles(**content);
    if (!read)
        return base::fail(read.error());
    return read->profiles;
}

base::Result<Profile> findSaved(const QList<Profile> &profiles, const QString &name)
{
    const auto fitting = [&](Qt::CaseSensitivity sensitivity) {
        QList<Profile> found;
        for (const Profile &profile : profiles) {
            if (profile.name.compare(name, sensitivity) == 0)
                found += profile;
        }
        return found;
    };
    QList<Profile> found = fitting(Qt::CaseSensitive);
    if (found.isEmpty())
        found = fitting(Qt::CaseInsensitive);
    if (found.size() == 1)
        return found.constFirst();
    if (found.isEmpty()) {
        return base::fail(Error::Kind::NotFound,
                          QCoreApplication::translate(
                              "cli",
                              "There is no saved connection named %1. \"larder profiles\" lists "
                              "them.")
                              .arg(name));
    }
    QStringList names;
    for (const Profile &profile : std::as_const(found)) {
        names += profile.group.isEmpty() ? profile.name
                                         : profile.group + QStringLiteral(" / ") + profile.name;
        names.last() += QStringLiteral(" (%1)").arg(profile.address());
    }
    return base::fail(
        Error::Kind::Invalid,
        QCoreApplication::translate("cli", "Several saved connections have this name: %1.")
            .arg(names.join(QStringLiteral(", "))));
}

bool isAddress(const QString &word)
{
    const QString scheme = word.section(QStringLiteral("://"), 0, 0).toLower();
    return word.contains(QLatin1String("://"))
        && (scheme == QLatin1String("redis") || scheme == QLatin1String("rediss")
            || scheme == QLatin1String("redis+unix"));
}

base::Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    const bool open = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                 : file.open(QIODevice::ReadOnly);
    if (!open) {
        return base::fail(
            Error::Kind::NotFound,
            QCoreApplication::translate("cli", "The file %1 cannot be read.").arg(path),
            file.errorString().toUtf8(), Error::Cause::NoSuchFile);
    }
    QByteArray content = file.read(largestFile + 1);
    if (content.size() > largestFile)
        return base::fail(
            Error::Kind::TooLarge,
            QCoreApplication::translate("cli", "The file %1 is over 64 MB.").arg(path));
    return content;
}

base::Result<Target> targetInFile(const QString &path, const base::Secret &sealedWith)
{
    auto content = contentOf(path);
    if (!content)
        return base::fail(content.error());
    base::Secret password = sealedWith;
    if (password.isEmpty() && profiles::isSealedExport(*content)) {
        if (auto asked =
                askSecret(QCoreApplication::translate("cli", "Password of the sealed file:")))
            password = *asked;
    }
    const auto read = profiles::readExport(*content, password, environmentValue);
    base::wipe(*content);
    if (!read)
        return base::fail(read.error());
    if (read->size() != 1)
        return base::fail(
            Error::Kind::Invalid,
            QCoreApplication::translate("cli", "The file %1 does not hold exactly one connection.")
                .arg(path));
    Target target{ read->constFirst().profile, read->constFirst().secrets, false };
    resolveFiles(target.profile,
                 path == QLatin1String("-") ? QDir::current() : QFileInfo(path).absoluteDir());
    return named(target);
}

base::Result<Target> targetInWords(const SsmWords &words)
{
    const auto wrong = [](const QString &sentence) {
        return base::fail(Error::Kind::Invalid, sentence);
    };
    const bool isTarget = words.target.startsWith(QLatin1String("i-"))
        || words.target.startsWith(QLatin1String("mi-"))
        || words.target.startsWith(QLatin1String("ecs:"));
    if (!isTarget) {
        return wrong(QCoreApplication::translate(
            "cli", "--ssm takes the bastion: an instance (i-… or mi-…) or an ECS task (ecs:…)."));
    }
    const auto to = profiles::HostPort::fromString(words.to, 0);
    if (!to || to->host.isEmpty() || to->port == 0) {
        return wrong(QCoreApplication::translate(
            "cli", "--to takes the server as the bastion knows it: HOST:PORT."));
    }
    if (!words.awsEndpoint.isEmpty() && !profiles::awsEndpointProblem(words.awsEndpoint).isEmpty())
        return wrong(
            QCoreApplication::translate("cli", "--aws-endpoint takes a URL with https://."));
    Target target;
    profiles::TunnelSettings &tunnel = target.profile.tunnel;
    if (words.backend == QLatin1String("aws-cli"))
        tunnel.ssmBackend = profiles::SsmBackend::AwsCli;
    else if (!words.backend.isEmpty() && words.backend != QLatin1String("built-in"))
        return wrong(QCoreApplication::translate("cli", "--backend takes built-in or aws-cli."));
    tunnel.kind = profiles::TunnelKind::Ssm;
    tunnel.target = words.target;
    tunnel.region = words.region;
    tunnel.awsProfile = words.awsProfile;
    tunnel.awsEndpoint = words.awsEndpoint;
    tunnel.document = words.document;
    target.profile.host = to->host;
    target.profile.port = to->port;
    return named(target);
}

base::Result<Target> findTarget(const QString &word, const Folders &folders,
                                const base::Secret &sealedWith)
{
    if (isAddress(word))
        return targetInAddress(word);
    if (word.startsWith(u'@'))
        return targetInFile(word.sliced(1), sealedWith);
    const auto all = savedProfiles(folders);
    if (!all)
        return base::fail(all.error());
    const auto profile = findSaved(*all, word);
    if (!profile)
        return base::fail(profile.error());
    return Target{ *profile, {}, true };
}

} // namespace cli
