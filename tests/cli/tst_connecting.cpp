// What PROFILE can be, and what comes of a connection that cannot be made.
#include "cli/larderprocess.h"
#include "support/redisserver.h"
#include "support/tlsfiles.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTest>

namespace {
using Outcome = LarderProcess::Outcome;
const QString serverPassword = QStringLiteral("s3cret-of-the-server");
} // namespace

class TestConnecting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void closed_port_is_status_12();
    void unknown_host_is_status_11();
    void wrong_password_is_status_16();
    void file_takes_its_password_from_the_environment();
    void missing_variable_is_named();
    void acl_user_signs_in();
    void tls_is_verified_with_the_file_beside_it();
    void tunnel_without_keys_never_goes_straight();
    void password_is_asked_for_without_echo();
    void without_a_terminal_the_question_is_a_sentence();
    void ladder_is_printed_rung_by_rung();
    void ladder_as_json_holds_no_secret();
    void sealed_file_opens_with_its_password();

private:
    [[nodiscard]] QString
    address(const QString &user = QStringLiteral(":s3cret-of-the-server")) const
    {
        return QStringLiteral("redis://%1@127.0.0.1:%2").arg(user).arg(m_server->port());
    }
    [[nodiscard]] Outcome ping(const QString &profile) const
    {
        return m_larder.run(
            { QStringLiteral("exec"), profile, QStringLiteral("--"), QStringLiteral("PING") });
    }
    [[nodiscard]] QString profileFile(const QByteArray &members) const
    {
        return u'@'
            + m_larder.file(QStringLiteral("profile.json"),
                            "{\"host\": \"127.0.0.1\", \"port\": "
                                + QByteArray::number(m_server->port()) + members + '}');
    }

    std::unique_ptr<support::RedisServer> m_server;
    LarderProcess m_larder;
};

void TestConnecting::initTestCase()
{
    m_server =
        std::make_unique<support::RedisServer>(QStringList(), support::RedisServer::Tcp::Yes);
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    m_server->command({ "ACL", "SETUSER", "reporting", "on", ">their-pw", "~*", "+@all" });
    m_server->command({ "CONFIG", "SET", "requirepass", serverPassword.toUtf8() });
}

void TestConnecting::closed_port_is_status_12()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QString url = QStringLiteral("redis://127.0.0.1:%1").arg(closed.serverPort());
    closed.close();
    const Outcome outcome = ping(url);
    QCOMPARE(outcome.status, 12);
    QVERIFY2(outcome.err.contains("refused the connection"), outcome.err.constData());
    QCOMPARE(m_larder.run({ QStringLiteral("test"), url }).status, 12);
}

void TestConnecting::unknown_host_is_status_11()
{
    const Outcome outcome = ping(QStringLiteral("redis://no-such-host.invalid"));
    QCOMPARE(outcome.status, 11);
    QVERIFY2(outcome.err.contains("no-such-host.invalid"), outcome.err.constData());
}

void TestConnecting::wrong_password_is_status_16()
{
    const Outcome outcome = ping(address(QStringLiteral(":not-the-password")));
    QCOMPARE(outcome.status, 16);
    QVERIFY2(outcome.err.contains("rejected the user name or password"), outcome.err.constData());
    QVERIFY(!outcome.err.contains("not-the-password"));
    const Outcome none = ping(QStringLiteral("redis://127.0.0.1:%1").arg(m_server->port()));
    QCOMPARE(none.status, 16);
    QVERIFY2(none.err.contains("requires a password"), none.err.constData());
    QCOMPARE(ping(address()).status, 0);
}

void TestConnecting::file_takes_its_password_from_the_environment()
{
    const QString file = profileFile(R"(, "password": "${LARDER_TEST_PW}")");
    m_larder.setEnvironment(QStringLiteral("LARDER_TEST_PW"), serverPassword);
    const Outcome outcome = ping(file);
    QCOMPARE(outcome.out, "PONG\n");
    QCOMPARE(outcome.status, 0);
}

void TestConnecting::missing_variable_is_named()
{
    const Outcome outcome = ping(profileFile(R"(, "password": "${LARDER_NOT_SET}")"));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("LARDER_NOT_SET"), outcome.err.constData());
}

void TestConnecting::acl_user_signs_in()
{
    const QString url = address(QStringLiteral("reporting:their-pw"));
    const Outcome outcome =
        m_larder.run({ QStringLiteral("exec"), url, QStringLiteral("--raw"), QStringLiteral("--"),
                       QStringLiteral("ACL"), QStringLiteral("WHOAMI") });
    QCOMPARE(outcome.out, "reporting\n");
    QCOMPARE(ping(profileFile(R"(, "user": "reporting", "password": "their-pw")")).status, 0);
}

