#include "widgets/aws/finishpage.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/segmentedcontrol.h"
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>

namespace ui {

using common::Theme;
using common::Tokens;
using profiles::Environment;

namespace {
QString securityText(const profiles::Profile &profile, const aws::Cache &cache)
{
    const QString tls = profile.tls.enabled
        ? FinishPage::tr("TLS on, verified against the real endpoint")
        : FinishPage::tr("TLS off: this cache does not offer it");
    switch (cache.auth) {
    case aws::CacheAuth::None:
        return FinishPage::tr("%1 · no password").arg(tls);
    case aws::CacheAuth::Token:
        return FinishPage::tr("%1 · wants a password (AUTH token), entered next").arg(tls);
    case aws::CacheAuth::Users:
        return FinishPage::tr("%1 · wants an ElastiCache user, entered next").arg(tls);
    case aws::CacheAuth::Unknown:
        break;
    }
    return FinishPage::tr("%1 · sign-in not known").arg(tls);
}
} // namespace

FinishPage::FinishPage(const QStringList &groups, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_name(new QLineEdit)
    , m_group(new QComboBox)
    , m_environment(new common::SegmentedControl)
    , m_cautionHint(new common::PlainLabel)
    , m_cache(new common::PlainLabel)
    , m_route(new common::PlainLabel)
    , m_security(new common::PlainLabel)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("wizardFinish"));
    m_name->setObjectName(QStringLiteral("wizardName"));
    m_name->setMaxLength(200);
    m_group->setObjectName(QStringLiteral("wizardGroup"));
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->completer()->setCompletionMode(QCompleter::PopupCompletion); // Enter goes on
    m_group->addItems(groups);
    m_group->setEditText({});
    m_group->lineEdit()->setPlaceholderText(tr("none"));
    m_environment->setObjectName(QStringLiteral("wizardEnvironment"));
    for (const QString &name : { tr("Local"), tr("Development"), tr("Staging"), tr("Production") })
        m_environment->addSegment(name)->setObjectName(
            QStringLiteral("wizardEnvironment%1").arg(m_environment->count()));
    m_cautionHint->setType(Theme::Size::Secondary);
    m_cautionHint->setRole(&Tokens::textMuted);
    m_cautionHint->setWordWrap(true);
    connect(m_environment, &common::SegmentedControl::currentChanged, this, [this](int at) {
        m_cautionHint->setText(static_cast<Environment>(at) == Environment::Production
                                   ? tr("Opens read-only, until you unlock it.")
                                   : QString());
    });

    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(10));
    m_grid->setColumnMinimumWidth(0, theme.px(112));
    m_grid->setColumnStretch(1, 1);
    const auto field = [this](const QString &label, QWidget *widget) {
        auto *caption = new common::PlainLabel(label);
        caption->setRole(&Tokens::textSecondary);
        caption->setBuddy(widget);
        widget->setAccessibleName(label);
        const int row = m_grid->rowCount();
        m_grid->addWidget(caption, row, 0);
        m_grid->addWidget(widget, row, 1);
    };
    field(tr("Name"), m_name);
    field(tr("Group"), m_group);
    auto *holder = new QWidget;
    auto *line = new QHBoxLayout(holder);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.px(12));
    line->addWidget(m_environment);
    line->addWidget(m_cautionHint, 1);
    field(tr("Environment"), holder);
    m_environment->setAccessibleName(tr("Environment"));
    m_grid->setRowMinimumHeight(m_grid->rowCount(), theme.px(8));
    addLine(tr("Cache"), m_cache, "wizardSummaryCache");
    addLine(tr("Route"), m_route, "wizardSummaryRoute");
    addLine(tr("Security"), m_security, "wizardSummarySecurity");
    m_cache->setFixedType(Theme::Size::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_grid);
    column->addStretch(1);
}

void FinishPage::addLine(const QString &label, common::PlainLabel *value, const char *name)
{
    auto *caption = new common::PlainLabel(label);
    caption->setRole(&Tokens::textSecondary);
    value->setObjectName(QLatin1String(name));
    value->setWordWrap(true);
    const int row = m_grid->rowCount();
    m_grid->addWidget(caption, row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1);
}

void FinishPage::show(const profiles::Profile &profile, const aws::Cache &cache,
                      const QString &bastion)
{
    m_profile = profile;
    m_name->setText(profile.name);
    m_environment->setCurrent(static_cast<int>(profile.environment));
    m_cache->setText(profile.address());
    m_route->setText(
        bastion.isEmpty()
            ? tr("Direct, without a bastion")
            : tr("Through %1 by Session Manager, built in, no open port").arg(bastion));
    m_security->setText(securityText(profile, cache));
}

profiles::Profile FinishPage::profile() const
{
    profiles::Profile made = m_profile;
    made.name = m_name->text().trimmed();
    made.group = m_group->currentText().trimmed();
    made.environment = static_cast<Environment>(qMax(0, m_environment->current()));
    const bool careful = made.environment == Environment::Production;
    made.readOnly = careful;
    made.samplingSeconds = careful ? 5 : profiles::Profile().samplingSeconds;
    return made;
}

void FinishPage::takeFocus()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

} // namespace ui
