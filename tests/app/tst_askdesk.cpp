// Questions come from the network thread, as they do in the program.
#include "app/askdesk.h"
#include "base/whendone.h"
#include "profiles/sshsecrets.h"
#include "support/wait.h"
#include "widgets/profiles/hostkeysheet.h"
#include "widgets/profiles/promptsheet.h"
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using links::HostKeyAnswer;
using links::Prompt;
using links::PromptAnswer;
using profiles::SecretSlot;

namespace {

/// Calls from a thread of its own and waits for the call, not for the answer.
template <typename Work> auto elsewhere(Work work)
{
    decltype(work()) result;
    std::thread([&] { result = work(); }).join();
    return result;
}

/// A store that can be made to fail.
class Backend final : public profiles::SecretBackend {
public:
    struct State {
        profiles::MemorySecrets secrets;
        bool fails = false;
        int writes = 0;
    };
    explicit Backend(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }
    QFuture<base::Result<>> probe() override { return m_state->secrets.probe(); }
    QFuture<base::Result<base::Secret>> read(const QUuid &profile, SecretSlot slot) override
    {
        return m_state->secrets.read(profile, slot);
    }
    QFuture<base::Result<>> write(const QUuid &profile, SecretSlot slot,
                                  const base::Secret &secret) override
    {
        ++m_state->writes;
        if (m_state->fails)
            return base::ready(base::Result<>(
                base::fail(base::Error::Kind::Storage, QStringLiteral("The disk is full."))));
        return m_state->secrets.write(profile, slot, secret);
    }
    QFuture<base::Result<>> remove(const QUuid &profile, SecretSlot slot) override
    {
        return m_state->secrets.remove(profile, slot);
    }

private:
    std::shared_ptr<State> m_state;
};

Prompt passwordOf(int hop)
{
    Prompt prompt;
    prompt.hop = hop;
    prompt.address =
        hop == 0 ? QStringLiteral("bastion.example:22") : QStringLiteral("inner.example:22");
    prompt.user = QStringLiteral("me");
    prompt.lines = { { QStringLiteral("Password"), false } };
    prompt.mayRemember = true;
    return prompt;
}

} // namespace

class TestAskDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void hostKeyQuestion_isAnsweredFromItsSheet();
    void promptQuestion_isAnsweredFromItsSheet();
    void questions_areShownOneAtATime();
    void cancelledQuestion_closesItsSheet();
    void cancelledWhileWaiting_isNeverShown();
    void ownerGone_givesUpItsQuestionsAlone();
    void windowGone_givesUpEverything();
    void deskGone_givesUpEverything();
    void remembered_isKeptOnlyOnceProved();
    void remembered_joinsWhatIsStored();
    void twoProvedAtOnce_areBothKept();
    void notToBeRemembered_isNotKept();
    void unsavedConnection_offersNoRemembering();
    void changedHop_offersNoRemembering();
    void anotherHostsWords_areNotRemembered_data();
    void anotherHostsWords_areNotRemembered();
    void keepingFails_isTold();

private:
    [[nodiscard]] QFuture<HostKeyAnswer> askHostKey(const std::shared_ptr<links::Asker> &asker);
    [[nodiscard]] QFuture<PromptAnswer> askPrompt(const std::shared_ptr<links::Asker> &asker,
                                                  const Prompt &prompt);
    template <typename Sheet> [[nodiscard]] QList<Sheet *> sheets() const
    {
        QList<Sheet *> shown;
        for (Sheet *sheet : m_window->findChildren<Sheet *>()) {
            if (sheet->isVisible())
                shown += sheet;
        }
        return shown;
    }
    void enter(const QString &password, bool remember);
    [[nodiscard]] profiles::SshSecrets stored();

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<profiles::ProfileStore> m_profiles;
    std::shared_ptr<Backend::State> m_state;
    std::unique_ptr<profiles::SecretStore> m_secrets;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<app::AskDesk> m_desk;
    std::unique_ptr<QObject> m_owner;
    profiles::Profile m_profile;
    std::shared_ptr<links::Asker> m_asker;
};

