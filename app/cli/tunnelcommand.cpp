// `larder tunnel`.
#include "app/cli/commands.h"
#include "app/cli/exitstatus.h"
#include "app/cli/terminal.h"
#include "app/cli/tunnelrun.h"
#include <QCoreApplication>

namespace cli {

using base::Error;
using profiles::TunnelKind;

namespace {

base::Result<> checkTunnel(const profiles::Profile &profile)
{
    if (profile.tunnel.kind != TunnelKind::None)
        return {};
    return base::fail(
        Error::Kind::Invalid,
        QCoreApplication::translate(
            "cli",
            "%1 has no tunnel: it leads straight to %2, and other programs can go there as well.")
            .arg(profile.name, profile.address()));
}

/// The target that the options describe; nullopt when there are none, and a PROFILE names it.
base::Result<std::optional<Target>> describedTarget(const Arguments &arguments)
{
    const QCommandLineParser &parser = arguments.parser;
    const SsmWords words{
        parser.value(QStringLiteral("ssm")),          parser.value(QStringLiteral("to")),
        parser.value(QStringLiteral("region")),       parser.value(QStringLiteral("aws-profile")),
        parser.value(QStringLiteral("aws-endpoint")), parser.value(QStringLiteral("document")),
        parser.value(QStringLiteral("backend"))
    };
    const bool described = parser.isSet(QStringLiteral("ssm"));
    bool others = false;
    for (const char *name :
         { "to", "region", "aws-profile", "aws-endpoint", "document", "backend" })
        others = others || parser.isSet(QLatin1String(name));
    if (described == arguments.positional.isEmpty() && described == others)
        return described ? targetInWords(words).map(
                   [](Target &&target) { return std::optional<Target>(std::move(target)); })
                         : std::optional<Target>();
    return base::fail(Error::Kind::Invalid,
                      QCoreApplication::translate(
                          "cli", "Either a PROFILE, or --ssm and --to with what belongs to them."));
}

} // namespace

int runTunnel(const Arguments &arguments)
{
    auto described = describedTarget(arguments);
    if (!described)
        return usageError(described.error().text);
    const QString listen = QStringLiteral("listen");
    const QString listenUnix = QStringLiteral("listen-unix");
    const QCommandLineParser &parser = arguments.parser;
    if (parser.isSet(listen) && parser.isSet(listenUnix))
        return usageError(
            QCoreApplication::translate("cli", "Either --listen or --listen-unix, not both."));
    LocalPort port;
    if (parser.isSet(listen)) {
        const auto given = LocalPort::fromString(parser.value(listen));
        if (!given)
            return usageError(given.error().text);
        port = *given;
    }
    const QString path = parser.value(listenUnix);
    if (parser.isSet(listenUnix) && path.isEmpty())
        return usageError(
            QCoreApplication::translate("cli", "--listen-unix takes the path of a socket."));
    // Held before anybody is asked for a password.
    auto doorway = std::make_shared<std::shared_ptr<Doorway>>();
    const auto prepare = [doorway, port, path](profiles::Profile &profile) -> base::Result<> {
        if (auto checked = checkTunnel(profile); !checked)
            return checked;
        const auto made = path.isEmpty() ? Doorway::atPort(port) : Doorway::atPath(path);
        if (!made)
            return base::fail(made.error());
        *doorway = *made;
        // Signing in to the server is the other program's.
        profile.authentication = profiles::Authentication::None;
        return {};
    };
    const auto start = [doorway, owner = arguments.owner](const profiles::Profile &profile,
                                                          const profiles::Secrets &secrets) {
        auto *run = new TunnelRun(profile, secrets, *doorway, owner);
        QObject::connect(run, &TunnelRun::finished, run,
                         [](int status) { QCoreApplication::exit(status); });
        run->start();
    };
    return *described ? withTarget(std::move(**described), arguments.owner, start, prepare)
                      : withTarget(arguments, start, prepare);
}

} // namespace cli
