#include "profiles/awskeys.h"
#include "profiles/exchange.h"
#include "profiles/sshsecrets.h"
#include "support/wait.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace profiles;
using base::Secret;

namespace {

const QByteArray awsSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
const QByteArray awsToken("FwoGZXIvYXdzEXAMPLE//token==");

AwsKeys awsKeys()
{
    return { QStringLiteral("AKIDEXAMPLE"), Secret(awsSecret), Secret(awsToken) };
}

Exchanged everything()
{
    Exchanged one;
    Profile &p = one.profile;
    p.name = QStringLiteral("주문 캐시");
    p.group = QStringLiteral("Shop");
    p.environment = Environment::Staging;
    p.host = QStringLiteral("master.orders.abc123.apne2.cache.amazonaws.com");
    p.port = 6380;
    p.db = 3;
    p.authentication = Authentication::AclUser;
    p.user = QStringLiteral("reporting");
    p.tls.enabled = true;
    p.tls.caFile = QStringLiteral("/etc/ssl/ca.pem");
    p.tls.serverName = QStringLiteral("cache.example");
    p.topology = Topology::Sentinel;
    p.seeds = { { QStringLiteral("s1"), 26379 }, { QStringLiteral("::1"), 26380 } };
    p.sentinel.primaryName = QStringLiteral("mymaster");
    p.sentinel.signsIn = true;
    p.addressMap.insert(QStringLiteral("10.0.0.1:6379"), QStringLiteral("localhost:7001"));
    p.readOnly = true;
    one.secrets.password = Secret("p\"w ${HOME} 비밀");
    one.secrets.tlsKeyPassphrase = Secret(QByteArray("bytes \xff\x00 end", 11));
    one.secrets.sentinelPassword = Secret("sentinel-secret");
    p.tunnel.kind = TunnelKind::Ssh;
    p.tunnel.hops = {
        { QStringLiteral("outer.example"), 2222, QStringLiteral("me"), {}, SshAuth::Password },
        { QStringLiteral("inner"), 22, {}, {}, SshAuth::StoredKey }
    };
    p.tunnel.hostKeys = HostKeyPolicy::KnownOnly;
    SshSecrets ssh;
    ssh.at(0).password = Secret("ssh-secret");
    ssh.at(1) = { {}, Secret("ssh-secret phrase"), Secret("-----BEGIN\nssh-secret\n") };
    ssh.bindTo(p.tunnel);
    one.secrets.ssh = ssh.sealed();
    one.secrets.aws = awsKeys().sealed();
    return one;
}

/// Plain, in Base64 wherever in a longer text it begins, or in hexadecimal.
bool holds(const QByteArray &bytes, const QByteArray &secret)
{
    for (int before = 0; before < 3; ++before) {
        const QByteArray inner = (QByteArray(before, ' ') + secret).toBase64().sliced(4).chopped(4);
        if (bytes.contains(inner))
            return true;
    }
    return bytes.contains(secret) || bytes.toLower().contains(secret.toHex());
}

bool holdsASecret(const QByteArray &bytes)
{
    return holds(bytes, awsSecret) || holds(bytes, awsToken) || bytes.contains("비밀")
        || bytes.contains("ssh-secret") || bytes.contains("sentinel-secret")
        || bytes.contains("bytes ") || bytes.contains(QByteArray("sentinel-secret").toBase64());
}

std::optional<QByteArray> lookUp(const QString &name)
{
    if (name == QLatin1String("CACHE_PASSWORD"))
        return "from ${HOME} the environment";
    if (name == QLatin1String("EMPTY"))
        return QByteArray();
    return std::nullopt;
}

QByteArray passwordOf(const char *json)
{
    const auto read = readExport(json, {}, lookUp);
    return read ? read->value(0).secrets.password.reveal() : "error: " + read.error().text.toUtf8();
}

} // namespace

class TestExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void without_a_password_no_secret_is_written();
    void sealed_everything_comes_back();
    void aws_keys_leave_in_a_sealed_file_alone();
    void sealed_file_without_aws_keys_opens();
    void aws_keys_that_cannot_be_read_are_not_left_out();
    void aws_keys_are_read_whole_data();
    void aws_keys_are_read_whole();
    void wrong_password_is_told_from_damage();
    void bare_profile_is_one_connection();
    void variables_are_read_only_in_secrets_data();
    void variables_are_read_only_in_secrets();
    void missing_variable_is_named();
    void unknown_member_is_named_data();
    void unknown_member_is_named();
    void secrets_say_how_it_signs_in();
    void hops_have_secrets_of_their_own();
    void odd_tunnels_are_refused_data();
    void odd_tunnels_are_refused();
};

