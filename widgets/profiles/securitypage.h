#pragma once
#include "base/secret.h"
#include "widgets/profiles/formpage.h"

class QLineEdit;
class QPushButton;

namespace common {
class SegmentedControl;
}

namespace ui {

/// How to sign in. The password field is empty unless something is typed: what is stored is never
/// shown.
class SecurityPage final : public FormPage {
    Q_OBJECT

public:
    explicit SecurityPage(QWidget *parent = nullptr);

    void collect(profiles::Profile &profile) const override;
    std::optional<Problem> check() override;

    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    /// Where a password will go: "in the system keychain".
    void setStorageText(const QString &text);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    [[nodiscard]] profiles::Authentication authentication() const;
    void showRows();

    common::SegmentedControl *m_kind;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QPushButton *m_reveal;
    QString m_storage;
    QString m_problem;
    int m_kindLine, m_userLine, m_passwordLine;
    bool m_stored = false;
};

} // namespace ui
