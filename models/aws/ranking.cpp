#include "aws/ranking.h"
#include <QVersionNumber>
#include <algorithm>
#include <array>

namespace aws {

namespace {

int worth(Answer answer)
{
    switch (answer) {
    case Answer::Yes:
        return 2;
    case Answer::Unknown:
        return 1;
    default:
        return 0;
    }
}

std::array<int, 4> worth(const Evidence &evidence)
{
    return { worth(evidence.online), worth(evidence.sameVpc), worth(evidence.allowed),
             worth(evidence.agent) };
}

Answer isNewEnough(const QString &version)
{
    const auto given = QVersionNumber::fromString(version);
    if (given.isNull())
        return Answer::Unknown;
    static const auto least = QVersionNumber::fromString(QLatin1String(firstForwardingAgent));
    return given >= least ? Answer::Yes : Answer::No;
}

bool isBetter(const RankedBastion &a, const RankedBastion &b)
{
    if (a.bastion.kind != b.bastion.kind)
        return a.bastion.kind < b.bastion.kind;
    const auto worthOfA = worth(a.evidence);
    const auto worthOfB = worth(b.evidence);
    if (worthOfA != worthOfB)
        return worthOfA > worthOfB;
    const int order = a.bastion.name.compare(b.bastion.name, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : a.bastion.target < b.bastion.target;
}

} // namespace

Evidence evidenceFor(const Cache &cache, const Bastion &bastion, const SecurityGroups &groups)
{
    Evidence evidence;
    evidence.online = bastion.online;
    if (!cache.vpc.isEmpty() && !bastion.vpc.isEmpty())
        evidence.sameVpc = cache.vpc == bastion.vpc ? Answer::Yes : Answer::No;
    evidence.allowed = groups.allow(cache, bastion);
    evidence.agent = isNewEnough(bastion.agentVersion);
    return evidence;
}

QList<RankedBastion> rank(const Cache &cache, const QList<Bastion> &bastions,
                          const SecurityGroups &groups)
{
    QList<RankedBastion> ranked;
    for (const Bastion &bastion : bastions)
        ranked += { bastion, evidenceFor(cache, bastion, groups) };
    std::sort(ranked.begin(), ranked.end(), isBetter);
    return ranked;
}

} // namespace aws
