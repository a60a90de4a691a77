#include "widgets/common/plainlabel.h"
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace common {

PlainLabel::PlainLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    refresh();
    connect(&Theme::instance(), &Theme::changed, this, &PlainLabel::refresh);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(parent)
{
    setText(text);
}

void PlainLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
    update();
}

void PlainLabel::setRole(QColor Tokens::*role)
{
    m_role = role;
    refresh();
}

void PlainLabel::setType(Theme::Size size, int weight)
{
    m_size = size;
    m_weight = weight;
    m_fixed = false;
    refresh();
}

void PlainLabel::setFixedType(Theme::Size size, int weight)
{
    m_size = size;
    m_weight = weight;
    m_fixed = true;
    refresh();
}

void PlainLabel::refresh()
{
    const Theme &theme = Theme::instance();
    setFont(m_fixed ? theme.fixed(m_size, m_weight) : theme.ui(m_size, m_weight));
    QPalette colours = palette();
    // Inside a field the label inherits the field's role, which is Text.
    colours.setColor(QPalette::WindowText, tokens().*m_role);
    colours.setColor(QPalette::Text, tokens().*m_role);
    setPalette(colours);
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize base = QLabel::minimumSizeHint();
    if (m_elide == Qt::ElideNone)
        return base;
    return { qMin(base.width(), fontMetrics().averageCharWidth() * 4), base.height() };
}

void PlainLabel::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone
        || fontMetrics().horizontalAdvance(text()) <= contentsRect().width()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    drawFrame(&painter);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine),
                     fontMetrics().elidedText(text(), m_elide, contentsRect().width()));
}

bool PlainLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_elide != Qt::ElideNone && toolTip().isEmpty()) {
        if (fontMetrics().horizontalAdvance(text()) > contentsRect().width()) {
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                               Qt::convertFromPlainText(text()), this);
        }
        return true;
    }
    return QLabel::event(event);
}

} // namespace common
