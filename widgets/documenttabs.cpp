#include "widgets/documenttabs.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using common::tokens;

class DocumentTabBar final : public QTabBar {
    Q_OBJECT

public:
    explicit DocumentTabBar(QWidget *parent)
        : QTabBar(parent)
    {
        setObjectName(QStringLiteral("documentTabBar"));
        setDrawBase(false);
        setExpanding(false);
        setMovable(true);
        setUsesScrollButtons(true);
        setElideMode(Qt::ElideMiddle);
        setFocusPolicy(Qt::TabFocus);
        setMouseTracking(true);
        setAttribute(Qt::WA_Hover);
        setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab);
    }

    QList<TabLook> looks;
    bool paneFocused = false;

    QFont fontOf(const TabLook &look) const
    {
        const Theme &theme = Theme::instance();
        QFont font = look.isKey ? theme.fixed() : theme.ui(Theme::Size::Secondary);
        font.setItalic(look.preview);
        return font;
    }
    QRect closeRect(int index) const
    {
        const QRect tab = tabRect(index);
        const int side = Theme::instance().px(20);
        return { tab.right() - side - Theme::instance().px(6),
                 tab.top() + (tab.height() - side) / 2, side, side };
    }

Q_SIGNALS:
    void closePressed(int index);
    void pinPressed(int index);

protected:
    QSize tabSizeHint(int index) const override
    {
        const Theme &theme = Theme::instance();
        const TabLook look = looks.value(index);
        int width = theme.px(12) + QFontMetrics(fontOf(look)).horizontalAdvance(look.title)
            + theme.px(8 + 20 + 6);
        if (!look.icon.isEmpty())
            width += theme.px(22);
        return { qBound(theme.px(80), width + 4, theme.px(240)), theme.px(32) };
    }
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }

    void tabInserted(int index) override
    {
        if (looks.size() < count())
            looks.insert(index, TabLook{});
        QTabBar::tabInserted(index);
    }

    void paintEvent(QPaintEvent *) override
    {
        const common::Tokens &t = tokens();
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        painter.fillRect(rect(), t.window);
        painter.fillRect(QRect(0, height() - 1, width(), 1), t.hairline);
        const QPoint mouse = mapFromGlobal(QCursor::pos());
        for (int i = 0; i < count(); ++i) {
            const QRect tab = tabRect(i);
            if (!tab.intersects(rect()))
                continue;
            const TabLook &look = looks.at(i);
            const bool active = i == currentIndex();
            const bool hovered = underMouse() && tab.contains(mouse);
            if (active) {
                painter.fillRect(tab, t.surface);
                painter.fillRect(QRect(tab.left(), tab.top(), tab.width(), 2),
                                 paneFocused ? t.accent : t.controlOutline);
            } else if (hovered) {
                painter.fillRect(tab.adjusted(0, 0, 0, -1), t.hover);
            }
            painter.fillRect(QRect(tab.right(), tab.top(), 1, tab.height()), t.hairline);

            int x = tab.left() + theme.px(12);
            const QColor colour = active ? t.textPrimary : t.textSecondary;
            if (!look.icon.isEmpty()) {
                common::paintIcon(&painter, QRect(x, tab.top(), theme.px(16), tab.height()),
                                  look.icon, colour);
                x += theme.px(22);
            }
            const QRect close = closeRect(i);
            painter.setFont(fontOf(look));
            painter.setPen(colour);
            const int room = close.left() - x - theme.px(2);
            painter.drawText(QRect(x, tab.top(), room, tab.height()),
                             Qt::AlignVCenter | Qt::AlignLeft,
                             painter.fontMetrics().elidedText(look.title, Qt::ElideMiddle, room));
            const bool overClose = underMouse() && close.contains(mouse);
            if (look.dirty && !overClose) {
                painter.save();
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setPen(Qt::NoPen);
                painter.setBrush(t.accent);
                const qreal side = theme.px(7);
                painter.drawEllipse(QRectF(close.center().x() - side / 2 + 0.5,
                                           close.center().y() - side / 2 + 0.5, side, side));
                painter.restore();
            } else {
                if (overClose)
                    common::paintBox(&painter, close, t.selection, {}, 3);
                common::paintIcon(&painter, close, QStringLiteral("close"), t.textSecondary, 14);
            }
            if (active && hasFocus())
                common::paintInnerFocus(&painter, tab);
        }
    }

    void mousePressEvent(QMouseEvent *event) override
    {
        const int index = tabAt(event->position().toPoint());
        if (index >= 0 && event->button() == Qt::LeftButton
            && closeRect(index).contains(event->position().toPoint())) {
            m_pressed = index;
            event->accept();
            return;
        }
        m_pressed = -1;
        QTabBar::mousePressEvent(event);
    }

    void mouseReleaseEvent(QMouseEvent *event) override
    {
        const int index = tabAt(event->position().toPoint());
        if (event->button() == Qt::MiddleButton && index >= 0) {
            Q_EMIT closePressed(index);
            return;
        }
        if (m_pressed >= 0) {
            const bool same =
                index == m_pressed && closeRect(index).contains(event->position().toPoint());
            m_pressed = -1;
            if (same)
                Q_EMIT closePressed(index);
            return;
        }
        QTabBar::mouseReleaseEvent(event);
    }

    void mouseMoveEvent(QMouseEvent *event) override
    {
        update();
        if (m_pressed < 0)
            QTabBar::mouseMoveEvent(event);
    }

    void mouseDoubleClickEvent(QMouseEvent *event) override
    {
        const int index = tabAt(event->position().toPoint());
        if (index >= 0)
            Q_EMIT pinPressed(index);
    }

