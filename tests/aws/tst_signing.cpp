#include "aws/botocore.h"
#include "aws/iamtoken.h"
#include "aws/sigv4.h"
#include <QJsonArray>
#include <QRandomGenerator>

using aws::Keys;
using aws::ToSign;

namespace {

// AWS's published example; vectors of the specification.
Keys exampleKeys(const QByteArray &token = {})
{
    Keys keys;
    keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
    keys.secretAccessKey = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    keys.sessionToken = base::Secret(token);
    return keys;
}

const QByteArray exampleToken = "FAKE//SESSION+TOKEN==";
const QDateTime noon(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
const QString region = QStringLiteral("eu-central-1");

QByteArray valueOf(const QList<aws::Header> &headers, const QByteArray &name)
{
    for (const auto &[own, value] : headers)
        if (own == name)
            return value;
    return {};
}

QByteArray signatureIn(const QByteArray &text)
{
    const qsizetype at = text.indexOf("Signature=");
    return at < 0 ? QByteArray() : text.sliced(at + 10);
}

/// Requests as nobody would write them by hand.
class Odd {
public:
    explicit Odd(quint32 seed)
        : m_random(seed)
    {
    }

    int upTo(int highest) { return m_random.bounded(highest + 1); }

    QString text(int most)
    {
        static const QStringList pieces{
            QStringLiteral("a"),  QStringLiteral("Z"),     QStringLiteral("7"),
            QStringLiteral("-"),  QStringLiteral("_"),     QStringLiteral("."),
            QStringLiteral("~"),  QStringLiteral(" "),     QStringLiteral("/"),
            QStringLiteral("+"),  QStringLiteral("="),     QStringLiteral("&"),
            QStringLiteral("%"),  QStringLiteral("?"),     QStringLiteral("#"),
            QStringLiteral("*"),  QStringLiteral("'"),     QStringLiteral("()"),
            QStringLiteral("!"),  QStringLiteral("$,;:@"), QStringLiteral("[]{}|\\^`\"<>"),
            QStringLiteral("한"), QStringLiteral("é"),     QStringLiteral("\U0001F600"),
            QStringLiteral("\t"), QStringLiteral("%41"),   QStringLiteral("\u00a0"),
        };
        QString out;
        for (int i = upTo(most); i > 0; --i)
            out += pieces.at(upTo(int(pieces.size()) - 1));
        return out;
    }

    /// `text` in one of the forms in which a query may carry it.
    QByteArray escaped(const QString &text)
    {
        QByteArray out;
        for (const char c : text.toUtf8()) {
            const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z') || QByteArray("-_.~/:@!$'()*,;?").contains(c);
            if (c == ' ' && upTo(1))
                out += '+';
            else if (plain && upTo(5))
                out += c;
            else
                out +=
                    '%' + (upTo(1) ? QByteArray(1, c).toHex() : QByteArray(1, c).toHex().toUpper());
        }
        return out;
    }

    QByteArray path()
    {
        static const QByteArrayList segments{ "",          ".",   "..",    "a",
                                              "b c",       "%20", "~x",    "v1",
                                              "a+b",       "(x)", "=&:@",  "한글",
                                              "%ED%95%9C", "...", "a%2Fb", "AAEAAa5==" };
        QByteArray out = "/";
        for (int i = upTo(4); i > 0; --i)
            out += segments.at(upTo(int(segments.size()) - 1)) + (upTo(4) ? "/" : "");
        return out;
    }

    QByteArray header()
    {
        static const QByteArrayList pieces{
            "x", "application/x-amz-json-1.1", " ", "  ", "\t", ",", "\"a  b\"", "=", ";"
        };
        QByteArray out;
        for (int i = upTo(6); i > 0; --i)
            out += pieces.at(upTo(int(pieces.size()) - 1));
        return out;
    }

private:
    QRandomGenerator m_random;
};

struct Drawn {
    ToSign request;
    Keys keys;
    aws::Scope scope;
    int expires = 0; ///< 0 = in headers
    QJsonObject forBotocore;
};

Drawn draw(Odd &odd, bool presigned)
{
    static const QStringList regions{ region, QStringLiteral("cn-north-1"),
                                      QStringLiteral("us-gov-west-1") };
    static const QStringList services{ QStringLiteral("ssm"), QStringLiteral("ssmmessages"),
                                       QStringLiteral("sts"), QStringLiteral("elasticache") };
    Drawn drawn;
    drawn.keys = exampleKeys(odd.upTo(1) ? exampleToken + odd.header() + "end" : QByteArray());
    drawn.keys.secretAccessKey = base::Secret("wJalr" + odd.text(8).toUtf8() + "KEY");
    drawn.scope = { regions.at(odd.upTo(2)), services.at(odd.upTo(3)),
                    noon.addSecs(odd.upTo(400000000)) };
    drawn.request.host = odd.upTo(1) ? "cache.example.internal" : "127.0.0.1:4566";
    drawn.request.path = odd.path();
    drawn.request.method = presigned || odd.upTo(1) ? "GET" : "POST";
    QByteArrayList pairs;
    QJsonArray params;
    for (int i = odd.upTo(4); i > 0; --i) {
        const QString name = presigned ? QStringLiteral("p%1").arg(i) + odd.text(2)
                                       : QStringLiteral("k") + odd.text(1);
        const QString value = odd.text(6);
        pairs += odd.escaped(name) + (value.isEmpty() && odd.upTo(1) && !presigned ? "" : "=")
            + odd.escaped(value);
        params += QJsonArray{ name, value };
    }
    drawn.request.query = pairs.join('&');
    QJsonArray headers;
    QByteArray url = "https://" + drawn.request.host + drawn.request.path;
    QJsonObject &wish = drawn.forBotocore;
    if (presigned) {
        drawn.expires = 1 + odd.upTo(3600);
        url += pairs.isEmpty() ? QByteArray() : '?' + drawn.request.query;
    } else {
        wish[QStringLiteral("params")] = params;
        for (int i = odd.upTo(4); i > 0; --i) {
            const QByteArray name = odd.upTo(1) ? "X-Amz-Odd" : "Content-Type";
            drawn.request.headers.emplaceBack(name, odd.header());
            headers += QJsonArray{ QString::fromLatin1(name),
                                   QString::fromLatin1(drawn.request.headers.last().second) };
        }
        if (drawn.request.method == "POST")
            drawn.request.body = odd.text(40).toUtf8();
    }
    wish[QStringLiteral("how")] = presigned ? QStringLiteral("query") : QStringLiteral("headers");
    wish[QStringLiteral("expires")] = drawn.expires;
    wish[QStringLiteral("method")] = QString::fromLatin1(drawn.request.method);
    wish[QStringLiteral("url")] = QString::fromUtf8(url);
    wish[QStringLiteral("headers")] = headers;
    wish[QStringLiteral("body")] = QString::fromLatin1(drawn.request.body.toBase64());
    wish[QStringLiteral("key")] = drawn.keys.accessKeyId;
    wish[QStringLiteral("secret")] = QString::fromUtf8(drawn.keys.secretAccessKey.reveal());
    wish[QStringLiteral("token")] = QString::fromUtf8(drawn.keys.sessionToken.reveal());
    wish[QStringLiteral("region")] = drawn.scope.region;
    wish[QStringLiteral("service")] = drawn.scope.service;
    wish[QStringLiteral("when")] =
        drawn.scope.when.toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    return drawn;
}

} // namespace

class SigningTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startSession_isSignedAsTheVectorsSay_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("authorization");
        QTest::newRow("long-term keys")
            << QByteArray()
            << QByteArray("AWS4-HMAC-SHA256 "
                          "Credential=AKIDEXAMPLE/20261120/eu-central-1/ssm/aws4_request, "
                          "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
                          "Signature="
                          "c3a6bf64390639a81caf2c5a8c47ee74f630e0243b31bb8792d2dc46803781ef");
        QTest::newRow("temporary keys")
            << exampleToken
            << QByteArray(
                   "AWS4-HMAC-SHA256 "
                   "Credential=AKIDEXAMPLE/20261120/eu-central-1/ssm/aws4_request, "
                   "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
                   "Signature="
                   "65c7fb23098033fe5957180ef1061d7c6705417e81046581b0a2fab97773d7d4");
    }
    void startSession_isSignedAsTheVectorsSay()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, authorization);
        ToSign request;
        request.method = "POST";
        request.host = "ssm.eu-central-1.amazonaws.com";
        request.headers = { { "X-Amz-Target", "AmazonSSM.StartSession" },
                            { "Content-Type", "application/x-amz-json-1.1" } };
        request.body =
            R"({"Target":"i-0123456789abcdef0","DocumentName":"AWS-StartPortForwardingSessionToRemoteHost",)"
            R"("Parameters":{"host":["cache.example.internal"],"portNumber":["6379"],"localPortNumber":["0"]}})";
        const auto added = aws::signedHeaders(request, exampleKeys(token),
                                              { region, QStringLiteral("ssm"), noon });
        QCOMPARE(valueOf(added, "Authorization"), authorization);
        QCOMPARE(valueOf(added, "X-Amz-Date"), "20261120T120000Z");
        QCOMPARE(valueOf(added, "X-Amz-Security-Token"), token);
        QCOMPARE(added.size(), token.isEmpty() ? 2 : 3);
    }

    void channelUpgrade_isSignedAsTheVectorsSay_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("encoded plus")
            << QByteArray("AAEAAa5%2BLu/4a==")
            << QByteArray("1cff4018244ffe87b1411c9feb7032ac42bbadf7032d47b81a84288cefc31c6c");
        QTest::newRow("raw plus")
            << QByteArray("AAEAAa5+Lu/4a==")
            << QByteArray("d8ae4f525d8d63ce353b1309eacc1bd3637cff0ed3d23e1aeb9eb2e2391375a0");
    }
    void channelUpgrade_isSignedAsTheVectorsSay()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, signature);
        ToSign request;
        request.method = "GET";
        request.host = "ssmmessages.eu-central-1.amazonaws.com";
        request.path = "/v1/data-channel/alice-0a1b2c3d4e5f60718";
        request.query = "role=publish_subscribe&cell-number=" + cell;
        const auto added = aws::signedHeaders(request, exampleKeys(exampleToken),
                                              { region, QStringLiteral("ssmmessages"), noon });
        QCOMPARE(valueOf(added, "Authorization"),
                 "AWS4-HMAC-SHA256 "
                 "Credential=AKIDEXAMPLE/20261120/eu-central-1/ssmmessages/aws4_request, "
                 "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature="
                     + signature);
    }

    void elastiCacheToken_isThatOfTheVectors_data()
    {
        QTest::addColumn<bool>("serverless");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("group") << false << QByteArray()
                               << QByteArray("e6a2a8d1175329bfc7fb4cc01ae48a04"
                                             "c1690f8afad24561630673a283a454ad");
        QTest::newRow("group, temporary") << false << exampleToken
                                          << QByteArray("49150993ddece415317b0057573f66ff"
                                                        "f5394c97f4e15c4d2b8498e75494c2fa");
        QTest::newRow("serverless") << true << QByteArray()
                                    << QByteArray("d3692d9c5a929b819ac2de0d94d37260"
                                                  "a578de497d861853560885d1254e1715");
        QTest::newRow("serverless, temporary") << true << exampleToken
                                               << QByteArray("b04516be3f6dbe89ddac049874dc6014"
                                                             "8412b6171a15986df9a32de8b20e47da");
    }
    void elastiCacheToken_isThatOfTheVectors()
    {
        QFETCH(bool, serverless);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, signature);
        const auto made = aws::iamToken(
            { QStringLiteral("My-Cache"), QStringLiteral("iam-user-01"), region, serverless },
            exampleKeys(token), noon);
        QVERIFY(made);
        const QByteArray expected = QByteArray("my-cache/?Action=connect&User=iam-user-01")
            + (serverless ? "&ResourceType=ServerlessCache" : "")
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20261120%2F"
              "eu-central-1%2Felasticache%2Faws4_request&X-Amz-Date=20261120T120000Z"
              "&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
            + (token.isEmpty() ? "" : "&X-Amz-Security-Token=FAKE%2F%2FSESSION%2BTOKEN%3D%3D")
            + "&X-Amz-Signature=" + signature;
        QCOMPARE(made->reveal(), expected);
    }

    void iamUser_thatCannotBe_isRefusedBeforeAnythingIsSigned_data()
    {
        QTest::addColumn<QString>("cache");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("where");
        const QString ok = QStringLiteral("my-cache");
        QTest::newRow("endpoint") << QStringLiteral("my-cache.x.cache.amazonaws.com") << ok
                                  << region;
        QTest::newRow("no cache") << QString() << ok << region;
        QTest::newRow("capital user") << ok << QStringLiteral("Jin") << region;
        QTest::newRow("no user") << ok << QString() << region;
        QTest::newRow("hyphens") << ok << QStringLiteral("a--b") << region;
        QTest::newRow("hyphen last") << ok << QStringLiteral("a-") << region;
        QTest::newRow("digit first") << ok << QStringLiteral("1a") << region;
        QTest::newRow("newline last") << ok << QStringLiteral("a\n") << region;
        QTest::newRow("query") << ok << QStringLiteral("a&Action=x") << region;
        QTest::newRow("too long") << ok << QString(41, u'a') << region;
        QTest::newRow("no region") << ok << ok << QString();
    }
    void iamUser_thatCannotBe_isRefusedBeforeAnythingIsSigned()
    {
        QFETCH(QString, cache);
        QFETCH(QString, user);
        QFETCH(QString, where);
        QVERIFY(!aws::iamUserProblem({ cache, user, where }).isEmpty());
        const auto made = aws::iamToken({ cache, user, where }, exampleKeys(), noon);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, base::Error::Kind::Invalid);
    }
    void iamUser_atTheLimits_isAccepted()
    {
        QCOMPARE(aws::iamUserProblem({ QString(40, u'A'), QString(40, u'z'), region }), QString());
        QVERIFY(!aws::iamToken({ QStringLiteral("c"), QStringLiteral("u"), region }, {}, noon));
    }

    void oddRequests_areSignedAsBotocoreDoes()
    {
        const quint32 seed = qEnvironmentVariableIntValue("LARDER_SEED")
            ? quint32(qEnvironmentVariableIntValue("LARDER_SEED"))
            : QRandomGenerator::global()->generate() & 0x7fffffff;
        Odd odd(seed);
        QList<Drawn> all;
        QList<QJsonObject> wishes;
        for (int i = 0; i < 200; ++i) {
            all += draw(odd, i % 3 == 0);
            wishes += all.last().forBotocore;
        }
        const QList<QJsonObject> theirs = signedByBotocore(wishes);
        QCOMPARE(theirs.size(), all.size());
        for (int i = 0; i < all.size(); ++i) {
            const Drawn &each = all[i];
            const QJsonObject headers = theirs[i][QStringLiteral("headers")].toObject();
            QByteArray ours;
            QByteArray expected;
            if (each.expires) {
                ours = aws::presignedQuery(each.request, each.keys, each.scope, each.expires);
                expected = theirs[i][QStringLiteral("url")].toString().toUtf8();
                expected = expected.sliced(expected.indexOf('?') + 1);
            } else {
                ours = valueOf(aws::signedHeaders(each.request, each.keys, each.scope),
                               "Authorization");
                expected = headers[QStringLiteral("Authorization")].toString().toUtf8();
            }
            const QJsonDocument wish(each.forBotocore);
            QVERIFY2(!signatureIn(ours).isEmpty() && ours == expected,
                     qPrintable(QStringLiteral("LARDER_SEED=%1, request %2\nours   %3\ntheirs %4\n")
                                    .arg(seed)
                                    .arg(i)
                                    .arg(QString::fromUtf8(ours), QString::fromUtf8(expected))
                                + QString::fromUtf8(wish.toJson(QJsonDocument::Compact))));
        }
    }
};

QTEST_GUILESS_MAIN(SigningTest)
#include "tst_signing.moc"
