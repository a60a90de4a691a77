#include "profiles/importing/draft.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace profiles::importing {

namespace {
struct Name {
    QString group; ///< settings with the same one belong together
    Field field = Field::Unknown;
};

bool isAws(const QString &name)
{
    return name == QLatin1String("AWS_REGION") || name == QLatin1String("AWS_DEFAULT_REGION")
        || name == QLatin1String("AWS_PROFILE");
}

bool isCelery(const QString &name)
{
    static const QStringList names{ QStringLiteral("celerybrokerurl"), QStringLiteral("brokerurl"),
                                    QStringLiteral("celeryresultbackend") };
    return names.contains(name);
}

/// "REDIS_CACHE_HOST", "CACHE_REDIS_HOST", "spring.data.redis.cluster.nodes[0]".
Name meaningOf(QString name)
{
    static const QRegularExpression index(QStringLiteral("(\\[[0-9]+\\]|[./][0-9]+)$"));
    name.remove(index);
    if (isCelery(squashed(name)))
        return { squashed(name), Field::Url };
    static const QRegularExpression word(QStringLiteral("redis|valkey|elasticache"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = word.match(name);
    if (!match.hasMatch())
        return {};
    QString group = squashed(name.left(match.capturedStart()));
    QString rest = name.mid(match.capturedEnd());
    if (group == QLatin1String("springcache") || group == QLatin1String("springsession"))
        return { group, Field::Ignored };
    static const QRegularExpression parts(QStringLiteral("[._/-]+"));
    QStringList left = rest.split(parts, Qt::SkipEmptyParts);
    if (squashed(rest) == QLatin1String("tlsurl"))
        return { group + QLatin1String(" tls"), Field::Url };
    for (int dropped = 0; dropped < 3; ++dropped) {
        const Field field = fieldNamed(squashed(left.join(QString())));
        if (field != Field::Unknown && (dropped == 0 || !left.isEmpty()))
            return { group, field };
        if (left.isEmpty())
            break;
        group += u' ' + left.takeFirst().toLower();
    }
    return { squashed(name.left(match.capturedStart())), Field::Unknown };
}
} // namespace

bool isSettingName(const QString &name)
{
    return isAws(name) || isCelery(squashed(name))
        || name.contains(QLatin1String("redis"), Qt::CaseInsensitive)
        || name.contains(QLatin1String("valkey"), Qt::CaseInsensitive)
        || name.contains(QLatin1String("elasticache"), Qt::CaseInsensitive);
}

QList<Draft> readSettings(Context &context, const QList<Entry> &entries)
{
    QStringList order;
    QHash<QString, Draft> drafts;
    QList<Entry> aws;
    for (const Entry &entry : entries) {
        if (isAws(entry.name)) {
            aws += entry;
            continue;
        }
        if (!isSettingName(entry.name))
            continue;
        const Name name = meaningOf(entry.name);
        if (name.field == Field::Ignored)
            continue;
        if (isCelery(squashed(entry.name))) { // amqp:// is a broker too, and none of ours
            QStringList missing;
            if (!isUrl(context.resolved(entry.value, missing)) && missing.isEmpty())
                continue;
        }
        if (!drafts.contains(name.group)) {
            if (drafts.size() >= mostCandidates)
                break;
            order += name.group;
        }
        drafts[name.group].put(context, name.field, entry.value, entry.line, entry.name);
    }
    QList<Draft> found;
    for (const QString &group : order) {
        Draft draft = drafts.value(group);
        const bool worth = draft.leadsSomewhere()
            || (order.size() == 1
                && (draft.stated.contains(Field::Password) || draft.stated.contains(Field::Port)));
        if (!worth) {
            context.others += draft.candidate.found;
            continue;
        }
        for (const Entry &each : aws)
            draft.put(context,
                      each.name == QLatin1String("AWS_PROFILE") ? Field::AwsProfile : Field::Region,
                      each.value, each.line);
        found += draft;
    }
    return found;
}

} // namespace profiles::importing