void TestConnecting::tls_is_verified_with_the_file_beside_it()
{
    support::TlsFiles files;
    if (!files.isValid())
        QSKIP("this machine has no openssl program");
    const support::RedisServer server(files.serverOptions(files.issue({})),
                                      support::RedisServer::Tcp::Tls);
    QVERIFY(server.isRunning());
    const QByteArray where = "{\"host\": \"localhost\", \"port\": "
        + QByteArray::number(server.port()) + ", \"tls\": {\"enabled\": true";
    QFile authority(files.authority());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    (void)m_larder.file(QStringLiteral("ca.pem"), authority.readAll());
    const Outcome trusted = ping(
        u'@' + m_larder.file(QStringLiteral("tls.json"), where + ", \"caFile\": \"ca.pem\"}}"));
    QCOMPARE(trusted.out, "PONG\n");
    const Outcome unknown = ping(u'@' + m_larder.file(QStringLiteral("tls.json"), where + "}}"));
    QCOMPARE(unknown.status, 15);
    QVERIFY(unknown.out.isEmpty());
}

void TestConnecting::tunnel_without_keys_never_goes_straight()
{
    const Outcome outcome =
        ping(profileFile(R"(, "tunnel": {"kind": "ssm", "target": "i-0123456789abcdef0"})"));
    QCOMPARE(outcome.status, 10); // no region, and no keys of AWS
    QVERIFY(outcome.out.isEmpty());
}

void TestConnecting::password_is_asked_for_without_echo()
{
    const QString file = profileFile(R"(, "authentication": "password", "passwordSource": "ask")");
    const auto outcome = m_larder.answer(
        { QStringLiteral("exec"), file, QStringLiteral("--"), QStringLiteral("PING") },
        "Password for", serverPassword.toUtf8());
    if (!outcome)
        QSKIP("this machine gives out no pseudo-terminals");
    QVERIFY2(outcome->out.contains("PONG"), outcome->out.constData());
    QVERIFY(!outcome->out.contains(serverPassword.toUtf8()));
    QCOMPARE(outcome->status, 0);
    const auto wrong = m_larder.answer(
        { QStringLiteral("exec"), file, QStringLiteral("--"), QStringLiteral("PING") },
        "Password for", "wrong");
    QCOMPARE(wrong->status, 16);
    const auto interrupted = m_larder.answer(
        { QStringLiteral("exec"), file, QStringLiteral("--"), QStringLiteral("PING") },
        "Password for", "half\x03");
    QCOMPARE(interrupted->status, 130);
}

void TestConnecting::without_a_terminal_the_question_is_a_sentence()
{
    const Outcome outcome =
        ping(profileFile(R"(, "authentication": "password", "passwordSource": "ask")"));
    QCOMPARE(outcome.status, 16);
    QVERIFY2(outcome.err.contains("no terminal to ask on"), outcome.err.constData());
}

void TestConnecting::ladder_is_printed_rung_by_rung()
{
    const Outcome good = m_larder.run({ QStringLiteral("test"), address() });
    QCOMPARE(good.status, 0);
    QVERIFY2(good.out.contains("✓ TCP") && good.out.contains("✓ AUTH"), good.out.constData());
    QVERIFY(good.out.contains("Connected in"));
    QVERIFY(!good.out.contains(serverPassword.toUtf8()));
    QCOMPARE(good.out.count('\n'), 10); // nine rungs and M18
    const Outcome bad = m_larder.run({ QStringLiteral("test"), address(QStringLiteral(":wrong")) });
    QCOMPARE(bad.status, 16);
    QVERIFY2(bad.out.contains("✗ AUTH") && bad.out.contains("– PING"), bad.out.constData());
}

void TestConnecting::ladder_as_json_holds_no_secret()
{
    const Outcome outcome =
        m_larder.run({ QStringLiteral("test"), address(), QStringLiteral("--json") });
    const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(report.value(QLatin1String("rungs")).toArray().size(), 9);
    QCOMPARE(report.value(QLatin1String("passed")).toBool(), true);
    QVERIFY(!outcome.out.contains(serverPassword.toUtf8()));
}

void TestConnecting::sealed_file_opens_with_its_password()
{
    const QString key = m_larder.file(QStringLiteral("key"), "seal\n");
    const QString sealed = m_larder.path(QStringLiteral("sealed.json"));
    const Outcome written =
        m_larder.run({ QStringLiteral("export"), address(), QStringLiteral("--with-secrets"),
                       QStringLiteral("--password-file"), key, QStringLiteral("-o"), sealed });
    QCOMPARE(written.status, 0);
    QFile file(sealed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.permissions()
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(!file.readAll().contains(serverPassword.toUtf8()));
    const QStringList exec{ QStringLiteral("exec"), u'@' + sealed };
    const QStringList command{ QStringLiteral("--"), QStringLiteral("PING") };
    const QStringList with{ QStringLiteral("--password-file"), key };
    QCOMPARE(m_larder.run(exec + with + command).out, "PONG\n");
    (void)m_larder.file(QStringLiteral("key"), "wrong\n");
    QCOMPARE(m_larder.run(exec + with + command).status, 2);
    QCOMPARE(m_larder.run(exec + command).status, 2);
}

QTEST_GUILESS_MAIN(TestConnecting)
#include "tst_connecting.moc"
