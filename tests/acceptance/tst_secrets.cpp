// Passwords that were really used are looked for in everything the program leaves or shows: its
// files, its log, the text of its windows, the clipboard, its command line, its children, a core
// dump.
#include "acceptance/realwindow.h"
#include "cli/larderprocess.h"
#include "support/wait.h"
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QPlainTextEdit>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using acceptance::RealWindow;
using session::Session;

namespace {

// Each used once for one purpose, so that a find says where it came from.
const QByteArray serverPassword = "Server-7fQ2-tulip";
const QByteArray wrongPassword = "Wrong-93kd-marble";
const QByteArray masterPassword = "Master-51pz-lantern";
const QByteArray typedPassword = "Typed-20vx-anchor";
const QByteArray aclPassword = "Acl-88mw-orchid";

QByteArrayList everySecret()
{
    return { serverPassword, wrongPassword, masterPassword, typedPassword, aclPassword };
}

QByteArray logged;
QtMessageHandler before = nullptr;

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    logged += text.toUtf8() + '\n'; // as it was written, before the program's own redaction
    before(type, context, text);
}

/// The secret that these bytes hold, plain, as UTF-16, in Base64 or in hexadecimal.
QByteArray leakIn(const QByteArray &bytes)
{
    for (const QByteArray &secret : everySecret()) {
        const QString text = QString::fromLatin1(secret);
        const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        for (const QByteArray &form :
             { secret, wide, secret.toBase64(QByteArray::OmitTrailingEquals).chopped(1),
               secret.toHex() }) {
            if (bytes.contains(form))
                return secret;
        }
    }
    return {};
}

/// What a person could read in any window, tooltips and accessible texts included.
QString everythingShown()
{
    QStringList texts;
    for (const QWidget *widget : QApplication::allWidgets()) {
        texts += { widget->toolTip(),
                   widget->statusTip(),
                   widget->whatsThis(),
                   widget->accessibleName(),
                   widget->accessibleDescription(),
                   widget->windowTitle() };
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts += label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts += button->text();
        else if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            texts += line->displayText();
        else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget))
            texts += plain->toPlainText();
        else if (const auto *view = qobject_cast<const QAbstractItemView *>(widget)) {
            for (const QStringList &row : RealWindow::cells(view))
                texts += row;
        }
    }
    return texts.join(QLatin1Char('\n'));
}

/// Of a child that has aborted: did the system write its memory down? `environment` = "NAME=value"
/// or null.
bool leavesACore(const QByteArrayList &words, const char *environment, const QByteArray &folder)
{
    const pid_t child = fork();
    if (child == 0) {
        std::vector<char *> argv;
        for (const QByteArray &word : words)
            argv.push_back(const_cast<char *>(word.constData()));
        argv.push_back(nullptr);
        rlimit limit{};
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_CORE, &limit) != 0 || chdir(folder.constData()) != 0)
            _exit(126);
        if (environment)
            putenv(const_cast<char *>(environment));
        execv(argv[0], argv.data());
        _exit(127);
    }
    // Up to where it waits for the server, with the password in its memory.
    const QByteArray name = QByteArray("/proc/") + QByteArray::number(child) + "/cmdline";
    (void)QTest::qWaitFor(
        [&] {
            QFile file(QString::fromLatin1(name));
            return file.open(QIODevice::ReadOnly) && file.readAll().contains("redis://*");
        },
        10000);
    kill(child, SIGABRT);
    int status = 0;
    (void)QTest::qWaitFor([&] { return waitpid(child, &status, WNOHANG) == child; }, 20000);
    return WIFSIGNALED(status) && WCOREDUMP(status);
}

} // namespace

class TestSecrets : public QObject {
    Q_OBJECT

    static support::RedisServer::Tcp tcp() { return support::RedisServer::Tcp::Yes; }
    static QStringList withPassword()
    {
        return { QStringLiteral("--requirepass"), QString::fromLatin1(serverPassword) };
    }

private Q_SLOTS:
    void initTestCase() { before = qInstallMessageHandler(keepLog); }
    void cleanupTestCase() { qInstallMessageHandler(before); }

