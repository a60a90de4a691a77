#pragma once
#include "widgets/common/theme.h"
#include <QAbstractButton>
#include <QList>

namespace ui {

/// One button of a status bar: a dot or an icon, words, a figure, a few bars.
class StatusItem final : public QAbstractButton {
    Q_OBJECT

public:
    StatusItem(const QString &name, QWidget *parent);

    QString icon;
    QColor common::Tokens::*iconRole = &common::Tokens::textSecondary;
    QColor common::Tokens::*textRole = &common::Tokens::textSecondary;
    bool dot = false;
    QString strong; ///< drawn before the text, in primary
    QString figure; ///< drawn after the text, in the fixed font
    QList<qint64> bars;
    bool lineAtLeft = false;

    /// It only tells something: no hover, no focus, no click.
    void setPlain();

    /// After any of the above changed.
    void refresh();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] bool hitButton(const QPoint &at) const override;

private:
    bool m_plain = false;
};

} // namespace ui
