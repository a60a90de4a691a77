#pragma once
#include "aws/places.h"
#include "base/result.h"
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include "session/diagnosis.h"
#include "widgets/common/theme.h"
#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace common {
class Band;
}

namespace ui {

class ConnectionList;
class DemoPane;
class FirstRun;
class FormDesk;
class ImportDesk;
class PasteBar;
class ProfileEditor;
class SecretsDesk;
class SecretsPlace;
struct Draft;

/// Home: the connection manager. Edits are kept per connection until they are saved (Ctrl+S) or
/// discarded; Connect saves first. It opens nothing itself: tests and connects go out as requests,
/// with the secrets that belong to them.
class HomePage final : public QWidget {
    Q_OBJECT

public:
    HomePage(profiles::ProfileStore &store, profiles::SecretStore &secrets,
             QWidget *parent = nullptr);
    ~HomePage() override;

    /// For the status bar: "3 connections", "Secrets in the system keychain".
    [[nodiscard]] QString connectionsText() const;
    [[nodiscard]] QString secretsText() const;
    /// Edits that closing the program would lose.
    [[nodiscard]] bool hasUnsavedChanges() const;

    void select(const QUuid &id);
    /// A new connection in the form; nothing is saved yet. Without a profile it goes on with the
    /// one that was left half done.
    void startNew(const profiles::Profile &profile = {}, const profiles::Secrets &typed = {});
    /// Shows what the text or the file holds; only what the person then takes is saved.
    void importText(const QByteArray &text);
    void importFile(const QString &path);
    /// Asks which file.
    void chooseFile();
    /// What AWS's tools read on this computer. Without it nothing of AWS is looked up.
    void setAwsPlaces(const aws::Places &places);
    /// A connection that a wizard has made, in the form; saved, tested or opened as wished.
    void startFound(const profiles::Profile &profile);
    /// Into the form that is open.
    void takeBastion(const QString &target, const QString &region, const QString &awsProfile);
    [[nodiscard]] QStringList groups() const;
    /// Test and Connect of the open connection, as if its buttons were pressed.
    void test();
    void connectCurrent();
    bool save();

    /// Of the test that was asked for last, as far as it is. Ignored after testCancelled().
    void showTestProgress(const session::DiagnosisReport &report);
    void showTestResult(const session::DiagnosisReport &report);
    /// Shows the saved connection and asks for a test of it with these secrets: opening it has just
    /// failed.
    void diagnose(const profiles::Profile &profile, const profiles::Secrets &secrets);
    /// Shows the saved connection at its password, which the server wants: `why`.
    void askForPassword(const QUuid &id, const QString &why);
    /// A band over the page: what was asked for elsewhere could not be done.
    void showProblem(const base::Error &error);

Q_SIGNALS:
    void testRequested(const profiles::Profile &profile, const profiles::Secrets &secrets);
    /// The person gave up waiting: a result that still comes is not shown.
    void testCancelled();
    void connectRequested(const profiles::Profile &profile, const profiles::Secrets &secrets);
    void demoRequested();
    /// A cache is to be found in AWS.
    void awsRequested();
    /// A bastion of AWS is to be found for the connection in the form.
    void bastionRequested(const profiles::Profile &profile);
    /// The AWS profile of the connection in the form wants a sign-in; test() follows it.
    void signInRequested(const profiles::Profile &profile);
    void languageRequested(const QString &code);
    void themeRequested(common::Theme::Mode mode);
    void statusChanged();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void retranslate();
    void followStore();
    void open(const QUuid &id);
    void showFirst();
    [[nodiscard]] bool isFormShown() const;
    template <typename WayIn> void wireWayIn(WayIn *way);
    void showImported(const Draft &last, bool connecting);
    void findWay(profiles::TunnelKind kind);
    void takeFocus();
    void duplicate(const QUuid &id);
    void askRemove(const QUuid &id);
    void showSecretsPlace();

    profiles::ProfileStore &m_store;
    profiles::SecretStore &m_secrets;
    SecretsDesk *m_desk;
    SecretsPlace *m_place;
    ImportDesk *m_imports;
    common::Band *m_band;
    QStackedWidget *m_right;
    PasteBar *m_paste;
    QSplitter *m_splitter;
    ConnectionList *m_list;
    ProfileEditor *m_editor;
    FirstRun *m_firstRun;
    DemoPane *m_demoPane;
    QWidget *m_nothing;
    FormDesk *m_form;
};

} // namespace ui
