#include "widgets/profiles/panel.h"

namespace ui {

Panel::Panel(QColor common::Tokens::*fill, Qt::Edges hairlines, QWidget *parent)
    : QWidget(parent)
    , m_fill(fill)
    , m_hairlines(hairlines)
{
    connect(&common::Theme::instance(), &common::Theme::changed, this, [this] { update(); });
}

void Panel::setHairlines(Qt::Edges hairlines)
{
    m_hairlines = hairlines;
    update();
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const common::Tokens &t = common::tokens();
    painter.fillRect(rect(), t.*m_fill);
    const auto line = [&](Qt::Edge edge, const QRect &where) {
        if (m_hairlines & edge)
            painter.fillRect(where, t.hairline);
    };
    line(Qt::TopEdge, { 0, 0, width(), 1 });
    line(Qt::BottomEdge, { 0, height() - 1, width(), 1 });
    line(Qt::LeftEdge, { 0, 0, 1, height() });
    line(Qt::RightEdge, { width() - 1, 0, 1, height() });
}

} // namespace ui
