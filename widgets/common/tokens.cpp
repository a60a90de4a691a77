#include "widgets/common/theme.h"

namespace common {

namespace {

Pair pair(QRgb text, QRgb background)
{
    return { QColor::fromRgb(text), QColor::fromRgb(background) };
}

} // namespace

const Tokens Tokens::light{
    .window = QColor(0xF4, 0xF5, 0xF7),
    .surface = QColor(0xFF, 0xFF, 0xFF),
    .sunken = QColor(0xE9, 0xEC, 0xF1),
    .selection = QColor(0xD5, 0xE3, 0xFA),
    .hover = QColor(0xED, 0xF0, 0xF4),
    .hairline = QColor(0xDC, 0xE0, 0xE7),
    .scrim = QColor(26, 30, 38, 82),
    .textPrimary = QColor(0x1A, 0x1E, 0x26),
    .textSecondary = QColor(0x45, 0x4E, 0x5C),
    .textMuted = QColor(0x56, 0x60, 0x70),
    .accent = QColor(0x1A, 0x58, 0xB5),
    .onAccent = QColor(0xFF, 0xFF, 0xFF),
    .ok = QColor(0x14, 0x66, 0x3A),
    .warn = QColor(0x7A, 0x4A, 0x00),
    .danger = QColor(0xB3, 0x21, 0x1A),
    .controlOutline = QColor(0x7C, 0x85, 0x94),
    .productionFrame = QColor(0xB3, 0x21, 0x1A),
    .warnBand = pair(0x7A4A00, 0xFBEFD8),
    .productionBand = pair(0xFFFFFF, 0xB3211A),
    .diffAdded = pair(0x14663A, 0xDFF3E7),
    .diffRemoved = pair(0xB3211A, 0xFCE8E6),
    .series = { QColor(0x1A, 0x58, 0xB5), QColor(0xB3, 0x5A, 0x00), QColor(0x14, 0x66, 0x3A),
                QColor(0x9B, 0x1F, 0x5C), QColor(0x6B, 0x2F, 0xA0), QColor(0x0F, 0x61, 0x65) },
    .badges = { pair(0x1F4FA3, 0xE3ECFB), pair(0x6B2FA0, 0xF0E6F9), pair(0x0F6165, 0xDDF2F2),
                pair(0x2A6318, 0xE4F3DC), pair(0x7A4A00, 0xFBEFD8), pair(0x9B1F5C, 0xFBE4EF),
                pair(0x3D4B12, 0xEEF2D8), pair(0x454E5C, 0xE9ECF1) },
};

const Tokens Tokens::dark{
    .window = QColor(0x15, 0x17, 0x1C),
    .surface = QColor(0x1C, 0x1F, 0x26),
    .sunken = QColor(0x10, 0x12, 0x16),
    .selection = QColor(0x23, 0x40, 0x6E),
    .hover = QColor(0x25, 0x29, 0x32),
    .hairline = QColor(0x2C, 0x31, 0x3B),
    .scrim = QColor(0, 0, 0, 140),
    .textPrimary = QColor(0xE7, 0xEA, 0xF0),
    .textSecondary = QColor(0xB3, 0xBB, 0xC8),
    .textMuted = QColor(0xA6, 0xAF, 0xBD),
    .accent = QColor(0x8A, 0xB6, 0xFF),
    .onAccent = QColor(0x0D, 0x15, 0x26),
    .ok = QColor(0x63, 0xD3, 0x92),
    .warn = QColor(0xED, 0xBB, 0x5A),
    .danger = QColor(0xFF, 0x93, 0x8A),
    .controlOutline = QColor(0x6F, 0x79, 0x88),
    .productionFrame = QColor(0xE5, 0x53, 0x4B),
    .warnBand = pair(0xEDBB5A, 0x40300F),
    .productionBand = pair(0xFFFFFF, 0xB3261E),
    .diffAdded = pair(0x63D392, 0x173625),
    .diffRemoved = pair(0xFF938A, 0x42191A),
    .series = { QColor(0x8A, 0xB6, 0xFF), QColor(0xF0, 0xA2, 0x4A), QColor(0x63, 0xD3, 0x92),
                QColor(0xFF, 0x9C, 0xC8), QColor(0xD0, 0xA8, 0xFF), QColor(0x76, 0xD5, 0xD9) },
    .badges = { pair(0x9CC2FF, 0x1B2C4A), pair(0xD0A8FF, 0x33224A), pair(0x76D5D9, 0x12383A),
                pair(0x9AD87F, 0x20381A), pair(0xEDBB5A, 0x40300F), pair(0xFF9CC8, 0x4A1B33),
                pair(0xC7D46A, 0x333A16), pair(0xB3BBC8, 0x2B303A) },
};

Pair Tokens::typeBadge(base::KeyType type) const
{
    using enum base::KeyType;
    switch (type) {
    case String:
        return badges[0];
    case Hash:
        return badges[1];
    case List:
        return badges[2];
    case Set:
        return badges[3];
    case SortedSet:
        return badges[4];
    case Stream:
        return badges[5];
    case Json:
        return badges[6];
    case Unknown:
    case None:
    case Other:
        break;
    }
    return badges[7];
}

Pair Tokens::environment(profiles::Environment environment) const
{
    using enum profiles::Environment;
    switch (environment) {
    case Development:
        return diffAdded;
    case Staging:
        return warnBand;
    case Production:
        return productionBand;
    case Demo:
        return badges[0];
    case Local:
        break;
    }
    return badges[7];
}

} // namespace common
