#pragma once
#include "widgets/profiles/formpage.h"

class QCheckBox;
class QLineEdit;

namespace common {
class SegmentedControl;
}

namespace ui {

class AddressTable;

/// What kind of deployment it is, where to begin, and how its nodes are reached from here.
class TopologyPage final : public FormPage {
    Q_OBJECT

public:
    explicit TopologyPage(QWidget *parent = nullptr);

    void collect(profiles::Profile &profile) const override;
    void collectTyped(profiles::Secrets &typed) const override;
    void setTyped(const profiles::Secrets &typed) override;
    bool focusSecret(profiles::SecretSlot slot, const QString &problem) override;
    std::optional<Problem> check() override;

    /// Remedies of a failed test.
    void forceStandalone();
    void focusAddressMap();

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    [[nodiscard]] profiles::Topology topology() const;
    void showRows();

    common::SegmentedControl *m_kind;
    AddressTable *m_seeds;
    QLineEdit *m_primary;
    QCheckBox *m_signsIn;
    QLineEdit *m_user;
    SecretField m_password;
    QCheckBox *m_tls;
    QCheckBox *m_replicas;
    AddressTable *m_map;
    QString m_problem;
    int m_kindLine, m_primaryLine, m_seedsLine, m_signsInLine, m_userLine, m_passwordLine,
        m_tlsLine, m_replicasLine, m_mapLine;
    bool m_stored = false;
};

} // namespace ui
