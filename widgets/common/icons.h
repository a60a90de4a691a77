#pragma once
#include "widgets/common/theme.h"
#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace common {

/// Our SVG icon `name` ("key", "tls-lock", … see resources/icons) filled with `colour`, rendered
/// for the device pixel ratio and cached.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int size = 16,
                                 qreal devicePixelRatio = 1.0);

/// For buttons and actions: textSecondary, textMuted when disabled, at 16 and 20, rendered at the
/// ratio of the screen it is painted on. Follows a live theme switch by itself.
[[nodiscard]] QIcon icon(const QString &name);
/// The same in another role of the token table: icon("delete", &Tokens::danger).
[[nodiscard]] QIcon icon(const QString &name, QColor Tokens::*role);

} // namespace common
