#pragma once
#include "profiles/profilesfilter.h"
#include "profiles/profilesmodel.h"
#include "widgets/profiles/panel.h"
#include <QUuid>

class QKeyEvent;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace common {
class EmptyState;
class IconButton;
class PlainLabel;
} // namespace common

namespace ui {

class ProfileDelegate;

/// The left column of Home: what is saved, found by typing, worked by keyboard alone.
class ConnectionList final : public Panel {
    Q_OBJECT

public:
    explicit ConnectionList(profiles::ProfileStore &store, QWidget *parent = nullptr);

    ~ConnectionList() override;

    /// Null = a group, or nothing.
    [[nodiscard]] QUuid current() const;
    void setCurrent(const QUuid &id);
    void focusList();
    void setDirtyTest(std::function<bool(const QUuid &)> isDirty);
    /// Without connections: the sentence instead of the list, and no search box.
    void setEmpty(bool empty);
    void refreshRows();

Q_SIGNALS:
    void currentChanged(const QUuid &id);
    void connectRequested(const QUuid &id);
    void newRequested();
    void duplicateRequested(const QUuid &id);
    void removeRequested(const QUuid &id);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void move(int step);
    void showFooter();
    [[nodiscard]] bool handleKey(QKeyEvent *event);

    profiles::ProfileStore &m_store;
    profiles::ProfilesModel m_model;
    profiles::ProfilesFilter m_filter;
    ProfileDelegate *m_delegate;
    common::PlainLabel *m_title;
    common::IconButton *m_add;
    Panel *m_header;
    QWidget *m_search;
    QLineEdit *m_text;
    QAction *m_searchIcon;
    QStackedWidget *m_stack;
    QTreeView *m_tree;
    common::EmptyState *m_empty;
    common::EmptyState *m_noMatch;
    Panel *m_footer;
    QLabel *m_footerIcon;
    common::PlainLabel *m_footerText;
    common::PlainLabel *m_footerMore;
    bool m_isEmpty = false;
};

} // namespace ui
