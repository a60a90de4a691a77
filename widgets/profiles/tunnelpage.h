#pragma once
#include "profiles/sshsecrets.h"
#include "widgets/profiles/formpage.h"

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace common {
class SegmentedControl;
}

namespace ui {

class HopChain;
class PrivateKeyField;

/// What a connection leads through: nothing, SSH servers, one of which is edited at a time, or a
/// bastion of AWS Systems Manager, whose own fields are the SsmPage's.
class TunnelPage final : public FormPage {
    Q_OBJECT

public:
    explicit TunnelPage(QWidget *parent = nullptr);
    void collect(profiles::Profile &profile) const override;
    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    std::optional<Problem> check() override;

    /// Where a secret will go: "Saved in the system keychain…".
    void setStorageText(const QString &text);
    [[nodiscard]] profiles::TunnelKind kind() const;
    /// As if the person had chosen it.
    void choose(profiles::TunnelKind kind);

Q_SIGNALS:
    /// Also while the page is filled.
    void kindChanged(profiles::TunnelKind kind);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    struct FileField {
        QWidget *holder;
        QLineEdit *edit;
        QPushButton *browse;
    };
    /// What is wrong with a hop, and with which of its fields.
    struct Flaw {
        int line;
        QWidget *field;
        QString text;
    };
    [[nodiscard]] FileField makeFileField(const char *name, const QString &button);
    void makeRows();
    void connectFields();
    void browse(const FileField &field, const QString &title, const QString &folder);

    [[nodiscard]] bool isOpenSsh() const;
    [[nodiscard]] bool leadsByAlias() const;
    [[nodiscard]] profiles::SshAuth auth() const;
    [[nodiscard]] QList<profiles::SshHop> hops() const; ///< without one that nobody has filled in
    void loadHop();
    void storeHop();
    void chooseHop(int hop);
    void addHop();
    void removeHop();
    void moveHop(int by);
    void showRows();
    void showHopRows(bool shown);
    void showHints();
    void labelHop();
    /// Something may be stored for it: this hop was saved so.
    [[nodiscard]] bool wasSaved(const profiles::SshHop &hop) const;

    // tunnelpagecheck.cpp; retranslate() and what shows rows: tunnelpagerows.cpp
    [[nodiscard]] QList<Flaw> flaws(int hop) const;
    [[nodiscard]] std::optional<Problem> checkHops();
    [[nodiscard]] std::optional<Problem> checkOpenSsh();

    common::SegmentedControl *m_kind;
    common::SegmentedControl *m_backend;
    QLineEdit *m_alias;
    HopChain *m_chain;
    QLineEdit *m_host;
    common::PlainLabel *m_portLabel;
    QSpinBox *m_port;
    QLineEdit *m_user;
    common::SegmentedControl *m_auth;
    FileField m_keyFile;
    PrivateKeyField *m_key;
    SecretField m_passphrase;
    SecretField m_password;
    QPushButton *m_add;
    common::SegmentedControl *m_hostKeys;
    QPushButton *m_more;
    FileField m_program;
    FileField m_config;
    int m_kindLine, m_backendLine, m_aliasLine, m_chainLine, m_hostLine, m_userLine, m_authLine,
        m_keyFileLine, m_keyLine, m_passphraseLine, m_passwordLine, m_addLine, m_hostKeysLine,
        m_moreLine, m_programLine, m_configLine;

    profiles::Profile m_base; ///< as it was filled in
    QList<profiles::SshHop> m_hops; ///< never empty while SSH is chosen
    profiles::SshSecrets m_typed;
    int m_hop = 0; ///< that the fields show
    QString m_storage;
    QString m_secretProblem;
    bool m_loading = false; ///< the fields change, and nobody edits
};

} // namespace ui
