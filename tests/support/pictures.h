#pragma once
#include "support/wait.h"
#include "widgets/common/theme.h"
#include <QTranslator>
#include <QWidget>

namespace support {

/// Pictures of windows for people to look at, where LARDER_PICTURES names a folder. The look is
/// that of LARDER_THEME ("light", "dark") in LARDER_LANGUAGE: "en", "ko", or "long", English made
/// half as long again.
class Pictures final {
    Q_DISABLE_COPY_MOVE(Pictures)

    class Longer final : public QTranslator {
    public:
        [[nodiscard]] bool isEmpty() const override { return false; }
        [[nodiscard]] QString translate(const char *, const char *text, const char *,
                                        int) const override
        {
            const QString plain = QString::fromUtf8(text);
            return plain + QStringLiteral("·").repeated(static_cast<int>(plain.size() / 2));
        }
    };

public:
    /// `parts` = catalogues of texts: "profiles". Puts the look in force, until it goes.
    explicit Pictures(const QStringList &parts)
        : m_folder(qEnvironmentVariable("LARDER_PICTURES"))
        , m_language(qEnvironmentVariable("LARDER_LANGUAGE", QStringLiteral("en")))
        , m_theme(qEnvironmentVariable("LARDER_THEME", QStringLiteral("light")))
    {
        if (!isWanted())
            return;
        if (m_language == QLatin1String("long"))
            m_texts.push_back(std::make_unique<Longer>());
        for (const QString &part : parts) {
            auto texts = std::make_unique<QTranslator>();
            const QString file =
                QStringLiteral(":/larder/translations/%1_%2.qm").arg(part, m_language);
            if (m_language != QLatin1String("long") && texts->load(file))
                m_texts.push_back(std::move(texts));
        }
        for (const auto &texts : m_texts)
            QCoreApplication::installTranslator(texts.get());
        common::Theme::instance().setMode(m_theme == QLatin1String("dark")
                                              ? common::Theme::Mode::Dark
                                              : common::Theme::Mode::Light);
    }
    ~Pictures()
    {
        for (const auto &texts : m_texts)
            QCoreApplication::removeTranslator(texts.get());
        if (isWanted())
            common::Theme::instance().setMode(common::Theme::Mode::Light);
    }

    [[nodiscard]] bool isWanted() const { return !m_folder.isEmpty(); }
    void take(QWidget *window, const char *name) const
    {
        settle();
        window->grab().save(QStringLiteral("%1/%2-%3-%4.png")
                                .arg(m_folder, QString::fromLatin1(name), m_language, m_theme));
    }

private:
    QString m_folder;
    QString m_language;
    QString m_theme;
    std::vector<std::unique_ptr<QTranslator>> m_texts;
};

} // namespace support
