#pragma once
#include <QFrame>
#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace common {

class PlainLabel;

/// An in-window modal: a scrim that fills `host` (so that the identity band above the host stays
/// readable) with a framed panel in its middle. Tab stays inside, Esc closes, the focus goes back
/// to where it was. Deletes itself after closed().
class Sheet : public QWidget {
    Q_OBJECT

public:
    explicit Sheet(QWidget *host);

    void setTitle(const QString &title);
    [[nodiscard]] QString title() const;
    /// Width of the panel at full size; it never leaves the host. Default 480.
    void setPanelWidth(int atFullSize);
    /// 0 (default) = as high as its content.
    void setPanelHeight(int atFullSize);
    /// Where the content goes; margins 16 are set.
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /// Row of buttons at the bottom; they are pushed to the right.
    [[nodiscard]] QHBoxLayout *footer() const { return m_footer; }
    /// Shows it and gives the focus to `first` (or the first widget that takes it).
    void open(QWidget *first = nullptr);
    /// False: Esc and the close button do nothing for now (something is running).
    void setClosable(bool closable);

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();

    QFrame *m_panel;
    QWidget *m_close;
    PlainLabel *m_title;
    QVBoxLayout *m_body;
    QHBoxLayout *m_footer;
    QPointer<QWidget> m_before;
    int m_width = 480;
    int m_height = 0;
    bool m_closable = true;
    bool m_closing = false;
};

} // namespace common
