#include "widgets/common/popover.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace common {

namespace {

constexpr int notchWidth = 18;
constexpr int notchHeight = 9;

} // namespace

Popover::Popover(QWidget *host)
    : QWidget(host)
    , m_body(new QVBoxLayout)
    , m_foot(new QHBoxLayout)
    , m_frame(new QVBoxLayout(this))
{
    const int margin = Theme::instance().px(16);
    setObjectName(QStringLiteral("popover"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false);
    hide();
    m_body->setContentsMargins(margin, margin, margin, margin);
    m_body->setSpacing(Theme::instance().px(12));
    m_frame->setContentsMargins(1, notchHeight + 1, 1, 1);
    m_frame->setSpacing(0);
    m_frame->addLayout(m_body);
    m_frame->addLayout(m_foot);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { focusMoved(now); });
}

Popover::~Popover() = default;

QHBoxLayout *Popover::footer()
{
    const Theme &theme = Theme::instance();
    m_foot->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10));
    m_foot->setSpacing(theme.px(8));
    return m_foot;
}

void Popover::setPanelWidth(int atFullSize)
{
    m_width = atFullSize;
    place();
}

void Popover::openAt(QWidget *anchor, QWidget *first)
{
    openAt(anchor, anchor->rect(), first);
}

void Popover::openAt(QWidget *anchor, const QRect &part, QWidget *first)
{
    m_anchor = anchor;
    m_part = part;
    m_before = QApplication::focusWidget();
    place();
    raise();
    show();
    place();
    parentWidget()->installEventFilter(this);
    qApp->installEventFilter(this);
    if (first)
        first->setFocus(Qt::PopupFocusReason);
    else if (!focusNextPrevChild(true))
        setFocus(Qt::PopupFocusReason);
}

void Popover::close()
{
    if (m_closing)
        return;
    m_closing = true;
    qApp->removeEventFilter(this);
    const bool hadFocus = hasFocus() || isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
    deleteLater();
}

void Popover::place()
{
    if (!m_anchor || !parentWidget())
        return;
    const Theme &theme = Theme::instance();
    QWidget *host = parentWidget();
    const int edge = theme.px(8);
    const QRect target(m_anchor->mapTo(m_anchor->window(), m_part.topLeft()), m_part.size());
    const QPoint shift = host->mapTo(host->window(), QPoint());
    const QRect at = target.translated(-shift);

    const int width = qMin(theme.px(m_width), host->width() - 2 * edge);
    const int height = qMin(m_frame->hasHeightForWidth() ? m_frame->totalHeightForWidth(width)
                                                         : m_frame->totalSizeHint().height(),
                            host->height() - 2 * edge);
    const bool below = at.bottom() + 2 + height <= host->height() - edge
        || at.top() < host->height() - at.bottom();
    if (below != m_below) {
        m_below = below;
        m_frame->setContentsMargins(1, below ? notchHeight + 1 : 1, 1, below ? 1 : notchHeight + 1);
    }
    const int x =
        qBound(edge, at.center().x() - width / 2, qMax(edge, host->width() - edge - width));
    const int y = below ? at.bottom() + 2 : at.top() - 2 - height;
    m_notch = qBound(notchWidth, at.center().x() - x, width - notchWidth);
    setGeometry(x, qMax(edge / 2, y), width, height);
    update();
}

bool Popover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == this && event->type() == QEvent::LayoutRequest)
        place();
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        auto *widget = static_cast<QWidget *>(watched);
        // Menus and completer lists opened from inside are windows of their own.
        const bool elsewhere =
            widget != this && !isAncestorOf(widget) && widget->window() == window();
        if (elsewhere)
            close();
    }
    return QWidget::eventFilter(watched, event);
}

void Popover::focusMoved(QWidget *now)
{
    if (!now || m_closing || !isVisible())
        return;
    if (now != this && !isAncestorOf(now) && now->window() == window())
        close();
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    event->accept();
}

bool Popover::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    for (QWidget *w = nextInFocusChain(); w && w != this; w = w->nextInFocusChain()) {
        if (isAncestorOf(w) && w->isVisible() && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus)
            && !w->focusProxy()) {
            stops.append(w);
        }
    }
    if (stops.isEmpty())
        return false;
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype to = at < 0 ? 0 : (at + (next ? 1 : stops.size() - 1)) % stops.size();
    stops.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Popover::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, m_below ? notchHeight + 0.5 : 0.5, -0.5,
                                               m_below ? -0.5 : -notchHeight - 0.5);
    QPainterPath shape;
    shape.addRoundedRect(box, 6, 6);
    QPainterPath notch;
    const qreal base = m_below ? box.top() + 1 : box.bottom() - 1;
    const qreal tip = m_below ? 0.5 : height() - 0.5;
    notch.moveTo(m_notch - notchWidth / 2.0, base);
    notch.lineTo(m_notch, tip);
    notch.lineTo(m_notch + notchWidth / 2.0, base);
    notch.closeSubpath();
    painter.setPen(QPen(tokens().controlOutline, 1));
    painter.setBrush(tokens().surface);
    painter.drawPath(shape.united(notch));
    if (m_foot->isEmpty())
        return;
    const QRectF foot = m_foot->geometry();
    QPainterPath below;
    below.addRect(foot.adjusted(-1, 0, 1, 1));
    QPainterPath inner;
    inner.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(below.intersected(inner), tokens().window);
    painter.fillRect(QRectF(foot.left(), foot.top(), foot.width(), 1), tokens().hairline);
}

} // namespace common
