#include "widgets/console/completionpopup.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace ui {

namespace {

constexpr int mostRows = 10;
using Size = common::Theme::Size;

int px(int at)
{
    return common::Theme::instance().px(at);
}

} // namespace

CompletionPopup::CompletionPopup(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("completionPopup"));
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Completions"));
    hide();
}

void CompletionPopup::setOffers(const QList<console::Completion> &offers, const QString &typed)
{
    m_offers = offers;
    m_typed = typed;
    m_current = 0;
    m_top = 0;
    if (m_offers.isEmpty())
        hide();
    update();
}

int CompletionPopup::rowHeight() const
{
    return px(24);
}

int CompletionPopup::helpHeight() const
{
    const bool any = std::any_of(m_offers.begin(), m_offers.end(),
                                 [](const console::Completion &offer) { return offer.hint; });
    return any ? px(8) * 2 + px(20) * 3 : 0;
}

int CompletionPopup::visibleRows() const
{
    return std::min(m_rows, int(m_offers.size()));
}

void CompletionPopup::setCurrent(int i)
{
    m_current = qBound(0, i, int(m_offers.size()) - 1);
    m_top = qBound(m_current - visibleRows() + 1, m_top, m_current);
    m_top = std::max(0, m_top);
    if (m_current < m_offers.size())
        setAccessibleDescription(m_offers[m_current].text);
    update();
}

void CompletionPopup::step(int rows)
{
    // The list is a ring for single steps.
    const int count = int(m_offers.size());
    if (count == 0)
        return;
    if (rows == 1 || rows == -1)
        setCurrent((m_current + rows + count) % count);
    else
        setCurrent(m_current + rows);
}

void CompletionPopup::place(const QRect &line, const QRect &bounds)
{
    const int gap = px(2);
    const int above = line.top() - bounds.top() - gap;
    const int below = bounds.bottom() - line.bottom() - gap;
    const auto fit = [this](int room) {
        return std::min(mostRows, (room - helpHeight() - px(8)) / rowHeight());
    };
    const int wanted = std::min(mostRows, int(m_offers.size()));
    const bool up = fit(above) >= wanted || above >= below;
    m_rows = std::max(1, fit(up ? above : below));
    const int height = visibleRows() * rowHeight() + helpHeight() + px(8);
    const int width = std::min(px(416), bounds.width());
    const int x = qBound(bounds.left(), line.left() - px(12), bounds.right() - width + 1);
    setGeometry(x, up ? line.top() - gap - height : line.bottom() + gap, width, height);
    setCurrent(m_current);
    show();
    raise();
}

