#include "console/linecheck.h"
#include "base/commandtable.h"
#include "base/displaytext.h"
#include "base/redact.h"
#include "console/splitline.h"
#include "resp/decoder.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace console {

namespace {

constexpr double longestWait = 10.0; // seconds; a person can sit that out

bool is(const resp::Command &command, qsizetype i, const char *word)
{
    return command.size() > i && command[i].compare(word, Qt::CaseInsensitive) == 0;
}

/// Seconds that a blocking command may wait; 0 = for ever, nullopt = it does not block.
std::optional<double> waitOf(const resp::Command &command)
{
    // WAIT blocks without being flagged so by every version.
    const bool wait = is(command, 0, "WAIT") || is(command, 0, "WAITAOF");
    const base::CommandInfo *info = base::commandInfo(command);
    if (!wait && (!info || !info->has(base::CommandInfo::Blocking)))
        return std::nullopt;
    const qsizetype size = command.size();
    if (is(command, 0, "XREAD") || is(command, 0, "XREADGROUP")) {
        for (qsizetype i = 1; i + 1 < size && !is(command, i, "STREAMS"); ++i) {
            if (is(command, i, "BLOCK"))
                return command[i + 1].toDouble() / 1000;
        }
        return std::nullopt;
    }
    if (size < 3)
        return std::nullopt; // too few arguments: the server says so at once
    if (is(command, 0, "BLMPOP") || is(command, 0, "BZMPOP"))
        return command[1].toDouble();
    return command.constLast().toDouble() / (wait ? 1000 : 1);
}

} // namespace

QString whyNotHere(const resp::Command &command, bool inTransaction)
{
    static const QSet<QByteArray> listening{ "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE",
                                             "MONITOR",   "SYNC",       "PSYNC" };
    const QByteArray name = command.constFirst().toUpper();
    const QString shown = base::displayText(name, 32);
    if (listening.contains(name)) {
        return QCoreApplication::translate(
                   "console",
                   "%1 was not sent: it keeps listening, and this console could not be used for "
                   "anything else.")
            .arg(shown);
    }
    if (!inTransaction) {
        const auto wait = waitOf(command);
        if (wait && (*wait <= 0 || *wait > longestWait)) {
            return QCoreApplication::translate(
                       "console",
                       "%1 was not sent: it would keep this console waiting. Give it a timeout of "
                       "at most %2 seconds.")
                .arg(shown)
                .arg(int(longestWait));
        }
    }
    if (name == "CLIENT" && is(command, 1, "REPLY") && !is(command, 2, "ON")) {
        return QCoreApplication::translate(
            "console",
            "CLIENT REPLY was not sent: without replies the console cannot tell what "
            "happened.");
    }
    if (name == "RESET") {
        return QCoreApplication::translate(
            "console",
            "RESET was not sent: it would sign this console's connection out. Use "
            "DISCARD, UNWATCH or SELECT.");
    }
    if (name == "SCRIPT" && is(command, 1, "DEBUG") && !is(command, 2, "NO")) {
        return QCoreApplication::translate(
            "console", "SCRIPT DEBUG was not sent: the script debugger needs redis-cli --ldb.");
    }
    if (name == "HELLO" && is(command, 1, "3") && !resp::Decoder::hasResp3()) {
        return QCoreApplication::translate("console",
                                           "HELLO 3 was not sent: this build reads RESP2 only.");
    }
    return {};
}

base::Result<resp::Command> withoutRedisCli(resp::Command command, const PromptInfo &prompt)
{
    if (command.isEmpty() || command.constFirst() != "redis-cli")
        return command;
    const auto colon = prompt.endpoint.lastIndexOf(u':');
    const QByteArray host = prompt.endpoint.left(colon).toUtf8();
    const QByteArray port = prompt.endpoint.mid(colon + 1).toUtf8();
    command.removeFirst();
    // Options with a value; what is not listed stands alone (--tls, --raw, --no-auth-warning).
    static const QSet<QByteArray> valued{ "-h",     "-p", "-n",       "-a",     "--user",
                                          "--pass", "-s", "--cacert", "--cert", "--key",
                                          "--sni",  "-r", "-i" };
    while (!command.isEmpty() && command.constFirst().startsWith('-')) {
        const QByteArray option = command.takeFirst();
        if (option == "-u" || option == "-s" || option == "-r" || option == "-i" || option == "-x"
            || option == "--eval") {
            return base::fail(base::Error::Kind::Invalid,
                              QCoreApplication::translate("console",
                                                          "Not sent: redis-cli's option %1 is not "
                                                          "known here.")
                                  .arg(QString::fromLatin1(option)));
        }
        if (!valued.contains(option))
            continue;
        const QByteArray value = command.isEmpty() ? QByteArray() : command.takeFirst();
        if ((option == "-h" && value.compare(host, Qt::CaseInsensitive) != 0)
            || (option == "-p" && value != port)) {
            return base::fail(
                base::Error::Kind::Invalid,
                QCoreApplication::translate("console", "Not sent: this line names another host."));
        }
        if (option == "-n" && value.toInt() != prompt.db) {
            return base::fail(base::Error::Kind::Invalid,
                              QCoreApplication::translate(
                                  "console", "Not sent: this line names another database."));
        }
    }
    return command;
}

QString redactedLine(const QString &line)
{
    const QByteArray bytes = line.toUtf8();
    const auto split = splitLine(bytes);
    // With a missing quote nothing is sent, but the line may hold a password all the same.
    QByteArrayList words = split ? *split : bytes.simplified().split(' ');
    QByteArrayList head;
    bool number = false;
    if (words.size() > 1)
        (void)words.constFirst().toLongLong(&number);
    if (number)
        head += words.takeFirst();
    // "redis-cli -a password": the password stands in the line itself.
    bool option = false;
    if (!words.isEmpty() && words.constFirst() == "redis-cli") {
        for (qsizetype i = 1; i + 1 < words.size(); ++i) {
            if (words[i] == "-a" || words[i] == "--pass" || words[i] == "-u") {
                words[++i] = QByteArrayLiteral("(redacted)");
                option = true;
            }
        }
    }
    if (!option && !base::carriesSecret(words))
        return line;
    QString out;
    for (const QByteArray &word : head + base::redacted(words)) {
        if (!out.isEmpty())
            out += u' ';
        out += word == "(redacted)" ? QString::fromLatin1(word) : QString::fromUtf8(quoted(word));
    }
    return out;
}

QStringList scriptLines(const QString &text)
{
    static const QRegularExpression prompt(QStringLiteral("^\\S+:\\d+(\\[\\d+\\])?(\\(TX\\))?> ?"));
    static const QRegularExpression breaks(QStringLiteral("\\r\\n|\\r|\\n"));
    QStringList lines;
    for (const QString &raw : text.split(breaks)) {
        QString line = raw;
        line.remove(prompt);
        // Blanks at the ends separate nothing; inside quotes a line cannot end anyway.
        line = line.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        lines += line;
    }
    return lines;
}

QString displayOutput(QByteArrayView output)
{
    QString out;
    out.reserve(output.size());
    while (!output.isEmpty()) {
        const qsizetype end = output.indexOf('\n');
        QByteArrayView line = end < 0 ? output : output.first(end);
        if (line.endsWith('\r'))
            line.chop(1);
        out += base::isPlainText(line) ? QString::fromUtf8(line) : base::displayText(line);
        if (end < 0)
            break;
        out += u'\n';
        output = output.sliced(end + 1);
    }
    return out;
}

} // namespace console