    void connectSaveTypeAndFail_leaveNoPasswordAnywhere()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("larder.*=true"));
        support::RedisServer server(withPassword(), tcp());
        QVERIFY(server.isRunning());
        RealWindow person(QStringLiteral("en"));
        QVERIFY(person.see("firstRun"));
        QApplication::clipboard()->setText(QStringLiteral("redis://:%1@127.0.0.1:%2")
                                               .arg(QString::fromLatin1(serverPassword))
                                               .arg(server.port()));
        person.press(Qt::Key_V, Qt::ControlModifier);
        QApplication::clipboard()->clear();
        QVERIFY(person.see<QLineEdit>("profileHost"));
        QVERIFY(person.click("saveProfile"));
        QVERIFY(person.see("vaultSheet")); // no keychain here
        for (const char *field : { "masterPassword", "masterPasswordAgain" }) {
            auto *line = person.see<QLineEdit>(field);
            QVERIFY(line);
            line->setFocus();
            person.type(QString::fromLatin1(masterPassword));
        }
        QVERIFY(person.click("openVault"));
        QTRY_VERIFY_WITH_TIMEOUT(!person.app().profiles().profiles().isEmpty()
                                     && person.app().profiles().profiles().first().passwordStored,
                                 20000);
        const profiles::Profile saved = person.app().profiles().profiles().first();
        QVERIFY(person.click("connectProfile"));
        QTRY_VERIFY_WITH_TIMEOUT(
            person.view() && person.session().state() == Session::State::Online, 15000);
        QTRY_VERIFY_WITH_TIMEOUT(person.visible("scanFooter") && !person.visible("stopScan"),
                                 10000);

        (void)person.console(QStringLiteral("AUTH ") + QString::fromLatin1(typedPassword));
        (void)person.console(QStringLiteral("AUTH default ") + QString::fromLatin1(typedPassword));
        (void)person.console(QStringLiteral("ACL SETUSER bob >")
                             + QString::fromLatin1(aclPassword));
        (void)person.console(QStringLiteral("GET nothing"));
        QCOMPARE(leakIn(everythingShown().toUtf8()), QByteArray());

        // A sign-in that fails, with its ladder and its report.
        person.app().closeWorkspace(saved.id);
        person.app().openProfile(saved, { base::Secret(wrongPassword), {}, {} });
        auto *copy = person.see<QAbstractButton>("copyReport");
        QVERIFY(copy);
        QTRY_VERIFY_WITH_TIMEOUT(copy->isEnabled(), 20000);
        person.click(copy);
        const QString report = QApplication::clipboard()->text();
        QVERIFY2(report.contains(QLatin1String("rejected")), qPrintable(report));
        QCOMPARE(leakIn(report.toUtf8()), QByteArray());
        QCOMPARE(leakIn(everythingShown().toUtf8()), QByteArray());

        QTRY_VERIFY(person.app().profiles().isSaved());
        int files = 0;
        QDirIterator all(person.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            QVERIFY2(leakIn(file.readAll()).isEmpty(), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files >= 3); // profiles, vault, history at least
        QVERIFY(logged.contains("online"));
        QCOMPARE(leakIn(logged), QByteArray());
    }

    void abortedProgram_leavesNoCoreDumpAndNoPasswordInItsWords()
    {
        support::RedisServer server(withPassword(), tcp());
        QVERIFY(server.isRunning());
        const QTemporaryDir folder;
        const QByteArrayList words{ LARDER_PROGRAM,
                                    "exec",
                                    "redis://:" + serverPassword
                                        + "@127.0.0.1:" + QByteArray::number(server.port()),
                                    "--",
                                    "BLPOP",
                                    "nothing",
                                    "9" };
        // Where this machine writes core dumps at all, the switch for developers brings one back.
#ifndef __SANITIZE_ADDRESS__ // which turns core dumps off by itself
        const bool possible = leavesACore({ "/bin/sh", "-c", "while :; do :; done", "redis://*" },
                                          nullptr, folder.path().toLocal8Bit());
        QCOMPARE(leavesACore(words, "LARDER_ALLOW_CORE=1", folder.path().toLocal8Bit()), possible);
#endif
        for (const QString &name : QDir(folder.path()).entryList(QDir::Files | QDir::Hidden))
            QVERIFY(QFile::remove(folder.filePath(name)));

        QVERIFY(!leavesACore(words, nullptr, folder.path().toLocal8Bit()));
        for (const QString &name : QDir(folder.path()).entryList(QDir::Files | QDir::Hidden)) {
            QFile file(folder.filePath(name));
            QVERIFY2(file.open(QIODevice::ReadOnly) && leakIn(file.readAll()).isEmpty(),
                     qPrintable(name));
        }
    }
};

QTEST_MAIN(TestSecrets)
#include "tst_secrets.moc"
