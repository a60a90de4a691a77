#pragma once
#include "widgets/common/theme.h"
#include <QLabel>

namespace common {

/// A label that never reads its text as markup, for everything a server said. With an elide mode
/// it stays on one line, is cut to the room it has, and then shows the whole text as its tooltip.
class PlainLabel final : public QLabel {
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    void setElideMode(Qt::TextElideMode mode);
    /// Colour by token; follows a theme switch.
    void setRole(QColor Tokens::*role);
    /// Font of the type scale; follows the zoom.
    void setType(Theme::Size size, int weight = QFont::Normal);
    void setFixedType(Theme::Size size = Theme::Size::Secondary, int weight = QFont::Normal);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refresh();

    Qt::TextElideMode m_elide = Qt::ElideNone;
    QColor Tokens::*m_role = &Tokens::textPrimary;
    Theme::Size m_size = Theme::Size::Base;
    int m_weight = QFont::Normal;
    bool m_fixed = false;
};

} // namespace common
