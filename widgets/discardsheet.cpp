#include "widgets/discardsheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/sheet.h"
#include <QCoreApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

void askToDiscard(QWidget *host, const QString &text, const std::function<void()> &discard)
{
    if (host->findChild<common::Sheet *>(QStringLiteral("discardSheet")))
        return;
    auto *sheet = new common::Sheet(host);
    sheet->setObjectName(QStringLiteral("discardSheet"));
    sheet->setTitle(QCoreApplication::translate("ui::WorkspaceView", "Discard unsaved edits?"));
    auto *label = new common::PlainLabel(text, sheet);
    label->setWordWrap(true);
    sheet->body()->addWidget(label);
    auto *cancel =
        new QPushButton(QCoreApplication::translate("ui::WorkspaceView", "Cancel"), sheet);
    cancel->setObjectName(QStringLiteral("discardCancel"));
    auto *go = new QPushButton(QCoreApplication::translate("ui::WorkspaceView", "Discard"), sheet);
    go->setObjectName(QStringLiteral("discardConfirm"));
    common::setButtonRole(go, common::ButtonRole::Danger);
    for (QPushButton *button : { go, cancel }) {
        button->setAutoDefault(false);
        sheet->footer()->addWidget(button);
    }
    QObject::connect(cancel, &QPushButton::clicked, sheet, &common::Sheet::close);
    QObject::connect(go, &QPushButton::clicked, sheet, [sheet, discard] {
        sheet->close();
        discard();
    });
    sheet->open(cancel);
}

} // namespace ui
