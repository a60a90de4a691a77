#pragma once
#include "console/completer.h"
#include <QWidget>

namespace ui {

/// The list above the line being typed: what the word may become, and help for the chosen offer.
/// It never takes the focus; the line keeps the keyboard.
class CompletionPopup final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompletionPopup)

public:
    explicit CompletionPopup(QWidget *parent);

    /// `typed` is set off in the offers. An empty list closes the popup.
    void setOffers(const QList<console::Completion> &offers, const QString &typed);
    [[nodiscard]] int count() const { return int(m_offers.size()); }
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] const console::Completion &offer(int i) const { return m_offers[i]; }
    void setCurrent(int i);
    void step(int rows);
    /// Shows it beside the line at `line`, above when there is room; `bounds` limits it. Both in
    /// the parent's coordinates.
    void place(const QRect &line, const QRect &bounds);

Q_SIGNALS:
    void chosen(int i);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int helpHeight() const;
    [[nodiscard]] int visibleRows() const;

    QList<console::Completion> m_offers;
    QString m_typed;
    int m_current = 0;
    int m_top = 0;
    int m_rows = 10;
};

} // namespace ui
