#include "widgets/console/askbar.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>

namespace ui {

namespace {

constexpr int mostDetailLines = 6;

} // namespace

AskBar::AskBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new common::PlainLabel(this))
    , m_details(new QPlainTextEdit(this))
    , m_typed(new QLineEdit(this))
    , m_no(new QPushButton(this))
    , m_yes(new QPushButton(this))
{
    setObjectName(QStringLiteral("consoleQuestion"));
    m_text->setObjectName(QStringLiteral("consoleQuestionText"));
    m_text->setWordWrap(true);
    m_details->setObjectName(QStringLiteral("consoleQuestionLines"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_typed->setObjectName(QStringLiteral("consoleQuestionWord"));
    m_no->setObjectName(QStringLiteral("consoleQuestionNo"));
    m_yes->setObjectName(QStringLiteral("consoleQuestionYes"));
    for (QPushButton *button : { m_no, m_yes })
        button->setAutoDefault(true); // Enter presses the one that has the focus, no other

    const int gap = common::Theme::instance().px(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap + gap / 2, gap, gap + gap / 2, gap);
    layout->setSpacing(gap);
    layout->addWidget(m_text);
    layout->addWidget(m_details);
    auto *row = new QHBoxLayout;
    row->setSpacing(gap);
    row->addWidget(m_typed, 1);
    row->addStretch();
    row->addWidget(m_no);
    row->addWidget(m_yes);
    layout->addLayout(row);

    connect(m_no, &QPushButton::clicked, this, [this] { finish(false); });
    connect(m_yes, &QPushButton::clicked, this, [this] { finish(true); });
    connect(m_typed, &QLineEdit::textChanged, this,
            [this] { m_yes->setEnabled(m_typed->text() == m_word); });
    refresh();
    hide();
}

void AskBar::ask(const Question &question)
{
    m_word = question.word;
    m_text->setText(question.text);
    m_details->setPlainText(question.details);
    m_details->setVisible(!question.details.isEmpty());
    const auto lines = std::min<qsizetype>(mostDetailLines, question.details.count(u'\n') + 1);
    m_details->setFixedHeight(int(lines) * m_details->fontMetrics().lineSpacing()
                              + common::Theme::instance().px(12));
    m_yes->setText(question.yes);
    common::setButtonRole(
        m_yes, question.danger ? common::ButtonRole::Danger : common::ButtonRole::Primary);
    m_typed->clear();
    m_typed->setVisible(!m_word.isEmpty());
    m_yes->setEnabled(m_word.isEmpty());
    show();
    raise();
    if (!m_word.isEmpty())
        m_typed->setFocus(Qt::PopupFocusReason);
    else
        (question.danger ? m_no : m_yes)->setFocus(Qt::PopupFocusReason);
}

void AskBar::finish(bool yes)
{
    if (!isVisible())
        return;
    hide();
    Q_EMIT answered(yes);
}

void AskBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        finish(false);
        return;
    }
    // Enter in the word's field confirms nothing.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();
        return;
    }
    QFrame::keyPressEvent(event);
}

void AskBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), common::tokens().window);
    painter.fillRect(QRect(0, 0, width(), 1), common::tokens().controlOutline);
}

void AskBar::refresh()
{
    m_text->setType(common::Theme::Size::Secondary);
    m_details->setFont(common::Theme::instance().fixed());
    m_details->setAccessibleName(tr("Lines"));
    m_typed->setAccessibleName(tr("Word that confirms"));
    m_no->setText(tr("Cancel"));
}

void AskBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

} // namespace ui
