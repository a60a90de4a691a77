#pragma once
#include "profiles/profile.h"
#include <QAbstractButton>

class QVBoxLayout;

namespace ui {

/// One open workspace in the rail: initials on a 32 px tile, the environment's stripe at the edge.
class RailTile final : public QAbstractButton {
    Q_OBJECT

public:
    explicit RailTile(const profiles::Profile &profile, QWidget *parent = nullptr);
    void setOffline(bool offline);
    [[nodiscard]] QSize sizeHint() const override;

    /// "orders-cache" → "OC", "staging" → "ST", "인사" → "인사".
    [[nodiscard]] static QString initials(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    profiles::Profile m_profile;
    bool m_offline = false;
};

/// The strip at the left edge of the window: open workspaces, a new connection, home.
class Rail final : public QWidget {
    Q_OBJECT

public:
    explicit Rail(QWidget *parent = nullptr);

    RailTile *addTile(const profiles::Profile &profile);
    void removeTile(int index);
    [[nodiscard]] int count() const { return static_cast<int>(m_tiles.size()); }
    [[nodiscard]] RailTile *tile(int index) const { return m_tiles.value(index); }
    /// -1 = Home.
    void setCurrent(int index);

Q_SIGNALS:
    void workspaceRequested(int index);
    void newRequested();
    void homeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QVBoxLayout *m_column;
    QList<RailTile *> m_tiles;
    QAbstractButton *m_new;
    QAbstractButton *m_home;
};

} // namespace ui
