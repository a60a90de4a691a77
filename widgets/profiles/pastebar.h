#pragma once
#include "profiles/importer.h"
#include "widgets/profiles/panel.h"

class QLineEdit;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// The line at the top of Home that turns what people have at hand into connections: one plain
/// address at once, anything more by way of a preview.
class PasteBar final : public Panel {
    Q_OBJECT

public:
    enum class Demo { Offered, Hidden };
    explicit PasteBar(Demo demo, QWidget *parent = nullptr);

    void takeFocus();
    /// Reads the clipboard as if it were pasted here.
    void pasteClipboard();

Q_SIGNALS:
    void found(const profiles::Candidate &candidate, const QByteArray &text);
    /// More than an address: to be shown before anything comes of it.
    void previewRequested(const QByteArray &text);
    void fileRequested();
    void demoRequested();
    void awsRequested();
    /// Only where the demo server is not offered, which is at the very first start.
    void newRequested();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void read();
    void take(const QString &text);

    QLineEdit *m_text;
    common::PlainLabel *m_hint;
    common::PlainLabel *m_problem;
    QPushButton *m_file;
    QPushButton *m_aws;
    QPushButton *m_new;
    QPushButton *m_demo;
};

} // namespace ui
