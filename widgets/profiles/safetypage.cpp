#include "widgets/profiles/safetypage.h"
#include "widgets/common/segmentedcontrol.h"
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace ui {

using profiles::Caution;
using profiles::Environment;

namespace {
// What shows the keys at all; asked about each time, nothing could be seen.
const QStringList needed{ QStringLiteral("SCAN"),   QStringLiteral("TYPE"),  QStringLiteral("TTL"),
                          QStringLiteral("PTTL"),   QStringLiteral("INFO"),  QStringLiteral("PING"),
                          QStringLiteral("DBSIZE"), QStringLiteral("MULTI"), QStringLiteral("EXEC"),
                          QStringLiteral("WATCH") };
} // namespace

SafetyPage::SafetyPage(QWidget *parent)
    : FormPage(parent)
    , m_readOnly(new QCheckBox)
    , m_caution(new common::SegmentedControl)
    , m_vault(new QCheckBox)
    , m_further(new QLineEdit)
    , m_dangerous(new QCheckBox)
    , m_ttl(new QComboBox)
    , m_idle(new QSpinBox)
{
    setObjectName(QStringLiteral("safetyPage"));
    m_readOnly->setObjectName(QStringLiteral("profileReadOnly"));
    m_caution->setObjectName(QStringLiteral("profileCaution"));
    for (int i = 0; i < 2; ++i)
        m_caution->addSegment({})->setObjectName(QStringLiteral("caution%1").arg(i));
    m_vault->setObjectName(QStringLiteral("profileUndoVault"));
    m_further->setObjectName(QStringLiteral("profileDangerousCommands"));
    m_further->setFont(common::Theme::instance().fixed());
    m_idle->setObjectName(QStringLiteral("profileIdleMinutes"));
    m_idle->setRange(0, 1440);
    m_idle->setFixedWidth(common::Theme::instance().px(128));
    m_dangerous->setObjectName(QStringLiteral("profileAllowDangerous"));
    m_ttl->setObjectName(QStringLiteral("profileDefaultTtl"));
    for (const int seconds : { 0, 60, 300, 1800, 3600, 86400, 604800 })
        m_ttl->addItem({}, seconds);
    m_readOnlyLine = addRowAtLeft(m_readOnly);
    m_cautionLine = addRowAtLeft(m_caution);
    m_furtherLine = addRow(m_further, m_further);
    m_dangerousLine = addRowAtLeft(m_dangerous);
    m_vaultLine = addRowAtLeft(m_vault);
    m_ttlLine = addRowAtLeft(m_ttl);
    m_idleLine = addRowAtLeft(m_idle);
    connect(m_caution, &common::SegmentedControl::currentChanged, this, [this] {
        showDangerous();
        touched();
    });
    connect(m_vault, &QCheckBox::toggled, this, &SafetyPage::touched);
    connect(m_further, &QLineEdit::textChanged, this, &SafetyPage::touched);
    connect(m_idle, &QSpinBox::valueChanged, this, &SafetyPage::touched);
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
    setLabel(m_cautionLine, tr("Ask"), tr("How much is asked before what cannot be taken back"));
    m_caution->setSegmentText(0, tr("As the environment"));
    m_caution->setSegmentText(1, tr("As on production"));
    setHint(m_cautionLine,
            tr("On production every delete is confirmed, and the profile's name has to be typed "
               "before anything that cannot be undone."));
    setLabel(m_furtherLine, tr("Also dangerous"), tr("Commands that ask first, besides our own"));
    m_further->setPlaceholderText(QStringLiteral("XADD, CONFIG GET"));
    setHint(m_furtherLine,
            tr("Names with a comma between. They need a confirmation like FLUSHDB."));
    setLabel(m_vaultLine, tr("Undo"), tr("Kept in memory for ten minutes"));
    m_vault->setText(tr("Deleted keys can be brought back for a while"));
    m_vault->setAccessibleName(m_vault->text());
    setHint(m_vaultLine,
            tr("Reads each key once more before it is deleted. Without it every delete asks "
               "first."));
    setLabel(m_idleLine, tr("Disconnect after"), tr("Without a command of yours"));
    m_idle->setSpecialValueText(tr("never"));
    m_idle->setSuffix(tr(" min"));
    setHint(m_idleLine, tr("Closes the connection when you have sent nothing for so long."));
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
    showDangerous();
}

bool SafetyPage::isAsProduction() const
{
    return m_environment == Environment::Production || m_caution->current() == 1;
}

void SafetyPage::showDangerous()
{
    const bool production = isAsProduction();
    m_dangerous->setEnabled(production);
    setHint(m_dangerousLine,
            production ? tr("Each one still asks for the name of the profile and the command.")
                       : tr("Refused only in production; elsewhere each one asks first."));
}

QStringList SafetyPage::further() const
{
    QStringList names;
    for (const QString &part : m_further->text().split(u',', Qt::SkipEmptyParts)) {
        const QString name = part.simplified().toUpper();
        if (!name.isEmpty() && !names.contains(name))
            names += name;
    }
    return names;
}

std::optional<FormPage::Problem> SafetyPage::check()
{
    static const QRegularExpression command(
        QStringLiteral(R"(^[A-Z][A-Z0-9._-]*( [A-Z][A-Z0-9._-]*)?$)"));
    QString problem;
    for (const QString &name : further()) {
        if (needed.contains(name))
            problem = tr("%1 shows the keys: it cannot ask each time.").arg(name);
        else if (!command.match(name).hasMatch())
            problem = tr("%1 is no name of a command.").arg(name.left(40));
        if (!problem.isEmpty())
            break;
    }
    setProblem(m_furtherLine, problem);
    return problem.isEmpty() ? std::nullopt : std::optional(Problem{ m_further, problem });
}

void SafetyPage::fill(const profiles::Profile &profile)
{
    m_environment = profile.environment;
    setEnvironment(profile.environment);
    m_readOnly->setChecked(profile.readOnly);
    m_caution->setCurrent(profile.caution == Caution::AsProduction ? 1 : 0);
    m_vault->setChecked(profile.undoVault);
    m_further->setText(profile.dangerousCommands.join(QStringLiteral(", ")));
    m_idle->setValue(profile.idleDisconnectMinutes);
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
    profile.caution = m_caution->current() == 1 ? Caution::AsProduction : Caution::ByEnvironment;
    profile.undoVault = m_vault->isChecked();
    profile.dangerousCommands = further();
    profile.idleDisconnectMinutes = m_idle->value();
    profile.allowDangerous = m_dangerous->isChecked();
    profile.defaultTtlSeconds = m_ttl->currentData().toInt();
}

} // namespace ui
