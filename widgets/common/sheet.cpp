#include "widgets/common/sheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace common {

namespace {

class Panel final : public QFrame {
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintBox(&painter, rect(), tokens().surface, tokens().controlOutline, 6);
    }
    // A click on the panel is not a click on the scrim.
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }
};

} // namespace

Sheet::Sheet(QWidget *host)
    : QWidget(host)
    , m_panel(new Panel(this))
    , m_title(new PlainLabel(m_panel))
    , m_body(new QVBoxLayout)
    , m_footer(new QHBoxLayout)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("sheet"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false);
    hide();
    m_panel->setObjectName(QStringLiteral("sheetPanel"));
    m_title->setObjectName(QStringLiteral("sheetTitle"));
    m_title->setType(Theme::Size::SheetTitle, QFont::DemiBold);
    auto *close = new IconButton(QStringLiteral("close"), tr("Close"), m_panel);
    close->setObjectName(QStringLiteral("sheetClose"));
    m_close = close;

    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(16), theme.px(12), theme.px(10), theme.px(4));
    head->addWidget(m_title, 1);
    head->addWidget(close);
    m_body->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16));
    m_body->setSpacing(theme.px(12));
    m_footer->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(16));
    m_footer->setSpacing(theme.px(8));
    m_footer->addStretch(1);
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_body, 1);
    column->addLayout(m_footer);

    connect(close, &QAbstractButton::clicked, this, &Sheet::close);
    host->installEventFilter(this);
    m_panel->installEventFilter(this);
}

void Sheet::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_panel->setAccessibleName(title);
}

QString Sheet::title() const
{
    return m_title->text();
}

void Sheet::setPanelWidth(int atFullSize)
{
    m_width = atFullSize;
    place();
}

void Sheet::setPanelHeight(int atFullSize)
{
    m_height = atFullSize;
    place();
}

void Sheet::setClosable(bool closable)
{
    m_closable = closable;
    m_close->setEnabled(closable);
}

void Sheet::open(QWidget *first)
{
    m_before = QApplication::focusWidget();
    place();
    raise();
    show();
    place(); // word-wrapped labels know their height only now
    if (first)
        first->setFocus(Qt::OtherFocusReason);
    else if (!focusNextPrevChild(true))
        setFocus(Qt::OtherFocusReason);
}

void Sheet::close()
{
    if (m_closing || !m_closable)
        return;
    m_closing = true;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget()) || hasFocus();
    hide();
    if (hadFocus && m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    else if (hadFocus && QApplication::focusWidget())
        QApplication::focusWidget()->clearFocus(); // nobody had it before
    Q_EMIT closed();
    deleteLater();
}

void Sheet::place()
{
    if (!parentWidget())
        return;
    setGeometry(parentWidget()->rect());
    const Theme &theme = Theme::instance();
    const int margin = theme.px(24);
    const int width = qMin(theme.px(m_width), rect().width() - 2 * margin);
    int height = theme.px(m_height);
    if (m_height == 0) {
        QLayout *layout = m_panel->layout();
        height = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                             : layout->totalSizeHint().height();
    }
    height = qMin(height, rect().height() - 2 * theme.px(8));
    m_panel->setGeometry((rect().width() - width) / 2,
                         qMax(theme.px(8), (rect().height() - height) * 2 / 5), width, height);
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == m_panel && event->type() == QEvent::LayoutRequest)
        place();
    return QWidget::eventFilter(watched, event);
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    // Keys that nobody inside wanted must not reach what lies under the scrim.
    event->accept();
}

bool Sheet::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    for (QWidget *w = nextInFocusChain(); w && w != this; w = w->nextInFocusChain()) {
        if (m_panel->isAncestorOf(w) && w->isVisible() && w->isEnabled()
            && (w->focusPolicy() & Qt::TabFocus) && !w->focusProxy()) {
            stops.append(w);
        }
    }
    if (stops.isEmpty())
        return false;
    QWidget *now = QApplication::focusWidget();
    qsizetype at = stops.indexOf(now);
    if (at < 0 && now && now->focusProxy())
        at = stops.indexOf(now->focusProxy());
    if (at < 0) {
        // Fresh: the close button is the last choice, not the first.
        if (stops.size() > 1 && stops.first() == m_close)
            stops.append(stops.takeFirst());
        stops.first()->setFocus(Qt::TabFocusReason);
        return true;
    }
    const qsizetype to = (at + (next ? 1 : stops.size() - 1)) % stops.size();
    stops.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().scrim);
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void Sheet::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        if (auto *close = qobject_cast<IconButton *>(m_close))
            close->setName(tr("Close"));
    }
}

} // namespace common
