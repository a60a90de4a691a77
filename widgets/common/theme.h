#pragma once
#include "base/keytype.h"
#include "profiles/profile.h"
#include <QColor>
#include <QFont>
#include <QObject>
#include <array>
#include <memory>

namespace common {

/// A text colour on its background.
struct Pair {
    QColor text;
    QColor background;
};

/// The token table of the design: every colour the program paints comes from here.
struct Tokens {
    QColor window, surface, sunken, selection, hover, hairline, scrim;
    QColor textPrimary, textSecondary, textMuted;
    QColor accent, onAccent;
    QColor ok, warn, danger;
    QColor controlOutline, productionFrame;
    Pair warnBand, productionBand, diffAdded, diffRemoved;
    std::array<QColor, 6> series;

    [[nodiscard]] Pair typeBadge(base::KeyType type) const;
    [[nodiscard]] Pair environment(profiles::Environment environment) const;

    static const Tokens light;
    static const Tokens dark;
    std::array<Pair, 8> badges; ///< STR HASH LIST SET ZSET STRM JSON MOD
};

/// The look that is in force, and its live switch. GUI thread only.
class Theme final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    static Theme &instance();

    /// Applies palette, style and style sheet to qApp and emits changed() when the look changes.
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const;
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] const Tokens &tokens() const;

    /// The user's own zoom of all text and lengths, 80–200 %. Emits changed().
    void setZoom(int percent);
    [[nodiscard]] int zoom() const;

    /// Sizes of the type scale, derived from the user's base font (13 px at 100 %).
    enum class Size {
        Caption = 11,
        Secondary = 12,
        Base = 13,
        PaneTitle = 14,
        SheetTitle = 16,
        Figure = 22,
        Countdown = 28
    };
    [[nodiscard]] QFont ui(Size size = Size::Base, int weight = QFont::Normal) const;
    /// Keys, values, commands, numbers in tables.
    [[nodiscard]] QFont fixed(Size size = Size::Secondary, int weight = QFont::Normal) const;
    /// A length of the design in this font size: px(24) is 24 at 100 %.
    [[nodiscard]] int px(int atFullSize) const;

Q_SIGNALS:
    void changed();

private:
    Theme();
    ~Theme() override;
    class Private;
    std::unique_ptr<Private> d;
};

/// The tokens in force: short for Theme::instance().tokens().
[[nodiscard]] const Tokens &tokens();

} // namespace common
