#include "widgets/profiles/formpage.h"
#include "widgets/common/paint.h"
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace ui {

using common::Theme;
using common::Tokens;

namespace {
// Three lines of the grid belong to one row: field, sentence, distance to the next.
constexpr int lines = 3;
// Wide enough for our labels, so that the forms of one page stand in line.
constexpr int labelWidth = 136;

class Outline final : public QWidget {
public:
    explicit Outline(QPlainTextEdit *edit)
    {
        edit->setFrameShape(QFrame::NoFrame);
        auto *inside = new QVBoxLayout(this);
        inside->setContentsMargins(2, 2, 2, 2);
        inside->addWidget(edit);
        connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &t = common::tokens();
        common::paintBox(&painter, rect(), t.surface, t.controlOutline);
    }
};
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
    m_grid->setColumnMinimumWidth(0, theme.px(labelWidth));
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

void FormPage::paintEvent(QPaintEvent *)
{
    if (!m_heading)
        return;
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, common::tokens().hairline);
}

void FormPage::addHeading(common::PlainLabel *heading)
{
    const Theme &theme = Theme::instance();
    m_heading = heading;
    heading->setType(Theme::Size::Base, QFont::DemiBold);
    heading->setContentsMargins(0, 0, 0, theme.px(12));
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, heading);
}

int FormPage::addRowAtLeft(QWidget *field)
{
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(field);
    row->addStretch(1);
    return addRow(holder, field);
}

QWidget *FormPage::side(QWidget *first, std::initializer_list<QWidget *> others)
{
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::instance().px(8));
    row->addWidget(first, 1);
    for (QWidget *other : others)
        row->addWidget(other);
    return holder;
}

QWidget *FormPage::outlined(QPlainTextEdit *edit)
{
    return new Outline(edit);
}

FormPage::SecretField FormPage::makeSecretField(const char *name)
{
    auto *edit = new QLineEdit;
    auto *reveal = new QPushButton;
    edit->setObjectName(QLatin1String(name));
    edit->setEchoMode(QLineEdit::Password);
    edit->setFont(Theme::instance().fixed());
    reveal->setObjectName(QStringLiteral("reveal") + QString::fromLatin1(name));
    reveal->setCheckable(true);
    reveal->setEnabled(false);
    const SecretField field{ side(edit, { reveal }), edit, reveal };
    connect(edit, &QLineEdit::textChanged, this,
            [edit, reveal] { reveal->setEnabled(!edit->text().isEmpty()); });
    connect(reveal, &QAbstractButton::toggled, this, [field](bool on) {
        field.edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        field.retranslate();
    });
    return field;
}

void FormPage::SecretField::retranslate() const
{
    reveal->setText(reveal->isChecked() ? tr("Hide") : tr("Show"));
    reveal->setAccessibleName(tr("Show password"));
    reveal->setToolTip(tr("Show or hide what is typed"));
}

void FormPage::SecretField::set(const base::Secret &secret) const
{
    edit->setText(QString::fromUtf8(secret.reveal()));
    reveal->setChecked(false);
}

base::Secret FormPage::SecretField::secret() const
{
    return base::Secret(edit->text().toUtf8());
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

void FormPage::setLabel(int row, const QString &text, const QString &tip)
{
    m_rows[row].label->setText(text);
    m_rows[row].buddy->setAccessibleName(text);
    m_rows[row].buddy->setToolTip(tip.isEmpty() ? text : tip);
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
