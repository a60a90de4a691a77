#include "widgets/common/larderstyle.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/styleparts.h"
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

namespace common {

using namespace style;

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

} // namespace common
