#include "widgets/values/codeview.h"
#include "widgets/common/theme.h"
#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace ui {

using common::Theme;
using common::tokens;

class LineNumbers final : public QWidget {
public:
    explicit LineNumbers(CodeView *view)
        : QWidget(view)
        , m_view(view)
    {
    }
    [[nodiscard]] QSize sizeHint() const override { return { m_view->gutterWidth(), 0 }; }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintGutter(event); }

private:
    CodeView *m_view;
};

/// Names, strings, numbers and words of pretty-printed JSON, a line at a time.
class JsonColours final : public QSyntaxHighlighter {
public:
    explicit JsonColours(QTextDocument *document)
        : QSyntaxHighlighter(document)
    {
    }
    bool on = false;

protected:
    void highlightBlock(const QString &text) override
    {
        if (!on)
            return;
        for (qsizetype i = 0; i < text.size();) {
            const QChar c = text.at(i);
            if (c == QLatin1Char('"')) {
                qsizetype end = i + 1;
                while (end < text.size() && text.at(end) != QLatin1Char('"'))
                    end += text.at(end) == QLatin1Char('\\') ? 2 : 1;
                end = qMin(end + 1, text.size());
                const bool name = end < text.size() && text.at(end) == QLatin1Char(':');
                setFormat(int(i), int(end - i), name ? tokens().accent : tokens().ok);
                i = end;
            } else if (c.isLetterOrNumber() || c == QLatin1Char('-')) {
                qsizetype end = i + 1;
                while (end < text.size()
                       && (text.at(end).isLetterOrNumber() || text.at(end) == QLatin1Char('.')
                           || text.at(end) == QLatin1Char('-') || text.at(end) == QLatin1Char('+')))
                    ++end;
                setFormat(int(i), int(end - i),
                          c.isLetter() ? tokens().series[4] : tokens().series[1]);
                i = end;
            } else {
                ++i;
            }
        }
    }
};

CodeView::CodeView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new LineNumbers(this))
    , m_json(new JsonColours(document()))
{
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setProperty("focusRing", false);
    document()->setDocumentMargin(Theme::instance().px(8));
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { placeGutter(); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(&Theme::instance(), &Theme::changed, this, &CodeView::applyTheme);
    applyTheme();
}

void CodeView::setColouring(Colouring colouring)
{
    const bool on = colouring == Colouring::Json;
    if (m_json->on == on)
        return;
    m_json->on = on;
    m_json->rehighlight();
}

QString CodeView::exactText() const
{
    // toPlainText() makes spaces of no-break spaces and line feeds of line separators.
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    return text;
}

void CodeView::applyTheme()
{
    setFont(Theme::instance().fixed(Theme::Size::Secondary));
    setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * 4);
    placeGutter();
    m_json->rehighlight();
}

int CodeView::gutterWidth() const
{
    int digits = 2;
    for (int n = blockCount(); n >= 100; n /= 10)
        ++digits;
    return qMax(Theme::instance().px(40),
                Theme::instance().px(16)
                    + fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits);
}

void CodeView::placeGutter()
{
    const int width = gutterWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), width, area.height());
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeGutter();
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    const bool types = !event->text().isEmpty() && event->text().at(0).isPrint()
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool removes = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete
        || event->matches(QKeySequence::Paste) || event->matches(QKeySequence::Cut);
    if (isReadOnly() && (types || removes))
        Q_EMIT editRefused();
    QPlainTextEdit::keyPressEvent(event);
}

void CodeView::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), tokens().window);
    painter.fillRect(m_gutter->width() - 1, event->rect().top(), 1, event->rect().height(),
                     tokens().hairline);
    painter.setFont(font());
    painter.setPen(tokens().textMuted);
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const int right = m_gutter->width() - Theme::instance().px(10);
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal bottom = top + blockBoundingRect(block).height();
        if (block.isVisible() && bottom >= event->rect().top())
            painter.drawText(QRectF(0, top, right, fontMetrics().height()), Qt::AlignRight,
                             QString::number(block.blockNumber() + 1));
        block = block.next();
        top = bottom;
    }
}

} // namespace ui
