#pragma once
#include "profiles/pastereader.h"
#include "widgets/profiles/panel.h"

class QLineEdit;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// The line at the top of Home that turns a pasted address into a connection.
class PasteBar final : public Panel {
    Q_OBJECT

public:
    enum class Demo { Offered, Hidden };
    explicit PasteBar(Demo demo, QWidget *parent = nullptr);

    void takeFocus();
    /// Reads the clipboard as if it were pasted here.
    void pasteClipboard();

Q_SIGNALS:
    void found(const profiles::Pasted &pasted);
    void demoRequested();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void read();

    QLineEdit *m_text;
    common::PlainLabel *m_hint;
    common::PlainLabel *m_problem;
    QPushButton *m_demo;
};

} // namespace ui
