#include "console/consolemodel.h"
#include "support/fakeport.h"
#include "widgets/common/theme.h"
#include "widgets/console/askbar.h"
#include "widgets/console/completionpopup.h"
#include "widgets/console/consoleview.h"
#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>
#include <chrono>

namespace {

struct Screen {
    std::shared_ptr<support::FakePort> port = std::make_shared<support::FakePort>();
    console::ConsoleModel model;
    ui::ConsoleView view{ &model };

    Screen()
    {
        model.setSend(resp::Send(port));
        view.setPromptInfo(QStringLiteral("localhost:6379"), 0, profiles::Environment::Development);
        view.resize(900, 400);
        view.show();
        view.focusInput();
        if (!QTest::qWaitForWindowActive(&view))
            qWarning("the window is not active");
    }

    bool settled()
    {
        return QTest::qWaitFor([this] { return !model.isRunning() && model.waiting() == 0; });
    }

    void type(const QString &text) { QTest::keyClicks(&view, text); }

    void compose(const QString &preedit, const QString &commit = {})
    {
        QInputMethodEvent event(preedit, { { QInputMethodEvent::Cursor, int(preedit.size()), 1 } });
        event.setCommitString(commit);
        QApplication::sendEvent(&view, &event);
    }

    /// As an input method does it: each syllable grows letter by letter, and the next one commits
    /// it.
    void typeSyllables(const QList<QStringList> &syllables)
    {
        QString last;
        for (const QStringList &steps : syllables) {
            for (qsizetype i = 0; i < steps.size(); ++i)
                compose(steps[i], i == 0 ? last : QString());
            last = steps.constLast();
        }
    }
};

} // namespace