private:
    int m_pressed = -1;
};

DocumentTabs::DocumentTabs(QWidget *parent)
    : QWidget(parent)
    , m_bar(new DocumentTabBar(this))
    , m_column(new QVBoxLayout(this))
    , m_body(new QSplitter(Qt::Horizontal, this))
    , m_stack(new QStackedWidget(m_body))
    , m_more(new common::IconButton(QStringLiteral("more"), QString(), this))
{
    setObjectName(QStringLiteral("documentTabs"));
    m_stack->setObjectName(QStringLiteral("documents"));
    m_more->setObjectName(QStringLiteral("documentMenu"));
    auto *head = new QWidget(this);
    head->setObjectName(QStringLiteral("documentHead"));
    head->installEventFilter(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, Theme::instance().px(2), 0);
    row->setSpacing(0);
    row->addWidget(m_bar, 1);
    row->addWidget(m_more);
    head->setFixedHeight(Theme::instance().px(32));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(head);
    m_body->addWidget(m_stack);
    m_body->setStretchFactor(0, 1);
    m_body->setChildrenCollapsible(false);
    m_body->setHandleWidth(0); // the panel beside the pages draws the line
    m_column->addWidget(m_body, 1);

    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        QWidget *page = m_bar->tabData(index).value<QWidget *>();
        if (!page) {
            if (m_empty)
                m_stack->setCurrentWidget(m_empty);
            Q_EMIT currentChanged(nullptr);
            return;
        }
        m_stack->setCurrentWidget(page);
        if (m_walking < 0) {
            m_recent.removeAll(page);
            m_recent.prepend(page);
        }
        Q_EMIT currentChanged(page);
    });
    connect(m_bar, &QTabBar::tabMoved, this,
            [this](int from, int to) { m_bar->looks.move(from, to); });
    connect(m_bar, &DocumentTabBar::closePressed, this,
            [this](int index) { Q_EMIT closeRequested(m_bar->tabData(index).value<QWidget *>()); });
    connect(m_bar, &DocumentTabBar::pinPressed, this,
            [this](int index) { Q_EMIT pinRequested(m_bar->tabData(index).value<QWidget *>()); });
    m_bar->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_bar, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const int index = m_bar->tabAt(at);
        if (index >= 0)
            showMenu(m_bar->mapToGlobal(at), m_bar->tabData(index).value<QWidget *>());
    });
    connect(m_more, &QAbstractButton::clicked, this,
            [this] { showMenu(m_more->mapToGlobal(QPoint(0, m_more->height())), current()); });
    connect(&Theme::instance(), &Theme::changed, this, [this, head] {
        head->setFixedHeight(Theme::instance().px(32));
        for (int i = 0; i < m_bar->count(); ++i)
            m_bar->setTabText(i, m_bar->looks.at(i).title); // sizes are asked for anew
        m_bar->update();
    });
    qApp->installEventFilter(this);
    retranslate();
}

void DocumentTabs::setBand(QWidget *band)
{
    m_column->insertWidget(1, band);
}

void DocumentTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    const int head = Theme::instance().px(32);
    painter.fillRect(0, 0, width(), head, tokens().window);
    painter.fillRect(0, head - 1, width(), 1, tokens().hairline);
}

int DocumentTabs::indexOf(QWidget *page) const
{
    for (int i = 0; i < m_bar->count(); ++i) {
        if (m_bar->tabData(i).value<QWidget *>() == page)
            return i;
    }
    return -1;
}

