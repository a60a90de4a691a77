#include "widgets/rail.h"
#include "widgets/common/badge.h"
#include "widgets/common/buttons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using common::tokens;

RailTile::RailTile(const profiles::Profile &profile, QWidget *parent)
    : QAbstractButton(parent)
    , m_profile(profile)
{
    setCheckable(true);
    setAutoExclusive(false);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setText(initials(profile.name));
    const QString name = QStringLiteral("%1 %2").arg(
        common::environmentShortName(profile.environment), profile.name);
    setAccessibleName(name);
    setToolTip(Qt::convertFromPlainText(QStringLiteral("%1 · %2").arg(name, profile.address())));
}

QString RailTile::initials(const QString &name)
{
    static const QRegularExpression breaks(QStringLiteral("[^\\p{L}\\p{N}]+"));
    const QStringList words = name.split(breaks, Qt::SkipEmptyParts);
    if (words.isEmpty())
        return QStringLiteral("?");
    if (words.size() == 1)
        return words.first().left(2).toUpper();
    return (words.at(0).left(1) + words.at(1).left(1)).toUpper();
}

void RailTile::setOffline(bool offline)
{
    m_offline = offline;
    update();
}

QSize RailTile::sizeHint() const
{
    return { Theme::instance().px(48), Theme::instance().px(40) };
}

void RailTile::paintEvent(QPaintEvent *)
{
    const common::Tokens &t = tokens();
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    QColor stripe = m_profile.colour.isEmpty() ? QColor() : QColor(m_profile.colour);
    if (!stripe.isValid()) {
        using enum profiles::Environment;
        switch (m_profile.environment) {
        case Production:
            stripe = t.productionFrame;
            break;
        case Staging:
            stripe = t.warn;
            break;
        case Development:
            stripe = t.ok;
            break;
        case Demo:
            stripe = t.accent;
            break;
        case Local:
            stripe = t.controlOutline;
            break;
        }
    }
    const int stripeHeight = theme.px(isChecked() ? 32 : 24);
    painter.fillRect(QRect(0, (height() - stripeHeight) / 2, theme.px(3), stripeHeight), stripe);

    const int side = theme.px(32);
    const QRect tile((width() - side) / 2, (height() - side) / 2, side, side);
    if (isChecked())
        common::paintBox(&painter, tile, t.surface, t.controlOutline);
    else if (underMouse())
        common::paintBox(&painter, tile, t.hover, {});
    painter.setFont(theme.ui(Theme::Size::Secondary, QFont::DemiBold));
    painter.setPen(m_offline ? t.textMuted : isChecked() ? t.textPrimary : t.textSecondary);
    painter.drawText(tile, Qt::AlignCenter, text());
    if (m_offline) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.sunken, 2));
        painter.setBrush(t.warn);
        painter.drawEllipse(QRectF(tile.right() - 7, tile.bottom() - 7, 8, 8));
    }
}

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(Theme::instance().px(48));
    auto *add = new common::IconButton(QStringLiteral("plus"), QString(), this);
    auto *home = new common::IconButton(QStringLiteral("home"), QString(), this);
    add->setObjectName(QStringLiteral("railNew"));
    home->setObjectName(QStringLiteral("railHome"));
    home->setCheckable(true);
    m_new = add;
    m_home = home;

    const int edge = Theme::instance().px(8);
    m_column->setContentsMargins(0, Theme::instance().px(4), 0, edge);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_column->addWidget(add, 0, Qt::AlignHCenter);
    m_column->addSpacing(edge);
    m_column->addWidget(home, 0, Qt::AlignHCenter);

    connect(add, &QAbstractButton::clicked, this, &Rail::newRequested);
    connect(home, &QAbstractButton::clicked, this, [this] {
        m_home->setChecked(true);
        Q_EMIT homeRequested();
    });
    connect(&Theme::instance(), &Theme::changed, this,
            [this] { setFixedWidth(Theme::instance().px(48)); });
    retranslate();
}

RailTile *Rail::addTile(const profiles::Profile &profile)
{
    auto *tile = new RailTile(profile, this);
    tile->setObjectName(QStringLiteral("railTile"));
    m_column->insertWidget(count(), tile);
    m_tiles.append(tile);
    connect(tile, &QAbstractButton::clicked, this, [this, tile] {
        tile->setChecked(true);
        Q_EMIT workspaceRequested(static_cast<int>(m_tiles.indexOf(tile)));
    });
    return tile;
}

void Rail::removeTile(int index)
{
    if (RailTile *tile = m_tiles.value(index)) {
        m_tiles.removeAt(index);
        tile->hide();
        tile->deleteLater();
    }
}

void Rail::setCurrent(int index)
{
    for (int i = 0; i < count(); ++i)
        m_tiles.at(i)->setChecked(i == index);
    m_home->setChecked(index < 0);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().sunken);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), tokens().hairline);
}

void Rail::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void Rail::retranslate()
{
    setAccessibleName(tr("Open connections"));
    static_cast<common::IconButton *>(m_new)->setName(tr("New connection"),
                                                      QStringLiteral("Ctrl+N"));
    static_cast<common::IconButton *>(m_home)->setName(tr("Connections"), QStringLiteral("Ctrl+O"));
}

} // namespace ui
