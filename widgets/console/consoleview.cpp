#include "widgets/console/consoleview.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/console/askbar.h"
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleHints>
#include <array>
#include <chrono>

namespace ui {

namespace {

constexpr int ghostGap = 2;
const std::array<const char *, 3> examples{ "INFO server", "SCAN 0 COUNT 20",
                                            "TTL session:abc123" };

common::Theme &theme()
{
    return common::Theme::instance();
}

} // namespace

ConsoleView::ConsoleView(console::ConsoleModel *model, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_transcript(model)
    , m_breaker(theme().fixed())
    , m_popup(new CompletionPopup(this))
    , m_ask(new AskBar(this))
{
    setObjectName(QStringLiteral("consoleView"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false); // the caret shows where the keyboard is
    setAttribute(Qt::WA_InputMethodEnabled);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);

    m_ticker.setInterval(100);
    connect(&m_ticker, &QTimer::timeout, this, [this] { viewport()->update(); });
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_cursorOn = !m_cursorOn;
        viewport()->update(cursorRect().adjusted(-1, 0, 1, 0));
    });

    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                m_transcript.inserted(first, last);
                contentChanged();
            });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                m_transcript.removed(first, last);
                contentChanged();
            });
    connect(model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &index) {
        m_transcript.changed(index.row());
        contentChanged();
    });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_transcript.reset();
        contentChanged();
    });
    connect(model, &console::ConsoleModel::promptChanged, this, &ConsoleView::inputChanged);
    connect(model, &console::ConsoleModel::transactionChanged, this, &ConsoleView::inputChanged);
    connect(model, &console::ConsoleModel::runningChanged, this, [this](bool running) {
        running ? m_ticker.start() : m_ticker.stop();
        if (!running && m_model->rowCount() > 0) {
            // For a screen reader: the answer, in short.
            const console::Entry &last = m_model->entry(m_model->rowCount() - 1);
            setAccessibleDescription(
                (console::displayOutput(last.output).left(500) + u' ' + last.note).trimmed());
        }
        viewport()->update();
    });
    connect(model, &console::ConsoleModel::lineNotSent, this, [this](const QString &line) {
        if (m_input.text().isEmpty())
            setInputText(line);
    });
    connect(model, &console::ConsoleModel::confirmationNeeded, this, &ConsoleView::askToConfirm);
    connect(m_ask, &AskBar::answered, this, &ConsoleView::askAnswered);
    connect(m_popup, &CompletionPopup::chosen, this, &ConsoleView::accept);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        m_atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
        viewport()->update();
    });
    connect(&theme(), &common::Theme::changed, this, &ConsoleView::relayout);
    retranslate();
    relayout();
}

ConsoleView::~ConsoleView()
{
    delete m_popup; // it may live in the window by now
}

void ConsoleView::retranslate()
{
    setAccessibleName(tr("Console"));
}

void ConsoleView::focusInput()
{
    setFocus(Qt::OtherFocusReason);
    m_atEnd = true;
    followEnd();
}

void ConsoleView::setPromptInfo(const QString &host, int db, profiles::Environment environment)
{
    m_environment = environment;
    m_model->setPromptInfo({ host, db, environment == profiles::Environment::Production });
}

void ConsoleView::runLine(const QByteArray &line)
{
    m_atEnd = true;
    m_model->run(QString::fromUtf8(line));
}

void ConsoleView::setInputText(const QString &text)
{
    m_input.setText(text);
    inputChanged();
}

void ConsoleView::clear()
{
    m_transcript.clearSelection();
    m_model->clear();
}

// Layout

int ConsoleView::rowHeight() const
{
    return theme().px(20);
}

int ConsoleView::margin() const
{
    return theme().px(12);
}

QString ConsoleView::inputPrompt() const
{
    return (m_model->promptInfo().production ? QStringLiteral("PROD ") : QString())
        + m_model->prompt() + u' ';
}

void ConsoleView::relayout()
{
    const QFont fixed = theme().fixed();
    m_breaker = RowBreaker(fixed);
    const qreal width = viewport()->width() - 2 * margin();
    const QFontMetricsF caption(theme().fixed(common::Theme::Size::Caption));
    const qreal times = caption.horizontalAdvance(QStringLiteral("999 MB · 9,999.9 ms")) + margin();
    m_transcript.setWidths(std::max<qreal>(width - times, width / 2), width, fixed,
                           theme().ui(common::Theme::Size::Secondary));
    viewport()->setFont(fixed);
    contentChanged();
    placeAsk();
}

