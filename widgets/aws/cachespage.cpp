#include "widgets/aws/cachespage.h"
#include "aws/bastionsmodel.h"
#include "aws/cachesmodel.h"
#include "aws/discoverytexts.h"
#include "widgets/aws/evidencedelegate.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/toast.h"
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

namespace ui {

using aws::BastionsModel;
using aws::CachesModel;
using common::Theme;
using common::Tokens;

namespace {
/// Tab goes on to the next field, and a row is chosen as a whole.
QTableView *table(const char *name, QAbstractItemModel *model)
{
    const Theme &theme = Theme::instance();
    auto *view = new QTableView;
    view->setObjectName(QLatin1String(name));
    view->setModel(model);
    view->verticalHeader()->hide();
    view->verticalHeader()->setMinimumSectionSize(theme.px(26));
    view->verticalHeader()->setDefaultSectionSize(theme.px(26));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->horizontalHeader()->setHighlightSections(false);
    return view;
}

void fit(QTableView *view, int stretched, int narrowest, int widest)
{
    const Theme &theme = Theme::instance();
    QHeaderView *header = view->horizontalHeader();
    view->resizeColumnsToContents();
    for (int column = 0; column < header->count(); ++column) {
        if (column == stretched)
            continue;
        const int wanted = header->sectionSize(column) + theme.px(8);
        header->resizeSection(column, qBound(theme.px(narrowest), wanted, theme.px(widest)));
    }
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

QPushButton *copyButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setIcon(common::icon(QStringLiteral("copy")));
    button->setAccessibleName(text);
    button->setAutoDefault(true); // Enter presses the one that has the focus
    return button;
}
} // namespace

CachesPage::CachesPage(QString host, QWidget *parent)
    : QWidget(parent)
    , m_host(std::move(host))
    , m_caches(new CachesModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_bastions(new BastionsModel(this))
    , m_filter(new QLineEdit)
    , m_stateIcon(new QLabel)
    , m_state(new common::PlainLabel)
    , m_empty(new common::PlainLabel)
    , m_problem(new QWidget)
    , m_denied(new common::PlainLabel)
    , m_bastionTitle(new common::PlainLabel)
    , m_ways(new QStackedWidget)
    , m_checklist(new QPlainTextEdit)
    , m_direct(new QCheckBox(tr("Without a bastion (VPN, or from inside the VPC)")))
    , m_fix(new QWidget)
    , m_fixText(new common::PlainLabel)
    , m_fixLine(new QLineEdit)
    , m_copyFix(copyButton("copyIngress", tr("Copy line")))
    , m_copyList(copyButton("copyChecklist", tr("Copy checklist")))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("wizardCaches"));
    m_sorted->setSourceModel(m_caches);
    m_sorted->setSortRole(CachesModel::SortRole);
    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_cacheTable = table("wizardCacheTable", m_sorted);
    m_bastionTable = table("wizardBastionTable", m_bastions);
    makeCaches();
    makeBastions();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.px(8));
    head->addWidget(m_stateIcon);
    head->addWidget(m_state, 1);
    head->addWidget(m_filter);
    column->addLayout(head);
    column->addWidget(m_empty, 5);
    column->addWidget(m_cacheTable, 3);
    auto *second = new QHBoxLayout;
    second->setSpacing(theme.px(12));
    second->addWidget(m_bastionTitle, 1);
    second->addWidget(m_copyList);
    column->addLayout(second);
    column->addWidget(m_ways, 2);
    column->addWidget(m_fix);
    column->addWidget(m_direct);
    column->addWidget(m_problem);
    refresh();
}

