#pragma once
#include <QColor>
#include <QPainter>

namespace common {

/// A rounded box whose 1 px outline falls on whole pixels. An invalid colour is not drawn.
void paintBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &outline,
              qreal radius = 4);
/// 2 px accent ring drawn inward: for cells, rows and panes.
void paintInnerFocus(QPainter *painter, const QRect &rect, qreal radius = 0);
/// Our icon in the middle of `rect`.
void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour,
               int size = 16);

} // namespace common
