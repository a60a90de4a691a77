// `larder import`, `larder export` and `larder profiles`, and what rests on the disk afterwards.
#include "cli/larderprocess.h"
#include "profiles/awskeys.h"
#include "profiles/exchange.h"
#include "profiles/sshsecrets.h"
#include "support/redisserver.h"
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace {
using Outcome = LarderProcess::Outcome;

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

const QByteArray twoConnections = R"({"larder": 1, "profiles": [
 {"name": "orders", "group": "Shop", "environment": "production", "host": "127.0.0.1",
  "port": 1, "authentication": "password", "tls": {"enabled": true}},
 {"name": "Orders", "host": "other.example"}, {"name": "캐시", "host": "k.example"}]})";
} // namespace

class TestExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imported_profiles_are_listed_and_exported();
    void file_that_cannot_be_written_ends_the_import_with_its_error();
    void dry_run_saves_nothing();
    void without_a_terminal_nothing_is_saved_unasked();
    void secrets_go_to_the_vault_and_nowhere_else();
    void secrets_of_ssh_go_with_their_connection();
    void aws_keys_go_to_another_vault_with_their_connection();
    void without_a_place_for_secrets_that_is_said();
    void ambiguous_name_lists_what_it_could_be();
};

void TestExchange::imported_profiles_are_listed_and_exported()
{
    const LarderProcess larder;
    const Outcome imported = larder.run(words("import - --yes"), twoConnections);
    QVERIFY2(imported.status == 0, imported.err.constData());

    const Outcome table = larder.run({ QStringLiteral("profiles") });
    QCOMPARE(table.out.count('\n'), 4);
    QVERIFY2(table.out.contains("127.0.0.1:1") && table.out.contains("verified"),
             table.out.constData());
    const auto list = QJsonDocument::fromJson(larder.run(words("profiles --json")).out).array();
    QCOMPARE(list.size(), 3);
    QJsonObject orders;
    for (const QJsonValue one : list) {
        if (one.toObject().value(QLatin1String("name")) == QLatin1String("orders"))
            orders = one.toObject();
    }
    QCOMPARE(orders.value(QLatin1String("environment")), QLatin1String("production"));
    QCOMPARE(orders.value(QLatin1String("route")), QLatin1String("direct"));
    QCOMPARE(orders.value(QLatin1String("authentication")), QLatin1String("password"));

    // The way round.
    const Outcome exported = larder.run(words("export orders"));
    QCOMPARE(exported.status, 0);
    const LarderProcess other;
    QCOMPARE(other.run(words("import - --yes"), exported.out).status, 0);
    QCOMPARE(other.run(words("export orders")).out, exported.out);
}

void TestExchange::file_that_cannot_be_written_ends_the_import_with_its_error()
{
    LarderProcess larder;
    // A file where the folder of the settings would be.
    larder.setEnvironment(QStringLiteral("XDG_CONFIG_HOME"),
                          larder.file(QStringLiteral("no-folder"), "x"));
    const Outcome outcome = larder.run(words("import - --yes"), twoConnections);
    QVERIFY2(outcome.status > 0, outcome.err.constData());
    QVERIFY2(!outcome.err.contains("Saved"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("profiles.json"), outcome.err.constData());
}

void TestExchange::dry_run_saves_nothing()
{
    const LarderProcess larder;
    const Outcome outcome =
        larder.run(words("import - --dry-run"), "redis://:hunter2-secret@cache.example:6380/3\n");
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.out.contains("cache.example"), outcome.out.constData());
    QVERIFY(!outcome.out.contains("hunter2"));
    const Outcome json = larder.run(words("import - --dry-run --json"),
                                    "redis://:hunter2-secret@cache.example:6380/3\n");
    QVERIFY(!json.out.contains("hunter2"));
    QCOMPARE(QJsonDocument::fromJson(json.out)
                 .object()
                 .value(QLatin1String("candidates"))
                 .toArray()
                 .size(),
             1);
    QCOMPARE(larder.run({ QStringLiteral("profiles") }).out, "");
}

