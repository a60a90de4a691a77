#include "widgets/browser/keydelegate.h"
#include "base/durationtext.h"
#include "keys/keytreemodel.h"
#include "widgets/common/badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QDateTime>
#include <QLocale>
#include <QTreeView>

namespace ui {

namespace {

int px(int length)
{
    return common::Theme::instance().px(length);
}

int levelOf(QModelIndex index)
{
    int level = 0;
    while ((index = index.parent()).isValid())
        ++level;
    return level;
}

} // namespace

KeyDelegate::KeyDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QString KeyDelegate::sizeText(qint64 size)
{
    if (size < 10000)
        return base::countText(size);
    double value = double(size);
    int unit = -1;
    while (value >= 1000 && unit < 3) {
        value /= 1024;
        ++unit;
    }
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0) + QLatin1Char(' ')
        + QLatin1Char("KMGT"[std::max(unit, 0)]);
}

int KeyDelegate::chevronEnd(const QModelIndex &index)
{
    return px(12) + px(16) * (levelOf(index) + 1);
}

QSize KeyDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { px(200), px(24) };
}

void KeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    using keys::KeyTreeModel;
    const common::Tokens &tokens = common::tokens();
    const auto &theme = common::Theme::instance();
    const QRect row = option.rect;
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(row, tokens.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(row, tokens.hover);
    if (option.state & QStyle::State_HasFocus)
        common::paintInnerFocus(painter, row);

    const int level = levelOf(index);
    painter->setPen(tokens.hairline);
    for (int i = 0; i < level; ++i) {
        const int x = row.left() + px(16) * (i + 1);
        painter->drawLine(x, row.top(), x, row.bottom());
    }
    int x = row.left() + px(12) + px(16) * level;
    int right = row.right() - px(12) + 1;
    const QFont fixed = theme.fixed();
    const QFontMetrics metrics(fixed);
    const auto text = [&](const QRect &rect, int flags, const QString &string, const QFont &font,
                          const QColor &colour) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, flags | Qt::AlignVCenter | Qt::TextSingleLine, string);
    };

    if (index.data(KeyTreeModel::FolderRole).toBool()) {
        const auto *view = qobject_cast<const QTreeView *>(option.widget);
        const bool open = view && view->isExpanded(index);
        common::paintIcon(painter, QRect(x, row.top(), px(16), row.height()),
                          open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                          tokens.textSecondary, px(16));
        x += px(16);
        QString count = base::countText(index.data(KeyTreeModel::CountRole).toLongLong());
        if (index.data(KeyTreeModel::PartialRole).toBool())
            count += QLatin1Char('+');
        const QFont small = theme.fixed(common::Theme::Size::Caption);
        const int countWidth = QFontMetrics(small).horizontalAdvance(count);
        const QString name = metrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                                std::max(px(40), right - x - countWidth - px(8)));
        const int width = metrics.horizontalAdvance(name);
        text(QRect(x, row.top(), width + 1, row.height()), Qt::AlignLeft, name, fixed,
             tokens.textPrimary);
        text(QRect(x + width + px(8), row.top(), countWidth + 1, row.height()), Qt::AlignLeft,
             count, small, tokens.textMuted);
        painter->restore();
        return;
    }

    const bool expired = index.data(KeyTreeModel::ExpiredRole).toBool();
    const QSize badge = common::typeBadgeSize();
    common::paintTypeBadge(painter, QRect(x, row.top(), badge.width(), row.height()),
                           index.data(KeyTreeModel::TypeRole).value<base::KeyType>());
    x += badge.width() + px(8);

    // Size, then time to live, from the right.
    const qint64 size = index.data(KeyTreeModel::SizeRole).toLongLong();
    const bool roomy = row.width() > px(240);
    if (roomy) {
        const QRect sizeRect(right - px(56), row.top(), px(56), row.height());
        if (size >= 0)
            text(sizeRect, Qt::AlignRight, sizeText(size), fixed, tokens.textSecondary);
        right -= px(56);
    }
    const qint64 deadline = index.data(KeyTreeModel::DeadlineRole).toLongLong();
    const qint64 left = deadline - QDateTime::currentMSecsSinceEpoch();
    const QRect ttlRect(right - px(72), row.top(), px(72), row.height());
    const QFont caption = theme.ui(common::Theme::Size::Caption);
    if (expired) {
        text(ttlRect, Qt::AlignRight, tr("expired"), caption, tokens.textSecondary);
    } else if (deadline == keys::KeyStore::noDeadline) {
        text(ttlRect, Qt::AlignRight, tr("no TTL"), caption, tokens.textMuted);
    } else if (deadline >= 0) {
        const bool soon = left < 60000;
        const QString time = base::ttlText(left);
        text(ttlRect, Qt::AlignRight, time, fixed, soon ? tokens.warn : tokens.textPrimary);
        if (soon) {
            const int at = ttlRect.right() - metrics.horizontalAdvance(time) - px(20);
            common::paintIcon(painter, QRect(at, row.top(), px(16), row.height()),
                              QStringLiteral("clock-warning"), tokens.warn, px(16));
        }
    }
    right -= px(72) + px(4);

    // The folders are shown above; where the whole name does not fit, they are what is left out.
    QString name = index.data().toString();
    QFont nameFont = fixed;
    nameFont.setStrikeOut(expired);
    const int room = right - x;
    if (metrics.horizontalAdvance(name) > room) {
        const int tail = index.data(KeyTreeModel::TailRole).toInt();
        if (tail > 0 && tail < name.size())
            name = name.mid(tail);
        name = metrics.elidedText(name, Qt::ElideMiddle, room);
    }
    text(QRect(x, row.top(), room, row.height()), Qt::AlignLeft, name, nameFont,
         expired ? tokens.textMuted : tokens.textPrimary);
    painter->restore();
}

} // namespace ui
