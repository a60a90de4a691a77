#pragma once
#include "widgets/common/theme.h"
#include <QWidget>

namespace ui {

/// A plain area in one of the token colours, with hairlines on the edges that are asked for.
class Panel : public QWidget {
    Q_OBJECT

public:
    explicit Panel(QColor common::Tokens::*fill, Qt::Edges hairlines = {},
                   QWidget *parent = nullptr);

    void setHairlines(Qt::Edges hairlines);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor common::Tokens::*m_fill;
    Qt::Edges m_hairlines;
};

} // namespace ui
