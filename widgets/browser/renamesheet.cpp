#include "widgets/browser/renamesheet.h"
#include "base/displaytext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include <QLineEdit>
#include <QPushButton>

namespace ui {

RenameSheet::RenameSheet(QWidget *host, const QByteArray &name)
    : Sheet(host)
    , m_name(name)
    , m_edit(new QLineEdit(this))
    , m_problem(new common::PlainLabel(this))
    , m_rename(new QPushButton(tr("Rename"), this))
{
    setObjectName(QStringLiteral("renameSheet"));
    setTitle(tr("Rename key"));
    const base::EditText edit = base::editText(name);
    m_escaped = edit.escaped;
    m_edit->setObjectName(QStringLiteral("newName"));
    m_edit->setAccessibleName(tr("New name"));
    m_edit->setFont(common::Theme::instance().fixed());
    m_edit->setMaxLength(1 << 20);
    m_edit->setText(edit.text);
    m_edit->selectAll();
    body()->addWidget(m_edit);
    if (m_escaped) {
        auto *note = new common::PlainLabel(
            tr("This name is not plain text: \\n \\r \\t \\\\ and \\xNN stand for single bytes."),
            this);
        note->setObjectName(QStringLiteral("escapedNote"));
        note->setType(common::Theme::Size::Secondary);
        note->setRole(&common::Tokens::textMuted);
        note->setWordWrap(true);
        body()->addWidget(note);
    }
    m_problem->setObjectName(QStringLiteral("renameProblem"));
    m_problem->setRole(&common::Tokens::danger);
    m_problem->setWordWrap(true);
    m_problem->hide();
    body()->addWidget(m_problem);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    cancel->setAccessibleName(cancel->text());
    m_rename->setObjectName(QStringLiteral("rename"));
    m_rename->setAccessibleName(m_rename->text());
    m_rename->setAutoDefault(false);
    common::setButtonRole(m_rename, common::ButtonRole::Primary);
    footer()->addWidget(cancel);
    footer()->addWidget(m_rename);
    const auto go = [this] {
        const auto to = typed();
        if (to && *to != m_name) {
            m_rename->setEnabled(false);
            Q_EMIT renameRequested(*to);
        }
    };
    connect(cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_rename, &QPushButton::clicked, this, go);
    connect(m_edit, &QLineEdit::returnPressed, this, go);
    connect(m_edit, &QLineEdit::textChanged, this, &RenameSheet::check);
    check();
    open(m_edit);
}

std::optional<QByteArray> RenameSheet::typed() const
{
    return base::parseEditText({ m_edit->text(), m_escaped });
}

void RenameSheet::check()
{
    const auto name = typed();
    m_rename->setEnabled(name && *name != m_name);
    m_problem->setVisible(!name);
    if (!name)
        m_problem->setText(tr("A backslash has to be followed by n, r, t, another backslash or x "
                              "and two hexadecimal digits."));
}

void RenameSheet::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->show();
    m_rename->setEnabled(true);
    m_edit->setFocus();
}

} // namespace ui
