#include "widgets/profiles/formpage.h"
#include <QGridLayout>

namespace ui {

using common::Theme;
using common::Tokens;

namespace {
// Three lines of the grid belong to one row: field, sentence, distance to the next.
constexpr int lines = 3;
} // namespace

FormPage::FormPage(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
{
    const Theme &theme = Theme::instance();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(4));
    column->addLayout(m_grid);
    column->addStretch(1);
    m_grid->setHorizontalSpacing(0);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(0, theme.px(112));
    m_grid->setColumnStretch(1, 1);
}

void FormPage::show(const profiles::Profile &profile)
{
    m_filling = true;
    fill(profile);
    m_filling = false;
    check();
}

void FormPage::touched()
{
    if (m_filling)
        return;
    check();
    Q_EMIT edited();
}

void FormPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_filling = true;
        retranslate();
        m_filling = false;
        check();
    }
    QWidget::changeEvent(event);
}

int FormPage::addRow(QWidget *field, QWidget *buddy)
{
    const Theme &theme = Theme::instance();
    Row row;
    row.label = new common::PlainLabel;
    row.label->setRole(&Tokens::textSecondary);
    row.label->setBuddy(buddy);
    row.label->setContentsMargins(0, 0, theme.px(12), 0);
    row.label->setMinimumHeight(theme.px(28));
    row.field = field;
    row.buddy = buddy;
    row.note = new common::PlainLabel;
    row.note->setType(Theme::Size::Secondary);
    row.note->setWordWrap(true);
    row.note->setContentsMargins(0, theme.px(4), 0, 0);
    row.note->hide();
    const int line = static_cast<int>(m_rows.size()) * lines;
    m_grid->addWidget(row.label, line, 0, Qt::AlignLeft | Qt::AlignTop);
    m_grid->addWidget(field, line, 1);
    m_grid->addWidget(row.note, line + 1, 1);
    m_grid->setRowMinimumHeight(line + 2, theme.px(12));
    m_rows += row;
    return static_cast<int>(m_rows.size()) - 1;
}

void FormPage::setLabel(int row, const QString &text)
{
    m_rows[row].label->setText(text);
    m_rows[row].buddy->setAccessibleName(text);
}

void FormPage::setHint(int row, const QString &text)
{
    m_rows[row].hint = text;
    showNote(row);
}

void FormPage::setProblem(int row, const QString &text)
{
    m_rows[row].problem = text;
    showNote(row);
}

void FormPage::showNote(int row)
{
    Row &r = m_rows[row];
    const bool wrong = !r.problem.isEmpty();
    const QString text = wrong ? r.problem : r.hint;
    r.note->setRole(wrong ? &Tokens::danger : &Tokens::textMuted);
    r.note->setText(text);
    r.note->setVisible(!text.isEmpty() && !r.field->isHidden());
    r.buddy->setAccessibleDescription(text);
}

void FormPage::setRowVisible(int row, bool visible)
{
    Row &r = m_rows[row];
    r.label->setVisible(visible);
    r.field->setVisible(visible);
    m_grid->setRowMinimumHeight(row * lines + 2, visible ? Theme::instance().px(12) : 0);
    showNote(row);
}

} // namespace ui
