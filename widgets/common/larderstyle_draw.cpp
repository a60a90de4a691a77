#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/larderstyle.h"
#include "widgets/common/paint.h"
#include "widgets/common/styleparts.h"
#include <QAbstractSpinBox>
#include <QStyleOption>

namespace common {

using namespace style;

namespace {

QColor blend(const QColor &over, const QColor &under, qreal share)
{
    const auto mix = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return { mix(over.red(), under.red()), mix(over.green(), under.green()),
             mix(over.blue(), under.blue()) };
}

} // namespace

void LarderStyle::drawButtonPanel(const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget)
{
    const Tokens &t = tokens();
    const bool pressed = option->state & QStyle::State_Sunken;
    const bool checked = option->state & QStyle::State_On;
    const QRect rect = option->rect;
    switch (buttonRole(widget)) {
    case ButtonRole::Primary:
        if (!isEnabled(option)) {
            paintBox(painter, rect, t.window, t.hairline);
        } else {
            const qreal share = pressed ? 0.8 : isHovered(option) ? 0.9 : 1.0;
            paintBox(painter, rect, blend(t.accent, t.textPrimary, share), {});
        }
        return;
    case ButtonRole::Normal:
    case ButtonRole::Danger: {
        const QColor fill = !isEnabled(option) ? t.window
            : checked || pressed               ? t.selection
            : isHovered(option)                ? t.hover
                                               : t.surface;
        QColor outline = outlineOf(option);
        if (isEnabled(option) && checked)
            outline = t.accent;
        else if (isEnabled(option) && buttonRole(widget) == ButtonRole::Danger)
            outline = t.danger;
        paintBox(painter, rect, fill, outline);
        return;
    }
    case ButtonRole::Flat:
        if (checked)
            paintBox(painter, rect, t.selection, {});
        else if (pressed && isEnabled(option))
            paintBox(painter, rect, t.selection, {});
        else if (isHovered(option))
            paintBox(painter, rect, t.hover, {});
        return;
    }
}

void LarderStyle::drawPushButtonLabel(const QStyleOption *option, QPainter *painter,
                                      const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button)
        return;
    const Tokens &t = tokens();
    const ButtonRole role = buttonRole(widget);
    QColor colour = t.textPrimary;
    if (!isEnabled(option))
        colour = t.textMuted;
    else if (role == ButtonRole::Primary)
        colour = t.onAccent;
    else if (role == ButtonRole::Danger)
        colour = t.danger;

    painter->save();
    QFont font = painter->font();
    if (role == ButtonRole::Primary) {
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
    }
    const QString hint = widget ? widget->property("larderHint").toString() : QString();
    QFont hintFont = font;
    hintFont.setPixelSize(px(11));
    hintFont.setWeight(QFont::Normal);
    const int iconSide = button->icon.isNull() ? 0 : button->iconSize.width();
    const int gap = px(8);
    const bool hasMenu = endsInChevron(button, widget);
    const QFontMetrics metrics(font);
    int width = metrics.horizontalAdvance(button->text.contains(QLatin1Char('&'))
                                              ? QString(button->text).remove(QLatin1Char('&'))
                                              : button->text);
    const int hintWidth = hint.isEmpty() ? 0 : QFontMetrics(hintFont).horizontalAdvance(hint) + gap;
    const int fixedWidth = (iconSide && width ? iconSide + gap : iconSide) + hintWidth
        + (hasMenu ? px(16) + px(4) : 0);
    width = qMin(width, button->rect.width() - px(8) - fixedWidth);

