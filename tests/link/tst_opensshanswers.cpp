// What ssh asks, without an ssh: which host gets a stored word, and which word counts as right.
#include "link/ssh/opensshanswers.h"
#include "link/ssh/socketpair.h"
#include "link/sshfixture.h"
#include <unistd.h>

using links::Prompt;

namespace {

profiles::SshHop hopTo(const char *host, quint16 port = 22)
{
    profiles::SshHop hop;
    hop.host = QLatin1String(host);
    hop.port = port;
    hop.user = QStringLiteral("me");
    hop.auth = profiles::SshAuth::Password;
    return hop;
}

profiles::SshHop hopWithKey(const char *host, const QString &file)
{
    profiles::SshHop hop = hopTo(host);
    hop.auth = profiles::SshAuth::KeyFile;
    hop.keyFile = file;
    return hop;
}

const QByteArray askKey = "Enter passphrase for key '/keys/id': ";

} // namespace

class OpenSshAnswersTest final : public QObject {
    Q_OBJECT

    std::shared_ptr<links::OpenSshKnown> m_known;
    std::shared_ptr<ListAsker> m_asker;
    std::unique_ptr<links::OpenSshAnswers> m_answers;

    /// The next `ssh` of the same tunnel.
    void startAnew()
    {
        m_answers = std::make_unique<links::OpenSshAnswers>(m_known, m_asker, nullptr);
    }

    /// The word that ssh gets; empty when it gets none.
    QByteArray askedFor(const QByteArray &text)
    {
        const auto [ours, theirs] = links::connectedPair();
        auto *socket = new QLocalSocket;
        if (!socket->setSocketDescriptor(ours))
            return "no socket";
        QObject owner;
        QSignalSpy gaveUp(m_answers.get(), &links::OpenSshAnswers::gaveUp);
        m_answers->hear(new links::AskpassCall(text, {}, socket, &owner));
        QByteArray frame(256, '\0');
        qsizetype size = -1;
        (void)QTest::qWaitFor([&, end = theirs] {
            size = ::read(end, frame.data(), size_t(frame.size()));
            return size > 0 || !gaveUp.isEmpty();
        });
        ::close(theirs);
        return size > 5 ? frame.first(size).sliced(5) : QByteArray();
    }

private Q_SLOTS:
    void init();
    void storedPassword_goesToItsHopAlone();
    void nameInOtherLetters_isTheSameHop();
    void hostOfTheConfiguration_isAskedFor();
    void alias_isAskedFor();
    void sameWordsFromTwoPorts_areAskedForEach();
    void sameWordsOfAnAlias_doNotServeAgain();
    void keyOfAnotherFolder_isAskedFor();
    void keyOfTwoHops_isOpenedByEithersPassphrase();
    void wordsOnALineOfTheirOwn_areNoQuestionOfSsh();
    void refusedPassword_isNotProved();
    void lastTry_isProvedByItsMethod();
    void lastPassphrase_isNotProved();
    void rightPassphrase_isProved();
};

void OpenSshAnswersTest::init()
{
    m_known = std::make_shared<links::OpenSshKnown>();
    m_known->hops = { hopTo("outer"), hopTo("inner") };
    m_known->bastion = QStringLiteral("inner:22");
    m_known->stored.at(0).password = base::Secret("of outer");
    m_known->stored.at(1).password = base::Secret("of inner");
    m_asker = std::make_shared<ListAsker>();
    startAnew();
}

void OpenSshAnswersTest::storedPassword_goesToItsHopAlone()
{
    QCOMPARE(askedFor("me@outer's password: "), "of outer");
    QCOMPARE(askedFor("(me@inner) Password: "), "of inner");
    QVERIFY(m_asker->prompts.isEmpty());
}

void OpenSshAnswersTest::nameInOtherLetters_isTheSameHop()
{
    m_known->hops[1].host = QStringLiteral("Inner"); // ssh makes the letters small
    QCOMPARE(askedFor("me@inner's password: "), "of inner");
}

void OpenSshAnswersTest::hostOfTheConfiguration_isAskedFor()
{
    for (const char *text : { "me@elsewhere's password: ", "other@inner's password: " }) {
        m_asker->prompts.clear();
        m_asker->answer({ "typed" }, true);
        QCOMPARE(askedFor(text), "typed");
        QCOMPARE(m_asker->prompts.size(), 1);
        QCOMPARE(m_asker->prompts[0].hop, -1);
        QVERIFY(!m_asker->prompts[0].mayRemember);
        QVERIFY(!m_asker->prompts[0].again);
    }
    QCOMPARE(m_asker->prompts[0].address, QStringLiteral("inner"));
    m_answers->signedIn({});
    QVERIFY(m_asker->provedPrompts.isEmpty());
    startAnew(); // for as long as the tunnel lives, it serves
    QCOMPARE(askedFor("me@elsewhere's password: "), "typed");
}

void OpenSshAnswersTest::alias_isAskedFor()
{
    m_known->hops.clear();
    m_asker->answer({ "typed" }, true);
    QCOMPARE(askedFor("me@outer's password: "), "typed");
    QCOMPARE(m_asker->prompts.size(), 1);
    QVERIFY(!m_asker->prompts[0].mayRemember);
    m_answers->signedIn({});
    QVERIFY(m_asker->provedPrompts.isEmpty());
    QVERIFY(!m_answers->neededThePerson());
}

