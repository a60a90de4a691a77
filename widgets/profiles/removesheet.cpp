#include "widgets/profiles/removesheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"

namespace ui {

using common::Theme;
using common::Tokens;

RemoveSheet::RemoveSheet(const profiles::Profile &profile, QWidget *host)
    : Sheet(host)
{
    setObjectName(QStringLiteral("removeSheet"));
    setTitle(tr("Remove this connection?"));
    auto *name = new common::PlainLabel(profile.name + QStringLiteral(" — ") + profile.address());
    name->setType(Theme::Size::Base, QFont::DemiBold);
    name->setElideMode(Qt::ElideMiddle);
    auto *text = new common::PlainLabel(
        tr("The connection and its stored password go away here. Nothing changes on the server."));
    text->setWordWrap(true);
    text->setRole(&Tokens::textSecondary);
    body()->addWidget(name);
    body()->addWidget(text);
    auto *keep = new QPushButton(tr("Keep"));
    keep->setObjectName(QStringLiteral("keepConnection"));
    auto *go = new QPushButton(tr("Remove"));
    go->setObjectName(QStringLiteral("removeConnection"));
    common::setButtonRole(go, common::ButtonRole::Danger);
    for (QPushButton *button : { keep, go }) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Enter presses the one that has the focus
        footer()->addWidget(button);
    }
    connect(keep, &QAbstractButton::clicked, this, &Sheet::close);
    connect(go, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT confirmed();
    });
    open(keep);
}

} // namespace ui