    int x = button->rect.x() + (button->rect.width() - width - fixedWidth) / 2;
    const auto place = [&](int w) {
        const QRect logical(x, button->rect.y(), w, button->rect.height());
        x += w;
        return visualRect(button->direction, button->rect, logical);
    };
    if (iconSide) {
        const QRect box = place(iconSide);
        const QIcon::Mode mode = isEnabled(option) ? QIcon::Normal : QIcon::Disabled;
        if (role == ButtonRole::Primary && isEnabled(option)) {
            // The icon's own tint is made for the surface, not for the accent fill.
            QPixmap mask =
                button->icon.pixmap(button->iconSize, painter->device()->devicePixelRatioF(), mode);
            QPainter tint(&mask);
            tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
            tint.fillRect(mask.rect(), colour);
            tint.end();
            painter->drawPixmap(box.x(), box.y() + (box.height() - iconSide) / 2, mask);
        } else {
            button->icon.paint(painter, box, Qt::AlignCenter, mode);
        }
        if (width > 0)
            x += gap;
    }
    painter->setPen(colour);
    const QRect textBox = place(width);
    painter->drawText(
        textBox, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic,
        metrics.elidedText(button->text, Qt::ElideRight, width + 1, Qt::TextHideMnemonic));
    if (!hint.isEmpty()) {
        x += gap;
        QColor faint = colour;
        faint.setAlphaF(0.85F);
        painter->setFont(hintFont);
        painter->setPen(faint);
        painter->drawText(place(hintWidth - gap), Qt::AlignVCenter | Qt::AlignLeft, hint);
    }
    if (hasMenu) {
        x += px(4);
        paintIcon(painter, place(px(16)), QStringLiteral("chevron-down"), colour, 14);
    }
    painter->restore();
}

void LarderStyle::drawMenuItem(const QStyleOptionMenuItem *item, QPainter *painter)
{
    const Tokens &t = tokens();
    const QRect rect = item->rect;
    painter->fillRect(rect, t.surface);
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = rect.center().y();
        painter->fillRect(QRect(rect.left() + px(8), y, rect.width() - px(16), 1), t.hairline);
        return;
    }
    const bool active = (item->state & State_Selected) && isEnabled(item);
    if (active)
        paintBox(painter, rect.adjusted(px(4), 0, -px(4), 0), t.selection, {}, 3);
    const QColor colour = isEnabled(item) ? t.textPrimary : t.textMuted;
    const QRect column(rect.left() + px(10), rect.top(), px(20), rect.height());
    if (item->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (item->checked)
            paintIcon(painter, visualRect(item->direction, rect, column), QStringLiteral("check"),
                      isEnabled(item) ? t.accent : t.textMuted);
    } else if (!item->icon.isNull()) {
        const int side = px(16);
        const QRect box = visualRect(item->direction, rect, column);
        item->icon.paint(painter,
                         QRect(box.x() + (box.width() - side) / 2,
                               box.y() + (box.height() - side) / 2, side, side),
                         Qt::AlignCenter, isEnabled(item) ? QIcon::Normal : QIcon::Disabled);
    }
    const QRect textBox(rect.left() + px(36), rect.top(), rect.width() - px(36) - px(16),
                        rect.height());
    const qsizetype tab = item->text.indexOf(QLatin1Char('\t'));
    const QRect box = visualRect(item->direction, rect, textBox);
    painter->setPen(colour);
    painter->setFont(item->font);
    painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic,
                      tab < 0 ? item->text : item->text.left(tab));
    if (tab >= 0) {
        QFont small = item->font;
        small.setPixelSize(px(11));
        painter->setFont(small);
        painter->setPen(t.textMuted);
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight, item->text.mid(tab + 1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(rect.right() - px(20), rect.top(), px(16), rect.height());
        paintIcon(painter, visualRect(item->direction, rect, arrow),
                  QStringLiteral("chevron-right"), colour, 12);
    }
}

void LarderStyle::drawTab(const QStyleOption *option, QPainter *painter)
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (!tab)
        return;
    const Tokens &t = tokens();
    const bool selected = tab->state & State_Selected;
    const QRect line(tab->rect.left(), tab->rect.bottom() - 1, tab->rect.width(), 2);
    if (selected)
        painter->fillRect(line, isEnabled(tab) ? t.accent : t.controlOutline);
    else if (isHovered(tab))
        painter->fillRect(line, t.hairline);
    if ((tab->state & State_HasFocus) && selected)
        paintInnerFocus(painter, tab->rect.adjusted(2, 4, -2, -4), 4);
}

