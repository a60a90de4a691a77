#include "link/ssh/opensshanswers.h"
#include "link/ssh/ssherrors.h"
#include <QCoreApplication>
#include <QFutureWatcher>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using Question = OpenSshQuestion;

namespace {

Prompt::Kind promptKind(Question::Kind kind)
{
    switch (kind) {
    case Question::Kind::Password:
        return Prompt::Kind::Password;
    case Question::Kind::KeyPassphrase:
        return Prompt::Kind::KeyPassphrase;
    case Question::Kind::Confirm:
    case Question::Kind::Notice:
        return Prompt::Kind::Confirm;
    default:
        return Prompt::Kind::Interactive;
    }
}

QString keyOf(const Question &question)
{
    return QStringLiteral("%1 %2 %3 %4").arg(int(question.kind)).arg(question.user, question.host)
        + QLatin1Char('\n') + question.keyFile + QLatin1Char('\n') + question.text;
}

base::Error nobodyToAskError(const QString &address, const QString &fingerprint)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The SSH host key of %1 is not known, and nobody can be asked here. Nothing was "
                 "sent. Connect once in the window and accept it there, or add it to "
                 "known_hosts: %2")
                 .arg(address, fingerprint),
             {},
             Cause::HostKeyUnknown };
}

base::Error declinedError(const QString &address, const QString &fingerprint)
{
    return { Kind::Cancelled,
             QCoreApplication::translate(
                 "link", "The SSH host key of %1 was not accepted. Nothing was sent. It was: %2")
                 .arg(address, fingerprint),
             {},
             Cause::HostKeyUnknown };
}

} // namespace

OpenSshAnswers::OpenSshAnswers(std::shared_ptr<OpenSshKnown> known, std::shared_ptr<Asker> asker,
                               QObject *parent)
    : QObject(parent)
    , m_known(std::move(known))
    , m_asker(std::move(asker))
{
}

OpenSshAnswers::~OpenSshAnswers() = default;

void OpenSshAnswers::hear(AskpassCall *call)
{
    const Question question = readOpenSshQuestion(call->text(), call->hint());
    if (question.kind == Question::Kind::HostKey)
        askHostKey(call, question);
    else
        askWords(call, question);
}