void TestExchange::without_a_terminal_nothing_is_saved_unasked()
{
    const LarderProcess larder;
    const Outcome outcome = larder.run(words("import -"), "redis://cache.example\n");
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("Nothing was saved"), outcome.err.constData());
    QCOMPARE(larder.run({ QStringLiteral("profiles") }).out, "");
    const Outcome nonsense = larder.run(words("import - --yes"), "no connection is in here\n");
    QCOMPARE(nonsense.status, 2);
}

void TestExchange::secrets_go_to_the_vault_and_nowhere_else()
{
    const support::RedisServer server(
        { QStringLiteral("--requirepass"), QStringLiteral("kept-secret") },
        support::RedisServer::Tcp::Yes);
    LarderProcess larder;
    larder.setEnvironment(QStringLiteral("LARDER_MASTER_PASSWORD_FILE"),
                          larder.file(QStringLiteral("master"), "open sesame\n"));
    const QByteArray url =
        "redis://:kept-secret@127.0.0.1:" + QByteArray::number(server.port()) + '\n';
    const Outcome imported = larder.run(words("import - --yes"), url);
    QVERIFY2(imported.status == 0, imported.err.constData());

    const auto list = QJsonDocument::fromJson(larder.run(words("profiles --json")).out).array();
    const QString name = list.at(0).toObject().value(QLatin1String("name")).toString();
    const QStringList ping{ QStringLiteral("exec"), name, QStringLiteral("--"),
                            QStringLiteral("PING") };
    const Outcome answered = larder.run(ping);
    QVERIFY2(answered.out == "PONG\n", answered.err.constData());

    // Sealed, it goes to another machine whole.
    const QString key = larder.file(QStringLiteral("key"), "seal\n");
    const Outcome sealed =
        larder.run({ QStringLiteral("export"), name, QStringLiteral("--with-secrets"),
                     QStringLiteral("--password-file"), key });
    QCOMPARE(sealed.status, 0);
    LarderProcess other;
    other.setEnvironment(QStringLiteral("LARDER_MASTER_PASSWORD_FILE"),
                         larder.path(QStringLiteral("master")));
    QCOMPARE(other.run(words("import - --yes"), sealed.out).status, 2);
    QCOMPARE(
        other
            .run(words("import - --yes") + QStringList{ QStringLiteral("--password-file"), key },
                 sealed.out)
            .status,
        0);
    QCOMPARE(other.run(ping).out, "PONG\n");

    for (const QByteArray &said : { imported.out + imported.err, sealed.out, answered.err })
        QVERIFY(!said.contains("kept-secret"));
    QDirIterator files(larder.path(QStringLiteral(".")), QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("kept-secret"), qPrintable(file.fileName()));
    }

    // The vault stays closed to a wrong master password.
    (void)larder.file(QStringLiteral("master"), "close sesame\n");
    const Outcome refused = larder.run(ping);
    QCOMPARE(refused.status, 16);
    QVERIFY2(refused.err.contains("master password"), refused.err.constData());
}

