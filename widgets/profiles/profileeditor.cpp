#include "widgets/profiles/profileeditor.h"
#include "aws/discovery.h"
#include "widgets/common/badge.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/toast.h"
#include "widgets/profiles/advancedpage.h"
#include "widgets/profiles/diagnosispanel.h"
#include "widgets/profiles/generalpage.h"
#include "widgets/profiles/pagetabs.h"
#include "widgets/profiles/safetypage.h"
#include "widgets/profiles/securitypage.h"
#include "widgets/profiles/ssmpage.h"
#include "widgets/profiles/tlspage.h"
#include "widgets/profiles/topologypage.h"
#include "widgets/profiles/tunnelpage.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>

namespace ui {

using common::Theme;
using common::Tokens;

namespace {

/// What somebody has to be allowed for this connection.
QString policyFor(const profiles::Profile &profile)
{
    aws::PolicyFor wanted;
    wanted.region = profile.tunnel.region.isEmpty() ? profile.iam.region : profile.tunnel.region;
    wanted.target = profile.tunnel.target;
    wanted.document = profile.tunnel.document;
    wanted.iam = profile.authentication == profiles::Authentication::Iam;
    if (wanted.iam) {
        wanted.cacheName = profile.iam.cacheName;
        wanted.user = profile.user;
        wanted.serverless = profile.iam.serverless;
    }
    return QString::fromUtf8(aws::leastPolicy(wanted));
}

} // namespace

ProfileEditor::ProfileEditor(QWidget *parent)
    : Panel(&Tokens::surface, {}, parent)
    , m_pill(new common::EnvironmentPill)
    , m_name(new common::PlainLabel)
    , m_group(new common::PlainLabel)
    , m_state(new common::PlainLabel)
    , m_more(new common::IconButton(QStringLiteral("more"), {}))
    , m_discard(new QAction(this))
    , m_duplicate(new QAction(this))
    , m_remove(new QAction(this))
    , m_save(new QPushButton)
    , m_testButton(new QPushButton)
    , m_connect(new QPushButton)
    , m_tabs(new PageTabs)
    , m_pages(new QWidget)
    , m_general(new GeneralPage)
    , m_security(new SecurityPage)
    , m_tls(new TlsPage)
    , m_tunnel(new TunnelPage)
    , m_ssm(new SsmPage)
    , m_topology(new TopologyPage)
    , m_advanced(new AdvancedPage)
    , m_safety(new SafetyPage)
    , m_diagnosis(new DiagnosisPanel)
    , m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("profileEditor"));
    m_tabs->setObjectName(QStringLiteral("profilePages"));
    // Not a stacked widget: that is always as high as its highest page.
    auto *pages = new QVBoxLayout(m_pages);
    pages->setContentsMargins(0, 0, 0, 0);
    addPage(Page::General, { m_general });
    addPage(Page::Security, { m_security, m_tls });
    addPage(Page::Tunnel, { m_tunnel, m_ssm });
    addPage(Page::Topology, { m_topology });
    addPage(Page::Advanced, { m_advanced });
    addPage(Page::Safety, { m_safety });
    for (FormPage *form : m_all) {
        pages->addWidget(form);
        connect(form, &FormPage::edited, this, [this] {
            if (m_showing)
                return; // half filled: no edit of the person's
            showHeader();
            flagPages();
            Q_EMIT edited();
        });
    }
    showPage();
    m_diagnosis->hide();

    auto *content = new Panel(&Tokens::surface);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_pages);
    inner->addWidget(m_diagnosis);
    inner->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_scroll, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &ProfileEditor::showPage);
    connect(m_tunnel, &TunnelPage::kindChanged, this, [this](profiles::TunnelKind kind) {
        m_security->setTunnel(kind);
        m_ssm->setKind(kind);
        showPage();
    });
    connect(m_ssm, &SsmPage::bastionWanted, this, &ProfileEditor::bastionWanted);
    connect(m_general, &GeneralPage::environmentChanged, m_safety, &SafetyPage::setEnvironment);
    connect(m_general, &GeneralPage::environmentChanged, m_advanced, &AdvancedPage::setEnvironment);
    connect(m_save, &QAbstractButton::clicked, this, &ProfileEditor::saveRequested);
    connect(m_testButton, &QAbstractButton::clicked, this, [this] {
        if (m_testing)
            Q_EMIT cancelTestRequested();
        else
            Q_EMIT testRequested();
    });
    connect(m_connect, &QAbstractButton::clicked, this, &ProfileEditor::connectRequested);
    connect(m_diagnosis, &DiagnosisPanel::remedyChosen, this, &ProfileEditor::remedyChosen);
    connect(m_discard, &QAction::triggered, this, &ProfileEditor::discardRequested);
    connect(m_duplicate, &QAction::triggered, this, &ProfileEditor::duplicateRequested);
    connect(m_remove, &QAction::triggered, this, &ProfileEditor::removeRequested);
    retranslate();
}

