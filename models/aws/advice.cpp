#include "aws/advice.h"
#include "aws/ranking.h"
#include "base/displaytext.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace aws {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("aws", source);
}

/// A name that means nothing to a shell, or the placeholder.
QString named(const QString &name, const char *placeholder)
{
    static const QRegularExpression harmless(
        QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9-]{0,127}\\z"));
    return harmless.match(name).hasMatch() ? name : QString(QLatin1String(placeholder));
}

QString portsOf(const Cache &cache)
{
    const int port = cache.endpoint.port == 0 ? 6379 : int(cache.endpoint.port);
    // A serverless cache listens for readers at the next port.
    const bool two = cache.kind == CacheKind::Serverless && cache.reader.port == port + 1;
    return two ? QStringLiteral("%1-%2").arg(QString::number(port), QString::number(port + 1))
               : QString::number(port);
}

/// Registered instances in the cache's VPC that only have to come online.
QStringList sleepers(const QList<RankedBastion> &ranked)
{
    QStringList names;
    for (const RankedBastion &one : ranked) {
        const bool sleeps = one.bastion.kind == BastionKind::Instance
            && one.evidence.online == Answer::No && one.evidence.sameVpc == Answer::Yes;
        if (sleeps && names.size() < 5)
            names += base::displayText(one.bastion.target.toUtf8(), 64);
    }
    return names;
}

} // namespace

QString ingressLine(const Cache &cache, const Bastion &bastion, const QString &region)
{
    return QStringLiteral("aws ec2 authorize-security-group-ingress --group-id %1 --protocol tcp "
                          "--port %2 --source-group %3 --region %4")
        .arg(named(cache.securityGroups.value(0), "CACHE-SECURITY-GROUP"), portsOf(cache),
             named(bastion.securityGroups.value(0), "BASTION-SECURITY-GROUP"),
             named(region, "REGION"));
}

QString checklist(const Cache &cache, const QList<RankedBastion> &ranked, const QString &region)
{
    QStringList steps;
    if (const QStringList names = sleepers(ranked); !names.isEmpty()) {
        steps += text(QT_TRANSLATE_NOOP("aws",
                                        "Or bring one of these online again, which are in "
                                        "the same VPC: %1. Check that it runs, that its "
                                        "SSM agent is up and that its role allows SSM."))
                     .arg(names.join(QStringLiteral(", ")));
    }
    steps.prepend(text(QT_TRANSLATE_NOOP("aws",
                                         "Start an EC2 instance in %1, in a private subnet. "
                                         "The smallest Amazon Linux is enough; it needs no "
                                         "public address, no key pair and no open port."))
                      .arg(named(cache.vpc, "VPC")));
    steps += text(QT_TRANSLATE_NOOP("aws",
                                    "Give it an instance profile whose role has the policy "
                                    "AmazonSSMManagedInstanceCore."));
    steps += text(QT_TRANSLATE_NOOP("aws",
                                    "Let it reach Systems Manager: through a NAT gateway, "
                                    "or VPC endpoints for ssm, ssmmessages and "
                                    "ec2messages."));
    steps += text(QT_TRANSLATE_NOOP("aws",
                                    "Its SSM agent must be %1 or newer. Amazon Linux brings "
                                    "one along."))
                 .arg(QLatin1String(firstForwardingAgent));
    steps += text(QT_TRANSLATE_NOOP("aws", "Let its security group into the cache's:"))
        + QStringLiteral("\n   ") + ingressLine(cache, {}, region);
    steps += text(QT_TRANSLATE_NOOP("aws", "See whether it is online, then search again:"))
        + QStringLiteral("\n   aws ssm describe-instance-information --region %1")
              .arg(named(region, "REGION"));
    QStringList lines{ text(QT_TRANSLATE_NOOP("aws", "A bastion for %1"))
                           .arg(base::displayText(cache.id.toUtf8(), 200)) };
    for (qsizetype i = 0; i < steps.size(); ++i)
        lines += QStringLiteral("%1. %2").arg(QString::number(i + 1), steps[i]);
    return lines.join(u'\n') + u'\n';
}

} // namespace aws
