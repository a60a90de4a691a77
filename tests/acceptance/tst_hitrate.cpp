// T14: 8 hits and 3 misses of another client read 72.73 %, and the program's own lookups are not
// among them while "Exclude this app" is on.
#include "acceptance/realwindow.h"
#include <QAbstractButton>
#include <QPlainTextEdit>

using acceptance::RealWindow;

class TestHitRate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eightHitsAndThreeMisses_read7273Percent()
    {
        support::RedisServer server;
        QVERIFY(server.isRunning());
        for (int i = 1; i <= 20; ++i)
            server.command({ "SET", "reservation:" + QByteArray::number(i), "Seoul BBQ" });
        RealWindow person(server);
        QVERIFY(person.connectTo());
        // The program looks around: TYPE, TTL, GET … move the server's counters.
        for (int i = 1; i <= 10; ++i) {
            QVERIFY(person.clickKey("reservation:" + QByteArray::number(i)));
            auto *value = person.see<QPlainTextEdit>("stringText");
            QVERIFY(value);
            QTRY_COMPARE(value->toPlainText(), QStringLiteral("Seoul BBQ"));
        }
        // The application under study.
        QByteArray script;
        for (int i = 1; i <= 8; ++i)
            script += "GET reservation:" + QByteArray::number(i) + '\n';
        script += "GET none:1\nGET none:2\nGET none:3\n";
        (void)server.cli({}, script);

        person.press(Qt::Key_2, Qt::AltModifier);
        auto *page = person.see("dashboard");
        QVERIFY(page);
        auto *exclude = person.see<QAbstractButton>("dashboardExcludeOwn");
        QVERIFY(exclude);
        if (!exclude->isChecked())
            person.click(exclude);
        const auto shown = [&] { return person.textsOf(page); };
        QTRY_VERIFY2_WITH_TIMEOUT(shown().contains(QStringLiteral("72.73")), qPrintable(shown()),
                                  15000);

        // Looking further moves nothing.
        person.press(Qt::Key_1, Qt::AltModifier);
        for (int i = 11; i <= 20; ++i)
            QVERIFY(person.clickKey("reservation:" + QByteArray::number(i)));
        person.press(Qt::Key_2, Qt::AltModifier);
        const auto &history =
            person.app().workspace(person.view()->profile().id)->sampler().history();
        const auto samples = history.size();
        QTRY_VERIFY_WITH_TIMEOUT(history.size() >= samples + 2, 15000);
        QVERIFY2(shown().contains(QStringLiteral("72.73")), qPrintable(shown()));

        // With the box off the raw counters show, own lookups included.
        person.click(exclude);
        QTRY_VERIFY_WITH_TIMEOUT(!shown().contains(QStringLiteral("72.73")), 15000);
    }
};

QTEST_MAIN(TestHitRate)
#include "tst_hitrate.moc"
