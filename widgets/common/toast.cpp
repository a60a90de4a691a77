#include "widgets/common/toast.h"
#include "widgets/common/buttons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <chrono>

namespace common {

using namespace std::chrono_literals;

Toast *Toast::show(QWidget *host, const QString &text)
{
    return show(host, text, {});
}

Toast *Toast::show(QWidget *host, const QString &text, const QString &action)
{
    const auto old = host->findChildren<Toast *>(Qt::FindDirectChildrenOnly);
    for (Toast *toast : old)
        toast->close();
    auto *toast = new Toast(host, text, action);
    toast->place();
    toast->raise();
    static_cast<QWidget *>(toast)->show();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return toast;
}

Toast::Toast(QWidget *host, const QString &text, const QString &action)
    : QWidget(host)
    , m_text(new PlainLabel(text, this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("toast"));
    setAccessibleName(text);
    m_text->setObjectName(QStringLiteral("toastText"));
    m_text->setElideMode(Qt::ElideMiddle);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(6), theme.px(6), theme.px(6));
    row->setSpacing(theme.px(12));
    row->addWidget(m_text, 1);
    if (!action.isEmpty()) {
        auto *button = new QPushButton(action, this);
        button->setObjectName(QStringLiteral("toastAction"));
        button->setAutoDefault(false);
        setButtonSize(button, ButtonSize::Small);
        row->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this] {
            Q_EMIT actionClicked();
            close();
        });
        m_action = button;
    }
    auto *dismiss = new IconButton(QStringLiteral("close"), tr("Dismiss"), this);
    dismiss->setObjectName(QStringLiteral("toastClose"));
    dismiss->setSmall(true);
    row->addWidget(dismiss);
    connect(dismiss, &QAbstractButton::clicked, this, &Toast::close);

    m_timer.setInterval(10s);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_action && m_action->hasFocus())
            m_timer.start();
        else
            close();
    });
    m_timer.start();
    host->installEventFilter(this);
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::close()
{
    m_timer.stop();
    hide();
    deleteLater();
}

void Toast::place()
{
    const Theme &theme = Theme::instance();
    QWidget *host = parentWidget();
    const int width = qMin(layout()->sizeHint().width() + 2, host->width() - theme.px(32));
    const int height = layout()->sizeHint().height();
    setGeometry((host->width() - width) / 2, host->height() - height - theme.px(20), width, height);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *)
{
    m_timer.stop();
}

void Toast::leaveEvent(QEvent *)
{
    m_timer.start();
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(&painter, rect(), tokens().surface, tokens().controlOutline, 6);
}

} // namespace common
