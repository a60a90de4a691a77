// How a tunnel by libssh2 gets in: keys, passwords, codes, and what it says when it does not.
#include "link/ssh/methods.h"
#include "link/sshfixture.h"

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using profiles::SshAuth;
using support::RedisServer;
using support::SshServer;

class SshSignInTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::shared_ptr<ListAsker> m_asker;
    QTemporaryDir m_directory;
    int m_files = 0;

    std::unique_ptr<links::SshTunnel> tunnel(const SshServer &server, SshAuth auth,
                                             const profiles::SshSecrets &secrets = {})
    {
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].auth = auth;
        return std::make_unique<links::SshTunnel>(settings, secrets, m_asker, placesIn(server));
    }

    static profiles::SshSecrets password(const QByteArray &word)
    {
        profiles::SshSecrets secrets;
        secrets.at(0).password = base::Secret(word);
        return secrets;
    }

    /// A counter of one-time codes (RFC 4226, appendix D), for pam_oath.
    QString oath()
    {
        QFile file(m_directory.filePath(QStringLiteral("oath%1").arg(++m_files)));
        if (!file.open(QFile::WriteOnly))
            qFatal("no file of codes");
        file.write("HOTP visitor - 3132333435363738393031323334353637383930\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return QStringLiteral("auth required pam_oath.so usersfile=%1 window=5 digits=6")
            .arg(file.fileName());
    }

    static QString encryptedKey(const SshServer &server, const QString &passphrase)
    {
        const QString path = server.path(QStringLiteral("locked"));
        if (!support::sshKeygen({ QStringLiteral("-t"), QStringLiteral("rsa"), QStringLiteral("-b"),
                                  QStringLiteral("2048"), QStringLiteral("-N"), passphrase,
                                  QStringLiteral("-f"), path }))
            qFatal("ssh-keygen");
        return path;
    }

    static QByteArray publicLine(const QString &keyPath)
    {
        QFile file(keyPath + QStringLiteral(".pub"));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    void opens(links::Tunnel &way)
    {
        const Streamed opened = streamTo(way, m_redis.port());
        QVERIFY2(opened.stream,
                 qPrintable(opened.why.text + u'|' + QString::fromUtf8(opened.why.detail)));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText())); }
    void init() { m_asker = std::make_shared<ListAsker>(); }

    void encryptedRsaKey_isAskedForOnceAndSigns()
    {
        SshServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        const QString key = encryptedKey(server, QStringLiteral("swordfish"));
        server.authorize(publicLine(key));
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].keyFile = key;
        links::SshTunnel way(settings, {}, m_asker, placesIn(server));
        m_asker->answer({ "wrong" });
        m_asker->answer({ "swordfish" }, true);
        opens(way);
        QCOMPARE(m_asker->prompts.size(), 2);
        QCOMPARE(m_asker->prompts[0].kind, links::Prompt::Kind::KeyPassphrase);
        QCOMPARE(m_asker->prompts[0].keyFile, key);
        QVERIFY(!m_asker->prompts[0].again);
        QVERIFY(m_asker->prompts[1].again);
        QCOMPARE(m_asker->provedPrompts.size(), 1);
        const Streamed bulk = streamTo(way, m_redis.port(), links::Use::Bulk);
        QVERIFY2(bulk.stream, qPrintable(bulk.why.text));
        QCOMPARE(m_asker->prompts.size(), 2);
    }

    void wrongPassphrases_areAskedForThreeTimes()
    {
        SshServer server;
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].keyFile = encryptedKey(server, QStringLiteral("swordfish"));
        server.authorize(publicLine(settings.hops[0].keyFile));
        for (int i = 0; i < 6; ++i)
            m_asker->answer({ "wrong" });
        links::SshTunnel way(settings, {}, m_asker, placesIn(server));
        QCOMPARE(streamTo(way, m_redis.port()).why.cause, Cause::SshKeyPassphrase);
        QCOMPARE(m_asker->prompts.size(), 3);
    }

    void keyThatTheServerDoesNotWant_isNotAskedFor()
    {
        const SshServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].keyFile = encryptedKey(server, QStringLiteral("swordfish"));
        links::SshTunnel way(settings, {}, m_asker, placesIn(server));
        const Streamed refused = streamTo(way, m_redis.port());
        QVERIFY(!refused.stream);
        QCOMPARE(refused.words, 1);
        QCOMPARE(refused.why.cause, Cause::SshSignInRefused);
        QCOMPARE(refused.why.text,
                 QStringLiteral("%1 rejected the sign-in of %2. Tried: publickey (%3).")
                     .arg(addressOf(server), server.userName(), settings.hops[0].keyFile));
        QVERIFY(m_asker->prompts.isEmpty());
    }

    void storedKey_signsIn()
    {
        const SshServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        QFile key(server.clientKey());
        QVERIFY(key.open(QFile::ReadOnly));
        profiles::SshSecrets secrets;
        secrets.at(0).privateKey = base::Secret(key.readAll());
        opens(*tunnel(server, SshAuth::StoredKey, secrets));
    }

    void missingKeyFile_isNamed()
    {
        const SshServer server;
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].keyFile = QStringLiteral("~/nothing");
        links::SshTunnel way(settings, {}, m_asker, placesIn(server));
        const Streamed refused = streamTo(way, m_redis.port());
        QCOMPARE(refused.why.cause, Cause::SshKeyUnreadable);
    }

    void automatic_takesTheUsualFiles()
    {
        const SshServer server;
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].auth = SshAuth::Automatic;
        links::SshPlaces places = placesIn(server);
        places.identities = { server.path(QStringLiteral("absent")), server.clientKey() };
        links::SshTunnel way(settings, {}, m_asker, places);
        opens(way);
        QVERIFY(m_asker->prompts.isEmpty());
    }

    void agent_signsWithRsaAndOffersOneKeyAlone()
    {
        SshServer::Options options;
        options.config = { QStringLiteral("MaxAuthTries 2") };
        SshServer server(options);
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        const QString socket = server.path(QStringLiteral("agent"));
        QProcess agent;
        agent.start(QStringLiteral("ssh-agent"),
                    { QStringLiteral("-D"), QStringLiteral("-a"), socket });
        QTRY_VERIFY(QFile::exists(socket));
        QProcess add;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SSH_AUTH_SOCK"), socket);
        add.setProcessEnvironment(environment);
        QStringList names;
        for (int i = 0; i < 6; ++i) {
            names += server.path(QStringLiteral("many%1").arg(i));
            QVERIFY(support::sshKeygen(
                { QStringLiteral("-t"), i == 5 ? QStringLiteral("rsa") : QStringLiteral("ed25519"),
                  QStringLiteral("-N"), QString(), QStringLiteral("-f"), names.constLast() }));
        }
        add.start(QStringLiteral("ssh-add"), names);
        QVERIFY(add.waitForFinished());
        server.authorize(publicLine(names.constLast()));
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].auth = SshAuth::Agent;
        settings.hops[0].keyFile = names.constLast() + QStringLiteral(".pub");
        links::SshPlaces places = placesIn(server);
        places.agentSocket = socket;
        links::SshTunnel way(settings, {}, m_asker, places);
        opens(way);
        settings.hops[0].keyFile.clear();
        links::SshTunnel all(settings, {}, m_asker, places);
        const Streamed refused = streamTo(all, m_redis.port());
        QCOMPARE(refused.why.cause, Cause::SshSignInRefused);
        QVERIFY(refused.why.text.contains(QStringLiteral("Tried: publickey (agent: ")));
        settings.hops[0].keyFile = server.clientKey();
        links::SshTunnel other(settings, {}, m_asker, places);
        QCOMPARE(streamTo(other, m_redis.port()).why.cause, Cause::SshAgentMissing);
        agent.kill();
        agent.waitForFinished();
    }

    void agentWanted_isMissed()
    {
        const SshServer server;
        const Streamed refused = streamTo(*tunnel(server, SshAuth::Agent), m_redis.port());
        QCOMPARE(refused.why.cause, Cause::SshAgentMissing);
    }

    void storedPassword_opensAStream()
    {
        const SshServer server(visitor());
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        opens(*tunnel(server, SshAuth::Password, password("open sesame")));
        QVERIFY(m_asker->prompts.isEmpty());
    }

    void wrongPassword_isAskedForAgainAndKept()
    {
        const SshServer server(visitor());
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        const auto way = tunnel(server, SshAuth::Password, password("stale"));
        m_asker->answer({ "wrong" });
        m_asker->answer({ "open sesame" }, true);
        opens(*way);
        QCOMPARE(m_asker->prompts.size(), 2);
        QCOMPARE(m_asker->prompts[0].kind, links::Prompt::Kind::Password);
        QCOMPARE(m_asker->prompts[0].address, addressOf(server));
        QVERIFY(m_asker->prompts[1].again && m_asker->prompts[1].mayRemember);
        QCOMPARE(m_asker->provedPrompts.size(), 1);
        const Streamed bulk = streamTo(*way, m_redis.port(), links::Use::Bulk);
        QVERIFY2(bulk.stream, qPrintable(bulk.why.text));
        QCOMPARE(m_asker->prompts.size(), 2);
    }

    void refusedWord_isNeverProved_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<bool>("rightIsRemembered");
        for (const char *method : { "password", "keyboard-interactive", "key" }) {
            QTest::addRow("%s, the right one is not to be kept", method)
                << QByteArray(method) << false;
            QTest::addRow("%s, both are to be kept", method) << QByteArray(method) << true;
        }
    }
    void refusedWord_isNeverProved()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, rightIsRemembered);
        const bool isKey = method == "key";
        const QString pam = QStringLiteral("auth required pam_unix.so");
        SshServer server(isKey
                             ? SshServer::Options()
                             : visitor(method == "password" ? QStringList() : QStringList{ pam }));
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        profiles::TunnelSettings settings = through({ &server });
        if (isKey) {
            settings.hops[0].keyFile = encryptedKey(server, QStringLiteral("open sesame"));
            server.authorize(publicLine(settings.hops[0].keyFile));
        } else {
            settings.hops[0].auth = SshAuth::Password;
        }
        m_asker->answer({ "wrong" }, true);
        m_asker->answer({ "open sesame" }, rightIsRemembered);
        links::SshTunnel way(settings, {}, m_asker, placesIn(server));
        opens(way);
        QCOMPARE(m_asker->prompts.size(), 2);
        QVERIFY(m_asker->prompts[0].mayRemember);
        QCOMPARE(m_asker->provedWords,
                 rightIsRemembered ? QByteArrayList{ "open sesame" } : QByteArrayList());
    }

    void wrongPasswords_endInM10()
    {
        const SshServer server(visitor());
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        for (int i = 0; i < 3; ++i)
            m_asker->answer({ "wrong" });
        const Streamed refused = streamTo(*tunnel(server, SshAuth::Password), m_redis.port());
        QCOMPARE(refused.why.text,
                 QStringLiteral("%1 rejected the sign-in of visitor. Tried: password.")
                     .arg(addressOf(server)));
        QCOMPARE(refused.why.kind, Kind::Auth);
        QVERIFY(m_asker->provedPrompts.isEmpty());
    }

    void personWhoGivesUp_isNotAskedAgain()
    {
        const SshServer server(visitor());
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        const Streamed refused = streamTo(*tunnel(server, SshAuth::Password), m_redis.port());
        QCOMPARE(refused.why.kind, Kind::Cancelled);
        QCOMPARE(refused.why.cause, Cause::SshSignInRefused);
        QCOMPARE(m_asker->prompts.size(), 1);
    }

    void twoRoundsWithACode_shareOneSession()
    {
        const SshServer server(visitor({ QStringLiteral("auth required pam_unix.so"), oath() }));
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        const auto way = tunnel(server, SshAuth::Password);
        m_asker->answer({ "open sesame" });
        m_asker->answer({ "755224" });
        opens(*way);
        QCOMPARE(m_asker->prompts.size(), 2);
        QCOMPARE(m_asker->prompts[0].kind, links::Prompt::Kind::Interactive);
        QVERIFY(m_asker->prompts[0].mayRemember);
        QVERIFY(!m_asker->prompts[1].mayRemember);
        const Streamed bulk = streamTo(*way, m_redis.port(), links::Use::Bulk);
        QVERIFY2(bulk.stream, qPrintable(bulk.why.text));
        QCOMPARE(pinged(bulk.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->prompts.size(), 2);
        QCOMPARE(server.log().count("Accepted keyboard-interactive"), 1);
        way->close();
        m_asker->answer({ "287082" }); // the password is still known
        opens(*way);
        QCOMPARE(m_asker->prompts.size(), 3);
    }

    void keyAndThenACode_letsIn()
    {
        const SshServer server(
            visitor({ oath() },
                    { QStringLiteral("AuthenticationMethods publickey,keyboard-interactive") }));
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        m_asker->answer({ "000000" });
        m_asker->answer({ "755224" });
        opens(*tunnel(server, SshAuth::KeyFile));
        QCOMPARE(m_asker->prompts.size(), 2);
        QVERIFY(m_asker->prompts[1].again);
    }

    void tunnelClosedDuringAQuestion_withdrawsIt()
    {
        const SshServer server(visitor({ oath() }));
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        m_asker->answersLater = true;
        const auto way = tunnel(server, SshAuth::Password);
        std::unique_ptr<links::Link> link(
            way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} },
                         links::Use::Interactive, std::chrono::seconds(5), nullptr));
        link->open();
        QTRY_COMPARE(m_asker->prompts.size(), 1);
        QSignalSpy failed(link.get(), &links::Link::failed);
        way->close();
        QTRY_COMPARE(failed.size(), 1);
        QTRY_VERIFY(m_asker->pending.isCanceled());
    }

    void linkGoneDuringAQuestion_withdrawsIt()
    {
        const SshServer server(visitor());
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        m_asker->answersLater = true;
        const auto way = tunnel(server, SshAuth::Password);
        std::unique_ptr<links::Link> link(
            way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} },
                         links::Use::Interactive, std::chrono::seconds(5), nullptr));
        link->open();
        QTRY_COMPARE(m_asker->prompts.size(), 1);
        link.reset();
        QTRY_VERIFY(m_asker->pending.isCanceled());
    }

    void linkGoneDuringAQuestion_letsTheOtherUseGoOn()
    {
        const SshServer server(visitor());
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        m_asker->answersLater = true;
        const auto way = tunnel(server, SshAuth::Password);
        const auto linkFor = [&](links::Use use) {
            return std::unique_ptr<links::Link>(
                way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} }, use,
                             std::chrono::seconds(5), nullptr));
        };
        auto first = linkFor(links::Use::Interactive);
        const auto second = linkFor(links::Use::Bulk);
        QSignalSpy opened(second.get(), &links::Link::opened);
        first->open();
        second->open();
        QTRY_COMPARE(m_asker->prompts.size(), 1);
        m_asker->answersLater = false;
        m_asker->answer({ "open sesame" });
        first.reset();
        QVERIFY(opened.wait(10000));
    }

    void graceTimeOver_endsTheQuestion()
    {
        const SshServer server(visitor({ oath() }, { QStringLiteral("LoginGraceTime 1") }));
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        m_asker->answersLater = true;
        const Streamed closed = streamTo(*tunnel(server, SshAuth::Password), m_redis.port());
        QCOMPARE(closed.why.cause, Cause::BastionClosed);
        QTRY_VERIFY(m_asker->pending.isCanceled());
    }

    void newHostKey_isStoredOrRefused()
    {
        SshServer server;
        m_asker->keyAnswer = links::HostKeyAnswer::Cancel;
        const Streamed refused = streamTo(*tunnel(server, SshAuth::KeyFile), m_redis.port());
        QCOMPARE(refused.why.kind, Kind::Cancelled);
        QCOMPARE(refused.why.cause, Cause::HostKeyUnknown);
        QVERIFY(!server.log().contains("userauth"));
        m_asker->keyAnswer = links::HostKeyAnswer::Store;
        opens(*tunnel(server, SshAuth::KeyFile));
        QCOMPARE(m_asker->keyQuestions.size(), 2);
        opens(*tunnel(server, SshAuth::KeyFile));
        QCOMPARE(m_asker->keyQuestions.size(), 2);
        server.kill();
        server.replaceHostKey();
        QVERIFY(server.start());
        const Streamed changed = streamTo(*tunnel(server, SshAuth::KeyFile), m_redis.port());
        QCOMPARE(changed.why.cause, Cause::HostKeyChanged);
        QVERIFY(changed.why.text.contains(server.hostFingerprint()));
        QCOMPARE(m_asker->keyQuestions.size(), 2);
    }

    void hostInBrackets_isTheKnownOne()
    {
        SshServer server;
        QFile known(server.path(QStringLiteral("known_hosts")));
        QVERIFY(known.open(QFile::WriteOnly));
        known.write(server.knownHostsLines());
        known.close();
        profiles::TunnelSettings settings = through({ &server });
        settings.hops[0].host = QStringLiteral("[%1]").arg(server.address());
        const auto way = [&] {
            return std::make_unique<links::SshTunnel>(settings, profiles::SshSecrets(), m_asker,
                                                      placesIn(server));
        };
        opens(*way());
        server.kill();
        server.replaceHostKey();
        QVERIFY(server.start());
        QCOMPARE(streamTo(*way(), m_redis.port()).why.cause, Cause::HostKeyChanged);
        QVERIFY(m_asker->keyQuestions.isEmpty());
    }

    void hostKeyRefusedForOneUse_isNotAskedForTheOther()
    {
        const SshServer server;
        m_asker->keyAnswer = links::HostKeyAnswer::Cancel;
        const auto way = tunnel(server, SshAuth::KeyFile);
        int failures = 0;
        std::vector<std::unique_ptr<links::Link>> waiting;
        for (const links::Use use : { links::Use::Interactive, links::Use::Bulk }) {
            waiting.emplace_back(way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} },
                                              use, std::chrono::seconds(5), nullptr));
            connect(waiting.back().get(), &links::Link::failed, this, [&] { ++failures; });
            waiting.back()->open();
        }
        QTRY_COMPARE(failures, 2);
        support::settle();
        QCOMPARE(m_asker->keyQuestions.size(), 1);
    }

    void storedKeyType_isAskedForFirst()
    {
        SshServer::Options options;
        options.hostKeyTypes = { QStringLiteral("ed25519"), QStringLiteral("ecdsa") };
        const SshServer server(options);
        QFile known(server.path(QStringLiteral("known_hosts")));
        QVERIFY(known.open(QFile::WriteOnly));
        known.write("[127.0.0.1]:" + QByteArray::number(server.port()) + ' '
                    + server.hostKey(QStringLiteral("ecdsa")) + '\n');
        known.close();
        opens(*tunnel(server, SshAuth::KeyFile));
        QVERIFY(m_asker->keyQuestions.isEmpty());
    }

    void onlyAnRsaHostKey_isToldToTakeOpenSsh()
    {
        if (links::libraryKnowsRsaSha2())
            QSKIP("this libssh2 takes RSA host keys with SHA-2");
        SshServer::Options options;
        options.hostKeyTypes = { QStringLiteral("rsa") };
        const SshServer server(options);
        const Streamed refused = streamTo(*tunnel(server, SshAuth::KeyFile), m_redis.port());
        QCOMPARE(refused.why.cause, Cause::SshNoCommonMethod);
        QVERIFY(refused.why.text.contains(QStringLiteral("OpenSSH")));
    }

    void noAsker_isSaid()
    {
        const SshServer server;
        links::SshTunnel way(through({ &server }), {}, nullptr, placesIn(server));
        const Streamed refused = streamTo(way, m_redis.port());
        QCOMPARE(refused.why.cause, Cause::HostKeyUnknown);
    }
};

QTEST_GUILESS_MAIN(SshSignInTest)
#include "tst_sshsignin.moc"
