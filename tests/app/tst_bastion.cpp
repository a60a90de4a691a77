// The program's window against a real SSH server: what the person is asked, and what is refused.
#include "app/application.h"
#include "support/redisserver.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include "widgets/common/band.h"
#include "widgets/common/sheet.h"
#include "widgets/mainwindow.h"
#include "widgets/profiles/homepage.h"
#include "widgets/profiles/hostkeysheet.h"
#include "widgets/profiles/promptsheet.h"
#include "widgets/workspaceview.h"
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using session::Session;

class TestBastion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void newHost_acceptedAndStored_isNotAskedAboutAgain();
    void newHost_acceptedOnce_isAskedAboutAgain();
    void newHost_declined_isNotConnected();
    void savedConnection_declined_isNotAskedTwice();
    void hostKeyChanged_isBlockedWithBothFingerprints();
    void hostKeyChangedMeanwhile_isBlockedWithBothFingerprints();
    void workspaceClosed_takesItsQuestionAlong();
    void wrongPassword_isAskedForAgain();

private:
    void startBastion(const support::SshServer::Options &options = {});
    void open();
    [[nodiscard]] Session::State state() const;
    [[nodiscard]] QString bandText() const;
    template <typename Sheet> [[nodiscard]] Sheet *sheet() const
    {
        for (Sheet *each : m_app->window().findChildren<Sheet *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void press(QWidget *sheet, const char *button) const;
    [[nodiscard]] QByteArray ownFile() const;
    void trust(const QByteArray &lines) const;

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<support::SshServer> m_bastion;
    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<app::Application> m_app;
    profiles::Profile m_profile;
};

void TestBastion::init()
{
    // Nothing of the person who runs the test is read or written.
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("HOME", m_home->path().toUtf8());
    qputenv("XDG_CONFIG_HOME", m_home->filePath(QStringLiteral("config")).toUtf8());
    qunsetenv("SSH_AUTH_SOCK");
    m_server =
        std::make_unique<support::RedisServer>(QStringList(), support::RedisServer::Tcp::Yes);
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    m_app = std::make_unique<app::Application>(app::Application::Folders{
        m_home->filePath(QStringLiteral("larder")), m_home->filePath(QStringLiteral("data")) });
    m_app->preferences().setLanguage(QStringLiteral("en"));
    m_app->showWindow();
}

void TestBastion::cleanup()
{
    m_app.reset();
    m_bastion.reset();
    m_server.reset();
}

void TestBastion::startBastion(const support::SshServer::Options &options)
{
    m_bastion = std::make_unique<support::SshServer>(options);
    m_profile = {};
    m_profile.id = QUuid::createUuid();
    m_profile.name = QStringLiteral("orders");
    m_profile.port = m_server->port();
    m_profile.tunnel.kind = profiles::TunnelKind::Ssh;
    profiles::SshHop hop;
    hop.host = m_bastion->address();
    hop.port = m_bastion->port();
    hop.user = m_bastion->userName();
    hop.auth = profiles::SshAuth::KeyFile;
    hop.keyFile = m_bastion->clientKey();
    m_profile.tunnel.hops = { hop };
}

void TestBastion::open()
{
    m_app->openProfile(m_profile, {});
}

Session::State TestBastion::state() const
{
    app::Workspace *workspace = m_app->workspace(m_profile.id);
    return workspace ? workspace->session().state() : Session::State::Closed;
}

QString TestBastion::bandText() const
{
    const ui::WorkspaceView *view = m_app->window().workspace(m_profile.id);
    const auto *band = view ? view->findChild<common::Band *>(QStringLiteral("linkBand")) : nullptr;
    return band && !band->isHidden() ? band->text() : QString();
}

void TestBastion::press(QWidget *sheet, const char *button) const
{
    QTest::mouseClick(sheet->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
}

QByteArray TestBastion::ownFile() const
{
    QFile file(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
               + QStringLiteral("/known_hosts"));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void TestBastion::trust(const QByteArray &lines) const
{
    QVERIFY(QDir(m_home->path()).mkpath(QStringLiteral(".ssh")));
    QFile file(m_home->filePath(QStringLiteral(".ssh/known_hosts")));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(lines);
}

void TestBastion::newHost_acceptedAndStored_isNotAskedAboutAgain()
{
    startBastion();
    QVERIFY2(m_bastion->isRunning(), qPrintable(m_bastion->errorText()));
    open();
    QTRY_VERIFY(sheet<ui::HostKeySheet>());
    const auto *fingerprint =
        sheet<ui::HostKeySheet>()->findChild<QLabel *>(QStringLiteral("hostKeyFingerprint"));
    QCOMPARE(fingerprint->text(), m_bastion->hostFingerprint());
    QVERIFY(!m_bastion->log().contains("Accepted"));
    press(sheet<ui::HostKeySheet>(), "acceptAndStore");
    QTRY_COMPARE(state(), Session::State::Online);
    QCOMPARE(ownFile(), m_bastion->knownHostsLines());
    QVERIFY(!sheet<common::Sheet>());

    m_app->closeWorkspace(m_profile.id);
    open();
    QTRY_COMPARE(state(), Session::State::Online);
    QVERIFY(!sheet<common::Sheet>());
}

void TestBastion::newHost_acceptedOnce_isAskedAboutAgain()
{
    startBastion();
    open();
    QTRY_VERIFY(sheet<ui::HostKeySheet>());
    press(sheet<ui::HostKeySheet>(), "acceptOnce");
    QTRY_COMPARE(state(), Session::State::Online);
    QVERIFY(ownFile().isEmpty());
    m_app->closeWorkspace(m_profile.id);
    open();
    QTRY_VERIFY(sheet<ui::HostKeySheet>());
}

void TestBastion::newHost_declined_isNotConnected()
{
    startBastion();
    open();
    QTRY_VERIFY(sheet<ui::HostKeySheet>());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // Cancel has the focus
    QTRY_VERIFY(bandText().contains(QStringLiteral("was not accepted")));
    QVERIFY(bandText().contains(m_bastion->hostFingerprint()));
    support::settle();
    QCOMPARE(state(), Session::State::Closed);
    QVERIFY(!sheet<common::Sheet>());
    QVERIFY(ownFile().isEmpty());
    QVERIFY(!m_bastion->log().contains("Accepted"));
}

void TestBastion::savedConnection_declined_isNotAskedTwice()
{
    startBastion();
    QTRY_VERIFY(m_app->profiles().isLoaded());
    m_profile.id = m_app->profiles().add(m_profile);
    open();
    QTRY_VERIFY(sheet<ui::HostKeySheet>());
    sheet<ui::HostKeySheet>()->close();
    QTRY_VERIFY(!m_app->workspace(m_profile.id));
    const auto *band = m_app->window().findChild<ui::HomePage *>()->findChild<common::Band *>();
    QTRY_VERIFY(band->isVisible() && band->text().contains(QStringLiteral("was not accepted")));
    support::settle();
    QVERIFY(!sheet<common::Sheet>());
}

void TestBastion::hostKeyChanged_isBlockedWithBothFingerprints()
{
    startBastion();
    const QByteArray before = m_bastion->knownHostsLines();
    const QString stored = m_bastion->hostFingerprint();
    trust(before);
    m_bastion->kill();
    m_bastion->replaceHostKey();
    QVERIFY(m_bastion->start());
    open();
    QTRY_VERIFY(bandText().contains(QStringLiteral("has changed. The bastion was rebuilt, or "
                                                   "someone is intercepting. Nothing was sent.")));
    QVERIFY(bandText().contains(m_bastion->hostFingerprint()));
    QVERIFY(bandText().contains(stored));
    QVERIFY(bandText().contains(m_home->filePath(QStringLiteral(".ssh/known_hosts:1"))));
    QVERIFY(!sheet<common::Sheet>());
    QVERIFY(ownFile().isEmpty());
    QVERIFY(!m_bastion->log().contains("Accepted"));
    QCOMPARE(state(), Session::State::Closed);
}

void TestBastion::hostKeyChangedMeanwhile_isBlockedWithBothFingerprints()
{
    startBastion();
    const QString stored = m_bastion->hostFingerprint();
    trust(m_bastion->knownHostsLines());
    open();
    QTRY_COMPARE(state(), Session::State::Online);
    m_bastion->kill();
    m_bastion->replaceHostKey();
    QVERIFY(m_bastion->start());
    QTRY_VERIFY_WITH_TIMEOUT(bandText().contains(QStringLiteral("has changed")), 15000);
    QVERIFY(bandText().contains(m_bastion->hostFingerprint()));
    QVERIFY(bandText().contains(stored));
    QCOMPARE(state(), Session::State::Closed);
    QVERIFY(!sheet<common::Sheet>());
}

void TestBastion::workspaceClosed_takesItsQuestionAlong()
{
    startBastion();
    open();
    QTRY_VERIFY(sheet<ui::HostKeySheet>());
    m_app->closeWorkspace(m_profile.id);
    QTRY_VERIFY(!sheet<common::Sheet>());
}

void TestBastion::wrongPassword_isAskedForAgain()
{
    support::SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    startBastion(options);
    if (!m_bastion->skipReason().isEmpty())
        QSKIP(qPrintable(m_bastion->skipReason()));
    QVERIFY2(m_bastion->isRunning(), qPrintable(m_bastion->errorText()));
    trust(m_bastion->knownHostsLines());
    m_profile.tunnel.hops[0].auth = profiles::SshAuth::Password;
    open();
    const auto enter = [this](const QString &password) {
        auto *shown = sheet<ui::PromptSheet>();
        QTest::keyClicks(shown->findChild<QLineEdit *>(QStringLiteral("promptField0")), password);
        press(shown, "enterPrompt");
    };
    QTRY_VERIFY(sheet<ui::PromptSheet>());
    QVERIFY(!sheet<ui::PromptSheet>()->findChild<QLabel *>(QStringLiteral("promptAgain")));
    enter(QStringLiteral("wrong"));
    // sshd takes its time with a wrong password.
    QTRY_VERIFY_WITH_TIMEOUT(
        sheet<ui::PromptSheet>()
            && sheet<ui::PromptSheet>()->findChild<QLabel *>(QStringLiteral("promptAgain")),
        15000);
    enter(options.password);
    QTRY_COMPARE_WITH_TIMEOUT(state(), Session::State::Online, 15000);
    QVERIFY(!sheet<common::Sheet>());
}

QTEST_MAIN(TestBastion)
#include "tst_bastion.moc"