void TestAskDesk::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_profiles = std::make_unique<profiles::ProfileStore>(
        m_directory->filePath(QStringLiteral("profiles.json")));
    m_profiles->load();
    QTRY_VERIFY(m_profiles->isLoaded());
    m_state = std::make_shared<Backend::State>();
    m_secrets =
        std::make_unique<profiles::SecretStore>(std::make_unique<Backend>(m_state), nullptr);
    m_secrets->open();
    QTRY_COMPARE(m_secrets->where(), profiles::SecretStore::Where::Keychain);
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_window->show();
    m_desk = std::make_unique<app::AskDesk>(*m_profiles, *m_secrets, m_window.get());
    m_owner = std::make_unique<QObject>();
    m_profile = {};
    m_profile.name = QStringLiteral("orders");
    m_profile.tunnel.kind = profiles::TunnelKind::Ssh;
    m_profile.tunnel.hops = { { QStringLiteral("bastion.example"), 22, QStringLiteral("me"), {} },
                              { QStringLiteral("inner.example"), 22, QStringLiteral("me"), {} } };
    m_profile.id = m_profiles->add(m_profile);
    m_asker = m_desk->asker(m_profile, m_owner.get());
    m_state->writes = 0; // the canary's
}

void TestAskDesk::cleanup()
{
    m_asker.reset();
    m_owner.reset();
    m_desk.reset();
    m_window.reset();
    m_secrets.reset();
    m_profiles.reset();
}

QFuture<HostKeyAnswer> TestAskDesk::askHostKey(const std::shared_ptr<links::Asker> &asker)
{
    return elsewhere([&] {
        return asker->hostKey({ 0,
                                QStringLiteral("bastion.example:22"),
                                QStringLiteral("ED25519"),
                                QStringLiteral("SHA256:x"),
                                {} });
    });
}

QFuture<PromptAnswer> TestAskDesk::askPrompt(const std::shared_ptr<links::Asker> &asker,
                                             const Prompt &prompt)
{
    return elsewhere([&] { return asker->prompt(prompt); });
}

void TestAskDesk::enter(const QString &password, bool remember)
{
    QTRY_COMPARE(sheets<ui::PromptSheet>().size(), 1);
    auto *sheet = sheets<ui::PromptSheet>().first();
    if (auto *box = sheet->findChild<QCheckBox *>(QStringLiteral("promptRemember")))
        box->setChecked(remember);
    QTest::keyClicks(sheet->findChild<QLineEdit *>(QStringLiteral("promptField0")), password);
    QTest::mouseClick(sheet->findChild<QPushButton *>(QStringLiteral("enterPrompt")),
                      Qt::LeftButton);
}

profiles::SshSecrets TestAskDesk::stored()
{
    const auto sealed = support::await(m_state->secrets.read(m_profile.id, SecretSlot::Ssh));
    return sealed ? profiles::SshSecrets::opened(*sealed).value() : profiles::SshSecrets{};
}

void TestAskDesk::hostKeyQuestion_isAnsweredFromItsSheet()
{
    const auto answer = askHostKey(m_asker);
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    QVERIFY(!answer.isFinished());
    QTest::mouseClick(sheets<ui::HostKeySheet>().first()->findChild<QPushButton *>(
                          QStringLiteral("acceptAndStore")),
                      Qt::LeftButton);
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result(), HostKeyAnswer::Store);
    QTRY_VERIFY(sheets<ui::HostKeySheet>().isEmpty());
}

void TestAskDesk::promptQuestion_isAnsweredFromItsSheet()
{
    const auto answer = askPrompt(m_asker, passwordOf(0));
    enter(QStringLiteral("open sesame"), false);
    QVERIFY(answer.isFinished());
    QVERIFY(answer.result().given);
    QCOMPARE(answer.result().words, QList<base::Secret>{ base::Secret("open sesame") });
}

void TestAskDesk::questions_areShownOneAtATime()
{
    const auto other = m_desk->asker(m_profile, m_owner.get());
    const auto first = askHostKey(m_asker);
    const auto second = askPrompt(other, passwordOf(0));
    const auto third = askHostKey(other);
    QTRY_COMPARE(sheets<common::Sheet>().size(), 1);
    support::settle();
    QCOMPARE(sheets<common::Sheet>().size(), 1);
    QCOMPARE(sheets<ui::HostKeySheet>().size(), 1);
    sheets<common::Sheet>().first()->close();
    QVERIFY(first.isFinished());
    QCOMPARE(first.result(), HostKeyAnswer::Cancel);
    QTRY_COMPARE(sheets<ui::PromptSheet>().size(), 1);
    QCOMPARE(sheets<common::Sheet>().size(), 1);
    QVERIFY(!second.isFinished());
    sheets<common::Sheet>().first()->close();
    QVERIFY(!second.result().given);
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    QVERIFY(!third.isFinished());
}