void CachesPage::makeCaches()
{
    const Theme &theme = Theme::instance();
    m_cacheTable->setAccessibleName(tr("Caches"));
    m_cacheTable->setSortingEnabled(true);
    m_cacheTable->sortByColumn(CachesModel::NameColumn, Qt::AscendingOrder);
    m_cacheTable->setMinimumHeight(theme.px(96));
    m_state->setObjectName(QStringLiteral("wizardState"));
    m_state->setElideMode(Qt::ElideRight);
    m_state->setType(Theme::Size::Base, QFont::DemiBold);
    m_filter->setObjectName(QStringLiteral("wizardFilter"));
    m_filter->setPlaceholderText(tr("Filter caches…"));
    m_filter->setAccessibleName(tr("Filter caches"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(theme.px(200));
    m_stateIcon->setPixmap(common::iconPixmap(QStringLiteral("clock"), theme.tokens().textSecondary,
                                              theme.px(16), devicePixelRatioF()));
    m_empty->setObjectName(QStringLiteral("wizardEmpty"));
    m_empty->setRole(&Tokens::textSecondary);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_denied->setObjectName(QStringLiteral("wizardDenied"));
    m_denied->setType(Theme::Size::Secondary);
    m_denied->setRole(&Tokens::warn);
    m_denied->setWordWrap(true);
    m_denied->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *warning = new QLabel;
    warning->setPixmap(common::iconPixmap(QStringLiteral("warning"), theme.tokens().warn,
                                          theme.px(16), devicePixelRatioF()));
    auto *problem = new QHBoxLayout(m_problem);
    problem->setContentsMargins(0, 0, 0, 0);
    problem->setSpacing(theme.px(8));
    problem->addWidget(warning, 0, Qt::AlignTop);
    problem->addWidget(m_denied, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_sorted->setFilterFixedString(text);
        chooseFirst();
        refreshBastions();
    });
    connect(m_cacheTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_touched = m_touched || m_cacheTable->hasFocus();
        refreshBastions();
    });
}

void CachesPage::makeBastions()
{
    const Theme &theme = Theme::instance();
    auto *delegate =
        new EvidenceDelegate(BastionsModel::AnswerRole, BastionsModel::NotPermittedRole, this);
    for (const int column : { BastionsModel::OnlineColumn, BastionsModel::SameVpcColumn,
                              BastionsModel::AllowedColumn, BastionsModel::AgentColumn })
        m_bastionTable->setItemDelegateForColumn(column, delegate);
    m_bastionTable->setAccessibleName(tr("Bastions"));
    m_bastionTitle->setObjectName(QStringLiteral("wizardBastionTitle"));
    m_bastionTitle->setElideMode(Qt::ElideRight);
    m_bastionTitle->setType(Theme::Size::Base, QFont::DemiBold);
    m_checklist->setObjectName(QStringLiteral("wizardChecklist"));
    m_checklist->setReadOnly(true);
    m_checklist->setTabChangesFocus(true);
    m_checklist->setAccessibleName(tr("What a bastion needs"));
    m_ways->addWidget(m_bastionTable);
    m_ways->addWidget(m_checklist);
    m_ways->setMinimumHeight(theme.px(84));
    m_direct->setObjectName(QStringLiteral("wizardDirect"));
    m_direct->setAccessibleName(m_direct->text());
    m_fixText->setObjectName(QStringLiteral("wizardFix"));
    m_fixText->setType(Theme::Size::Secondary);
    m_fixText->setRole(&Tokens::textSecondary);
    m_fixText->setWordWrap(true);
    m_fixLine->setObjectName(QStringLiteral("wizardFixLine"));
    m_fixLine->setReadOnly(true);
    m_fixLine->setFont(theme.fixed());
    m_fixLine->setAccessibleName(tr("Rule for the security group"));
    auto *line = new QHBoxLayout;
    line->setSpacing(theme.px(8));
    line->addWidget(m_fixLine, 1);
    line->addWidget(m_copyFix);
    auto *column = new QVBoxLayout(m_fix);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    column->addWidget(m_fixText);
    column->addLayout(line);
    connect(m_bastionTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_refreshing)
            return;
        const auto chosen = bastion();
        m_wanted = chosen ? chosen->target : QString();
        m_wantedFor = cacheKey();
        showFix();
        Q_EMIT choiceChanged();
    });
    connect(m_direct, &QAbstractButton::toggled, this, [this](bool direct) {
        m_bastionTable->setEnabled(!direct);
        showFix();
        Q_EMIT choiceChanged();
    });
    connect(m_copyFix, &QAbstractButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_fixLine->text());
        common::Toast::show(this, tr("The line is on the clipboard."));
    });
    connect(m_copyList, &QAbstractButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_checklist->toPlainText());
        common::Toast::show(this, tr("The checklist is on the clipboard."));
    });
}

void CachesPage::follow(aws::Discovery *discovery, const QString &region)
{
    if (m_discovery)
        m_discovery->disconnect(this);
    m_discovery = discovery;
    m_region = region;
    m_running = discovery != nullptr;
    m_touched = false;
    m_failure.clear();
    m_wanted.clear();
    if (discovery)
        connect(discovery, &aws::Discovery::changed, this, &CachesPage::refresh);
    refresh();
}

void CachesPage::showResult(const base::Result<> &result)
{
    m_running = false;
    if (!result)
        m_failure = result.error().text;
    refresh();
}

