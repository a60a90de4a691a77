#include "widgets/common/emptystate.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace common {

EmptyState::EmptyState(const QString &icon, QWidget *parent)
    : QWidget(parent)
    , m_iconName(icon)
    , m_icon(new QLabel(this))
    , m_text(new PlainLabel(this))
    , m_actions(new QHBoxLayout)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("emptyState"));
    m_text->setObjectName(QStringLiteral("emptyStateText"));
    m_text->setRole(&Tokens::textSecondary);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setMaximumWidth(theme.px(360));
    m_icon->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    column->addStretch(2);
    column->addWidget(m_icon);
    auto *line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(m_text, 100);
    line->addStretch(1);
    column->addLayout(line);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addLayout(m_actions);
    row->addStretch(1);
    m_actions->setSpacing(theme.px(8));
    column->addLayout(row);
    column->addStretch(3);
    connect(&Theme::instance(), &Theme::changed, this, &EmptyState::refresh);
    refresh();
}

void EmptyState::setIconName(const QString &icon)
{
    m_iconName = icon;
    refresh();
}

void EmptyState::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

QString EmptyState::text() const
{
    return m_text->text();
}

QAbstractButton *EmptyState::addAction(const QString &text, bool primary)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    if (primary)
        setButtonRole(button, ButtonRole::Primary);
    m_actions->addWidget(button);
    return button;
}

void EmptyState::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void EmptyState::refresh()
{
    m_icon->setPixmap(
        iconPixmap(m_iconName, tokens().textMuted, Theme::instance().px(32), devicePixelRatioF()));
}

} // namespace common
