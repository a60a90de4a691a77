#include "widgets/statusbar.h"
#include "widgets/common/theme.h"
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;

StatusBar::StatusBar(QWidget *parent)
    : QWidget(parent)
    , m_link(new StatusItem(QStringLiteral("statusLink"), this))
    , m_tls(new StatusItem(QStringLiteral("statusTls"), this))
    , m_engine(new StatusItem(QStringLiteral("statusEngine"), this))
    , m_nodes(new StatusItem(QStringLiteral("statusNodes"), this))
    , m_rtt(new StatusItem(QStringLiteral("statusRoundTrip"), this))
    , m_protocol(new StatusItem(QStringLiteral("statusProtocol"), this))
    , m_jobs(new StatusItem(QStringLiteral("statusJobs"), this))
    , m_lock(new StatusItem(QStringLiteral("statusLock"), this))
{
    setObjectName(QStringLiteral("statusBar"));
    setFixedHeight(Theme::instance().px(24));
    m_link->dot = true;
    m_engine->icon = QStringLiteral("node");
    m_nodes->icon = QStringLiteral("shard");
    m_jobs->icon = QStringLiteral("list");
    m_lock->lineAtLeft = true;
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 0);
    row->setSpacing(0);
    for (StatusItem *item : { m_link, m_tls, m_engine, m_nodes, m_rtt, m_protocol, m_jobs })
        row->addWidget(item);
    row->addStretch(1);
    row->addWidget(m_lock);
    for (StatusItem *item : { m_tls, m_engine, m_protocol })
        item->setPlain();
    for (StatusItem *item : { m_tls, m_engine, m_nodes, m_rtt, m_protocol, m_jobs })
        item->hide();

    for (StatusItem *item : { m_link, m_nodes }) {
        connect(item, &QAbstractButton::clicked, this, [this, item] { Q_EMIT nodesClicked(item); });
    }
    connect(m_rtt, &QAbstractButton::clicked, this, &StatusBar::roundTripClicked);
    connect(m_jobs, &QAbstractButton::clicked, this, &StatusBar::jobsClicked);
    connect(m_lock, &QAbstractButton::clicked, this, &StatusBar::lockClicked);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setFixedHeight(Theme::instance().px(24));
        retranslate();
    });
    retranslate();
}

QString StatusBar::milliseconds(qint64 microseconds)
{
    const double ms = static_cast<double>(microseconds) / 1000.0;
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

void StatusBar::setLink(Link link, const QString &route)
{
    m_state = link;
    m_route = route;
    retranslate();
}

void StatusBar::setTls(Tls tls)
{
    m_tlsState = tls;
    retranslate();
}

void StatusBar::setEngine(const QString &text)
{
    m_engine->setText(text);
    m_engine->setVisible(!text.isEmpty());
    m_engine->refresh();
}

void StatusBar::setShards(int shards, int reachable)
{
    m_shards = shards;
    m_reachable = reachable;
    m_nodes->setVisible(shards > 0);
    retranslate();
}

void StatusBar::setRoundTrips(const QList<qint64> &microseconds)
{
    m_rtt->bars = microseconds;
    m_rtt->figure = microseconds.isEmpty() ? QString() : milliseconds(microseconds.last());
    m_rtt->setVisible(!microseconds.isEmpty());
    m_rtt->refresh();
}

void StatusBar::setProtocol(int protocol)
{
    m_protocol->setText(QStringLiteral("RESP%1").arg(protocol));
    m_protocol->setVisible(protocol > 0);
    m_protocol->refresh();
}

void StatusBar::setJobs(int running)
{
    m_running = running;
    m_jobs->setVisible(running > 0);
    retranslate();
}

void StatusBar::setLock(Lock lock)
{
    m_lockState = lock;
    retranslate();
}

void StatusBar::retranslate()
{
    setAccessibleName(tr("Status"));
    switch (m_state) {
    case Link::Connecting:
        m_link->strong = tr("Connecting…");
        m_link->iconRole = &common::Tokens::warn;
        break;
    case Link::Online:
        m_link->strong = tr("Connected");
        m_link->iconRole = &common::Tokens::ok;
        break;
    case Link::Offline:
        m_link->strong = tr("Reconnecting…");
        m_link->iconRole = &common::Tokens::warn;
        break;
    case Link::Closed:
        m_link->strong = tr("Not connected");
        m_link->iconRole = &common::Tokens::danger;
        break;
    }
    m_link->setText(m_route.isEmpty() ? QString() : QStringLiteral("· ") + m_route);
    const bool unverified = m_tlsState == Tls::Unverified;
    m_tls->icon = unverified ? QStringLiteral("warning") : QStringLiteral("tls-lock");
    m_tls->setText(unverified ? tr("TLS not verified") : tr("TLS"));
    m_tls->iconRole = unverified ? &common::Tokens::warn : &common::Tokens::ok;
    m_tls->textRole = unverified ? &common::Tokens::warn : &common::Tokens::textSecondary;
    m_tls->setToolTip(unverified ? tr("The server's certificate is not checked: anybody on the way "
                                      "can answer as this server.")
                                 : tr("Encrypted, and the server's certificate is verified"));
    m_tls->setVisible(m_tlsState != Tls::Off);
    m_link->setToolTip(tr("Shows the nodes and how they are reached"));
    m_nodes->setText(m_reachable < m_shards
                         ? tr("%1 of %n shard(s)", nullptr, m_shards).arg(m_reachable)
                         : tr("%n shard(s)", nullptr, m_shards));
    m_nodes->iconRole =
        m_reachable < m_shards ? &common::Tokens::warn : &common::Tokens::textSecondary;
    m_nodes->textRole = m_nodes->iconRole;
    m_nodes->setToolTip(m_link->toolTip());
    m_rtt->setText(tr("RTT"));
    m_rtt->setToolTip(tr("Round trip of PING from here. Opens the latency chart."));
    m_jobs->setText(tr("%n job(s)", nullptr, m_running));
    m_jobs->setToolTip(tr("Shows the progress under the key list"));
    const bool locked = m_lockState == Lock::Locked;
    const bool unlocked = m_lockState == Lock::Unlocked;
    m_lock->icon = locked ? QStringLiteral("lock") : QStringLiteral("unlock");
    m_lock->setText(locked ? tr("Locked") : unlocked ? tr("Unlocked") : tr("Writes on"));
    m_lock->iconRole = unlocked ? &common::Tokens::warn : &common::Tokens::textSecondary;
    m_lock->textRole = m_lock->iconRole;
    m_lock->setToolTip(tr("Lock or unlock writes (Ctrl+Shift+L)"));
    for (StatusItem *item : { m_link, m_tls, m_engine, m_nodes, m_rtt, m_protocol, m_jobs, m_lock })
        item->refresh();
}

void StatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().sunken);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().hairline);
}

void StatusBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui
