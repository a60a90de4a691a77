// The passwords and codes of an SshSignIn.
#include "link/ssh/sshconversation.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshkeysupply.h"
#include "link/ssh/sshsignin.h"
#include <QCoreApplication>
#include <libssh2.h>

namespace links {

namespace {

bool holdsAny(const QString &text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [&](const char *word) {
        return text.contains(QString::fromUtf8(word), Qt::CaseInsensitive);
    });
}

/// What the server asks can be answered with the same word next time. In doubt it cannot: a wrong
/// guess here would try a used code again, and lock somebody out.
bool isReusable(const Prompt::Line &line)
{
    return !line.echo && holdsAny(line.text, { "password", "passphrase", "암호", "비밀번호" })
        && !holdsAny(line.text,
                     { "one-time", "one time", "otp", "code", "token", "verification", "new",
                       "일회용", "인증" });
}

} // namespace

void SshSignIn::password()
{
    const bool isFirst = m_passwordTries++ == 0;
    addTried(QStringLiteral("password"));
    const base::Secret &known =
        m_plan.memory->password.isEmpty() ? m_plan.secrets.password : m_plan.memory->password;
    if (isFirst && m_talks == 0 && !known.isEmpty()) {
        tryPassword(known);
        return;
    }
    Prompt prompt;
    prompt.kind = Prompt::Kind::Password;
    prompt.lines = { { QCoreApplication::translate("link", "Password"), false } };
    prompt.again = !isFirst;
    prompt.mayRemember = true;
    ask(prompt,
        [this, prompt](const PromptAnswer &answer) { tryPassword(answer.words.constFirst()); });
}

void SshSignIn::tryPassword(const base::Secret &word)
{
    m_word = word;
    await(&SshSignIn::passwordStep);
}

int SshSignIn::passwordStep()
{
    QByteArray word = m_word.reveal();
    const int code = libssh2_userauth_password_ex(m_session.handle(), m_user.constData(),
                                                  unsigned(m_user.size()), word.constData(),
                                                  unsigned(word.size()), nullptr);
    base::wipe(word);
    if (code == 0)
        m_plan.memory->password = m_word;
    else if (code != LIBSSH2_ERROR_EAGAIN && m_word == m_plan.memory->password)
        m_plan.memory->password = base::Secret();
    return code;
}

void SshSignIn::converse()
{
    ++m_talks;
    m_rounds = 0;
    addTried(QStringLiteral("keyboard-interactive"));
    m_session.memory().expectSignInAnswer();
    m_session.lend();
    m_limit.start();
    m_conversation = std::make_unique<SshConversation>(m_session.handle(), m_session.socket(),
                                                       m_session.memory(), m_user);
    connect(m_conversation.get(), &SshConversation::asked, this, &SshSignIn::conversationAsked);
    connect(m_conversation.get(), &SshConversation::ended, this, &SshSignIn::conversationEnded);
    m_conversation->start();
}

void SshSignIn::conversationAsked(const Prompt &asked)
{
    ++m_rounds;
    m_limit.start();
    if (const auto words = knownWords(asked)) {
        keepWords(asked, *words);
        m_conversation->answer(*words);
        return;
    }
    Prompt prompt = asked;
    prompt.again = m_talks > 1 && m_rounds == 1;
    prompt.mayRemember = std::all_of(prompt.lines.begin(), prompt.lines.end(), isReusable)
        && prompt.lines.size() == 1;
    ask(prompt, [this, prompt](const PromptAnswer &answer) {
        m_limit.start();
        keepWords(prompt, answer.words);
        m_conversation->answer(answer.words);
    });
}

/// In the first try what was typed before, or the stored password, answers what it answered then.
std::optional<QList<base::Secret>> SshSignIn::knownWords(const Prompt &prompt) const
{
    if (m_talks > 1 || m_passwordTries > 0)
        return std::nullopt;
    QList<base::Secret> words;
    for (const Prompt::Line &line : prompt.lines) {
        if (!isReusable(line))
            return std::nullopt;
        base::Secret word = m_plan.memory->answers.value(line.text);
        if (word.isEmpty() && m_rounds == 1)
            word = m_plan.secrets.password;
        if (word.isEmpty())
            return std::nullopt;
        words += word;
    }
    return words;
}

void SshSignIn::keepWords(const Prompt &prompt, const QList<base::Secret> &words)
{
    for (qsizetype i = 0; i < prompt.lines.size(); ++i) {
        if (isReusable(prompt.lines[i]))
            m_plan.memory->answers.insert(prompt.lines[i].text, words[i]);
        else
            m_oneTime = true;
    }
}

void SshSignIn::conversationEnded(int code)
{
    // Without a single question there is nothing to try again.
    if (m_rounds == 0)
        m_talks = wordTries;
    m_conversation.release()->deleteLater(); // this runs inside its signal
    m_session.takeBack();
    if (code != 0)
        m_plan.memory->answers.clear();
    settle(code);
}

void SshSignIn::ask(Prompt prompt, std::function<void(const PromptAnswer &)> done)
{
    if (!m_plan.asker) {
        giveUp(ssherrors::nobodyToAsk(m_plan.address(), m_plan.user()));
        return;
    }
    prompt.hop = m_plan.number;
    prompt.address = m_plan.address();
    prompt.user = m_plan.user();
    pause();
    m_question = std::make_unique<SshQuestion>(
        *m_plan.asker, prompt, [this, prompt, done = std::move(done)](const PromptAnswer &answer) {
            m_question.release()->deleteLater(); // this runs inside it
            m_hangUp.stop();
            if (!m_conversation)
                m_session.takeBack();
            if (!answer.given) {
                giveUp(ssherrors::givenUp(m_plan.address(), base::Error::Cause::SshSignInRefused));
                return;
            }
            m_given += { prompt, answer };
            done(answer);
        });
}

} // namespace links
