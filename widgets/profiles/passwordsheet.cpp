#include "widgets/profiles/passwordsheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"

namespace ui {

using common::Theme;
using common::Tokens;
using profiles::SecretSlot;

PasswordSheet::PasswordSheet(const profiles::Profile &profile, const QList<SecretSlot> &missing,
                             const profiles::Secrets &known, bool refused, QWidget *host)
    : Sheet(host)
    , m_secrets(known)
    , m_go(new QPushButton(tr("Go on")))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("passwordSheet"));
    setTitle(tr("Password needed"));
    auto *name = new common::PlainLabel(profile.name + QStringLiteral(" — ") + profile.address());
    name->setType(Theme::Size::Base, QFont::DemiBold);
    name->setElideMode(Qt::ElideMiddle);
    auto *text = new common::PlainLabel(
        refused ? tr("The server refused that password. Nothing was saved.")
                : tr("Used for this connection while it is open, and kept nowhere."));
    text->setObjectName(QStringLiteral("passwordSheetText"));
    text->setWordWrap(true);
    text->setRole(refused ? &Tokens::danger : &Tokens::textSecondary);
    body()->addWidget(name);
    body()->addWidget(text);
    for (const SecretSlot slot : missing) {
        const bool sentinel = slot == SecretSlot::SentinelPassword;
        auto *label = new common::PlainLabel;
        label->setType(Theme::Size::Secondary);
        label->setRole(&Tokens::textSecondary);
        if (sentinel)
            label->setText(tr("Password of the sentinels"));
        else if (profile.authentication == profiles::Authentication::AclUser)
            label->setText(tr("Password of the user %1").arg(profile.user));
        else
            label->setText(tr("Password"));
        auto *field = new QLineEdit;
        field->setObjectName(sentinel ? QStringLiteral("askSentinelPassword")
                                      : QStringLiteral("askPassword"));
        field->setEchoMode(QLineEdit::Password);
        field->setFont(theme.fixed());
        field->setAccessibleName(label->text());
        label->setBuddy(field);
        auto *column = new QVBoxLayout;
        column->setSpacing(theme.px(4));
        column->addWidget(label);
        column->addWidget(field);
        body()->addLayout(column);
        m_fields.append({ slot, field });
        connect(field, &QLineEdit::returnPressed, this, &PasswordSheet::submit);
        connect(field, &QLineEdit::textChanged, this, [this] {
            const bool any = std::any_of(m_fields.cbegin(), m_fields.cend(), [](const auto &one) {
                return !one.second->text().isEmpty();
            });
            m_go->setEnabled(any);
        });
    }
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelPassword"));
    m_go->setObjectName(QStringLiteral("enterPassword"));
    m_go->setEnabled(false);
    common::setButtonRole(m_go, common::ButtonRole::Primary);
    for (QPushButton *button : { cancel, m_go }) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Enter presses the one that has the focus
        footer()->addWidget(button);
    }
    connect(cancel, &QAbstractButton::clicked, this, &Sheet::close);
    connect(m_go, &QAbstractButton::clicked, this, &PasswordSheet::submit);
    open(m_fields.isEmpty() ? static_cast<QWidget *>(m_go) : m_fields.first().second);
}

void PasswordSheet::submit()
{
    for (const auto &[slot, field] : m_fields) {
        if (field->text().isEmpty()) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    for (const auto &[slot, field] : m_fields) {
        m_secrets.of(slot) = base::Secret(field->text().toUtf8());
        field->clear();
    }
    close();
    Q_EMIT entered(m_secrets);
}

} // namespace ui
