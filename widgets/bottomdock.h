#pragma once
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QStackedWidget;

namespace ui {

/// The pane under the documents: a row of tabs that never close (Console, Activity), one page for
/// each, and a button that folds the whole away.
class BottomDock final : public QWidget {
    Q_OBJECT

public:
    explicit BottomDock(QWidget *parent = nullptr);

    /// The button is returned so that it can be named for tests.
    QAbstractButton *addPage(QWidget *page, const QString &icon);
    void setTitle(int index, const QString &title);
    /// Shown behind the title; empty = none.
    void setCount(int index, const QString &count);
    [[nodiscard]] int current() const;
    void setCurrent(int index);
    [[nodiscard]] QWidget *currentPage() const;

Q_SIGNALS:
    void hideRequested();
    void currentChanged(int index);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void focusMoved(QWidget *now);

    QWidget *m_head;
    QHBoxLayout *m_row;
    QStackedWidget *m_stack;
    QAbstractButton *m_hide;
    QList<QAbstractButton *> m_tabs;
};

} // namespace ui
