#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/exitstatus.h"
#include "app/cli/help.h"
#include "app/cli/processguard.h"
#include "app/cli/terminal.h"
#include "app/translations.h"
#include <QCoreApplication>
#include <QLoggingCategory>
#include <memory>

namespace cli {

namespace {

struct Command {
    const char *name;
    int (*run)(const Arguments &);
    QStringList options; ///< "name" or "name=" for one with a value
    bool takesCommand; ///< what follows "--"
    int least;
    int most;
};

QString latin(const char *text)
{
    return QLatin1String(text);
}

const QList<Command> &commands()
{
    static const QList<Command> all{
        { "test", runTest, { latin("json"), latin("password-file=") }, false, 1, 1 },
        { "exec",
          runExec,
          { latin("json"), latin("raw"), latin("db="), latin("read-only"), latin("yes"),
            latin("keep-going"), latin("timeout="), latin("password-file=") },
          true,
          1,
          1 },
        { "tunnel",
          runTunnel,
          { latin("listen="), latin("listen-unix="), latin("password-file="), latin("ssm="),
            latin("to="), latin("region="), latin("aws-profile="), latin("aws-endpoint="),
            latin("document="), latin("backend=") },
          false,
          0,
          1 },
        { "profiles", runProfiles, { latin("json") }, false, 0, 0 },
        { "aws",
          runAws,
          { latin("profile="), latin("region="), latin("endpoint="), latin("json") },
          false,
          1,
          1 },
        { "import",
          runImport,
          { latin("dry-run"), latin("json"), latin("yes"), latin("env"), latin("password-file=") },
          false,
          1,
          1 },
        { "export",
          runExport,
          { latin("with-secrets"), latin("password-file="), latin("o=") },
          false,
          1,
          1 },
    };
    return all;
}

const Command *commandNamed(const QByteArray &word)
{
    for (const Command &command : commands()) {
        if (word == command.name)
            return &command;
    }
    return nullptr;
}

bool isOneOf(const QByteArray &word, const char *a, const char *b)
{
    return word == a || word == b;
}

/// Takes --lang out of the words in front of "--"; nullopt when its value is missing or unknown.
std::optional<QString> takeLanguage(QByteArrayList &words)
{
    QString language = QLatin1String("");
    for (qsizetype i = 0; i < words.size() && words[i] != "--";) {
        if (words[i] == "--lang" && i + 1 < words.size()) {
            language = QString::fromLocal8Bit(words[i + 1]);
            words.remove(i, 2);
        } else if (words[i].startsWith("--lang=")) {
            language = QString::fromLocal8Bit(words[i].sliced(7));
            words.removeAt(i);
        } else {
            ++i;
            continue;
        }
        if (language != QLatin1String("ko") && language != QLatin1String("en"))
            return std::nullopt;
    }
    return language;
}

bool asksForHelp(const QByteArrayList &words)
{
    for (const QByteArray &word : words) {
        if (word == "--")
            return false;
        if (isOneOf(word, "--help", "-h"))
            return true;
    }
    return false;
}

int help(const QString &topic)
{
    const QString text = helpText(topic);
    if (text.isEmpty())
        return usageError(QCoreApplication::translate("cli", "There is no help on %1.").arg(topic));
    return print(text.toUtf8()) ? Fine : ErrorReply;
}

/// Takes the words behind a command apart.
base::Result<std::unique_ptr<Arguments>> argumentsOf(const Command &command,
                                                     const QByteArrayList &words)
{
    auto arguments = std::make_unique<Arguments>();
    for (const QString &option : command.options) {
        const bool takesValue = option.endsWith(u'=');
        arguments->parser.addOption(
            QCommandLineOption(takesValue ? option.chopped(1) : option, {},
                               takesValue ? QStringLiteral("value") : QString()));
    }
    const qsizetype dashes = words.indexOf("--");
    arguments->dashes = dashes >= 0;
    if (arguments->dashes)
        arguments->after = words.sliced(dashes + 1);
    const QString name = QLatin1String(command.name);
    QStringList own{ name };
    for (qsizetype i = 0; i < (arguments->dashes ? dashes : words.size()); ++i)
        own += QString::fromLocal8Bit(words[i]);
    if (!arguments->parser.parse(own))
        return base::fail(base::Error::Kind::Invalid, arguments->parser.errorText());
    arguments->positional = arguments->parser.positionalArguments();
    const qsizetype given = arguments->positional.size();
    if (command.takesCommand && given > command.most && !arguments->dashes) {
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "cli", "Put -- before the command to run: larder exec %1 -- …")
                              .arg(QString::fromUtf8(
                                  hiddenAddress(arguments->positional.constFirst().toUtf8()))));
    }
    if (given < command.least || given > command.most
        || (arguments->dashes && !command.takesCommand)) {
        return base::fail(
            base::Error::Kind::Invalid,
            QCoreApplication::translate("cli", "That is not how %1 is used. See: larder help %1")
                .arg(name));
    }
    return arguments;
}

} // namespace

int usageError(const QString &sentence)
{
    complain(sentence);
    return Usage;
}

base::Result<base::Secret> givenPassword(const Arguments &arguments)
{
    const QString path = arguments.parser.value(QStringLiteral("password-file"));
    return path.isEmpty() ? base::Result<base::Secret>(base::Secret()) : secretInFile(path);
}

bool isCommand(const QByteArrayList &words)
{
    QByteArrayList own = words;
    (void)takeLanguage(own);
    if (own.isEmpty())
        return false;
    const QByteArray &first = own.constFirst();
    return commandNamed(first) || first == "help" || isOneOf(first, "--version", "-v")
        || asksForHelp(own);
}

int run(int argc, char **argv, const QByteArrayList &words)
{
    const QCoreApplication application(argc, argv);
    // What the person has to know is said in sentences; QT_LOGGING_RULES brings the rest back.
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false"));
    app::Translations translations;
    QByteArrayList own = words;
    const auto language = takeLanguage(own);
    translations.setLanguage(language.value_or(QString()));
    if (!language) {
        return usageError(QCoreApplication::translate("cli", "--lang takes ko or en."));
    }
    const QByteArray first = own.value(0);
    const Command *command = commandNamed(first);
    if (first == "help")
        return help(QString::fromLocal8Bit(own.value(1)));
    if (asksForHelp(own))
        return help(command ? QLatin1String(command->name) : QString());
    if (!command)
        return printLine(QStringLiteral("larder ") + QCoreApplication::applicationVersion())
            ? Fine
            : ErrorReply;
    const auto arguments = argumentsOf(*command, own.sliced(1));
    if (!arguments)
        return usageError(arguments.error().text);
    QObject owner;
    (*arguments)->owner = &owner;
    const int status = command->run(**arguments);
    return status >= 0 ? status : QCoreApplication::exec();
}

bool isUsable(const QByteArrayList &words)
{
    const Command *command = commandNamed(words.value(0));
    QByteArrayList rest = words.sliced(qMin<qsizetype>(1, words.size()));
    return command && takeLanguage(rest) && argumentsOf(*command, rest);
}

} // namespace cli