void LarderStyle::drawComboBox(const QStyleOptionComboBox *box, QPainter *painter,
                               const QWidget *widget) const
{
    const Tokens &t = tokens();
    const bool flat = buttonRole(widget) == ButtonRole::Flat;
    if (flat) {
        if (isHovered(box))
            paintBox(painter, box->rect, t.hover, {});
    } else if (box->subControls & SC_ComboBoxFrame) {
        const QColor fill = !isEnabled(box)    ? t.window
            : isHovered(box) && !box->editable ? t.hover
                                               : t.surface;
        paintBox(painter, box->rect, fill, box->frame ? outlineOf(box) : QColor());
    }
    const QRect arrow = subControlRect(CC_ComboBox, box, SC_ComboBoxArrow, widget);
    paintIcon(painter, arrow, QStringLiteral("chevron-down"),
              isEnabled(box) ? t.textSecondary : t.textMuted, 14);
}

void LarderStyle::drawSpinBox(const QStyleOptionSpinBox *box, QPainter *painter,
                              const QWidget *widget) const
{
    const Tokens &t = tokens();
    if (box->frame)
        paintBox(painter, box->rect, isEnabled(box) ? t.surface : t.window, outlineOf(box));
    if (box->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl control, QAbstractSpinBox::StepEnabledFlag step,
                           const QString &name) {
        const QRect rect = subControlRect(CC_SpinBox, box, control, widget);
        const bool can = isEnabled(box) && (box->stepEnabled & step);
        if (can && isHovered(box) && (box->activeSubControls & control))
            painter->fillRect(rect.adjusted(0, 1, -1, -1), t.hover);
        paintIcon(painter, rect, name, can ? t.textSecondary : t.hairline, 10);
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, QStringLiteral("chevron-up"));
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, QStringLiteral("chevron-down"));
}

void LarderStyle::drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter,
                                const QWidget *widget) const
{
    const Tokens &t = tokens();
    painter->fillRect(bar->rect, t.surface);
    if (bar->maximum <= bar->minimum)
        return;
    QRect handle = subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget);
    const bool hot = isEnabled(bar) && (bar->state & (State_MouseOver | State_Sunken));
    const int margin = hot ? px(2) : px(3);
    if (bar->orientation == Qt::Vertical)
        handle.adjust(margin, 2, -margin, -2);
    else
        handle.adjust(2, margin, -2, -margin);
    const qreal radius = qMin(handle.width(), handle.height()) / 2.0;
    paintBox(painter, handle, hot ? t.controlOutline : blend(t.controlOutline, t.surface, 0.55), {},
             radius);
}

void LarderStyle::drawToolButton(const QStyleOptionToolButton *button, QPainter *painter,
                                 const QWidget *widget) const
{
    QStyleOptionToolButton copy = *button;
    drawButtonPanel(&copy, painter, widget);
    const bool hasMenu = button->features & QStyleOptionToolButton::HasMenu;
    const bool iconOnly = button->toolButtonStyle == Qt::ToolButtonIconOnly;
    if (hasMenu && !iconOnly)
        copy.rect.setRight(copy.rect.right() - px(18));
    copy.palette.setColor(QPalette::ButtonText,
                          isEnabled(button) ? tokens().textPrimary : tokens().textMuted);
    copy.state &= ~State_Sunken; // the label does not move when pressed
    if (isTextBesideIcon(button)) {
        // The gap between icon and text is that of the push buttons.
        const int side = button->iconSize.width();
        QRect place = copy.rect.adjusted(px(6), 0, 0, 0);
        place.setWidth(side);
        button->icon.paint(painter, visualRect(button->direction, button->rect, place),
                           Qt::AlignCenter, isEnabled(button) ? QIcon::Normal : QIcon::Disabled);
        const QRect text = copy.rect.adjusted(px(6) + side + px(8), 0, 0, 0);
        painter->setFont(button->font);
        proxy()->drawItemText(painter, visualRect(button->direction, button->rect, text),
                              Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, copy.palette,
                              isEnabled(button), button->text, QPalette::ButtonText);
    } else {
        proxy()->drawControl(CE_ToolButtonLabel, &copy, painter, widget);
    }
    if (hasMenu && !iconOnly) {
        const QRect arrow(button->rect.right() - px(22), button->rect.top(), px(16),
                          button->rect.height());
        paintIcon(painter, visualRect(button->direction, button->rect, arrow),
                  QStringLiteral("chevron-down"),
                  isEnabled(button) ? tokens().textSecondary : tokens().textMuted, 14);
    }
}

} // namespace common