class TestConsoleView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typedLine_runsOnEnterAndShowsItsAnswer()
    {
        Screen screen;
        screen.port->answer = [](const resp::Command &) { return resp::Reply::string("v"); };
        screen.type(QStringLiteral("GET \"a b\""));
        QTest::keyClick(&screen.view, Qt::Key_Return);
        QVERIFY(screen.settled());
        QCOMPARE(screen.port->sent, (resp::Commands{ { "GET", "a b" } }));
        QCOMPARE(screen.model.entry(0).output, QByteArray("\"v\"\n"));
        QCOMPARE(screen.view.inputText(), QString());
    }

    /// T23: the words of the task, in the steps of a Korean input method.
    void hangulLine_runsOnceOnTheEnterAfterTheOneThatCommits()
    {
        Screen screen;
        screen.type(QStringLiteral("SET "));
        screen.typeSyllables({ { QStringLiteral("ㅇ"), QStringLiteral("이"), QStringLiteral("인") },
                               { QStringLiteral("ㅅ"), QStringLiteral("사") } });
        QCOMPARE(screen.view.inputText(), QStringLiteral("SET 인"));
        QTest::keyClick(&screen.view, Qt::Key_Space); // commits only
        QCOMPARE(screen.view.inputText(), QStringLiteral("SET 인사"));
        QTest::keyClick(&screen.view, Qt::Key_Space);
        screen.type(QStringLiteral("\""));
        screen.typeSyllables({ { QStringLiteral("ㅇ"), QStringLiteral("아"), QStringLiteral("안") },
                               { QStringLiteral("ㄴ"), QStringLiteral("녀"), QStringLiteral("녕") },
                               { QStringLiteral("ㅎ"), QStringLiteral("하") },
                               { QStringLiteral("ㅅ"), QStringLiteral("세") },
                               { QStringLiteral("ㅇ"), QStringLiteral("요") } });
        screen.compose({}, QStringLiteral("요"));
        screen.type(QStringLiteral("\""));
        QCOMPARE(screen.view.inputText(), QStringLiteral("SET 인사 \"안녕하세요\""));
        // Composing again at the end: the first Enter commits, the second runs.
        screen.type(QStringLiteral(" "));
        screen.compose(QStringLiteral("끝"));
        QTest::keyClick(&screen.view, Qt::Key_Return);
        QCOMPARE(screen.model.rowCount(), 0);
        QCOMPARE(screen.view.inputText(), QStringLiteral("SET 인사 \"안녕하세요\" 끝"));
        QTest::keyClick(&screen.view, Qt::Key_Return);
        QVERIFY(screen.settled());
        QCOMPARE(screen.port->sent, (resp::Commands{ { "SET", "인사", "안녕하세요", "끝" } }));
        QCOMPARE(screen.model.rowCount(), 1);
    }

    void arrowsWhileComposing_commitAndDoNotMove()
    {
        Screen screen;
        for (const Qt::Key key : { Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down }) {
            screen.view.setInputText(QStringLiteral("GET "));
            screen.compose(QStringLiteral("가"));
            QTest::keyClick(&screen.view, key);
            QCOMPARE(screen.view.inputText(), QStringLiteral("GET 가"));
            QCOMPARE(screen.view.inputMethodQuery(Qt::ImCursorPosition).toInt(), 5);
        }
    }

    /// ibus commits first and then passes the same Enter on: it was pressed before the commit came.
    void enterThatCausedTheCommit_doesNotRunTheLine()
    {
        Screen screen;
        screen.type(QStringLiteral("GET "));
        screen.compose(QStringLiteral("가"));
        const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                             std::chrono::steady_clock::now().time_since_epoch())
                             .count();
        screen.compose({}, QStringLiteral("가"));
        QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"));
        enter.setTimestamp(quint64(now - 1));
        QApplication::sendEvent(&screen.view, &enter);
        QCOMPARE(screen.view.inputText(), QStringLiteral("GET 가"));
        QCOMPARE(screen.model.rowCount(), 0);
        enter.setAccepted(false);
        enter.setTimestamp(quint64(now + 60));
        QApplication::sendEvent(&screen.view, &enter);
        QVERIFY(screen.settled());
        QCOMPARE(screen.port->sent, (resp::Commands{ { "GET", "가" } }));
    }

    void clickAndFocusLoss_commitOnce()
    {
        Screen screen;
        screen.compose(QStringLiteral("가"));
        QTest::mouseClick(screen.view.viewport(), Qt::LeftButton, {}, QPoint(800, 14));
        QCOMPARE(screen.view.inputText(), QStringLiteral("가"));
        screen.compose(QStringLiteral("나"));
        screen.view.clearFocus();
        QCOMPARE(screen.view.inputText(), QStringLiteral("가나"));
    }

    void inputMethodQuery_tellsWhereTheCaretIs()
    {
        Screen screen;
        screen.type(QStringLiteral("GET a"));
        const QRect before = screen.view.inputMethodQuery(Qt::ImCursorRectangle).toRect();
        QVERIFY(screen.view.rect().contains(before));
        QCOMPARE(screen.view.inputMethodQuery(Qt::ImSurroundingText).toString(),
                 QStringLiteral("GET a"));
        QVERIFY(screen.view.inputMethodQuery(Qt::ImEnabled).toBool());
        screen.compose(QStringLiteral("한글"));
        const QRect after = screen.view.inputMethodQuery(Qt::ImCursorRectangle).toRect();
        const qreal hangul = QFontMetricsF(common::Theme::instance().fixed())
                                 .horizontalAdvance(QStringLiteral("한글"));
        QVERIFY(qAbs(after.left() - before.left() - hangul) <= 1.0);
        QCOMPARE(screen.view.inputMethodQuery(Qt::ImSurroundingText).toString(),
                 QStringLiteral("GET a"));
    }

    void replacement_takesTheTextBeforeTheCursor()
    {
        Screen screen;
        screen.type(QStringLiteral("GET ab"));
        QInputMethodEvent event;
        event.setCommitString(QStringLiteral("X"), -2, 2);
        QApplication::sendEvent(&screen.view, &event);
        QCOMPARE(screen.view.inputText(), QStringLiteral("GET X"));
    }

    void arrows_stepThroughTheHistory()
    {
        Screen screen;
        for (const char *line : { "GET 1", "GET 2" }) {
            screen.type(QString::fromLatin1(line));
            QTest::keyClick(&screen.view, Qt::Key_Return);
            QVERIFY(screen.settled());
        }
        screen.type(QStringLiteral("half"));
        QTest::keyClick(&screen.view, Qt::Key_Up);
        QCOMPARE(screen.view.inputText(), QStringLiteral("GET 2"));
        QTest::keyClick(&screen.view, Qt::Key_Up);
        QTest::keyClick(&screen.view, Qt::Key_Up);
        QCOMPARE(screen.view.inputText(), QStringLiteral("GET 1"));
        QTest::keyClick(&screen.view, Qt::Key_Down);
        QTest::keyClick(&screen.view, Qt::Key_Down);
        QCOMPARE(screen.view.inputText(), QStringLiteral("half"));
    }

    void controlR_searchesTheHistory()
    {
        Screen screen;
        for (const char *line : { "SET alpha 1", "GET beta", "HGETALL gamma" })
            screen.model.history().add(QString::fromLatin1(line));
        QTest::keyClick(&screen.view, Qt::Key_R, Qt::ControlModifier);
        auto *popup = screen.view.window()->findChild<ui::CompletionPopup *>();
        QVERIFY(popup && popup->isVisible());
        QCOMPARE(popup->count(), 3);
        screen.type(QStringLiteral("sal"));
        QCOMPARE(popup->count(), 1);
        QTest::keyClick(&screen.view, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(screen.view.inputText(), QStringLiteral("SET alpha 1"));
        QCOMPARE(screen.model.rowCount(), 0);
    }

    void tab_completesCommandsAndKeys()
    {
        Screen screen;
        screen.model.completer().setKeyNames([](const QByteArray &prefix, int) {
            return QByteArray("user:1 x").startsWith(prefix) ? QByteArrayList{ "user:1 x" }
                                                             : QByteArrayList();
        });
        screen.type(QStringLiteral("hgeta"));
        QTest::keyClick(&screen.view, Qt::Key_Tab);
        QCOMPARE(screen.view.inputText(), QStringLiteral("HGETALL "));
        screen.type(QStringLiteral("us"));
        QTest::keyClick(&screen.view, Qt::Key_Tab);
        QCOMPARE(screen.view.inputText(), QStringLiteral("HGETALL \"user:1 x\" "));
        screen.view.setInputText(QStringLiteral("H"));
        QTest::keyClick(&screen.view, Qt::Key_Tab);
        auto *popup = screen.view.window()->findChild<ui::CompletionPopup *>();
        QVERIFY(popup && popup->isVisible() && popup->count() > 5);
        QTest::keyClick(&screen.view, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QCOMPARE(screen.view.inputText(), QStringLiteral("H"));
    }

    void rightArrow_takesTheHistoryGhost()
    {
        Screen screen;
        screen.model.history().add(QStringLiteral("MYCMD one two"));
        screen.type(QStringLiteral("MYC"));
        QTest::keyClick(&screen.view, Qt::Key_Right);
        QCOMPARE(screen.view.inputText(), QStringLiteral("MYCMD one two"));
    }

    void pastedLines_runAfterAQuestion()
    {
        Screen screen;
        QApplication::clipboard()->setText(
            QStringLiteral("# lab\nPING\r\n127.0.0.1:6379> SET a 1\n\nGET a\n"));
        QTest::keyClick(&screen.view, Qt::Key_V, Qt::ControlModifier);
        auto *ask = screen.view.findChild<ui::AskBar *>();
        QVERIFY(ask->isVisible());
        QCOMPARE(screen.port->sent.size(), 0);
        auto *yes = ask->findChild<QPushButton *>(QStringLiteral("consoleQuestionYes"));
        QTRY_VERIFY(yes->hasFocus());
        QTest::keyClick(yes, Qt::Key_Return);
        QVERIFY(screen.settled());
        QCOMPARE(screen.port->sent,
                 (resp::Commands{ { "PING" }, { "SET", "a", "1" }, { "GET", "a" } }));
        QVERIFY(!ask->isVisible());
        QVERIFY(screen.view.hasFocus());
    }

    void pastedLinesRefused_sendNothing()
    {
        Screen screen;
        QApplication::clipboard()->setText(QStringLiteral("DEL a\nDEL b\n"));
        screen.view.paste();
        auto *ask = screen.view.findChild<ui::AskBar *>();
        QTest::keyClick(ask, Qt::Key_Escape);
        QVERIFY(!ask->isVisible());
        QVERIFY(screen.port->sent.isEmpty());
    }

    void dangerousCommandOnProduction_needsTheTypedWords()
    {
        Screen screen;
        screen.view.setPromptInfo(QStringLiteral("orders:6379"), 0,
                                  profiles::Environment::Production);
        screen.view.setProfileName(QStringLiteral("orders-cache"));
        int asked = 0;
        screen.port->answer = [&](const resp::Command &) -> base::Result<resp::Reply> {
            if (asked++ == 0)
                return base::fail(base::Error::Kind::NeedsConfirmation, QStringLiteral("Sure?"));
            return resp::Reply::status("OK");
        };
        screen.type(QStringLiteral("FLUSHDB"));
        QTest::keyClick(&screen.view, Qt::Key_Return);
        auto *ask = screen.view.findChild<ui::AskBar *>();
        QTRY_VERIFY(ask->isVisible());
        auto *yes = ask->findChild<QPushButton *>(QStringLiteral("consoleQuestionYes"));
        auto *word = ask->findChild<QLineEdit *>(QStringLiteral("consoleQuestionWord"));
        QVERIFY(!yes->isEnabled());
        QTest::keyClicks(word, QStringLiteral("orders-cache"));
        QVERIFY(!yes->isEnabled());
        QTest::keyClicks(word, QStringLiteral(" FLUSHDB"));
        QVERIFY(yes->isEnabled());
        QTest::keyClick(word, Qt::Key_Return); // Enter confirms nothing
        QVERIFY(ask->isVisible());
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(screen.settled());
        QCOMPARE(asked, 2);
        QCOMPARE(screen.model.entry(0).output, QByteArray("OK\n"));
    }

    void controlC_copiesElseCancels()
    {
        Screen screen;
        screen.type(QStringLiteral("GET abc"));
        QTest::keyClick(&screen.view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&screen.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("GET abc"));
        screen.port->hold = true;
        QTest::keyClick(&screen.view, Qt::Key_End);
        QTest::keyClick(&screen.view, Qt::Key_Return);
        QVERIFY(screen.model.isRunning());
        QTest::keyClick(&screen.view, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(!screen.model.isRunning());
        QCOMPARE(screen.model.entry(0).state, console::Entry::State::Cancelled);
    }

    void mouseSelection_copiesWhatIsShown()
    {
        Screen screen;
        screen.port->answer = [](const resp::Command &) { return resp::Reply::string("안녕 <b>"); };
        screen.view.runLine("GET a");
        QVERIFY(screen.settled());
        QWidget *area = screen.view.viewport();
        QTest::mousePress(area, Qt::LeftButton, {}, QPoint(12, 12));
        QTest::mouseMove(area, QPoint(890, 40));
        QTest::mouseRelease(area, Qt::LeftButton, {}, QPoint(890, 40));
        QTest::keyClick(&screen.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("localhost:6379> GET a\n\"안녕 <b>\""));
    }

    void longReply_isCutAndShownWholeOnClick()
    {
        Screen screen;
        QList<resp::Reply> children;
        for (int i = 0; i < 3000; ++i)
            children += resp::Reply::string("v" + QByteArray::number(i));
        const resp::Reply reply = resp::Reply::array(children);
        screen.port->answer = [&](const resp::Command &) { return reply; };
        screen.view.runLine("LRANGE l 0 -1");
        QVERIFY(screen.settled());
        QVERIFY(screen.model.entry(0).cut);
        QCOMPARE(screen.model.entry(0).lines, 3000);
        QCOMPARE(screen.view.verticalScrollBar()->value(),
                 screen.view.verticalScrollBar()->maximum());
        // The line stands right above the prompt.
        const QRect caret = screen.view.inputMethodQuery(Qt::ImCursorRectangle).toRect();
        QTest::mouseClick(screen.view.viewport(), Qt::LeftButton, {},
                          QPoint(20, caret.center().y() - common::Theme::instance().px(20)));
        QTRY_VERIFY(!screen.model.entry(0).cut);
        QVERIFY(screen.model.entry(0).output.endsWith("3000) \"v2999\"\n"));
    }

    void hugeLine_isWrappedWithoutAStall()
    {
        Screen screen;
        screen.port->answer = [](const resp::Command &) {
            return resp::Reply::string(QByteArray(1024 * 1024, 'x'));
        };
        screen.view.runLine("GET big");
        QVERIFY(screen.settled());
        QVERIFY(screen.view.verticalScrollBar()->maximum() > 1000);
        QVERIFY(!screen.view.grab().isNull());
        screen.view.resize(500, 300);
        QVERIFY(!screen.view.grab().isNull());
    }

    void twoEscapes_discardTheTransaction()
    {
        Screen screen;
        screen.port->answer = [](const resp::Command &command) {
            return resp::Reply::status(command[0] == "SET" ? "QUEUED" : "OK");
        };
        screen.view.runLine("MULTI");
        QVERIFY(screen.settled());
        screen.view.runLine("SET a 1");
        QVERIFY(screen.settled());
        QVERIFY(screen.model.inTransaction());
        QTest::keyClick(&screen.view, Qt::Key_Escape);
        QTest::keyClick(&screen.view, Qt::Key_Escape);
        QVERIFY(screen.settled());
        QVERIFY(!screen.model.inTransaction());
        QCOMPARE(screen.port->sent.constLast(), (resp::Command{ "DISCARD" }));
    }

    void lineNotSent_comesBackIntoThePrompt()
    {
        Screen screen;
        screen.model.setOnline(false);
        screen.type(QStringLiteral("SET a 1"));
        QTest::keyClick(&screen.view, Qt::Key_Return);
        QCOMPARE(screen.view.inputText(), QStringLiteral("SET a 1"));
        QVERIFY(screen.port->sent.isEmpty());
        QCOMPARE(screen.model.entry(0).state, console::Entry::State::NotSent);
    }

    /// Writes pictures when LARDER_PICTURES names a directory; always checks that painting works.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("LARDER_PICTURES");
        for (const auto mode : { common::Theme::Mode::Light, common::Theme::Mode::Dark }) {
            for (const bool korean : { false, true }) {
                common::Theme::instance().setMode(mode);
                QTranslator translator;
                if (korean) {
                    QVERIFY(translator.load(QStringLiteral(":/larder/translations/console_ko.qm")));
                    QApplication::installTranslator(&translator);
                }
                Screen screen;
                if (korean)
                    screen.view.setPromptInfo(QStringLiteral("orders-cache:6379"), 0,
                                              profiles::Environment::Production);
                const QString name =
                    QStringLiteral("%1%2.png")
                        .arg(mode == common::Theme::Mode::Dark ? QStringLiteral("dark")
                                                               : QStringLiteral("light"),
                             korean ? QStringLiteral("-ko") : QString());
                const auto save = [&](const QString &what) {
                    const QPixmap picture = screen.view.grab();
                    QVERIFY(!picture.isNull());
                    if (!folder.isEmpty())
                        QVERIFY(picture.save(folder + u'/' + what + u'-' + name));
                };
                save(QStringLiteral("empty"));
                screen.port->answer =
                    [](const resp::Command &command) -> base::Result<resp::Reply> {
                    if (command[0] == "SET")
                        return base::fail(base::Error::Kind::ReadOnly,
                                          QStringLiteral("Read-only: SET was not sent."));
                    if (command[0] == "LRANGE")
                        return resp::Reply::array({ resp::Reply::string("주문 20417 결제 완료"),
                                                    resp::Reply::string("주문 20415 배송 시작") });
                    if (command[0] == "TTL")
                        return resp::Reply::integer(1491);
                    if (command[0] == "LPUSH")
                        return resp::Reply::error("WRONGTYPE Operation against a key holding the "
                                                  "wrong kind of value");
                    if (command[0] == "MGET") {
                        QList<resp::Reply> children;
                        for (int i = 0; i < 2000; ++i)
                            children += resp::Reply::string("p:" + QByteArray::number(i));
                        return resp::Reply::array(children);
                    }
                    return resp::Reply::string("안녕하세요");
                };
                for (const char *line :
                     { "TTL session:abc123", "GET 인사", "LRANGE 알림:대기열 0 1",
                       "SET 인사 \"안녕\"", "LPUSH user:2 x", "AUTH secret" }) {
                    screen.view.runLine(line);
                    QVERIFY(screen.settled());
                }
                screen.view.setInputText(QStringLiteral("GET 상품:"));
                screen.compose(QStringLiteral("인"));
                save(QStringLiteral("console"));
                screen.compose({}, {});
                screen.view.setInputText(QStringLiteral("H"));
                QTest::keyClick(&screen.view, Qt::Key_Tab);
                save(QStringLiteral("completion"));
                QTest::keyClick(&screen.view, Qt::Key_Escape);
                screen.view.setInputText(QStringLiteral("TTL"));
                screen.view.runLine("MGET x");
                QVERIFY(screen.settled());
                save(QStringLiteral("long"));
                QApplication::clipboard()->setText(
                    QStringLiteral("PING\nSET user:1:name \"John Doe\"\nGET user:1:name\n"));
                screen.view.paste();
                save(QStringLiteral("paste"));
                QApplication::removeTranslator(&translator);
            }
        }
        common::Theme::instance().setMode(common::Theme::Mode::System);
    }
};

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    common::Theme::instance().setMode(common::Theme::Mode::Light);
    TestConsoleView test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_consoleview.moc"
