// `larder test`, `larder exec` and `larder profiles`.
#include "app/cli/commands.h"
#include "app/cli/execrun.h"
#include "app/cli/exitstatus.h"
#include "app/cli/profiletexts.h"
#include "app/cli/terminal.h"
#include "app/cli/terminalasker.h"
#include "base/displaytext.h"
#include "session/diagnosis.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace cli {

using session::RungResult;

namespace {

QString mark(RungResult::Outcome outcome)
{
    switch (outcome) {
    case RungResult::Outcome::Passed:
    case RungResult::Outcome::Limited:
        return QStringLiteral("✓");
    case RungResult::Outcome::Failed:
        return QStringLiteral("✗");
    default:
        return QStringLiteral("–");
    }
}

QString plain(const QString &text)
{
    return base::displayText(text.toUtf8());
}

/// Of several lines, all but the first stand under it, in the column of the texts.
QString plainLines(const QString &text, int column)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        lines += plain(line);
    return lines.join(u'\n' + QString(column, u' '));
}

void printRung(const RungResult &rung)
{
    constexpr int nameWidth = 14;
    constexpr int textColumn = nameWidth + 3;
    QString line =
        mark(rung.outcome) + u' ' + padded(session::rungName(rung.rung), nameWidth) + u' ';
    const bool failed = rung.outcome == RungResult::Outcome::Failed;
    const bool climbed = failed || rung.outcome == RungResult::Outcome::Passed
        || rung.outcome == RungResult::Outcome::Limited;
    QStringList parts;
    if (climbed && !rung.tried.isEmpty())
        parts += plainLines(rung.tried, textColumn);
    if (failed && rung.finding.isEmpty())
        parts += plainLines(rung.error.text, textColumn);
    else if (!rung.finding.isEmpty())
        parts += plainLines(rung.finding, textColumn);
    if (rung.outcome == RungResult::Outcome::NotNeeded && parts.isEmpty())
        parts += QCoreApplication::translate("cli", "not needed");
    if (rung.outcome == RungResult::Outcome::NotReached)
        parts = QStringList{ QCoreApplication::translate("cli", "not reached") };
    line += parts.join(QStringLiteral("  "));
    if (climbed)
        line += QStringLiteral("  %1 ms").arg(double(rung.microseconds) / 1000, 0, 'f', 1);
    printLine(line);
    if (failed && !rung.error.detail.isEmpty())
        printLine(QString(textColumn, u' ') + base::displayText(rung.error.detail, 1000));
}

/// Prints each rung once, when it is decided, in the order of the ladder.
class RungPrinter {
public:
    void print(const session::DiagnosisReport &report, bool all)
    {
        for (; m_next < report.rungs.size(); ++m_next) {
            const RungResult &rung = report.rungs[m_next];
            const bool open = rung.outcome == RungResult::Outcome::Running
                || rung.outcome == RungResult::Outcome::NotReached;
            if (open && !all)
                return;
            printRung(rung);
        }
    }

private:
    qsizetype m_next = 0;
};

} // namespace

int withTarget(
    const Arguments &arguments,
    const std::function<void(const profiles::Profile &, const profiles::Secrets &)> &ready,
    const std::function<base::Result<>(profiles::Profile &)> &prepare)
{
    const QString word = arguments.positional.constFirst();
    const auto password = givenPassword(arguments);
    if (!password) {
        complain(password.error());
        return Usage;
    }
    auto target = findTarget(word, Folders::standard(), *password);
    if (!target) {
        complain(target.error());
        return Usage;
    }
    return withTarget(std::move(*target), arguments.owner, ready, prepare);
}

int withTarget(
    Target target, QObject *owner,
    const std::function<void(const profiles::Profile &, const profiles::Secrets &)> &ready,
    const std::function<base::Result<>(profiles::Profile &)> &prepare)
{
    if (const auto prepared = prepare ? prepare(target.profile) : base::Result<>(); !prepared) {
        complain(prepared.error());
        return prepared.error().kind == base::Error::Kind::Invalid ? Usage : ErrorReply;
    }
    auto *desk = new SecretDesk(Folders::standard(), owner);
    // From the event loop, so that whatever ends at once ends the loop.
    QMetaObject::invokeMethod(
        desk,
        [desk, target = std::move(target), ready] {
            desk->complete(target, [target, ready](const base::Result<profiles::Secrets> &secrets) {
                if (secrets) {
                    ready(target.profile, *secrets);
                    return;
                }
                complain(secrets.error());
                const bool given = secrets.error().kind == base::Error::Kind::Cancelled;
                QCoreApplication::exit(given ? int(Interrupted)
                                             : static_cast<int>(session::Rung::Auth));
            });
        },
        Qt::QueuedConnection);
    return -1;
}