void ConsoleView::layOutInput()
{
    const QString text = inputPrompt() + m_input.shownText();
    std::vector<RowBreaker::Row> rows;
    m_breaker.breakLine(text, 0, int(text.size()), viewport()->width() - 2 * margin(), &rows);
    m_inputRows.clear();
    for (const RowBreaker::Row &row : rows)
        m_inputRows.push_back({ row.start, row.length });
}

void ConsoleView::contentChanged()
{
    const bool follow = m_atEnd;
    layOutInput();
    const int height =
        (m_transcript.rowCount() + int(m_inputRows.size())) * rowHeight() + theme().px(16);
    const int covered = m_ask->isAsking() ? m_ask->height() : 0;
    verticalScrollBar()->setRange(0, std::max(0, height + covered - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(rowHeight());
    if (follow) {
        m_atEnd = true;
        followEnd();
    }
    viewport()->update();
}

void ConsoleView::inputChanged()
{
    m_cursorOn = true;
    m_atEnd = true;
    contentChanged();
    if (m_list != List::None)
        refreshList();
    updateMicroFocus();
}

void ConsoleView::followEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

int ConsoleView::inputTop() const
{
    return theme().px(8) + m_transcript.rowCount() * rowHeight() - verticalScrollBar()->value();
}

QPointF ConsoleView::inputPoint(int position) const
{
    const QString text = inputPrompt() + m_input.shownText();
    for (size_t i = m_inputRows.size(); i-- > 0;) {
        const InputRow &row = m_inputRows[i];
        if (position >= row.start)
            return { margin() + m_breaker.advance(text, row.start, position),
                     double(inputTop() + int(i) * rowHeight()) };
    }
    return { double(margin()), double(inputTop()) };
}

int ConsoleView::inputPositionAt(const QPoint &point) const
{
    const QString text = inputPrompt() + m_input.shownText();
    const int row = qBound(0, (point.y() - inputTop()) / rowHeight(), int(m_inputRows.size()) - 1);
    const InputRow &hit = m_inputRows[size_t(row)];
    const int at =
        m_breaker.positionAt(text, hit.start, hit.start + hit.length, point.x() - margin());
    return qBound(0, at - int(inputPrompt().size()), int(m_input.text().size()));
}

QRect ConsoleView::cursorRect() const
{
    const int at = int(inputPrompt().size()) + m_input.cursor()
        + (m_input.isComposing() ? m_input.preeditCursor() : 0);
    const QPointF point = inputPoint(at);
    const int inset = theme().px(2);
    return { qRound(point.x()), int(point.y()) + inset, theme().px(2), rowHeight() - 2 * inset };
}

void ConsoleView::placeAsk()
{
    if (!m_ask->isAsking())
        return;
    const int height = std::min(m_ask->sizeHint().height(), this->height());
    m_ask->setGeometry(0, this->height() - height, width(), height);
}

// Painting

void ConsoleView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), common::tokens().surface);
    const int top = theme().px(8) - verticalScrollBar()->value();
    const int first = std::max(0, (event->rect().top() - top) / rowHeight());
    const int last =
        std::min(m_transcript.rowCount() - 1, (event->rect().bottom() - top) / rowHeight());
    for (int row = first; row <= last; ++row)
        m_transcript.paintRow(&painter, row, margin(), top + row * rowHeight(),
                              viewport()->width() - margin(), rowHeight());
    paintInput(&painter);
    if (m_model->rowCount() == 0 && m_input.shownText().isEmpty())
        paintExamples(&painter);
}

