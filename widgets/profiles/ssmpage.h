#pragma once
#include "widgets/profiles/formpage.h"
#include <memory>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace common {
class SegmentedControl;
}

namespace ui {

class AwsKeyRows;

/// The part of the Tunnel page that a tunnel of AWS Systems Manager needs. Without one it shows
/// nothing, and nothing of it is collected.
class SsmPage final : public FormPage {
    Q_OBJECT

public:
    explicit SsmPage(QWidget *parent = nullptr);
    ~SsmPage() override;
    void collect(profiles::Profile &profile) const override;
    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    std::optional<Problem> check() override;

    /// What is chosen on the Tunnel page.
    void setKind(profiles::TunnelKind kind);
    /// Those of the shared files, for the list of the field.
    void setAwsProfiles(const QStringList &names);
    void setStorageText(const QString &text);
    /// As if the person had entered them; an empty region or profile stays as it is.
    void takeBastion(const QString &target, const QString &region, const QString &awsProfile);
    void focusTarget();
    void focusAwsProfile();
    /// As if the person had chosen the built-in tunnel.
    void useBuiltIn();
    /// Asks for the aws program.
    void browse();

Q_SIGNALS:
    /// The person would rather choose from those that AWS knows.
    void bastionWanted();

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    void makeRows();
    void connectFields();
    void showRows();
    void showHints();
    void showMore();
    [[nodiscard]] bool isCli() const;

    QComboBox *m_awsProfile;
    common::PlainLabel *m_regionLabel;
    QComboBox *m_region;
    QLineEdit *m_target;
    QPushButton *m_find;
    std::unique_ptr<AwsKeyRows> m_keys;
    common::SegmentedControl *m_backend;
    common::SegmentedControl *m_bulk;
    QPushButton *m_more;
    QLineEdit *m_document;
    QLineEdit *m_endpoint;
    QLineEdit *m_program;
    QPushButton *m_browse;
    int m_accountLine, m_targetLine, m_backendLine, m_bulkLine, m_programLine, m_moreLine,
        m_documentLine, m_endpointLine;

    profiles::TunnelKind m_kind = profiles::TunnelKind::None;
    QStringList m_names;
};

} // namespace ui
