#pragma once
#include "widgets/stats/chartpainter.h"
#include <QPixmap>
#include <QWidget>

class QTableView;

namespace ui {

class ChartTableModel;

/// One chart: title, legend with the value under the crosshair, lines. Everything but crosshair and
/// legend is painted once into a pixmap, so moving the pointer costs nothing. Nothing animates.
/// Keyboard: ← → the crosshair by one sample, Home/End, Esc; [ ] the window; M a mark; T table.
class ChartWidget final : public QWidget {
    Q_OBJECT

public:
    explicit ChartWidget(QWidget *parent = nullptr);
    ~ChartWidget() override;

    void setTitle(const QString &title);
    void setTimeAxis(bool shown);
    /// Big charts say the word at a reset marker, and show the marks A and B.
    void setMarkerWords(bool shown);
    void setMarks(bool shown);
    void setData(ChartData data);
    [[nodiscard]] const ChartData &data() const { return m_data; }

    /// Where the shared crosshair is; 0 = nowhere.
    void setCrosshair(qint64 when);
    [[nodiscard]] bool showsTable() const;
    void setTableShown(bool shown);
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void crosshairMoved(qint64 when); ///< 0 = gone
    void windowStepRequested(int step);
    void markRequested();
    void pauseRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void invalidate();
    void step(int by);
    void tell();
    void placeTable();
    [[nodiscard]] ChartPainter painterFor() const { return { m_data, m_look, size() }; }
    [[nodiscard]] qsizetype crosshairPoint() const;

    ChartData m_data;
    ChartPainter::Look m_look;
    QPixmap m_static;
    qint64 m_crosshair = 0;
    bool m_tip = false; ///< the crosshair is this chart's own
    QTableView *m_table = nullptr;
    ChartTableModel *m_tableModel = nullptr;
};

} // namespace ui
