// Users that may not run one of the program's own commands, and servers that do not have it: the
// real window connects, everything else works, and what is missing says why.
#include "acceptance/realwindow.h"
#include "keys/keytreemodel.h"
#include "support/wait.h"
#include "widgets/browser/keyspane.h"
#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

using acceptance::RealWindow;

namespace {

const QString english = QStringLiteral("en");

/// M21 for a server that does not name the user.
QString denied(const QString &language, const char *command)
{
    return language == english
        ? QStringLiteral("The signed-in user may not run %1. Everything else in this view still "
                         "works.")
              .arg(QLatin1String(command))
        : QStringLiteral("로그인한 사용자에게 %1 명령 권한이 없습니다. 이 화면의 나머지 기능은 "
                         "사용할 수 있습니다.")
              .arg(QLatin1String(command));
}

} // namespace

class TestAcl : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;

    static void fill(const support::RedisServer &server)
    {
        server.command({ "SET", "greeting", "hello", "PX", "3600000" });
        server.command({ "SET", "spare", "1" });
        server.command({ "HSET", "user:2", "name", "Jane" });
    }

    void opensAndEdits(RealWindow &person, bool listed)
    {
        if (listed) {
            QVERIFY(person.clickKey("greeting"));
        } else {
            person.press(Qt::Key_P, Qt::ControlModifier);
            QTRY_COMPARE(QApplication::focusWidget(), person.see("goToKey"));
            person.type(QStringLiteral("greeting"));
            person.press(Qt::Key_Return);
        }
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY2(value, qPrintable(person.textsOf(&person.window())));
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("hello"));
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("edited"));
        person.press(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(m_server->command({ "GET", "greeting" }), "edited");
        QVERIFY(m_server->command({ "PTTL", "greeting" }).toLongLong() > 3500000);
        QVERIFY(person.console(QStringLiteral("ECHO works")).contains(QLatin1String("works")));
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        fill(*m_server);
    }
    void cleanup() { m_server.reset(); }

    void oneCommandDenied_costsItsOwnPartOnly_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QByteArray>("command");
        for (const char *language : { "en", "ko" }) {
            for (const char *command :
                 { "info", "config", "client", "scan", "type", "dbsize", "watch", "multi" }) {
                QTest::addRow("%s without %s", language, command)
                    << QString::fromLatin1(language) << QByteArray(command);
            }
        }
    }
    void oneCommandDenied_costsItsOwnPartOnly()
    {
        QFETCH(QString, language);
        QFETCH(QByteArray, command);
        m_server->command({ "ACL", "SETUSER", "default", "-" + command });
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());
        const auto shown = [&] { return person.textsOf(&person.window()); };
        const bool listed = command != "scan";

        if (command == "scan") {
            QTRY_VERIFY2(shown().contains(denied(language, "SCAN")), qPrintable(shown()));
            auto *search = person.see<QLineEdit>("keySearch");
            QVERIFY(search);
            search->setFocus();
            person.type(QStringLiteral("=greeting"));
            person.press(Qt::Key_Return);
            QTRY_VERIFY(person.lists("greeting"));
        }
        if (listed)
            QTRY_VERIFY(person.lists("greeting"));
        opensAndEdits(person, listed);
        if (QTest::currentTestFailed())
            return;

        if (command == "type") {
            QTRY_VERIFY2(shown().contains(denied(language, "TYPE")), qPrintable(shown()));
            QVERIFY(person.rowOf("spare").data(keys::KeyTreeModel::RefusedRole).toBool());
        }
        if (command == "dbsize") {
            const QString footer = person.textsOf(person.see("scanFooter"));
            QVERIFY2(!footer.contains(QLatin1Char('%')), qPrintable(footer));
        }
        if (command == "watch" || command == "multi") {
            const QString note = language == english
                ? QStringLiteral("between comparing and writing a small window remained")
                : QStringLiteral("비교와 쓰기 사이에 짧은 틈이 남았습니다");
            QTRY_VERIFY2(shown().contains(note), qPrintable(shown()));
        }
        if (command == "config") {
            auto *database = person.see<QToolButton>("databaseButton");
            QVERIFY(database);
            QTRY_VERIFY2(database->toolTip().contains(denied(language, "CONFIG")),
                         qPrintable(database->toolTip()));
        }
        person.press(Qt::Key_2, Qt::AltModifier);
        auto *page = person.see("dashboard");
        QVERIFY(page);
        if (command == "info") {
            QTRY_VERIFY2_WITH_TIMEOUT(person.textsOf(page).contains(denied(language, "INFO")),
                                      qPrintable(person.textsOf(page)), 10000);
        } else {
            const auto &sampler = person.app().workspace(person.view()->profile().id)->sampler();
            QTRY_COMPARE_WITH_TIMEOUT(sampler.state(), stats::Sampler::State::Live, 10000);
        }
        QVERIFY(!person.session().roundTrips().isEmpty());
    }

    void commandsThatAManagedServiceHasNot_costTheirOwnPartOnly_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char *command : { "CONFIG", "CLIENT", "INFO", "SCAN", "DBSIZE" })
            QTest::newRow(command) << QByteArray(command);
    }
    void commandsThatAManagedServiceHasNot_costTheirOwnPartOnly()
    {
        QFETCH(QByteArray, command);
        m_server = std::make_unique<support::RedisServer>(QStringList{
            QStringLiteral("--rename-command"), QString::fromLatin1(command), QString() });
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        fill(*m_server);
        RealWindow person(*m_server);
        QVERIFY(person.connectTo());
        if (command == "SCAN") {
            QTRY_VERIFY2(person.textsOf(&person.window())
                             .contains(QStringLiteral("SCAN is not available on this server.")),
                         qPrintable(person.textsOf(&person.window())));
        }
        opensAndEdits(person, command != "SCAN");
    }

    void oneDatabaseOnly_hidesTheChoiceAndSaysWhy_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("reason");
        QTest::newRow("English") << english << QStringLiteral("This server has database 0 only.");
        QTest::newRow("Korean") << QStringLiteral("ko")
                                << QStringLiteral("이 서버에는 0번 데이터베이스만 있습니다.");
    }
    void oneDatabaseOnly_hidesTheChoiceAndSaysWhy()
    {
        QFETCH(QString, language);
        QFETCH(QString, reason);
        m_server = std::make_unique<support::RedisServer>(
            QStringList{ QStringLiteral("--databases"), QStringLiteral("1") });
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        fill(*m_server);
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());
        QTRY_VERIFY(!person.visible("databaseButton"));
        QVERIFY(person.textsOf(person.see("keysPane")).contains(reason));
        opensAndEdits(person, true);
    }

    void replica_saysThatItIsOneAndLosesNoEdit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("English") << english
                                 << QStringLiteral("This node is a read-only replica. Connect to "
                                                   "the primary endpoint to write.");
        QTest::newRow("Korean") << QStringLiteral("ko")
                                << QStringLiteral(
                                       "이 노드는 읽기 전용 복제본입니다. 쓰려면 기본(Primary) "
                                       "엔드포인트에 연결하세요.");
    }
    void replica_saysThatItIsOneAndLosesNoEdit()
    {
        QFETCH(QString, language);
        QFETCH(QString, sentence);
        support::RedisServer primary({}, support::RedisServer::Tcp::Yes);
        QVERIFY(primary.isRunning());
        fill(primary);
        m_server->command({ "REPLICAOF", "127.0.0.1", QByteArray::number(primary.port()) });
        QTRY_VERIFY_WITH_TIMEOUT(
            m_server->command({ "INFO", "replication" }).contains("master_link_status:up"), 20000);
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());
        auto *band = person.see("replicaBand");
        QVERIFY(band);
        QVERIFY2(person.textsOf(band).contains(sentence), qPrintable(person.textsOf(band)));

        QVERIFY(person.clickKey("greeting"));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("hello"));
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("edited"));
        person.press(Qt::Key_S, Qt::ControlModifier);
        auto *refusal = person.see("keyBand");
        QVERIFY(refusal);
        QTRY_VERIFY2(person.textsOf(refusal).contains(sentence),
                     qPrintable(person.textsOf(refusal)));
        QCOMPARE(value->toPlainText(), QStringLiteral("edited"));
        QCOMPARE(primary.command({ "GET", "greeting" }), "hello");
    }
};

QTEST_MAIN(TestAcl)
#include "tst_acl.moc"
