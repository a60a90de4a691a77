#include "widgets/profiles/profiletexts.h"
#include "widgets/common/theme.h"

namespace ui {

namespace {
QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("ui::ProfileTexts", text, nullptr, n);
}
} // namespace

QString agoText(const QDateTime &when, const QDateTime &now)
{
    const qint64 seconds = when.secsTo(now);
    if (seconds < 60)
        return say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "just now"));
    if (seconds < 3600)
        return say(QT_TRANSLATE_N_NOOP("ui::ProfileTexts", "%n min ago"),
                   static_cast<int>(seconds / 60));
    if (seconds < 86400)
        return say(QT_TRANSLATE_N_NOOP("ui::ProfileTexts", "%n h ago"),
                   static_cast<int>(seconds / 3600));
    return say(QT_TRANSLATE_N_NOOP("ui::ProfileTexts", "%n d ago"),
               static_cast<int>(qMin<qint64>(seconds / 86400, 9999)));
}

bool isOld(const QDateTime &when, const QDateTime &now)
{
    return when.daysTo(now) > 14;
}

QList<RouteWord> routeWords(const profiles::Profile &profile)
{
    if (profile.environment == profiles::Environment::Demo)
        return { { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Built in")), false,
                   QStringLiteral("play") } };
    QList<RouteWord> words;
    if (profile.tunnel.kind == profiles::TunnelKind::Ssh)
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "SSH")), false,
                   QStringLiteral("plug-ssh") };
    else if (profile.tunnel.kind == profiles::TunnelKind::Ssm)
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "SSM")), false,
                   QStringLiteral("plug-ssm") };
    else if (!profile.unixSocket.isEmpty())
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Unix socket")), false,
                   QStringLiteral("plug-direct") };
    if (profile.tls.enabled && profile.tls.verify)
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "TLS")), false,
                   QStringLiteral("tls-lock") };
    else if (profile.tls.enabled)
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "TLS unverified")), true,
                   QStringLiteral("warning") };
    if (profile.topology == profiles::Topology::Cluster)
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Cluster")), false,
                   QStringLiteral("shard") };
    else if (profile.topology == profiles::Topology::Sentinel)
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Sentinel")), false,
                   QStringLiteral("replication") };
    if (words.isEmpty())
        words += { say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Direct")), false,
                   QStringLiteral("plug-direct") };
    return words;
}

QString routeText(const profiles::Profile &profile)
{
    QStringList texts;
    for (const RouteWord &word : routeWords(profile))
        texts += word.text;
    return texts.join(QStringLiteral(" · "));
}

QString environmentText(profiles::Environment environment)
{
    switch (environment) {
    case profiles::Environment::Local:
        return say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Local"));
    case profiles::Environment::Development:
        return say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Development"));
    case profiles::Environment::Staging:
        return say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Staging"));
    case profiles::Environment::Production:
        return say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Production"));
    case profiles::Environment::Demo:
        return say(QT_TRANSLATE_NOOP("ui::ProfileTexts", "Demo"));
    }
    return {};
}

QColor stripeColour(const profiles::Profile &profile)
{
    const common::Tokens &t = common::tokens();
    if (!profile.colour.isEmpty()) {
        // Colours are kept as in the light table; in the dark one their twin is shown.
        for (size_t i = 0; i < t.series.size(); ++i) {
            if (common::Tokens::light.series[i].name() == profile.colour)
                return t.series[i];
        }
        if (const QColor own(profile.colour); own.isValid())
            return own;
    }
    switch (profile.environment) {
    case profiles::Environment::Local:
        return t.textMuted;
    case profiles::Environment::Development:
        return t.ok;
    case profiles::Environment::Staging:
        return t.warn;
    case profiles::Environment::Production:
        return t.productionFrame;
    case profiles::Environment::Demo:
        return t.accent;
    }
    return t.textMuted;
}

} // namespace ui
