#pragma once
#include "widgets/common/theme.h"
#include <QObject>
#include <QSettings>

namespace ui {

/// What the person chose for the whole program, and how windows and profiles were last laid out.
/// Kept in one INI file; every change is written as a whole or not at all.
class Preferences final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Preferences)

public:
    explicit Preferences(const QString &path, QObject *parent = nullptr);

    /// "en", "ko", or empty = the desktop's language.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &language);
    [[nodiscard]] common::Theme::Mode theme() const;
    void setTheme(common::Theme::Mode mode);
    [[nodiscard]] int zoom() const; ///< per cent
    void setZoom(int percent);

    /// Free-form state under a profile's (or the window's) own heading: splitters, open tabs.
    [[nodiscard]] QVariant state(const QString &heading, const QString &key,
                                 const QVariant &otherwise = {}) const;
    void setState(const QString &heading, const QString &key, const QVariant &value);
    void sync();

Q_SIGNALS:
    void languageChanged(const QString &language);

private:
    QSettings m_file;
};

} // namespace ui
