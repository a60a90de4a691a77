#include "base/redact.h"
#include <QRegularExpression>

namespace base {

namespace {

const QByteArray mark = QByteArrayLiteral("(redacted)");

bool is(const QByteArray &argument, const char *word)
{
    return argument.compare(word, Qt::CaseInsensitive) == 0;
}

/// Hides every argument from `first` on.
void hideFrom(QByteArrayList &command, qsizetype first)
{
    for (qsizetype i = first; i < command.size(); ++i)
        command[i] = mark;
}

bool isSecretSetting(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower.contains("pass") || lower.endsWith("auth") || lower == "masteruser";
}

} // namespace

QByteArrayList redacted(QByteArrayList command)
{
    if (command.isEmpty())
        return command;
    const QByteArray verb = command.constFirst().toUpper();
    if (verb == "AUTH") {
        hideFrom(command, 1);
    } else if (verb == "HELLO" || verb == "MIGRATE") {
        for (qsizetype i = 1; i < command.size(); ++i) {
            const bool two = is(command[i], "AUTH2") || verb == "HELLO";
            if (!is(command[i], "AUTH") && !is(command[i], "AUTH2"))
                continue;
            for (qsizetype n = two ? 2 : 1; n > 0 && i + 1 < command.size(); --n)
                command[++i] = mark;
        }
    } else if (verb == "ACL" && command.size() > 2 && is(command[1], "SETUSER")) {
        for (qsizetype i = 3; i < command.size(); ++i) {
            if (!command[i].isEmpty() && QByteArrayView("><#!").contains(command[i].front()))
                command[i] = mark;
        }
    } else if (verb == "CONFIG" && command.size() > 2 && is(command[1], "SET")) {
        for (qsizetype i = 2; i + 1 < command.size(); i += 2) {
            if (isSecretSetting(command[i]))
                command[i + 1] = mark;
        }
    } else if (verb == "SENTINEL" && command.size() > 4 && is(command[1], "SET")) {
        for (qsizetype i = 3; i + 1 < command.size(); i += 2) {
            if (isSecretSetting(command[i]))
                command[i + 1] = mark;
        }
    }
    return command;
}

bool carriesSecret(const QByteArrayList &command)
{
    return redacted(command) != command;
}

QString redactedText(QString text)
{
    static const QRegularExpression userInfo(
        QStringLiteral("([a-z][a-z0-9+.-]*://[^\\s:/@]*):[^\\s/]+@"),
        QRegularExpression::CaseInsensitiveOption);
    return text.replace(userInfo, QStringLiteral("\\1:(redacted)@"));
}

} // namespace base