void TestExchange::secrets_of_ssh_go_with_their_connection()
{
    LarderProcess larder;
    larder.setEnvironment(QStringLiteral("LARDER_MASTER_PASSWORD_FILE"),
                          larder.file(QStringLiteral("master"), "open sesame\n"));
    const Outcome imported = larder.run(words("import - --yes"), R"({"larder": 1, "profiles": [
        {"name": "behind", "host": "cache.internal", "tunnel": {"kind": "ssh", "hops": [
            {"host": "bastion.example", "user": "me", "password": "kept-secret"}]}}]})");
    QVERIFY2(imported.status == 0, imported.err.constData());
    QVERIFY(!(imported.out + imported.err).contains("kept-secret"));
    const Outcome open = larder.run(words("export behind"));
    QCOMPARE(open.status, 0);
    QVERIFY(open.out.contains("bastion.example") && !open.out.contains("kept-secret"));
    const QString key = larder.file(QStringLiteral("key"), "seal\n");
    const Outcome sealed =
        larder.run(words("export behind --with-secrets --password-file") + QStringList{ key });
    QVERIFY2(sealed.status == 0, sealed.err.constData());
    const auto read = profiles::readExport(sealed.out, base::Secret("seal"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    const auto ssh = profiles::SshSecrets::opened(read->constFirst().secrets.ssh);
    QCOMPARE(ssh->of(0).password.reveal(), QByteArray("kept-secret"));
}

void TestExchange::aws_keys_go_to_another_vault_with_their_connection()
{
    const QByteArray secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    LarderProcess larder;
    larder.setEnvironment(QStringLiteral("LARDER_MASTER_PASSWORD_FILE"),
                          larder.file(QStringLiteral("master"), "open sesame\n"));
    const Outcome imported = larder.run(words("import - --yes"),
                                        R"({"larder": 1, "profiles": [
        {"name": "far", "host": "cache.internal",
         "awsKeys": {"accessKeyId": "AKIDEXAMPLE", "secretAccessKey": ")"
                                            + secret + R"(", "sessionToken": "of-an-hour"},
         "tunnel": {"kind": "ssm", "target": "i-0123456789abcdef0"}}]})");
    QVERIFY2(imported.status == 0, imported.err.constData());
    QVERIFY2(imported.out.contains("AKIDEXAMPLE"), imported.out.constData());
    const QString key = larder.file(QStringLiteral("key"), "seal\n");
    const QStringList sealing =
        words("export far --with-secrets --password-file") + QStringList{ key };
    const Outcome sealed = larder.run(sealing);
    QVERIFY2(sealed.status == 0, sealed.err.constData());

    LarderProcess other;
    other.setEnvironment(QStringLiteral("LARDER_MASTER_PASSWORD_FILE"),
                         other.file(QStringLiteral("master"), "another sesame\n"));
    const Outcome taken =
        other.run(words("import - --yes --password-file") + QStringList{ key }, sealed.out);
    QVERIFY2(taken.status == 0, taken.err.constData());
    QDirIterator files(other.path(QStringLiteral(".")), { QStringLiteral("profiles.json") },
                       QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    QFile file(files.next());
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    QVERIFY(file.readAll().contains("\"awsKeysStored\": true"));
    // What that vault holds is what its own sealed export carries.
    const Outcome again = other.run(sealing);
    QVERIFY2(again.status == 0, again.err.constData());
    const auto read = profiles::readExport(again.out, base::Secret("seal"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    const auto keys = profiles::AwsKeys::opened(read->constFirst().secrets.aws);
    QCOMPARE(keys->accessKeyId, QStringLiteral("AKIDEXAMPLE"));
    QCOMPARE(keys->secretAccessKey.reveal(), secret);
    QCOMPARE(keys->sessionToken.reveal(), QByteArray("of-an-hour"));

    const Outcome open = other.run(words("export far"));
    QCOMPARE(open.status, 0);
    QVERIFY(open.out.contains("i-0123456789abcdef0"));
    for (const QByteArray &said :
         { imported.out + imported.err, sealed.out, taken.out + taken.err, again.out, open.out }) {
        for (const QByteArray &form : { secret, secret.toBase64().chopped(4), secret.toHex() })
            QVERIFY2(!said.contains(form), said.constData());
    }
    QVERIFY(!open.out.contains("AKIDEXAMPLE"));
}

void TestExchange::without_a_place_for_secrets_that_is_said()
{
    const LarderProcess larder;
    const Outcome outcome =
        larder.run(words("import - --yes"), "redis://:lost-secret@cache.example\n");
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains("were not kept"), outcome.err.constData());
    QVERIFY(!outcome.err.contains("lost-secret"));
    QCOMPARE(larder.run({ QStringLiteral("profiles") }).out.count('\n'), 2);
}

void TestExchange::ambiguous_name_lists_what_it_could_be()
{
    const LarderProcess larder;
    QCOMPARE(larder.run(words("import - --yes"), twoConnections).status, 0);
    const Outcome outcome = larder.run(words("export ORDERS"));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("127.0.0.1:1") && outcome.err.contains("other.example"),
             outcome.err.constData());
    QCOMPARE(larder.run(words("export orders")).status, 0);
    QCOMPARE(larder.run({ QStringLiteral("export"), QStringLiteral("캐시") }).status, 0);
}

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
