#pragma once
#include "widgets/common/theme.h"
#include <QColor>
#include <QStyleOption>
#include <QStyleOptionButton>
#include <QWidget>

/// Words that the parts of LarderStyle share.
namespace common::style {

[[nodiscard]] inline int px(int length)
{
    return Theme::instance().px(length);
}

[[nodiscard]] inline bool isEnabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

[[nodiscard]] inline bool endsInChevron(const QStyleOptionButton *button, const QWidget *widget)
{
    return button->features & QStyleOptionButton::HasMenu
        || (widget && widget->property("larderChevron").toBool());
}

[[nodiscard]] inline bool isTextBesideIcon(const QStyleOptionToolButton *button)
{
    return button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull()
        && !button->text.isEmpty();
}

[[nodiscard]] inline bool isHovered(const QStyleOption *option)
{
    return isEnabled(option) && (option->state & QStyle::State_MouseOver);
}

[[nodiscard]] inline QColor outlineOf(const QStyleOption *option)
{
    return isEnabled(option) ? tokens().controlOutline : tokens().hairline;
}

} // namespace common::style
