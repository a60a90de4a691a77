#include "app/cli/awstexts.h"
#include "app/cli/terminal.h"
#include "aws/cachesmodel.h"
#include "aws/discoverytexts.h"
#include "base/displaytext.h"
#include <QCoreApplication>
#include <QJsonArray>

namespace cli {

using aws::Answer;
using aws::Bastion;
using aws::Cache;
using aws::CacheAuth;
using aws::CacheKind;
using aws::RankedBastion;

namespace {

constexpr qsizetype mostWays = 20; ///< to one cache; an account may have thousands of instances

QString plain(const QString &text)
{
    const QString shown = base::displayText(text.toUtf8(), 200);
    return shown.isEmpty() ? QStringLiteral("-") : shown;
}

bool nothingAgainst(const RankedBastion &ranked)
{
    const aws::Evidence &evidence = ranked.evidence;
    return evidence.online != Answer::No && evidence.sameVpc != Answer::No
        && evidence.allowed != Answer::No && evidence.agent != Answer::No;
}

/// The best way there that nothing speaks against.
QString bastionFor(const aws::Discovery &discovery, const Cache &cache)
{
    const QList<RankedBastion> ranked = discovery.ranked(cache);
    for (const RankedBastion &one : ranked) {
        if (nothingAgainst(one))
            return one.bastion.target;
    }
    return {};
}

QString cachesTable(const aws::Discovery &discovery)
{
    QList<QStringList> rows{
        { QCoreApplication::translate("cli", "CACHE"), QCoreApplication::translate("cli", "ENGINE"),
          QCoreApplication::translate("cli", "MODE"), QCoreApplication::translate("cli", "TLS"),
          QCoreApplication::translate("cli", "SIGN-IN"),
          QCoreApplication::translate("cli", "NODES"), QCoreApplication::translate("cli", "STATUS"),
          QCoreApplication::translate("cli", "ENDPOINT"),
          QCoreApplication::translate("cli", "BASTION") }
    };
    aws::CachesModel model;
    model.setCaches(discovery.caches(), discovery.denied());
    for (int i = 0; i < model.rowCount(); ++i) {
        QStringList row;
        for (int column = 0; column < model.columnCount(); ++column)
            row += plain(model.index(i, column).data(Qt::DisplayRole).toString());
        rows += row + QStringList{ plain(bastionFor(discovery, model.cache(i))) };
    }
    return table(rows);
}

QString bastionsTable(const aws::Discovery &discovery)
{
    QList<QStringList> rows{
        { QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "ONLINE"),
          QCoreApplication::translate("cli", "AGENT"), QCoreApplication::translate("cli", "VPC"),
          QCoreApplication::translate("cli", "ADDRESS"),
          QCoreApplication::translate("cli", "BASTION") }
    };
    const QString experimental = QCoreApplication::translate("cli", "(ECS, experimental)");
    for (const Bastion &bastion : discovery.bastions()) {
        const QString name = plain(bastion.name);
        rows += { bastion.kind == aws::BastionKind::EcsTask ? name + u' ' + experimental : name,
                  aws::answerMark(bastion.online),
                  plain(bastion.agentVersion),
                  plain(bastion.vpc),
                  plain(bastion.address),
                  plain(bastion.target) };
    }
    return table(rows);
}

QJsonValue answerValue(Answer answer)
{
    return answer == Answer::Unknown ? QJsonValue() : QJsonValue(answer == Answer::Yes);
}

QJsonValue textValue(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue numberValue(int number)
{
    return number == 0 ? QJsonValue() : QJsonValue(number);
}

QJsonValue addressValue(const aws::CacheAddress &address)
{
    if (address.isEmpty())
        return {};
    return QJsonObject{ { QStringLiteral("host"), address.host },
                        { QStringLiteral("port"), address.port } };
}

QString kindWord(CacheKind kind)
{
    switch (kind) {
    case CacheKind::CacheCluster:
        return QStringLiteral("cache-cluster");
    case CacheKind::Serverless:
        return QStringLiteral("serverless");
    default:
        return QStringLiteral("replication-group");
    }
}

QJsonValue modeValue(aws::Mode mode)
{
    switch (mode) {
    case aws::Mode::Standalone:
        return QStringLiteral("standalone");
    case aws::Mode::ClusterMode:
        return QStringLiteral("cluster");
    default:
        return {};
    }
}

QJsonValue authValue(CacheAuth auth)
{
    switch (auth) {
    case CacheAuth::None:
        return QStringLiteral("none");
    case CacheAuth::Token:
        return QStringLiteral("token");
    case CacheAuth::Users:
        return QStringLiteral("users");
    default:
        return {};
    }
}

QJsonArray waysTo(const aws::Discovery &discovery, const Cache &cache)
{
    QJsonArray ways;
    for (const RankedBastion &one : discovery.ranked(cache)) {
        if (one.evidence.online == Answer::No || one.evidence.sameVpc == Answer::No)
            continue;
        if (ways.size() == mostWays)
            break;
        ways += QJsonObject{ { QStringLiteral("target"), one.bastion.target },
                             { QStringLiteral("online"), answerValue(one.evidence.online) },
                             { QStringLiteral("sameVpc"), answerValue(one.evidence.sameVpc) },
                             { QStringLiteral("allowed"), answerValue(one.evidence.allowed) },
                             { QStringLiteral("agent"), answerValue(one.evidence.agent) } };
    }
    return ways;
}

QJsonObject cacheObject(const aws::Discovery &discovery, const Cache &cache)
{
    return {
        { QStringLiteral("name"), cache.id },
        { QStringLiteral("kind"), kindWord(cache.kind) },
        { QStringLiteral("description"), cache.description },
        { QStringLiteral("status"), textValue(cache.status) },
        { QStringLiteral("engine"), textValue(cache.engine) },
        { QStringLiteral("version"), textValue(cache.version) },
        { QStringLiteral("mode"), modeValue(cache.mode) },
        { QStringLiteral("tls"), answerValue(cache.tls) },
        { QStringLiteral("authentication"), authValue(cache.auth) },
        { QStringLiteral("endpoint"), addressValue(cache.endpoint) },
        { QStringLiteral("reader"), addressValue(cache.reader) },
        { QStringLiteral("shards"), numberValue(cache.shards) },
        { QStringLiteral("nodes"), numberValue(cache.nodes) },
        { QStringLiteral("vpc"), textValue(cache.vpc) },
        { QStringLiteral("subnets"), QJsonArray::fromStringList(cache.subnets) },
        { QStringLiteral("securityGroups"), QJsonArray::fromStringList(cache.securityGroups) },
        { QStringLiteral("bastions"), waysTo(discovery, cache) },
    };
}

QJsonObject bastionObject(const Bastion &bastion)
{
    const bool isTask = bastion.kind == aws::BastionKind::EcsTask;
    return {
        { QStringLiteral("target"), bastion.target },
        { QStringLiteral("kind"),
          isTask ? QStringLiteral("ecs-task") : QStringLiteral("instance") },
        { QStringLiteral("name"), bastion.name },
        { QStringLiteral("online"), answerValue(bastion.online) },
        { QStringLiteral("agentVersion"), textValue(bastion.agentVersion) },
        { QStringLiteral("vpc"), textValue(bastion.vpc) },
        { QStringLiteral("address"), textValue(bastion.address) },
        { QStringLiteral("securityGroups"), QJsonArray::fromStringList(bastion.securityGroups) },
    };
}

QJsonObject errorObject(const QString &action, const base::Error &error)
{
    return { { QStringLiteral("action"), textValue(action) },
             { QStringLiteral("message"), error.text },
             { QStringLiteral("detail"), QString::fromUtf8(error.detail) } };
}

} // namespace

QString foundTables(const aws::Discovery &discovery)
{
    QStringList tables;
    if (!discovery.caches().isEmpty())
        tables += cachesTable(discovery);
    if (!discovery.bastions().isEmpty())
        tables += bastionsTable(discovery);
    return tables.join(u'\n');
}

QJsonObject foundInAws(const aws::Discovery &discovery, const QString &region,
                       const base::Result<> &result)
{
    QJsonArray caches;
    for (const Cache &cache : discovery.caches())
        caches += cacheObject(discovery, cache);
    QJsonArray bastions;
    for (const Bastion &bastion : discovery.bastions())
        bastions += bastionObject(bastion);
    QJsonArray denied;
    for (const aws::Denied &one : discovery.denied()) {
        denied += QJsonObject{ { QStringLiteral("action"), one.action },
                               { QStringLiteral("message"), QString::fromUtf8(one.words) } };
    }
    QJsonArray errors;
    bool told = bool(result);
    for (const auto &[action, error] : discovery.failures()) {
        errors += errorObject(action, error);
        told = told || error.text == result.error().text;
    }
    if (!told)
        errors += errorObject({}, result.error()); // of no one call: it ended all
    const auto &identity = discovery.identity();
    return { { QStringLiteral("region"), region },
             { QStringLiteral("account"), textValue(identity ? identity->account : QString()) },
             { QStringLiteral("identity"), textValue(identity ? identity->arn : QString()) },
             { QStringLiteral("caches"), caches },
             { QStringLiteral("bastions"), bastions },
             { QStringLiteral("denied"), denied },
             { QStringLiteral("errors"), errors },
             { QStringLiteral("complete"), denied.isEmpty() && errors.isEmpty() } };
}

} // namespace cli
