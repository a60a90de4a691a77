#pragma once
#include "stats/sampler.h"
#include <QWidget>

class QCheckBox;
class QToolButton;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// The dashboard's head: window, interval, pause, mark, own lookups, what went wrong, export.
class DashboardStrip final : public QWidget {
    Q_OBJECT

public:
    explicit DashboardStrip(QWidget *parent = nullptr);

    static constexpr int windows[]{ 5, 15, 60, 360, 1440 }; ///< minutes
    static constexpr int intervals[]{ 1, 2, 5, 10, 30, 60 };

    void setWindow(int minutes);
    void setInterval(int seconds);
    void setPaused(bool paused);
    /// The primaries to choose from, and which is chosen (empty = all); hidden without any.
    void setNodes(const QList<stats::Sampler::NodeName> &nodes, const QByteArray &chosen);
    void setExcludeOwn(bool exclude);
    /// One sentence with an icon; empty = nothing to say.
    void setNotice(const QString &text);
    void openExportMenu();
    [[nodiscard]] static QString windowName(int minutes);
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void windowPicked(int minutes);
    void intervalPicked(int seconds);
    void nodePicked(const QByteArray &id);
    void pauseToggled();
    void markRequested();
    void excludeOwnToggled(bool exclude);
    void pictureRequested();
    void tableRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fillMenus();
    void restyle();
    void fit();

    QToolButton *m_window;
    QToolButton *m_interval;
    QToolButton *m_node;
    QToolButton *m_pause;
    QToolButton *m_mark;
    QWidget *m_pauseKey;
    QWidget *m_markKey;
    QCheckBox *m_exclude;
    QLabel *m_noticeIcon;
    common::PlainLabel *m_notice;
    QPushButton *m_export;
    QAction *m_picture;
    QAction *m_table;
    QList<stats::Sampler::NodeName> m_nodes;
    QByteArray m_chosen;
    int m_minutes = 5;
    int m_seconds = 2;
    bool m_paused = false;
};

} // namespace ui