/// Calls `done` with the answer, or with none when the person gave up; never once ssh has gone on
/// without it.
template <typename T, typename Done>
void OpenSshAnswers::ask(AskpassCall *call, const QFuture<T> &future, Done done)
{
    auto *watcher = new QFutureWatcher<T>(call);
    ++m_asking;
    Q_EMIT askingChanged();
    const auto over = [this, watcher] {
        watcher->disconnect();
        watcher->deleteLater();
        --m_asking;
        Q_EMIT askingChanged();
    };
    connect(call, &AskpassCall::withdrawn, watcher, [watcher, over] {
        watcher->future().cancel();
        over();
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [call, watcher, over, done] {
        const QFuture<T> answer = watcher->future();
        QObject::disconnect(call, nullptr, watcher, nullptr);
        over();
        done(answer.resultCount() ? std::optional<T>(answer.result()) : std::nullopt);
    });
    watcher->setFuture(future);
}

void OpenSshAnswers::askHostKey(AskpassCall *call, const Question &question)
{
    const int hop = hopOf(question);
    const QString address = addressOf(question, hop);
    if (!m_asker) {
        Q_EMIT gaveUp(nobodyToAskError(address, question.fingerprint));
        return;
    }
    const HostKeyQuestion asked{
        hop, address, question.keyType, question.fingerprint, question.storedTypes, true
    };
    ask(call, m_asker->hostKey(asked),
        [this, call, address, question](const std::optional<HostKeyAnswer> &answer) {
            if (answer == HostKeyAnswer::Store)
                call->answer(base::Secret("yes"));
            else
                Q_EMIT gaveUp(declinedError(address, question.fingerprint));
        });
}

void OpenSshAnswers::askWords(AskpassCall *call, const Question &question)
{
    const QString key = keyOf(question);
    Prompt prompt = promptFor(question);
    const bool first = m_times[key]++ == 0;
    if (first && prompt.kind != Prompt::Kind::Confirm) {
        const base::Secret proved = m_known->proved.value(key);
        const base::Secret known = proved.isEmpty() ? storedFor(prompt) : proved;
        if (!known.isEmpty()) {
            call->answer(known);
            return;
        }
    }
    m_known->proved.remove(key);
    prompt.again = !first && prompt.kind != Prompt::Kind::Confirm;
    if (!m_asker) {
        Q_EMIT gaveUp(nobodyToAsk(prompt));
        return;
    }
    const bool notice = question.kind == Question::Kind::Notice;
    ask(call, m_asker->prompt(prompt),
        [this, call, key, prompt, notice](const std::optional<PromptAnswer> &answer) {
            const bool yes = answer && answer->given && !answer->words.isEmpty();
            if (yes
                && (prompt.kind != Prompt::Kind::Confirm || notice
                    || answer->words.first() == base::Secret("yes"))) {
                take(call, key, prompt, *answer);
                return;
            }
            Q_EMIT gaveUp(ssherrors::givenUp(prompt.address, Cause::SshSignInRefused));
        });
}

void OpenSshAnswers::take(AskpassCall *call, const QString &key, const Prompt &prompt,
                          const PromptAnswer &answer)
{
    if (prompt.mayRemember)
        m_given.insert(key, { prompt, answer });
    else
        m_neededThePerson = true;
    call->answer(answer.words.first());
}

void OpenSshAnswers::signedIn()
{
    for (auto given = m_given.cbegin(); given != m_given.cend(); ++given) {
        m_known->proved.insert(given.key(), given->answer.words.first());
        if (given->answer.remember)
            m_asker->proved(given->prompt, given->answer);
    }
    m_given.clear();
}

/// The hop that a question is about, as far as its text tells: ssh names the host, and a port only
/// where it asks for a host key. Else the last, which an alias has alone.
int OpenSshAnswers::hopOf(const Question &question) const
{
    const auto &hops = m_known->hops;
    for (int i = 0; i < int(hops.size()); ++i) {
        const profiles::SshHop &hop = hops[i];
        const bool isFile = !question.keyFile.isEmpty()
            && question.keyFile.endsWith(hop.keyFile.mid(hop.keyFile.lastIndexOf(u'/') + 1))
            && !hop.keyFile.isEmpty();
        const bool isPlace = !question.host.isEmpty() && question.host == hop.host
            && (question.port == 0 || question.port == hop.port)
            && (question.user.isEmpty() || hop.user.isEmpty() || question.user == hop.user);
        if (isFile || isPlace)
            return i;
    }
    return std::max(0, int(hops.size()) - 1);
}

QString OpenSshAnswers::addressOf(const Question &question, int hop) const
{
    const quint16 known = hop < m_known->hops.size() ? m_known->hops[hop].port : quint16(22);
    if (!question.host.isEmpty()) {
        return profiles::HostPort{ question.host, question.port ? question.port : known }
            .toString();
    }
    if (hop < m_known->hops.size())
        return profiles::HostPort{ m_known->hops[hop].host, known }.toString();
    return m_known->bastion;
}

Prompt OpenSshAnswers::promptFor(const Question &question) const
{
    Prompt prompt;
    prompt.kind = promptKind(question.kind);
    prompt.hop = hopOf(question);
    prompt.address = addressOf(question, prompt.hop);
    prompt.user = question.user;
    if (prompt.user.isEmpty() && prompt.hop < m_known->hops.size())
        prompt.user = m_known->hops[prompt.hop].user;
    prompt.keyFile = question.keyFile;
    prompt.lines = { { question.text, false } };
    prompt.mayRemember =
        prompt.kind == Prompt::Kind::Password || prompt.kind == Prompt::Kind::KeyPassphrase;
    return prompt;
}

base::Secret OpenSshAnswers::storedFor(const Prompt &prompt) const
{
    const profiles::HopSecrets secrets = m_known->stored.of(prompt.hop);
    if (prompt.kind == Prompt::Kind::Password)
        return secrets.password;
    return prompt.kind == Prompt::Kind::KeyPassphrase ? secrets.keyPassphrase : base::Secret();
}

base::Error OpenSshAnswers::nobodyToAsk(const Prompt &prompt) const
{
    if (prompt.kind == Prompt::Kind::KeyPassphrase) {
        return { Kind::Auth,
                 prompt.again
                     ? QCoreApplication::translate(
                           "link", "The passphrase does not open the key %1. Enter the right one.")
                           .arg(prompt.keyFile)
                     : QCoreApplication::translate("link",
                                                   "The key %1 is encrypted. Enter its passphrase.")
                           .arg(prompt.keyFile),
                 {},
                 Cause::SshKeyPassphrase };
    }
    return ssherrors::nobodyToAsk(prompt.address, prompt.user);
}

} // namespace links
