#pragma once
#include <QFrame>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// A question over the foot of the console: run these pasted lines, send this command all the
/// same. Esc is No. When a word has to be typed, Yes stays off until it is.
class AskBar final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AskBar)

public:
    explicit AskBar(QWidget *parent);

    struct Question {
        QString text;
        QString details; ///< lines shown below, in the fixed font
        QString yes;
        QString word; ///< to be typed before Yes; empty = none
        bool danger = false; ///< the focus begins on No
    };
    void ask(const Question &question);
    [[nodiscard]] bool isAsking() const { return isVisible(); }

Q_SIGNALS:
    void answered(bool yes);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void finish(bool yes);
    void refresh();

    common::PlainLabel *m_text;
    QPlainTextEdit *m_details;
    QLineEdit *m_typed;
    QPushButton *m_no;
    QPushButton *m_yes;
    QString m_word;
};

} // namespace ui
