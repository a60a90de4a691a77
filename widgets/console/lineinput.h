#pragma once
#include <QString>
#include <QStringList>

namespace ui {

/// The line that is being typed: text, cursor, selection, what an input method is composing, and
/// undo. Knows nothing of painting. Positions are UTF-16 units on character boundaries.
class LineInput {
public:
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] int cursor() const { return m_cursor; }
    [[nodiscard]] int anchor() const { return m_anchor; }
    [[nodiscard]] bool hasSelection() const { return m_anchor != m_cursor; }
    [[nodiscard]] int selectionStart() const { return std::min(m_anchor, m_cursor); }
    [[nodiscard]] int selectionEnd() const { return std::max(m_anchor, m_cursor); }
    [[nodiscard]] QString selectedText() const;

    /// Replaces everything; the cursor goes to the end.
    void setText(const QString &text);
    void insert(const QString &text); ///< in place of the selection
    void replace(int from, int to, const QString &text);
    void removeSelection();
    void backspace(bool word);
    void remove(bool word);
    void moveTo(int position, bool select);
    void move(int direction, bool word, bool select);
    void selectAll();
    void undo();
    void redo();

    /// The composition of an input method; it is not part of text() until it is committed.
    void setPreedit(const QString &text, int cursor);
    [[nodiscard]] const QString &preedit() const { return m_preedit; }
    [[nodiscard]] int preeditCursor() const { return m_preeditCursor; }
    [[nodiscard]] bool isComposing() const { return !m_preedit.isEmpty(); }
    /// text() with the composition in its place.
    [[nodiscard]] QString shownText() const;

private:
    struct State {
        QString text;
        int cursor = 0;
    };
    void remember();
    [[nodiscard]] int next(int from, int direction, bool word) const;

    QString m_text;
    QString m_preedit;
    int m_cursor = 0;
    int m_anchor = 0;
    int m_preeditCursor = 0;
    QList<State> m_undo;
    QList<State> m_redo;
};

} // namespace ui
