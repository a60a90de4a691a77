#include "widgets/statusitem.h"
#include "widgets/common/paint.h"
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;

StatusItem::StatusItem(const QString &name, QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(name);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setProperty("focusRing", false);
}

void StatusItem::setPlain()
{
    m_plain = true;
    setFocusPolicy(Qt::NoFocus);
}

bool StatusItem::hitButton(const QPoint &at) const
{
    return !m_plain && QAbstractButton::hitButton(at);
}

QSize StatusItem::sizeHint() const
{
    const Theme &theme = Theme::instance();
    const QFontMetrics ui(theme.ui(Theme::Size::Secondary));
    int width = theme.px(20) + ui.horizontalAdvance(text());
    if (!strong.isEmpty())
        width +=
            QFontMetrics(theme.ui(Theme::Size::Secondary, QFont::Medium)).horizontalAdvance(strong)
            + (text().isEmpty() ? 0 : theme.px(6));
    if (!figure.isEmpty())
        width += QFontMetrics(theme.fixed()).horizontalAdvance(figure) + theme.px(6);
    if (!icon.isEmpty())
        width += theme.px(14) + theme.px(6);
    if (dot)
        width += theme.px(14);
    if (!bars.isEmpty())
        width += theme.px(40) + theme.px(6);
    return { width + 1, theme.px(24) };
}

QSize StatusItem::minimumSizeHint() const
{
    // The route gives way first: it can be long.
    return dot ? QSize(Theme::instance().px(110), Theme::instance().px(24)) : sizeHint();
}

void StatusItem::refresh()
{
    QStringList words;
    for (const QString &word : { strong, text(), figure }) {
        if (!word.isEmpty())
            words.append(word);
    }
    setAccessibleName(words.join(QLatin1Char(' ')));
    updateGeometry();
    update();
}

void StatusItem::paintEvent(QPaintEvent *)
{
    const common::Tokens &t = tokens();
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    if (underMouse() && !m_plain)
        painter.fillRect(rect(), t.hover);
    painter.fillRect(lineAtLeft ? QRect(0, 0, 1, height()) : QRect(width() - 1, 0, 1, height()),
                     t.hairline);
    int x = theme.px(10);
    const auto drawText = [&](const QString &words, const QFont &font, const QColor &colour) {
        painter.setFont(font);
        painter.setPen(colour);
        const int room = width() - x - theme.px(8);
        const QString shown = painter.fontMetrics().elidedText(words, Qt::ElideMiddle, room);
        painter.drawText(QRect(x, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
        x += painter.fontMetrics().horizontalAdvance(shown) + theme.px(6);
    };
    if (dot) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.*iconRole);
        const int side = theme.px(7);
        painter.drawEllipse(x + 1, (height() - side) / 2, side, side);
        painter.setRenderHint(QPainter::Antialiasing, false);
        x += theme.px(14);
    }
    if (!icon.isEmpty()) {
        common::paintIcon(&painter, QRect(x, 0, theme.px(14), height()), icon, t.*iconRole, 14);
        x += theme.px(20);
    }
    if (!strong.isEmpty())
        drawText(strong, theme.ui(Theme::Size::Secondary, QFont::Medium), t.textPrimary);
    if (!text().isEmpty())
        drawText(text(), theme.ui(Theme::Size::Secondary), t.*textRole);
    if (!figure.isEmpty())
        drawText(figure, theme.fixed(), t.textSecondary);
    if (!bars.isEmpty()) {
        qint64 top = 1;
        for (const qint64 bar : bars)
            top = qMax(top, bar);
        const int pitch = theme.px(4);
        const int full = theme.px(12);
        const int base = (height() + full) / 2;
        const int first = qMax<int>(0, static_cast<int>(bars.size()) - 10);
        for (int i = first; i < bars.size(); ++i) {
            const int high = qMax(1, static_cast<int>(bars.at(i) * full / top));
            painter.fillRect(QRect(x, base - high, pitch - 1, high), t.textMuted);
            x += pitch;
        }
    }
    if (hasFocus())
        common::paintInnerFocus(&painter, rect());
}

} // namespace ui
