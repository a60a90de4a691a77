#pragma once
#include "widgets/common/sheet.h"
#include <QList>

namespace ui {

/// Every shortcut that works in this window, by group.
class ShortcutsSheet final : public common::Sheet {
    Q_OBJECT

public:
    struct Entry {
        QString group;
        QString what;
        QString keys;
    };
    ShortcutsSheet(const QList<Entry> &entries, QWidget *host);
};

} // namespace ui
