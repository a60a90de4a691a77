#include "widgets/stats/tile.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QFontMetrics>
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

int px(int length)
{
    return Theme::instance().px(length);
}

} // namespace

Tile::Tile(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Tile::setContent(const Content &content)
{
    if (m_content == content)
        return;
    m_content = content;
    setAccessibleName(content.title);
    QString spoken = content.figure + QLatin1Char(' ') + content.unit;
    for (const QString &part : { content.badge, content.alert, content.below }) {
        if (!part.isEmpty())
            spoken += QStringLiteral(", ") + part;
    }
    setAccessibleDescription(spoken);
    update();
}

QSize Tile::sizeHint() const
{
    return { px(160), px(80) };
}

void Tile::paintEvent(QPaintEvent *)
{
    const auto &t = tokens();
    const auto &theme = Theme::instance();
    QPainter painter(this);
    const QColor alarm = m_content.level == Level::Danger ? t.danger : t.warn;
    common::paintBox(&painter, rect(), t.surface,
                     m_content.level == Level::Calm ? t.hairline : alarm, px(4));

    const QRect inner = rect().adjusted(px(12), px(8), -px(12), -px(8));
    // Title row, with the badge after it and the alert at the right.
    const QFont titleFont = theme.ui(Theme::Size::Secondary);
    const QFontMetrics titleMetrics(titleFont);
    QRect row(inner.left(), inner.top(), inner.width(), px(17));
    int right = row.right() + 1;
    if (m_content.level != Level::Calm) {
        const QFont font = theme.ui(Theme::Size::Secondary, QFont::Medium);
        const int wide = QFontMetrics(font).horizontalAdvance(m_content.alert);
        painter.setFont(font);
        painter.setPen(alarm);
        painter.drawText(QRect(right - wide, row.top(), wide + 1, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, m_content.alert);
        right -= wide + px(18);
        common::paintIcon(&painter, QRect(right, row.top(), px(14), row.height()),
                          QStringLiteral("warning"), alarm, px(14));
        right -= px(6);
    }
    const int titleWidth =
        std::min(titleMetrics.horizontalAdvance(m_content.title) + 1, right - row.left());
    painter.setFont(titleFont);
    painter.setPen(t.textSecondary);
    painter.drawText(QRect(row.left(), row.top(), titleWidth, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     titleMetrics.elidedText(m_content.title, Qt::ElideRight, titleWidth));
    if (!m_content.badge.isEmpty()) {
        QFont font = theme.ui(Theme::Size::Caption);
        font.setPixelSize(px(10));
        const int wide = QFontMetrics(font).horizontalAdvance(m_content.badge);
        const QRect box(row.left() + titleWidth + px(7), row.top(), wide + px(24), px(17));
        if (box.right() < right) {
            common::paintBox(&painter, box, {}, t.hairline, px(3));
            common::paintIcon(&painter,
                              box.adjusted(px(4), 0, 0, 0).adjusted(0, 0, -(wide + px(6)), 0),
                              QStringLiteral("estimate"), t.textSecondary, px(12));
            painter.setFont(font);
            painter.setPen(t.textSecondary);
            painter.drawText(box.adjusted(px(19), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                             m_content.badge);
        }
    }

    // Figure and unit share a base line.
    const QFont figureFont = theme.ui(Theme::Size::Figure, QFont::DemiBold);
    const QFont unitFont = theme.ui(Theme::Size::Base);
    const QFontMetrics figureMetrics(figureFont);
    const int baseline = inner.top() + px(17) + px(5) + figureMetrics.capHeight() + px(3);
    painter.setFont(figureFont);
    painter.setPen(m_content.stale ? t.textMuted : t.textPrimary);
    painter.drawText(QPoint(inner.left(), baseline), m_content.figure);
    const int after = inner.left() + figureMetrics.horizontalAdvance(m_content.figure) + px(5);
    painter.setFont(unitFont);
    painter.setPen(m_content.stale ? t.textMuted : t.textSecondary);
    painter.drawText(QPoint(after, baseline),
                     QFontMetrics(unitFont).elidedText(m_content.unit, Qt::ElideRight,
                                                       inner.right() + 1 - after));

    const QFont belowFont = theme.ui(Theme::Size::Caption);
    const QRect below(inner.left(), inner.bottom() - px(15), inner.width(), px(16));
    const QFontMetrics metrics(belowFont);
    const bool fits = m_content.belowShort.isEmpty()
        || metrics.horizontalAdvance(m_content.below) <= below.width();
    painter.setFont(belowFont);
    painter.setPen(t.textSecondary);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(fits ? m_content.below : m_content.belowShort,
                                        Qt::ElideRight, below.width()));
}

void Tile::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace ui