void CompletionPopup::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const common::Tokens &tokens = common::tokens();
    const common::Theme &theme = common::Theme::instance();
    common::paintBox(&painter, rect(), tokens.window, tokens.controlOutline, 6);
    painter.setClipRect(rect().adjusted(1, 1, -1, -1));

    const QFont fixed = theme.fixed();
    const QFont bold = theme.fixed(Size::Secondary, QFont::Bold);
    const int left = px(12);
    const int right = width() - px(12);
    const QFontMetricsF metrics(fixed);
    qreal names = metrics.horizontalAdvance(QStringLiteral("HRANDFIELD")) + px(48);
    for (const console::Completion &offer : m_offers) {
        if (offer.hint)
            names = std::max(names, metrics.horizontalAdvance(offer.text) + px(16));
    }
    names = std::min(names, width() * 0.5);

    for (int i = m_top; i < std::min(m_top + visibleRows(), int(m_offers.size())); ++i) {
        const console::Completion &offer = m_offers[i];
        const QRect row(0, px(4) + (i - m_top) * rowHeight(), width(), rowHeight());
        if (i == m_current)
            painter.fillRect(row.adjusted(1, 0, -1, 0), tokens.selection);
        int textRight = right;
        if (offer.write) {
            const QString word = tr("write");
            const QFont caption = theme.ui(Size::Caption);
            const int wide = QFontMetrics(caption).horizontalAdvance(word) + px(12);
            const QRect tag(right - wide, row.center().y() - px(8) + 1, wide, px(16));
            common::paintBox(&painter, tag, {}, tokens.warn, 3);
            painter.setFont(caption);
            painter.setPen(tokens.warn);
            painter.drawText(tag, Qt::AlignCenter, word);
            textRight = tag.left() - px(8);
        }
        // The letters typed already stand out.
        painter.setFont(fixed);
        const bool command = !offer.key;
        qreal x = left;
        const qreal nameRight = offer.hint ? left + names - px(8) : textRight;
        const QString name = metrics.horizontalAdvance(offer.text) > nameRight - left
            ? QFontMetrics(fixed).elidedText(offer.text, Qt::ElideMiddle, int(nameRight) - left)
            : offer.text;
        const auto same = name.startsWith(m_typed, Qt::CaseInsensitive) ? m_typed.size() : 0;
        painter.setPen(command ? tokens.accent : tokens.textPrimary);
        painter.setFont(bold);
        painter.drawText(QRectF(x, row.top(), right, row.height()), Qt::AlignVCenter,
                         name.left(same));
        x += QFontMetricsF(bold).horizontalAdvance(name.left(same));
        painter.setFont(fixed);
        painter.drawText(QRectF(x, row.top(), nameRight - x, row.height()), Qt::AlignVCenter,
                         name.mid(same));
        if (offer.hint) {
            painter.setPen(tokens.textSecondary);
            const QRectF space(left + names, row.top(), textRight - left - names, row.height());
            painter.drawText(
                space, Qt::AlignVCenter,
                QFontMetrics(fixed).elidedText(QString::fromUtf8(offer.hint->arguments),
                                               Qt::ElideRight, int(space.width())));
        }
    }

    const console::CommandHint *hint = m_offers.value(m_current).hint;
    const int top = px(4) + visibleRows() * rowHeight() + px(4);
    if (helpHeight() > 0) {
        painter.fillRect(QRect(1, top - 1, width() - 2, 1), tokens.hairline);
        painter.fillRect(QRect(1, top, width() - 2, height() - top - 1), tokens.sunken);
    }
    if (!hint)
        return;
    QRect line(left, top + px(8), right - left, px(20));
    painter.setFont(fixed);
    painter.setPen(tokens.accent);
    const QString name = QString::fromLatin1(hint->name);
    painter.drawText(line, Qt::AlignVCenter, name);
    const int after = QFontMetrics(fixed).horizontalAdvance(name + u' ');
    painter.setPen(tokens.textPrimary);
    painter.setFont(bold);
    painter.drawText(line.adjusted(after, 0, 0, 0), Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(QString::fromUtf8(hint->arguments),
                                                   Qt::ElideRight, line.width() - after));
    line.translate(0, px(20));
    painter.setFont(theme.ui(Size::Secondary));
    painter.setPen(tokens.textSecondary);
    painter.drawText(line, Qt::AlignVCenter, console::summaryText(*hint));
    line.translate(0, px(20));
    painter.setFont(theme.ui(Size::Caption));
    painter.setPen(tokens.textMuted);
    painter.drawText(line, Qt::AlignVCenter, QString::fromUtf8(hint->cost));
}

void CompletionPopup::mousePressEvent(QMouseEvent *event)
{
    const int row = (int(event->position().y()) - px(4)) / rowHeight();
    if (row >= 0 && row < visibleRows())
        setCurrent(m_top + row);
    event->accept();
}

void CompletionPopup::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = (int(event->position().y()) - px(4)) / rowHeight();
    if (row >= 0 && row < visibleRows())
        Q_EMIT chosen(m_current);
    event->accept();
}

void CompletionPopup::wheelEvent(QWheelEvent *event)
{
    const int most = std::max(0, int(m_offers.size()) - visibleRows());
    m_top = qBound(0, m_top - event->angleDelta().y() / 40, most);
    update();
    event->accept();
}

} // namespace ui
