// The two questions that a way through a bastion may ask.
#include "support/pictures.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include "widgets/profiles/hostkeysheet.h"
#include "widgets/profiles/promptsheet.h"
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using common::PlainLabel;
using links::HostKeyAnswer;
using links::Prompt;
using Where = profiles::SecretStore::Where;

class TestSshSheets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void enterOnHostKeySheet_doesNotAccept();
    void escapeOnHostKeySheet_cancels();
    void hostKeyButtons_giveTheirAnswerOnce();
    void hostKeySheet_tellsWhatToCompare_data();
    void hostKeySheet_tellsWhatToCompare();
    void fingerprint_isCopied();
    void otherStoredType_isWarnedOf();
    void questionOfSsh_offersNoOnce();
    void hostKeyTexts_areNoMarkupAndOneLine();
    void password_isMaskedAndGivenOnEnter();
    void passphrase_namesItsKey();
    void mfaCode_namesProfileAndDevice();
    void wrongAnswer_isSaid();
    void serverLines_areFieldsInTheirOrder();
    void emptyAnswer_isAllowedToServersOnly();
    void remember_isOfferedWherePossible();
    void question_isAnsweredWithYesOrNo();
    void enterOnQuestion_doesNotAgree();
    void closedPrompt_givesUp();
    void serverWords_areNoMarkupAndLimited();

private:
    [[nodiscard]] ui::HostKeySheet *hostKey(const QString &type = QStringLiteral("ED25519"),
                                            const QString &storedTypes = {});
    [[nodiscard]] ui::PromptSheet *prompt(const Prompt &prompt, Where where = Where::Keychain);
    void press(const char *name) const;
    [[nodiscard]] QString text(const char *name) const;
    template <typename Widget> [[nodiscard]] Widget *find(const char *name) const
    {
        return m_host->findChild<Widget *>(QLatin1String(name));
    }

    std::unique_ptr<QWidget> m_host;
    QList<HostKeyAnswer> m_hostKeyAnswers;
    QList<links::PromptAnswer> m_answers;
};

namespace {

Prompt passwordPrompt()
{
    Prompt prompt;
    prompt.address = QStringLiteral("bastion.example:22");
    prompt.user = QStringLiteral("me");
    prompt.lines = { { QStringLiteral("Password"), false } };
    return prompt;
}

Prompt interactivePrompt()
{
    Prompt prompt = passwordPrompt();
    prompt.kind = Prompt::Kind::Interactive;
    prompt.lines = { { QStringLiteral("Password: "), false },
                     { QStringLiteral("One-time code: "), true } };
    return prompt;
}

} // namespace

void TestSshSheets::initTestCase()
{
    common::Theme::instance().setMode(common::Theme::Mode::Light);
}

void TestSshSheets::init()
{
    m_host = std::make_unique<QWidget>();
    m_host->resize(900, 600);
    m_host->show();
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    m_hostKeyAnswers.clear();
    m_answers.clear();
}

void TestSshSheets::cleanup()
{
    m_host.reset();
}

ui::HostKeySheet *TestSshSheets::hostKey(const QString &type, const QString &storedTypes)
{
    auto *sheet =
        new ui::HostKeySheet({ 0, QStringLiteral("bastion.example:22"), type,
                               QStringLiteral("SHA256:") + QString(43, u'x'), storedTypes },
                             QStringLiteral("orders"), m_host.get());
    connect(sheet, &ui::HostKeySheet::answered, this,
            [this](HostKeyAnswer answer) { m_hostKeyAnswers += answer; });
    return sheet;
}

ui::PromptSheet *TestSshSheets::prompt(const Prompt &prompt, Where where)
{
    auto *sheet = new ui::PromptSheet(prompt, QStringLiteral("orders"), where, m_host.get());
    connect(sheet, &ui::PromptSheet::answered, this,
            [this](const links::PromptAnswer &answer) { m_answers += answer; });
    return sheet;
}

void TestSshSheets::press(const char *name) const
{
    auto *button = find<QPushButton>(name);
    QVERIFY2(button, name);
    QTest::mouseClick(button, Qt::LeftButton);
}

QString TestSshSheets::text(const char *name) const
{
    auto *label = find<PlainLabel>(name);
    return label ? label->text() : QString();
}

