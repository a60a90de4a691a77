#include "widgets/browser/keysfooter.h"
#include "base/durationtext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/commandpreview.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QClipboard>
#include <QPushButton>

namespace ui {

using common::Theme;

KeysFooter::KeysFooter(QWidget *parent)
    : QWidget(parent)
    , m_text(new common::PlainLabel(this))
    , m_command(new common::PlainLabel(this))
    , m_copy(new common::IconButton(QStringLiteral("copy-command"), {}, this))
    , m_continue(new QPushButton(this))
    , m_scanAll(new QPushButton(this))
    , m_stop(new QPushButton(this))
{
    setObjectName(QStringLiteral("scanFooter"));
    m_text->setObjectName(QStringLiteral("scanText"));
    m_text->setType(Theme::Size::Secondary);
    m_text->setWordWrap(true);
    m_command->setObjectName(QStringLiteral("scanCommand"));
    m_command->setFixedType(Theme::Size::Caption);
    m_command->setRole(&common::Tokens::textMuted);
    m_command->setElideMode(Qt::ElideRight);
    m_copy->setObjectName(QStringLiteral("copyScanCommand"));
    m_copy->setSmall(true);
    m_continue->setObjectName(QStringLiteral("continueScan"));
    m_scanAll->setObjectName(QStringLiteral("scanAll"));
    m_stop->setObjectName(QStringLiteral("stopScan"));
    for (QPushButton *button : { m_continue, m_scanAll, m_stop }) {
        common::setButtonSize(button, common::ButtonSize::Small);
        button->setAutoDefault(false);
        button->hide();
    }
    const auto &theme = Theme::instance();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(4));
    column->setSpacing(theme.px(4));
    auto *top = new QHBoxLayout;
    top->setSpacing(theme.px(8));
    top->addWidget(m_text, 1);
    top->addWidget(m_continue);
    top->addWidget(m_scanAll);
    top->addWidget(m_stop);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_command, 1);
    bottom->addWidget(m_copy);
    column->addLayout(top);
    column->addLayout(bottom);
    connect(m_continue, &QPushButton::clicked, this, &KeysFooter::continueRequested);
    connect(m_scanAll, &QPushButton::clicked, this, &KeysFooter::scanAllRequested);
    connect(m_stop, &QPushButton::clicked, this, &KeysFooter::stopRequested);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_line); });
    retranslate();
}

void KeysFooter::retranslate()
{
    m_continue->setText(tr("Continue"));
    m_scanAll->setText(tr("Scan all"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop scanning (Esc)"));
    m_copy->setName(tr("Copy the command"));
    for (QPushButton *button : { m_continue, m_scanAll, m_stop })
        button->setAccessibleName(button->text());
}

QString KeysFooter::text() const
{
    return m_text->text();
}

void KeysFooter::focusAction()
{
    QWidget *target = m_copy;
    for (QPushButton *button : { m_stop, m_continue }) {
        if (button->isVisible())
            target = button;
    }
    target->setFocus(Qt::ShortcutFocusReason);
}

void KeysFooter::setCommand(const resp::Command &command, const QString &note)
{
    m_line = command.isEmpty() ? QString() : common::CommandPreview::line(command);
    m_command->setText(note.isEmpty() || m_line.isEmpty() ? m_line + note
                                                          : m_line + QStringLiteral(" · ") + note);
    m_copy->setEnabled(!m_line.isEmpty());
}

void KeysFooter::showSentence(const QString &sentence, const resp::Command &command)
{
    m_text->setText(sentence);
    m_text->setToolTip({});
    m_text->setAccessibleDescription({});
    m_percent = -1;
    for (QPushButton *button : { m_continue, m_scanAll, m_stop })
        button->hide();
    setCommand(command, {});
    update();
}

void KeysFooter::show(const keys::KeyScanner &scanner, qint64 listed, const QString &completeAt)
{
    using State = keys::KeyScanner::State;
    const State state = scanner.state();
    const QString count = base::countText(listed);
    m_percent = scanner.percent();
    const QString percent = QString::number(m_percent);
    const bool paused = state == State::Paused || state == State::Stopped;
    m_continue->setVisible(paused);
    m_scanAll->setVisible(paused && !scanner.pausedByError());
    m_stop->setVisible(state == State::Running);
    QString note;
    switch (state) {
    case State::Idle:
        m_text->setText({});
        break;
    case State::Running:
        m_text->setText(m_percent < 0
                            ? tr("%1 keys").arg(count)
                            : tr("%1 of ~%2 · %3 %")
                                  .arg(count, base::countText(scanner.databaseSize()), percent));
        break;
    case State::Paused:
    case State::Stopped:
        if (scanner.pausedByError())
            m_text->setText(tr("Interrupted at %1 keys: %2").arg(count, scanner.error().text));
        else if (m_percent < 0)
            m_text->setText(tr("Paused at %1 keys.").arg(count));
        else
            m_text->setText(tr("Paused at %1 keys, about %2 % scanned.").arg(count, percent));
        break;
    case State::Complete:
        m_text->setText(scanner.slotsMoved()
                            ? tr("Ended at %1 while slots were moving between nodes: some keys may "
                                 "be missing. Refresh when the move is over.")
                                  .arg(completeAt)
                            : tr("Complete at %1 · later keys are not listed").arg(completeAt));
        note = tr("%1 keys").arg(count);
        break;
    case State::Failed:
        m_text->setText(scanner.error().text);
        break;
    }
    setCommand(scanner.command(), note);
    m_text->setToolTip(nodesText(scanner));
    m_text->setAccessibleDescription(m_text->toolTip());
    update();
}

QString KeysFooter::nodesText(const keys::KeyScanner &scanner)
{
    const QList<keys::KeyScanner::NodeProgress> nodes = scanner.nodes();
    if (nodes.size() < 2)
        return {};
    QStringList lines;
    for (const auto &node : nodes) {
        const QString size =
            node.size < 0 ? QStringLiteral("?") : QLatin1Char('~') + base::countText(node.size);
        QString state = tr("%1 of %2").arg(base::countText(node.looked), size);
        if (!node.problem.isEmpty())
            state = node.problem;
        else if (node.done)
            state = tr("done, %1").arg(size);
        lines += node.address + QStringLiteral(": ") + state;
    }
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>")
        .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped());
}

void KeysFooter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const common::Tokens &tokens = common::tokens();
    painter.fillRect(rect(), tokens.window);
    const int line = Theme::instance().px(2);
    painter.fillRect(0, 0, width(), 1, tokens.hairline);
    if (m_percent >= 0)
        painter.fillRect(0, 0, int(qint64(width()) * m_percent / 100), line, tokens.accent);
}

void KeysFooter::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