void TestExchange::without_a_password_no_secret_is_written()
{
    const auto json = exportProfiles({ everything() });
    QVERIFY(json);
    QVERIFY(!holdsASecret(*json));
    QVERIFY(!isSealedExport(*json));
    const auto back = readExport(*json);
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    QCOMPARE(back->size(), 1);
    QCOMPARE(back->constFirst().profile, everything().profile);
    QVERIFY(back->constFirst().secrets.password.isEmpty());
    const QJsonObject root = QJsonDocument::fromJson(*json).object();
    QCOMPARE(root.value(QLatin1String("larder")).toInt(), 1);
}

void TestExchange::sealed_everything_comes_back()
{
    const Secret password("correct horse");
    const auto json = exportProfiles({ everything(), Exchanged() }, password);
    QVERIFY(json);
    QVERIFY(!holdsASecret(*json));
    QVERIFY(!json->contains("mymaster"));
    QVERIFY(isSealedExport(*json));
    // A secret that looks like a variable is a secret here.
    const auto back = readExport(*json, password, lookUp);
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    QCOMPARE(back->size(), 2);
    QCOMPARE(back->constFirst().profile, everything().profile);
    QCOMPARE(back->constFirst().secrets.password, everything().secrets.password);
    QCOMPARE(back->constFirst().secrets.tlsKeyPassphrase, everything().secrets.tlsKeyPassphrase);
    QCOMPARE(back->constFirst().secrets.sentinelPassword, everything().secrets.sentinelPassword);
    QVERIFY(*SshSecrets::opened(back->constFirst().secrets.ssh)
            == *SshSecrets::opened(everything().secrets.ssh));
    QVERIFY(*AwsKeys::opened(back->constFirst().secrets.aws) == awsKeys());
}

void TestExchange::aws_keys_leave_in_a_sealed_file_alone()
{
    QVERIFY(holds("x" + awsSecret.toBase64() + "x", awsSecret)); // the search finds what is there
    QVERIFY(holds(("{" + awsSecret + "}").toBase64(), awsSecret));
    QVERIFY(holds(("{\"" + awsSecret + "}").toBase64(), awsSecret));
    QVERIFY(holds(awsSecret.toHex().toUpper(), awsSecret));
    Exchanged one;
    one.profile.tunnel.kind = TunnelKind::Ssm;
    one.profile.tunnel.target = QStringLiteral("i-0123456789abcdef0");
    one.profile.tunnel.awsKeysStored = true;
    AwsKeys lasting = awsKeys();
    lasting.sessionToken = {};
    one.secrets.aws = lasting.sealed();
    Exchanged other = one;
    other.secrets.aws = awsKeys().sealed();
    const auto plain = exportProfiles({ one, other });
    QVERIFY(plain);
    QVERIFY(!holds(*plain, awsSecret) && !holds(*plain, awsToken));
    QVERIFY(!plain->contains("AKIDEXAMPLE") && !plain->contains("awsKeys"));
    QVERIFY(readExport(*plain)->constLast().secrets.aws.isEmpty());

    const auto sealed = exportProfiles({ one, other }, Secret("seal"));
    QVERIFY(sealed);
    QVERIFY(!holds(*sealed, awsSecret) && !holds(*sealed, awsToken));
    const auto back = readExport(*sealed, Secret("seal"));
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    QVERIFY(*AwsKeys::opened(back->constFirst().secrets.aws) == lasting);
    QVERIFY(*AwsKeys::opened(back->constLast().secrets.aws) == awsKeys());
    // Whether they are kept there, the other program has to find out.
    QVERIFY(!back->constFirst().profile.tunnel.awsKeysStored);
}

