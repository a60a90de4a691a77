#include "widgets/aws/awswizard.h"
#include "aws/discoverytexts.h"
#include "aws/recipe.h"
#include "profiles/importer.h"
#include "widgets/aws/accountpage.h"
#include "widgets/aws/cachespage.h"
#include "widgets/aws/finishpage.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/toast.h"
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>

namespace ui {

using common::Theme;
using common::Tokens;

namespace {
enum Page { Account, Caches, Finish };
}

AwsWizard::AwsWizard(aws::Places places, std::shared_ptr<aws::Asker> asker, const Start &start,
                     QWidget *host)
    : Sheet(host)
    , m_places(std::move(places))
    , m_asker(std::move(asker))
    , m_purpose(start.purpose)
    , m_pages(new QStackedWidget)
    , m_accountPage(new AccountPage(m_places, start.profile, start.region, start.ssmEndpoint))
    , m_caches(new CachesPage(start.host))
    , m_finish(new FinishPage(start.groups))
    , m_policy(new QPushButton(tr("Copy IAM policy")))
    , m_back(new QPushButton(tr("Back")))
    , m_save(new QPushButton(tr("Save")))
    , m_test(new QPushButton(tr("Test")))
    , m_go(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("awsWizard"));
    const bool signIn = m_purpose == Purpose::SignIn;
    setTitle(signIn                              ? tr("Sign in to AWS")
                 : m_purpose == Purpose::Bastion ? tr("Find a bastion in AWS")
                                                 : tr("Find in AWS"));
    setPanelWidth(signIn ? 560 : 960);
    setPanelHeight(signIn ? 400 : 640);
    auto *steps = new QHBoxLayout;
    steps->setSpacing(theme.px(20));
    QStringList names{ tr("1  Account"), tr("2  Cache and bastion"), tr("3  Connection") };
    if (m_purpose == Purpose::Bastion)
        names.removeLast();
    else if (signIn)
        names.clear();
    for (const QString &name : std::as_const(names)) {
        m_steps += new common::PlainLabel(name);
        steps->addWidget(m_steps.last());
    }
    steps->addStretch(1);
    for (QWidget *page : std::initializer_list<QWidget *>{ m_accountPage, m_caches, m_finish })
        m_pages->addWidget(page);
    body()->addLayout(steps);
    body()->addSpacing(theme.px(4));
    body()->addWidget(m_pages, 1);
    makeButtons();
    connect(m_accountPage, &AccountPage::changed, this, &AwsWizard::forget);
    connect(m_accountPage, &AccountPage::signedIn, this, [this] {
        if (m_purpose != Purpose::SignIn) {
            ask();
            return;
        }
        close();
        Q_EMIT signedIn();
    });
    connect(m_accountPage, &AccountPage::signInChanged, this, &AwsWizard::showButtons);
    connect(m_caches, &CachesPage::choiceChanged, this, &AwsWizard::showButtons);
    showPage(Account);
    open();
    m_accountPage->takeFocus();
    if (signIn) {
        m_accountPage->fixAccount();
        m_accountPage->signIn();
    }
}

AwsWizard::~AwsWizard()
{
    if (m_discovery)
        m_discovery->disconnect(this);
}

void AwsWizard::makeButtons()
{
    m_policy->setObjectName(QStringLiteral("wizardPolicy"));
    m_policy->setIcon(common::icon(QStringLiteral("copy")));
    m_policy->setToolTip(tr("The permissions that this choice needs, and no others, as JSON for "
                            "IAM"));
    common::setButtonRole(m_policy, common::ButtonRole::Flat);
    m_back->setObjectName(QStringLiteral("wizardBack"));
    m_save->setObjectName(QStringLiteral("wizardSave"));
    m_test->setObjectName(QStringLiteral("wizardTest"));
    m_go->setObjectName(QStringLiteral("wizardNext"));
    common::setButtonRole(m_go, common::ButtonRole::Primary);
    common::setButtonHint(m_go, QStringLiteral("↵"));
    footer()->insertWidget(0, m_policy);
    for (QPushButton *button : { m_back, m_save, m_test, m_go })
        footer()->addWidget(button);
    for (QPushButton *button : { m_policy, m_back, m_save, m_test, m_go }) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Enter presses the one that has the focus
    }
    connect(m_policy, &QAbstractButton::clicked, this, [this] {
        QApplication::clipboard()->setText(QString::fromUtf8(m_caches->policy()));
        common::Toast::show(this, tr("The policy is on the clipboard."));
    });
    connect(m_back, &QAbstractButton::clicked, this, &AwsWizard::goBack);
    // A shortcut, since a button that has the focus takes the arrow for itself.
    auto *back = new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this);
    back->setContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QShortcut::activated, this, &AwsWizard::goBack);
    connect(m_save, &QAbstractButton::clicked, this, [this] { finish(Next::Save); });
    connect(m_test, &QAbstractButton::clicked, this, [this] { finish(Next::Test); });
    connect(m_go, &QAbstractButton::clicked, this, &AwsWizard::goOn);
}

/// Enter goes on from wherever it means nothing else.
void AwsWizard::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & ~Qt::KeypadModifier)) {
        event->accept();
        if (m_go->isVisible())
            m_go->click();
        return;
    }
    Sheet::keyPressEvent(event);
}

void AwsWizard::showPage(int page)
{
    m_pages->setCurrentIndex(page);
    for (int i = 0; i < m_steps.size(); ++i) {
        m_steps[i]->setRole(i == page ? &Tokens::textPrimary : &Tokens::textMuted);
        m_steps[i]->setType(Theme::Size::Base, i == page ? QFont::DemiBold : QFont::Normal);
    }
    showButtons();
    if (page == Account)
        m_accountPage->takeFocus();
    else if (page == Caches)
        m_caches->takeFocus();
    else
        m_go->setFocus(Qt::OtherFocusReason); // one more Enter opens what was found
}

