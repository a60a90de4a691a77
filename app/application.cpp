#include "app/application.h"
#include "app/askdesk.h"
#include "app/demoserver.h"
#include "aws/keysource.h"
#include "base/log.h"
#include "base/whendone.h"
#include "link/tunnel.h"
#include "widgets/common/toast.h"
#include "widgets/homebar.h"
#include "widgets/mainwindow.h"
#include "widgets/profiles/homepage.h"
#include "widgets/profiles/linksheet.h"
#include "widgets/profiles/passwordsheet.h"
#include "widgets/profiles/secretsdesk.h"
#include "widgets/workspaceview.h"
#include <QApplication>
#include <QDir>
#include <QStandardPaths>

namespace app {

using common::Theme;

namespace {

/// The demo server is in no file; this is its place in the layout's.
const QUuid demoId(QStringLiteral("{7b1e7bb6-1d4d-4d53-9a4c-6c61726465c0}"));

} // namespace

QUuid Application::demoProfile()
{
    return demoId;
}

Application::Folders Application::standardFolders()
{
    return { QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation),
             QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) };
}

Application::Application(const Folders &folders, QObject *parent)
    : QObject(parent)
    , m_folders(folders)
    , m_preferences(folders.config + QStringLiteral("/settings.ini"))
    , m_profiles(folders.config + QStringLiteral("/profiles.json"))
    , m_secrets(folders.config + QStringLiteral("/secrets.vault"))
    , m_aws(aws::Places::standard())
{
    QDir().mkpath(folders.config);
    QDir().mkpath(folders.data);
    m_translations.setLanguage(m_preferences.language());
    Theme::instance().setMode(m_preferences.theme());
    Theme::instance().setZoom(m_preferences.zoom());
    connect(&m_preferences, &ui::Preferences::languageChanged, &m_translations,
            &Translations::setLanguage);
    m_profiles.load();
    m_window = std::make_unique<ui::MainWindow>(m_preferences);
    m_desk = std::make_unique<AskDesk>(m_profiles, m_secrets, m_window.get());
    connect(m_desk.get(), &AskDesk::problem, this,
            [this](const base::Error &why) { common::Toast::show(m_window.get(), why.text); });
    wireWindow();
    wireAws();
}

Application::~Application() = default;

void Application::overrideLanguage(const QString &language)
{
    m_translations.setLanguage(language);
}

void Application::overrideTheme(Theme::Mode mode)
{
    Theme::instance().setMode(mode);
}

void Application::showWindow()
{
    m_window->show();
}

void Application::wireWindow()
{
    auto *home = new ui::HomePage(m_profiles, m_secrets);
    m_window->setHome(home, [home] { return home->hasUnsavedChanges(); });
    m_window->setProfiles([this] { return m_profiles.profiles(); });
    connect(m_window.get(), &ui::MainWindow::connectRequested, this, [this](const QUuid &id) {
        if (const auto profile = m_profiles.find(id))
            openSaved(*profile);
    });
    const auto status = [this, home] {
        m_window->homeBar()->setConnections(home->connectionsText());
        m_window->homeBar()->setSecrets(home->secretsText());
    };
    connect(home, &ui::HomePage::statusChanged, this, status);
    status();
    connect(home, &ui::HomePage::connectRequested, this, &Application::openProfile);
    connect(home, &ui::HomePage::demoRequested, this, &Application::openDemo);
    connect(home, &ui::HomePage::languageRequested, &m_preferences, &ui::Preferences::setLanguage);
    connect(home, &ui::HomePage::themeRequested, &m_preferences, &ui::Preferences::setTheme);
    connect(home, &ui::HomePage::testRequested, this, &Application::test);
    connect(home, &ui::HomePage::testCancelled, this, &Application::endTest);
    connect(m_window.get(), &ui::MainWindow::newConnectionRequested, home,
            [home] { home->startNew(); });
    connect(m_window.get(), &ui::MainWindow::importRequested, home, &ui::HomePage::chooseFile);
    connect(m_window.get(), &ui::MainWindow::closeWorkspaceRequested, this,
            &Application::closeWorkspace);
    connect(this, &Application::failed, home, [this, home](const base::Error &why) {
        m_window->showHome();
        home->showProblem(why);
    });
}

void Application::wireAws()
{
    auto *home = m_window->findChild<ui::HomePage *>();
    home->setAwsPlaces(m_aws);
    connect(home, &ui::HomePage::awsRequested, this, &Application::findInAws);
    connect(home, &ui::HomePage::bastionRequested, this, &Application::findBastion);
    connect(home, &ui::HomePage::signInRequested, this, &Application::signIn);
}

