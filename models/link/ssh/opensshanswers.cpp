#include "link/ssh/opensshanswers.h"
#include "link/ssh/ssherrors.h"
#include <QCoreApplication>
#include <QFutureWatcher>
#include <algorithm>

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

/// ssh names the host and the user, and a port only where it asks for a host key.
bool isPlaceOf(const Question &question, const profiles::SshHop &hop)
{
    return question.host.compare(hop.host, Qt::CaseInsensitive) == 0
        && (question.port == 0 || question.port == hop.port)
        && (question.user.isEmpty() || hop.user.isEmpty() || question.user == hop.user);
}

/// ssh cuts the name of the file.
bool isFileOf(const Question &question, const profiles::SshHop &hop)
{
    constexpr int longestName = 100;
    const QByteArray told = question.keyFile.toUtf8();
    const QByteArray whole = hop.keyFile.toUtf8();
    return told == whole || (whole.size() > longestName && told == whole.first(longestName));
}

/// Without a file of its own, ssh tries those that it finds.
bool hasOwnFile(const profiles::SshHop &hop)
{
    return hop.auth != profiles::SshAuth::Automatic && !hop.keyFile.isEmpty();
}

/// The hop at which a question is for certain; -1 = none.
int soleOf(const Question &question, const QList<int> &hops)
{
    // One key of several hops has one passphrase.
    const bool isSure = hops.size() == 1 || (!hops.isEmpty() && !question.keyFile.isEmpty());
    return isSure ? hops.constFirst() : -1;
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
    const QList<int> hops = hopsOf(question);
    const QString address = addressOf(question, hops);
    if (!m_asker) {
        Q_EMIT gaveUp(nobodyToAskError(address, question.fingerprint));
        return;
    }
    const HostKeyQuestion asked{ soleOf(question, hops), address,
                                 question.keyType,       question.fingerprint,
                                 question.storedTypes,   true };
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
    const QList<int> hops = hopsOf(question);
    Prompt prompt = promptFor(question, hops);
    const bool first = m_times[key]++ == 0;
    // More than one host asks in these words: neither can an answer of before go out again, nor is
    // another question a refusal.
    const bool isShared = hops.size() > 1 && prompt.hop < 0;
    const bool mayServe = !isShared
        && (prompt.kind == Prompt::Kind::Password || prompt.kind == Prompt::Kind::KeyPassphrase);
    if (first && mayServe) {
        const base::Secret proved = m_known->proved.value(key);
        const base::Secret known = proved.isEmpty() ? storedFor(prompt, hops) : proved;
        if (!known.isEmpty()) {
            call->answer(known);
            return;
        }
    }
    m_known->proved.remove(key);
    m_given.remove(key); // refused
    prompt.again = !first && !isShared && prompt.kind != Prompt::Kind::Confirm;
    if (!m_asker) {
        Q_EMIT gaveUp(nobodyToAsk(prompt));
        return;
    }
    const bool notice = question.kind == Question::Kind::Notice;
    const OpenSshSignIn way{ question.host, question.method };
    ask(call, m_asker->prompt(prompt),
        [this, call, key, prompt, notice, way,
         mayServe](const std::optional<PromptAnswer> &answer) {
            const bool yes = answer && answer->given && !answer->words.isEmpty();
            if (yes
                && (prompt.kind != Prompt::Kind::Confirm || notice
                    || answer->words.first() == base::Secret("yes"))) {
                take(call, key, { prompt, *answer, way }, mayServe);
                return;
            }
            Q_EMIT gaveUp(ssherrors::givenUp(prompt.address, Cause::SshSignInRefused));
        });
}

void OpenSshAnswers::take(AskpassCall *call, const QString &key, const Given &given, bool mayServe)
{
    if (mayServe)
        m_given.insert(key, given);
    else
        m_neededThePerson = true;
    call->answer(given.answer.words.first());
}

void OpenSshAnswers::signedIn(const QList<OpenSshSignIn> &by)
{
    for (auto given = m_given.cbegin(); given != m_given.cend(); ++given) {
        if (!wasAccepted(given.key(), *given, by)) {
            m_neededThePerson = true;
            continue;
        }
        m_known->proved.insert(given.key(), given->answer.words.first());
        if (given->answer.remember && given->prompt.mayRemember)
            m_asker->proved(given->prompt, given->answer);
    }
    m_given.clear();
}

/// ssh asks again for what was refused, but not after the last try of a method or a key.
bool OpenSshAnswers::wasAccepted(const QString &key, const Given &given,
                                 const QList<OpenSshSignIn> &by) const
{
    const int times = m_times.value(key);
    // Of hosts that only the person's configuration knows, two may ask in the same words.
    if (given.prompt.kind == Prompt::Kind::Password && given.prompt.hop < 0 && times > 1)
        return false;
    if (times < openSshTries)
        return true;
    return given.prompt.kind == Prompt::Kind::Password
        && std::any_of(by.cbegin(), by.cend(), [&](const OpenSshSignIn &one) {
               return one.method == given.way.method
                   && one.host.compare(given.way.host, Qt::CaseInsensitive) == 0;
           });
}

/// Those that a question may be of, as far as its text tells.
QList<int> OpenSshAnswers::hopsOf(const Question &question) const
{
    const auto &hops = m_known->hops;
    QList<int> found;
    for (int i = 0; i < int(hops.size()); ++i) {
        bool fits = isPlaceOf(question, hops[i]);
        if (!question.keyFile.isEmpty())
            fits = hasOwnFile(hops[i])
                ? isFileOf(question, hops[i])
                : hops.size() == 1 && hops[i].auth != profiles::SshAuth::Password;
        if (fits)
            found += i;
    }
    return found;
}

QString OpenSshAnswers::addressOf(const Question &question, const QList<int> &hops) const
{
    const int hop = soleOf(question, hops);
    if (hop >= 0)
        return profiles::HostPort{ m_known->hops[hop].host, m_known->hops[hop].port }.toString();
    if (question.host.isEmpty())
        return m_known->bastion;
    return question.port == 0 ? question.host
                              : profiles::HostPort{ question.host, question.port }.toString();
}

Prompt OpenSshAnswers::promptFor(const Question &question, const QList<int> &hops) const
{
    Prompt prompt;
    prompt.kind = promptKind(question.kind);
    prompt.hop = soleOf(question, hops);
    prompt.address = addressOf(question, hops);
    prompt.user = question.user;
    if (prompt.user.isEmpty() && prompt.hop >= 0)
        prompt.user = m_known->hops[prompt.hop].user;
    prompt.keyFile = question.keyFile;
    prompt.lines = { { question.text, false } };
    prompt.mayRemember = prompt.hop >= 0
        && (prompt.kind == Prompt::Kind::Password || prompt.kind == Prompt::Kind::KeyPassphrase);
    return prompt;
}

base::Secret OpenSshAnswers::storedFor(const Prompt &prompt, const QList<int> &hops) const
{
    if (prompt.kind == Prompt::Kind::Password)
        return prompt.hop < 0 ? base::Secret() : m_known->stored.of(prompt.hop).password;
    for (const int hop : hops) {
        const base::Secret phrase = m_known->stored.of(hop).keyPassphrase;
        if (!phrase.isEmpty())
            return phrase;
    }
    return {};
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
