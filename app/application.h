#pragma once
#include "app/translations.h"
#include "app/workspace.h"
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include "session/diagnosis.h"
#include "widgets/aws/awswizard.h"
#include "widgets/settings/preferences.h"
#include <QObject>
#include <QPointer>
#include <memory>
#include <vector>

namespace ui {
class MainWindow;
}

namespace app {

class AskDesk;
class DemoServer;

/// Owns what outlives a window: preferences, saved connections, secrets, open workspaces.
class Application final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Application)

public:
    struct Folders {
        QString config; ///< settings, profiles, vault
        QString data; ///< console history
    };
    [[nodiscard]] static Folders standardFolders();

    explicit Application(const Folders &folders, QObject *parent = nullptr);
    ~Application() override;

    /// Overrides for this run, not kept.
    void overrideLanguage(const QString &language);
    void overrideTheme(common::Theme::Mode mode);

    void showWindow();
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] ui::Preferences &preferences() { return m_preferences; }
    [[nodiscard]] profiles::ProfileStore &profiles() { return m_profiles; }
    [[nodiscard]] Translations &translations() { return m_translations; }

    /// Opens the profile, or shows its workspace when it is open already.
    void openProfile(const profiles::Profile &profile, const profiles::Secrets &secrets);
    /// The same, with what the secret store holds; what it does not hold is asked for.
    void openSaved(const profiles::Profile &profile);
    void openDemo();
    /// A saved connection of that name; failed() when there is none. Waits for the file.
    void openByName(const QString &name);
    /// Of an address or a file from outside: shows where it leads and asks. Nothing is opened,
    /// looked up or saved before the answer.
    void askToOpen(profiles::Profile profile, const profiles::Secrets &secrets);
    void closeWorkspace(const QUuid &profile);
    [[nodiscard]] static QUuid demoProfile();
    /// Null when the profile is not open.
    [[nodiscard]] Workspace *workspace(const QUuid &profile) const;

Q_SIGNALS:
    void workspaceOpened(app::Workspace *workspace);
    /// A connection could not be begun at all (demo server missing, secret refused).
    void failed(const base::Error &why);

private:
    void wireWindow();
    void wireAws();
    void findInAws();
    void findBastion(const profiles::Profile &profile);
    void signIn(const profiles::Profile &profile);
    void signInAgain(session::Session *session);
    void replaceBastion(session::Session *session);
    void keepWay(const profiles::Profile &profile);
    ui::AwsWizard *openBastions(const profiles::Profile &profile);
    ui::AwsWizard *openSignIn(const profiles::Profile &profile);
    ui::AwsWizard *openWizard(const ui::AwsWizard::Start &start, const profiles::Profile &profile);
    void takeFound(const profiles::Profile &profile, ui::AwsWizard::Next next);
    void askFor(const profiles::Profile &profile, const QList<profiles::SecretSlot> &missing,
                const profiles::Secrets &known, bool refused);
    void openAsked(const profiles::Profile &profile, const profiles::Secrets &secrets);
    void saveAsked(const profiles::Profile &profile, const profiles::Secrets &secrets);
    void test(const profiles::Profile &profile, const profiles::Secrets &secrets);
    void endTest();
    void openingFailed(const profiles::Profile &profile, const profiles::Secrets &secrets,
                       const base::Error &why);

    Folders m_folders;
    ui::Preferences m_preferences;
    Translations m_translations;
    profiles::ProfileStore m_profiles;
    profiles::SecretStore m_secrets;
    std::unique_ptr<AskDesk> m_desk;
    aws::Places m_aws;
    QPointer<ui::AwsWizard> m_wizard;
    std::unique_ptr<DemoServer> m_demo;
    std::unique_ptr<session::Diagnosis> m_test;
    std::vector<std::unique_ptr<Workspace>> m_workspaces;
    std::unique_ptr<ui::MainWindow> m_window; // goes first: its views look at the workspaces
};

} // namespace app