void Application::findInAws()
{
    if (const auto *wizard = openWizard({}, {}))
        connect(wizard, &ui::AwsWizard::made, this, &Application::takeFound);
}

void Application::findBastion(const profiles::Profile &profile)
{
    auto *home = m_window->findChild<ui::HomePage *>();
    if (const auto *wizard = openBastions(profile))
        connect(wizard, &ui::AwsWizard::bastionChosen, home, &ui::HomePage::takeBastion);
}

/// Of a connection that is open: what is shown of it, and what is unsaved, stays. Where it is a
/// saved one, the new bastion is saved with it once it has proved good.
void Application::replaceBastion(session::Session *session)
{
    const auto *wizard = openBastions(session->profile());
    if (!wizard)
        return;
    connect(
        wizard, &ui::AwsWizard::bastionChosen, session,
        [this, session](const QString &target, const QString &region, const QString &awsProfile) {
            profiles::TunnelSettings way = session->profile().tunnel;
            way.target = target;
            if (!region.isEmpty())
                way.region = region;
            if (!awsProfile.isEmpty())
                way.awsProfile = awsProfile;
            session->setWay(way);
            connect(
                session, &session::Session::online, this,
                [this, session] { keepWay(session->profile()); }, Qt::SingleShotConnection);
            session->open();
        });
}

void Application::keepWay(const profiles::Profile &profile)
{
    auto saved = m_profiles.find(profile.id);
    if (!saved || saved->tunnel.kind != profiles::TunnelKind::Ssm)
        return;
    saved->tunnel.target = profile.tunnel.target;
    saved->tunnel.region = profile.tunnel.region;
    saved->tunnel.awsProfile = profile.tunnel.awsProfile;
    if (m_profiles.update(*saved))
        common::Toast::show(
            m_window.get(),
            tr("Saved: %1 leads through %2.").arg(saved->name, saved->tunnel.target));
}

/// Null while another wizard is open; so are openSignIn()'s and openWizard()'s.
ui::AwsWizard *Application::openBastions(const profiles::Profile &profile)
{
    ui::AwsWizard::Start start;
    start.purpose = ui::AwsWizard::Purpose::Bastion;
    start.profile = profile.tunnel.awsProfile;
    start.region = profile.tunnel.region;
    start.ssmEndpoint = QUrl(profile.tunnel.awsEndpoint);
    start.host = profile.host;
    return openWizard(start, profile);
}

void Application::signIn(const profiles::Profile &profile)
{
    auto *home = m_window->findChild<ui::HomePage *>();
    if (const auto *wizard = openSignIn(profile))
        connect(wizard, &ui::AwsWizard::signedIn, home, &ui::HomePage::test);
}

/// Of a connection that is open: what is shown of it, and what is unsaved, stays.
void Application::signInAgain(session::Session *session)
{
    if (const auto *wizard = openSignIn(session->profile()))
        connect(wizard, &ui::AwsWizard::signedIn, session, &session::Session::open);
}

ui::AwsWizard *Application::openSignIn(const profiles::Profile &profile)
{
    const aws::Account account = links::awsAccount(profile, {});
    ui::AwsWizard::Start start;
    start.purpose = ui::AwsWizard::Purpose::SignIn;
    start.profile = account.profile;
    start.region = account.region;
    return openWizard(start, profile);
}

ui::AwsWizard *Application::openWizard(const ui::AwsWizard::Start &start,
                                       const profiles::Profile &profile)
{
    if (m_wizard)
        return nullptr;
    auto *home = m_window->findChild<ui::HomePage *>();
    ui::AwsWizard::Start begun = start;
    begun.groups = home->groups();
    auto *owner = new QObject(this); // of the questions: goes with the wizard
    profiles::Profile asking = profile;
    if (asking.name.isEmpty())
        asking.name = tr("Find in AWS");
    m_wizard = new ui::AwsWizard(m_aws, m_desk->asker(asking, owner), begun, m_window.get());
    connect(m_wizard, &QObject::destroyed, owner, &QObject::deleteLater);
    return m_wizard;
}

void Application::takeFound(const profiles::Profile &profile, ui::AwsWizard::Next next)
{
    auto *home = m_window->findChild<ui::HomePage *>();
    m_window->showHome();
    home->startFound(profile);
    if (next == ui::AwsWizard::Next::Save)
        home->save();
    else if (next == ui::AwsWizard::Next::Test)
        home->test();
    else
        home->connectCurrent();
}

