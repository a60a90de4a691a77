#include "stats/infoparser.h"
#include "stats/sample.h"
#include <QRandomGenerator>
#include <QTest>

using namespace stats;

class TestInfoParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sections_becomeFields()
    {
        const Info info = parseInfo("# Server\r\nredis_version:7.0.15\r\nrun_id:abc\r\n\r\n"
                                    "# Stats\r\nkeyspace_hits:8\r\nkeyspace_misses:3\r\n");
        QCOMPARE(info.text("redis_version"), QByteArray("7.0.15"));
        QCOMPARE(info.count("keyspace_hits"), std::optional<qint64>(8));
        QCOMPARE(info.count("keyspace_misses"), std::optional<qint64>(3));
        QVERIFY(!info.count("evicted_keys"));
        QVERIFY(!info.cut);
    }

    void bareLineFeeds_areLineEndsToo()
    {
        QCOMPARE(parseInfo("a:1\nb:2\n").count("b"), std::optional<qint64>(2));
    }

    void keyspaceLines_becomeDatabases()
    {
        const Info info = parseInfo("# Keyspace\r\ndb0:keys=12,expires=3,avg_ttl=900\r\n"
                                    "db15:keys=1,expires=0,avg_ttl=0,subexpiry=0\r\n");
        QCOMPARE(info.databases.size(), 2);
        QCOMPARE(info.databases[0], (DatabaseLine{ 0, 12, 3, 900 }));
        QCOMPARE(info.databases[1], (DatabaseLine{ 15, 1, 0, 0 }));
    }

    void commandStats_becomeLines()
    {
        const Info info = parseInfo("cmdstat_get:calls=3,usec=12,usec_per_call=4.00\r\n"
                                    "cmdstat_config|get:calls=1,usec=9,usec_per_call=9.00\r\n");
        QCOMPARE(info.commands.size(), 2);
        QCOMPARE(info.commands[1], (CommandLine{ "config|get", 1, 9 }));
        const Sample sample = sampleOf(info);
        QCOMPARE(sample.counters[Counter::Calls], 4);
        QCOMPARE(sample.counters[Counter::Microseconds], 21);
    }

    void replicaLines_nameTheirLag()
    {
        const Info info = parseInfo("role:master\r\nslave_read_only:1\r\n"
                                    "slave0:ip=10.0.0.1,port=6379,state=online,offset=1,lag=0\r\n"
                                    "slave1:ip=10.0.0.2,port=6379,state=online,offset=1,lag=7\r\n");
        QCOMPARE(info.replicaLags, (QList<qint64>{ 0, 7 }));
        QCOMPARE(info.count("slave_read_only"), std::optional<qint64>(1));
        QCOMPARE(sampleOf(info).gauges[Gauge::Lag], 7.0);
    }

    void cutLastLine_isNotBelieved()
    {
        const Info info = parseInfo("keyspace_hits:10\r\nkeyspace_misses:12");
        QVERIFY(info.count("keyspace_hits"));
        QVERIFY(!info.count("keyspace_misses"));
    }

    void secondLineOfAName_isIgnored()
    {
        QCOMPARE(parseInfo("a:1\r\na:2\r\n").count("a"), std::optional<qint64>(1));
    }

    void oddNumbers_areNotReported_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("word") << QByteArray("many");
        QTest::newRow("negative") << QByteArray("-4");
        QTest::newRow("fraction") << QByteArray("1.5");
        QTest::newRow("overflow") << QByteArray("99999999999999999999");
        QTest::newRow("trailing") << QByteArray("12 apples");
    }
    void oddNumbers_areNotReported()
    {
        QFETCH(QByteArray, text);
        const Info info = parseInfo("keyspace_hits:" + text + "\r\n");
        QVERIFY(!info.count("keyspace_hits"));
        QCOMPARE(sampleOf(info).counters[Counter::Hits], notReported);
    }

    void oddFractions_areNotReported()
    {
        for (const char *text : { "nan", "inf", "-1.5", "1e999", "x" })
            QVERIFY2(!parseInfo(QByteArray("f:") + text + "\r\n").number("f"), text);
        QCOMPARE(parseInfo("f:1.25\r\n").number("f"), std::optional<double>(1.25));
    }

    void hugeText_isReadUpToItsCap()
    {
        QByteArray text = "first:1\r\n";
        while (text.size() < 3'000'000)
            text += "field" + QByteArray::number(text.size()) + ":" + QByteArray(50, 'x') + "\r\n";
        const Info info = parseInfo(text);
        QVERIFY(info.cut);
        QCOMPARE(info.count("first"), std::optional<qint64>(1));
        QVERIFY(info.fields.size() <= 4096);
    }

    void oneEndlessLine_isLeftOut()
    {
        const Info info = parseInfo("a:" + QByteArray(100'000, '9') + "\r\nb:1\r\n");
        QVERIFY(!info.count("a"));
        QCOMPARE(info.count("b"), std::optional<qint64>(1));
    }

    void anyBytes_areSurvived()
    {
        QRandomGenerator random(7);
        static const char letters[] = "db0:=,\r\n#slavecmdstat_keyslag-9\0\xff";
        const QByteArray alphabet(letters, sizeof letters - 1);
        for (int round = 0; round < 2000; ++round) {
            QByteArray text;
            for (int i = random.bounded(200); i > 0; --i)
                text += alphabet[random.bounded(alphabet.size())];
            const Sample sample = sampleOf(parseInfo(text));
            for (const qint64 value : sample.counters)
                QVERIFY(value >= notReported);
        }
    }

    void sumsOfHostileCounters_stayInRange()
    {
        const QByteArray most = "9223372036854775807";
        const Sample sample = sampleOf(
            parseInfo("cmdstat_a:calls=" + most + ",usec=" + most + "\r\ncmdstat_b:calls=" + most
                      + ",usec=1\r\n" + "used_cpu_sys:1e300\r\nused_cpu_user:1e300\r\n"));
        QCOMPARE(sample.counters[Counter::Calls], std::numeric_limits<qint64>::max());
        QVERIFY(sample.counters[Counter::Cpu] > 0);
    }

    void emptyServer_hasNoKeys()
    {
        QCOMPARE(sampleOf(parseInfo("keyspace_hits:0\r\n")).gauges[Gauge::Keys], 0.0);
        QVERIFY(!sampleOf(parseInfo("redis_version:7\r\n")).gauges.has(Gauge::Keys));
    }
};

QTEST_GUILESS_MAIN(TestInfoParser)
#include "tst_infoparser.moc"
