#include "base/displaytext.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/console/consoleview.h"
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

namespace ui {

void ConsoleView::mousePressEvent(QMouseEvent *event)
{
    commitComposition();
    closeList();
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    if (const int example = exampleAt(at); example >= 0) {
        setInputText(exampleText(example));
        return;
    }
    if (at.y() >= inputTop()) {
        m_transcript.clearSelection();
        m_input.moveTo(inputPositionAt(at), extend);
        m_selectingInput = true;
        m_cursorOn = true;
    } else {
        const int row =
            (at.y() - common::Theme::instance().px(8) + verticalScrollBar()->value()) / rowHeight();
        const Transcript::Position hit = m_transcript.hit(row, at.x() - margin());
        m_transcript.select(extend ? m_transcript.selectionAnchor() : hit, hit);
        m_input.moveTo(m_input.cursor(), false);
        m_selecting = true;
    }
    viewport()->update();
}

void ConsoleView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_selectingInput) {
        m_input.moveTo(inputPositionAt(at), true);
    } else if (m_selecting) {
        // Dragging beyond an edge scrolls.
        if (at.y() < 0 || at.y() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value()
                                          + (at.y() < 0 ? -rowHeight() : rowHeight()));
        const int row =
            (at.y() - common::Theme::instance().px(8) + verticalScrollBar()->value()) / rowHeight();
        m_transcript.select(m_transcript.selectionAnchor(),
                            m_transcript.hit(row, at.x() - margin()));
    } else {
        const int row =
            (at.y() - common::Theme::instance().px(8) + verticalScrollBar()->value()) / rowHeight();
        viewport()->setCursor(m_transcript.isAction(row) ? Qt::PointingHandCursor
                                                         : Qt::IBeamCursor);
        return;
    }
    viewport()->update();
}

void ConsoleView::mouseReleaseEvent(QMouseEvent *event)
{
    const bool clicked = m_selecting && !m_transcript.hasSelection();
    m_selecting = m_selectingInput = false;
    if (event->button() == Qt::MiddleButton) {
        pasteText(QApplication::clipboard()->text(QClipboard::Selection));
        return;
    }
    if (clicked) {
        const int y = event->position().toPoint().y();
        const int row =
            (y - common::Theme::instance().px(8) + verticalScrollBar()->value()) / rowHeight();
        const Transcript::Found found = m_transcript.rowAt(row);
        if (found.block >= 0 && m_transcript.isAction(row))
            m_model->showAll(m_model->entry(found.block).id);
    } else if (m_transcript.hasSelection() && QApplication::clipboard()->supportsSelection()) {
        QApplication::clipboard()->setText(m_transcript.selectedText(), QClipboard::Selection);
    }
}

void ConsoleView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (at.y() >= inputTop()) {
        m_input.moveTo(inputPositionAt(at), false);
        m_input.move(-1, true, false);
        m_input.move(1, true, true);
    } else {
        const int row =
            (at.y() - common::Theme::instance().px(8) + verticalScrollBar()->value()) / rowHeight();
        m_transcript.selectWord(m_transcript.hit(row, at.x() - margin()));
    }
    viewport()->update();
}

void ConsoleView::contextMenuEvent(QContextMenuEvent *event)
{
    commitComposition();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("consoleMenu"));
    QAction *copying = menu->addAction(common::icon(QStringLiteral("copy")), tr("Copy"));
    copying->setEnabled(m_transcript.hasSelection() || m_input.hasSelection());
    connect(copying, &QAction::triggered, this, &ConsoleView::copy);
    connect(menu->addAction(common::icon(QStringLiteral("paste")), tr("Paste")),
            &QAction::triggered, this, &ConsoleView::paste);
    const int y = event->reason() == QContextMenuEvent::Mouse ? event->pos().y() : inputTop() - 1;
    const Transcript::Found found = m_transcript.rowAt(
        (y - common::Theme::instance().px(8) + verticalScrollBar()->value()) / rowHeight());
    if (found.block >= 0) {
        const console::Entry &entry = m_model->entry(found.block);
        connect(menu->addAction(tr("Copy the output")), &QAction::triggered, this,
                [text = console::displayOutput(entry.output)] {
                    QApplication::clipboard()->setText(text);
                });
        if (!entry.key.isEmpty()) {
            // An ampersand of the server's must not become a shortcut.
            const QString name =
                base::displayText(entry.key, 40).replace(u'&', QStringLiteral("&&"));
            connect(
                menu->addAction(common::icon(QStringLiteral("external")), tr("Open %1").arg(name)),
                &QAction::triggered, this,
                [this, key = entry.key] { Q_EMIT openKeyRequested(key); });
        }
    }
    menu->addSeparator();
    QAction *escapes = menu->addAction(tr("redis-cli escapes"));
    escapes->setCheckable(true);
    escapes->setChecked(!m_model->isReadable());
    connect(escapes, &QAction::triggered, this, [this](bool on) { m_model->setReadable(!on); });
    connect(menu->addAction(tr("Clear")), &QAction::triggered, this, &ConsoleView::clear);
    menu->popup(event->globalPos());
}

void ConsoleView::copy()
{
    const QString text =
        m_input.hasSelection() ? m_input.selectedText() : m_transcript.selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

} // namespace ui