void TestSshSheets::enterOnHostKeySheet_doesNotAccept()
{
    QPointer<ui::HostKeySheet> sheet = hostKey();
    for (const char *accepting : { "acceptOnce", "acceptAndStore" }) {
        auto *button = find<QPushButton>(accepting);
        button->setFocus();
        QVERIFY(button->hasFocus());
        QTest::keyClick(button, Qt::Key_Return);
        QTest::keyClick(button, Qt::Key_Enter);
        QVERIFY(m_hostKeyAnswers.isEmpty());
    }
    delete sheet;
    // As it comes up.
    QVERIFY(hostKey());
    QVERIFY(find<QPushButton>("cancelHostKey")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(m_hostKeyAnswers, QList<HostKeyAnswer>{ HostKeyAnswer::Cancel });
}

void TestSshSheets::escapeOnHostKeySheet_cancels()
{
    QPointer<ui::HostKeySheet> sheet = hostKey();
    QTest::keyClick(sheet, Qt::Key_Escape);
    QCOMPARE(m_hostKeyAnswers, QList<HostKeyAnswer>{ HostKeyAnswer::Cancel });
    QTRY_VERIFY(!sheet);
}

void TestSshSheets::hostKeyButtons_giveTheirAnswerOnce()
{
    const QList<std::pair<const char *, HostKeyAnswer>> buttons{
        { "acceptOnce", HostKeyAnswer::Once },
        { "acceptAndStore", HostKeyAnswer::Store },
        { "cancelHostKey", HostKeyAnswer::Cancel },
    };
    for (const auto &[name, answer] : buttons) {
        m_hostKeyAnswers.clear();
        QPointer<ui::HostKeySheet> sheet = hostKey();
        press(name);
        QTRY_VERIFY(!sheet);
        QCOMPARE(m_hostKeyAnswers, QList<HostKeyAnswer>{ answer });
    }
}

void TestSshSheets::hostKeySheet_tellsWhatToCompare_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("file");
    QTest::newRow("Ed25519") << "ED25519"
                             << "ssh_host_ed25519_key.pub";
    QTest::newRow("ECDSA") << "ECDSA 256"
                           << "ssh_host_ecdsa_key.pub";
    QTest::newRow("RSA") << "RSA 3072"
                         << "ssh_host_rsa_key.pub";
}

void TestSshSheets::hostKeySheet_tellsWhatToCompare()
{
    QFETCH(QString, type);
    QFETCH(QString, file);
    QVERIFY(hostKey(type));
    QCOMPARE(text("hostKeyConnection"), QStringLiteral("orders"));
    QCOMPARE(text("hostKeyAddress"), QStringLiteral("bastion.example:22"));
    QCOMPARE(text("hostKeyType"), type);
    QCOMPARE(text("hostKeyCommand"), QStringLiteral("ssh-keygen -lf /etc/ssh/") + file);
    QVERIFY(!find<PlainLabel>("hostKeyWarning"));
}

void TestSshSheets::fingerprint_isCopied()
{
    QVERIFY(hostKey());
    auto *fingerprint = find<PlainLabel>("hostKeyFingerprint");
    QCOMPARE(fingerprint->text(), QStringLiteral("SHA256:") + QString(43, u'x'));
    QVERIFY(fingerprint->textInteractionFlags() & Qt::TextSelectableByMouse);
    // In full, or it could not be compared.
    QVERIFY(fingerprint->width()
            >= fingerprint->fontMetrics().horizontalAdvance(fingerprint->text()));
    QTest::mouseClick(find<QAbstractButton>("copyFingerprint"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), fingerprint->text());
    QTest::mouseClick(find<QAbstractButton>("copyCommand"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), text("hostKeyCommand"));
    QVERIFY(m_hostKeyAnswers.isEmpty());
}

void TestSshSheets::otherStoredType_isWarnedOf()
{
    QVERIFY(hostKey(QStringLiteral("ED25519"), QStringLiteral("RSA 3072")));
    QVERIFY(text("hostKeyWarning").contains(QStringLiteral("RSA 3072")));
}

void TestSshSheets::questionOfSsh_offersNoOnce()
{
    const links::HostKeyQuestion question{ 0,
                                           QStringLiteral("bastion.example:22"),
                                           QStringLiteral("ED25519"),
                                           QStringLiteral("SHA256:x"),
                                           {},
                                           true };
    new ui::HostKeySheet(question, QStringLiteral("orders"), m_host.get());
    QVERIFY(find<QPushButton>("acceptOnce")->isHidden());
    QVERIFY(!find<QPushButton>("acceptAndStore")->isHidden());
}

