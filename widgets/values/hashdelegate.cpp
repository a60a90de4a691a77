#include "widgets/values/hashdelegate.h"
#include "base/displaytext.h"
#include "values/hashmodel.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QLineEdit>
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;
using values::HashModel;

namespace {

constexpr qsizetype editLimit = qsizetype(64) * 1024;

int px(int length)
{
    return Theme::instance().px(length);
}

bool isNumber(const QString &text)
{
    if (text.isEmpty() || text.size() > 20)
        return false;
    bool ok = false;
    static_cast<void>(text.toDouble(&ok));
    return ok && !text.at(text.size() - 1).isSpace() && !text.at(0).isSpace();
}

} // namespace

HashDelegate::HashDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

void HashDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const common::Tokens &t = tokens();
    const bool selected = option.state & QStyle::State_Selected;
    const auto state = index.data(HashModel::StateRole).value<HashModel::State>();
    const bool staged = state != HashModel::State::Confirmed;
    const bool deleted = index.data(HashModel::DeletedRole).toBool();
    const bool changed = index.data(HashModel::ChangedRole).toBool();
    const common::Pair &diff =
        deleted || state == HashModel::State::Failed ? t.diffRemoved : t.diffAdded;
    painter->save();
    if (staged)
        painter->fillRect(option.rect, diff.background);
    else if (selected)
        painter->fillRect(option.rect, t.selection);
    else if (changed)
        painter->fillRect(option.rect, t.hover);

    QRect rect = option.rect.adjusted(px(8), 0, -px(8), 0);
    painter->setFont(Theme::instance().fixed(Theme::Size::Secondary));
    const QFontMetrics metrics = painter->fontMetrics();
    QString text = index.data(Qt::DisplayRole).toString();
    QColor colour = staged ? diff.text : t.textPrimary;
    if (index.column() == HashModel::FieldColumn) {
        if (staged) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setBrush(diff.text);
            painter->setPen(Qt::NoPen);
            painter->drawEllipse(
                QPointF(option.rect.left() + px(12) + 0.5, option.rect.center().y() + 1),
                px(7) / 2.0, px(7) / 2.0);
            painter->setRenderHint(QPainter::Antialiasing, false);
        }
        rect.setLeft(option.rect.left() + px(32));
        colour = t.textPrimary;
    } else if (index.column() == HashModel::FieldTtlColumn) {
        const QVariant ms = index.data(HashModel::FieldTtlRole);
        const bool none = !ms.isValid() || ms.toLongLong() < 0;
        if (staged && !none)
            text = tr("%1 kept").arg(text);
        colour = none ? t.textMuted : ms.toLongLong() < 60000 ? t.warn : colour;
        if (!none && ms.toLongLong() < 60000) {
            common::paintIcon(painter, QRect(rect.left(), rect.top(), px(16), rect.height()),
                              QStringLiteral("clock-warning"), t.warn, 14);
            rect.setLeft(rect.left() + px(20));
        }
    } else if (!staged && isNumber(text)) {
        colour = t.series[1];
    }

    if (deleted) {
        QFont struck = painter->font();
        struck.setStrikeOut(true);
        painter->setFont(struck);
    }
    painter->setPen(colour);
    const QVariant old = index.data(HashModel::OldBytesRole);
    const bool was =
        index.column() == HashModel::ValueColumn && staged && !deleted && old.isValid();
    const QString shown = text.isEmpty() && index.column() == HashModel::ValueColumn
        ? tr("(empty)")
        : metrics.elidedText(text, Qt::ElideRight, was ? rect.width() * 3 / 5 : rect.width());
    if (text.isEmpty() && index.column() == HashModel::ValueColumn)
        painter->setPen(staged ? colour : t.textMuted);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (was) {
        const QString label = tr("was:");
        const QString before = base::displayText(old.toByteArray(), 200);
        QFont caption = Theme::instance().ui(Theme::Size::Caption);
        const int labelWidth = QFontMetrics(caption).horizontalAdvance(label);
        const int x = rect.left() + metrics.horizontalAdvance(shown) + px(16);
        const int room = rect.right() - x - labelWidth - px(20);
        if (room > px(24)) {
            const QString cut =
                metrics.elidedText(before.isEmpty() ? tr("(empty)") : before, Qt::ElideRight, room);
            const int width = labelWidth + px(20) + metrics.horizontalAdvance(cut);
            const QRect box(x, rect.center().y() - px(8), width, px(17));
            common::paintBox(painter, box, t.diffRemoved.background, {}, 3);
            painter->setPen(t.diffRemoved.text);
            painter->setFont(caption);
            painter->drawText(box.adjusted(px(6), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                              label);
            QFont struck = Theme::instance().fixed(Theme::Size::Secondary);
            struck.setStrikeOut(!before.isEmpty());
            painter->setFont(struck);
            painter->drawText(box.adjusted(px(12) + labelWidth, 0, 0, 0),
                              Qt::AlignLeft | Qt::AlignVCenter, cut);
        }
    }
    if (option.state & QStyle::State_HasFocus)
        common::paintInnerFocus(painter, option.rect, 2);
    painter->restore();
}

QWidget *HashDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                    const QModelIndex &index) const
{
    if (index.column() != HashModel::ValueColumn)
        return nullptr;
    if (index.data(HashModel::BytesRole).toByteArray().size() > editLimit) {
        Q_EMIT refused(tr("Values over 64 KB cannot be edited in the table."));
        return nullptr;
    }
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(QStringLiteral("cellEditor"));
    edit->setAccessibleName(tr("Value"));
    edit->setFont(Theme::instance().fixed(Theme::Size::Secondary));
    edit->setProperty("focusRing", false);
    return edit;
}

void HashDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *edit = static_cast<QLineEdit *>(editor);
    if (edit->isModified())
        return; // a refresh must not take away what is being typed
    const base::EditText text = base::editText(index.data(HashModel::BytesRole).toByteArray());
    edit->setProperty("escaped", text.escaped);
    edit->setText(text.text);
    edit->setToolTip(text.escaped ? tr("Escaped: \\n \\r \\t \\xNN stand for bytes.") : QString());
    edit->selectAll();
}

void HashDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                const QModelIndex &index) const
{
    auto *edit = static_cast<QLineEdit *>(editor);
    if (!edit->isModified())
        return;
    const auto bytes = base::parseEditText({ edit->text(), edit->property("escaped").toBool() });
    if (!bytes) {
        Q_EMIT refused(tr("A backslash begins an escape: \\\\ \\n \\r \\t \\xNN."));
        return;
    }
    model->setData(index, *bytes, Qt::EditRole);
}

void HashDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                        const QModelIndex &) const
{
    editor->setGeometry(option.rect);
}

} // namespace ui
