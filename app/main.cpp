#include "app/application.h"
#include "app/cli/askpass.h"
#include "app/cli/commandline.h"
#include "app/cli/processguard.h"
#include "app/cli/target.h"
#include "app/cli/terminal.h"
#include "app/screenshots.h"
#include "base/log.h"
#include "base/redact.h"
#include "widgets/common/icons.h"
#include "widgets/mainwindow.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QSessionManager>
#include <QTextStream>
#include <cstdio>
#include <optional>

namespace {

/// The one way out for log lines: no secret passes, whoever wrote the line.
void writeLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QString line =
        qFormatLogMessage(type, context, base::redactedText(text)) + QLatin1Char('\n');
    const QByteArray bytes = line.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

struct Options {
    QCommandLineOption demo{ QStringLiteral("demo"),
                             QStringLiteral("Start the built-in demo server and open it.") };
    QCommandLineOption screenshot{
        QStringLiteral("screenshot"),
        QStringLiteral("Render the main screens to PNG files in <directory> and exit. Needs --demo "
                       "or the name of a saved connection."),
        QStringLiteral("directory")
    };
    QCommandLineOption language{ QStringLiteral("lang"), QStringLiteral("Language: ko or en."),
                                 QStringLiteral("language") };
    QCommandLineOption theme{ QStringLiteral("theme"),
                              QStringLiteral("Theme: light, dark or system."),
                              QStringLiteral("theme") };

    void describe(QCommandLineParser &parser) const
    {
        parser.setApplicationDescription(
            QStringLiteral("A desktop browser and admin tool for Redis, Valkey and ElastiCache."));
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addOptions({ demo, screenshot, language, theme });
        parser.addPositionalArgument(QStringLiteral("connection"),
                                     QStringLiteral("Name of a saved connection to open."),
                                     QStringLiteral("[connection]"));
    }
};

int complain(const QString &sentence)
{
    std::fputs(qPrintable(sentence + QLatin1Char('\n')), stderr);
    return 2;
}

/// The word behind the one that takeWords() left.
QString givenAddress(const QString &seen, const QByteArrayList &words)
{
    for (const QByteArray &word : words) {
        if (word != cli::hiddenAddress(word)
            && QString::fromLocal8Bit(cli::hiddenAddress(word)) == seen)
            return QString::fromLocal8Bit(word);
    }
    return seen;
}

/// The logout waits for the answer about edits that it would lose. (SIGTERM waits for nobody.)
void answerLogout(QSessionManager &manager, ui::MainWindow &window)
{
    if (!window.hasUnsavedEdits() || !manager.allowsInteraction())
        return;
    manager.cancel();
    window.close();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("larder"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LARDER_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("larder"));
    qInstallMessageHandler(writeLog);

    // Before Qt keeps a copy: what is hidden here stays hidden.
    cli::guardProcess();
    if (cli::isAskpass(argc))
        return cli::runAskpass(argv[1]);
    const QByteArrayList words = cli::takeWords(argc, argv);
    if (cli::isCommand(words))
        return cli::run(argc, argv, words);

    const Options options;
    QCommandLineParser parser;
    options.describe(parser);

    const QApplication application(argc, argv);
    parser.process(application);

    const QString language = parser.value(options.language);
    if (parser.isSet(options.language) && language != QLatin1String("ko")
        && language != QLatin1String("en")) {
        return complain(QStringLiteral("--lang takes ko or en."));
    }
    const QString theme = parser.value(options.theme);
    if (parser.isSet(options.theme) && theme != QLatin1String("light")
        && theme != QLatin1String("dark") && theme != QLatin1String("system")) {
        return complain(QStringLiteral("--theme takes light, dark or system."));
    }
    const QStringList names = parser.positionalArguments();
    if (names.size() > 1)
        return complain(QStringLiteral("At most one connection can be named."));
    const bool shooting = parser.isSet(options.screenshot);
    if (shooting && !parser.isSet(options.demo) && names.isEmpty())
        return complain(QStringLiteral("--screenshot needs --demo or the name of a connection."));

    // An address or a file from outside is only read here; the window asks before it does anything.
    std::optional<cli::Target> outside;
    const QString named = names.isEmpty() ? QString() : givenAddress(names.first(), words);
    if (cli::isAddress(named) || named.startsWith(QLatin1Char('@'))) {
        auto target = cli::findTarget(named, cli::Folders::standard());
        if (!target)
            return complain(target.error().text);
        outside = *target;
    }

    const cli::Interrupt ended; // outlives what takes its leave of others
    app::Application larder(app::Application::standardFolders());
    // Nobody may be there to answer: what is not saved goes, and no session is left at the far end
    // of a tunnel.
    QObject::connect(&ended, &cli::Interrupt::raised, &larder, [&larder] {
        larder.window().saveState();
        QCoreApplication::exit();
    });
    QObject::connect(
        &application, &QGuiApplication::commitDataRequest, &larder,
        [&larder](QSessionManager &manager) { answerLogout(manager, larder.window()); });
    QApplication::setWindowIcon(common::icon(QStringLiteral("app"), &common::Tokens::accent));
    if (!language.isEmpty())
        larder.overrideLanguage(language);
    if (theme == QLatin1String("light"))
        larder.overrideTheme(common::Theme::Mode::Light);
    else if (theme == QLatin1String("dark"))
        larder.overrideTheme(common::Theme::Mode::Dark);
    else if (theme == QLatin1String("system"))
        larder.overrideTheme(common::Theme::Mode::System);
    larder.showWindow();

    app::Screenshots shots(larder, parser.value(options.screenshot));
    if (shooting)
        shots.start();
    if (parser.isSet(options.demo))
        larder.openDemo();
    if (outside)
        larder.askToOpen(outside->profile, outside->secrets);
    else if (!names.isEmpty())
        larder.openByName(names.first());
    return QApplication::exec();
}
