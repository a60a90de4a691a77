#pragma once
#include "widgets/profiles/formpage.h"

class QCheckBox;
class QComboBox;

namespace ui {

/// What keeps a server from harm.
class SafetyPage final : public FormPage {
    Q_OBJECT

public:
    explicit SafetyPage(QWidget *parent = nullptr);
    void collect(profiles::Profile &profile) const override;
    /// Production opens read-only unless the person says otherwise.
    void setEnvironment(profiles::Environment environment);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    QCheckBox *m_readOnly;
    QCheckBox *m_dangerous;
    QComboBox *m_ttl;
    int m_readOnlyLine, m_dangerousLine, m_ttlLine;
    profiles::Environment m_environment = profiles::Environment::Local;
};

} // namespace ui
