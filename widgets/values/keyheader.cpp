#include "widgets/values/keyheader.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "widgets/common/badge.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace ui {

using common::Theme;
using common::tokens;

KeyHeader::KeyHeader(const base::KeyRef &key, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
    , m_badge(new common::TypeBadge(this))
    , m_name(new common::PlainLabel(this))
    , m_copy(new common::IconButton(QStringLiteral("copy"), {}, this))
    , m_ttl(new QPushButton(this))
    , m_facts(new common::PlainLabel(this))
    , m_auto(new QPushButton(this))
    , m_more(new common::IconButton(QStringLiteral("more"), {}, this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("keyHeader"));
    m_name->setObjectName(QStringLiteral("keyName"));
    m_name->setFixedType(Theme::Size::Base, QFont::DemiBold);
    m_name->setElideMode(Qt::ElideMiddle);
    m_name->setText(base::displayText(key.name, 1000));
    m_name->setAccessibleName(m_name->text());
    m_copy->setObjectName(QStringLiteral("copyName"));
    m_ttl->setObjectName(QStringLiteral("ttlButton"));
    m_ttl->setIcon(common::icon(QStringLiteral("clock")));
    common::setButtonChevron(m_ttl);
    m_facts->setObjectName(QStringLiteral("keyFacts"));
    m_facts->setType(Theme::Size::Secondary);
    m_facts->setRole(&common::Tokens::textSecondary);
    m_facts->setElideMode(Qt::ElideRight);
    m_auto->setObjectName(QStringLiteral("autoRefresh"));
    m_auto->setIcon(common::icon(QStringLiteral("auto-refresh")));
    common::setButtonRole(m_auto, common::ButtonRole::Flat);
    m_more->setObjectName(QStringLiteral("moreActions"));
    m_more->setPopupMode(QToolButton::InstantPopup);

    auto *intervals = new QMenu(this);
    auto *group = new QActionGroup(this);
    for (const int seconds : { 0, 1, 2, 5, 10 }) {
        QAction *action = intervals->addAction(QString());
        action->setObjectName(QStringLiteral("refresh%1").arg(seconds));
        action->setCheckable(true);
        action->setData(seconds);
        action->setChecked(seconds == 0);
        group->addAction(action);
        m_intervals += action;
        connect(action, &QAction::triggered, this, [this, seconds] { setSeconds(seconds); });
    }
    m_auto->setMenu(intervals);
    auto *more = new QMenu(this);
    m_reload = more->addAction(common::icon(QStringLiteral("refresh")), {}, this,
                               &KeyHeader::refreshRequested);
    m_reload->setShortcut(Qt::Key_F5);
    m_reload->setShortcutContext(Qt::WidgetShortcut); // the tab itself listens
    more->addSeparator();
    m_copyValue = more->addAction(common::icon(QStringLiteral("copy")), {}, this,
                                  &KeyHeader::copyValueRequested);
    m_copyCommand = more->addAction(common::icon(QStringLiteral("copy-command")), {}, this,
                                    &KeyHeader::copyCommandRequested);
    more->addSeparator();
    m_rename = more->addAction(common::icon(QStringLiteral("rename")), {}, this,
                               &KeyHeader::renameRequested);
    m_delete = more->addAction(common::icon(QStringLiteral("delete")), {}, this,
                               &KeyHeader::deleteRequested);
    m_copyValue->setObjectName(QStringLiteral("copyValue"));
    m_copyCommand->setObjectName(QStringLiteral("copyAsCommand"));
    m_rename->setObjectName(QStringLiteral("renameKey"));
    m_delete->setObjectName(QStringLiteral("deleteKey"));
    m_more->setMenu(more);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6));
    row->setSpacing(theme.px(8));
    row->addWidget(m_badge);
    row->addWidget(m_name);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_ttl);
    row->addWidget(m_facts);
    row->addWidget(m_auto);
    row->addWidget(m_more);
    setMinimumHeight(theme.px(40));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_facts->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    // Which key it is comes before what is known of it.
    m_name->setMinimumWidth(qMin(m_name->sizeHint().width(), theme.px(180)));

    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(base::displayText(m_key.name)); });
    connect(m_ttl, &QPushButton::clicked, this, &KeyHeader::ttlRequested);
    connect(&Theme::instance(), &Theme::changed, this, &KeyHeader::showTtl);
    retranslate();
}

void KeyHeader::setType(base::KeyType type, const QByteArray &typeName)
{
    m_badge->setType(type);
    m_badge->setToolTip(Qt::convertFromPlainText(base::displayText(typeName, 80)));
}

void KeyHeader::setTtl(std::optional<qint64> ms)
{
    m_left = ms;
    showTtl();
}

void KeyHeader::showTtl()
{
    QString text;
    if (!m_left)
        text = tr("TTL —");
    else if (*m_left == -1)
        text = tr("no TTL");
    else if (*m_left < 0)
        text = tr("expired");
    else
        text = tr("TTL %1").arg(base::ttlText(*m_left));
    if (m_ttl->text() == text)
        return;
    m_ttl->setText(text);
    const bool soon = m_left && *m_left >= 0 && *m_left < 60000;
    m_ttl->setIcon(soon ? common::icon(QStringLiteral("clock-warning"), &common::Tokens::warn)
                        : common::icon(QStringLiteral("clock")));
}

void KeyHeader::setFacts(const QString &facts)
{
    m_facts->setText(facts);
}

void KeyHeader::setWritable(bool writable, const QString &why)
{
    m_rename->setEnabled(writable);
    m_delete->setEnabled(writable);
    const QString tip = writable ? QString() : Qt::convertFromPlainText(why);
    m_rename->setToolTip(tip);
    m_delete->setToolTip(tip);
    m_ttl->setEnabled(writable);
    m_ttl->setToolTip(writable ? tr("TTL editor (Ctrl+T)") : tip);
}

void KeyHeader::setSeconds(int seconds)
{
    if (m_seconds == seconds)
        return;
    m_seconds = seconds;
    retranslate();
    Q_EMIT refreshSecondsChanged(seconds);
}

void KeyHeader::retranslate()
{
    m_copy->setName(tr("Copy name"));
    m_more->setName(tr("More actions"));
    m_auto->setText(m_seconds ? tr("%1 s").arg(m_seconds) : tr("off"));
    m_auto->setAccessibleName(tr("Auto-refresh: %1").arg(m_auto->text()));
    m_auto->setToolTip(tr("Refresh by itself"));
    for (QAction *action : std::as_const(m_intervals)) {
        const int seconds = action->data().toInt();
        action->setText(seconds ? tr("every %1 s").arg(seconds) : tr("off"));
    }
    m_reload->setText(tr("Reload"));
    m_copyValue->setText(tr("Copy value"));
    m_copyCommand->setText(tr("Copy as redis-cli command"));
    m_rename->setText(tr("Rename…"));
    m_delete->setText(tr("Delete…"));
    m_ttl->setAccessibleName(tr("TTL"));
    m_ttl->setToolTip(tr("TTL editor (Ctrl+T)"));
    m_ttl->setText({});
    showTtl();
}

void KeyHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    painter.fillRect(0, height() - 1, width(), 1, tokens().hairline);
}

void KeyHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui
