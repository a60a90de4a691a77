// The judge of what fits is OpenSSH's own ssh-keygen.
#include "link/ssh/identity.h"
#include "link/ssh/knownhosts.h"
#include "support/sshserver.h"
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using State = links::HostKeyVerdict::State;

Q_DECLARE_METATYPE(links::HostKeyVerdict::State)

namespace {

const auto host = QStringLiteral("bastion.example");

QByteArray run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() ? process.readAllStandardOutput() : QByteArray();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QList<int> linesOf(const links::HostKeyVerdict &verdict)
{
    QList<int> lines;
    for (const auto &stored : verdict.stored)
        lines += stored.line;
    return lines;
}

} // namespace

class TestKnownHosts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void names_fitAsSshKeygenSays();
    void hashedFile_fitsAsBefore();
    void line_givesItsVerdict_data();
    void line_givesItsVerdict();
    void severalFiles_areReadInTheirOrder();
    void storedLine_isNamedWithFileAndFingerprint();
    void unusableTypes_areNotAskedFor();
    void brokenLines_areSkipped();
    void missingFile_isEmpty();
    void unreadableFile_fails();
    void storing_keepsEveryByteAndHidesTheFile();
    void storing_isReadBySshKeygen();
    void addressInBrackets_isTheSameHost();
    void storingAgain_addsNothing();
    void storingForNoHost_isRefused();
    void storingWhereNobodyMayWrite_fails();

private:
    void write(const QByteArray &text, const QString &name = QStringLiteral("known"));
    [[nodiscard]] QString path(const QString &name) const { return m_directory->filePath(name); }
    [[nodiscard]] links::KnownHosts loaded() const;

    QTemporaryDir m_keys;
    std::unique_ptr<QTemporaryDir> m_directory;
    QHash<QString, QByteArray> m_lines; ///< "ssh-ed25519 AAAA…" by the name of the key
    QHash<QString, QByteArray> m_blobs;
};

void TestKnownHosts::initTestCase()
{
    const QList<QPair<QString, QString>> keys{
        { QStringLiteral("ed"), QStringLiteral("ed25519") },
        { QStringLiteral("ed2"), QStringLiteral("ed25519") },
        { QStringLiteral("ec"), QStringLiteral("ecdsa") },
        { QStringLiteral("rsa"), QStringLiteral("rsa") },
    };
    for (const auto &[name, type] : keys) {
        const QString file = m_keys.filePath(name);
        QVERIFY(support::sshKeygen({ QStringLiteral("-t"), type, QStringLiteral("-N"), QString(),
                                     QStringLiteral("-f"), file }));
        const QByteArrayList words = read(file + QStringLiteral(".pub")).split(' ');
        m_lines[name] = words[0] + ' ' + words[1];
        m_blobs[name] = QByteArray::fromBase64(words[1]);
    }
}

void TestKnownHosts::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
}

void TestKnownHosts::write(const QByteArray &text, const QString &name)
{
    QByteArray filled = text;
    for (auto line = m_lines.cbegin(); line != m_lines.cend(); ++line)
        filled.replace('<' + line.key().toUtf8() + '>', line.value());
    QFile file(path(name));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(filled);
}

links::KnownHosts TestKnownHosts::loaded() const
{
    links::KnownHosts known({ path(QStringLiteral("known")) }, path(QStringLiteral("own")));
    if (const auto read = known.load(); !read)
        QTest::qFail(qPrintable(read.error().text), __FILE__, __LINE__);
    return known;
}