void OpenSshAnswersTest::sameWordsFromTwoPorts_areAskedForEach()
{
    m_known->hops = { hopTo("here", 2201), hopTo("here", 2202) };
    m_asker->answer({ "first" }, true);
    m_asker->answer({ "second" }, true);
    QCOMPARE(askedFor("me@here's password: "), "first");
    QCOMPARE(askedFor("me@here's password: "), "second");
    QCOMPARE(m_asker->prompts.size(), 2);
    QVERIFY(!m_asker->prompts[1].again);
    QVERIFY(!m_asker->prompts[1].mayRemember);
    m_answers->signedIn({});
    QVERIFY(m_asker->provedPrompts.isEmpty());
    QVERIFY(m_answers->neededThePerson());
    startAnew();
    QCOMPARE(askedFor("me@here's password: "), QByteArray());
}

void OpenSshAnswersTest::sameWordsOfAnAlias_doNotServeAgain()
{
    m_known->hops.clear();
    m_asker->answer({ "first" });
    m_asker->answer({ "second" });
    QCOMPARE(askedFor("me@here's password: "), "first");
    QCOMPARE(askedFor("me@here's password: "), "second");
    m_answers->signedIn({});
    QVERIFY(m_answers->neededThePerson());
    startAnew();
    QCOMPARE(askedFor("me@here's password: "), QByteArray());
}

void OpenSshAnswersTest::keyOfAnotherFolder_isAskedFor()
{
    m_known->hops = { hopWithKey("outer", QStringLiteral("/keys/other/id")) };
    m_known->stored.at(0).keyPassphrase = base::Secret("phrase");
    m_asker->answer({ "typed" });
    QCOMPARE(askedFor(askKey), "typed");
    QVERIFY(!m_asker->prompts[0].mayRemember);
    const QString deep = QLatin1Char('/') + QString(120, QLatin1Char('k'));
    m_known->hops[0].keyFile = deep;
    QCOMPARE(askedFor("Enter passphrase for key '" + deep.toUtf8().first(100) + "': "), "phrase");
}

void OpenSshAnswersTest::keyOfTwoHops_isOpenedByEithersPassphrase()
{
    const QString file = QStringLiteral("/keys/id");
    m_known->hops = { hopWithKey("outer", file), hopWithKey("inner", file) };
    m_known->stored.at(1).keyPassphrase = base::Secret("phrase");
    QCOMPARE(askedFor(askKey), "phrase");
}

void OpenSshAnswersTest::wordsOnALineOfTheirOwn_areNoQuestionOfSsh()
{
    m_asker->answer({ "typed" });
    QCOMPARE(askedFor("(me@outer) Hello\nme@inner's password: "), "typed");
    QCOMPARE(m_asker->prompts[0].kind, Prompt::Kind::Interactive);
}

void OpenSshAnswersTest::refusedPassword_isNotProved()
{
    m_known->stored = {};
    m_asker->answer({ "wrong" }, true);
    m_asker->answer({ "right" }, false);
    QCOMPARE(askedFor("me@outer's password: "), "wrong");
    QCOMPARE(askedFor("me@outer's password: "), "right");
    QVERIFY(m_asker->prompts[1].again);
    m_answers->signedIn({});
    QVERIFY(m_asker->provedPrompts.isEmpty());
    startAnew();
    QCOMPARE(askedFor("me@outer's password: "), "right");
}

void OpenSshAnswersTest::lastTry_isProvedByItsMethod()
{
    m_known->stored = {};
    for (int i = 0; i < links::openSshTries; ++i) {
        m_asker->answer({ "wrong" }, true);
        QCOMPARE(askedFor("(me@outer) Password: "), "wrong");
    }
    for (int i = 0; i < links::openSshTries; ++i) {
        m_asker->answer({ "right" }, true);
        QCOMPARE(askedFor("me@outer's password: "), "right");
    }
    m_answers->signedIn({ { QStringLiteral("outer"), QStringLiteral("password") } });
    QCOMPARE(m_asker->provedPrompts.size(), 1);
    QCOMPARE(m_known->proved.size(), 1);
    QCOMPARE(*m_known->proved.cbegin(), base::Secret("right"));
    QVERIFY(m_answers->neededThePerson());
}

void OpenSshAnswersTest::lastPassphrase_isNotProved()
{
    m_known->hops = { hopWithKey("outer", QStringLiteral("/keys/id")) };
    m_known->stored = {};
    for (int i = 0; i < links::openSshTries; ++i) {
        m_asker->answer({ "wrong" }, true);
        QCOMPARE(askedFor(askKey), "wrong");
    }
    m_asker->answer({ "open sesame" }, true);
    QCOMPARE(askedFor("(me@outer) Password: "), "open sesame");
    m_answers->signedIn({ { QStringLiteral("outer"), QStringLiteral("keyboard-interactive") } });
    QCOMPARE(m_asker->provedPrompts.size(), 1);
    QCOMPARE(m_asker->provedPrompts[0].kind, Prompt::Kind::Password);
    QVERIFY(m_answers->neededThePerson());
}

void OpenSshAnswersTest::rightPassphrase_isProved()
{
    m_known->hops = { hopWithKey("outer", QStringLiteral("/keys/id")) };
    m_asker->answer({ "wrong" }, true);
    m_asker->answer({ "right" }, true);
    QCOMPARE(askedFor(askKey), "wrong");
    QCOMPARE(askedFor(askKey), "right");
    m_answers->signedIn({});
    QCOMPARE(m_asker->provedPrompts.size(), 1);
    QVERIFY(!m_answers->neededThePerson());
    startAnew();
    QCOMPARE(askedFor(askKey), "right");
}

QTEST_GUILESS_MAIN(OpenSshAnswersTest)
#include "tst_opensshanswers.moc"
