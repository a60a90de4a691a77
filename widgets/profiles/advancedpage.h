#pragma once
#include "widgets/profiles/formpage.h"

class QLineEdit;
class QSpinBox;

namespace ui {

/// Patience and budgets.
class AdvancedPage final : public FormPage {
    Q_OBJECT

public:
    explicit AdvancedPage(QWidget *parent = nullptr);
    void collect(profiles::Profile &profile) const override;
    std::optional<Problem> check() override;
    void setEnvironment(profiles::Environment environment);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    QSpinBox *m_connect;
    QSpinBox *m_command;
    QLineEdit *m_separators;
    QSpinBox *m_budget;
    QSpinBox *m_sampling;
    QLineEdit *m_clientName;
    int m_connectLine, m_commandLine, m_separatorsLine, m_budgetLine, m_samplingLine,
        m_clientNameLine;
    profiles::Environment m_environment = profiles::Environment::Local;
};

} // namespace ui