void TestKnownHosts::names_fitAsSshKeygenSays()
{
    const QByteArrayList all{
        "bastion.example",
        "BASTION.Example",
        "other.example",
        "[bastion.example]:22",
        "[bastion.example]:2222",
        "[Bastion.example]:2222",
        "*",
        "*.example",
        "b?stion.example",
        "?astion.exampl?",
        "*.*",
        "*a*s*t*e",
        "bastion.example*",
        "bastion.example?",
        "[bastion.example]:*",
        "[*]:2222",
        "*:2222",
        "a,bastion.example,b",
        "*,!bastion.example",
        "!bastion.example,*",
        "!other.example,*",
        "!*.example,bastion.example",
        "*.example,!*:2222",
        "10.0.0.1,bastion.example",
        "10.0.0.?",
        "[::1]:2222",
        "::1",
        "[10.0.0.1]:2222",
        "bastion",
        ",bastion.example",
        "!bastion.example",
    };
    QByteArray text("# a comment\n\n");
    for (const QByteArray &names : all)
        text += names + " <ed> somebody\n";
    write(text);
    const links::KnownHosts known = loaded();
    const QList<QPair<QString, quint16>> hosts{
        { host, 22 },
        { host, 2222 },
        { host.toUpper(), 22 },
        { host.toUpper(), 2222 },
        { QStringLiteral("10.0.0.1"), 22 },
        { QStringLiteral("10.0.0.1"), 2222 },
        { QStringLiteral("::1"), 22 },
        { QStringLiteral("::1"), 2222 },
    };
    for (const auto &[name, port] : hosts) {
        const QString asked = port == 22 ? name : QStringLiteral("[%1]:%2").arg(name).arg(port);
        const QByteArray printed = run(
            QStringLiteral("ssh-keygen"),
            { QStringLiteral("-F"), asked, QStringLiteral("-f"), path(QStringLiteral("known")) });
        QList<int> lines;
        for (const QByteArray &line : printed.split('\n')) {
            if (line.startsWith("# Host "))
                lines += line.mid(line.indexOf(" found: line ") + 13).trimmed().toInt();
        }
        QVERIFY2(lines.size() > 2 && lines.size() < all.size(), qPrintable(asked));
        // Another key, so that only what fits the port itself can count.
        const auto verdict = known.verdict(name, port, m_blobs[QStringLiteral("ed2")]);
        QVERIFY2(linesOf(verdict) == lines, qPrintable(asked));
        QCOMPARE(verdict.state, State::Changed);
    }
}

void TestKnownHosts::hashedFile_fitsAsBefore()
{
    write("bastion.example,10.0.0.1 <ed>\n[bastion.example]:2222 <ec>\n[::1]:2222 <rsa>\n");
    QVERIFY(support::sshKeygen(
        { QStringLiteral("-H"), QStringLiteral("-f"), path(QStringLiteral("known")) }));
    QVERIFY(!read(path(QStringLiteral("known"))).contains("bastion"));
    const links::KnownHosts known = loaded();
    const auto is = [&](const QString &name, quint16 port, const char *key) {
        return known.verdict(name, port, m_blobs[QLatin1String(key)]).state;
    };
    QCOMPARE(is(host, 22, "ed"), State::Known);
    QCOMPARE(is(host.toUpper(), 22, "ed"), State::Known);
    QCOMPARE(is(QStringLiteral("10.0.0.1"), 22, "ed"), State::Known);
    QCOMPARE(is(host, 22, "ed2"), State::Changed);
    QCOMPARE(is(host, 2222, "ec"), State::Known);
    QCOMPARE(is(host, 2222, "ed"), State::OtherType);
    QCOMPARE(is(host, 2223, "ec"), State::Unknown);
    QCOMPARE(is(QStringLiteral("::1"), 2222, "rsa"), State::Known);
    QCOMPARE(is(QStringLiteral("::1"), 22, "rsa"), State::Unknown);
    QCOMPARE(known.keyTypes(host, 2222), QList<QByteArray>{ "ecdsa-sha2-nistp256" });
}

void TestKnownHosts::line_givesItsVerdict_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("port");
    QTest::addColumn<State>("state"); // of the key "ed"
    const auto row = [](const char *name, const char *text, int port, State state) {
        QTest::newRow(name) << QByteArray(text) << port << state;
    };
    row("none", "", 22, State::Unknown);
    row("same", "bastion.example <ed>", 22, State::Known);
    row("changed", "bastion.example <ed2>", 22, State::Changed);
    row("one of two", "bastion.example <ed2>\nbastion.example <ed>", 22, State::Known);
    row("other type", "bastion.example <ec>", 22, State::OtherType);
    row("other and changed", "bastion.example <ec>\nbastion.example <ed2>", 22, State::Changed);
    row("revoked alone", "@revoked bastion.example <ed>", 22, State::Revoked);
    row("revoked for all", "bastion.example <ed>\n@revoked * <ed>", 22, State::Revoked);
    row("revoked before known", "@revoked * <ed>\nbastion.example <ed>", 22, State::Revoked);
    row("another key revoked", "@revoked * <ed2>\nbastion.example <ed>", 22, State::Known);
    row("only another revoked", "@revoked * <ed2>", 22, State::Unknown);
    row("revoked of another host", "@revoked other <ed>", 22, State::Unknown);
    row("authority", "@cert-authority *.example <ed>", 22, State::AuthorityOnly);
    row("authority beside known", "@cert-authority * <ec>\nbastion.example <ed>", 22, State::Known);
    row("authority beside changed", "@cert-authority * <ec>\nbastion.example <ed2>", 22,
        State::Changed);
    row("unknown marker", "@something bastion.example <ed>", 22, State::Unknown);
    row("tabs", "\tbastion.example\t<ed>\tcomment", 22, State::Known);
    row("end of line of Windows", "bastion.example <ed>\r\n", 22, State::Known);
    row("comment", "# bastion.example <ed>", 22, State::Unknown);
    // What ssh 9.2 does with a line without a port: it helps when the key is the same, and nothing
    // is stored for the port.
    row("no port, same", "bastion.example <ed>", 2222, State::Known);
    row("no port, another", "bastion.example <ed2>", 2222, State::Unknown);
    row("no port, other type", "bastion.example <ec>", 2222, State::Unknown);
    row("no port, beside changed", "[bastion.example]:2222 <ed2>\nbastion.example <ed>", 2222,
        State::Changed);
    row("no port, beside other type", "[bastion.example]:2222 <ec>\nbastion.example <ed>", 2222,
        State::OtherType);
    row("no port, beside authority", "@cert-authority [*]:2222 <ec>\nbastion.example <ed>", 2222,
        State::Known);
    row("no port, revoked", "@revoked bastion.example <ed>\nbastion.example <ed>", 2222,
        State::Revoked);
}

void TestKnownHosts::line_givesItsVerdict()
{
    QFETCH(QByteArray, text);
    QFETCH(int, port);
    QFETCH(State, state);
    write(text);
    QCOMPARE(loaded().verdict(host, quint16(port), m_blobs[QStringLiteral("ed")]).state, state);
}

void TestKnownHosts::severalFiles_areReadInTheirOrder()
{
    write("bastion.example <rsa>\nbastion.example <ec>", QStringLiteral("first"));
    write("bastion.example <ec>\n", QStringLiteral("second"));
    write("bastion.example <ed>\n", QStringLiteral("own"));
    links::KnownHosts known({ path(QStringLiteral("first")), path(QStringLiteral("second")) },
                            path(QStringLiteral("own")));
    QVERIFY(known.load());
    QCOMPARE(known.keyTypes(host, 22),
             (QList<QByteArray>{ "ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519" }));
    QCOMPARE(known.verdict(host, 22, m_blobs[QStringLiteral("ed")]).state, State::Known);
    // Read anew, not added.
    write("", QStringLiteral("first"));
    QVERIFY(known.load());
    QCOMPARE(known.keyTypes(host, 22), (QList<QByteArray>{ "ecdsa-sha2-nistp256", "ssh-ed25519" }));
    QCOMPARE(known.keyTypes(host, 2222), known.keyTypes(host, 22));
}

void TestKnownHosts::storedLine_isNamedWithFileAndFingerprint()
{
    write("# heading\n@revoked * <ec>\nbastion.example <ed2>\n");
    const auto verdict = loaded().verdict(host, 22, m_blobs[QStringLiteral("ed")]);
    QCOMPARE(verdict.stored.size(), 2);
    QCOMPARE(verdict.stored[0].isPlain, false);
    const auto &stored = verdict.stored[1];
    QCOMPARE(stored.file, path(QStringLiteral("known")));
    QCOMPARE(stored.line, 3);
    QCOMPARE(stored.keyType, "ssh-ed25519");
    QCOMPARE(stored.label, QStringLiteral("ED25519"));
    QVERIFY(stored.isPlain);
    const QByteArray printed =
        run(QStringLiteral("ssh-keygen"),
            { QStringLiteral("-lf"), m_keys.filePath(QStringLiteral("ed2.pub")) });
    QCOMPARE(stored.fingerprint, QString::fromLatin1(printed.split(' ')[1]));
}

