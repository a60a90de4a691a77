#pragma once
#include <QList>
#include <QWidget>

class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace ui {

class DocumentTabBar;

/// How a tab looks. A key's title is in the fixed font.
struct TabLook {
    QString title;
    QString icon; ///< of a page that is not a key; empty for keys
    bool isKey = true;
    bool preview = false; ///< italic; the next preview takes its place
    bool dirty = false; ///< a dot in place of the close mark
};

/// The documents of one workspace: own-painted tabs over a stack of pages. Pages are told apart by
/// their widget, never by position. Closing is asked for, not done: see closeRequested().
class DocumentTabs final : public QWidget {
    Q_OBJECT

public:
    explicit DocumentTabs(QWidget *parent = nullptr);

    /// The page becomes a child; it is shown when `activate`.
    void add(QWidget *page, const TabLook &look, bool activate = true);
    void setLook(QWidget *page, const TabLook &look);
    [[nodiscard]] TabLook look(QWidget *page) const;
    /// Takes the page out; its owner deletes it.
    void remove(QWidget *page);
    void activate(QWidget *page);
    [[nodiscard]] QWidget *current() const;
    [[nodiscard]] QList<QWidget *> pages() const;
    /// The one italic tab, or null.
    [[nodiscard]] QWidget *previewPage() const;
    /// Most recently used first; holding Ctrl and pressing Tab again goes further back.
    void stepMostRecent(bool back);
    void stepAdjacent(int step);
    /// What is shown while there are no tabs.
    void setEmptyPage(QWidget *page);
    /// A band between the row of tabs and the pages: it is about all of them.
    void setBand(QWidget *band);
    /// A panel at the right of the pages, under the row of tabs.
    void setSide(QWidget *panel);
    [[nodiscard]] QSplitter *splitter() const { return m_body; }
    /// Which line the active tab wears: accent while the pane has the focus.
    void setPaneFocused(bool focused);

Q_SIGNALS:
    void currentChanged(QWidget *page);
    void closeRequested(QWidget *page);
    void closeOthersRequested(QWidget *page);
    /// Double click on a preview tab.
    void pinRequested(QWidget *page);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    [[nodiscard]] int indexOf(QWidget *page) const;
    void showMenu(const QPoint &at, QWidget *page);

    DocumentTabBar *m_bar;
    QVBoxLayout *m_column;
    QSplitter *m_body;
    QStackedWidget *m_stack;
    QToolButton *m_more;
    QWidget *m_empty = nullptr;
    QList<QWidget *> m_recent; ///< newest first
    int m_walking = -1; ///< place in m_recent while Ctrl is held
};

} // namespace ui
