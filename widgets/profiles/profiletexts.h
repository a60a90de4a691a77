#pragma once
#include "profiles/profile.h"
#include <QColor>
#include <QDateTime>
#include <QString>

namespace ui {

/// "just now", "4 min ago", "2 h ago", "21 d ago".
[[nodiscard]] QString agoText(const QDateTime &when, const QDateTime &now);
/// Older than two weeks: the result says little about today.
[[nodiscard]] bool isOld(const QDateTime &when, const QDateTime &now);
/// A word about the way to the server.
struct RouteWord {
    QString text;
    bool warns = false; ///< TLS that proves nothing
    QString icon = {}; ///< stands for the word where the name needs the room
};
/// "SSH", "Unix socket", "TLS", "TLS unverified", "Cluster", …; "Direct" when there is no more to
/// say.
[[nodiscard]] QList<RouteWord> routeWords(const profiles::Profile &profile);
/// The same as one line: "TLS · Cluster".
[[nodiscard]] QString routeText(const profiles::Profile &profile);
/// Local, Development, Staging, Production, Demo in the person's language.
[[nodiscard]] QString environmentText(profiles::Environment environment);
/// The stripe of list and rail: the profile's own colour, else its environment's.
[[nodiscard]] QColor stripeColour(const profiles::Profile &profile);

} // namespace ui