void Application::test(const profiles::Profile &profile, const profiles::Secrets &secrets)
{
    auto *home = m_window->findChild<ui::HomePage *>();
    endTest();
    m_test = std::make_unique<session::Diagnosis>(profile, secrets);
    m_test->setAsker(m_desk->asker(profile, m_test.get()));
    connect(m_test.get(), &session::Diagnosis::rungChanged, home,
            [this, home] { home->showTestProgress(m_test->report()); });
    connect(m_test.get(), &session::Diagnosis::finished, home,
            [this, home](const session::DiagnosisReport &report) {
                home->showTestResult(report);
                endTest();
            });
    m_test->start();
}

/// What it would still say is not heard any more.
void Application::endTest()
{
    if (!m_test)
        return;
    m_test->disconnect();
    m_test.release()->deleteLater(); // this may be its own signal
}

void Application::openSaved(const profiles::Profile &profile)
{
    if (workspace(profile.id)) {
        m_window->showWorkspace(profile.id);
        return;
    }
    const auto collected = [this, profile](const base::Result<profiles::Collected> &found) {
        if (!found)
            Q_EMIT failed(found.error());
        else if (found->missing.isEmpty())
            openProfile(profile, found->secrets);
        else
            askFor(profile, found->missing, found->secrets, false);
    };
    const auto future = m_secrets.collect(profile);
    if (future.isFinished())
        collected(future.result());
    else
        base::whenDone(future, this, collected);
}

void Application::askFor(const profiles::Profile &profile,
                         const QList<profiles::SecretSlot> &missing, const profiles::Secrets &known,
                         bool refused)
{
    auto *sheet = new ui::PasswordSheet(profile, missing, known, refused, m_window.get());
    connect(sheet, &ui::PasswordSheet::entered, this,
            [this, profile](const profiles::Secrets &secrets) { openProfile(profile, secrets); });
}

void Application::openProfile(const profiles::Profile &profile, const profiles::Secrets &secrets)
{
    if (workspace(profile.id)) {
        m_window->showWorkspace(profile.id);
        return;
    }
    QString history;
    if (profile.environment != profiles::Environment::Demo) {
        history = QStringLiteral("%1/history-%2.txt")
                      .arg(m_folders.data, profile.id.toString(QUuid::WithoutBraces));
    }
    m_workspaces.push_back(std::make_unique<Workspace>(profile, secrets, history));
    Workspace *workspace = m_workspaces.back().get();
    workspace->session().setAsker(m_desk->asker(profile, workspace));
    ui::WorkspaceParts parts = workspace->parts();
    const bool ownKeys = !links::awsAccount(profile, secrets).keys.accessKeyId.isEmpty();
    parts.signsInBySso = [this, session = parts.session, ownKeys] {
        const aws::KeySource source(links::awsAccount(session->profile(), {}), m_aws, nullptr);
        return !ownKeys && aws::signsInBySso(source.profile(), m_aws);
    };
    auto *view = new ui::WorkspaceView(parts, m_preferences);
    m_window->addWorkspace(view);
    connect(view, &ui::WorkspaceView::signInRequested, this,
            [this, session = parts.session] { signInAgain(session); });
    connect(view, &ui::WorkspaceView::bastionRequested, this,
            [this, session = parts.session] { replaceBastion(session); });
    const auto opening = connect(
        &workspace->session(), &session::Session::failed, this,
        [this, profile, secrets](const base::Error &why) { openingFailed(profile, secrets, why); },
        Qt::QueuedConnection); // the session is in the middle of telling
    // From then on there may be unsaved edits: a failure is shown where they are.
    connect(
        &workspace->session(), &session::Session::online, this, [opening] { disconnect(opening); },
        Qt::SingleShotConnection);
    Q_EMIT workspaceOpened(workspace);
    workspace->open();
}

