#include "aws/discovery.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace aws {

namespace {

QByteArray quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{ text }).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

/// "key": ["…", "…"] with one text on a line.
QByteArray member(const char *key, const QStringList &texts)
{
    QByteArrayList lines;
    for (const QString &text : texts)
        lines += "        " + quoted(text);
    return QByteArray("      \"") + key + "\": [\n" + lines.join(",\n") + "\n      ]";
}

QByteArray statement(const char *name, const QStringList &actions, const QStringList &resources,
                     const QByteArray &condition = {})
{
    QByteArrayList members{ QByteArray(R"(      "Sid": ")") + name + '"',
                            R"(      "Effect": "Allow")", member("Action", actions),
                            member("Resource", resources) };
    if (!condition.isEmpty())
        members += condition;
    return "    {\n" + members.join(",\n") + "\n    }";
}

QString orPlaceholder(const QString &text, const char *placeholder)
{
    return text.isEmpty() ? QString(QLatin1String(placeholder)) : text;
}

/// Builds the names of what the statements are about.
class Arns {
public:
    explicit Arns(const PolicyFor &wanted)
        : m_wanted(wanted)
        , m_partition(partitionOf(wanted.region))
        , m_region(orPlaceholder(wanted.region, "REGION"))
        , m_account(orPlaceholder(wanted.account, "ACCOUNT"))
    {
    }

    [[nodiscard]] QString bastion() const
    {
        const QString &target = m_wanted.target;
        if (target.startsWith(u"ecs:")) {
            // The name of a cluster may hold "_"; ids of tasks and runtimes never do.
            const QString cluster = target.sliced(4).section(u'_', 0, -3);
            // Tasks come and go, and each has a name of its own.
            return own("ecs", QStringLiteral("task/%1/*").arg(orPlaceholder(cluster, "CLUSTER")));
        }
        if (target.startsWith(u"mi-"))
            return own("ssm", QStringLiteral("managed-instance/") + target);
        return own("ec2", QStringLiteral("instance/") + orPlaceholder(target, "i-BASTION"));
    }
    [[nodiscard]] QString document() const
    {
        const QString &name = m_wanted.document;
        if (name.isEmpty())
            return arn("ssm", {},
                       QStringLiteral("document/AWS-StartPortForwardingSessionToRemoteHost"));
        if (name.startsWith(u"arn:"))
            return name; // shared by another account
        const QString resource = QStringLiteral("document/") + name;
        // AWS's own documents belong to no account.
        return name.startsWith(u"AWS-") ? arn("ssm", {}, resource) : own("ssm", resource);
    }
    /// `whose` = the first characters of their ids.
    [[nodiscard]] QString sessions(const char *whose) const
    {
        return QStringLiteral("arn:%1:ssm:*:*:session/%2*").arg(m_partition, QLatin1String(whose));
    }
    [[nodiscard]] QStringList sign() const
    {
        const QString kind = m_wanted.serverless ? QStringLiteral("serverlesscache:")
                                                 : QStringLiteral("replicationgroup:");
        return { own("elasticache", kind + orPlaceholder(m_wanted.cacheName, "NAME")),
                 own("elasticache",
                     QStringLiteral("user:") + orPlaceholder(m_wanted.user, "USERID")) };
    }

private:
    [[nodiscard]] QString own(const char *service, const QString &resource) const
    {
        return arn(service, m_account, resource);
    }
    [[nodiscard]] QString arn(const char *service, const QString &account,
                              const QString &resource) const
    {
        return QStringLiteral("arn:") + m_partition + u':' + QLatin1String(service) + u':'
            + m_region + u':' + account + u':' + resource;
    }

    const PolicyFor &m_wanted;
    QString m_partition;
    QString m_region;
    QString m_account;
};

/// All that Discovery asks, and who asks whether a bastion is online.
QStringList discoveryActions()
{
    return { QStringLiteral("elasticache:DescribeReplicationGroups"),
             QStringLiteral("elasticache:DescribeCacheClusters"),
             QStringLiteral("elasticache:DescribeServerlessCaches"),
             QStringLiteral("elasticache:DescribeCacheSubnetGroups"),
             QStringLiteral("ssm:DescribeInstanceInformation"),
             QStringLiteral("ssm:GetConnectionStatus"),
             QStringLiteral("ec2:DescribeInstances"),
             QStringLiteral("ec2:DescribeSecurityGroups"),
             QStringLiteral("ecs:ListClusters"),
             QStringLiteral("ecs:ListTasks"),
             QStringLiteral("ecs:DescribeTasks") };
}

/// Sessions by their owner. Three statements, since one whose variable AWS cannot resolve may not
/// count at all: only an IAM user has a user name. The sessions of a role are named after the role
/// session, which is only a part of aws:userid; AWS's tag on each session holds all of it.
QByteArrayList ownSessions(const Arns &arns)
{
    const QStringList actions{ QStringLiteral("ssm:TerminateSession"),
                               QStringLiteral("ssm:ResumeSession"),
                               QStringLiteral("ssmmessages:OpenDataChannel") };
    const QByteArray tagged = "      \"Condition\": {\n"
                              "        \"StringLike\": { "
                              "\"ssm:resourceTag/aws:ssmmessages:session-id\": "
                              "\"${aws:userid}\" }\n"
                              "      }";
    return { statement("OwnSessions", actions, { arns.sessions("${aws:userid}-") }),
             statement("OwnSessionsOfUser", actions, { arns.sessions("${aws:username}-") }),
             statement("OwnSessionsByTag", actions, { arns.sessions("") }, tagged) };
}

} // namespace

QByteArray leastPolicy(const PolicyFor &wanted)
{
    const Arns arns(wanted);
    const QByteArray documentCheck =
        "      \"Condition\": {\n"
        "        \"BoolIfExists\": { \"ssm:SessionDocumentAccessCheck\": \"true\" }\n"
        "      }";
    QByteArrayList statements{ statement("Tunnel", { QStringLiteral("ssm:StartSession") },
                                         { arns.bastion(), arns.document() }, documentCheck) };
    statements += ownSessions(arns);
    statements += statement("Discover", discoveryActions(), { QStringLiteral("*") });
    if (wanted.iam)
        statements +=
            statement("RedisLogin", { QStringLiteral("elasticache:Connect") }, arns.sign());
    return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + statements.join(",\n")
        + "\n  ]\n}\n";
}

} // namespace aws
