#include "widgets/profiles/hopchain.h"
#include "profiles/tunnelway.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>

namespace ui {

using common::Theme;

namespace {
constexpr int rowHeight = 28;
constexpr int leastRows = 3; // as high as the buttons beside it
constexpr int mostRows = 5;
} // namespace

HopChain::HopChain(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_remove(new QPushButton)
    , m_up(new QPushButton)
    , m_down(new QPushButton)
{
    const Theme &theme = Theme::instance();
    m_list->setObjectName(QStringLiteral("sshHops"));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFont(theme.fixed());
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    m_remove->setObjectName(QStringLiteral("sshRemoveHop"));
    m_up->setObjectName(QStringLiteral("sshHopUp"));
    m_down->setObjectName(QStringLiteral("sshHopDown"));
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(theme.px(4));
    for (QPushButton *button : { m_up, m_down, m_remove })
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(2, 2, 2, 2);
    inside->addWidget(m_list, 0, Qt::AlignTop);
    row->addLayout(inside, 1);
    row->addLayout(buttons);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int hop) {
        if (m_showing || hop < 0)
            return;
        showState();
        Q_EMIT chosen(hop);
    });
    connect(m_remove, &QAbstractButton::clicked, this, &HopChain::removeRequested);
    connect(m_up, &QAbstractButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QAbstractButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    retranslate();
}

QWidget *HopChain::field() const
{
    return m_list;
}

void HopChain::show(const QList<profiles::SshHop> &hops, int current)
{
    m_showing = true;
    const auto count = static_cast<int>(hops.size());
    while (m_list->count() > count)
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < count)
        m_list->addItem(new QListWidgetItem);
    const int height = Theme::instance().px(rowHeight);
    for (int i = 0; i < count; ++i) {
        profiles::TunnelSettings one;
        one.kind = profiles::TunnelKind::Ssh;
        one.hops = { hops[i] };
        const QString text = hops[i].host.isEmpty() ? tr("no host yet") : tunnelWay(one);
        m_list->item(i)->setText(QStringLiteral("%1  %2").arg(i + 1).arg(text));
        m_list->item(i)->setSizeHint({ 0, height });
    }
    m_list->setCurrentRow(current);
    m_list->setFixedHeight(qBound(leastRows, count, mostRows) * height);
    m_showing = false;
    showState();
}

void HopChain::flag(const QList<int> &bad)
{
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        item->setIcon(bad.contains(i)
                          ? common::icon(QStringLiteral("warning"), &common::Tokens::danger)
                          : QIcon());
        item->setData(Qt::AccessibleTextRole,
                      bad.contains(i) ? tr("Check this: %1").arg(item->text()) : item->text());
    }
}

void HopChain::showState()
{
    const int at = m_list->currentRow();
    m_up->setEnabled(at > 0);
    m_down->setEnabled(at >= 0 && at + 1 < m_list->count());
    m_remove->setEnabled(at >= 0 && m_list->count() > 1);
}

void HopChain::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const common::Tokens &t = common::tokens();
    common::paintBox(&painter, m_list->geometry().adjusted(-2, -2, 2, 2), t.surface,
                     t.controlOutline);
}

bool HopChain::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool alt = key->modifiers() & Qt::AltModifier;
        if (key->key() == Qt::Key_Insert) {
            Q_EMIT addRequested();
            return true;
        }
        if (key->key() == Qt::Key_Delete && m_remove->isEnabled()) {
            Q_EMIT removeRequested();
            return true;
        }
        if (alt && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            const bool up = key->key() == Qt::Key_Up;
            if ((up ? m_up : m_down)->isEnabled())
                Q_EMIT moveRequested(up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HopChain::retranslate()
{
    m_list->setAccessibleName(tr("SSH servers"));
    m_remove->setText(tr("Remove"));
    m_up->setText(tr("Up"));
    m_down->setText(tr("Down"));
    m_remove->setAccessibleName(tr("Remove this server"));
    m_up->setAccessibleName(tr("Pass this server earlier"));
    m_down->setAccessibleName(tr("Pass this server later"));
    m_remove->setToolTip(m_remove->accessibleName() + QStringLiteral(" (Delete)"));
    m_up->setToolTip(m_up->accessibleName() + QStringLiteral(" (Alt+↑)"));
    m_down->setToolTip(m_down->accessibleName() + QStringLiteral(" (Alt+↓)"));
}

void HopChain::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
