#include "widgets/common/buttons.h"
#include "widgets/common/larderstyle.h"
#include "widgets/common/styleparts.h"
#include <QAbstractSpinBox>
#include <QApplication>
#include <QStyleOption>
#include <QTabBar>

namespace common {

using namespace style;

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
