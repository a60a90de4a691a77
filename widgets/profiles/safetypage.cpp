#include "widgets/profiles/safetypage.h"
#include <QCheckBox>
#include <QComboBox>

namespace ui {

using profiles::Environment;

SafetyPage::SafetyPage(QWidget *parent)
    : FormPage(parent)
    , m_readOnly(new QCheckBox)
    , m_dangerous(new QCheckBox)
    , m_ttl(new QComboBox)
{
    setObjectName(QStringLiteral("safetyPage"));
    m_readOnly->setObjectName(QStringLiteral("profileReadOnly"));
    m_dangerous->setObjectName(QStringLiteral("profileAllowDangerous"));
    m_ttl->setObjectName(QStringLiteral("profileDefaultTtl"));
    for (const int seconds : { 0, 60, 300, 1800, 3600, 86400, 604800 })
        m_ttl->addItem({}, seconds);
    const auto row = [this](QWidget *field) {
        auto *holder = new QWidget;
        auto *inside = new QHBoxLayout(holder);
        inside->setContentsMargins(0, 0, 0, 0);
        inside->addWidget(field);
        inside->addStretch(1);
        return addRow(holder, field);
    };
    m_readOnlyLine = row(m_readOnly);
    m_dangerousLine = row(m_dangerous);
    m_ttlLine = row(m_ttl);
    connect(m_readOnly, &QCheckBox::toggled, this, &SafetyPage::touched);
    connect(m_dangerous, &QCheckBox::toggled, this, &SafetyPage::touched);
    connect(m_ttl, &QComboBox::currentIndexChanged, this, &SafetyPage::touched);
    retranslate();
}

void SafetyPage::retranslate()
{
    setLabel(m_readOnlyLine, tr("Writes"));
    m_readOnly->setText(tr("Open read-only"));
    m_readOnly->setAccessibleName(m_readOnly->text());
    setHint(m_readOnlyLine,
            tr("No pane sends a write until you unlock. A least-privilege ACL user is the stronger "
               "lock."));
    setLabel(m_dangerousLine, tr("Dangerous"));
    m_dangerous->setText(tr("Allow SHUTDOWN, DEBUG, FLUSHALL and MIGRATE"));
    m_dangerous->setAccessibleName(m_dangerous->text());
    setLabel(m_ttlLine, tr("TTL of new keys"));
    for (int i = 0; i < m_ttl->count(); ++i) {
        const int seconds = m_ttl->itemData(i).toInt();
        if (seconds == 0)
            m_ttl->setItemText(i, tr("Choose each time"));
        else if (seconds % 86400 == 0)
            m_ttl->setItemText(i, tr("%n d", nullptr, seconds / 86400));
        else if (seconds % 3600 == 0)
            m_ttl->setItemText(i, tr("%n h", nullptr, seconds / 3600));
        else if (seconds % 60 == 0)
            m_ttl->setItemText(i, tr("%n min", nullptr, seconds / 60));
        else
            m_ttl->setItemText(i, tr("%n s", nullptr, seconds));
    }
    setEnvironment(m_environment);
}

void SafetyPage::setEnvironment(Environment environment)
{
    const bool production = environment == Environment::Production;
    if (production && m_environment != Environment::Production)
        m_readOnly->setChecked(true);
    m_environment = environment;
    m_dangerous->setEnabled(production);
    setHint(m_dangerousLine,
            production ? tr("Each one still asks for the name of the profile and the command.")
                       : tr("Refused only in production; elsewhere each one asks first."));
}

void SafetyPage::fill(const profiles::Profile &profile)
{
    m_environment = profile.environment;
    setEnvironment(profile.environment);
    m_readOnly->setChecked(profile.readOnly);
    m_dangerous->setChecked(profile.allowDangerous);
    int index = m_ttl->findData(profile.defaultTtlSeconds);
    if (index < 0) {
        m_ttl->addItem({}, profile.defaultTtlSeconds);
        retranslate();
        index = m_ttl->count() - 1;
    }
    m_ttl->setCurrentIndex(index);
}

void SafetyPage::collect(profiles::Profile &profile) const
{
    profile.readOnly = m_readOnly->isChecked();
    profile.allowDangerous = m_dangerous->isChecked();
    profile.defaultTtlSeconds = m_ttl->currentData().toInt();
}

} // namespace ui