void TestAskDesk::cancelledQuestion_closesItsSheet()
{
    auto answer = askHostKey(m_asker);
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    const auto next = askHostKey(m_asker);
    const QPointer<ui::HostKeySheet> sheet = sheets<ui::HostKeySheet>().first();
    elsewhere([&] {
        answer.cancel();
        return 0;
    });
    QTRY_VERIFY(!sheet);
    // The next one has its turn.
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    QVERIFY(!next.isFinished());
}

void TestAskDesk::cancelledWhileWaiting_isNeverShown()
{
    const auto first = askHostKey(m_asker);
    auto second = askPrompt(m_asker, passwordOf(0));
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    second.cancel();
    sheets<common::Sheet>().first()->close();
    support::settle();
    QVERIFY(sheets<common::Sheet>().isEmpty());
}

void TestAskDesk::ownerGone_givesUpItsQuestionsAlone()
{
    QObject staying;
    const auto other = m_desk->asker(m_profile, &staying);
    const auto shown = askHostKey(m_asker);
    const auto others = askHostKey(other);
    const auto waiting = askPrompt(m_asker, passwordOf(0));
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    m_owner.reset();
    QVERIFY(shown.isFinished());
    QCOMPARE(shown.result(), HostKeyAnswer::Cancel);
    QVERIFY(waiting.isFinished());
    QVERIFY(!waiting.result().given);
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    QVERIFY(!others.isFinished());
    // What it asks now, from a thread that has not heard of it, comes to nothing.
    const auto late = askHostKey(m_asker);
    QTRY_VERIFY(late.isFinished());
    QVERIFY(!others.isFinished());
}

void TestAskDesk::windowGone_givesUpEverything()
{
    const auto shown = askHostKey(m_asker);
    const auto waiting = askPrompt(m_asker, passwordOf(0));
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    m_window.reset();
    QTRY_VERIFY(shown.isFinished() && waiting.isFinished());
    QCOMPARE(shown.result(), HostKeyAnswer::Cancel);
    QVERIFY(!waiting.result().given);
    const auto late = askHostKey(m_asker);
    QTRY_VERIFY(late.isFinished());
    QCOMPARE(late.result(), HostKeyAnswer::Cancel);
}

void TestAskDesk::deskGone_givesUpEverything()
{
    const auto shown = askHostKey(m_asker);
    const auto waiting = askHostKey(m_asker);
    QTRY_COMPARE(sheets<ui::HostKeySheet>().size(), 1);
    m_desk.reset();
    QVERIFY(sheets<ui::HostKeySheet>().isEmpty());
    QVERIFY(shown.isFinished() && waiting.isFinished());
    const auto late = askHostKey(m_asker);
    QVERIFY(late.isFinished());
    QCOMPARE(late.resultCount(), 0);
}

void TestAskDesk::remembered_isKeptOnlyOnceProved()
{
    const auto answer = askPrompt(m_asker, passwordOf(1));
    enter(QStringLiteral("open sesame"), true);
    QVERIFY(answer.isFinished());
    support::settle();
    QCOMPARE(m_state->writes, 0);
    QVERIFY(!m_profiles->find(m_profile.id)->tunnel.secretsStored);

    elsewhere([&] {
        m_asker->proved(passwordOf(1), answer.result());
        return 0;
    });
    QTRY_VERIFY(m_profiles->find(m_profile.id)->tunnel.secretsStored);
    QCOMPARE(stored().of(1).password, base::Secret("open sesame"));
    QVERIFY(stored().of(0).isEmpty());
    QTRY_VERIFY(m_profiles->isSaved());
}

void TestAskDesk::remembered_joinsWhatIsStored()
{
    profiles::SshSecrets before;
    before.at(0).password = base::Secret("first");
    before.at(1).privateKey = base::Secret("key");
    QVERIFY(support::await(m_state->secrets.write(m_profile.id, SecretSlot::Ssh, before.sealed())));
    Prompt asked = passwordOf(1);
    asked.kind = Prompt::Kind::KeyPassphrase;
    m_asker->proved(asked, { true, { base::Secret("phrase") }, true });
    QTRY_COMPARE(stored().of(1).keyPassphrase, base::Secret("phrase"));
    before.at(1).keyPassphrase = base::Secret("phrase");
    before.bindTo(m_profile.tunnel); // from now on it is said whose they are
    QCOMPARE(stored(), before);
}

