#include "widgets/profiles/advancedpage.h"
#include <QLineEdit>
#include <QSpinBox>

namespace ui {

using common::Theme;
using profiles::Environment;

namespace {
constexpr int usualSampling = 2;
constexpr int productionSampling = 5;
} // namespace

AdvancedPage::AdvancedPage(QWidget *parent)
    : FormPage(parent)
    , m_connect(new QSpinBox)
    , m_command(new QSpinBox)
    , m_separators(new QLineEdit)
    , m_budget(new QSpinBox)
    , m_sampling(new QSpinBox)
    , m_clientName(new QLineEdit)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("advancedPage"));
    const auto number = [&theme, this](QSpinBox *box, const char *name, int least, int most) {
        box->setObjectName(QLatin1String(name));
        box->setRange(least, most);
        box->setFixedWidth(theme.px(128));
        box->setGroupSeparatorShown(true);
        connect(box, &QSpinBox::valueChanged, this, &AdvancedPage::touched);
        auto *holder = new QWidget;
        auto *row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(box);
        row->addStretch(1);
        return addRow(holder, box);
    };
    m_connectLine = number(m_connect, "profileConnectTimeout", 1, 600);
    m_commandLine = number(m_command, "profileCommandTimeout", 1, 3600);
    m_separators->setObjectName(QStringLiteral("profileSeparators"));
    m_separators->setFont(theme.fixed());
    m_separators->setMaximumWidth(theme.px(128));
    m_separatorsLine = addRow(m_separators, m_separators);
    m_budgetLine = number(m_budget, "profileScanBudget", 100, 100'000'000);
    m_budget->setSingleStep(1000);
    m_samplingLine = number(m_sampling, "profileSampling", 1, 60);
    m_clientName->setObjectName(QStringLiteral("profileClientName"));
    m_clientName->setFont(theme.fixed());
    m_clientName->setMaximumWidth(theme.px(240));
    m_clientNameLine = addRow(m_clientName, m_clientName);
    for (QLineEdit *edit : { m_separators, m_clientName })
        connect(edit, &QLineEdit::textChanged, this, &AdvancedPage::touched);
    retranslate();
}

void AdvancedPage::retranslate()
{
    setLabel(m_connectLine, tr("Connect within"), tr("Patience with a server that is silent"));
    setLabel(m_commandLine, tr("Reply within"), tr("Patience with one command"));
    setLabel(m_separatorsLine, tr("Separators"), tr("Characters that make folders of key names"));
    setHint(m_separatorsLine,
            tr("Split key names into folders; several with a space between. "
               "Empty shows no folders."));
    setLabel(m_budgetLine, tr("Scan budget"));
    setHint(m_budgetLine, tr("A scan pauses after this many keys; Continue goes on."));
    setLabel(m_samplingLine, tr("Sample every"));
    setHint(m_samplingLine, tr("How often the dashboard asks INFO."));
    setLabel(m_clientNameLine, tr("Client name"), tr("What CLIENT LIST shows for Larder"));
    m_clientName->setPlaceholderText(tr("none"));
    setHint(m_clientNameLine, tr("Shown by CLIENT LIST on the server; empty sets none."));
    for (QSpinBox *box : { m_connect, m_command, m_sampling })
        box->setSuffix(tr(" s"));
    m_budget->setSuffix(tr(" keys"));
}

void AdvancedPage::setEnvironment(Environment environment)
{
    // The usual interval follows the environment; a chosen one stays.
    const bool was = m_environment == Environment::Production;
    const bool is = environment == Environment::Production;
    if (was != is && m_sampling->value() == (was ? productionSampling : usualSampling))
        m_sampling->setValue(is ? productionSampling : usualSampling);
    m_environment = environment;
}

void AdvancedPage::fill(const profiles::Profile &profile)
{
    m_environment = profile.environment;
    m_connect->setValue((profile.connectTimeoutMs + 999) / 1000);
    m_command->setValue((profile.commandTimeoutMs + 999) / 1000);
    m_separators->setText(profile.separators.join(u' '));
    m_budget->setValue(profile.scanBudget);
    m_sampling->setValue(profile.samplingSeconds);
    m_clientName->setText(profile.clientName);
}

std::optional<FormPage::Problem> AdvancedPage::check()
{
    // As the server has it: printable ASCII without spaces.
    const QString name = m_clientName->text();
    const bool good =
        std::all_of(name.begin(), name.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    const QString problem =
        good ? QString() : tr("A client name has no spaces and no letters beyond ASCII.");
    setProblem(m_clientNameLine, problem);
    return good ? std::nullopt : std::optional(Problem{ m_clientName, problem });
}

void AdvancedPage::collect(profiles::Profile &profile) const
{
    // A time that the file keeps in finer steps stays as it is unless it is edited here.
    if (m_connect->value() != (profile.connectTimeoutMs + 999) / 1000)
        profile.connectTimeoutMs = m_connect->value() * 1000;
    if (m_command->value() != (profile.commandTimeoutMs + 999) / 1000)
        profile.commandTimeoutMs = m_command->value() * 1000;
    profile.separators = m_separators->text().split(u' ', Qt::SkipEmptyParts);
    profile.separators.removeDuplicates();
    profile.scanBudget = m_budget->value();
    profile.samplingSeconds = m_sampling->value();
    profile.clientName = m_clientName->text();
}

} // namespace ui
