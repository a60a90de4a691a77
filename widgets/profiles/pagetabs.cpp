#include "widgets/profiles/pagetabs.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"

namespace ui {

using common::Theme;

PageTabs::PageTabs(QWidget *parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void PageTabs::setFlagged(int tab, bool flagged)
{
    setTabData(tab, flagged);
    update();
}

QSize PageTabs::tabSizeHint(int index) const
{
    const Theme &theme = Theme::instance();
    const QFontMetrics metrics(theme.ui(Theme::Size::Base, QFont::DemiBold));
    return { metrics.horizontalAdvance(tabText(index)) + theme.px(24), theme.px(32) };
}

void PageTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    const common::Tokens &t = theme.tokens();
    for (int i = 0; i < count(); ++i) {
        if (!isTabVisible(i))
            continue;
        const QRect rect = tabRect(i);
        const bool open = i == currentIndex();
        painter.setFont(theme.ui(Theme::Size::Base, open ? QFont::DemiBold : QFont::Normal));
        painter.setPen(open ? t.textPrimary : t.textSecondary);
        painter.drawText(rect, Qt::AlignCenter, tabText(i));
        if (open)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, t.accent);
        if (tabData(i).toBool()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.danger);
            const int size = theme.px(5);
            painter.drawEllipse(rect.right() - size - theme.px(3), rect.top() + theme.px(8), size,
                                size);
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
        if (open && hasFocus())
            common::paintInnerFocus(&painter, rect.adjusted(1, 2, -1, -4), 3);
    }
}

} // namespace ui