QWidget *ProfileEditor::makeHeader()
{
    const Theme &theme = Theme::instance();
    auto *holder = new Panel(&Tokens::window, Qt::BottomEdge);
    m_name->setObjectName(QStringLiteral("profileTitle"));
    m_name->setType(Theme::Size::SheetTitle, QFont::DemiBold);
    m_name->setElideMode(Qt::ElideMiddle);
    m_group->setType(Theme::Size::Secondary);
    m_group->setRole(&Tokens::textSecondary);
    m_group->setElideMode(Qt::ElideRight);
    m_state->setObjectName(QStringLiteral("profileState"));
    m_state->setType(Theme::Size::Secondary);
    m_state->setRole(&Tokens::accent);
    m_more->setObjectName(QStringLiteral("profileMenu"));
    m_save->setObjectName(QStringLiteral("saveProfile"));
    m_testButton->setObjectName(QStringLiteral("testProfile"));
    m_connect->setObjectName(QStringLiteral("connectProfile"));
    common::setButtonRole(m_connect, common::ButtonRole::Primary);
    common::setButtonHint(m_connect, QStringLiteral("↵"));
    common::setButtonHint(m_save, QStringLiteral("Ctrl+S"));
    auto *menu = new QMenu(m_more);
    menu->addAction(m_duplicate);
    menu->addAction(m_discard);
    menu->addSeparator();
    menu->addAction(m_remove);
    m_duplicate->setIcon(common::icon(QStringLiteral("copy")));
    m_discard->setIcon(common::icon(QStringLiteral("revert")));
    m_remove->setIcon(common::icon(QStringLiteral("delete")));
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10));
    row->setSpacing(theme.px(8));
    row->addWidget(m_pill);
    row->addWidget(m_name);
    row->addSpacing(theme.px(4));
    row->addWidget(m_group);
    row->addStretch(1);
    row->addWidget(m_state);
    row->addWidget(m_more);
    row->addWidget(m_save);
    row->addWidget(m_testButton);
    row->addWidget(m_connect);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(theme.px(4), 0, theme.px(16), 1);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addLayout(tabs);
    return holder;
}

void ProfileEditor::retranslate()
{
    const QStringList names{ tr("General"),  tr("Security"), tr("Tunnel"),
                             tr("Topology"), tr("Advanced"), tr("Safety") };
    for (int i = 0; i < names.size(); ++i)
        m_tabs->setTabText(i, names.at(i));
    m_tabs->setAccessibleName(tr("Pages"));
    m_more->setName(tr("More"));
    m_discard->setText(tr("Discard changes"));
    m_duplicate->setText(tr("Duplicate"));
    m_remove->setText(tr("Remove…"));
    m_save->setText(tr("Save"));
    m_save->setAccessibleName(m_save->text());
    m_connect->setText(tr("Connect"));
    m_connect->setAccessibleName(m_connect->text());
    for (QPushButton *button : { m_save, m_testButton, m_connect })
        button->setAutoDefault(true); // Enter presses the one that has the focus
    setTesting(m_testing);
    showHeader();
}

void ProfileEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Panel::changeEvent(event);
}

void ProfileEditor::showHeader()
{
    profiles::Profile now = m_base;
    m_general->collect(now);
    m_security->setTls(m_tls->isOn());
    m_tls->setEndpoint(now.unixSocket.isEmpty() ? now.host : QString());
    m_pill->setEnvironment(now.environment);
    if (now.name.isEmpty())
        now.name = m_isNew ? tr("New connection") : now.address();
    m_name->setText(now.name);
    m_group->setText(now.group);
    m_group->setVisible(!now.group.isEmpty());
    m_state->setText(tr("● not saved"));
    m_state->setVisible(m_dirty);
    m_save->setEnabled(m_dirty);
    m_save->setToolTip(m_dirty ? QString() : tr("Everything is saved."));
    m_discard->setEnabled(m_dirty || m_isNew);
    m_duplicate->setEnabled(!m_isNew);
    m_remove->setEnabled(!m_isNew);
}

void ProfileEditor::addPage(Page page, std::initializer_list<FormPage *> forms)
{
    m_tabs->insertTab(static_cast<int>(page), {});
    for (FormPage *form : forms) {
        m_all += form;
        m_tabOf += static_cast<int>(page);
    }
}

void ProfileEditor::showPage()
{
    for (int i = 0; i < m_all.size(); ++i) {
        const bool wanted = m_all[i] != m_ssm || m_tunnel->kind() == profiles::TunnelKind::Ssm;
        m_all[i]->setVisible(wanted && m_tabOf.at(i) == m_tabs->currentIndex());
    }
}

void ProfileEditor::flagPages()
{
    QSet<int> flagged;
    for (int i = 0; i < m_all.size(); ++i) {
        if (m_all[i]->check())
            flagged += m_tabOf.at(i);
    }
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setFlagged(tab, flagged.contains(tab));
}

void ProfileEditor::show(const Draft &draft, bool isNew)
{
    m_base = draft.profile;
    m_isNew = isNew;
    m_showing = true;
    for (FormPage *page : m_all)
        page->show(draft.profile);
    for (FormPage *page : m_all)
        page->setTyped(draft.typed);
    m_showing = false;
    showPage();
    showHeader();
    flagPages();
}

Draft ProfileEditor::draft() const
{
    Draft out{ m_base, {} };
    for (const FormPage *page : m_all) {
        page->collect(out.profile);
        page->collectTyped(out.typed);
    }
    return out;
}

std::optional<QString> ProfileEditor::refusal()
{
    for (int i = 0; i < m_all.size(); ++i) {
        if (const auto problem = m_all[i]->check()) {
            m_tabs->setCurrentIndex(m_tabOf.at(i));
            problem->field->setFocus(Qt::OtherFocusReason);
            return problem->text;
        }
    }
    return {};
}

void ProfileEditor::setGroups(const QStringList &groups)
{
    m_general->setGroups(groups);
}

void ProfileEditor::setStorageText(const QString &text)
{
    m_security->setStorageText(text);
    m_tunnel->setStorageText(text);
    m_ssm->setStorageText(text);
}

void ProfileEditor::setAwsProfiles(const QStringList &names)
{
    m_ssm->setAwsProfiles(names);
    m_security->setAwsProfiles(names);
}

void ProfileEditor::chooseTunnel(profiles::TunnelKind kind)
{
    setPage(Page::Tunnel);
    m_tunnel->choose(kind);
}

void ProfileEditor::takeBastion(const QString &target, const QString &region,
                                const QString &awsProfile)
{
    chooseTunnel(profiles::TunnelKind::Ssm);
    m_ssm->takeBastion(target, region, awsProfile);
}

void ProfileEditor::setDirty(bool dirty)
{
    m_dirty = dirty;
    showHeader();
}

