// An address from outside: nothing happens before the person has answered.
#include "app/application.h"
#include "profiles/exchange.h"
#include "support/wait.h"
#include "widgets/mainwindow.h"
#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// The program with a home of its own, and a port that notices whoever comes.
struct Desk {
    Desk()
    {
        listener.listen(QHostAddress::LocalHost);
        profile.host = QStringLiteral("127.0.0.1");
        profile.port = listener.serverPort();
        profile.db = 3;
        profile.authentication = profiles::Authentication::AclUser;
        profile.user = QStringLiteral("<b>reporting</b>");
        secrets.password = base::Secret("the-secret");
        application.showWindow();
    }

    [[nodiscard]] QString label(const char *name) const
    {
        const auto *found = window()->findChild<QLabel *>(QLatin1String(name));
        return found ? found->text() : QStringLiteral("(not there)");
    }
    [[nodiscard]] QWidget *window() const
    {
        return &const_cast<app::Application &>(application).window();
    }
    void press(const char *name) const
    {
        auto *button = window()->findChild<QAbstractButton *>(QLatin1String(name));
        QVERIFY(button);
        button->click();
    }

    QTemporaryDir home;
    QTcpServer listener;
    app::Application application{ { home.path(), home.path() } };
    profiles::Profile profile;
    profiles::Secrets secrets;
};

} // namespace

class TestLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void question_shows_where_it_leads_and_no_secret();
    void cancel_is_the_default_and_leaves_nothing();
    void connecting_once_saves_nothing();
    void saving_keeps_the_connection();
    void program_and_detours_are_named();
};

void TestLink::question_shows_where_it_leads_and_no_secret()
{
    Desk desk;
    desk.application.askToOpen(desk.profile, desk.secrets);
    QCOMPARE(desk.label("linkHost"), QStringLiteral("127.0.0.1"));
    QCOMPARE(desk.label("linkPort"), QString::number(desk.profile.port));
    QCOMPARE(desk.label("linkDatabase"), QStringLiteral("3"));
    QCOMPARE(desk.label("linkUser"), QStringLiteral("<b>reporting</b>"));
    for (const auto *label : desk.window()->findChildren<QLabel *>())
        QVERIFY(!label->text().contains(QLatin1String("the-secret")));
    const auto *user = desk.window()->findChild<QLabel *>(QStringLiteral("linkUser"));
    QCOMPARE(user->textFormat(), Qt::PlainText);
}

void TestLink::program_and_detours_are_named()
{
    Desk desk;
    desk.profile.passwordSource = profiles::PasswordSource::Command;
    desk.profile.passwordCommand = { QStringLiteral("evil"), QStringLiteral("<b>-x</b>") };
    desk.profile.addressMap.insert(QStringLiteral("a:1"), QStringLiteral("b:2"));
    desk.profile.seeds = { { QStringLiteral("seed.example"), 7000 } };
    desk.application.askToOpen(desk.profile, desk.secrets);
    QString said;
    for (const auto *label : desk.window()->findChildren<QLabel *>(QStringLiteral("linkWarning"))) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        said += label->text();
    }
    QVERIFY(said.contains(QLatin1String("\"evil\" \"<b>-x</b>\"")));
    QVERIFY(said.contains(QLatin1String("\"b:2\"")));
    QCOMPARE(desk.label("linkNodes"), QStringLiteral("seed.example:7000"));
}

void TestLink::cancel_is_the_default_and_leaves_nothing()
{
    Desk desk;
    QSignalSpy opened(&desk.application, &app::Application::workspaceOpened);
    QTRY_VERIFY(desk.application.profiles().isLoaded());
    desk.application.askToOpen(desk.profile, desk.secrets);
    auto *cancel = desk.window()->findChild<QAbstractButton *>(QStringLiteral("cancelLink"));
    QVERIFY(cancel);
    QTRY_COMPARE(desk.window()->focusWidget(), cancel);
    support::settle();
    QVERIFY(!desk.listener.hasPendingConnections());
    QTest::keyClick(cancel, Qt::Key_Return);
    QTRY_VERIFY(!desk.window()->findChild<QWidget *>(QStringLiteral("linkSheet")));
    support::settle();
    QVERIFY(!desk.listener.hasPendingConnections());
    QCOMPARE(opened.size(), 0);
    QVERIFY(desk.application.profiles().profiles().isEmpty());
}

void TestLink::connecting_once_saves_nothing()
{
    Desk desk;
    QTRY_VERIFY(desk.application.profiles().isLoaded());
    desk.application.askToOpen(desk.profile, desk.secrets);
    support::settle();
    QVERIFY(!desk.listener.hasPendingConnections());
    desk.press("connectOnce");
    QTRY_VERIFY(desk.listener.hasPendingConnections());
    QVERIFY(desk.application.profiles().profiles().isEmpty());
}

void TestLink::saving_keeps_the_connection()
{
    Desk desk;
    QTRY_VERIFY(desk.application.profiles().isLoaded());
    desk.secrets.password = {};
    desk.profile.authentication = profiles::Authentication::None;
    desk.profile.user.clear();
    desk.application.askToOpen(desk.profile, desk.secrets);
    desk.press("saveAndConnect");
    QTRY_VERIFY(desk.listener.hasPendingConnections());
    QCOMPARE(desk.application.profiles().profiles().size(), 1);
    QCOMPARE(desk.application.profiles().profiles().constFirst().port, desk.profile.port);
    QCOMPARE(desk.application.profiles().profiles().constFirst().db, 3);
}

QTEST_MAIN(TestLink)
#include "tst_link.moc"
