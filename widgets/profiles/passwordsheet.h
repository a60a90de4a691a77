#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "widgets/common/sheet.h"

class QLineEdit;
class QPushButton;

namespace ui {

/// Asks for secrets that are kept nowhere, each time a connection is opened or tested.
class PasswordSheet final : public common::Sheet {
    Q_OBJECT

public:
    /// `known` = what is there already; it comes back with what was entered. `refused` = the server
    /// did not take the last one.
    PasswordSheet(const profiles::Profile &profile, const QList<profiles::SecretSlot> &missing,
                  const profiles::Secrets &known, bool refused, QWidget *host);

Q_SIGNALS:
    void entered(const profiles::Secrets &secrets);

private:
    void submit();

    profiles::Secrets m_secrets;
    QList<std::pair<profiles::SecretSlot, QLineEdit *>> m_fields;
    QPushButton *m_go;
};

} // namespace ui
