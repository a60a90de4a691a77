#include "widgets/bottomdock.h"
#include "widgets/common/buttons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

class Head final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), tokens().window);
        painter.fillRect(QRect(0, height() - 1, width(), 1), tokens().hairline);
    }
};

class DockTab final : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;
    QString iconName;
    QString count;
    bool paneFocused = false;

    QSize sizeHint() const override
    {
        const Theme &theme = Theme::instance();
        int width = theme.px(12 + 16 + 8 + 12)
            + QFontMetrics(theme.ui(Theme::Size::Secondary)).horizontalAdvance(text());
        if (!count.isEmpty())
            width += theme.px(8)
                + QFontMetrics(theme.fixed(Theme::Size::Caption)).horizontalAdvance(count);
        return { width + 2, theme.px(32) };
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const common::Tokens &t = tokens();
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        if (isChecked()) {
            painter.fillRect(rect(), t.surface);
            painter.fillRect(QRect(0, 0, width(), 2), paneFocused ? t.accent : t.controlOutline);
        } else {
            painter.fillRect(rect(), underMouse() ? t.hover : t.window);
            painter.fillRect(QRect(0, height() - 1, width(), 1), t.hairline);
        }
        painter.fillRect(QRect(width() - 1, 0, 1, height()), t.hairline);
        int x = theme.px(12);
        const QColor colour = isChecked() ? t.textPrimary : t.textSecondary;
        common::paintIcon(&painter, QRect(x, 0, theme.px(16), height()), iconName, colour);
        x += theme.px(24);
        painter.setFont(theme.ui(Theme::Size::Secondary));
        painter.setPen(colour);
        const int textWidth = painter.fontMetrics().horizontalAdvance(text());
        painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter, text());
        if (!count.isEmpty()) {
            x += textWidth + theme.px(8);
            painter.setFont(theme.fixed(Theme::Size::Caption));
            painter.setPen(t.textMuted);
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, count);
        }
        if (hasFocus())
            common::paintInnerFocus(&painter, rect());
    }
};

DockTab *tabOf(QAbstractButton *button)
{
    return static_cast<DockTab *>(button);
}

} // namespace

BottomDock::BottomDock(QWidget *parent)
    : QWidget(parent)
    , m_head(new Head(this))
    , m_row(new QHBoxLayout(m_head))
    , m_stack(new QStackedWidget(this))
    , m_hide(new common::IconButton(QStringLiteral("chevron-down"), QString(), m_head))
{
    setObjectName(QStringLiteral("bottomDock"));
    m_hide->setObjectName(QStringLiteral("hideDock"));
    m_head->setFixedHeight(Theme::instance().px(32));
    m_row->setContentsMargins(0, 0, Theme::instance().px(2), 0);
    m_row->setSpacing(0);
    m_row->addStretch(1);
    m_row->addWidget(m_hide);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
    connect(m_hide, &QAbstractButton::clicked, this, &BottomDock::hideRequested);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { focusMoved(now); });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_head->setFixedHeight(Theme::instance().px(32));
        for (QAbstractButton *tab : std::as_const(m_tabs))
            tab->updateGeometry();
    });
    retranslate();
}

QAbstractButton *BottomDock::addPage(QWidget *page, const QString &icon)
{
    auto *tab = new DockTab(m_head);
    tab->iconName = icon;
    tab->setCheckable(true);
    tab->setFocusPolicy(Qt::TabFocus);
    tab->setProperty("focusRing", false);
    tab->setAttribute(Qt::WA_Hover);
    const auto index = static_cast<int>(m_tabs.size());
    tab->setChecked(index == 0);
    m_row->insertWidget(index, tab);
    m_tabs.append(tab);
    m_stack->addWidget(page);
    connect(tab, &QAbstractButton::clicked, this, [this, index] { setCurrent(index); });
    return tab;
}

void BottomDock::setTitle(int index, const QString &title)
{
    if (QAbstractButton *tab = m_tabs.value(index)) {
        tab->setText(title);
        tab->setAccessibleName(title);
        tab->updateGeometry();
    }
}

void BottomDock::setCount(int index, const QString &count)
{
    if (QAbstractButton *tab = m_tabs.value(index)) {
        tabOf(tab)->count = count;
        tab->setAccessibleDescription(count);
        tab->updateGeometry();
        tab->update();
    }
}

int BottomDock::current() const
{
    return m_stack->currentIndex();
}

void BottomDock::setCurrent(int index)
{
    if (index < 0 || index >= m_tabs.size())
        return;
    for (int i = 0; i < m_tabs.size(); ++i)
        m_tabs.at(i)->setChecked(i == index);
    if (index == m_stack->currentIndex())
        return;
    m_stack->setCurrentIndex(index);
    Q_EMIT currentChanged(index);
}

QWidget *BottomDock::currentPage() const
{
    return m_stack->currentWidget();
}

void BottomDock::focusMoved(QWidget *now)
{
    const bool inside = now && isAncestorOf(now);
    for (QAbstractButton *tab : std::as_const(m_tabs)) {
        if (tabOf(tab)->paneFocused != inside) {
            tabOf(tab)->paneFocused = inside;
            tab->update();
        }
    }
}

void BottomDock::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void BottomDock::retranslate()
{
    setAccessibleName(tr("Console and activity"));
    static_cast<common::IconButton *>(m_hide)->setName(tr("Hide this pane"),
                                                       QStringLiteral("Ctrl+`"));
}

} // namespace ui
