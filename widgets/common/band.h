#pragma once
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QLabel;

namespace common {

class PlainLabel;

/// A message inside a pane: icon, plain text, actions at the right. Never a window.
class Band final : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Danger };

    explicit Band(Kind kind = Kind::Info, QWidget *parent = nullptr);

    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// The caller connects to clicked() and names the button for tests.
    QAbstractButton *addAction(const QString &text);
    void clearActions();
    /// A close button at the end; closing hides the band and emits dismissed().
    void setDismissable(bool on);

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Kind m_kind;
    QLabel *m_icon;
    PlainLabel *m_text;
    QHBoxLayout *m_actions;
    QWidget *m_close = nullptr;
};

} // namespace common
