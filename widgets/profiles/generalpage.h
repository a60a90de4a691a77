#pragma once
#include "widgets/profiles/formpage.h"

class QAbstractButton;
class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace common {
class SegmentedControl;
}

namespace ui {

/// Name, group, environment, colour, where the server is, and a note.
class GeneralPage final : public FormPage {
    Q_OBJECT

public:
    explicit GeneralPage(QWidget *parent = nullptr);

    void setGroups(const QStringList &groups);
    void collect(profiles::Profile &profile) const override;
    std::optional<Problem> check() override;
    void focusName();

Q_SIGNALS:
    void environmentChanged(profiles::Environment environment);

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    [[nodiscard]] profiles::Environment environment() const;
    void showAddressRows();
    void makeColours();

    QLineEdit *m_name;
    common::PlainLabel *m_groupLabel;
    QComboBox *m_group;
    common::SegmentedControl *m_environment;
    QButtonGroup *m_colours;
    QWidget *m_colourRow;
    common::SegmentedControl *m_way;
    QLineEdit *m_host;
    QSpinBox *m_port;
    common::PlainLabel *m_portLabel;
    QLineEdit *m_socket;
    QSpinBox *m_db;
    QPlainTextEdit *m_note;
    QStringList m_colourNames;
    int m_nameLine, m_environmentLine, m_colourLine, m_wayLine, m_hostLine, m_socketLine, m_dbLine,
        m_noteLine;
    bool m_isDemo = false;
};

} // namespace ui
