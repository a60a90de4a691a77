#pragma once
#include <QFocusFrame>
#include <QPointer>

namespace common {

/// The 2 px accent ring with a 1 px gap round the control that has the keyboard. One for the whole
/// program: it follows QApplication::focusChanged. Item views and editors that fill a pane draw
/// their own ring inward; any other widget can opt out with setProperty("focusRing", false).
class FocusRing final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FocusRing)

public:
    static void install(QObject *parent);
    [[nodiscard]] static bool wantsRing(const QWidget *widget);

private:
    explicit FocusRing(QObject *parent);
    void follow(QWidget *now);

    QPointer<QFocusFrame> m_frame;
};

} // namespace common