void TestKnownHosts::unusableTypes_areNotAskedFor()
{
    // Made by hand: ssh-keygen makes a hardware key only with the hardware.
    const auto line = [](const QByteArray &type) {
        const QByteArray size("\0\0\0", 3);
        return "bastion.example " + type + ' '
            + QByteArray(size + char(type.size()) + type + QByteArray(40, 'x')).toBase64() + '\n';
    };
    write(line("sk-ssh-ed25519@openssh.com") + line("ssh-dss")
          + line("ssh-ed25519-cert-v01@openssh.com") + "@revoked * <ec>\n@cert-authority * <ed>\n");
    const links::KnownHosts known = loaded();
    QCOMPARE(known.keyTypes(host, 22), QList<QByteArray>());
    const auto verdict = known.verdict(host, 22, m_blobs[QStringLiteral("ed2")]);
    QCOMPARE(verdict.state, State::OtherType);
    QCOMPARE(linesOf(verdict), (QList<int>{ 1, 2, 3, 4, 5 }));
}

void TestKnownHosts::brokenLines_areSkipped()
{
    write("bastion.example\nbastion.example ssh-ed25519\nbastion.example ssh-ed25519 !!!!\n"
          "bastion.example 2048 35 1234567\n|1|c2FsdA== <ed2>\n|2|c2FsdA==|aGFzaA== <ed2>\n"
          "|1||aGFzaA== <ed2>\nbastion.example ssh-rsa "
          + m_lines[QStringLiteral("ed2")].split(' ')[1] + QByteArray("\n@revoked\n\0x\n", 13)
          + "bastion.example <ed>");
    const auto verdict = loaded().verdict(host, 22, m_blobs[QStringLiteral("ed")]);
    QCOMPARE(verdict.state, State::Known);
    QCOMPARE(verdict.stored.size(), 1);
}

void TestKnownHosts::missingFile_isEmpty()
{
    links::KnownHosts known({ path(QStringLiteral("none")), QStringLiteral("/dev/null") },
                            path(QStringLiteral("own")));
    QVERIFY(known.load());
    QCOMPARE(known.verdict(host, 22, m_blobs[QStringLiteral("ed")]).state, State::Unknown);
}

void TestKnownHosts::unreadableFile_fails()
{
    write("bastion.example <ed>\n", QStringLiteral("own"));
    links::KnownHosts known({ path(QStringLiteral("known")) }, path(QStringLiteral("own")));
    QVERIFY(known.load());
    QVERIFY(
        QDir().mkdir(path(QStringLiteral("known")))); // a folder cannot be read, not even by root
    const auto read = known.load();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, base::Error::Kind::Storage);
    QVERIFY(read.error().text.contains(path(QStringLiteral("known"))));
    QCOMPARE(known.verdict(host, 22, m_blobs[QStringLiteral("ed")]).state, State::Known);
}

void TestKnownHosts::storing_keepsEveryByteAndHidesTheFile()
{
    const QString own = path(QStringLiteral("new/folder/known_hosts"));
    links::KnownHosts known({}, own);
    QVERIFY(known.load());
    QVERIFY(known.store(host, 22, m_blobs[QStringLiteral("ed")]));
    QCOMPARE(known.verdict(host, 22, m_blobs[QStringLiteral("ed")]).state, State::Known);
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(own).permissions() & others));
    QVERIFY(!(QFileInfo(QFileInfo(own).path()).permissions() & others));

    // Somebody else's bytes, and no end of the last line.
    QByteArray before("# mine \xff\r\n  odd   line\n\n@revoked * ");
    before += m_lines[QStringLiteral("rsa")];
    write(before, QStringLiteral("own"));
    links::KnownHosts second({}, path(QStringLiteral("own")));
    QVERIFY(second.load());
    QVERIFY(second.store(QStringLiteral("Bastion.Example"), 2222, m_blobs[QStringLiteral("ec")]));
    QCOMPARE(read(path(QStringLiteral("own"))),
             before + "\n[bastion.example]:2222 " + m_lines[QStringLiteral("ec")] + '\n');
    QCOMPARE(second.verdict(host, 2222, m_blobs[QStringLiteral("ec")]).state, State::Known);
    QCOMPARE(second.verdict(host, 2222, m_blobs[QStringLiteral("rsa")]).state, State::Revoked);
}