int runTest(const Arguments &arguments)
{
    const bool json = arguments.parser.isSet(QStringLiteral("json"));
    return withTarget(arguments,
                      [json, owner = arguments.owner](const profiles::Profile &profile,
                                                      const profiles::Secrets &secrets) {
                          auto *ladder = new session::Diagnosis(profile, secrets, owner);
                          ladder->setAsker(TerminalAsker::where());
                          auto *interrupt = new Interrupt(ladder);
                          auto printer = std::make_shared<RungPrinter>();
                          QObject::connect(interrupt, &Interrupt::raised, ladder,
                                           [] { QCoreApplication::exit(Interrupted); });
                          if (!json) {
                              QObject::connect(
                                  ladder, &session::Diagnosis::rungChanged, ladder,
                                  [ladder, printer] { printer->print(ladder->report(), false); });
                          }
                          QObject::connect(ladder, &session::Diagnosis::finished, ladder,
                                           [json, printer](const session::DiagnosisReport &report) {
                                               if (json) {
                                                   print(QJsonDocument(report.toJson()).toJson());
                                               } else {
                                                   printer->print(report, true);
                                                   printLine(plain(report.summary()));
                                               }
                                               QCoreApplication::exit(report.exitStatus());
                                           });
                          ladder->start();
                      });
}

int runExec(const Arguments &arguments)
{
    const QCommandLineParser &parser = arguments.parser;
    ExecOptions options;
    const bool raw = parser.isSet(QStringLiteral("raw"));
    if (raw && parser.isSet(QStringLiteral("json")))
        return usageError(QCoreApplication::translate("cli", "Either --raw or --json, not both."));
    if (raw)
        options.style = ReplyStyle::Raw;
    else if (parser.isSet(QStringLiteral("json")))
        options.style = ReplyStyle::Json;
    options.confirmed = parser.isSet(QStringLiteral("yes"));
    options.keepGoing = parser.isSet(QStringLiteral("keep-going"));
    if (const QString text = parser.value(QStringLiteral("timeout")); !text.isEmpty()) {
        bool ok = false;
        const int seconds = text.toInt(&ok);
        if (!ok || seconds < 1 || seconds > 86'400)
            return usageError(
                QCoreApplication::translate("cli", "--timeout takes seconds, from 1 to 86400."));
        options.timeout = std::chrono::seconds(seconds);
    }
    std::optional<int> db;
    if (const QString text = parser.value(QStringLiteral("db")); !text.isEmpty()) {
        bool ok = false;
        db = text.toInt(&ok);
        if (!ok || *db < 0 || *db > 1'000'000)
            return usageError(
                QCoreApplication::translate("cli", "--db takes the number of a database."));
    }
    if (arguments.dashes && arguments.after.isEmpty())
        return usageError(QCoreApplication::translate("cli", "There is no command behind the --."));
    if (!arguments.dashes && arguments.positional.constFirst() == QLatin1String("@-"))
        return usageError(QCoreApplication::translate(
            "cli", "Standard input cannot be the connection and the commands at once."));
    const bool readOnly = parser.isSet(QStringLiteral("read-only"));
    const auto change = [db, readOnly](profiles::Profile &profile) {
        if (db)
            profile.db = *db;
        profile.readOnly = profile.readOnly || readOnly;
        return base::Result<>();
    };
    return withTarget(
        arguments,
        [options, command = arguments.after, owner = arguments.owner](
            const profiles::Profile &profile, const profiles::Secrets &secrets) {
            auto *run = new ExecRun(profile, secrets, options, command, owner);
            QObject::connect(run, &ExecRun::finished, run,
                             [](int status) { QCoreApplication::exit(status); });
            run->start();
        },
        change);
}

int runProfiles(const Arguments &arguments)
{
    const auto all = savedProfiles(Folders::standard());
    if (!all) {
        complain(all.error());
        return ErrorReply;
    }
    if (arguments.parser.isSet(QStringLiteral("json"))) {
        QJsonArray list;
        for (const profiles::Profile &profile : *all)
            list += summaryObject(profile);
        return print(QJsonDocument(list).toJson()) ? Fine : ErrorReply;
    }
    if (all->isEmpty()) {
        complain(QCoreApplication::translate("cli", "There are no saved connections yet."));
        return Fine;
    }
    return print(summaryTable(*all).toUtf8()) ? Fine : ErrorReply;
}

} // namespace cli
