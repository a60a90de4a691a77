#include "widgets/console/transcript.h"
#include "base/durationtext.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <algorithm>

namespace ui {

namespace {

using console::Entry;

/// Longer lines are painted in pieces of this many characters at most, whatever the width.
constexpr int longestRow = 4000;

QColor markColour(Entry::Mark mark)
{
    const common::Tokens &tokens = common::tokens();
    switch (mark) {
    case Entry::Mark::Warning:
    case Entry::Mark::Lock:
        return tokens.warn;
    case Entry::Mark::Danger:
        return tokens.danger;
    default:
        return tokens.textSecondary;
    }
}

QString markIcon(Entry::Mark mark)
{
    switch (mark) {
    case Entry::Mark::Lock:
        return QStringLiteral("lock");
    case Entry::Mark::Warning:
        return QStringLiteral("warning");
    case Entry::Mark::Danger:
        return QStringLiteral("error");
    default:
        return QStringLiteral("info");
    }
}

} // namespace

RowBreaker::RowBreaker(const QFont &font)
    : m_font(font)
    , m_letter(QFontMetricsF(font).horizontalAdvance(QLatin1Char('0')))
    , m_monospaced(QFontInfo(font).fixedPitch())
{
}

qreal RowBreaker::characterAdvance(const QString &text, int at, int *length) const
{
    const QChar c = text[at];
    *length = 1;
    if (c.unicode() < 0x80 && m_monospaced)
        return m_letter;
    if (c.isHighSurrogate() && at + 1 < text.size())
        *length = 2;
    const QString character = text.mid(at, *length);
    auto known = m_wide.constFind(character);
    if (known == m_wide.cend()) {
        if (m_wide.size() > 20000)
            m_wide.clear();
        known = m_wide.insert(character, QFontMetricsF(m_font).horizontalAdvance(character));
    }
    return *known;
}

void RowBreaker::breakLine(const QString &text, int from, int to, qreal width,
                           std::vector<Row> *rows, qreal firstIndent) const
{
    int start = from;
    qreal x = firstIndent;
    for (int at = from; at < to;) {
        int length = 1;
        const qreal advance = characterAdvance(text, at, &length);
        if ((x + advance > width && at > start) || at - start >= longestRow) {
            rows->push_back({ start, at - start });
            start = at;
            x = 0;
        }
        x += advance;
        at += length;
    }
    rows->push_back({ start, to - start });
}

qreal RowBreaker::advance(const QString &text, int from, int to) const
{
    return QFontMetricsF(m_font).horizontalAdvance(text.mid(from, to - from));
}

int RowBreaker::positionAt(const QString &text, int from, int to, qreal x) const
{
    qreal left = 0;
    for (int at = from; at < to;) {
        int length = 1;
        const qreal advance = characterAdvance(text, at, &length);
        if (x < left + advance / 2)
            return at;
        left += advance;
        at += length;
    }
    return to;
}

Transcript::Transcript(const console::ConsoleModel *model)
    : m_model(model)
    , m_firstRow{ 0 }
    , m_fixed(QFont())
    , m_ui(QFont())
{
}

void Transcript::setWidths(qreal head, qreal body, const QFont &fixed, const QFont &ui)
{
    if (head == m_headWidth && body == m_bodyWidth && fixed == m_fixedFont && ui == m_uiFont)
        return;
    m_headWidth = head;
    m_bodyWidth = body;
    m_fixedFont = fixed;
    m_uiFont = ui;
    m_fixed = RowBreaker(fixed);
    m_ui = RowBreaker(ui);
    reset();
}

void Transcript::reset()
{
    m_blocks.clear();
    if (m_model->rowCount() > 0)
        inserted(0, m_model->rowCount() - 1);
    else
        renumber();
}

void Transcript::inserted(int first, int last)
{
    std::vector<Block> blocks(size_t(last - first + 1));
    for (int row = first; row <= last; ++row)
        layOut(&blocks[size_t(row - first)], m_model->entry(row));
    m_blocks.insert(m_blocks.begin() + first, std::make_move_iterator(blocks.begin()),
                    std::make_move_iterator(blocks.end()));
    renumber();
}

void Transcript::changed(int row)
{
    layOut(&m_blocks[size_t(row)], m_model->entry(row));
    renumber();
}

void Transcript::removed(int first, int last)
{
    m_blocks.erase(m_blocks.begin() + first, m_blocks.begin() + last + 1);
    renumber();
}

void Transcript::renumber()
{
    m_firstRow.assign(1, 0);
    for (const Block &block : m_blocks)
        m_firstRow.push_back(m_firstRow.back() + int(block.rows.size()));
}

void Transcript::layOut(Block *block, const Entry &entry) const
{
    *block = {};
    block->id = entry.id;
    const auto push = [block](const std::vector<RowBreaker::Row> &rows, RowKind kind) {
        for (const RowBreaker::Row &row : rows)
            block->rows.push_back({ row.start, row.length, kind });
    };
    std::vector<RowBreaker::Row> rows;
    if (!entry.prompt.isEmpty()) {
        block->text = (m_model->promptInfo().production ? QStringLiteral("PROD ") : QString())
            + entry.prompt + u' ';
        block->prompt = int(block->text.size());
        block->text += entry.line;
        m_fixed.breakLine(block->text, 0, int(block->text.size()), m_headWidth, &rows);
        push(rows, RowKind::Head);
    }
    const auto append = [&](const QString &text, const RowBreaker &breaker, qreal width,
                            RowKind kind) {
        int start = int(block->text.size());
        block->text += text;
        while (start < block->text.size()) {
            auto end = int(block->text.indexOf(u'\n', start));
            if (end < 0)
                end = int(block->text.size());
            rows.clear();
            breaker.breakLine(block->text, start, end, width, &rows);
            push(rows, kind);
            start = end + 1;
        }
    };
    const auto newLine = [block] {
        if (!block->text.isEmpty() && !block->text.endsWith(u'\n'))
            block->text += u'\n';
    };
    if (!entry.output.isEmpty()) {
        newLine();
        append(console::displayOutput(entry.output), m_fixed, m_bodyWidth, RowKind::Output);
    }
    if (entry.cut) {
        newLine();
        append(m_model->canShowAll(entry.id)
                   ? QCoreApplication::translate("ui::ConsoleView", "Show all %Ln line(s)", nullptr,
                                                 int(entry.lines))
                   : QCoreApplication::translate("ui::ConsoleView",
                                                 "Only the beginning is shown: %Ln line(s) in all.",
                                                 nullptr, int(entry.lines)),
               m_ui, m_bodyWidth, RowKind::ShowAll);
    }
    if (!entry.note.isEmpty()) {
        newLine();
        append(entry.note, m_ui, m_bodyWidth - common::Theme::instance().px(20), RowKind::Note);
    }
}

int Transcript::rowCount() const
{
    return m_firstRow.back();
}

Transcript::Found Transcript::rowAt(int index) const
{
    if (index < 0 || index >= rowCount())
        return {};
    const auto above = std::upper_bound(m_firstRow.begin(), m_firstRow.end(), index);
    const int block = int(above - m_firstRow.begin()) - 1;
    return { block, index - m_firstRow[size_t(block)] };
}

bool Transcript::isAction(int index) const
{
    const Found found = rowAt(index);
    if (found.block < 0)
        return false;
    const Block &block = m_blocks[size_t(found.block)];
    return block.rows[size_t(found.row)].kind == RowKind::ShowAll && m_model->canShowAll(block.id);
}

Transcript::Position Transcript::hit(int index, qreal x) const
{
    const Found found = rowAt(qBound(0, index, rowCount() - 1));
    if (found.block < 0)
        return {};
    const Block &block = m_blocks[size_t(found.block)];
    const Row &row = block.rows[size_t(found.row)];
    if (index < 0)
        return { block.id, 0 };
    if (index >= rowCount())
        return { block.id, int(block.text.size()) };
    const bool note = row.kind == RowKind::Note || row.kind == RowKind::ShowAll;
    const RowBreaker &breaker = note ? m_ui : m_fixed;
    if (row.kind == RowKind::Note)
        x -= common::Theme::instance().px(20);
    return { block.id, breaker.positionAt(block.text, row.start, row.start + row.length, x) };
}

void Transcript::select(const Position &anchor, const Position &head)
{
    m_anchor = anchor;
    m_head = head;
}

void Transcript::selectAll()
{
    if (m_blocks.empty())
        return;
    m_anchor = { m_blocks.front().id, 0 };
    m_head = { m_blocks.back().id, int(m_blocks.back().text.size()) };
}

void Transcript::selectWord(const Position &at)
{
    for (const Block &block : m_blocks) {
        if (block.id != at.entry)
            continue;
        const auto ends = [&block](int i) {
            return block.text[i].isSpace() || block.text[i] == u'"';
        };
        int from = std::min(at.offset, int(block.text.size()));
        int to = from;
        while (from > 0 && !ends(from - 1))
            --from;
        while (to < block.text.size() && !ends(to))
            ++to;
        select({ block.id, from }, { block.id, to });
        return;
    }
}

QString Transcript::selectedText() const
{
    const Position from = std::min(m_anchor, m_head);
    const Position to = std::max(m_anchor, m_head);
    QStringList parts;
    for (const Block &block : m_blocks) {
        if (block.id < from.entry || block.id > to.entry)
            continue;
        const int start = block.id == from.entry ? from.offset : 0;
        const int end = block.id == to.entry ? to.offset : int(block.text.size());
        QString part = block.text.mid(start, end - start);
        if (block.id != to.entry && part.endsWith(u'\n'))
            part.chop(1);
        parts += part;
    }
    return parts.join(u'\n');
}

void Transcript::paintRow(QPainter *painter, int index, int x, int y, int right, int height) const
{
    const Found found = rowAt(index);
    if (found.block < 0)
        return;
    const common::Tokens &tokens = common::tokens();
    const Block &block = m_blocks[size_t(found.block)];
    const Row &row = block.rows[size_t(found.row)];
    const Entry &entry = m_model->entry(found.block);
    const bool note = row.kind == RowKind::Note || row.kind == RowKind::ShowAll;
    const RowBreaker &breaker = note ? m_ui : m_fixed;
    if (row.kind == RowKind::Note) {
        const int icon = common::Theme::instance().px(14);
        const bool first = found.row == 0 || block.rows[size_t(found.row) - 1].kind != row.kind;
        if (first)
            common::paintIcon(painter, QRect(x, y, icon, height), markIcon(entry.mark),
                              markColour(entry.mark), icon);
        x += common::Theme::instance().px(20);
    }

    // Selection below the text.
    if (hasSelection()) {
        const Position from = std::min(m_anchor, m_head);
        const Position to = std::max(m_anchor, m_head);
        const int end = row.start + row.length;
        const int a = block.id < from.entry ? end
            : block.id == from.entry        ? qBound(row.start, from.offset, end)
                                            : row.start;
        const int b = block.id > to.entry ? row.start
            : block.id == to.entry        ? qBound(row.start, to.offset, end)
                                          : end;
        const bool inside = block.id >= from.entry && block.id <= to.entry;
        if (inside && b > a) {
            const qreal left = breaker.advance(block.text, row.start, a);
            painter->fillRect(
                QRectF(x + left, y, breaker.advance(block.text, row.start, b) - left, height),
                tokens.selection);
        }
    }

    painter->setFont(note ? m_uiFont : m_fixedFont);
    const auto draw = [&](int from, int to, qreal at, const QColor &colour) {
        painter->setPen(colour);
        painter->drawText(QRectF(x + at, y, 1e6, height),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
                          block.text.mid(from, to - from));
    };
    const int end = row.start + row.length;
    switch (row.kind) {
    case RowKind::Head: {
        const int split = qBound(row.start, block.prompt, end);
        draw(row.start, split, 0,
             m_model->promptInfo().production ? tokens.danger : tokens.textSecondary);
        draw(split, end, breaker.advance(block.text, row.start, split), tokens.textPrimary);
        break;
    }
    case RowKind::Output:
        draw(row.start, end, 0, entry.errorReply ? tokens.danger : tokens.textSecondary);
        break;
    case RowKind::Note:
        draw(row.start, end, 0, markColour(entry.mark));
        break;
    case RowKind::ShowAll:
        draw(row.start, end, 0, m_model->canShowAll(entry.id) ? tokens.accent : tokens.textMuted);
        break;
    }
    if (row.kind == RowKind::Head && found.row == 0) {
        painter->setFont(common::Theme::instance().fixed(common::Theme::Size::Caption));
        painter->setPen(tokens.textMuted);
        painter->drawText(QRect(0, y, right, height), Qt::AlignRight | Qt::AlignVCenter,
                          timeText(entry, m_model->elapsed()));
    }
}

QString Transcript::timeText(const Entry &entry, qint64 runningMs)
{
    const QLocale locale;
    switch (entry.state) {
    case Entry::State::Running:
        return runningMs < 300 ? QString()
                               : QCoreApplication::translate("ui::ConsoleView", "%1 s …")
                                     .arg(locale.toString(double(runningMs) / 1000, 'f', 1));
    case Entry::State::Local:
        return {};
    default:
        break;
    }
    if (entry.microseconds < 0)
        return QStringLiteral("—");
    const double ms = double(entry.microseconds) / 1000;
    const QString time = ms < 10000
        ? QCoreApplication::translate("ui::ConsoleView", "%1 ms").arg(locale.toString(ms, 'f', 1))
        : QCoreApplication::translate("ui::ConsoleView", "%1 s")
              .arg(locale.toString(ms / 1000, 'f', 1));
    if (entry.replyBytes <= 1024)
        return time;
    return base::sizeText(entry.replyBytes) + QStringLiteral(" · ") + time;
}

} // namespace ui
