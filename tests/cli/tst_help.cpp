#include "app/cli/commandline.h"
#include "app/cli/help.h"
#include "app/translations.h"
#include "profiles/exchange.h"
#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"
#include <QTest>

class TestHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_command_in_the_help_is_usable();
    void every_format_example_is_read();
    void help_fits_a_terminal_in_both_languages();
};

void TestHelp::every_command_in_the_help_is_usable()
{
    int examples = 0;
    for (const QString &topic : cli::helpTopics()) {
        const QString text = cli::helpText(topic);
        const QString part = text.sliced(qMax(0, text.indexOf(QLatin1String("Examples:"))));
        for (const QString &line : part.split(u'\n')) {
            if (!line.startsWith(QLatin1String("  larder ")))
                continue;
            ++examples;
            QString command = line.trimmed().sliced(7);
            command.truncate(command.contains(QLatin1String(" < "))
                                 ? command.indexOf(QLatin1String(" < "))
                                 : command.size());
            QByteArrayList words;
            for (const QString &word : command.split(u' '))
                words += word.toUtf8();
            QVERIFY2(cli::isCommand(words), qPrintable(line));
            QVERIFY2(cli::isUsable(words), qPrintable(line));
        }
    }
    QVERIFY2(examples >= 12, qPrintable(QString::number(examples)));
    QVERIFY(!cli::isUsable({ "exec" }));
}

void TestHelp::every_format_example_is_read()
{
    const QString shown = cli::helpText(QStringLiteral("formats"));
    const auto lookUp = [](const QString &) { return std::optional<QByteArray>("value"); };
    QList<profiles::Exchanged> all;
    for (const QByteArray &example : cli::formatExamples()) {
        QVERIFY(shown.contains(QString::fromUtf8(example)));
        const auto read = profiles::readExport(example, {}, lookUp);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text));
        all += read->constFirst();
    }
    QCOMPARE(all.size(), 8);
    QCOMPARE(all[0].profile.authentication, profiles::Authentication::AclUser);
    QVERIFY(all[1].profile.tls.enabled && !all[1].secrets.tlsKeyPassphrase.isEmpty());
    QCOMPARE(all[2].profile.topology, profiles::Topology::Cluster);
    QCOMPARE(all[3].profile.topology, profiles::Topology::Sentinel);
    const auto ssh = [&all](int i) { return *profiles::SshSecrets::opened(all[i].secrets.ssh); };
    QCOMPARE(all[4].profile.tunnel.hops.constFirst().auth, profiles::SshAuth::KeyFile);
    QVERIFY(!ssh(4).of(0).keyPassphrase.isEmpty());
    QCOMPARE(all[5].profile.tunnel.hops.constFirst().auth, profiles::SshAuth::Agent);
    QCOMPARE(all[5].profile.tunnel.hops.constLast().auth, profiles::SshAuth::Password);
    QCOMPARE(all[5].profile.tunnel.hostKeys, profiles::HostKeyPolicy::KnownOnly);
    QVERIFY(!ssh(5).of(1).password.isEmpty());
    QVERIFY(usesAlias(all[6].profile.tunnel));
    QCOMPARE(all[7].profile.tunnel.kind, profiles::TunnelKind::Ssm);
    // Each word of the format is in the list above.
    for (const char *word : { "automatic", "agent", "key-file", "stored-key", "password", "ask",
                              "known-only", "built-in", "openssh", "alias", "sshProgram",
                              "sshConfig", "keyFile", "keyPassphrase", "privateKey" })
        QVERIFY2(shown.contains(QLatin1String(word)), word);
}

void TestHelp::help_fits_a_terminal_in_both_languages()
{
    app::Translations translations;
    QString english;
    for (const char *language : { "en", "ko" }) {
        translations.setLanguage(QLatin1String(language));
        for (const QString &topic : QStringList{ QString() } + cli::helpTopics()) {
            const QString text = cli::helpText(topic);
            QVERIFY(!text.isEmpty());
            if (topic.isEmpty() && english.isEmpty())
                english = text;
            else if (topic.isEmpty())
                QVERIFY(text != english);
            for (const QString &line : text.split(u'\n'))
                QVERIFY2(line.size() <= 100, qPrintable(line));
        }
    }
    QVERIFY(cli::helpText(QStringLiteral("nonsense")).isEmpty());
}

QTEST_GUILESS_MAIN(TestHelp)
#include "tst_help.moc"
