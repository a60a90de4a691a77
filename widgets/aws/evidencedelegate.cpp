#include "widgets/aws/evidencedelegate.h"
#include "aws/cache.h"
#include "widgets/common/icons.h"

namespace ui {

using common::Tokens;

EvidenceDelegate::EvidenceDelegate(int answerRole, int notPermittedRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_answerRole(answerRole)
    , m_notPermittedRole(notPermittedRole)
{
}

void EvidenceDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto paint = [option](const char *icon, QColor Tokens::*role) {
        option->icon = common::icon(QLatin1String(icon), role);
        option->decorationSize = { common::Theme::instance().px(16),
                                   common::Theme::instance().px(16) };
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->palette.setColor(QPalette::Text, common::tokens().*role);
    };
    if (!index.data(m_notPermittedRole).toString().isEmpty()) {
        option->text = tr("not permitted"); // which action, the tooltip tells
        paint("lock", &Tokens::textMuted);
        return;
    }
    const QVariant answer = index.data(m_answerRole);
    if (!answer.isValid())
        return;
    switch (static_cast<aws::Answer>(answer.toInt())) {
    case aws::Answer::Yes:
        option->text = tr("yes");
        paint("ok", &Tokens::ok);
        break;
    case aws::Answer::No:
        option->text = tr("no");
        paint("error", &Tokens::danger);
        break;
    case aws::Answer::Unknown:
        option->text = tr("unknown");
        paint("help", &Tokens::textMuted);
        break;
    }
}

} // namespace ui