void TestAskDesk::twoProvedAtOnce_areBothKept()
{
    m_asker->proved(passwordOf(0), { true, { base::Secret("a") }, true });
    m_asker->proved(passwordOf(1), { true, { base::Secret("b") }, true });
    QTRY_COMPARE(m_state->writes, 2);
    QTRY_COMPARE(stored().of(1).password, base::Secret("b"));
    QCOMPARE(stored().of(0).password, base::Secret("a"));
}

void TestAskDesk::notToBeRemembered_isNotKept()
{
    m_asker->proved(passwordOf(0), { true, { base::Secret("a") }, false });
    support::settle();
    QCOMPARE(m_state->writes, 0);
}

void TestAskDesk::unsavedConnection_offersNoRemembering()
{
    profiles::Profile unsaved = m_profile;
    unsaved.id = QUuid::createUuid();
    const auto asker = m_desk->asker(unsaved, m_owner.get());
    const auto answer = askPrompt(asker, passwordOf(0));
    QTRY_COMPARE(sheets<ui::PromptSheet>().size(), 1);
    QVERIFY(!m_window->findChild<QCheckBox *>(QStringLiteral("promptRemember")));
    asker->proved(passwordOf(0), { true, { base::Secret("a") }, true });
    support::settle();
    QCOMPARE(m_state->writes, 0);
}

void TestAskDesk::changedHop_offersNoRemembering()
{
    profiles::Profile changed = m_profile;
    changed.tunnel.hops[0].host = QStringLiteral("elsewhere.example");
    const auto asker = m_desk->asker(changed, m_owner.get());
    const auto answer = askPrompt(asker, passwordOf(0));
    QTRY_COMPARE(sheets<ui::PromptSheet>().size(), 1);
    QVERIFY(!m_window->findChild<QCheckBox *>(QStringLiteral("promptRemember")));
    asker->proved(passwordOf(0), { true, { base::Secret("a") }, true });
    support::settle();
    QCOMPARE(m_state->writes, 0);
}

void TestAskDesk::anotherHostsWords_areNotRemembered_data()
{
    QTest::addColumn<int>("hop");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("alias");
    const QString bastion = QStringLiteral("bastion.example:22");
    const QString me = QStringLiteral("me");
    QTest::newRow("host") << 0 << QStringLiteral("other.example:22") << me << QString();
    QTest::newRow("port") << 0 << QStringLiteral("bastion.example:23") << me << QString();
    QTest::newRow("user") << 0 << bastion << QStringLiteral("root") << QString();
    QTest::newRow("hop not known") << -1 << bastion << me << QString();
    QTest::newRow("another hop") << 1 << bastion << me << QString();
    QTest::newRow("alias") << 0 << bastion << me << QStringLiteral("jump");
}

void TestAskDesk::anotherHostsWords_areNotRemembered()
{
    QFETCH(QString, alias);
    profiles::Profile profile = m_profile;
    profile.tunnel.alias = alias;
    if (!alias.isEmpty())
        profile.tunnel.backend = profiles::SshBackend::OpenSsh;
    m_profiles->update(profile);
    const auto asker = m_desk->asker(profile, m_owner.get());
    QFETCH(int, hop);
    Prompt asked = passwordOf(hop);
    QFETCH(QString, address);
    asked.address = address;
    QFETCH(QString, user);
    asked.user = user;
    const auto answer = askPrompt(asker, asked);
    QTRY_COMPARE(sheets<ui::PromptSheet>().size(), 1);
    QVERIFY(!m_window->findChild<QCheckBox *>(QStringLiteral("promptRemember")));
    asker->proved(asked, { true, { base::Secret("a") }, true });
    support::settle();
    QCOMPARE(m_state->writes, 0);
}

void TestAskDesk::keepingFails_isTold()
{
    m_state->fails = true;
    QSignalSpy told(m_desk.get(), &app::AskDesk::problem);
    m_asker->proved(passwordOf(0), { true, { base::Secret("a") }, true });
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told[0][0].value<base::Error>().text, QStringLiteral("The disk is full."));
    QVERIFY(!m_profiles->find(m_profile.id)->tunnel.secretsStored);
    // It does not stop what follows.
    m_state->fails = false;
    m_asker->proved(passwordOf(0), { true, { base::Secret("b") }, true });
    QTRY_COMPARE(stored().of(0).password, base::Secret("b"));
}

QTEST_MAIN(TestAskDesk)
#include "tst_askdesk.moc"
