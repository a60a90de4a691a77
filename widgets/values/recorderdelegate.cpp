#include "widgets/values/recorderdelegate.h"
#include "values/flightrecorder.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QDateTime>
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;
using Event = values::FlightRecorder::Event;

RecorderDelegate::RecorderDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QSize RecorderDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool two = !index.data(values::FlightRecorder::DetailRole).toString().isEmpty();
    return { 0, Theme::instance().px(two ? 38 : 24) };
}

void RecorderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    const common::Tokens &t = tokens();
    const auto event = index.data(values::FlightRecorder::EventRole).value<Event>();
    QString icon = QStringLiteral("edit");
    QColor colour = t.accent;
    switch (event) {
    case Event::Loaded:
        icon = QStringLiteral("ok");
        colour = t.textSecondary;
        break;
    case Event::Expired:
    case Event::Deleted:
        icon = event == Event::Expired ? QStringLiteral("clock") : QStringLiteral("delete");
        colour = t.warn;
        break;
    case Event::TtlSet:
    case Event::TtlRemoved:
        icon = event == Event::TtlSet ? QStringLiteral("clock") : QStringLiteral("infinity");
        break;
    case Event::Recreated:
        icon = QStringLiteral("plus");
        colour = t.ok;
        break;
    case Event::Saved:
        icon = QStringLiteral("save");
        colour = t.ok;
        break;
    case Event::SaveStopped:
        icon = QStringLiteral("warning");
        colour = t.warn;
        break;
    case Event::Changed:
    case Event::TypeChanged:
        break;
    }
    const QRect row = option.rect;
    const int line = theme.px(24);
    const int x = row.left() + theme.px(64) + theme.px(8);
    painter->save();
    painter->setPen(t.hairline);
    const int middle = x + theme.px(8);
    if (index.row() > 0)
        painter->drawLine(middle, row.top(), middle, row.top() + theme.px(3));
    if (index.row() + 1 < index.model()->rowCount())
        painter->drawLine(middle, row.top() + theme.px(21), middle, row.bottom());
    common::paintIcon(painter, QRect(x, row.top(), theme.px(16), line), icon, colour);
    painter->setFont(theme.fixed(Theme::Size::Caption));
    painter->setPen(t.textSecondary);
    painter->drawText(QRect(row.left(), row.top(), theme.px(64), line), Qt::AlignVCenter,
                      index.data(values::FlightRecorder::TimeRole)
                          .toDateTime()
                          .toString(QStringLiteral("HH:mm:ss")));
    const QRect text(x + theme.px(24), row.top(), row.right() - x - theme.px(24), line);
    painter->setFont(theme.ui(Theme::Size::Secondary));
    painter->setPen(t.textPrimary);
    painter->drawText(
        text, Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    const QString detail = index.data(values::FlightRecorder::DetailRole).toString();
    if (!detail.isEmpty()) {
        painter->setFont(theme.ui(Theme::Size::Caption));
        painter->setPen(t.textSecondary);
        painter->drawText(QRect(text.left(), row.top() + theme.px(20), text.width(), theme.px(14)),
                          Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(detail, Qt::ElideRight, text.width()));
    }
    painter->restore();
}

} // namespace ui