void TestSshSheets::hostKeyTexts_areNoMarkupAndOneLine()
{
    auto *sheet = new ui::HostKeySheet({ 0,
                                         QStringLiteral("<b>a</b>\nb"),
                                         QStringLiteral("<i>x"),
                                         QStringLiteral("SHA256:<u>"),
                                         {} },
                                       QStringLiteral("<h1>name</h1>"), m_host.get());
    QCOMPARE(text("hostKeyAddress"), QStringLiteral("<b>a</b>\\nb"));
    for (const auto *label : sheet->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestSshSheets::password_isMaskedAndGivenOnEnter()
{
    QPointer<ui::PromptSheet> sheet = prompt(passwordPrompt());
    QCOMPARE(text("promptWhere"), QStringLiteral("orders — me@bastion.example:22"));
    auto *field = find<QLineEdit>("promptField0");
    QVERIFY(field->hasFocus());
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(m_answers.isEmpty()); // nothing typed yet
    QTest::keyClicks(field, QStringLiteral("open sesame"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!sheet);
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(m_answers[0].given);
    QCOMPARE(m_answers[0].words, QList<base::Secret>{ base::Secret("open sesame") });
    QVERIFY(!m_answers[0].remember);
}

void TestSshSheets::passphrase_namesItsKey()
{
    Prompt asked = passwordPrompt();
    asked.kind = Prompt::Kind::KeyPassphrase;
    asked.keyFile = QStringLiteral("~/.ssh/id_ed25519");
    QPointer<ui::PromptSheet> sheet = prompt(asked);
    QVERIFY(text("promptKey").contains(asked.keyFile));
    delete sheet;
    asked.keyFile.clear();
    QVERIFY(prompt(asked));
    QVERIFY(!text("promptKey").isEmpty());
}

void TestSshSheets::mfaCode_namesProfileAndDevice()
{
    Prompt asked;
    asked.kind = Prompt::Kind::MfaCode;
    asked.hop = -1;
    asked.address = QStringLiteral("ops");
    asked.user = QStringLiteral("arn:aws:iam::123456789012:mfa/jin");
    asked.lines = { { QStringLiteral("Code:"), true } };
    QPointer<ui::PromptSheet> sheet = prompt(asked);
    QVERIFY(text("promptWhere").contains(QStringLiteral("AWS profile ops")));
    QVERIFY(text("promptDevice").contains(asked.user));
    auto *field = find<QLineEdit>("promptField0");
    QCOMPARE(field->echoMode(), QLineEdit::Normal); // it serves once
    if (const support::Pictures pictures({ QStringLiteral("profiles") }); pictures.isWanted()) {
        const QPointer<ui::PromptSheet> seen = prompt(asked);
        pictures.take(m_host.get(), "mfa");
        delete seen;
    }
    QVERIFY(!find<QCheckBox>("promptRemember"));
    QTest::keyClicks(field, QStringLiteral("123456"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!sheet);
    QCOMPARE(m_answers.value(0).words, QList<base::Secret>{ base::Secret("123456") });
}

void TestSshSheets::wrongAnswer_isSaid()
{
    Prompt asked = passwordPrompt();
    asked.again = true;
    QStringList sentences;
    for (const auto kind :
         { Prompt::Kind::Password, Prompt::Kind::KeyPassphrase, Prompt::Kind::Interactive }) {
        asked.kind = kind;
        const std::unique_ptr<ui::PromptSheet> sheet(prompt(asked));
        sentences += text("promptAgain");
    }
    QCOMPARE(sentences.removeDuplicates(), 0);
    QVERIFY(!sentences.contains(QString()));
    asked.again = false;
    QVERIFY(prompt(asked));
    QVERIFY(!find<PlainLabel>("promptAgain"));
}

void TestSshSheets::serverLines_areFieldsInTheirOrder()
{
    Prompt asked = interactivePrompt();
    asked.title = QStringLiteral("Corp SSO");
    asked.instruction = QStringLiteral("Have your token at hand.");
    QVERIFY(prompt(asked));
    QCOMPARE(text("promptWords"), QStringLiteral("Corp SSO\nHave your token at hand."));
    auto *first = find<QLineEdit>("promptField0");
    auto *second = find<QLineEdit>("promptField1");
    QCOMPARE(first->echoMode(), QLineEdit::Password);
    QCOMPARE(second->echoMode(), QLineEdit::Normal);
    QCOMPARE(second->accessibleName(), QStringLiteral("One-time code:"));
    QTest::keyClicks(first, QStringLiteral("p"));
    QTest::keyClick(first, Qt::Key_Return);
    QVERIFY(second->hasFocus());
    QTest::keyClicks(second, QStringLiteral("123456"));
    QTest::keyClick(second, Qt::Key_Return);
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers[0].words,
             (QList<base::Secret>{ base::Secret("p"), base::Secret("123456") }));
}

void TestSshSheets::emptyAnswer_isAllowedToServersOnly()
{
    QPointer<ui::PromptSheet> sheet = prompt(passwordPrompt());
    QVERIFY(!find<QPushButton>("enterPrompt")->isEnabled());
    delete sheet;
    QVERIFY(prompt(interactivePrompt()));
    press("enterPrompt"); // "or just press Enter"
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(m_answers[0].given);
    QCOMPARE(m_answers[0].words.size(), 2);
}

void TestSshSheets::remember_isOfferedWherePossible()
{
    Prompt asked = passwordPrompt();
    std::unique_ptr<ui::PromptSheet> without(prompt(asked));
    QVERIFY(!find<QCheckBox>("promptRemember"));
    without.reset();
    asked.mayRemember = true;
    QStringList places;
    for (const auto where : { Where::Keychain, Where::Vault, Where::Undecided, Where::ThisRun }) {
        const std::unique_ptr<ui::PromptSheet> sheet(prompt(asked, where));
        auto *box = find<QCheckBox>("promptRemember");
        QVERIFY(box && !box->isChecked());
        places += box->text();
    }
    QCOMPARE(places.first(), QStringLiteral("Remember in the system keychain"));
    QCOMPARE(places.removeDuplicates(), 0);
    QVERIFY(prompt(asked));
    find<QCheckBox>("promptRemember")->setChecked(true);
    QTest::keyClicks(find<QLineEdit>("promptField0"), QStringLiteral("p"));
    m_answers.clear();
    press("enterPrompt");
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(m_answers[0].remember);
}

void TestSshSheets::question_isAnsweredWithYesOrNo()
{
    Prompt asked;
    asked.kind = Prompt::Kind::Confirm;
    asked.lines = { { QStringLiteral("Allow use of the key?"), true } };
    for (const auto &[button, word] : QList<std::pair<const char *, QByteArray>>{
             { "promptYes", "yes" }, { "promptNo", "no" } }) {
        m_answers.clear();
        QPointer<ui::PromptSheet> sheet = prompt(asked);
        QCOMPARE(text("promptWords"), asked.lines[0].text);
        QVERIFY(!find<QLineEdit>("promptField0"));
        press(button);
        QTRY_VERIFY(!sheet);
        QCOMPARE(m_answers.size(), 1);
        QVERIFY(m_answers[0].given);
        QCOMPARE(m_answers[0].words, QList<base::Secret>{ base::Secret(word) });
    }
}

void TestSshSheets::enterOnQuestion_doesNotAgree()
{
    Prompt asked;
    asked.kind = Prompt::Kind::Confirm;
    asked.lines = { { QStringLiteral("Go on?"), true } };
    QVERIFY(prompt(asked));
    auto *yes = find<QPushButton>("promptYes");
    yes->setFocus();
    QTest::keyClick(yes, Qt::Key_Return);
    QVERIFY(m_answers.isEmpty());
    auto *no = find<QPushButton>("promptNo");
    no->setFocus();
    QTest::keyClick(no, Qt::Key_Return);
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers[0].words, QList<base::Secret>{ base::Secret("no") });
}

void TestSshSheets::closedPrompt_givesUp()
{
    QPointer<ui::PromptSheet> sheet = prompt(passwordPrompt());
    QTest::keyClicks(find<QLineEdit>("promptField0"), QStringLiteral("half"));
    QTest::keyClick(sheet, Qt::Key_Escape);
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(!m_answers[0].given);
    QVERIFY(m_answers[0].words.isEmpty());
    QTRY_VERIFY(!sheet);
}

void TestSshSheets::serverWords_areNoMarkupAndLimited()
{
    Prompt asked = interactivePrompt();
    asked.title = QStringLiteral("<img src=x>\x1b[31m\u202e");
    asked.instruction = QStringLiteral("one\r\n").repeated(500);
    asked.lines = { { QStringLiteral("<b>Code</b>").repeated(200), false } };
    auto *sheet = prompt(asked);
    for (const auto *label : sheet->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    const QString words = text("promptWords");
    QVERIFY(words.startsWith(QStringLiteral("<img src=x>\\x1b[31m")));
    QVERIFY(words.count(u'\n') < 20);
    QVERIFY(!words.contains(QChar(0x202e)));
    QVERIFY(find<QLineEdit>("promptField0")->accessibleName().size() < 400);
    QVERIFY(m_host->rect().contains(
        find<QPushButton>("enterPrompt")
            ->mapTo(m_host.get(), find<QPushButton>("enterPrompt")->rect().bottomRight())));
}

QTEST_MAIN(TestSshSheets)
#include "tst_sshsheets.moc"
