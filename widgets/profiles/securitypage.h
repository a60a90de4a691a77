#pragma once
#include "widgets/profiles/formpage.h"
#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace common {
class SegmentedControl;
}

namespace ui {

class AwsKeyRows;

/// How to sign in. The password field is empty unless something is typed: what is stored is never
/// shown.
class SecurityPage final : public FormPage {
    Q_OBJECT

public:
    explicit SecurityPage(QWidget *parent = nullptr);
    ~SecurityPage() override;

    void collect(profiles::Profile &profile) const override;
    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    std::optional<Problem> check() override;

    /// Where a password will go: "in the system keychain".
    void setStorageText(const QString &text);
    /// As if the person had chosen "None".
    void chooseNone();
    /// Profiles of AWS's shared files, to choose from.
    void setAwsProfiles(const QStringList &names);
    void focusAwsProfile();
    /// What is chosen on the Tunnel page, which asks for AWS keys itself where it needs them.
    void setTunnel(profiles::TunnelKind kind);
    /// Whether the connection is encrypted, without which there is no IAM sign-in.
    void setTls(bool on);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    [[nodiscard]] profiles::Authentication authentication() const;
    [[nodiscard]] profiles::PasswordSource source() const;
    [[nodiscard]] bool wantsTypedPassword() const;
    [[nodiscard]] bool asksForKeys() const;
    [[nodiscard]] QStringList command() const;
    void showRows();
    void checkIam(const std::function<void(int, QWidget *, const QString &)> &judge);

    common::SegmentedControl *m_kind;
    QLineEdit *m_user;
    common::SegmentedControl *m_source;
    SecretField m_password;
    QPlainTextEdit *m_command;
    QLineEdit *m_cache;
    QLineEdit *m_region;
    QCheckBox *m_serverless;
    std::unique_ptr<AwsKeyRows> m_keys;
    QComboBox *m_awsProfile;
    QString m_storage;
    QString m_problem;
    int m_kindLine, m_userLine, m_sourceLine, m_passwordLine, m_commandLine, m_cacheLine,
        m_regionLine, m_serverlessLine, m_awsProfileLine;
    profiles::TunnelKind m_tunnel = profiles::TunnelKind::None;
    bool m_stored = false;
    bool m_tls = false;
};

} // namespace ui
