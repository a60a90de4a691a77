#include "base/displaytext.h"
#include "widgets/common/theme.h"
#include "widgets/console/askbar.h"
#include "widgets/console/consoleview.h"
#include <QApplication>
#include <QClipboard>
#include <QInputMethod>
#include <QKeyEvent>
#include <QScrollBar>
#include <chrono>

namespace ui {

namespace {

constexpr qint64 escapePairMs = 700;

qint64 monotonicMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool isEnter(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

bool ConsoleView::event(QEvent *event)
{
    // The line's own keys come before the program's shortcuts.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool control = key->modifiers() == Qt::ControlModifier;
        const bool ours = control
            && (key->key() == Qt::Key_A || key->key() == Qt::Key_C || key->key() == Qt::Key_V
                || key->key() == Qt::Key_X || key->key() == Qt::Key_Z || key->key() == Qt::Key_Y
                || key->key() == Qt::Key_L || key->key() == Qt::Key_R || key->key() == Qt::Key_U
                || key->key() == Qt::Key_Space || key->key() == Qt::Key_Left
                || key->key() == Qt::Key_Right || key->key() == Qt::Key_Home
                || key->key() == Qt::Key_End);
        const bool plain =
            !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
            && (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Delete
                || key->key() == Qt::Key_Backspace || !key->text().isEmpty());
        if (ours || plain) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool ConsoleView::focusNextPrevChild(bool next)
{
    // Tab completes while something is typed; on an empty line it moves on, so nobody is trapped.
    if (next && !m_input.text().isEmpty())
        return false;
    return QAbstractScrollArea::focusNextPrevChild(next);
}

/// True when the key only ends a composition. Some input methods commit first and then pass the
/// very Enter on that ended it: such an Enter was pressed before the commit arrived.
bool ConsoleView::endsComposition(const QKeyEvent *event)
{
    if (m_input.isComposing()) {
        const int key = event->key();
        const bool commits = isEnter(key) || key == Qt::Key_Space || key == Qt::Key_Left
            || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down
            || key == Qt::Key_Home || key == Qt::Key_End || key == Qt::Key_Tab;
        if (commits) {
            commitComposition();
            return true;
        }
        if (key == Qt::Key_Escape) {
            m_input.setPreedit({}, 0);
            QGuiApplication::inputMethod()->reset();
            inputChanged();
            return true;
        }
        return false;
    }
    if (!isEnter(event->key()) || m_composedAt < 0)
        return false;
    const auto pressed = qint64(event->timestamp());
    const qint64 now = monotonicMs();
    // Comparable only where the system stamps keys with the same clock.
    const bool comparable = pressed > now - 2000 && pressed <= now;
    return comparable && pressed <= std::exchange(m_composedAt, -1);
}

void ConsoleView::keyPressEvent(QKeyEvent *event)
{
    event->accept();
    if (endsComposition(event))
        return;
    if (handleListKey(event) || handleControlKey(event))
        return;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        enter();
        return;
    case Qt::Key_Up:
        stepHistory(-1);
        return;
    case Qt::Key_Down:
        stepHistory(1);
        return;
    case Qt::Key_Left:
        m_input.move(-1, false, shift);
        break;
    case Qt::Key_Right:
        if (!shift && m_input.cursor() == m_input.text().size() && !m_input.hasSelection()) {
            acceptGhost();
            return;
        }
        m_input.move(1, false, shift);
        break;
    case Qt::Key_Home:
        m_input.moveTo(0, shift);
        break;
    case Qt::Key_End:
        m_input.moveTo(int(m_input.text().size()), shift);
        break;
    case Qt::Key_Backspace:
        m_input.backspace(false);
        break;
    case Qt::Key_Delete:
        m_input.remove(false);
        break;
    case Qt::Key_PageUp:
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        return;
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return;
    case Qt::Key_Tab:
        complete(false);
        return;
    case Qt::Key_Escape:
        escape();
        return;
    default:
        if (event->text().isEmpty() || !event->text().front().isPrint()
            || (event->modifiers() & (Qt::ControlModifier | Qt::MetaModifier)
                && !(event->modifiers() & Qt::AltModifier))) {
            event->ignore();
            return;
        }
        m_transcript.clearSelection();
        m_input.insert(event->text());
    }
    m_historyAt = -1;
    inputChanged();
}

bool ConsoleView::handleListKey(QKeyEvent *event)
{
    if (m_list == List::None)
        return false;
    switch (event->key()) {
    case Qt::Key_Up:
        m_popup->step(-1);
        break;
    case Qt::Key_Down:
        m_popup->step(1);
        break;
    case Qt::Key_PageUp:
        m_popup->step(-10);
        break;
    case Qt::Key_PageDown:
        m_popup->step(10);
        break;
    case Qt::Key_Tab:
        if (m_list == List::History)
            accept(m_popup->current());
        else
            m_popup->step(1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept(m_popup->current());
        break;
    case Qt::Key_Escape:
        if (m_list == List::History)
            m_input.setText(m_typedBeforeHistory);
        closeList();
        break;
    case Qt::Key_R:
        if (!(event->modifiers() & Qt::ControlModifier) || m_list != List::History)
            return false;
        m_popup->step(1);
        break;
    default:
        return false;
    }
    viewport()->update();
    return true;
}

bool ConsoleView::handleControlKey(QKeyEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier) || event->modifiers() & Qt::AltModifier)
        return false;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_C:
        if (m_input.hasSelection() || m_transcript.hasSelection())
            copy();
        else if (m_model->isRunning())
            m_model->cancel();
        else
            m_input.setText({});
        break;
    case Qt::Key_X:
        if (m_input.hasSelection()) {
            copy();
            m_input.removeSelection();
        }
        break;
    case Qt::Key_V:
        paste();
        return true;
    case Qt::Key_A:
        // Once the line, once more everything.
        if (m_input.text().isEmpty()
            || (m_input.selectionStart() == 0 && m_input.hasSelection()
                && m_input.selectionEnd() == m_input.text().size())) {
            m_input.moveTo(m_input.cursor(), false);
            m_transcript.selectAll();
        } else {
            m_input.selectAll();
        }
        viewport()->update();
        return true;
    case Qt::Key_Z:
        shift ? m_input.redo() : m_input.undo();
        break;
    case Qt::Key_Y:
        m_input.redo();
        break;
    case Qt::Key_L:
        clear();
        break;
    case Qt::Key_R:
        openHistory();
        return true;
    case Qt::Key_U:
        m_input.replace(0, m_input.cursor(), {});
        break;
    case Qt::Key_Space:
        complete(true);
        return true;
    case Qt::Key_Left:
        m_input.move(-1, true, shift);
        break;
    case Qt::Key_Right:
        m_input.move(1, true, shift);
        break;
    case Qt::Key_Backspace:
        m_input.backspace(true);
        break;
    case Qt::Key_Delete:
        m_input.remove(true);
        break;
    case Qt::Key_Home:
        verticalScrollBar()->setValue(0);
        return true;
    case Qt::Key_End:
        followEnd();
        return true;
    default:
        return false;
    }
    inputChanged();
    return true;
}

void ConsoleView::enter()
{
    const QString line = m_input.text();
    m_historyAt = -1;
    m_transcript.clearSelection();
    m_atEnd = true;
    m_input.setText({});
    inputChanged();
    m_model->run(line);
}

void ConsoleView::escape()
{
    // Two in a row give a transaction up; one empties the line.
    const qint64 now = monotonicMs();
    const bool twice = m_escapeAt >= 0 && now - m_escapeAt < escapePairMs;
    m_escapeAt = twice ? -1 : now;
    m_transcript.clearSelection();
    if (twice && m_model->inTransaction())
        m_model->run(QStringLiteral("DISCARD"));
    else if (!m_input.text().isEmpty())
        m_input.setText({});
    inputChanged();
}

void ConsoleView::stepHistory(int direction)
{
    const QStringList &lines = m_model->history().lines();
    if (lines.isEmpty())
        return;
    if (m_historyAt < 0) {
        if (direction > 0)
            return;
        m_typedBeforeHistory = m_input.text();
        m_historyAt = lines.size();
    }
    m_historyAt = qBound<qsizetype>(0, m_historyAt + direction, lines.size());
    m_input.setText(m_historyAt == lines.size() ? m_typedBeforeHistory : lines[m_historyAt]);
    if (m_historyAt == lines.size())
        m_historyAt = -1;
    inputChanged();
}

void ConsoleView::complete(bool list)
{
    m_list = List::Completions;
    refreshList();
    // One offer is taken at once.
    if (!list && m_list == List::Completions && m_popup->count() == 1)
        accept(0);
}

void ConsoleView::openHistory()
{
    m_typedBeforeHistory = m_input.text();
    m_list = List::History;
    refreshList();
}

void ConsoleView::refreshList()
{
    QString typed = m_input.text();
    if (m_list == List::History) {
        m_completions = {};
        for (const QString &line : m_model->history().search(typed)) {
            console::Completion offer;
            offer.text = base::displayText(line.toUtf8(), 300);
            offer.insert = line.toUtf8();
            offer.key = true; // painted as plain text
            m_completions.offers += offer;
        }
    } else {
        const QByteArray before = m_input.text().left(m_input.cursor()).toUtf8();
        m_completions = m_model->completer().complete(before, before.size());
        typed = QString::fromUtf8(before.mid(m_completions.from));
    }
    if (m_completions.offers.isEmpty()) {
        closeList();
        return;
    }
    m_popup->setOffers(m_completions.offers, typed);
    // In the window, so that it may stand out over a low dock.
    QWidget *top = window();
    if (m_popup->parentWidget() != top)
        m_popup->setParent(top);
    const QString before =
        QString::fromUtf8(m_input.text().left(m_input.cursor()).toUtf8().left(m_completions.from));
    const QPointF at =
        inputPoint(int(inputPrompt().size() + (m_list == List::History ? 0 : before.size())));
    const QRect line(viewport()->mapTo(top, at.toPoint()), QSize(1, rowHeight()));
    const QRect wide(viewport()->mapTo(top, QPoint()), viewport()->size());
    m_popup->place(line, QRect(wide.left(), 0, wide.width(), top->height()));
}

void ConsoleView::closeList()
{
    m_list = List::None;
    m_completions = {};
    if (m_popup)
        m_popup->hide();
}

void ConsoleView::accept(int offer)
{
    if (offer < 0 || offer >= m_completions.offers.size())
        return;
    const console::Completion chosen = m_completions.offers[offer];
    if (m_list == List::History) {
        closeList();
        setInputText(QString::fromUtf8(chosen.insert));
        return;
    }
    const QByteArray before = m_input.text().left(m_input.cursor()).toUtf8();
    const auto from = int(QString::fromUtf8(before.left(m_completions.from)).size());
    const bool spaced = m_input.text().mid(m_input.cursor()).startsWith(u' ');
    closeList();
    m_input.replace(from, m_input.cursor(),
                    QString::fromUtf8(chosen.insert) + (spaced ? QString() : QStringLiteral(" ")));
    inputChanged();
}

/// What is muted behind the cursor: the rest of the word, then the arguments to come.
QString ConsoleView::ghostText() const
{
    const QString text = m_input.text();
    if (text.trimmed().isEmpty() || m_input.cursor() != text.size() || m_input.isComposing()
        || m_list == List::History)
        return {};
    const QByteArray line = text.toUtf8();
    if (m_list == List::Completions && m_popup->current() < m_completions.offers.size()) {
        const console::Completion &offer = m_completions.offers[m_popup->current()];
        const QByteArray word = line.mid(m_completions.from);
        if (offer.insert.size() >= word.size()
            && word.compare(offer.insert.first(word.size()), Qt::CaseInsensitive) == 0) {
            const QString rest = QString::fromUtf8(offer.insert.mid(word.size()));
            return offer.hint && *offer.hint->arguments
                ? rest + u' ' + QString::fromUtf8(offer.hint->arguments)
                : rest;
        }
        return {};
    }
    if (console::Completer::hintFor(line))
        return console::Completer::argumentHint(line);
    // The newest line of the history that begins like this.
    const QStringList &lines = m_model->history().lines();
    for (auto old = lines.crbegin(); old != lines.crend(); ++old) {
        if (old->size() > text.size() && old->startsWith(text))
            return old->mid(text.size());
    }
    return {};
}

void ConsoleView::acceptGhost()
{
    if (m_list == List::Completions) {
        accept(m_popup->current());
        return;
    }
    const QString ghost = ghostText();
    // Arguments are words to replace, not text to take over.
    if (ghost.isEmpty() || console::Completer::hintFor(m_input.text().toUtf8()))
        return;
    m_input.insert(ghost);
    inputChanged();
}

void ConsoleView::paste()
{
    pasteText(QApplication::clipboard()->text());
}

void ConsoleView::pasteText(const QString &text)
{
    if (text.isEmpty())
        return;
    m_transcript.clearSelection();
    const QStringList lines = console::scriptLines(text);
    if (!text.contains(u'\n') && !text.contains(u'\r')) {
        QString line = text;
        m_input.insert(line.remove(QChar(u'\0')));
        inputChanged();
        return;
    }
    if (lines.size() == 1) {
        m_input.insert(lines.constFirst());
        inputChanged();
        return;
    }
    if (lines.isEmpty() || m_ask->isAsking())
        return;
    // The clipboard may hold more than anybody means to run.
    m_pasted = lines.mid(0, console::ConsoleModel::longestQueue);
    AskBar::Question question;
    question.text = tr("Run these %n line(s), one after another?", nullptr, int(m_pasted.size()));
    QStringList shown;
    for (const QString &line : std::as_const(m_pasted))
        shown += base::displayText(line.toUtf8(), 500);
    question.details = shown.join(u'\n');
    question.yes = tr("Run %n line(s)", nullptr, int(m_pasted.size()));
    m_ask->ask(question);
    placeAsk();
    contentChanged();
}

void ConsoleView::askToConfirm(const base::Error &why, const QByteArrayList &command)
{
    m_pasted.clear();
    AskBar::Question question;
    question.text = why.text;
    question.details =
        m_model->rowCount() ? m_model->entry(m_model->rowCount() - 1).line.left(500) : QString();
    question.yes = tr("Run it");
    question.danger = true;
    const QString name = m_profileName.isEmpty() ? m_model->promptInfo().endpoint : m_profileName;
    if (m_environment == profiles::Environment::Staging)
        question.word = name;
    else if (m_environment == profiles::Environment::Production)
        question.word = name + u' ' + base::displayText(command.value(0).toUpper(), 32);
    if (!question.word.isEmpty())
        question.text += u'\n' + tr("To confirm, type: %1").arg(question.word);
    m_ask->ask(question);
    placeAsk();
    contentChanged();
}

void ConsoleView::askAnswered(bool yes)
{
    const QStringList lines = std::exchange(m_pasted, {});
    setFocus(Qt::OtherFocusReason);
    m_atEnd = true;
    if (!lines.isEmpty()) {
        if (yes)
            m_model->run(lines);
    } else {
        yes ? m_model->confirm() : m_model->decline();
    }
    contentChanged();
}

} // namespace ui
