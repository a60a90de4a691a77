#include "widgets/common/theme.h"
#include "widgets/common/focusring.h"
#include "widgets/common/larderstyle.h"
#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>

namespace common {

namespace {

/// A desktop without settings hands out these: nobody chose them.
bool isNobodysChoice(const QString &family)
{
    static const QStringList generic{
        QString(),
        QStringLiteral("Sans Serif"),
        QStringLiteral("Sans"),
        QStringLiteral("DejaVu Sans"),
        QStringLiteral("Bitstream Vera Sans"),
        QStringLiteral("Helvetica"),
        QStringLiteral("Monospace"),
        QStringLiteral("monospace"),
        QStringLiteral("Mono"),
        QStringLiteral("DejaVu Sans Mono"),
        QStringLiteral("Courier"),
    };
    return generic.contains(family);
}

QString chooseFamily(const QFont &system, const QString &preferred)
{
    const QString family = system.family();
    if (isNobodysChoice(family) && QFontDatabase::hasFamily(preferred))
        return preferred;
    return family.isEmpty() ? QFontInfo(system).family() : family;
}

QPalette paletteOf(const Tokens &t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.textPrimary);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.window);
    palette.setColor(QPalette::Text, t.textPrimary);
    palette.setColor(QPalette::Button, t.surface);
    palette.setColor(QPalette::ButtonText, t.textPrimary);
    palette.setColor(QPalette::BrightText, t.danger);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.textPrimary);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.surface);
    palette.setColor(QPalette::ToolTipText, t.textPrimary);
    palette.setColor(QPalette::PlaceholderText, t.textMuted);
    palette.setColor(QPalette::Light, t.hover);
    palette.setColor(QPalette::Midlight, t.hover);
    palette.setColor(QPalette::Mid, t.hairline);
    palette.setColor(QPalette::Dark, t.controlOutline);
    palette.setColor(QPalette::Shadow, t.controlOutline);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                             QPalette::HighlightedText }) {
        palette.setColor(QPalette::Disabled, role, t.textMuted);
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, t.window);
    palette.setColor(QPalette::Disabled, QPalette::Button, t.window);
    return palette;
}

} // namespace

class Theme::Private {
public:
    Mode mode = Mode::System;
    bool dark = false;
    bool applied = false;
    bool desktopIsDark = false; ///< read before our own palette covers the desktop's
    qreal systemScale = 1.0;
    int zoom = 100;
    QStringList uiFamilies;
    QStringList fixedFamilies;
};

Theme::Theme()
    : d(std::make_unique<Private>())
{
    const QPalette desktop = QApplication::palette();
    d->desktopIsDark = desktop.color(QPalette::Window).lightness()
        < desktop.color(QPalette::WindowText).lightness();

    const QFont general = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QFont fixedFont = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    d->uiFamilies = { chooseFamily(general, QStringLiteral("Inter")),
                      QStringLiteral("Noto Sans CJK KR") };
    d->fixedFamilies = { chooseFamily(fixedFont, QStringLiteral("JetBrains Mono")),
                         QStringLiteral("D2Coding"), QStringLiteral("Noto Sans Mono CJK KR") };
    if (!isNobodysChoice(general.family()))
        d->systemScale = qBound(0.9, QFontInfo(general).pixelSize() / 13.0, 2.5);
}

Theme::~Theme() = default;

Theme &Theme::instance()
{
    // Lives as long as the application: what it reads and changes is the application's.
    static Theme *theme = nullptr;
    if (!theme) {
        theme = new Theme;
        theme->setParent(qApp);
        connect(theme, &QObject::destroyed, theme, [] { theme = nullptr; });
    }
    return *theme;
}

void Theme::setMode(Mode mode)
{
    const bool dark = mode == Mode::Dark || (mode == Mode::System && d->desktopIsDark);
    d->mode = mode;
    if (d->applied && dark == d->dark)
        return;
    d->dark = dark;
    if (!d->applied) {
        d->applied = true;
        QApplication::setStyle(new LarderStyle);
        QApplication::setFont(ui());
        FocusRing::install(this);
    }
    QApplication::setPalette(paletteOf(tokens()));
    Q_EMIT changed();
}

Theme::Mode Theme::mode() const
{
    return d->mode;
}

bool Theme::isDark() const
{
    return d->dark;
}

const Tokens &Theme::tokens() const
{
    return d->dark ? Tokens::dark : Tokens::light;
}

void Theme::setZoom(int percent)
{
    percent = qBound(80, percent, 200);
    if (percent == d->zoom)
        return;
    d->zoom = percent;
    QApplication::setFont(ui());
    Q_EMIT changed();
}

int Theme::zoom() const
{
    return d->zoom;
}

QFont Theme::ui(Size size, int weight) const
{
    QFont font;
    font.setFamilies(d->uiFamilies);
    font.setPixelSize(px(static_cast<int>(size)));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

QFont Theme::fixed(Size size, int weight) const
{
    QFont font;
    font.setFamilies(d->fixedFamilies);
    font.setPixelSize(px(static_cast<int>(size)));
    font.setWeight(static_cast<QFont::Weight>(weight));
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    // "->" and "!=" stay two characters: a value is shown as it is.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

int Theme::px(int atFullSize) const
{
    return qRound(atFullSize * d->systemScale * d->zoom / 100.0);
}

const Tokens &tokens()
{
    return Theme::instance().tokens();
}

} // namespace common