void AwsWizard::showButtons()
{
    const int page = m_pages->currentIndex();
    const bool last = page == Finish;
    const bool asking = page == Account
        && (m_accountPage->isSigningIn() || (m_discovery && m_discovery->isRunning()));
    m_policy->setVisible(page == Caches && (m_caches->cache() || m_caches->mayNotLook()));
    m_back->setVisible(m_purpose != Purpose::SignIn);
    m_go->setVisible(m_purpose != Purpose::SignIn);
    m_back->setEnabled(page != Account);
    m_save->setVisible(last);
    m_test->setVisible(last);
    QString text = tr("Next");
    if (last)
        text = tr("Connect");
    else if (page == Caches && m_purpose == Purpose::Bastion)
        text = tr("Use this bastion");
    m_go->setText(text);
    m_go->setAccessibleName(text);
    const bool complete =
        m_purpose == Purpose::Bastion ? m_caches->bastion().has_value() : m_caches->isComplete();
    m_go->setEnabled(page == Account ? !asking : page == Finish || complete);
}

void AwsWizard::goBack()
{
    if (m_pages->currentIndex() > Account)
        showPage(m_pages->currentIndex() - 1);
}

void AwsWizard::goOn()
{
    switch (m_pages->currentIndex()) {
    case Account:
        if (!m_accountPage->refusal().isEmpty())
            return;
        if (m_discovery && m_discovery->identity())
            showPage(Caches); // of this very account
        else
            ask();
        break;
    case Caches: {
        if (m_purpose == Purpose::Bastion) {
            if (const auto bastion = m_caches->bastion()) {
                close();
                Q_EMIT bastionChosen(bastion->target, m_account.region, m_account.profile);
            }
            return;
        }
        if (!m_caches->isComplete())
            return;
        const auto bastion = m_caches->bastion();
        QString through;
        if (bastion)
            through = bastion->name.isEmpty()
                ? bastion->target
                : QStringLiteral("%1 (%2)").arg(aws::oneLine(bastion->name), bastion->target);
        m_finish->show(wanted(), *m_caches->cache(), through);
        showPage(Finish);
        break;
    }
    default:
        finish(Next::Connect);
    }
}

void AwsWizard::ask()
{
    forget();
    m_account = m_accountPage->account();
    // By name, as it is kept: another environment would make another account of none.
    m_account.profile = aws::profileOfKeys(m_account, m_places);
    m_discovery = std::make_unique<aws::Discovery>(
        std::make_unique<aws::Client>(m_account, m_places, m_asker));
    connect(m_discovery.get(), &aws::Discovery::identified, this, &AwsWizard::identified);
    connect(m_discovery.get(), &aws::Discovery::finished, this, &AwsWizard::finished);
    m_caches->follow(m_discovery.get(), m_account.region);
    m_accountPage->showAsking();
    m_discovery->start();
    showButtons();
}

void AwsWizard::forget()
{
    if (!m_discovery)
        return;
    m_caches->follow(nullptr, {});
    m_discovery->disconnect(this);
    m_discovery->cancel();
    m_discovery.release()->deleteLater(); // this may be its own signal
    showButtons();
}

void AwsWizard::identified(const aws::Identity &identity)
{
    m_accountPage->showIdentity(identity);
    if (m_pages->currentIndex() == Account)
        showPage(Caches);
}

void AwsWizard::finished(const base::Result<> &result)
{
    m_caches->showResult(result);
    if (!result && m_pages->currentIndex() == Account)
        m_accountPage->showError(result.error());
    showButtons();
    if (m_pages->currentIndex() == Caches && m_caches->isEmpty())
        m_back->setFocus(Qt::OtherFocusReason);
}

profiles::Profile AwsWizard::wanted() const
{
    const aws::Cache cache = m_caches->cache().value_or(aws::Cache());
    profiles::Profile profile;
    profile.host = cache.endpoint.host;
    profile.port = cache.endpoint.port;
    profile.environment = profiles::Environment::Development;
    (void)profiles::guessFromElastiCacheName(profile);
    profile.name = cache.id;
    profile.tls.enabled =
        cache.tls == aws::Answer::Unknown ? profile.tls.enabled : cache.tls == aws::Answer::Yes;
    if (cache.mode == aws::Mode::ClusterMode)
        profile.topology = profiles::Topology::Cluster;
    else if (cache.mode == aws::Mode::Standalone)
        profile.topology = profiles::Topology::Automatic;
    profile.authentication = profiles::Authentication::None;
    if (cache.auth == aws::CacheAuth::Token)
        profile.authentication = profiles::Authentication::Password;
    else if (cache.auth == aws::CacheAuth::Users)
        profile.authentication = profiles::Authentication::AclUser;
    profile.iam = { cache.id, m_account.region, cache.kind == aws::CacheKind::Serverless,
                    m_account.profile };
    profile.tunnel = {};
    if (const auto bastion = m_caches->bastion()) {
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = bastion->target;
    }
    profile.tunnel.region = m_account.region;
    profile.tunnel.awsProfile = m_account.profile;
    profile.tunnel.awsEndpoint = m_account.ssmEndpoint.toString();
    return profile;
}

void AwsWizard::finish(Next next)
{
    const profiles::Profile profile = m_finish->profile();
    close();
    Q_EMIT made(profile, next);
}

} // namespace ui
