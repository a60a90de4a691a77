#include "widgets/common/chip.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace common {

namespace {

QFont wordFont()
{
    QFont font = Theme::instance().ui(Theme::Size::Caption, QFont::DemiBold);
    font.setPixelSize(Theme::instance().px(10));
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.3);
    return font;
}

QFont countFont()
{
    return Theme::instance().ui(Theme::Size::Caption);
}

} // namespace

Chip::Chip(const QString &word, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(word);
    setAccessibleName(word);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setCount(const QString &count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleDescription(count);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const Theme &theme = Theme::instance();
    int width = theme.px(12) + QFontMetrics(wordFont()).horizontalAdvance(text());
    if (!m_count.isEmpty())
        width += theme.px(4) + QFontMetrics(countFont()).horizontalAdvance(m_count);
    return { width + 1, theme.px(20) };
}

void Chip::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    const QColor fill = isChecked()   ? t.selection
        : underMouse() && isEnabled() ? t.hover
                                      : QColor();
    paintBox(&painter, rect(), fill, isChecked() ? t.accent : t.hairline, 3);
    int x = theme.px(6);
    painter.setFont(wordFont());
    painter.setPen(!isEnabled() ? t.textMuted : isChecked() ? t.textPrimary : t.textSecondary);
    const int wordWidth = painter.fontMetrics().horizontalAdvance(text());
    painter.drawText(QRect(x, 0, wordWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     text());
    if (m_count.isEmpty())
        return;
    x += wordWidth + theme.px(4);
    painter.setFont(countFont());
    painter.setPen(isChecked() ? t.textSecondary : t.textMuted);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_count);
}

} // namespace common
