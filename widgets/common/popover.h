#pragma once
#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace common {

/// A framed child of the workspace that points with its notch at the control it belongs to. Closes
/// on Esc, and when the focus or a click goes elsewhere. Deletes itself after closed().
class Popover : public QWidget {
    Q_OBJECT

public:
    /// `host` is the area it must stay inside, usually the window or the workspace.
    explicit Popover(QWidget *host);
    ~Popover() override;

    void setPanelWidth(int atFullSize); ///< default 400
    [[nodiscard]] QVBoxLayout *body() const { return m_body; } ///< margins 16 are set
    /// A strip of its own under the body, for the buttons; margins are set.
    [[nodiscard]] QHBoxLayout *footer();
    /// Below `anchor` when there is room, else above; the focus goes to `first`.
    void openAt(QWidget *anchor, QWidget *first = nullptr);
    /// The same for a part of a widget, such as a table cell; `part` in its coordinates.
    void openAt(QWidget *anchor, const QRect &part, QWidget *first);

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void place();
    void focusMoved(QWidget *now);

    QVBoxLayout *m_body;
    QHBoxLayout *m_foot;
    QVBoxLayout *m_frame;
    QPointer<QWidget> m_anchor;
    QPointer<QWidget> m_before;
    QRect m_part;
    int m_width = 400;
    int m_notch = 0;
    bool m_below = true;
    bool m_closing = false;
};

} // namespace common
