#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "widgets/common/sheet.h"

namespace ui {

/// The question before anything is done with an address that came from outside (the command line,
/// a link): where it leads, as whom, and how protected. Cancel has the focus; nothing is looked
/// up, opened or saved before an answer.
class LinkSheet final : public common::Sheet {
    Q_OBJECT

public:
    LinkSheet(const profiles::Profile &profile, const profiles::Secrets &secrets, QWidget *host);

Q_SIGNALS:
    void connectOnce();
    void saveAndConnect();

private:
    void addWarnings(const profiles::Profile &profile);
    void addRow(const QString &label, const QString &value, const QString &name,
                bool warns = false);
};

} // namespace ui
