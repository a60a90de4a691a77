#include "widgets/homebar.h"
#include <QHBoxLayout>
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;

HomeBar::HomeBar(QWidget *parent)
    : QWidget(parent)
    , m_connections(new StatusItem(QStringLiteral("homeConnections"), this))
    , m_secrets(new StatusItem(QStringLiteral("homeSecrets"), this))
    , m_preferences(new StatusItem(QStringLiteral("homePreferences"), this))
    , m_language(new StatusItem(QStringLiteral("homeLanguage"), this))
{
    setObjectName(QStringLiteral("homeBar"));
    setFixedHeight(Theme::instance().px(24));
    m_connections->icon = QStringLiteral("home");
    m_secrets->icon = QStringLiteral("shield");
    m_preferences->icon = QStringLiteral("gear");
    m_language->icon = QStringLiteral("language");
    m_preferences->lineAtLeft = true;
    m_language->lineAtLeft = true;
    m_connections->setPlain();
    m_secrets->setPlain();
    m_secrets->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_connections);
    row->addWidget(m_secrets);
    row->addStretch(1);
    row->addWidget(m_preferences);
    row->addWidget(m_language);
    connect(m_language, &QAbstractButton::clicked, this, &HomeBar::languageClicked);
    connect(m_preferences, &QAbstractButton::clicked, this, &HomeBar::preferencesClicked);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setFixedHeight(Theme::instance().px(24));
        retranslate();
    });
    retranslate();
}

void HomeBar::setConnections(const QString &text)
{
    m_connections->setText(text);
    m_connections->refresh();
}

void HomeBar::setSecrets(const QString &text)
{
    m_secrets->setText(text);
    m_secrets->setVisible(!text.isEmpty());
    m_secrets->refresh();
}

void HomeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().sunken);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().hairline);
}

void HomeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HomeBar::retranslate()
{
    setAccessibleName(tr("Status"));
    m_preferences->setText(tr("Preferences"));
    m_language->setText(tr("English", "the language in force names itself"));
    m_language->setToolTip(tr("Language"));
    for (StatusItem *item : { m_preferences, m_language })
        item->refresh();
}

} // namespace ui
