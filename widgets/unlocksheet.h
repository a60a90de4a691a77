#pragma once
#include "profiles/profile.h"
#include "widgets/common/sheet.h"
#include <QDateTime>

class QButtonGroup;
class QLineEdit;
class QPushButton;

class QLabel;

namespace ui {

/// Asks for how long writes may pass. On production the profile's name has to be typed, and Enter
/// never confirms.
class UnlockSheet final : public common::Sheet {
    Q_OBJECT

public:
    UnlockSheet(const profiles::Profile &profile, QWidget *host);
    void openForTyping();

Q_SIGNALS:
    /// Invalid `until` = until disconnect.
    void unlocked(const QDateTime &until);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void accept();
    [[nodiscard]] bool isProduction() const;

    profiles::Profile m_profile;
    QLabel *m_question;
    QLineEdit *m_name = nullptr;
    QButtonGroup *m_span;
    QPushButton *m_cancel;
    QPushButton *m_unlock;
};

} // namespace ui
