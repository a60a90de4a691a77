#pragma once
#include <QTimer>
#include <QWidget>

class QAbstractButton;

namespace common {

class PlainLabel;

/// What just happened, at the bottom centre of `host`, for ten seconds (not counted while the
/// pointer is on it or it holds the focus). One at a time per host: a new one replaces the old.
class Toast final : public QWidget {
    Q_OBJECT

public:
    static Toast *show(QWidget *host, const QString &text);
    /// With one button, such as Undo; clicking it emits actionClicked() and closes the toast.
    static Toast *show(QWidget *host, const QString &text, const QString &action);
    [[nodiscard]] QString text() const;

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void actionClicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Toast(QWidget *host, const QString &text, const QString &action);
    void place();

    PlainLabel *m_text;
    QAbstractButton *m_action = nullptr;
    QTimer m_timer;
};

} // namespace common