/// As an earlier version wrote it.
void TestExchange::sealed_file_without_aws_keys_opens()
{
    const QByteArray file(
        R"({"larder":1,"sealed":")"
        "TFJEVkFVTFQBAwAAAAAAABAAAAAA/zt+9NCT+YzDVDBEfzZiJkad9/TWh6GqLrSBbc1682HmFPBwuHBz"
        "xO9nsApiRZ6dshj4nLVQQKAx65SJuJnJBtSE8/Irkno0yzD000vW/8R/nRgh2cQ+A6VVfL6cQSV45lTM"
        "QdgN57c4GIfJeQngQSnuDdmIurpRmz+Q5dLrJncjuYGoUC/9I7rhpf8zJ25rKRn1tJHelJTG0Yvu408a"
        "PYrSLWvne6wKtj1dDgIymwoxBTOxAlRv1YuiRKa7/EDUJzvSTEqRW3uOz2JvflA0RkbYlHQK2r8EIRXp"
        "3hWqERcMv9/pNFpW10U86PReGckYrd/6xQA08kjtVC9LPhHf/nEquD9nbpOqIKH96rBuhg=="
        R"("})");
    const auto read = readExport(file, Secret("seal"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(read->size(), 1);
    QCOMPARE(read->constFirst().profile.tunnel.target, QStringLiteral("i-0123456789abcdef0"));
    QCOMPARE(read->constFirst().secrets.password.reveal(), QByteArray("kept"));
    QVERIFY(read->constFirst().secrets.aws.isEmpty());
}

void TestExchange::aws_keys_that_cannot_be_read_are_not_left_out()
{
    Exchanged one;
    one.secrets.aws = Secret("no keys at all");
    QVERIFY(exportProfiles({ one })); // holds none anyway
    const auto sealed = exportProfiles({ one }, Secret("seal"));
    QVERIFY(!sealed);
    QVERIFY(sealed.error().text.contains(QLatin1String("AWS keys")));
}

void TestExchange::aws_keys_are_read_whole_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QString>("named"); // empty = they are taken
    const auto row = [](const char *keys, const char *named) {
        QTest::newRow(keys) << QByteArray(keys) << QString::fromLatin1(named);
    };
    row(R"({"accessKeyId": "AKID", "secretAccessKey": "${CACHE_PASSWORD}"})", "");
    row(R"({"accessKeyId": "AKID", "secretAccessKey": "${NOT_SET}"})", "NOT_SET");
    row(R"({"accessKeyId": "AKID"})", "awsKeys.secretAccessKey");
    row(R"({"secretAccessKey": "x"})", "awsKeys.accessKeyId");
    row(R"({"accessKeyId": "AKID", "secretAccessKey": ""})", "awsKeys.secretAccessKey");
    row(R"({"accessKeyId": "AKID", "secretAccessKey": 5})", "awsKeys.secretAccessKey");
    row(R"({"accessKeyId": "AKID", "secretAccessKey": "x", "sessionToken": []})",
        "awsKeys.sessionToken");
    row(R"({"accessKeyId": "AKID", "secretAccessKey": "x", "token": "y"})", "awsKeys.token");
    row(R"("AKID")", "awsKeys");
}

void TestExchange::aws_keys_are_read_whole()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const QString, named);
    const auto read = readExport(R"({"host": "h", "awsKeys": )" + keys + '}', {}, lookUp);
    QCOMPARE(read.has_value(), named.isEmpty());
    if (!read) {
        QVERIFY2(read.error().text.contains(named), qPrintable(read.error().text));
        return;
    }
    const auto own = AwsKeys::opened(read->constFirst().secrets.aws);
    QCOMPARE(own->accessKeyId, QStringLiteral("AKID"));
    QCOMPARE(own->secretAccessKey.reveal(), QByteArray("from ${HOME} the environment"));
}

void TestExchange::wrong_password_is_told_from_damage()
{
    const auto json = exportProfiles({ everything() }, Secret("right"));
    QVERIFY(json);
    const auto kind = [](const QByteArray &file, const Secret &password) {
        const auto read = readExport(file, password);
        return read ? base::Error::Kind::Cancelled : read.error().kind;
    };
    QCOMPARE(kind(*json, Secret("wrong")), base::Error::Kind::Auth);
    QCOMPARE(kind(*json, {}), base::Error::Kind::Auth);
    QByteArray damaged = *json;
    const qsizetype middle = damaged.size() / 2;
    damaged[middle] = damaged[middle] == 'A' ? 'B' : 'A';
    QCOMPARE(kind(damaged, Secret("right")), base::Error::Kind::Invalid);
    QCOMPARE(kind("{\"larder\":2,\"profiles\":[]}", {}), base::Error::Kind::Invalid);
    QCOMPARE(kind("not json", {}), base::Error::Kind::Invalid);
    QCOMPARE(kind("[]", {}), base::Error::Kind::Invalid);
}

