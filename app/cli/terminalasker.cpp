#include "app/cli/terminalasker.h"
#include "app/cli/terminal.h"
#include "base/displaytext.h"
#include <QCoreApplication>
#include <QPromise>
#include <unistd.h>

namespace cli {

using links::HostKeyAnswer;
using links::HostKeyQuestion;
using links::Prompt;
using links::PromptAnswer;

namespace {

constexpr int mostTries = 3;
constexpr qsizetype longestWords = 2000;

/// A server's text may hold what a terminal takes for orders.
QString plain(const QString &text)
{
    return base::displayText(text.toUtf8(), longestWords);
}

/// Line by line, since a server may write several.
QString plainLines(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        lines += plain(line.trimmed());
    return lines.join(u'\n').trimmed();
}

QString hostKeyText(const HostKeyQuestion &question)
{
    QString text =
        QCoreApplication::translate("cli",
                                    "The SSH server %1 is not known here yet. Its host "
                                    "key:\n  %2 %3\nCompare it with what its "
                                    "administrator says.")
            .arg(plain(question.address), plain(question.keyType), plain(question.fingerprint));
    if (!question.storedTypes.isEmpty()) {
        text += u'\n'
            + QCoreApplication::translate("cli",
                                          "Other keys of it are stored (%1), and this one is not "
                                          "among them: another computer may be answering.")
                  .arg(plain(question.storedTypes));
    }
    return text + u'\n'
        + (question.onlyForGood
               ? QCoreApplication::translate("cli",
                                             R"(Accept it? "yes" stores it, "no" ends here:)")
               : QCoreApplication::translate(
                   "cli", R"(Accept it? "yes" stores it, "once" does not, "no" ends here:)"));
}

HostKeyAnswer askHostKey(const HostKeyQuestion &question, const Withdrawn &withdrawn)
{
    QString text = hostKeyText(question);
    for (int tries = 0; tries < mostTries; ++tries) {
        const auto line = askLine(text, withdrawn);
        const QByteArray word = line ? line->trimmed().toLower() : QByteArray("no");
        if (word == "yes")
            return HostKeyAnswer::Store;
        if (word == "once" && !question.onlyForGood)
            return HostKeyAnswer::Once;
        if (word == "no")
            break;
        text = question.onlyForGood
            ? QCoreApplication::translate("cli", R"("yes" or "no":)")
            : QCoreApplication::translate("cli", R"("yes", "once" or "no":)");
    }
    return HostKeyAnswer::Cancel;
}

/// What stands above the first line.
QString headingOf(const Prompt &prompt)
{
    QStringList lines;
    if (prompt.again)
        lines += QCoreApplication::translate("cli", "That was not accepted.");
    if (prompt.kind == Prompt::Kind::Interactive) {
        lines += QCoreApplication::translate("cli", "The SSH server %1 asks for user %2:")
                     .arg(plain(prompt.address), plain(prompt.user));
    }
    for (const QString &text : { prompt.title, prompt.instruction }) {
        if (const QString shown = plainLines(text); !shown.isEmpty())
            lines += shown;
    }
    return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
}

QString questionOf(const Prompt &prompt, const Prompt::Line &line)
{
    switch (prompt.kind) {
    case Prompt::Kind::Password:
        return QCoreApplication::translate("cli", "Password of %1 at %2:")
            .arg(plain(prompt.user), plain(prompt.address));
    case Prompt::Kind::KeyPassphrase:
        return prompt.keyFile.isEmpty()
            ? QCoreApplication::translate("cli", "Passphrase of the stored key for %1:")
                  .arg(plain(prompt.address))
            : QCoreApplication::translate("cli", "Passphrase of the key %1:")
                  .arg(plain(prompt.keyFile));
    case Prompt::Kind::Confirm:
        return plainLines(line.text) + QStringLiteral(" [yes/no]");
    case Prompt::Kind::Interactive:
    case Prompt::Kind::MfaCode:
        break;
    }
    return plainLines(line.text);
}

PromptAnswer askPrompt(const Prompt &prompt, const Withdrawn &withdrawn)
{
    PromptAnswer answer;
    QString heading = headingOf(prompt);
    for (const Prompt::Line &line : prompt.lines) {
        const QString question = std::exchange(heading, {}) + questionOf(prompt, line);
        if (line.echo || prompt.kind == Prompt::Kind::Confirm) {
            const auto word = askLine(question, withdrawn);
            if (!word)
                return {};
            answer.words += base::Secret(*word);
        } else {
            const auto word = askSecret(question, withdrawn);
            if (!word)
                return {};
            answer.words += *word;
        }
    }
    answer.given = true;
    return answer;
}

} // namespace

std::shared_ptr<links::Asker> TerminalAsker::where()
{
    if (::isatty(STDIN_FILENO) == 0 || !hasTerminal())
        return nullptr;
    return std::make_shared<TerminalAsker>();
}

TerminalAsker::TerminalAsker()
{
    m_thread.setMaxThreadCount(1);
}

TerminalAsker::~TerminalAsker()
{
    m_ending = true;
    m_thread.clear();
    m_thread.waitForDone();
}

template <typename Answer>
QFuture<Answer> TerminalAsker::ask(std::function<Answer(const std::function<bool()> &)> question)
{
    // Shared, since a job has to be copyable.
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QFuture<Answer> answer = promise->future();
    m_thread.start([this, promise, question = std::move(question)] {
        const auto withdrawn = [this, promise] { return m_ending || promise->isCanceled(); };
        if (withdrawn())
            return;
        promise->addResult(question(withdrawn));
        promise->finish();
    });
    return answer;
}

QFuture<HostKeyAnswer> TerminalAsker::hostKey(const HostKeyQuestion &question)
{
    return ask<HostKeyAnswer>(
        [question](const Withdrawn &withdrawn) { return askHostKey(question, withdrawn); });
}

QFuture<PromptAnswer> TerminalAsker::prompt(const Prompt &prompt)
{
    return ask<PromptAnswer>(
        [prompt](const Withdrawn &withdrawn) { return askPrompt(prompt, withdrawn); });
}

void TerminalAsker::proved(const Prompt & /*prompt*/, const PromptAnswer & /*answer*/)
{
}

} // namespace cli