void TestKnownHosts::storing_isReadBySshKeygen()
{
    links::KnownHosts known({}, path(QStringLiteral("own")));
    QVERIFY(known.load());
    QVERIFY(known.store(QStringLiteral("::1"), 22, m_blobs[QStringLiteral("ed")]));
    QVERIFY(known.store(QStringLiteral("::1"), 2222, m_blobs[QStringLiteral("ec")]));
    for (const char *asked : { "::1", "[::1]:2222" })
        QVERIFY(run(QStringLiteral("ssh-keygen"),
                    { QStringLiteral("-F"), QLatin1String(asked), QStringLiteral("-f"),
                      path(QStringLiteral("own")) })
                    .contains(" found: line "));
}

void TestKnownHosts::addressInBrackets_isTheSameHost()
{
    write("2001:db8::1 <ed>\n[2001:db8::1]:2222 <ec>\n");
    links::KnownHosts known = loaded();
    const auto bracketed = QStringLiteral("[2001:DB8::1]");
    QCOMPARE(known.verdict(bracketed, 22, m_blobs[QStringLiteral("ed2")]).state, State::Changed);
    QCOMPARE(known.verdict(bracketed, 2222, m_blobs[QStringLiteral("ec")]).state, State::Known);
    QCOMPARE(known.keyTypes(bracketed, 22), QList<QByteArray>{ "ssh-ed25519" });
    QVERIFY(known.store(QStringLiteral("[::1]"), 22, m_blobs[QStringLiteral("ed")]));
    QCOMPARE(read(path(QStringLiteral("own"))), "::1 " + m_lines[QStringLiteral("ed")] + '\n');
}

void TestKnownHosts::storingAgain_addsNothing()
{
    links::KnownHosts known({}, path(QStringLiteral("own")));
    links::KnownHosts other({}, path(QStringLiteral("own")));
    QVERIFY(known.load() && other.load());
    QVERIFY(known.store(host, 22, m_blobs[QStringLiteral("ed")]));
    QVERIFY(other.store(host, 22, m_blobs[QStringLiteral("ed")]));
    QVERIFY(other.store(host, 22, m_blobs[QStringLiteral("ec")]));
    QCOMPARE(read(path(QStringLiteral("own"))).count('\n'), 2);
}

void TestKnownHosts::storingForNoHost_isRefused()
{
    links::KnownHosts known({}, path(QStringLiteral("own")));
    for (const char *name : { "", "*", "a,b", "a b", "!a", "a\nb", "|1|a|b", "#a", "@revoked" }) {
        const auto stored = known.store(QLatin1String(name), 22, m_blobs[QStringLiteral("ed")]);
        QVERIFY2(!stored && stored.error().kind == base::Error::Kind::Invalid, name);
    }
    QVERIFY(!QFile::exists(path(QStringLiteral("own"))));
}

void TestKnownHosts::storingWhereNobodyMayWrite_fails()
{
    write("", QStringLiteral("file"));
    links::KnownHosts known({}, path(QStringLiteral("file/own"))); // a folder that cannot be
    const auto stored = known.store(host, 22, m_blobs[QStringLiteral("ed")]);
    QVERIFY(!stored);
    QCOMPARE(stored.error().kind, base::Error::Kind::Storage);
    QCOMPARE(known.verdict(host, 22, m_blobs[QStringLiteral("ed")]).state, State::Unknown);
}

QTEST_GUILESS_MAIN(TestKnownHosts)
#include "tst_knownhosts.moc"
