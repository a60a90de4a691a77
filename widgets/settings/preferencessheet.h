#pragma once
#include "widgets/common/sheet.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace common {
class SegmentedControl;
}

namespace ui {

class Preferences;

/// Language, theme and text size; every choice takes effect at once.
class PreferencesSheet final : public common::Sheet {
    Q_OBJECT

public:
    PreferencesSheet(Preferences &preferences, QWidget *host);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Preferences &m_preferences;
    QLabel *m_languageLabel;
    QLabel *m_themeLabel;
    QLabel *m_zoomLabel;
    QComboBox *m_language;
    common::SegmentedControl *m_theme;
    QSpinBox *m_zoom;
    QPushButton *m_done;
};

} // namespace ui