void ConsoleView::paintInput(QPainter *painter)
{
    const common::Tokens &tokens = common::tokens();
    const QString prompt = inputPrompt();
    const QString text = prompt + m_input.shownText();
    const int typed = int(prompt.size());
    const int composeStart = typed + m_input.cursor();
    const int composeEnd = composeStart + int(m_input.preedit().size());
    painter->setFont(theme().fixed());
    for (size_t i = 0; i < m_inputRows.size(); ++i) {
        const InputRow &row = m_inputRows[i];
        const int y = inputTop() + int(i) * rowHeight();
        const int end = row.start + row.length;
        const auto part = [&](int from, int to, const QColor &colour) {
            from = qBound(row.start, from, end);
            to = qBound(row.start, to, end);
            if (to <= from)
                return;
            painter->setPen(colour);
            painter->drawText(
                QRectF(margin() + m_breaker.advance(text, row.start, from), y, 1e6, rowHeight()),
                Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
                text.mid(from, to - from));
        };
        if (m_input.hasSelection() && !m_input.isComposing()) {
            const int from = qBound(row.start, typed + m_input.selectionStart(), end);
            const int to = qBound(row.start, typed + m_input.selectionEnd(), end);
            const qreal left = m_breaker.advance(text, row.start, from);
            painter->fillRect(QRectF(margin() + left, y,
                                     m_breaker.advance(text, row.start, to) - left, rowHeight()),
                              tokens.selection);
        }
        part(0, typed, m_model->promptInfo().production ? tokens.danger : tokens.textSecondary);
        part(typed, end, tokens.textPrimary);
        // What is being composed is underlined.
        const int from = qBound(row.start, composeStart, end);
        const int to = qBound(row.start, composeEnd, end);
        if (to > from) {
            const qreal left = m_breaker.advance(text, row.start, from);
            painter->fillRect(QRectF(margin() + left, y + rowHeight() - theme().px(3),
                                     m_breaker.advance(text, row.start, to) - left, theme().px(2)),
                              tokens.accent);
        }
    }
    if (const QString ghost = ghostText(); !ghost.isEmpty()) {
        const QPointF at = inputPoint(int(text.size()));
        const qreal room = viewport()->width() - margin() - at.x() - ghostGap;
        painter->setPen(tokens.textMuted);
        painter->drawText(
            QRectF(at.x() + ghostGap, at.y(), room, rowHeight()), Qt::AlignVCenter,
            QFontMetrics(theme().fixed()).elidedText(ghost, Qt::ElideRight, int(room)));
    }
    if (hasFocus() && m_cursorOn)
        painter->fillRect(cursorRect(), tokens.accent);
    else if (!hasFocus())
        painter->fillRect(QRect(cursorRect().topLeft(), QSize(1, cursorRect().height())),
                          tokens.textMuted);
    // Inside MULTI: what will run.
    if (m_model->inTransaction()) {
        painter->setFont(theme().ui(common::Theme::Size::Caption));
        painter->setPen(tokens.textMuted);
        painter->drawText(
            QRect(0, inputTop(), viewport()->width() - margin(), rowHeight()),
            Qt::AlignRight | Qt::AlignVCenter,
            tr("%n queued · Esc Esc discards", nullptr, int(m_model->queued().size())));
    }
}

int ConsoleView::exampleAt(const QPoint &point) const
{
    if (m_model->rowCount() > 0 || !m_input.shownText().isEmpty())
        return -1;
    for (int i = 0; i < int(examples.size()); ++i) {
        if (exampleRect(i).contains(point))
            return i;
    }
    return -1;
}

QString ConsoleView::exampleText(int i)
{
    return QString::fromLatin1(examples[size_t(i)]);
}

QRect ConsoleView::exampleRect(int i) const
{
    const int width =
        QFontMetrics(theme().fixed()).horizontalAdvance(QString::fromLatin1(examples[size_t(i)]));
    return { margin(), inputTop() + (i + 2) * rowHeight() + theme().px(8), width, rowHeight() };
}

void ConsoleView::paintExamples(QPainter *painter)
{
    const common::Tokens &tokens = common::tokens();
    painter->setFont(theme().ui(common::Theme::Size::Secondary));
    painter->setPen(tokens.textMuted);
    painter->drawText(QRect(margin(), inputTop() + rowHeight() + theme().px(8),
                            viewport()->width() - 2 * margin(), rowHeight()),
                      Qt::AlignVCenter, tr("Type a command, or begin with one of these:"));
    painter->setFont(theme().fixed());
    painter->setPen(tokens.accent);
    for (size_t i = 0; i < examples.size(); ++i)
        painter->drawText(exampleRect(int(i)), Qt::AlignVCenter | Qt::TextDontClip,
                          QString::fromLatin1(examples[i]));
}

