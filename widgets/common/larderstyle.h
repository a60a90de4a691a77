#pragma once
#include <QProxyStyle>

class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionToolButton;

namespace common {

/// Fusion with the shapes of the design: colours from the tokens at paint time, so a theme switch
/// needs nothing but a repaint.
class LarderStyle final : public QProxyStyle {
    Q_OBJECT

public:
    LarderStyle();

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;

private:
    static void drawButtonPanel(const QStyleOption *option, QPainter *painter,
                                const QWidget *widget);
    static void drawPushButtonLabel(const QStyleOption *option, QPainter *painter,
                                    const QWidget *widget);
    static void drawMenuItem(const QStyleOptionMenuItem *item, QPainter *painter);
    static void drawTab(const QStyleOption *option, QPainter *painter);
    void drawComboBox(const QStyleOptionComboBox *box, QPainter *painter,
                      const QWidget *widget) const;
    void drawSpinBox(const QStyleOptionSpinBox *box, QPainter *painter,
                     const QWidget *widget) const;
    void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter,
                       const QWidget *widget) const;
    void drawToolButton(const QStyleOptionToolButton *button, QPainter *painter,
                        const QWidget *widget) const;
};

} // namespace common
