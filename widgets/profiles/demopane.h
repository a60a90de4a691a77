#pragma once
#include "widgets/profiles/panel.h"

class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// What Home shows for the row "sample data".
class DemoPane final : public Panel {
    Q_OBJECT

public:
    explicit DemoPane(QWidget *parent = nullptr);

Q_SIGNALS:
    void demoRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    common::PlainLabel *m_title;
    common::PlainLabel *m_text;
    QPushButton *m_open;
};

} // namespace ui
