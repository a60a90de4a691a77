#include "widgets/settings/preferences.h"

namespace ui {

using common::Theme;

namespace {

const QString languageKey = QStringLiteral("language");
const QString themeKey = QStringLiteral("theme");
const QString zoomKey = QStringLiteral("zoom");

} // namespace

Preferences::Preferences(const QString &path, QObject *parent)
    : QObject(parent)
    , m_file(path, QSettings::IniFormat)
{
}

QString Preferences::language() const
{
    const QString language = m_file.value(languageKey).toString();
    return language == QLatin1String("en") || language == QLatin1String("ko") ? language
                                                                              : QString();
}

void Preferences::setLanguage(const QString &language)
{
    if (language == this->language())
        return;
    m_file.setValue(languageKey, language);
    Q_EMIT languageChanged(language);
}

Theme::Mode Preferences::theme() const
{
    const QString mode = m_file.value(themeKey).toString();
    if (mode == QLatin1String("light"))
        return Theme::Mode::Light;
    if (mode == QLatin1String("dark"))
        return Theme::Mode::Dark;
    return Theme::Mode::System;
}

void Preferences::setTheme(Theme::Mode mode)
{
    const QString name = mode == Theme::Mode::Light ? QStringLiteral("light")
        : mode == Theme::Mode::Dark                 ? QStringLiteral("dark")
                                                    : QStringLiteral("system");
    m_file.setValue(themeKey, name);
    Theme::instance().setMode(mode);
}

int Preferences::zoom() const
{
    return qBound(80, m_file.value(zoomKey, 100).toInt(), 200);
}

void Preferences::setZoom(int percent)
{
    percent = qBound(80, percent, 200);
    m_file.setValue(zoomKey, percent);
    Theme::instance().setZoom(percent);
}

QVariant Preferences::state(const QString &heading, const QString &key,
                            const QVariant &otherwise) const
{
    return m_file.value(heading + QLatin1Char('/') + key, otherwise);
}

void Preferences::setState(const QString &heading, const QString &key, const QVariant &value)
{
    m_file.setValue(heading + QLatin1Char('/') + key, value);
}

void Preferences::sync()
{
    m_file.sync();
}

} // namespace ui
