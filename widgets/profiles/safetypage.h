#pragma once
#include "widgets/profiles/formpage.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace common {
class SegmentedControl;
}

namespace ui {

/// What keeps a server from harm.
class SafetyPage final : public FormPage {
    Q_OBJECT

public:
    explicit SafetyPage(QWidget *parent = nullptr);
    void collect(profiles::Profile &profile) const override;
    std::optional<Problem> check() override;
    /// Production opens read-only unless the person says otherwise.
    void setEnvironment(profiles::Environment environment);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    [[nodiscard]] QStringList further() const;
    [[nodiscard]] bool isAsProduction() const;
    void showDangerous();

    QCheckBox *m_readOnly;
    common::SegmentedControl *m_caution;
    QCheckBox *m_vault;
    QLineEdit *m_further;
    QCheckBox *m_dangerous;
    QComboBox *m_ttl;
    QSpinBox *m_idle;
    int m_readOnlyLine, m_cautionLine, m_vaultLine, m_furtherLine, m_dangerousLine, m_ttlLine,
        m_idleLine;
    profiles::Environment m_environment = profiles::Environment::Local;
};

} // namespace ui
