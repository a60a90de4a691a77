#include "aws/advice.h"
#include "aws/ranking.h"
#include <QJsonDocument>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

struct Account {
    aws::CacheList caches;
    aws::BastionList bastions;
    aws::SecurityGroups groups;
};

void take(Account &account, const aws::XmlElement &element)
{
    account.caches.addReplicationGroups(element);
    account.caches.addCacheClusters(element);
    account.caches.addServerlessCaches(element);
    account.caches.addSubnetGroups(element);
    account.bastions.addInstances(element);
    account.groups.add(element);
}

void take(Account &account, const QByteArray &answer)
{
    if (const auto xml = aws::readXml(answer)) {
        take(account, *xml);
        for (const aws::XmlElement &child : xml->children)
            take(account, child);
    }
    const QJsonObject json = QJsonDocument::fromJson(answer).object();
    account.bastions.addInstanceInformation(json);
    account.bastions.addTasks(json);
}

} // namespace

/// Answers of any services with "---" between them: every cache and bastion has a name, ECS comes
/// last, and no line for a shell holds what a shell would read.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    Account account;
    qsizetype at = 0;
    for (qsizetype mark = 0; mark >= 0; at = mark + 5) {
        mark = bytes.indexOf("\n---\n", at);
        take(account, bytes.mid(at, mark < 0 ? -1 : mark - at));
        if (mark < 0)
            break;
    }
    const auto bastions = account.bastions.bastions({}, account.caches.vpcs());
    for (const aws::Cache &cache : account.caches.caches(account.groups.vpcs())) {
        if (cache.id.isEmpty() || cache.nodes < 0)
            std::abort();
        bool tasks = false;
        const auto ranked = aws::rank(cache, bastions, account.groups);
        for (const aws::RankedBastion &one : ranked) {
            const bool isTask = one.bastion.kind == aws::BastionKind::EcsTask;
            if (one.bastion.target.isEmpty() || (tasks && !isTask))
                std::abort();
            tasks = isTask;
            const QString line = aws::ingressLine(cache, one.bastion, one.bastion.vpc);
            for (const QChar character : line) {
                if (!character.isLetterOrNumber() && character != u'-' && character != u' ')
                    std::abort();
            }
        }
        if (aws::checklist(cache, ranked, cache.vpc).isEmpty())
            std::abort();
    }
    return 0;
}
