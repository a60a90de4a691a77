#pragma once
#include <QList>
#include <QObject>

class QTranslator;

namespace app {

/// The catalogues of the language in force; switches while the program runs.
class Translations final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Translations)

public:
    explicit Translations(QObject *parent = nullptr);
    ~Translations() override;

    /// "en", "ko", or empty for the desktop's. Every widget gets a LanguageChange event.
    void setLanguage(const QString &language);
    /// "en" or "ko".
    [[nodiscard]] QString language() const { return m_language; }

private:
    void load(const QString &file);

    QList<QTranslator *> m_installed;
    QString m_language;
};

} // namespace app
