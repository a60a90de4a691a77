#pragma once
#include "console/activitymodel.h"
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QTableView;

namespace common {
class EmptyState;
class IconButton;
} // namespace common

namespace ui {

/// Every command that the program sent, newest at the bottom, with a filter and copy as lines.
class ActivityView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityView)

public:
    explicit ActivityView(console::ActivityModel *model, QWidget *parent = nullptr);

    /// In production values stay hidden until the box is unticked.
    void setProduction(bool production);

public Q_SLOTS:
    /// The selected rows, as lines that a console can run.
    void copy();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void restyle();
    void showMenu(const QPoint &at);

    console::ActivityModel *m_model;
    console::ActivityFilter *m_filter;
    QLineEdit *m_text;
    QCheckBox *m_failed;
    QCheckBox *m_hidden;
    common::IconButton *m_clear;
    QTableView *m_table;
    common::EmptyState *m_empty;
    bool m_follow = true;
};

} // namespace ui
