#include "widgets/common/badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

using common::Theme;
using common::Tokens;

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothThemes_textIsReadableOnEveryGround_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void bothThemes_textIsReadableOnEveryGround()
    {
        QFETCH(bool, dark);
        const Tokens &t = dark ? Tokens::dark : Tokens::light;
        for (const QColor &ground : { t.window, t.surface, t.sunken, t.selection }) {
            for (const QColor &text : { t.textPrimary, t.textSecondary, t.textMuted, t.accent, t.ok,
                                        t.warn, t.danger }) {
                QVERIFY2(contrast(text, ground) >= 4.5,
                         qPrintable(text.name() + QLatin1Char(' ') + ground.name()));
            }
        }
        for (const QColor &ground : { t.window, t.surface, t.sunken })
            QVERIFY(contrast(t.controlOutline, ground) >= 3.0);
        for (const common::Pair &badge : t.badges)
            QVERIFY(contrast(badge.text, badge.background) >= 6.0);
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
    }

    void everyTypeAndEnvironment_hasItsOwnPair()
    {
        const Tokens &t = Tokens::light;
        QCOMPARE(t.typeBadge(base::KeyType::String).text, QColor(0x1F, 0x4F, 0xA3));
        QCOMPARE(t.typeBadge(base::KeyType::Json).background, QColor(0xEE, 0xF2, 0xD8));
        QCOMPARE(t.typeBadge(base::KeyType::Other).text, QColor(0x45, 0x4E, 0x5C));
        QCOMPARE(t.environment(profiles::Environment::Production).background,
                 QColor(0xB3, 0x21, 0x1A));
        QCOMPARE(t.environment(profiles::Environment::Demo).text,
                 t.typeBadge(base::KeyType::String).text);
    }

    void modeSwitch_changesPaletteAndTellsOnce()
    {
        Theme &theme = Theme::instance();
        theme.setMode(Theme::Mode::Light);
        QCOMPARE(QApplication::palette().color(QPalette::Base), Tokens::light.surface);
        QSignalSpy changes(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changes.size(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), Tokens::dark.surface);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changes.size(), 1);
    }

    void zoom_scalesFontsAndLengthsWithinLimits()
    {
        Theme &theme = Theme::instance();
        theme.setMode(Theme::Mode::Light);
        theme.setZoom(100);
        const int before = theme.px(100);
        const int fontBefore = theme.ui().pixelSize();
        theme.setZoom(150);
        QCOMPARE(theme.px(100), qRound(before * 1.5));
        QVERIFY(theme.ui().pixelSize() > fontBefore);
        QCOMPARE(QApplication::font().pixelSize(), theme.ui().pixelSize());
        theme.setZoom(1000);
        QCOMPARE(theme.zoom(), 200);
        theme.setZoom(100);
    }

    void fixedFont_givesEveryLatinCharacterTheSameRoom()
    {
        const QFontMetrics metrics(Theme::instance().fixed());
        QCOMPARE(metrics.horizontalAdvance(QStringLiteral("iiii")),
                 metrics.horizontalAdvance(QStringLiteral("WWWW")));
    }

    void icon_isTintedAndFollowsTheTheme()
    {
        Theme::instance().setMode(Theme::Mode::Light);
        const QIcon icon = common::icon(QStringLiteral("key"));
        const auto strongest = [](const QPixmap &pixmap) {
            const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
            QColor found;
            int alpha = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (qAlpha(image.pixel(x, y)) > alpha) {
                        alpha = qAlpha(image.pixel(x, y));
                        found = QColor(image.pixel(x, y));
                    }
                }
            }
            return found;
        };
        QCOMPARE(strongest(icon.pixmap(16)), Tokens::light.textSecondary);
        Theme::instance().setMode(Theme::Mode::Dark);
        QCOMPARE(strongest(icon.pixmap(16)), Tokens::dark.textSecondary);
        QCOMPARE(strongest(common::iconPixmap(QStringLiteral("key"), Qt::red, 32, 2.0)),
                 QColor(Qt::red));
        QCOMPARE(common::iconPixmap(QStringLiteral("key"), Qt::red, 32, 2.0).width(), 64);
    }

    void everyType_badgeIsPainted()
    {
        QImage image(60, 24, QImage::Format_ARGB32_Premultiplied);
        image.fill(Tokens::light.surface);
        Theme::instance().setMode(Theme::Mode::Light);
        QPainter painter(&image);
        common::paintTypeBadge(&painter, image.rect(), base::KeyType::Hash);
        painter.end();
        const QColor ground = Tokens::light.typeBadge(base::KeyType::Hash).background;
        QCOMPARE(QColor(image.pixel(60 / 2 - 16, 12)), ground);
        QCOMPARE(QColor(image.pixel(2, 2)), Tokens::light.surface);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
