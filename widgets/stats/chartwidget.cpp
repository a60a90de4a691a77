#include "widgets/stats/chartwidget.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/stats/charttablemodel.h"
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>

namespace ui {

using common::Theme;

namespace {

// Letters as a Korean layout produces them, on the same keys.
constexpr int hangulM = 0x3161;
constexpr int hangulT = 0x3145;

} // namespace

ChartWidget::ChartWidget(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false); // it draws its own, inward
    connect(&Theme::instance(), &Theme::changed, this, [this] { invalidate(); });
}

ChartWidget::~ChartWidget() = default;

void ChartWidget::setTitle(const QString &title)
{
    m_look.title = title;
    setAccessibleName(title);
    update();
}

void ChartWidget::setTimeAxis(bool shown)
{
    if (m_look.timeAxis == shown)
        return;
    m_look.timeAxis = shown;
    invalidate();
}

void ChartWidget::setMarkerWords(bool shown)
{
    m_look.markerWords = shown;
    invalidate();
}

void ChartWidget::setMarks(bool shown)
{
    m_look.marks = shown;
    invalidate();
}

void ChartWidget::setData(ChartData data)
{
    m_data = std::move(data);
    if (m_tableModel && m_table->isVisible())
        m_tableModel->setData(m_data, m_look.title);
    tell();
    invalidate();
}

void ChartWidget::setCrosshair(qint64 when)
{
    if (m_crosshair == when)
        return;
    m_crosshair = when;
    if (when == 0)
        m_tip = false;
    tell();
    update();
}

qsizetype ChartWidget::crosshairPoint() const
{
    return m_crosshair == 0 ? -1 : nearest(m_data.times, m_crosshair);
}

bool ChartWidget::showsTable() const
{
    return m_table && !m_table->isHidden();
}

void ChartWidget::setTableShown(bool shown)
{
    if (showsTable() == shown)
        return;
    if (!m_table) {
        m_tableModel = new ChartTableModel(this);
        m_table = new QTableView(this);
        m_table->setObjectName(QStringLiteral("chartTable"));
        m_table->setModel(m_tableModel);
        m_table->setFrameShape(QFrame::NoFrame);
        m_table->setShowGrid(false);
        m_table->installEventFilter(this); // its own search would eat the T
        m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
        m_table->verticalHeader()->hide();
        m_table->verticalHeader()->setDefaultSectionSize(Theme::instance().px(24));
        m_table->horizontalHeader()->setSortIndicatorShown(false);
        m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    }
    m_table->setAccessibleName(m_look.title);
    m_table->setFont(Theme::instance().fixed());
    m_tableModel->setData(m_data, m_look.title);
    placeTable();
    m_table->setVisible(shown);
    if (shown)
        m_table->setFocus();
    else
        setFocus();
}

void ChartWidget::placeTable()
{
    if (m_table) {
        const int edge = Theme::instance().px(1);
        const int top = Theme::instance().px(26); // over the highest tick, under the legend
        m_table->setGeometry(edge, top, width() - 2 * edge, height() - top - edge);
    }
}

QSize ChartWidget::minimumSizeHint() const
{
    return { Theme::instance().px(200), Theme::instance().px(96) };
}

void ChartWidget::invalidate()
{
    m_static = {};
    update();
}

void ChartWidget::tell()
{
    setAccessibleDescription(painterFor().spoken(crosshairPoint()));
}

void ChartWidget::paintEvent(QPaintEvent *)
{
    const ChartPainter chart = painterFor();
    const qreal ratio = devicePixelRatioF();
    if (m_static.isNull() || m_static.devicePixelRatio() != ratio
        || m_static.deviceIndependentSize().toSize() != size()) {
        m_static = QPixmap(size() * ratio);
        m_static.setDevicePixelRatio(ratio);
        m_static.fill(Qt::transparent);
        QPainter painter(&m_static);
        chart.paintStatic(painter);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_static);
    const qsizetype point = crosshairPoint();
    chart.paintHeader(painter, point);
    chart.paintCrosshair(painter, point);
    chart.paintRings(painter, point);
    if (m_tip)
        chart.paintTip(painter, point);
    if (hasFocus())
        common::paintInnerFocus(&painter, rect(), Theme::instance().px(4));
}

void ChartWidget::mouseMoveEvent(QMouseEvent *event)
{
    const ChartPainter chart = painterFor();
    const bool inside = chart.plot().adjusted(-4, -8, 4, 8).contains(event->position());
    const qsizetype point = inside ? nearest(m_data.times, chart.time(event->position().x())) : -1;
    const qint64 when = point < 0 ? 0 : m_data.times[size_t(point)];
    m_tip = point >= 0;
    if (when != m_crosshair)
        Q_EMIT crosshairMoved(when);
    update();
}

void ChartWidget::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    event->accept();
}

void ChartWidget::leaveEvent(QEvent *)
{
    m_tip = false;
    Q_EMIT crosshairMoved(0);
}

void ChartWidget::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (!underMouse() && m_tip) {
        m_tip = false;
        Q_EMIT crosshairMoved(0);
    }
    update();
}

void ChartWidget::step(int by)
{
    if (m_data.times.empty())
        return;
    const qsizetype last = qsizetype(m_data.times.size()) - 1;
    const qsizetype now = crosshairPoint();
    const qsizetype next =
        std::clamp<qsizetype>((now < 0 ? last + (by < 0 ? 1 : 0) : now) + by, 0, last);
    m_tip = true;
    Q_EMIT crosshairMoved(m_data.times[size_t(next)]);
}

bool ChartWidget::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_T || key == hangulT || key == Qt::Key_Escape) {
            setTableShown(false);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ChartWidget::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1);
        return;
    case Qt::Key_Right:
        step(1);
        return;
    case Qt::Key_Home:
        step(-int(m_data.times.size()));
        return;
    case Qt::Key_End:
        step(int(m_data.times.size()));
        return;
    case Qt::Key_BracketLeft:
        Q_EMIT windowStepRequested(-1);
        return;
    case Qt::Key_BracketRight:
        Q_EMIT windowStepRequested(1);
        return;
    case Qt::Key_Space:
        Q_EMIT pauseRequested();
        return;
    case Qt::Key_M:
    case hangulM:
        Q_EMIT markRequested();
        return;
    case Qt::Key_T:
    case hangulT:
        setTableShown(!showsTable());
        return;
    case Qt::Key_Escape:
        if (showsTable()) {
            setTableShown(false);
            return;
        }
        if (m_crosshair != 0) {
            Q_EMIT crosshairMoved(0);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void ChartWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        invalidate();
    QWidget::changeEvent(event);
}

void ChartWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeTable();
    tell();
}

} // namespace ui