void DocumentTabs::add(QWidget *page, const TabLook &look, bool activate)
{
    m_stack->addWidget(page);
    // Data first: currentChanged() of the first tab is emitted inside insertTab().
    m_recent.append(page);
    const QSignalBlocker quiet(m_bar);
    const int index = m_bar->addTab(look.title);
    m_bar->setTabData(index, QVariant::fromValue(page));
    m_bar->looks[index] = look;
    m_bar->setTabText(index, QString(look.title).replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_bar->setTabToolTip(index, Qt::convertFromPlainText(look.title));
    const bool first = m_bar->count() == 1;
    if (activate || first) {
        m_bar->setCurrentIndex(index);
        m_stack->setCurrentWidget(page);
        m_recent.removeAll(page);
        m_recent.prepend(page);
        Q_EMIT currentChanged(page);
    }
}

void DocumentTabs::setLook(QWidget *page, const TabLook &look)
{
    const int index = indexOf(page);
    if (index < 0)
        return;
    m_bar->looks[index] = look;
    m_bar->setTabText(index, QString(look.title).replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_bar->setTabToolTip(index, Qt::convertFromPlainText(look.title));
    m_bar->update();
}

TabLook DocumentTabs::look(QWidget *page) const
{
    return m_bar->looks.value(indexOf(page));
}

void DocumentTabs::remove(QWidget *page)
{
    const int index = indexOf(page);
    if (index < 0)
        return;
    const bool wasCurrent = index == m_bar->currentIndex();
    m_recent.removeAll(page);
    {
        const QSignalBlocker quiet(m_bar);
        m_bar->looks.removeAt(index);
        m_bar->removeTab(index);
    }
    m_stack->removeWidget(page);
    if (!wasCurrent)
        return;
    if (m_recent.isEmpty()) {
        if (m_empty)
            m_stack->setCurrentWidget(m_empty);
        Q_EMIT currentChanged(nullptr);
        return;
    }
    QWidget *next = m_recent.first();
    const QSignalBlocker quiet(m_bar);
    m_bar->setCurrentIndex(indexOf(next));
    m_stack->setCurrentWidget(next);
    Q_EMIT currentChanged(next);
}

void DocumentTabs::activate(QWidget *page)
{
    const int index = indexOf(page);
    if (index >= 0)
        m_bar->setCurrentIndex(index);
}

QWidget *DocumentTabs::current() const
{
    return m_bar->tabData(m_bar->currentIndex()).value<QWidget *>();
}

QList<QWidget *> DocumentTabs::pages() const
{
    QList<QWidget *> all;
    for (int i = 0; i < m_bar->count(); ++i)
        all.append(m_bar->tabData(i).value<QWidget *>());
    return all;
}

QWidget *DocumentTabs::previewPage() const
{
    for (int i = 0; i < m_bar->count(); ++i) {
        if (m_bar->looks.at(i).preview)
            return m_bar->tabData(i).value<QWidget *>();
    }
    return nullptr;
}

void DocumentTabs::stepMostRecent(bool back)
{
    if (m_recent.size() < 2)
        return;
    const auto size = static_cast<int>(m_recent.size());
    m_walking = (qMax(0, m_walking) + (back ? size - 1 : 1)) % size;
    activate(m_recent.at(m_walking));
}

void DocumentTabs::stepAdjacent(int step)
{
    const int count = m_bar->count();
    if (count > 1)
        m_bar->setCurrentIndex((m_bar->currentIndex() + step + count) % count);
}

void DocumentTabs::setEmptyPage(QWidget *page)
{
    m_empty = page;
    m_stack->addWidget(page);
    if (m_bar->count() == 0)
        m_stack->setCurrentWidget(page);
}

void DocumentTabs::setSide(QWidget *panel)
{
    m_body->addWidget(panel);
    m_body->setStretchFactor(1, 0);
}

void DocumentTabs::setPaneFocused(bool focused)
{
    if (m_bar->paneFocused == focused)
        return;
    m_bar->paneFocused = focused;
    m_bar->update();
}

bool DocumentTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyRelease && m_walking >= 0
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Control) {
        m_walking = -1;
        if (QWidget *page = current()) {
            m_recent.removeAll(page);
            m_recent.prepend(page);
        }
    }
    if (event->type() == QEvent::Paint && watched->objectName() == QLatin1String("documentHead")
        && watched->parent() == this) {
        auto *head = static_cast<QWidget *>(watched);
        QPainter painter(head);
        painter.fillRect(head->rect(), tokens().window);
        painter.fillRect(QRect(0, head->height() - 1, head->width(), 1), tokens().hairline);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DocumentTabs::showMenu(const QPoint &at, QWidget *page)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("tabMenu"));
    if (page) {
        menu->addAction(tr("Close"), this, [this, page] { Q_EMIT closeRequested(page); });
        menu->addAction(tr("Close others"), this,
                        [this, page] { Q_EMIT closeOthersRequested(page); });
        if (look(page).preview)
            menu->addAction(tr("Keep open"), this, [this, page] { Q_EMIT pinRequested(page); });
        menu->addSeparator();
    }
    const QList<QWidget *> all = pages();
    for (QWidget *each : all) {
        QAction *action = menu->addAction(
            QString(look(each).title).replace(QLatin1Char('&'), QStringLiteral("&&")), this,
            [this, each] { activate(each); });
        action->setCheckable(true);
        action->setChecked(each == current());
    }
    if (menu->isEmpty()) {
        delete menu;
        return;
    }
    menu->popup(at);
}

void DocumentTabs::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DocumentTabs::retranslate()
{
    m_bar->setAccessibleName(tr("Open documents"));
    static_cast<common::IconButton *>(m_more)->setName(tr("Open documents"));
}

} // namespace ui

#include "documenttabs.moc"
