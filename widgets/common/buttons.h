#pragma once
#include <QAbstractButton>
#include <QToolButton>

namespace common {

/// How a button looks; the style paints it. Plain QPushButtons are Normal, QToolButtons are Flat.
enum class ButtonRole {
    Normal, ///< outline on surface
    Primary, ///< accent fill; one per region
    Flat, ///< no border, hover fill
    Danger, ///< outline and text in danger: the one that deletes
};
enum class ButtonSize { Small = 24, Regular = 28, Large = 32 };

void setButtonRole(QAbstractButton *button, ButtonRole role);
[[nodiscard]] ButtonRole buttonRole(const QWidget *button);
void setButtonSize(QAbstractButton *button, ButtonSize size);
/// Shown small inside a push button, after its text: "Ctrl+S". Does not make the shortcut work.
void setButtonHint(QAbstractButton *button, const QString &hint);

/// A chevron at the end, as of a menu, for a button that opens a popover.
void setButtonChevron(QAbstractButton *button);

/// Flat square tool button (28×28, or 24 small) with one of our icons. The name is tooltip and
/// accessible name at once; a shortcut text is added to the tooltip only.
class IconButton : public QToolButton {
    Q_OBJECT

public:
    IconButton(const QString &icon, const QString &name, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    void setName(const QString &name, const QString &shortcut = {});
    void setSmall(bool small);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    bool m_small = false;
};

} // namespace common