/// A wrong password that was typed is asked for again, and one that is missing in its form;
/// everything else about a saved connection is for the diagnosis.
void Application::openingFailed(const profiles::Profile &profile, const profiles::Secrets &secrets,
                                const base::Error &why)
{
    if (!workspace(profile.id))
        return; // closed meanwhile
    if (why.kind == base::Error::Kind::Auth && !links::isOfTheWay(why)
        && profile.passwordSource == profiles::PasswordSource::Ask) {
        closeWorkspace(profile.id);
        askFor(profile, { profiles::SecretSlot::Password }, secrets, true);
        return;
    }
    if (!m_profiles.find(profile.id))
        return;
    closeWorkspace(profile.id);
    if (why.kind == base::Error::Kind::Cancelled) {
        Q_EMIT failed(why); // a diagnosis would ask the same question again
        return;
    }
    m_window->showHome();
    auto *home = m_window->findChild<ui::HomePage *>();
    if (why.cause == base::Error::Cause::PasswordNeeded && secrets.password.isEmpty())
        home->askForPassword(profile.id, why.text);
    else
        home->diagnose(profile, secrets);
}

void Application::openByName(const QString &name)
{
    if (!m_profiles.isLoaded()) {
        connect(
            &m_profiles, &profiles::ProfileStore::loaded, this, [this, name] { openByName(name); },
            Qt::SingleShotConnection);
        return;
    }
    for (const profiles::Profile &profile : m_profiles.profiles()) {
        if (profile.name == name) {
            openSaved(profile);
            return;
        }
    }
    Q_EMIT failed(
        { base::Error::Kind::NotFound, tr("There is no connection named %1.").arg(name), {} });
}

void Application::askToOpen(profiles::Profile profile, const profiles::Secrets &secrets)
{
    if (profile.id.isNull())
        profile.id = QUuid::createUuid();
    if (profile.name.isEmpty())
        profile.name = profile.address();
    m_window->showHome();
    auto *sheet = new ui::LinkSheet(profile, secrets, m_window.get());
    connect(sheet, &ui::LinkSheet::connectOnce, this,
            [this, profile, secrets] { openAsked(profile, secrets); });
    connect(sheet, &ui::LinkSheet::saveAndConnect, this,
            [this, profile, secrets] { saveAsked(profile, secrets); });
}

/// With what the address brought along; a password that it left out is asked for.
void Application::openAsked(const profiles::Profile &profile, const profiles::Secrets &secrets)
{
    const bool wantsPassword = profile.authentication == profiles::Authentication::Password
        || profile.authentication == profiles::Authentication::AclUser;
    if (wantsPassword && secrets.password.isEmpty()
        && profile.passwordSource != profiles::PasswordSource::Command)
        askFor(profile, { profiles::SecretSlot::Password }, secrets, false);
    else
        openProfile(profile, secrets);
}

void Application::saveAsked(const profiles::Profile &profile, const profiles::Secrets &secrets)
{
    if (!m_profiles.isLoaded()) {
        connect(
            &m_profiles, &profiles::ProfileStore::loaded, this,
            [this, profile, secrets] { saveAsked(profile, secrets); }, Qt::SingleShotConnection);
        return;
    }
    const QUuid id = m_profiles.add(profile);
    auto *desk = new ui::SecretsDesk(m_profiles, m_secrets, m_window.get());
    connect(desk, &ui::SecretsDesk::problem, this, &Application::failed);
    if (const auto saved = m_profiles.find(id))
        desk->settle(*saved, secrets);
    if (const auto saved = m_profiles.find(id))
        openAsked(*saved, secrets);
}

void Application::openDemo()
{
    if (workspace(demoId)) {
        m_window->showWorkspace(demoId);
        return;
    }
    if (m_demo)
        return; // starting
    m_demo = std::make_unique<DemoServer>();
    connect(m_demo.get(), &DemoServer::started, this, [this](const QString &socket) {
        profiles::Profile demo;
        demo.id = demoId;
        demo.name = tr("sample data");
        demo.environment = profiles::Environment::Demo;
        demo.unixSocket = socket;
        openProfile(demo, {});
    });
    connect(m_demo.get(), &DemoServer::failed, this, [this](const base::Error &why) {
        qCWarning(base::logApp) << "demo server:" << why.text;
        m_demo.release()->deleteLater();
        Q_EMIT failed(why);
    });
    m_demo->start();
}

void Application::closeWorkspace(const QUuid &profile)
{
    m_window->removeWorkspace(profile);
    const auto gone = std::find_if(m_workspaces.begin(), m_workspaces.end(), [&](const auto &each) {
        return each->session().profile().id == profile;
    });
    if (gone != m_workspaces.end())
        m_workspaces.erase(gone);
    if (profile == demoId)
        m_demo.reset();
}

Workspace *Application::workspace(const QUuid &profile) const
{
    for (const auto &each : m_workspaces) {
        if (each->session().profile().id == profile)
            return each.get();
    }
    return nullptr;
}

} // namespace app