void CachesPage::refresh()
{
    if (m_discovery)
        m_caches->setCaches(m_discovery->caches(), m_discovery->denied());
    else
        m_caches->setCaches({}, {});
    chooseFirst();
    fit(m_cacheTable, CachesModel::EndpointColumn, 48, 200);
    refreshBastions();
    showState();
}

/// The cache that was asked for, else the first; what the person has chosen stays.
void CachesPage::chooseFirst()
{
    if (m_sorted->rowCount() == 0)
        return;
    QModelIndex wanted = m_cacheTable->currentIndex();
    if (!m_host.isEmpty() && !m_touched) {
        for (int row = 0; row < m_caches->rowCount(); ++row) {
            const aws::Cache &each = m_caches->cache(row);
            const bool fits = each.endpoint.host.compare(m_host, Qt::CaseInsensitive) == 0
                || each.reader.host.compare(m_host, Qt::CaseInsensitive) == 0;
            if (fits)
                wanted = m_sorted->mapFromSource(m_caches->index(row, 0));
        }
    } else if (!m_touched) {
        wanted = m_sorted->index(0, 0); // rows come in by and by, in order
    }
    if (!wanted.isValid())
        wanted = m_sorted->index(0, 0);
    if (wanted.row() == m_cacheTable->currentIndex().row())
        return;
    m_cacheTable->setCurrentIndex(wanted);
    m_cacheTable->scrollTo(wanted);
}

std::optional<aws::Cache> CachesPage::cache() const
{
    const QModelIndex now = m_sorted->mapToSource(m_cacheTable->currentIndex());
    if (!now.isValid())
        return {};
    return m_caches->cache(now.row());
}

int CachesPage::bastionRow() const
{
    // Not the current one: a table that gets the focus has one, chosen or not.
    const QModelIndexList selected = m_bastionTable->selectionModel()->selectedRows();
    return selected.isEmpty() ? -1 : selected.first().row();
}

bool CachesPage::goesDirect() const
{
    return m_direct->isChecked();
}

std::optional<aws::Bastion> CachesPage::bastion() const
{
    if (goesDirect() || bastionRow() < 0)
        return {};
    return m_bastions->bastion(bastionRow()).bastion;
}

bool CachesPage::isComplete() const
{
    const auto chosen = cache();
    return chosen && !chosen->endpoint.isEmpty() && (goesDirect() || bastionRow() >= 0);
}

bool CachesPage::isEmpty() const
{
    return m_discovery && !m_running && m_caches->rowCount() == 0;
}

bool CachesPage::mayNotLook() const
{
    const auto denied = m_discovery ? m_discovery->denied() : QList<aws::Denied>();
    return isEmpty() && std::any_of(denied.cbegin(), denied.cend(), [](const aws::Denied &each) {
               return each.action.startsWith(QLatin1String("elasticache:"));
           });
}

QByteArray CachesPage::policy() const
{
    aws::PolicyFor wanted;
    wanted.region = m_region;
    if (m_discovery && m_discovery->identity())
        wanted.account = m_discovery->identity()->account;
    if (const auto chosen = bastion())
        wanted.target = chosen->target;
    if (const auto chosen = cache()) {
        wanted.cacheName = chosen->id;
        wanted.serverless = chosen->kind == aws::CacheKind::Serverless;
        // Tokens of IAM are passwords of users: there are none without a user group.
        wanted.iam =
            chosen->auth == aws::CacheAuth::Users || chosen->auth == aws::CacheAuth::Unknown;
    }
    return aws::leastPolicy(wanted);
}

QString CachesPage::cacheKey() const
{
    const auto chosen = cache();
    return chosen ? chosen->id + u' ' + chosen->endpoint.host : QString();
}

/// What the person has chosen for this very cache, else the best that can be of use; -1 = none.
int CachesPage::bestBastion() const
{
    if (!m_wanted.isEmpty() && m_wantedFor == cacheKey()) {
        if (const int row = m_bastions->rowOf(m_wanted); row >= 0)
            return row;
    }
    for (int row = 0; row < m_bastions->rowCount(); ++row) {
        const aws::Evidence &evidence = m_bastions->bastion(row).evidence;
        if (evidence.online != aws::Answer::No && evidence.sameVpc != aws::Answer::No)
            return row;
    }
    return -1;
}

