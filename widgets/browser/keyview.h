#pragma once
#include <QTreeView>

namespace keys {
class KeyTreeModel;
}

namespace ui {

/// The tree or list of keys, with the keyboard of the design.
class KeyView final : public QTreeView {
    Q_OBJECT

public:
    explicit KeyView(keys::KeyTreeModel *model, QWidget *parent = nullptr);

    /// Typing letters searches among the rows around, not through a million.
    void keyboardSearch(const QString &search) override;

Q_SIGNALS:
    void searchRequested();
    void pinRequested(const QModelIndex &index);
    void renameRequested();
    void deleteRequested();
    void refreshRequested();
    void newKeyRequested();
    void escapePressed();
    /// A click or a key: the moment at which expired rows may go.
    void userActed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }

private:
    void expandBelow(const QModelIndex &index);

    keys::KeyTreeModel *m_model;
};

} // namespace ui
