// `larder aws list`.
#include "app/cli/awstexts.h"
#include "app/cli/commands.h"
#include "app/cli/exitstatus.h"
#include "app/cli/terminal.h"
#include "app/cli/terminalasker.h"
#include "aws/discoverytexts.h"
#include "session/diagnosis.h"
#include <QCoreApplication>
#include <QJsonDocument>

namespace cli {

using base::Error;

namespace {

int statusOf(const Error &error)
{
    switch (error.cause) {
    case Error::Cause::AwsProfileUnknown:
    case Error::Cause::AwsRegionMissing:
        return Usage;
    case Error::Cause::AwsNoKeys:
    case Error::Cause::AwsSignInExpired:
    case Error::Cause::AwsDenied:
    case Error::Cause::AwsClock:
        return static_cast<int>(session::Rung::SignIn);
    case Error::Cause::AwsUnreachable:
        return static_cast<int>(session::Rung::Tcp);
    default:
        break;
    }
    if (error.kind == Error::Kind::Auth)
        return static_cast<int>(session::Rung::SignIn);
    if (error.kind == Error::Kind::Cancelled)
        return Interrupted;
    return error.kind == Error::Kind::Timeout ? static_cast<int>(session::Rung::Tcp)
                                              : int(ErrorReply);
}

base::Result<aws::Account> accountOf(const Arguments &arguments)
{
    aws::Account account;
    account.profile = arguments.parser.value(QStringLiteral("profile"));
    account.region = arguments.parser.value(QStringLiteral("region"));
    if (!arguments.parser.isSet(QStringLiteral("endpoint")))
        return account;
    account.endpoint = QUrl(arguments.parser.value(QStringLiteral("endpoint")), QUrl::StrictMode);
    const QString scheme = account.endpoint.scheme();
    const bool isService = account.endpoint.isValid() && !account.endpoint.host().isEmpty()
        && (scheme == u"https" || scheme == u"http") && account.endpoint.userInfo().isEmpty();
    if (!isService) {
        return base::fail(Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "cli", "--endpoint takes an address: https://host:port/path"));
    }
    return account;
}

/// True when ElastiCache answered nothing at all.
bool isBlind(const aws::Discovery &discovery)
{
    int blind = 0;
    for (const aws::Denied &one : discovery.denied()) {
        if (one.action.startsWith(u"elasticache:")
            && one.action != u"elasticache:DescribeCacheSubnetGroups")
            ++blind;
    }
    return blind == 3;
}

bool printFound(const aws::Discovery &discovery, const QString &region, bool json,
                const base::Result<> &result)
{
    if (json)
        return print(QJsonDocument(foundInAws(discovery, region, result)).toJson());
    for (const QString &line : aws::denialTexts(discovery.denied()))
        complain(line);
    if (discovery.caches().isEmpty() && !isBlind(discovery)) {
        complain(
            QCoreApplication::translate("cli", "No caches were found in region %1.").arg(region));
    } else if (!discovery.caches().isEmpty() && discovery.bastions().isEmpty()) {
        complain(QCoreApplication::translate(
            "cli", "No bastion was found: nothing here is online in Systems Manager."));
    }
    const QString tables = foundTables(discovery);
    return tables.isEmpty() || print(tables.toUtf8());
}

int end(const aws::Discovery &discovery, const QString &region, bool json,
        const base::Result<> &result)
{
    // What came before the error is worth having: one service may be out of order.
    const bool anything = result || !discovery.caches().isEmpty() || !discovery.bastions().isEmpty()
        || (json && discovery.identity());
    if (anything && !printFound(discovery, region, json, result))
        return ErrorReply;
    if (!result) {
        complain(result.error());
        return statusOf(result.error());
    }
    return isBlind(discovery) ? int(ErrorReply) : int(Fine);
}

} // namespace

int runAws(const Arguments &arguments)
{
    if (arguments.positional.constFirst() != u"list") {
        return usageError(
            QCoreApplication::translate("cli", "That is not how %1 is used. See: larder help %1")
                .arg(QStringLiteral("aws")));
    }
    const auto account = accountOf(arguments);
    if (!account)
        return usageError(account.error().text);
    auto client =
        std::make_unique<aws::Client>(*account, aws::Places::standard(), TerminalAsker::where());
    const auto region = client->keySource().region();
    if (!region) {
        complain(region.error());
        return statusOf(region.error());
    }
    const bool json = arguments.parser.isSet(QStringLiteral("json"));
    auto *discovery = new aws::Discovery(std::move(client), arguments.owner);
    auto *interrupt = new Interrupt(discovery);
    QObject::connect(interrupt, &Interrupt::raised, discovery, [discovery] {
        discovery->cancel();
        QCoreApplication::exit(Interrupted);
    });
    QObject::connect(discovery, &aws::Discovery::finished, discovery,
                     [discovery, json, region = *region](const base::Result<> &result) {
                         QCoreApplication::exit(end(*discovery, region, json, result));
                     });
    // From the event loop, so that whatever ends at once ends the loop.
    QMetaObject::invokeMethod(discovery, &aws::Discovery::start, Qt::QueuedConnection);
    return -1;
}

} // namespace cli
