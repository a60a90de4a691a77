#pragma once
#include "profiles/secretstore.h"
#include "widgets/common/sheet.h"

class QLineEdit;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// Asks for the master password: to open the vault, or to make one when there is no keychain.
/// Closing it without an answer cancels what waits.
class VaultSheet final : public common::Sheet {
    Q_OBJECT

public:
    VaultSheet(profiles::SecretStore &store, QWidget *host);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void check();
    void submit();
    void say(const QString &problem);

    profiles::SecretStore &m_store;
    const bool m_making;
    bool m_answered = false;
    bool m_busy = false;
    common::PlainLabel *m_text;
    common::PlainLabel *m_firstLabel;
    QLineEdit *m_first;
    common::PlainLabel *m_againLabel;
    QLineEdit *m_again;
    common::PlainLabel *m_problem;
    QPushButton *m_decline;
    QPushButton *m_cancel;
    QPushButton *m_ok;
};

} // namespace ui
