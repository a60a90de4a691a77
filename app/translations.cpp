#include "app/translations.h"
#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace app {

Translations::Translations(QObject *parent)
    : QObject(parent)
{
}

Translations::~Translations() = default;

void Translations::setLanguage(const QString &language)
{
    QString wanted = language;
    if (wanted != QLatin1String("en") && wanted != QLatin1String("ko"))
        wanted = QLocale::system().language() == QLocale::Korean ? QStringLiteral("ko")
                                                                 : QStringLiteral("en");
    if (wanted == m_language)
        return;
    m_language = wanted;
    for (QTranslator *old : std::as_const(m_installed)) {
        QCoreApplication::removeTranslator(old);
        delete old;
    }
    m_installed.clear();
    // Dates and numbers follow the language that is read around them.
    QLocale::setDefault(wanted == QLatin1String("ko")
                            ? QLocale(QLocale::Korean, QLocale::SouthKorea)
                            : QLocale(QLocale::English));
    load(QLibraryInfo::path(QLibraryInfo::TranslationsPath)
         + QStringLiteral("/qtbase_%1.qm").arg(wanted));
    const QDir ours(QStringLiteral(":/larder/translations"));
    const QStringList files = ours.entryList({ QStringLiteral("*_%1.qm").arg(wanted) });
    for (const QString &file : files)
        load(ours.filePath(file));
}

void Translations::load(const QString &file)
{
    auto *translator = new QTranslator(this);
    if (translator->load(file) && QCoreApplication::installTranslator(translator))
        m_installed.append(translator);
    else
        delete translator;
}

} // namespace app
