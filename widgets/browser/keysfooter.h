#pragma once
#include "keys/keyscanner.h"
#include <QWidget>

class QPushButton;

namespace common {
class IconButton;
class PlainLabel;
} // namespace common

namespace ui {

/// Under the key list: how far the scan is, how to go on or stop, and the command it really sends.
class KeysFooter final : public QWidget {
    Q_OBJECT

public:
    explicit KeysFooter(QWidget *parent = nullptr);

    void show(const keys::KeyScanner &scanner, qint64 listed, const QString &completeAt);
    /// Instead of the scan's own words.
    void showSentence(const QString &sentence, const resp::Command &command);
    [[nodiscard]] QString text() const;
    /// The focus to Stop or Continue, whichever is there.
    void focusAction();

Q_SIGNALS:
    void continueRequested();
    void scanAllRequested();
    void stopRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    /// Of a cluster: a line for each node.
    [[nodiscard]] static QString nodesText(const keys::KeyScanner &scanner);
    void setCommand(const resp::Command &command, const QString &note);

    common::PlainLabel *m_text;
    common::PlainLabel *m_command;
    common::IconButton *m_copy;
    QPushButton *m_continue;
    QPushButton *m_scanAll;
    QPushButton *m_stop;
    QString m_line;
    int m_percent = -1;
};

} // namespace ui