void TestExchange::bare_profile_is_one_connection()
{
    const auto read = readExport(R"({"host": "cache.example", "port": 6380, "db": 2})");
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(read->size(), 1);
    QCOMPARE(read->constFirst().profile.host, QStringLiteral("cache.example"));
    QCOMPARE(read->constFirst().profile.port, quint16(6380));
    QCOMPARE(read->constFirst().profile.db, 2);
    QCOMPARE(read->constFirst().profile.authentication, Authentication::None);
}

void TestExchange::variables_are_read_only_in_secrets_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("whole") << QByteArray(R"({"password": "${CACHE_PASSWORD}"})")
                           << QByteArray("from ${HOME} the environment");
    QTest::newRow("part") << QByteArray(R"({"password": "a${EMPTY}b$c$"})") << QByteArray("ab$c$");
    QTest::newRow("escaped") << QByteArray(R"({"password": "$${CACHE_PASSWORD}"})")
                             << QByteArray("${CACHE_PASSWORD}");
    QTest::newRow("bytes") << QByteArray(R"({"password": {"base64": "//4A"}})")
                           << QByteArray("\xff\xfe\x00", 3);
    QTest::newRow("not elsewhere")
        << QByteArray(R"({"password": "x", "note": "${CACHE_PASSWORD}", "host": "${NOBODY}"})")
        << QByteArray("x");
}

void TestExchange::variables_are_read_only_in_secrets()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, password);
    QCOMPARE(passwordOf(json), password);
}

void TestExchange::missing_variable_is_named()
{
    const auto read = readExport(R"({"sentinelPassword": "${NOT_SET}"})", {}, lookUp);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, base::Error::Kind::NotFound);
    QVERIFY(read.error().text.contains(QLatin1String("NOT_SET")));
    QVERIFY(read.error().text.contains(QLatin1String("sentinelPassword")));
    QVERIFY(!readExport(R"({"password": "${CACHE_PASSWORD}"})")); // nobody to ask
    for (const char *broken : { R"({"password": "${"})", R"({"password": "${}"})",
                                R"({"password": "${A B}"})", R"({"password": "${9}"})" })
        QCOMPARE(readExport(broken, {}, lookUp).error().kind, base::Error::Kind::Invalid);
}

void TestExchange::unknown_member_is_named_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("member");
    QTest::newRow("top") << QByteArray(R"({"hots": "a"})") << QStringLiteral("hots");
    QTest::newRow("nested") << QByteArray(R"({"tls": {"verfy": false}})")
                            << QStringLiteral("tls.verfy");
    QTest::newRow("type") << QByteArray(R"({"port": "6379"})") << QStringLiteral("port");
    QTest::newRow("secret type") << QByteArray(R"({"password": 5})") << QStringLiteral("password");
    QTest::newRow("secret object")
        << QByteArray(R"({"password": {"base64": "!"}})") << QStringLiteral("password");
    QTest::newRow("root") << QByteArray(R"({"larder": 1, "profiles": [], "extra": 1})")
                          << QStringLiteral("extra");
    QTest::newRow("no list") << QByteArray(R"({"larder": 1, "profiles": {}})")
                             << QStringLiteral("profiles");
    QTest::newRow("no version") << QByteArray(R"({"profiles": []})") << QStringLiteral("larder");
}

void TestExchange::unknown_member_is_named()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, member);
    const auto read = readExport(json);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, base::Error::Kind::Invalid);
    QVERIFY2(read.error().text.contains(member), qPrintable(read.error().text));
}

void TestExchange::secrets_say_how_it_signs_in()
{
    const auto signIn = [](const char *json) {
        return readExport(json)->constFirst().profile.authentication;
    };
    QCOMPARE(signIn(R"({"password": "x"})"), Authentication::Password);
    QCOMPARE(signIn(R"({"user": "u", "password": "x"})"), Authentication::AclUser);
    QCOMPARE(signIn(R"({"authentication": "none", "password": "x"})"), Authentication::None);
    QVERIFY(readExport(R"({"sentinelPassword": "x"})")->constFirst().profile.sentinel.signsIn);
}

