#include "widgets/common/paint.h"
#include "widgets/common/icons.h"

namespace common {

void paintBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &outline,
              qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(outline.isValid() ? QPen(outline, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const QRectF box =
        outline.isValid() ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect);
    painter->drawRoundedRect(box, radius, radius);
    painter->restore();
}

void paintInnerFocus(QPainter *painter, const QRect &rect, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, radius > 0);
    painter->setPen(QPen(tokens().accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    painter->restore();
}

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour,
               int size)
{
    const int side = Theme::instance().px(size);
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2,
                        iconPixmap(name, colour, side, ratio));
}

} // namespace common
