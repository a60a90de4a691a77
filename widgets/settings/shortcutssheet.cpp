#include "widgets/settings/shortcutssheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {

using common::PlainLabel;
using common::Theme;
using common::Tokens;

ShortcutsSheet::ShortcutsSheet(const QList<Entry> &entries, QWidget *host)
    : common::Sheet(host)
{
    setObjectName(QStringLiteral("shortcutsSheet"));
    setTitle(tr("Shortcuts"));
    setPanelWidth(720);
    setPanelHeight(560);

    auto *list = new QWidget;
    auto *columns = new QHBoxLayout(list);
    columns->setContentsMargins(0, 0, Theme::instance().px(12), 0);
    columns->setSpacing(Theme::instance().px(32));
    QList<QGridLayout *> grids;
    for (int i = 0; i < 2; ++i) {
        auto *column = new QVBoxLayout;
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(Theme::instance().px(12));
        grid->setVerticalSpacing(Theme::instance().px(6));
        grid->setColumnStretch(0, 1);
        column->addLayout(grid);
        column->addStretch(1);
        columns->addLayout(column, 1);
        grids.append(grid);
    }
    QString group;
    int rows[2] = { 0, 0 };
    int side = 1;
    for (const Entry &entry : entries) {
        if (entry.group != group) {
            group = entry.group;
            side = rows[0] <= rows[1] ? 0 : 1;
            auto *head = new PlainLabel(group, list);
            head->setType(Theme::Size::Base, QFont::DemiBold);
            head->setContentsMargins(0, rows[side] ? Theme::instance().px(10) : 0, 0, 0);
            grids.at(side)->addWidget(head, rows[side]++, 0, 1, 2);
        }
        auto *what = new PlainLabel(entry.what, list);
        what->setRole(&Tokens::textSecondary);
        auto *keys = new PlainLabel(entry.keys, list);
        keys->setFixedType();
        keys->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grids.at(side)->addWidget(what, rows[side], 0);
        grids.at(side)->addWidget(keys, rows[side]++, 1);
    }
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("shortcutsList"));
    area->setAccessibleName(tr("Shortcuts"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(list);
    area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    body()->addWidget(area, 1);
    auto *done = new QPushButton(tr("Done"), this);
    done->setObjectName(QStringLiteral("shortcutsDone"));
    common::setButtonRole(done, common::ButtonRole::Primary);
    footer()->addWidget(done);
    connect(done, &QPushButton::clicked, this, &Sheet::close);
}

} // namespace ui
