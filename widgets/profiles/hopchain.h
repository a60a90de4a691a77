#pragma once
#include "profiles/profile.h"
#include <QWidget>

class QListWidget;
class QPushButton;

namespace ui {

/// The SSH servers of a chain, one on each line, in the order in which they are passed. Shows and
/// asks; the chain itself is somebody else's.
class HopChain final : public QWidget {
    Q_OBJECT

public:
    explicit HopChain(QWidget *parent = nullptr);

    void show(const QList<profiles::SshHop> &hops, int current);
    /// Marks those in which something is wrong.
    void flag(const QList<int> &bad);
    [[nodiscard]] QWidget *field() const;

Q_SIGNALS:
    void chosen(int hop);
    void addRequested();
    void removeRequested();
    void moveRequested(int by); ///< of the one that is chosen: -1 or +1

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void showState();

    QListWidget *m_list;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    bool m_showing = false;
};

} // namespace ui