void ProfileEditor::setTesting(bool testing)
{
    m_testing = testing;
    m_testButton->setText(testing ? tr("Cancel test") : tr("Test"));
    m_testButton->setAccessibleName(m_testButton->text());
}

void ProfileEditor::focusFirst()
{
    setPage(Page::General);
    m_general->focusName();
}

void ProfileEditor::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    for (int i = 0; i < m_all.size(); ++i) {
        if (m_all[i]->focusSecret(slot, problem)) {
            m_tabs->setCurrentIndex(m_tabOf.at(i));
            m_all[i]->focusSecret(slot, problem); // a page that was hidden could not take it
        }
    }
}

void ProfileEditor::revealDiagnosis()
{
    // Its rows have their heights only after the layout.
    QMetaObject::invokeMethod(
        this, [this] { m_scroll->verticalScrollBar()->setValue(m_diagnosis->y()); },
        Qt::QueuedConnection);
}

void ProfileEditor::setPage(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
}

bool ProfileEditor::apply(session::Remedy remedy)
{
    using session::Remedy;
    switch (remedy) {
    case Remedy::TurnOnTls:
        setPage(Page::Security);
        m_tls->turn(true);
        return true;
    case Remedy::TurnOffTls:
        // No test by itself: it would send the password in plain text.
        setPage(Page::Security);
        m_tls->turn(false);
        return false;
    case Remedy::UseEndpointAsServerName:
        setPage(Page::Security);
        return m_tls->takeEndpointAsServerName();
    case Remedy::AddCa:
        setPage(Page::Security);
        m_tls->chooseCa();
        return false;
    case Remedy::ChooseClientCertificate:
        setPage(Page::Security);
        m_tls->chooseCertificate();
        return false;
    case Remedy::EnterPassword:
        focusSecret(profiles::SecretSlot::Password, {});
        return false;
    case Remedy::RemovePassword:
        setPage(Page::Security);
        m_security->chooseNone();
        return true;
    case Remedy::ForceStandalone:
        setPage(Page::Topology);
        m_topology->forceStandalone();
        return true;
    case Remedy::MapAddresses:
        setPage(Page::Topology);
        m_topology->focusAddressMap();
        return false;
    case Remedy::CopyFix:
        QGuiApplication::clipboard()->setText(session::ingressFixFor(draft().profile));
        common::Toast::show(this, tr("The line is on the clipboard."));
        return false;
    case Remedy::CopyPolicy:
        QGuiApplication::clipboard()->setText(policyFor(draft().profile));
        common::Toast::show(this, tr("The policy is on the clipboard."));
        return false;
    case Remedy::SignInAws:
        Q_EMIT signInWanted();
        return false;
    case Remedy::ChooseAwsProfile:
        setPage(m_tunnel->kind() == profiles::TunnelKind::Ssm ? Page::Tunnel : Page::Security);
        if (m_tunnel->kind() == profiles::TunnelKind::Ssm)
            m_ssm->focusAwsProfile();
        else
            m_security->focusAwsProfile();
        return false;
    case Remedy::PickBastion:
    case Remedy::UseSsmBastion:
        chooseTunnel(profiles::TunnelKind::Ssm);
        m_ssm->focusTarget();
        Q_EMIT bastionWanted();
        return false;
    case Remedy::UseBuiltInTunnel:
        setPage(Page::Tunnel);
        m_ssm->useBuiltIn();
        return true;
    case Remedy::ChoosePlugin:
        setPage(Page::Tunnel);
        m_ssm->browse();
        return false;
    case Remedy::OpenTunnelPage:
    case Remedy::ChooseKeyFile:
        setPage(Page::Tunnel);
        return false;
    case Remedy::EnterSshPassword:
    case Remedy::EnterKeyPassphrase:
        setPage(Page::Tunnel);
        focusSecret(profiles::SecretSlot::Ssh, {});
        return false;
    case Remedy::Retry:
        break;
    }
    return true;
}

} // namespace ui