void TestExchange::hops_have_secrets_of_their_own()
{
    const auto read = readExport(R"({"host": "h", "tunnel": {"kind": "ssh", "hops": [
        {"host": "a", "password": "${CACHE_PASSWORD}"},
        {"host": "b", "privateKey": "-----BEGIN", "keyPassphrase": "$${x}"},
        {"host": "c", "password": "p", "keyFile": "k", "keyPassphrase": {"base64": "/w=="}},
        {"host": "d", "password": "p", "auth": "agent"}]}})",
                                 {}, lookUp);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    const auto &hops = read->constFirst().profile.tunnel.hops;
    const auto ssh = SshSecrets::opened(read->constFirst().secrets.ssh);
    QCOMPARE(hops.size(), 4);
    QCOMPARE(hops[0].auth, SshAuth::Password);
    QCOMPARE(ssh->of(0).password.reveal(), QByteArray("from ${HOME} the environment"));
    QCOMPARE(hops[1].auth, SshAuth::StoredKey);
    QCOMPARE(ssh->of(1).keyPassphrase.reveal(), QByteArray("${x}"));
    QCOMPARE(hops[2].auth, SshAuth::KeyFile);
    QCOMPARE(ssh->of(2).keyPassphrase.reveal(), QByteArray("\xff"));
    QCOMPARE(hops[3].auth, SshAuth::Agent);
    QVERIFY(ssh->fitting({}).isEmpty());
    QVERIFY(*ssh == ssh->fitting(read->constFirst().profile.tunnel));

    const auto missing = readExport(
        R"({"host": "h", "tunnel": {"kind": "ssh", "hops": [{"host": "a", "password": "${NO}"}]}})",
        {}, lookUp);
    QVERIFY(!missing);
    QVERIFY(missing.error().text.contains(QLatin1String("tunnel.hops[0].password")));
    QVERIFY(!readExport(
        R"({"host": "h", "tunnel": {"kind": "ssh", "hops": [{"host": "a", "password": 7}]}})", {},
        lookUp));
}

void TestExchange::odd_tunnels_are_refused_data()
{
    QTest::addColumn<QByteArray>("tunnel");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *tunnel, const char *named) {
        QTest::newRow(tunnel) << QByteArray(tunnel) << QString::fromLatin1(named);
    };
    row(R"("kind": "ssh")", "tunnel");
    row(R"("kind": "ssh", "hops": [{"user": "me"}])", "tunnel.hops[0].host");
    row(R"("kind": "ssh", "hops": [{"host": "a"}, {"host": "-oProxyCommand=x"}])",
        "tunnel.hops[1].host");
    row(R"("kind": "ssh", "hops": [{"host": "a", "user": "-l"}])", "tunnel.hops[0].user");
    row(R"("kind": "ssh", "hops": [{"host": "a b"}])", "tunnel.hops[0].host");
    row(R"("kind": "ssh", "backend": "openssh", "alias": "-F/tmp/x")", "tunnel.alias");
    row(R"("kind": "ssh", "alias": "built-in-knows-none")", "tunnel");
    row(R"("kind": "ssh", "hops": [{"host": "a", "auth": "magic"}])", "tunnel.hops[0].auth");
    row(R"("kind": "ssh", "hops": [{"host": "a"}], "hostKeys": "any")", "tunnel.hostKeys");
    row(R"("kind": "ssh", "hops": [{"host": "a", "secret": "x"}])", "tunnel.hops[0].secret");
    QTest::newRow("too many") << R"("kind": "ssh", "hops": [)"
            + QByteArray(R"({"host": "a"},)").repeated(16) + R"({"host": "a"}])"
                              << QStringLiteral("tunnel.hops");
}

void TestExchange::odd_tunnels_are_refused()
{
    QFETCH(QByteArray, tunnel);
    QFETCH(QString, named);
    const auto read = readExport(R"({"host": "h", "tunnel": {)" + tunnel + "}}");
    QVERIFY(!read);
    QVERIFY2(read.error().text.contains(u'"' + named + u'"'), qPrintable(read.error().text));
}

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
