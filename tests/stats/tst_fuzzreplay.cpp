#include <QByteArray>
#include <QRandomGenerator>
#include <QTest>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/// The fuzz target with inputs that are always the same, so that it runs with every compiler.
class TestFuzzReplay : public QObject {
    Q_OBJECT

    static void feed(const QByteArray &bytes)
    {
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.constData()),
                               size_t(bytes.size()));
    }

private Q_SLOTS:
    void mutatedInfo_isSurvived()
    {
        const QByteArray seed =
            "# Server\r\nrun_id:ab\r\nuptime_in_seconds:9\r\nkeyspace_hits:8\r\n"
            "keyspace_misses:3\r\nused_cpu_sys:0.5\r\nused_cpu_user:1.5\r\nused_memory:9\r\n"
            "slave0:ip=1,lag=3\r\ndb0:keys=1,expires=0,avg_ttl=0\r\n"
            "cmdstat_get:calls=3,usec=12\r\n";
        feed({});
        for (qsizetype cut = 0; cut <= seed.size(); ++cut)
            feed(seed.first(cut));
        QRandomGenerator random(11);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = seed + seed;
            for (int i = random.bounded(12); i > 0; --i) {
                const qsizetype at = random.bounded(bytes.size());
                if (random.bounded(2) == 0)
                    bytes[at] = char(random.bounded(256));
                else
                    bytes.insert(at, bytes.mid(random.bounded(bytes.size()), 9));
            }
            feed(bytes);
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzReplay)
#include "tst_fuzzreplay.moc"
