#pragma once
#include "profiles/profile.h"
#include "widgets/common/sheet.h"

namespace ui {

/// The question before a connection is removed; the harmless button has the focus.
class RemoveSheet final : public common::Sheet {
    Q_OBJECT

public:
    RemoveSheet(const profiles::Profile &profile, QWidget *host);

Q_SIGNALS:
    void confirmed();
};

} // namespace ui
