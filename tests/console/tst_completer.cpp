#include "base/commandtable.h"
#include "console/completer.h"
#include <QTest>

using console::Completer;

namespace {

QStringList offers(const QByteArray &line, const Completer &completer = {})
{
    QStringList out;
    for (const console::Completion &offer : completer.complete(line, line.size()).offers)
        out += QString::fromUtf8(offer.insert);
    return out;
}

} // namespace

class TestCompleter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandName_completesInAnyCase()
    {
        QCOMPARE(offers("hgeta"), QStringList{ QStringLiteral("HGETALL") });
        QVERIFY(offers("H").contains(QStringLiteral("HSET")));
        QVERIFY(offers("5 inc").contains(QStringLiteral("INCR")));
        QVERIFY(offers("zzz").isEmpty());
    }

    void container_completesItsSubcommands()
    {
        QVERIFY(offers("CONFIG G").contains(QStringLiteral("GET")));
        QVERIFY(!offers("CONFIG G").contains(QStringLiteral("GETDEL")));
    }

    void keys_comeFromTheCallbackAtKeyPlacesOnly()
    {
        Completer completer;
        QByteArray asked;
        completer.setKeyNames([&](const QByteArray &prefix, int) {
            asked = prefix;
            return QByteArrayList{ "user:1", "user \xff" };
        });
        QCOMPARE(offers("GET us", completer),
                 (QStringList{ QStringLiteral("user:1"), QStringLiteral("\"user \\xff\"") }));
        QCOMPARE(asked, QByteArray("us"));
        QVERIFY(offers("SET user:1 us", completer).isEmpty());
        QVERIFY(!offers("DEL a b us", completer).isEmpty());
        QVERIFY(!offers("MSET a 1 us", completer).isEmpty());
        QVERIFY(offers("MSET a us", completer).isEmpty());
        QVERIFY(!offers("GET \"user ", completer).isEmpty()); // inside an open quote
        QCOMPARE(asked, QByteArray("user "));
    }

    void hint_showsTheArgumentsToCome()
    {
        QCOMPARE(Completer::argumentHint("TTL"), QStringLiteral(" key"));
        QCOMPARE(Completer::argumentHint("TTL "), QStringLiteral("key"));
        QCOMPARE(Completer::argumentHint("TTL a"), QString());
        QVERIFY(Completer::argumentHint("set a ").startsWith(QStringLiteral("value [NX|XX]")));
        QVERIFY(Completer::argumentHint("CONFIG GET").startsWith(QStringLiteral(" parameter")));
        QCOMPARE(Completer::argumentHint("NOSUCH a"), QString());
        QCOMPARE(Completer::argumentHint(""), QString());
    }

    void hints_areSortedAndNameRealCommands()
    {
        QByteArray last;
        for (const console::CommandHint &hint : console::commandHints()) {
            QVERIFY2(last < hint.name, hint.name);
            last = hint.name;
            QVERIFY2(base::findCommand(QByteArray(hint.name).replace(' ', '|')), hint.name);
            QCOMPARE(console::findHint(last.toLower()), &hint);
        }
        QVERIFY(console::commandHints().size() >= 80);
    }
};

QTEST_GUILESS_MAIN(TestCompleter)
#include "tst_completer.moc"
