#include "widgets/settings/preferencessheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/settings/preferences.h"
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui {

using common::Theme;

PreferencesSheet::PreferencesSheet(Preferences &preferences, QWidget *host)
    : common::Sheet(host)
    , m_preferences(preferences)
    , m_languageLabel(new QLabel(this))
    , m_themeLabel(new QLabel(this))
    , m_zoomLabel(new QLabel(this))
    , m_language(new QComboBox(this))
    , m_theme(new common::SegmentedControl(this))
    , m_zoom(new QSpinBox(this))
    , m_done(new QPushButton(this))
{
    setObjectName(QStringLiteral("preferencesSheet"));
    setPanelWidth(440);
    m_language->setObjectName(QStringLiteral("language"));
    m_theme->setObjectName(QStringLiteral("theme"));
    m_zoom->setObjectName(QStringLiteral("zoom"));
    m_done->setObjectName(QStringLiteral("preferencesDone"));
    // A language names itself, whatever the language of the program.
    m_language->addItem(QString(), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("한국어"), QStringLiteral("ko"));
    m_language->setCurrentIndex(qMax(0, m_language->findData(preferences.language())));
    const QStringList names{ QStringLiteral("themeSystem"), QStringLiteral("themeLight"),
                             QStringLiteral("themeDark") };
    for (const QString &name : names)
        m_theme->addSegment(QStringLiteral(" "))->setObjectName(name);
    m_theme->setCurrent(static_cast<int>(preferences.theme()));
    m_zoom->setRange(80, 200);
    m_zoom->setSingleStep(10);
    m_zoom->setSuffix(QStringLiteral(" %"));
    m_zoom->setValue(preferences.zoom());
    m_zoom->setKeyboardTracking(false);
    m_languageLabel->setBuddy(m_language);
    m_themeLabel->setBuddy(m_theme);
    m_zoomLabel->setBuddy(m_zoom);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Theme::instance().px(16));
    grid->setVerticalSpacing(Theme::instance().px(12));
    grid->addWidget(m_languageLabel, 0, 0);
    grid->addWidget(m_language, 0, 1, Qt::AlignLeft);
    grid->addWidget(m_themeLabel, 1, 0);
    grid->addWidget(m_theme, 1, 1, Qt::AlignLeft);
    grid->addWidget(m_zoomLabel, 2, 0);
    grid->addWidget(m_zoom, 2, 1, Qt::AlignLeft);
    grid->setColumnMinimumWidth(0, Theme::instance().px(112));
    grid->setColumnStretch(1, 1);
    body()->addLayout(grid);
    common::setButtonRole(m_done, common::ButtonRole::Primary);
    footer()->addWidget(m_done);

    connect(m_language, &QComboBox::activated, this,
            [this] { m_preferences.setLanguage(m_language->currentData().toString()); });
    connect(m_theme, &common::SegmentedControl::currentChanged, this,
            [this](int index) { m_preferences.setTheme(static_cast<Theme::Mode>(index)); });
    connect(m_zoom, &QSpinBox::valueChanged, this,
            [this](int percent) { m_preferences.setZoom(percent); });
    connect(m_done, &QPushButton::clicked, this, &Sheet::close);
    retranslate();
}

void PreferencesSheet::changeEvent(QEvent *event)
{
    Sheet::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PreferencesSheet::retranslate()
{
    setTitle(tr("Preferences"));
    m_languageLabel->setText(tr("Language"));
    m_themeLabel->setText(tr("Theme"));
    m_zoomLabel->setText(tr("Text size"));
    m_language->setItemText(0, tr("System language"));
    m_language->setAccessibleName(tr("Language"));
    m_theme->setAccessibleName(tr("Theme"));
    m_zoom->setAccessibleName(tr("Text size"));
    m_theme->setSegmentText(0, tr("System"));
    m_theme->setSegmentText(1, tr("Light"));
    m_theme->setSegmentText(2, tr("Dark"));
    m_done->setText(tr("Done"));
}

} // namespace ui
