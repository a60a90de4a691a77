#include "values/codecs/hexdump.h"
#include "values/codecs/inflate.h"
#include "values/codecs/jsonpretty.h"
#include "values/codecs/textform.h"
#include "values/codecs/viewas.h"
#include <QRandomGenerator>
#include <QTest>
#include <zlib.h>

using namespace values;

namespace {

QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))) + 64, 0);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

/// Removes what a pretty printer may add or take away: space outside strings.
QByteArray withoutSpace(const QByteArray &json)
{
    QByteArray out;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString) {
            out += c;
            if (c == '\\')
                out += json.at(++i);
            else if (c == '"')
                inString = false;
            continue;
        }
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            continue;
        inString = c == '"';
        out += c;
    }
    return out;
}

} // namespace

class CodecsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyByte_roundTripsAsText()
    {
        for (int c = 0; c < 256; ++c) {
            for (const QByteArray &bytes :
                 { QByteArray(1, char(c)), "a" + QByteArray(1, char(c)) + "b\n",
                   QByteArray("\\n") + char(c) + "\\" }) {
                const TextForm form = textForm(bytes);
                QCOMPARE(fromTextForm(form).value_or("bad"), bytes);
            }
        }
    }

    void charactersThatATextWidgetChanges_areEscaped_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("carriage return") << QByteArray("a\r\nb");
        QTest::newRow("line separator") << QByteArray("a\xE2\x80\xA8"
                                                      "b");
        QTest::newRow("paragraph separator") << QByteArray("a\xE2\x80\xA9"
                                                           "b");
        QTest::newRow("no-break space") << QByteArray("a\xC2\xA0"
                                                      "b");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("half a sequence") << QByteArray("a\xE2\x80");
        QTest::newRow("FDD0") << QByteArray("\xEF\xB7\x90");
    }
    void charactersThatATextWidgetChanges_areEscaped()
    {
        QFETCH(QByteArray, bytes);
        const TextForm form = textForm(bytes);
        QVERIFY(form.escaped);
        for (const QChar c : form.text)
            QVERIFY2((c.unicode() >= 0x20 && c.unicode() < 0x7F) || c == QLatin1Char('\n'),
                     qPrintable(form.text));
        QCOMPARE(fromTextForm(form).value_or("bad"), bytes);
    }

    void plainText_staysAsItIs()
    {
        const QByteArray bytes("한글\n\ttab \\n not an escape\n");
        const TextForm form = textForm(bytes);
        QVERIFY(!form.escaped);
        QCOMPARE(form.text, QString::fromUtf8(bytes));
        QCOMPARE(fromTextForm(form).value_or("bad"), bytes);
    }

    void randomBytes_roundTripAsText()
    {
        QRandomGenerator random(3);
        for (int i = 0; i < 20000; ++i) {
            QByteArray bytes;
            for (int n = int(random.bounded(24)); n > 0; --n)
                bytes += char(random.bounded(3) ? random.bounded(256) : random.bounded(32, 127));
            QCOMPARE(fromTextForm(textForm(bytes)).value_or("bad"), bytes);
        }
    }

    void badEscape_isNoValue()
    {
        for (const char *text : { "\\q", "\\x4", "\\", "\\xZZ" })
            QVERIFY(!fromTextForm({ QString::fromLatin1(text), true }));
    }

    void json_keepsNumbersOrderAndTwins()
    {
        const QByteArray json("{\"b\":12345678901234567890,\"a\":1.10,\"b\":1e400,"
                              "\"c\":[-0,{}, [ ],\"\\u00e9 \\\" x\"],\"\":null}");
        const auto pretty = prettyJson(json);
        QVERIFY(pretty);
        QCOMPARE(withoutSpace(*pretty), withoutSpace(json));
        QVERIFY(pretty->startsWith("{\n  \"b\": 12345678901234567890,\n  \"a\": 1.10,\n"));
        QVERIFY(pretty->contains("[\n    -0,\n    {},\n    [],\n"));
    }

    void notJson_isToldApart_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *text : { "", "{", "{]", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", "nul",
                                  "[1] 2", "\"\\x\"", "{a:1}", "-", "+1", "\"a\nb\"", "[\xff]" })
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("deep") << QByteArray(600, '[') + QByteArray(600, ']');
    }
    void notJson_isToldApart()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!prettyJson(bytes));
    }

    void mangledJson_neverLosesBytes()
    {
        const QByteArray seed("{\"a\":[1,2.5,-3e2,true,false,null,\"x\\n\"],\"b\":{\"c\":\"한\"}}");
        QRandomGenerator random(5);
        int valid = 0;
        for (int i = 0; i < 30000; ++i) {
            QByteArray json = seed;
            for (int n = int(random.bounded(3)); n > 0; --n)
                json[random.bounded(int(json.size()))] = seed.at(random.bounded(int(seed.size())));
            if (const auto pretty = prettyJson(json)) {
                QCOMPARE(withoutSpace(*pretty), withoutSpace(json));
                QVERIFY(prettyJson(*pretty));
                ++valid;
            }
        }
        QVERIFY(valid > 5000);
    }

    void gzip_isUnpackedAndReadOnly()
    {
        const Rendered shown = render(gzip("{\"a\":1}"), ViewAs::Auto);
        QCOMPARE(shown.as, ViewAs::Unzipped);
        QCOMPARE(shown.chain.first(), QStringLiteral("gzip"));
        QCOMPARE(shown.text, QStringLiteral("{\"a\":1}"));
        QVERIFY(!shown.editable);
        QVERIFY(!shown.whyNot.isEmpty());
    }

    void bomb_stopsAtTheCap()
    {
        const auto out = inflateBytes(gzip(QByteArray(20 * 1024 * 1024, 'x')), 1024 * 1024);
        QVERIFY(out);
        QVERIFY(out->truncated);
        QCOMPARE(out->bytes.size(), 1024 * 1024);
    }

    void cutAndMangledGzip_isAnErrorNotACrash()
    {
        const QByteArray good = gzip("hello hello hello hello");
        QRandomGenerator random(9);
        for (qsizetype cut = 0; cut < good.size(); ++cut)
            QVERIFY(!inflateBytes(good.first(cut), 1000));
        for (int i = 0; i < 5000; ++i) {
            QByteArray bad = good;
            bad[random.bounded(int(bad.size()))] = char(random.bounded(256));
            const auto out = inflateBytes(bad, 1000);
            QVERIFY(!out || out->bytes.size() <= 1000);
        }
    }

    void base64LookingText_staysText()
    {
        const Rendered shown = render("aGVsbG8gd29ybGQh", ViewAs::Auto);
        QCOMPARE(shown.as, ViewAs::Text);
        QVERIFY(shown.editable);
        QCOMPARE(shown.text, QStringLiteral("aGVsbG8gd29ybGQh"));
    }

    void binary_isHexAndReadOnly()
    {
        const Rendered shown = render(QByteArray("\x00\xff\xfe\x01", 4), ViewAs::Auto);
        QCOMPARE(shown.as, ViewAs::Hex);
        QVERIFY(!shown.editable);
        QVERIFY(shown.text.startsWith(QLatin1StringView("00000000  00 ff fe 01")));
        QVERIFY(shown.text.endsWith(QLatin1StringView("|....|")));
    }

    void aPart_isNeverEditable()
    {
        QVERIFY(!render("half of", ViewAs::Auto, false).editable);
        QVERIFY(!render("half of", ViewAs::Text, false).editable);
    }

    void randomBytes_neverBreakARenderer()
    {
        QRandomGenerator random(13);
        for (int i = 0; i < 5000; ++i) {
            QByteArray bytes;
            for (int n = int(random.bounded(64)); n > 0; --n)
                bytes += char(random.bounded(256));
            if (i % 3 == 0)
                bytes.prepend("\x1f\x8b\x08");
            for (const ViewAs as :
                 { ViewAs::Auto, ViewAs::Text, ViewAs::Json, ViewAs::Hex, ViewAs::Unzipped }) {
                const Rendered shown = render(bytes, as);
                if (shown.editable)
                    QCOMPARE(fromTextForm({ shown.text, shown.escaped }).value_or("bad"), bytes);
            }
        }
    }
};

QTEST_GUILESS_MAIN(CodecsTest)
#include "tst_codecs.moc"
