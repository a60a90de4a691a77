#include "widgets/common/larderstyle.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

namespace common {

namespace {

int px(int length)
{
    return Theme::instance().px(length);
}

bool isEnabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

bool endsInChevron(const QStyleOptionButton *button, const QWidget *widget)
{
    return button->features & QStyleOptionButton::HasMenu
        || (widget && widget->property("larderChevron").toBool());
}

bool isTextBesideIcon(const QStyleOptionToolButton *button)
{
    return button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull()
        && !button->text.isEmpty();
}

bool isHovered(const QStyleOption *option)
{
    return isEnabled(option) && (option->state & QStyle::State_MouseOver);
}

QColor outlineOf(const QStyleOption *option)
{
    return isEnabled(option) ? tokens().controlOutline : tokens().hairline;
}

QColor blend(const QColor &over, const QColor &under, qreal share)
{
    const auto mix = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return { mix(over.red(), under.red()), mix(over.green(), under.green()),
             mix(over.blue(), under.blue()) };
}

} // namespace

LarderStyle::LarderStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("fusion")))
{
}

void LarderStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QScrollBar *>(widget)
        || qobject_cast<QTabBar *>(widget) || qobject_cast<QHeaderView *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        header->setFont(Theme::instance().ui(Theme::Size::Secondary));
        if (header->defaultAlignment() == Qt::AlignCenter)
            header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
}

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

void LarderStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = tokens();
    const QRect rect = option->rect;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        drawButtonPanel(option, painter, widget);
        return;
    case PE_FrameButtonBevel:
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        // Controls have the ring outside (FocusRing); rows and cells have it inside.
        if (!qobject_cast<const QAbstractButton *>(widget)
            && !qobject_cast<const QComboBox *>(widget))
            paintInnerFocus(painter, rect);
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            paintBox(painter, rect, isEnabled(option) ? t.surface : t.window, outlineOf(option));
        return;
    }
    case PE_FrameLineEdit:
        paintBox(painter, rect, {}, outlineOf(option));
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const bool on = option->state & (State_On | State_NoChange);
        const QColor fill = !isEnabled(option) ? t.window : on ? t.accent : t.surface;
        paintBox(painter, rect, fill, on && isEnabled(option) ? t.accent : outlineOf(option), 3);
        if (on) {
            paintIcon(painter, rect,
                      option->state & State_NoChange ? QStringLiteral("minus")
                                                     : QStringLiteral("check"),
                      isEnabled(option) ? t.onAccent : t.textMuted, 12);
        }
        return;
    }
    case PE_IndicatorRadioButton: {
        const bool on = option->state & State_On;
        const QColor mark = isEnabled(option) ? t.accent : t.textMuted;
        paintBox(painter, rect, isEnabled(option) ? t.surface : t.window,
                 on ? mark : outlineOf(option), rect.width() / 2.0);
        if (on) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(mark);
            const qreal inset = rect.width() * 0.26;
            painter->drawEllipse(QRectF(rect).adjusted(inset, inset, -inset, -inset));
            painter->restore();
        }
        return;
    }
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(rect, t.surface);
        painter->setPen(t.controlOutline);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelTipLabel:
        painter->fillRect(rect, t.surface);
        painter->setPen(t.controlOutline);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
        return;
    case PE_Frame:
        // A box to type in has the outline of a control; other frames only part things.
        if (widget && widget->inherits("QPlainTextEdit")) {
            paintBox(painter, rect, {}, outlineOf(option));
            return;
        }
        [[fallthrough]];
    case PE_FrameGroupBox:
        painter->setPen(t.hairline);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.hairline);
        return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            paintIcon(painter, rect,
                      option->state & State_Open ? QStringLiteral("chevron-down")
                                                 : QStringLiteral("chevron-right"),
                      t.textSecondary, 14);
        }
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const bool up = header && header->sortIndicator == QStyleOptionHeader::SortUp;
        paintIcon(painter, rect, up ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
                  t.textSecondary, 12);
        return;
    }
    case PE_IndicatorArrowUp:
        paintIcon(painter, rect, QStringLiteral("chevron-up"), t.textSecondary, 12);
        return;
    case PE_IndicatorArrowLeft:
        paintIcon(painter, rect, QStringLiteral("chevron-left"), t.textSecondary, 14);
        return;
    case PE_IndicatorArrowRight:
        paintIcon(painter, rect, QStringLiteral("chevron-right"), t.textSecondary, 14);
        return;
    case PE_PanelItemViewItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (item && item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(rect, item->backgroundBrush);
        if (option->state & State_Selected)
            painter->fillRect(rect, t.selection);
        else if (isHovered(option))
            painter->fillRect(rect, t.hover);
        return;
    }
    case PE_PanelItemViewRow: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (option->state & State_Selected)
            painter->fillRect(rect, t.selection);
        else if (item && (item->features & QStyleOptionViewItem::Alternate))
            painter->fillRect(rect, t.window);
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void LarderStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Tokens &t = tokens();
    switch (element) {
    case CE_PushButtonBevel:
        drawButtonPanel(option, painter, widget);
        return;
    case CE_PushButtonLabel:
        drawPushButtonLabel(option, painter, widget);
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab copy = *tab;
            copy.state &= ~State_HasFocus; // the ring is part of the shape
            const bool selected = tab->state & State_Selected;
            const QColor colour = selected ? t.textPrimary
                : isEnabled(tab)           ? t.textSecondary
                                           : t.textMuted;
            copy.palette.setColor(QPalette::WindowText, colour);
            copy.palette.setColor(QPalette::ButtonText, colour);
            QProxyStyle::drawControl(element, &copy, painter, widget);
        }
        return;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            painter->fillRect(header->rect, isHovered(header) ? t.hover : t.window);
            painter->fillRect(
                QRect(header->rect.left(), header->rect.bottom(), header->rect.width(), 1),
                t.hairline);
        }
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, t.window);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.hairline);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader copy = *header;
            copy.state &= ~State_On; // Fusion draws headers of selected cells bold
            copy.palette.setColor(QPalette::ButtonText, t.textSecondary);
            QProxyStyle::drawControl(element, &copy, painter, widget);
        }
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuItem(item, painter);
            return;
        }
        break;
    case CE_MenuEmptyArea:
        painter->fillRect(option->rect, t.surface);
        return;
    case CE_ProgressBarGroove:
        paintBox(painter, option->rect, t.sunken, t.hairline, 2);
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            const QRect inner = bar->rect.adjusted(1, 1, -1, -1);
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            const qreal share = range > 0
                ? qBound(0.0, qreal(qint64(bar->progress) - bar->minimum) / qreal(range), 1.0)
                : 1.0;
            if (share > 0) {
                QRect done = inner;
                done.setWidth(qMax(2, qRound(inner.width() * share)));
                paintBox(painter, visualRect(bar->direction, inner, done), t.accent, {}, 2);
            }
        }
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, t.hairline);
        return;
    case CE_FocusFrame:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(t.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 6, 6);
        painter->restore();
        return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->frameShape == QFrame::StyledPanel) {
            proxy()->drawPrimitive(PE_Frame, option, painter, widget);
            return;
        }
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            QRect line = frame->rect;
            if (frame->frameShape == QFrame::HLine)
                line = QRect(line.left(), line.center().y(), line.width(), 1);
            else
                line = QRect(line.center().x(), line.top(), 1, line.height());
            painter->fillRect(line, t.hairline);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LarderStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option))
        return drawComboBox(box, painter, widget);
    if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
        return drawSpinBox(box, painter, widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
        return drawToolButton(button, painter, widget);
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar) {
        return drawScrollBar(bar, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect LarderStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                  SubControl subControl, const QWidget *widget) const
{
    const QRect rect = option->rect;
    if (control == CC_ComboBox) {
        const int arrow = px(24);
        if (subControl == SC_ComboBoxArrow)
            return visualRect(option->direction, rect,
                              QRect(rect.right() - arrow + 1, rect.top(), arrow, rect.height()));
        if (subControl == SC_ComboBoxEditField)
            return visualRect(option->direction, rect,
                              QRect(rect.left() + px(7), rect.top() + 1,
                                    rect.width() - arrow - px(7), rect.height() - 2));
    }
    if (control == CC_SpinBox) {
        const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const int arrow = box && box->buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : px(20);
        const int half = rect.height() / 2;
        switch (subControl) {
        case SC_SpinBoxUp:
            return visualRect(option->direction, rect,
                              QRect(rect.right() - arrow, rect.top(), arrow, half));
        case SC_SpinBoxDown:
            return visualRect(
                option->direction, rect,
                QRect(rect.right() - arrow, rect.top() + half, arrow, rect.height() - half));
        case SC_SpinBoxEditField:
            return visualRect(option->direction, rect, rect.adjusted(px(6), 1, -arrow - 2, -1));
        default:
            break;
        }
    }
    if (control == CC_ScrollBar) {
        // No arrow buttons: the handle has the whole length.
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        const bool vertical = bar && bar->orientation == Qt::Vertical;
        const int length = vertical ? rect.height() : rect.width();
        if (bar && subControl == SC_ScrollBarGroove)
            return rect;
        if (bar && (subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine))
            return {};
        if (bar) {
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            int handle = length;
            if (range > 0) {
                handle = static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep));
                handle = qMin(length, qMax(handle, px(24)));
            }
            const int start = sliderPositionFromValue(
                bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
            const auto part = [&](int from, int size) {
                const QRect logical = vertical
                    ? QRect(rect.left(), rect.top() + from, rect.width(), size)
                    : QRect(rect.left() + from, rect.top(), size, rect.height());
                return visualRect(option->direction, rect, logical);
            };
            if (subControl == SC_ScrollBarSlider)
                return part(start, handle);
            if (subControl == SC_ScrollBarSubPage)
                return part(0, start);
            if (subControl == SC_ScrollBarAddPage)
                return part(start + handle, length - start - handle);
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect LarderStyle::subElementRect(SubElement element, const QStyleOption *option,
                                  const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return option->rect.adjusted(px(6), 1, -px(6), -1);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize LarderStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                    const QSize &contents, const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const QVariant size = widget ? widget->property("larderSize") : QVariant();
        const int height = px(size.isValid() ? size.toInt() : 28);
        int width = px(24);
        if (button) {
            QFont font = widget ? widget->font() : QApplication::font();
            if (buttonRole(widget) == ButtonRole::Primary)
                font.setWeight(QFont::DemiBold);
            const int text = QFontMetrics(font).size(Qt::TextShowMnemonic, button->text).width();
            const int iconSide = button->icon.isNull() ? 0 : button->iconSize.width();
            width += text + iconSide + (text && iconSide ? px(8) : 0);
            if (endsInChevron(button, widget))
                width += px(20);
            const QString hint = widget ? widget->property("larderHint").toString() : QString();
            if (!hint.isEmpty()) {
                font.setPixelSize(px(11));
                width += QFontMetrics(font).horizontalAdvance(hint) + px(8);
            }
            // A second line (a translated sentence, say) is never cut.
            return { width, qMax(height, QFontMetrics(font).height() + px(6)) };
        }
        return { contents.width() + width, height };
    }
    case CT_ComboBox:
        return { contents.width() + px(24) + px(14), px(28) };
    case CT_LineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return { contents.width() + px(14), px(28) };
        break;
    }
    case CT_SpinBox:
        return { contents.width() + px(20) + px(10), px(28) };
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const QVariant size = widget ? widget->property("larderSize") : QVariant();
        const int height = px(size.isValid() ? size.toInt() : 28);
        if (button && button->toolButtonStyle == Qt::ToolButtonIconOnly && !size.isValid())
            return { qMax(contents.width() + px(8), height),
                     qMax(contents.height() + px(4), height) };
        if (button && isTextBesideIcon(button)) {
            const bool menu = button->features & QStyleOptionToolButton::HasMenu;
            return { px(6) + button->iconSize.width() + px(8)
                         + button->fontMetrics.size(Qt::TextShowMnemonic, button->text).width()
                         + px(menu ? 26 : 8),
                     height };
        }
        int width = contents.width() + px(12);
        if (button && (button->features & QStyleOptionToolButton::HasMenu)
            && button->toolButtonStyle != Qt::ToolButtonIconOnly) {
            width += px(14);
        }
        return { width, height };
    }
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return { contents.width(), px(9) };
            const QFontMetrics metrics(item->font);
            const qsizetype tab = item->text.indexOf(QLatin1Char('\t'));
            QString text = tab < 0 ? item->text : item->text.left(tab);
            int width = px(36) + metrics.horizontalAdvance(text.remove(QLatin1Char('&'))) + px(28);
            if (tab >= 0)
                width += metrics.horizontalAdvance(item->text.mid(tab + 1)) + px(24);
            return { qMax(width, px(160)), px(28) };
        }
        break;
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return { base.width() + px(8), px(24) };
    }
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return { base.width(), qMax(base.height(), px(24)) };
    }
    case CT_TabBarTab: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (tab && (tab->shape == QTabBar::RoundedNorth || tab->shape == QTabBar::RoundedSouth))
            return { contents.width(), px(32) };
        break;
    }
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return { base.width(), qMax(base.height(), px(24)) };
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

int LarderStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                             const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
    case PM_SplitterWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return px(16);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return px(14);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(8);
    case PM_ScrollBarExtent:
        return px(12);
    case PM_ScrollBarSliderMin:
        return px(24);
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 3;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_TabBarTabHSpace:
        return px(24);
    case PM_TabBarTabVSpace:
        return px(12);
    case PM_HeaderMargin:
        return px(4);
    case PM_HeaderMarkSize:
        return px(12);
    case PM_MenuVMargin:
        return px(4);
    case PM_MenuHMargin:
        return 0;
    case PM_ToolTipLabelFrameWidth:
        return px(4);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return px(8);
    case PM_TextCursorWidth:
        return 2;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LarderStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
    case SH_FocusFrame_Mask:
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
    case SH_UnderlineShortcut:
        return 0;
    case SH_FocusFrame_AboveWidget:
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_Table_GridLineColor:
        return static_cast<int>(tokens().hairline.rgb());
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace common
