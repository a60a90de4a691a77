#pragma once
#include "stats/sampler.h"
#include <QScrollArea>

class QVBoxLayout;

namespace ui {

class DashboardBody;
class DashboardStrip;
class MarksBar;

/// The dashboard of one server, or of a cluster's primaries together or one by one. Shows what the
/// sampler has gathered; never talks to a server. Hidden or paused it draws nothing, while the
/// sampler goes on. The sampler must outlive it.
class DashboardPage final : public QWidget {
    Q_OBJECT

public:
    explicit DashboardPage(stats::Sampler *sampler, QWidget *parent = nullptr);
    ~DashboardPage() override;

    void setWindowMinutes(int minutes);
    [[nodiscard]] int windowMinutes() const { return m_minutes; }
    void setExcludeOwn(bool exclude);
    [[nodiscard]] bool excludesOwn() const { return m_excludeOwn; }
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_pausedAt != 0; }
    /// Brings the latency chart into view, with the focus.
    void showLatency();
    /// The connection's name, for the title of an exported picture.
    void setTitle(const QString &title);

    [[nodiscard]] QByteArray csv() const;
    [[nodiscard]] QImage picture();

Q_SIGNALS:
    /// The person picked them; a profile may want to keep them.
    void windowPicked(int minutes);
    void intervalPicked(int seconds);
    void excludeOwnPicked(bool exclude);
    /// An export could not be written.
    void exportFailed(const base::Error &error);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void retranslate();
    void arrange();
    void stepWindow(int by);
    void refreshNotice();
    void ask(bool table);
    void write(const QString &path, bool table);

    stats::Sampler *m_sampler;
    DashboardStrip *m_strip;
    QScrollArea *m_scroll;
    DashboardBody *m_body;
    MarksBar *m_marks;
    QVBoxLayout *m_foot;
    QString m_title;
    int m_minutes = 5;
    bool m_excludeOwn = true;
    qint64 m_pausedAt = 0;
};

} // namespace ui
