#include "widgets/profiles/foundmodel.h"
#include "widgets/common/icons.h"

namespace ui {

using common::Tokens;
using profiles::Found;

namespace {
/// Wrapped at a readable width, and what a file holds never counts as markup.
QString plainTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}
} // namespace

void FoundModel::setFound(const QList<Found> &found)
{
    beginResetModel();
    m_found = found;
    endResetModel();
}

void FoundModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_found.isEmpty())
        Q_EMIT dataChanged(index(0, KindColumn), index(rowCount() - 1, KindColumn));
}

int FoundModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

int FoundModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Found &found = m_found[index.row()];
    if (role == Qt::DecorationRole && index.column() == KindColumn) {
        switch (found.kind) {
        case Found::Kind::Stated:
            return common::icon(QStringLiteral("check"), &Tokens::ok);
        case Found::Kind::Guessed:
            return common::icon(QStringLiteral("wand"), &Tokens::accent);
        case Found::Kind::NotUnderstood:
            return common::icon(QStringLiteral("warning"), &Tokens::warn);
        case Found::Kind::Missing:
            return common::icon(QStringLiteral("help"), &Tokens::danger);
        case Found::Kind::Warning:
            return common::icon(QStringLiteral("warning"), &Tokens::danger);
        }
    }
    if (role == Qt::ToolTipRole
        && (index.column() == SourceColumn || index.column() == ValueColumn))
        return plainTip(index.column() == SourceColumn ? found.source : found.value);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case FieldColumn:
        return found.field;
    case ValueColumn:
        return found.value;
    case KindColumn:
        switch (found.kind) {
        case Found::Kind::Stated:
            return tr("stated");
        case Found::Kind::Guessed:
            return tr("guessed");
        case Found::Kind::NotUnderstood:
            return tr("not understood");
        case Found::Kind::Missing:
            return tr("missing");
        case Found::Kind::Warning:
            return tr("check this");
        }
        return {};
    case LineColumn:
        return found.line > 0 ? QVariant(found.line) : QVariant();
    default:
        return found.source;
    }
}

QVariant FoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FieldColumn:
        return tr("Field");
    case ValueColumn:
        return tr("Value");
    case KindColumn:
        return tr("How it is known");
    case LineColumn:
        return tr("Line");
    case SourceColumn:
        return tr("From");
    default:
        return {};
    }
}

} // namespace ui