// Input method

void ConsoleView::inputMethodEvent(QInputMethodEvent *event)
{
    closeList();
    const bool was = m_input.isComposing();
    if (!event->commitString().isEmpty() || event->replacementLength() > 0) {
        m_input.setPreedit({}, 0);
        if (event->replacementLength() > 0) {
            const int from =
                qBound(0, m_input.cursor() + event->replacementStart(), int(m_input.text().size()));
            const int to = std::min(from + event->replacementLength(), int(m_input.text().size()));
            m_input.replace(from, to, event->commitString());
        } else {
            // A pasted line break has no place in a line.
            QString text = event->commitString();
            m_input.insert(text.replace(u'\n', u' '));
        }
    }
    int cursor = int(event->preeditString().size());
    for (const QInputMethodEvent::Attribute &attribute : event->attributes()) {
        if (attribute.type == QInputMethodEvent::Cursor)
            cursor = attribute.start;
        else if (attribute.type == QInputMethodEvent::Selection && event->preeditString().isEmpty())
            m_input.moveTo(attribute.start + attribute.length, false);
    }
    if (!event->preeditString().isEmpty() && m_input.hasSelection())
        m_input.removeSelection();
    m_input.setPreedit(event->preeditString(), cursor);
    if (was && !m_input.isComposing() && !event->commitString().isEmpty()) {
        m_composedAt = std::chrono::duration_cast<std::chrono::milliseconds>(
                           std::chrono::steady_clock::now().time_since_epoch())
                           .count();
    }
    event->accept();
    inputChanged();
}

/// Ends the composition by the input method's own hand; when it does not answer (no input method
/// on this platform), what was composed is taken over once and the method is told to forget it.
void ConsoleView::commitComposition()
{
    if (!m_input.isComposing())
        return;
    QGuiApplication::inputMethod()->commit();
    if (m_input.isComposing()) {
        const QString text = m_input.preedit();
        m_input.setPreedit({}, 0);
        m_input.insert(text);
        QGuiApplication::inputMethod()->reset();
    }
    inputChanged();
}

QVariant ConsoleView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    const auto fromViewport = [this](QRect rect) {
        return rect.translated(viewport()->mapTo(this, QPoint()));
    };
    switch (query) {
    case Qt::ImEnabled:
        return isEnabled() && !m_ask->isAsking();
    case Qt::ImCursorRectangle:
        return fromViewport(cursorRect());
    case Qt::ImAnchorRectangle: {
        const QPointF at = inputPoint(int(inputPrompt().size()) + m_input.anchor());
        return fromViewport(QRect(at.toPoint(), QSize(1, rowHeight())));
    }
    case Qt::ImInputItemClipRectangle:
        return fromViewport(viewport()->rect());
    case Qt::ImFont:
        return theme().fixed();
    case Qt::ImCursorPosition:
    case Qt::ImAbsolutePosition:
        return m_input.cursor();
    case Qt::ImAnchorPosition:
        return m_input.anchor();
    case Qt::ImSurroundingText:
        return m_input.text();
    case Qt::ImTextBeforeCursor:
        return m_input.text().left(m_input.cursor());
    case Qt::ImTextAfterCursor:
        return m_input.text().mid(m_input.cursor());
    case Qt::ImCurrentSelection:
        return m_input.selectedText();
    case Qt::ImHints:
        return int(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    default:
        return QAbstractScrollArea::inputMethodQuery(query);
    }
}

// Events

void ConsoleView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    closeList();
    relayout();
}

void ConsoleView::focusInEvent(QFocusEvent *event)
{
    const int flash = QGuiApplication::styleHints()->cursorFlashTime();
    m_cursorOn = true;
    if (flash > 0)
        m_blink.start(flash / 2);
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void ConsoleView::focusOutEvent(QFocusEvent *event)
{
    commitComposition();
    m_blink.stop();
    if (event->reason() != Qt::PopupFocusReason)
        closeList();
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

bool ConsoleView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        viewport()->setCursor(Qt::IBeamCursor);
    return QAbstractScrollArea::viewportEvent(event);
}

void ConsoleView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        m_transcript.reset();
    }
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        relayout();
    QAbstractScrollArea::changeEvent(event);
}

} // namespace ui
