#pragma once
#include "widgets/profiles/formpage.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

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
    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    std::optional<Problem> check() override;

    /// Where a password will go: "in the system keychain".
    void setStorageText(const QString &text);
    /// As if the person had chosen "None".
    void chooseNone();

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    [[nodiscard]] profiles::Authentication authentication() const;
    [[nodiscard]] profiles::PasswordSource source() const;
    [[nodiscard]] bool wantsTypedPassword() const;
    [[nodiscard]] QStringList command() const;
    void showRows();

    common::SegmentedControl *m_kind;
    QWidget *m_iamSegment;
    QLineEdit *m_user;
    common::SegmentedControl *m_source;
    SecretField m_password;
    QPlainTextEdit *m_command;
    QLineEdit *m_cache;
    QLineEdit *m_region;
    QCheckBox *m_serverless;
    QLineEdit *m_awsProfile;
    QString m_storage;
    QString m_problem;
    int m_kindLine, m_userLine, m_sourceLine, m_passwordLine, m_commandLine, m_cacheLine,
        m_regionLine, m_serverlessLine, m_awsProfileLine;
    bool m_stored = false;
    bool m_hasIam = false; ///< the profile came with it
};

} // namespace ui
