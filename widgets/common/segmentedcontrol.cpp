#include "widgets/common/segmentedcontrol.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace common {

namespace {

class Segment final : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;
    QString iconName;

    QFont labelFont(bool strong) const
    {
        return Theme::instance().ui(Theme::Size::Secondary,
                                    strong ? QFont::DemiBold : QFont::Normal);
    }
    QSize sizeHint() const override
    {
        const Theme &theme = Theme::instance();
        // The wider weight, so that choosing does not move the neighbours.
        int width = theme.px(20) + QFontMetrics(labelFont(true)).horizontalAdvance(text());
        if (!iconName.isEmpty())
            width += theme.px(14) + (text().isEmpty() ? 0 : theme.px(6));
        return { width, theme.px(24) };
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        painter.setFont(labelFont(isChecked()));
        const QColor colour = !isEnabled() ? t.textMuted
            : isChecked()                  ? t.textPrimary
                                           : t.textSecondary;
        const int textWidth = painter.fontMetrics().horizontalAdvance(text());
        const int iconWidth = iconName.isEmpty() ? 0 : theme.px(14);
        const int gap = iconWidth && textWidth ? theme.px(6) : 0;
        int x = (width() - textWidth - iconWidth - gap) / 2;
        if (iconWidth) {
            paintIcon(&painter, QRect(x, 0, iconWidth, height()), iconName, colour, 14);
            x += iconWidth + gap;
        }
        painter.setPen(colour);
        painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         text());
    }
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (!on || id == m_current)
            return;
        m_current = id;
        update();
        Q_EMIT currentChanged(id);
    });
}

QAbstractButton *SegmentedControl::addSegment(const QString &text, const QString &icon)
{
    auto *segment = new Segment(this);
    segment->setText(text);
    segment->setAccessibleName(text);
    segment->iconName = icon;
    segment->setCheckable(true);
    segment->setFocusPolicy(Qt::TabFocus);
    segment->setAttribute(Qt::WA_Hover);
    m_row->addWidget(segment);
    m_group->addButton(segment, count());
    if (count() == 1)
        segment->setChecked(true);
    return segment;
}

void SegmentedControl::setSegmentText(int index, const QString &text)
{
    QAbstractButton *segment = m_group->button(index);
    if (!segment)
        return;
    segment->setText(text);
    segment->setAccessibleName(text);
    segment->updateGeometry();
}

int SegmentedControl::current() const
{
    return m_current;
}

int SegmentedControl::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton *segment = m_group->button(index))
        segment->setChecked(true);
}

void SegmentedControl::keyPressEvent(QKeyEvent *event)
{
    const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (!forward && !back) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int to = qBound(0, m_current + (forward ? 1 : -1), count() - 1);
    setCurrent(to);
    if (QAbstractButton *segment = m_group->button(to))
        segment->setFocus(Qt::TabFocusReason);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    const QColor outline = isEnabled() ? t.controlOutline : t.hairline;
    paintBox(&painter, rect(), isEnabled() ? t.surface : t.window, {}, 4);
    const auto buttons = m_group->buttons();
    for (const QAbstractButton *button : buttons) {
        const QColor fill = button->isChecked()   ? t.selection
            : button->underMouse() && isEnabled() ? t.hover
                                                  : QColor();
        if (fill.isValid()) {
            painter.save();
            QPainterPath clip;
            clip.addRoundedRect(rect(), 4, 4);
            painter.setClipPath(clip);
            painter.fillRect(button->geometry(), fill);
            painter.restore();
        }
    }
    for (const QAbstractButton *button : buttons) {
        if (button != buttons.first())
            painter.fillRect(button->x(), 1, 1, height() - 2, outline);
    }
    paintBox(&painter, rect(), {}, outline, 4);
}

} // namespace common
