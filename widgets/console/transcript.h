#pragma once
#include "console/consolemodel.h"
#include <QFont>
#include <QHash>
#include <QString>
#include <compare>
#include <vector>

class QPainter;

namespace ui {

/// Breaks text into rows of a width by measuring it: Hangul is twice as wide as a letter, so
/// counting characters would not do. Letters of a fixed font are measured once.
class RowBreaker {
public:
    struct Row {
        int start = 0;
        int length = 0;
    };
    explicit RowBreaker(const QFont &font);

    /// Rows of text[from, to), which holds no line break. At least one row.
    void breakLine(const QString &text, int from, int to, qreal width, std::vector<Row> *rows,
                   qreal firstIndent = 0) const;
    [[nodiscard]] qreal advance(const QString &text, int from, int to) const;
    /// The position in [from, to] nearest to `x`.
    [[nodiscard]] int positionAt(const QString &text, int from, int to, qreal x) const;

private:
    [[nodiscard]] qreal characterAdvance(const QString &text, int at, int *length) const;

    QFont m_font;
    qreal m_letter = 0;
    bool m_monospaced = false;
    mutable QHash<QString, qreal> m_wide;
};

/// The console's entries laid out in rows of one height, ready to paint, select and copy.
class Transcript {
public:
    enum class RowKind : quint8 { Head, Output, Note, ShowAll };
    struct Position {
        quint64 entry = 0;
        int offset = 0;
        friend auto operator<=>(const Position &, const Position &) = default;
    };
    struct Row {
        int start = 0;
        int length = 0;
        RowKind kind = RowKind::Output;
    };

    explicit Transcript(const console::ConsoleModel *model);

    /// Widths and fonts; everything is laid out again when they change.
    void setWidths(qreal head, qreal body, const QFont &fixed, const QFont &ui);
    void inserted(int first, int last);
    void changed(int row);
    void removed(int first, int last);
    void reset();

    [[nodiscard]] int rowCount() const;
    struct Found {
        int block = -1;
        int row = 0; ///< inside the block
    };
    [[nodiscard]] Found rowAt(int index) const;
    /// True for a row that does something when clicked ("Show all …").
    [[nodiscard]] bool isAction(int index) const;
    [[nodiscard]] Position hit(int index, qreal x) const;

    [[nodiscard]] bool hasSelection() const { return m_anchor != m_head; }
    void select(const Position &anchor, const Position &head);
    void selectAll();
    void selectWord(const Position &at);
    void clearSelection() { m_anchor = m_head = {}; }
    [[nodiscard]] Position selectionAnchor() const { return m_anchor; }
    [[nodiscard]] QString selectedText() const;

    /// Paints row `index` with its baseline box at (x, y). `right` is where the column of times
    /// ends.
    void paintRow(QPainter *painter, int index, int x, int y, int right, int height) const;
    /// "21.3 ms", "1.2 MB · 21.3 ms", "—".
    [[nodiscard]] static QString timeText(const console::Entry &entry, qint64 runningMs);

private:
    struct Block {
        quint64 id = 0;
        QString text; ///< head, output and note, one below the other
        int prompt = 0; ///< length of the prompt with its blank
        std::vector<Row> rows;
    };
    void layOut(Block *block, const console::Entry &entry) const;
    void renumber();

    const console::ConsoleModel *m_model;
    std::vector<Block> m_blocks;
    std::vector<int> m_firstRow; // of each block, and the total behind the last
    RowBreaker m_fixed;
    RowBreaker m_ui;
    QFont m_fixedFont;
    QFont m_uiFont;
    qreal m_headWidth = 0;
    qreal m_bodyWidth = 0;
    Position m_anchor;
    Position m_head;
};

} // namespace ui
