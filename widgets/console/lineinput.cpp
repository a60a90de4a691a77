#include "widgets/console/lineinput.h"
#include <QTextBoundaryFinder>

namespace ui {

namespace {

constexpr qsizetype undoSteps = 200;

} // namespace

QString LineInput::selectedText() const
{
    return m_text.mid(selectionStart(), selectionEnd() - selectionStart());
}

void LineInput::remember()
{
    m_redo.clear();
    m_undo += State{ m_text, m_cursor };
    if (m_undo.size() > undoSteps)
        m_undo.removeFirst();
}

void LineInput::setText(const QString &text)
{
    if (text != m_text)
        remember();
    m_text = text;
    m_cursor = m_anchor = int(text.size());
}

void LineInput::insert(const QString &text)
{
    replace(selectionStart(), selectionEnd(), text);
}

void LineInput::replace(int from, int to, const QString &text)
{
    if (from == to && text.isEmpty())
        return;
    remember();
    m_text.replace(from, to - from, text);
    m_cursor = m_anchor = from + int(text.size());
}

void LineInput::removeSelection()
{
    replace(selectionStart(), selectionEnd(), {});
}

void LineInput::backspace(bool word)
{
    if (hasSelection())
        removeSelection();
    else
        replace(next(m_cursor, -1, word), m_cursor, {});
}

void LineInput::remove(bool word)
{
    if (hasSelection())
        removeSelection();
    else
        replace(m_cursor, next(m_cursor, 1, word), {});
}

int LineInput::next(int from, int direction, bool word) const
{
    QTextBoundaryFinder finder(word ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme,
                               m_text);
    finder.setPosition(from);
    if (!word) {
        const auto to = direction < 0 ? finder.toPreviousBoundary() : finder.toNextBoundary();
        return to < 0 ? from : int(to);
    }
    // To the beginning of a word, as editors do.
    for (auto to = from; to >= 0;) {
        to = int(direction < 0 ? finder.toPreviousBoundary() : finder.toNextBoundary());
        if (to < 0)
            return direction < 0 ? 0 : int(m_text.size());
        if (to == m_text.size() || (!m_text[to].isSpace() && (to == 0 || m_text[to - 1].isSpace())))
            return int(to);
    }
    return from;
}

void LineInput::moveTo(int position, bool select)
{
    m_cursor = qBound(0, position, int(m_text.size()));
    if (!select)
        m_anchor = m_cursor;
}

void LineInput::move(int direction, bool word, bool select)
{
    if (!select && hasSelection() && !word)
        moveTo(direction < 0 ? selectionStart() : selectionEnd(), false);
    else
        moveTo(next(m_cursor, direction, word), select);
}

void LineInput::selectAll()
{
    m_anchor = 0;
    m_cursor = int(m_text.size());
}

void LineInput::undo()
{
    if (m_undo.isEmpty())
        return;
    m_redo += State{ m_text, m_cursor };
    const State state = m_undo.takeLast();
    m_text = state.text;
    m_cursor = m_anchor = state.cursor;
}

void LineInput::redo()
{
    if (m_redo.isEmpty())
        return;
    m_undo += State{ m_text, m_cursor };
    const State state = m_redo.takeLast();
    m_text = state.text;
    m_cursor = m_anchor = state.cursor;
}

void LineInput::setPreedit(const QString &text, int cursor)
{
    m_preedit = text;
    m_preeditCursor = qBound(0, cursor, int(text.size()));
}

QString LineInput::shownText() const
{
    QString shown = m_text;
    return shown.insert(m_cursor, m_preedit);
}

} // namespace ui
