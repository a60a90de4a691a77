#pragma once
#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

class QAbstractButton;

namespace ui {

/// The 40 px bar over a workspace.
class ToolBar final : public QWidget {
    Q_OBJECT

public:
    explicit ToolBar(QWidget *parent = nullptr);

    void setHistory(bool canGoBack, bool canGoForward);
    [[nodiscard]] QLineEdit *goToKey() const { return m_goTo; }
    /// New keys cannot be made; `why` becomes the tooltip.
    void setNewKeyEnabled(bool enabled, const QString &why = {});

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void goToKeyRequested(const QString &text);
    void refreshRequested();
    void newKeyRequested();
    void paletteRequested();
    void helpRequested();
    void preferencesRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QAbstractButton *m_back;
    QAbstractButton *m_forward;
    QLineEdit *m_goTo;
    QWidget *m_goToHint;
    QAbstractButton *m_refresh;
    QPushButton *m_newKey;
    QPushButton *m_palette;
    QAbstractButton *m_help;
    QAbstractButton *m_preferences;
    QString m_whyNot;
};

} // namespace ui