void CachesPage::refreshBastions()
{
    const auto chosen = cache();
    QList<aws::RankedBastion> ranked;
    if (m_discovery && chosen)
        ranked = m_discovery->ranked(*chosen);
    m_refreshing = true;
    m_bastions->setBastions(ranked, m_discovery ? m_discovery->denied() : QList<aws::Denied>());
    const int row = bestBastion();
    if (row >= 0)
        m_bastionTable->setCurrentIndex(m_bastions->index(row, 0));
    else
        m_bastionTable->selectionModel()->clear();
    m_refreshing = false;
    fit(m_bastionTable, BastionsModel::NameColumn, 72, 240);
    m_bastionTitle->setText(chosen ? tr("Bastions for %1").arg(aws::oneLine(chosen->id))
                                   : tr("Bastions"));
    const bool none = ranked.isEmpty() && chosen && !m_running;
    m_checklist->setPlainText(none ? m_discovery->checklist(*chosen) : QString());
    m_ways->setCurrentWidget(none ? static_cast<QWidget *>(m_checklist) : m_bastionTable);
    m_copyList->setVisible(none);
    if (none)
        m_bastionTitle->setText(
            tr("No bastion for %1. What one needs:").arg(aws::oneLine(chosen->id)));
    else if (row < 0 && !ranked.isEmpty() && !m_running)
        m_bastionTitle->setText(tr("None of these bastions is online in the VPC of this cache"));
    showFix();
    Q_EMIT choiceChanged();
}

/// Only where it is not known that the bastion is let in.
void CachesPage::showFix()
{
    const auto chosen = cache();
    const int row = bastionRow();
    const bool any = m_discovery && chosen && row >= 0 && !goesDirect()
        && m_bastions->bastion(row).evidence.allowed != aws::Answer::Yes;
    m_fix->setVisible(any);
    if (!any)
        return;
    const aws::RankedBastion &ranked = m_bastions->bastion(row);
    m_fixText->setText(ranked.evidence.allowed == aws::Answer::No
                           ? tr("The security group of %1 does not let this bastion in. This line "
                                "adds the rule; Larder never runs it:")
                                 .arg(aws::oneLine(chosen->id))
                           : tr("It is not known whether the security group of %1 lets this "
                                "bastion in. If it does not, this line adds the rule:")
                                 .arg(aws::oneLine(chosen->id)));
    m_fixLine->setText(m_discovery->ingressLine(*chosen, ranked.bastion));
    m_fixLine->setCursorPosition(0);
    m_fixLine->setToolTip(aws::tipText(m_fixLine->text()));
}

/// What failed, and what was not permitted.
QString CachesPage::problemText() const
{
    QStringList lines;
    if (!m_failure.isEmpty())
        lines += m_failure;
    QStringList actions;
    if (m_discovery)
        actions = aws::deniedActions(m_discovery->denied(), m_discovery->bastions());
    if (!actions.isEmpty())
        lines += tr("Not permitted: %1. What that would tell is shown as unknown.")
                     .arg(actions.join(QStringLiteral(", ")));
    return lines.join(u'\n');
}

/// Nothing to choose from: a sentence stands there instead of two empty tables.
void CachesPage::showEmpty()
{
    const bool empty = isEmpty();
    for (QWidget *one :
         std::initializer_list<QWidget *>{ m_cacheTable, m_bastionTitle, m_ways, m_direct })
        one->setVisible(!empty);
    m_empty->setVisible(empty);
    m_empty->setText(
        mayNotLook()
            ? tr("AWS does not let you list the caches. The IAM policy below holds the permissions "
                 "to ask for; Back leads to another profile.")
            : tr("Is it the right region and account? Back leads to both."));
}

void CachesPage::showState()
{
    const int count = m_caches->rowCount();
    const QString problem = problemText();
    if (m_running)
        m_state->setText(count == 0 ? tr("Asking AWS for caches in %1…").arg(m_region)
                                    : tr("Asking AWS… %n cache(s) so far", nullptr, count));
    else if (count == 0)
        m_state->setText(problem.isEmpty() ? tr("No caches in %1").arg(m_region)
                                           : tr("No caches known in %1").arg(m_region));
    else
        m_state->setText(tr("%n cache(s) in %1", nullptr, count).arg(m_region));
    if (m_discovery && m_discovery->identity())
        m_state->setText(
            tr("%1 · account %2").arg(m_state->text(), m_discovery->identity()->account));
    m_stateIcon->setVisible(m_running);
    m_filter->setVisible(count > 8);
    m_denied->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    showEmpty();
}

void CachesPage::takeFocus()
{
    m_cacheTable->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
