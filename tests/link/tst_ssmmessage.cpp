// The bytes of Session Manager's data channel: the vectors come from the specification of the
// protocol, written down before this code was.
#include "link/ssm/handshake.h"
#include "link/ssm/message.h"
#include "link/ssm/smux.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <QtTest>

using links::ssm::Message;
using links::ssm::PayloadType;
using links::ssm::SmuxCommand;
using links::ssm::SmuxFrame;
using links::ssm::SmuxReader;

namespace {

constexpr quint64 noon = 1795176000000; // 2026-11-20T12:00:00Z

QByteArray fromHex(const char *hex)
{
    return QByteArray::fromHex(hex);
}

Message dataMessage()
{
    Message message;
    message.type = links::ssm::inputStreamData;
    message.created = noon;
    message.sequence = 1;
    message.id = QUuid("00112233-4455-6677-8899-aabbccddeeff");
    message.payloadType = PayloadType::Output;
    message.payload = "PING\r\n";
    return message;
}

const QByteArray dataBytes =
    fromHex("00000074696e7075745f73747265616d5f646174612020202020202020202020"
            "2020202000000001000001a1f8d3ea0000000000000000010000000000000000"
            "8899aabbccddeeff0011223344556677dedee95a5c3354a76fa11ee26963cbe7"
            "0f4149c9680bfa9c05c4befa372ced97000000010000000650494e470d0a");

const QByteArray acknowledgeBytes =
    fromHex("0000007461636b6e6f776c656467652020202020202020202020202020202020"
            "2020202000000001000001a1f8d3ea0000000000000000000000000000000003"
            "8fedcba987654321fedcba9876544210b169c11019f910420e5255eb6b92b480"
            "5fe5d93338b98ef0833b25f7a273acf200000000000000b07b2241636b6e6f77"
            "6c65646765644d65737361676554797065223a226f75747075745f7374726561"
            "6d5f64617461222c2241636b6e6f776c65646765644d6573736167654964223a"
            "2230313233343536372d383961622d636465662d303132332d34353637383961"
            "6263646566222c2241636b6e6f776c65646765644d6573736167655365717565"
            "6e63654e756d626572223a372c22497353657175656e7469616c4d6573736167"
            "65223a747275657d");

const QByteArray responseBytes =
    fromHex("00000074696e7075745f73747265616d5f646174612020202020202020202020"
            "2020202000000001000001a1f8d3ea0000000000000000000000000000000000"
            "8cccddddeeeeffff7f000001aaaa4bbb0ae9d53894f9c2f7afc096e5f719f040"
            "b2fb25ae866739d17c9de1426e0b78c600000006000000937b22436c69656e74"
            "56657273696f6e223a22312e322e3839362e30222c2250726f63657373656443"
            "6c69656e74416374696f6e73223a5b7b22416374696f6e54797065223a225365"
            "7373696f6e54797065222c22416374696f6e537461747573223a312c22416374"
            "696f6e526573756c74223a6e756c6c2c224572726f72223a22227d5d2c224572"
            "726f7273223a6e756c6c7d");

const QByteArray requestJson =
    R"({"AgentVersion":"3.3.987.0","RequestedClientActions":[{"ActionType":"SessionType",)"
    R"("ActionParameters":{"SessionType":"Port","Properties":{"host":"cache.example.internal",)"
    R"("portNumber":"6379","localPortNumber":"0","type":"LocalPortForwarding"}}}]})";

QByteArray with(QByteArray bytes, qsizetype at, const QByteArray &other)
{
    return bytes.replace(at, other.size(), other);
}

} // namespace

class SsmMessageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void data_hasTheBytesOfTheVector()
    {
        QCOMPARE(links::ssm::encoded(dataMessage()).toHex(), dataBytes.toHex());
        QCOMPARE(*links::ssm::decoded(dataBytes), dataMessage());
    }

    void acknowledgement_hasTheBytesOfTheVector()
    {
        Message seventh;
        seventh.type = links::ssm::outputStreamData;
        seventh.sequence = 7;
        seventh.id = QUuid("01234567-89ab-cdef-0123-456789abcdef");
        Message message;
        message.type = links::ssm::acknowledgeType;
        message.created = noon;
        message.flags = 3;
        message.id = QUuid("fedcba98-7654-4210-8fed-cba987654321");
        message.payload = links::ssm::acknowledgementOf(seventh);
        QCOMPARE(links::ssm::encoded(message).toHex(), acknowledgeBytes.toHex());
        const auto read =
            links::ssm::readAcknowledgement(links::ssm::decoded(acknowledgeBytes)->payload);
        QCOMPARE(read->sequence, 7);
        QCOMPARE(read->type, QByteArray(links::ssm::outputStreamData));
        QCOMPARE(read->id, seventh.id);
    }

    void handshakeResponse_hasTheBytesOfTheVector()
    {
        Message message;
        message.type = links::ssm::inputStreamData;
        message.created = noon;
        message.id = QUuid("7f000001-aaaa-4bbb-8ccc-ddddeeeeffff");
        message.payloadType = PayloadType::HandshakeResponse;
        message.payload =
            links::ssm::handshakeResponse(*links::ssm::readHandshakeRequest(requestJson));
        QCOMPARE(links::ssm::encoded(message).toHex(), responseBytes.toHex());
    }

    void typePaddedOtherwise_isReadAlike_data()
    {
        QTest::addColumn<QByteArray>("padding");
        QTest::newRow("NUL") << QByteArray(15, '\0');
        QTest::newRow("both") << QByteArray(" \0\0  \t\n\0\0\0\0\0\0\0 ", 15);
    }
    void typePaddedOtherwise_isReadAlike()
    {
        QFETCH(QByteArray, padding);
        QCOMPARE(*links::ssm::decoded(with(dataBytes, 4 + 17, padding)), dataMessage());
    }

    void longerHeader_movesThePayload()
    {
        QByteArray bytes = with(dataBytes, 0, fromHex("0000007c"));
        bytes.insert(120, "newfield");
        QCOMPARE(*links::ssm::decoded(bytes), dataMessage());
        bytes = with(dataBytes, 0, fromHex("0000007c"));
        bytes.insert(116, "newfield");
        QCOMPARE(*links::ssm::decoded(bytes), dataMessage());
    }

    void damaged_isRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("shorter than its header") << dataBytes.first(119);
        QTest::newRow("type only") << dataBytes.first(36);
        QTest::newRow("no type") << with(dataBytes, 4, QByteArray(32, ' '));
        QTest::newRow("type of NULs") << with(dataBytes, 4, QByteArray(32, '\0'));
        QTest::newRow("no date") << with(dataBytes, 40, QByteArray(8, '\0'));
        QTest::newRow("header of nothing") << with(dataBytes, 0, fromHex("00000000"));
        QTest::newRow("header too short") << with(dataBytes, 0, fromHex("00000073"));
        QTest::newRow("header too long") << with(dataBytes, 0, fromHex("0000007b"));
        QTest::newRow("header enormous") << with(dataBytes, 0, fromHex("ffffffff"));
        QTest::newRow("payload changed") << with(dataBytes, 125, "x");
        QTest::newRow("digest changed") << with(dataBytes, 80, "x");
        QTest::newRow("payload cut") << dataBytes.first(125);
        QTest::newRow("payload gone") << dataBytes.first(120);
        QTest::newRow("payload goes on") << dataBytes + "x";
        Message large = dataMessage();
        large.payload = QByteArray(links::ssm::mostMessage - 119, 'x');
        QTest::newRow("over a mebibyte") << links::ssm::encoded(large);
    }
    void damaged_isRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto message = links::ssm::decoded(bytes);
        QVERIFY(!message);
        QCOMPARE(message.error().kind, base::Error::Kind::Protocol);
        QVERIFY(!message.error().text.isEmpty());
    }

    void mebibyte_isStillRead()
    {
        Message large = dataMessage();
        large.payload = QByteArray(links::ssm::mostMessage - 120, 'x');
        QCOMPARE(*links::ssm::decoded(links::ssm::encoded(large)), large);
    }

    void emptyPayload_needsNoDigest()
    {
        Message message = dataMessage();
        message.payload.clear();
        const QByteArray bytes = with(links::ssm::encoded(message), 80, QByteArray(32, '\0'));
        QCOMPARE(*links::ssm::decoded(bytes), message);
    }

    void startAndPause_needATypeOnly()
    {
        for (const QByteArray type :
             { links::ssm::startPublication, links::ssm::pausePublication }) {
            QByteArray bytes = with(QByteArray(120, '\0'), 4, type);
            QCOMPARE(links::ssm::decoded(bytes)->type, type);
            bytes = with(dataBytes, 4, type.leftJustified(32, ' ')).replace(125, 1, "x");
            QCOMPARE(links::ssm::decoded(bytes)->type, type);
            QCOMPARE(links::ssm::decoded(bytes.first(36))->type, type);
        }
    }

    void integersOfTheEdges_surviveTheWay()
    {
        Message message = dataMessage();
        message.sequence = std::numeric_limits<qint64>::max();
        message.flags = std::numeric_limits<quint64>::max();
        message.created = std::numeric_limits<quint64>::max();
        message.payloadType = PayloadType(0xfffffffe);
        QCOMPARE(*links::ssm::decoded(links::ssm::encoded(message)), message);
    }

    void acknowledgement_isReadByItsNumberAlone()
    {
        QCOMPARE(links::ssm::readAcknowledgement(R"({"AcknowledgedMessageSequenceNumber":12})")
                     ->sequence,
                 12);
        for (const char *bad :
             { "", "[]", "7", "{}", R"({"AcknowledgedMessageSequenceNumber":"7"})",
               R"({"AcknowledgedMessageSequenceNumber":-1})",
               R"({"AcknowledgedMessageSequenceNumber":1.5})" })
            QVERIFY2(!links::ssm::readAcknowledgement(bad), bad);
    }

    void acknowledgementOfAStrangeType_isStillJson()
    {
        Message message = dataMessage();
        message.type = "a\"b\\c\xff";
        QVERIFY(QJsonDocument::fromJson(links::ssm::acknowledgementOf(message)).isObject());
    }

    void channelClosed_givesItsOutput()
    {
        const auto closed = links::ssm::readChannelClosed(
            R"({"MessageId":"m","CreatedDate":"d","DestinationId":"d","SessionId":"me-1",)"
            R"("MessageType":"channel_closed","SchemaVersion":1,"Output":"----------ERROR-------"})");
        QCOMPARE(closed->sessionId, QStringLiteral("me-1"));
        QCOMPARE(closed->output, QStringLiteral("----------ERROR-------"));
        QVERIFY(links::ssm::readChannelClosed("{}")->output.isEmpty());
        QVERIFY(!links::ssm::readChannelClosed("nonsense"));
    }

    void handshakeRequest_isRead()
    {
        const auto request = links::ssm::readHandshakeRequest(requestJson);
        QCOMPARE(request->agentVersion, QStringLiteral("3.3.987.0"));
        QCOMPARE(request->sessionType, QStringLiteral("Port"));
        QCOMPARE(request->host, QStringLiteral("cache.example.internal"));
        QCOMPARE(request->port, QStringLiteral("6379"));
        QCOMPARE(request->forwarding, QStringLiteral("LocalPortForwarding"));
        QCOMPARE(request->actions, QStringList{ QStringLiteral("SessionType") });
        QVERIFY(!request->wantsEncryption);
        QVERIFY(!links::ssm::refusal(*request));
        for (const char *bad : { "", "[]", "{}", R"({"RequestedClientActions":{}})" })
            QVERIFY2(!links::ssm::readHandshakeRequest(bad), bad);
    }

    void portAsANumber_isReadToo()
    {
        QByteArray json = requestJson;
        json.replace("\"6379\"", "6379");
        QCOMPARE(links::ssm::readHandshakeRequest(json)->port, QStringLiteral("6379"));
    }

    void impossibleRequest_isRefusedByItsAction_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QList<int>>("statuses");
        QTest::addColumn<base::Error::Cause>("cause");
        using Cause = base::Error::Cause;
        QTest::newRow("encryption")
            << QByteArray("}}}]")
            << QByteArray(
                   R"(}}},{"ActionType":"KMSEncryption","ActionParameters":{"KMSKeyId":"k"}}])")
            << QList<int>{ 1, 2 } << Cause::SsmEncrypted;
        QTest::newRow("shell") << QByteArray("\"Port\"") << QByteArray("\"Standard_Stream\"")
                               << QList<int>{ 2 } << Cause::SsmProtocol;
        QTest::newRow("ssh's flavour") << QByteArray(R"(,"type":"LocalPortForwarding")")
                                       << QByteArray() << QList<int>{ 2 } << Cause::SsmProtocol;
        QTest::newRow("unknown action")
            << QByteArray("}}}]") << QByteArray("}}},{\"ActionType\":\"Da\\\"nce\"}]")
            << QList<int>{ 1, 3 } << Cause::SsmProtocol;
        QTest::newRow("nothing") << requestJson << QByteArray(R"({"RequestedClientActions":[]})")
                                 << QList<int>{} << Cause::SsmProtocol;
    }
    void impossibleRequest_isRefusedByItsAction()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray json = requestJson;
        const auto request = links::ssm::readHandshakeRequest(json.replace(from, to));
        QVERIFY(request);
        const auto why = links::ssm::refusal(*request);
        QVERIFY(why);
        QTEST(why->cause, "cause");
        QVERIFY(!why->text.isEmpty());
        const QJsonObject response =
            QJsonDocument::fromJson(links::ssm::handshakeResponse(*request)).object();
        QList<int> statuses;
        const QJsonArray processed =
            response.value(QLatin1String("ProcessedClientActions")).toArray();
        for (qsizetype i = 0; i < processed.size(); ++i) {
            const QJsonObject action = processed.at(i).toObject();
            statuses += action.value(QLatin1String("ActionStatus")).toInt();
            QCOMPARE(action.value(QLatin1String("ActionType")).toString(), request->actions.at(i));
            QCOMPARE(action.value(QLatin1String("Error")).toString().isEmpty(),
                     statuses.last() == 1);
        }
        QTEST(statuses, "statuses");
    }

    void handshakeComplete_givesTheOwnersMessage()
    {
        QCOMPARE(*links::ssm::readHandshakeComplete(
                     R"({"HandshakeTimeToComplete":25000000,"CustomerMessage":"Mind the step."})"),
                 QStringLiteral("Mind the step."));
        QVERIFY(links::ssm::readHandshakeComplete(R"({"HandshakeTimeToComplete":1})")->isEmpty());
        QVERIFY(!links::ssm::readHandshakeComplete("?"));
    }

    void agentVersion_saysItsManners_data()
    {
        QTest::addColumn<bool>("mux");
        QTest::addColumn<bool>("keepAlive");
        QTest::addColumn<bool>("terminateFlag");
        QTest::addColumn<bool>("remoteHost");
        QTest::newRow("2.3.722.0") << false << true << false << false;
        QTest::newRow("2.3.723.0") << false << true << true << false;
        QTest::newRow("2.10.0.0") << false << true << true << false;
        QTest::newRow("3.0.196.0") << false << true << true << false;
        QTest::newRow("3.0.196") << false << true << true << false;
        QTest::newRow("3.0.222.0") << true << true << true << false;
        QTest::newRow("3.0.1390.0") << true << true << true << false;
        QTest::newRow("3.1.1187.0") << true << true << true << false;
        QTest::newRow("3.1.1188.0") << true << true << true << true;
        QTest::newRow("3.1.1188") << true << true << true << true;
        QTest::newRow("3.1.1374.0") << true << true << true << true;
        QTest::newRow("3.1.1446.0") << true << true << true << true;
        QTest::newRow("3.1.1476.0") << true << true << true << true;
        QTest::newRow("3.1.1511.0") << true << true << true << true;
        QTest::newRow("3.1.1575.0") << true << false << true << true;
        QTest::newRow("3.1.10000.0") << true << false << true << true;
        QTest::newRow("3.3.987.0") << true << false << true << true;
        QTest::newRow("3.10.1.0") << true << false << true << true;
        QTest::newRow("10.0.0.0") << true << false << true << true;
        for (const char *unreadable :
             { "", "?", "3.3.", "3..1.0", "3.3.987.0-beta", "-3.1.1.1", "3.1.99999999999.0" })
            QTest::addRow("unreadable %s", unreadable) << true << false << true << true;
    }
    void agentVersion_saysItsManners()
    {
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        const auto manners = links::ssm::mannersOf(
            row.startsWith(QLatin1String("unreadable ")) ? row.sliced(11) : row);
        QTEST(manners.mux, "mux");
        QTEST(manners.keepAlive, "keepAlive");
        QTEST(manners.terminateFlag, "terminateFlag");
        QTEST(manners.remoteHost, "remoteHost");
    }

    void smuxFrames_haveTheBytesOfTheVectors()
    {
        const auto hex = [](const SmuxFrame &frame) { return links::ssm::encoded(frame).toHex(); };
        QCOMPARE(hex({ SmuxCommand::Syn, 3, {} }), QByteArray("0100000003000000"));
        QCOMPARE(hex({ SmuxCommand::Psh, 3, "PING\r\n" }),
                 QByteArray("010206000300000050494e470d0a"));
        QCOMPARE(hex({ SmuxCommand::Fin, 3, {} }), QByteArray("0101000003000000"));
        QCOMPARE(hex({ SmuxCommand::Nop, 0, {} }), QByteArray("0103000000000000"));
        QCOMPARE(hex({ SmuxCommand::Syn, 0x01020304, {} }), QByteArray("0100000004030201"));
    }

    void smuxFramesInAnyPortions_areWhole()
    {
        const QList<SmuxFrame> frames{
            { SmuxCommand::Syn, 3, {} },
            { SmuxCommand::Psh, 3, QByteArray(65535, 'a') },
            { SmuxCommand::Nop, 0, {} },
            { SmuxCommand::Psh, 0xffffffff, QByteArray("\0\1\2\3", 4) },
            { SmuxCommand::Psh, 5, {} },
            { SmuxCommand::Fin, 3, {} },
        };
        QByteArray bytes;
        for (const SmuxFrame &frame : frames)
            bytes += links::ssm::encoded(frame);
        for (const qsizetype portion :
             { qsizetype(1), qsizetype(7), qsizetype(1024), bytes.size() }) {
            SmuxReader reader;
            QList<SmuxFrame> read;
            for (qsizetype at = 0; at < bytes.size(); at += portion)
                read += *reader.read(bytes.mid(at, portion));
            QCOMPARE(read, frames);
        }
    }

    void noSmux_isLostForEver_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("version 2") << fromHex("0200000003000000");
        QTest::newRow("update of version 2") << fromHex("0104080003000000");
        QTest::newRow("redis") << QByteArray("+PONG\r\n+PONG\r\n");
    }
    void noSmux_isLostForEver()
    {
        QFETCH(QByteArray, bytes);
        SmuxReader reader;
        const auto read = reader.read(bytes);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, base::Error::Kind::Protocol);
        QVERIFY(!reader.read(fromHex("0103000000000000")));
    }
};

QTEST_GUILESS_MAIN(SsmMessageTest)
#include "tst_ssmmessage.moc"
