#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include <QPushButton>
#include <QStyle>

namespace common {

namespace {

const char roleProperty[] = "larderRole";
const char sizeProperty[] = "larderSize";
const char hintProperty[] = "larderHint";
const char chevronProperty[] = "larderChevron";

} // namespace

void setButtonRole(QAbstractButton *button, ButtonRole role)
{
    button->setProperty(roleProperty, static_cast<int>(role));
    button->update();
}

ButtonRole buttonRole(const QWidget *button)
{
    const QVariant role = button ? button->property(roleProperty) : QVariant();
    if (role.isValid())
        return static_cast<ButtonRole>(role.toInt());
    return qobject_cast<const QToolButton *>(button) ? ButtonRole::Flat : ButtonRole::Normal;
}

void setButtonSize(QAbstractButton *button, ButtonSize size)
{
    button->setProperty(sizeProperty, static_cast<int>(size));
    button->updateGeometry();
}

void setButtonHint(QAbstractButton *button, const QString &hint)
{
    button->setProperty(hintProperty, hint);
    button->updateGeometry();
    button->update();
}

void setButtonChevron(QAbstractButton *button)
{
    button->setProperty(chevronProperty, true);
    button->updateGeometry();
}

IconButton::IconButton(const QString &icon, const QString &name, QWidget *parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setIconName(icon);
    setName(name);
}

void IconButton::setIconName(const QString &icon)
{
    setIcon(common::icon(icon));
}

void IconButton::setName(const QString &name, const QString &shortcut)
{
    setText(name);
    setAccessibleName(name);
    const QString tip = shortcut.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, shortcut);
    setToolTip(Qt::convertFromPlainText(tip));
    setAccessibleDescription(shortcut);
}

void IconButton::setSmall(bool small)
{
    m_small = small;
    updateGeometry();
}

QSize IconButton::sizeHint() const
{
    const int side = Theme::instance().px(m_small ? 24 : 28);
    return { side, side };
}

} // namespace common
