#include "profiles/keychainsecrets.h"
#include "support/wait.h"
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <cstdio>

using base::Secret;
using profiles::KeychainSecrets;
using profiles::SecretSlot;
using support::await;

// The tests run themselves again as a child, because the session bus is chosen once per process:
// "--with-keyring" is the part inside dbus-run-session, "--without-bus" the one without any.

namespace {
int fail(const char *what)
{
    std::fprintf(stderr, "failed: %s\n", what);
    return 1;
}

int withKeyring()
{
    const QUuid id = QUuid::createUuid();
    const QByteArray odd("p\0w \xff 암호", 12);
    {
        KeychainSecrets keychain(QStringLiteral("Larder test"));
        if (const auto probed = await(keychain.probe()); !probed)
            return fail(qPrintable(probed.error().text));
        if (await(keychain.read(id, SecretSlot::Password)).error().kind
            != base::Error::Kind::NotFound)
            return fail("a secret that was never written");
        if (!await(keychain.write(id, SecretSlot::Password, Secret("first")))
            || !await(keychain.write(id, SecretSlot::Password, Secret(odd))))
            return fail("write");
    }
    KeychainSecrets keychain(QStringLiteral("Larder test"));
    const auto read = await(keychain.read(id, SecretSlot::Password));
    if (!read || read->reveal() != odd)
        return fail("read back");
    if (!await(keychain.remove(id, SecretSlot::Password))
        || !await(keychain.remove(id, SecretSlot::Password)))
        return fail("remove");
    if (await(keychain.read(id, SecretSlot::Password)))
        return fail("still there after remove");
    return 0;
}

int withoutBus()
{
    KeychainSecrets keychain(QStringLiteral("Larder test"));
    const auto probed = await(keychain.probe());
    return probed ? fail("a keychain without a bus was trusted") : 0;
}
} // namespace

class TestKeychain : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    int run(const QString &program, const QStringList &arguments, const QString &bus, QString *said)
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.path());
        environment.insert(QStringLiteral("XDG_CURRENT_DESKTOP"), QStringLiteral("GNOME"));
        if (!bus.isNull())
            environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), bus);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(90000);
        *said = QString::fromLocal8Bit(process.readAll());
        if (!ended)
            process.kill();
        return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

private Q_SLOTS:
    void realKeyring_writesReadsAndDeletes()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty()
            || QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty())
            QSKIP("needs dbus and gnome-keyring");
        QString said;
        const int code =
            run(QStringLiteral("dbus-run-session"),
                { QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                  QStringLiteral("printf pw | gnome-keyring-daemon --unlock --components=secrets "
                                 ">/dev/null && exec \"$0\" --with-keyring"),
                  QCoreApplication::applicationFilePath() },
                {}, &said);
        QVERIFY2(code == 0, qPrintable(said));
    }

    void noBus_isNoticedByTheCanary()
    {
        QString said;
        const int code =
            run(QCoreApplication::applicationFilePath(), { QStringLiteral("--without-bus") },
                QStringLiteral("unix:path=/nonexistent/bus"), &said);
        QVERIFY2(code == 0, qPrintable(said));
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], "--with-keyring") == 0)
        return withKeyring();
    if (argc > 1 && qstrcmp(argv[1], "--without-bus") == 0)
        return withoutBus();
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
