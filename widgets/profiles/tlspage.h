#pragma once
#include "widgets/profiles/formpage.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace common {
class Band;
class SegmentedControl;
} // namespace common

namespace ui {

/// The second half of Security: whether and how the connection is encrypted.
class TlsPage final : public FormPage {
    Q_OBJECT

public:
    explicit TlsPage(QWidget *parent = nullptr);

    void collect(profiles::Profile &profile) const override;
    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    std::optional<Problem> check() override;

    /// The name that is verified unless another one is entered here.
    void setEndpoint(const QString &host);

    [[nodiscard]] bool isOn() const;

    // Remedies of a failed test, as if the person had done it.
    void turn(bool on);
    /// False when it is the endpoint already: then the person has to enter the right one.
    [[nodiscard]] bool takeEndpointAsServerName();
    void chooseCa();
    void chooseCertificate();

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    struct FileField {
        QWidget *holder;
        QLineEdit *edit;
        QPushButton *browse;
    };
    [[nodiscard]] FileField makeFileField(const char *name);
    void browse(const FileField &field, const QString &title);
    void showRows();

    common::PlainLabel *m_heading;
    common::SegmentedControl *m_on;
    QCheckBox *m_verify;
    common::Band *m_warning;
    FileField m_ca, m_certificate, m_key;
    SecretField m_passphrase;
    QLineEdit *m_serverName;
    QString m_problem;
    int m_onLine, m_verifyLine, m_warningLine, m_caLine, m_certificateLine, m_keyLine,
        m_passphraseLine, m_serverNameLine;
    bool m_stored = false;
};

} // namespace ui
