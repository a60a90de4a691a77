#include "widgets/stats/chartpainter.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainterPath>
#include <cmath>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

int px(int length)
{
    return Theme::instance().px(length);
}

QFont titleFont()
{
    return Theme::instance().ui(Theme::Size::Secondary, QFont::DemiBold);
}

QFont legendNameFont()
{
    return Theme::instance().ui(Theme::Size::Caption);
}

QFont legendValueFont()
{
    return Theme::instance().fixed(Theme::Size::Caption);
}

QPen pen(const QColor &colour, qreal width, const QList<qreal> &dash = {})
{
    QPen result(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!dash.isEmpty()) {
        QList<qreal> pattern; // QPen counts in pen widths
        for (const qreal length : dash)
            pattern += length / width;
        result.setDashPattern(pattern);
    }
    return result;
}

QString clock(qint64 when, bool seconds)
{
    return QDateTime::fromMSecsSinceEpoch(when).toString(seconds ? QStringLiteral("HH:mm:ss")
                                                                 : QStringLiteral("HH:mm"));
}

/// Seconds only where they are not zero.
QString tickClock(qint64 when)
{
    return clock(when, when / 1000 % 60 != 0);
}

/// Round distances between time labels, ms.
qint64 timeStep(qint64 window, double width, double label)
{
    static constexpr qint64 steps[]{ 15'000,     30'000,     60'000,    120'000,   300'000,
                                     600'000,    900'000,    1'800'000, 3'600'000, 7'200'000,
                                     14'400'000, 21'600'000, 43'200'000 };
    for (const qint64 step : steps) {
        if (double(step) / double(window) * width >= label)
            return step;
    }
    return 86'400'000;
}

} // namespace

QFont ChartPainter::axisFont()
{
    QFont font = Theme::instance().fixed(Theme::Size::Caption);
    font.setPixelSize(px(10));
    return font;
}

ChartPainter::ChartPainter(const ChartData &data, const Look &look, const QSize &size)
    : m_data(data)
    , m_look(look)
    , m_size(size)
{
    const int top = look.marks && data.markA > 0 ? px(40) : px(32);
    const int bottom = look.timeAxis ? px(20) : px(8);
    const QFontMetricsF metrics(axisFont());
    double left = px(40);
    if (data.tickText) {
        for (const double tick : data.ticks)
            left = std::max(left, metrics.horizontalAdvance(data.tickText(tick)) + px(16));
    }
    m_plot = QRectF(std::ceil(left), top, std::max(1.0, size.width() - std::ceil(left) - px(12)),
                    std::max(1, size.height() - top - bottom));
    if (!data.ticks.empty() && data.ticks.back() > data.bottom)
        m_top = data.ticks.back();
    else
        m_top = data.bottom + 1;
}

double ChartPainter::x(qint64 when) const
{
    const double window = double(std::max<qint64>(1, m_data.to - m_data.from));
    return m_plot.left() + double(when - m_data.from) / window * m_plot.width();
}

double ChartPainter::y(double value) const
{
    const double part = std::clamp((value - m_data.bottom) / (m_top - m_data.bottom), -0.01, 1.01);
    return m_plot.bottom() - part * m_plot.height();
}

qint64 ChartPainter::time(double at) const
{
    return m_data.from
        + qint64((at - m_plot.left()) / m_plot.width() * double(m_data.to - m_data.from));
}

void ChartPainter::paintStatic(QPainter &painter) const
{
    const auto &t = tokens();
    common::paintBox(&painter, QRect(QPoint(0, 0), m_size), t.surface, t.hairline, px(4));
    painter.setRenderHint(QPainter::Antialiasing, true);
    if (!m_data.message.isEmpty()) {
        painter.setFont(Theme::instance().ui(Theme::Size::Caption));
        painter.setPen(t.textMuted);
        painter.drawText(QRectF(px(12), m_plot.top(), m_size.width() - px(24), m_plot.height()),
                         Qt::AlignCenter | Qt::TextWordWrap, m_data.message);
        return;
    }
    paintGrid(painter);
    paintBlocks(painter);
    paintSpan(painter);
    painter.save();
    painter.setClipRect(m_plot.adjusted(0, -2, 1, 2));
    for (const ChartSeries &series : m_data.series)
        paintSeries(painter, series);
    painter.restore();
    paintLimits(painter);
    paintMarkers(painter);
    if (m_look.marks && m_data.markA > 0)
        paintFlag(painter, m_data.markA, QStringLiteral("A"));
    if (m_look.marks && m_data.markB > 0)
        paintFlag(painter, m_data.markB, QStringLiteral("B"));
    if (m_look.timeAxis)
        paintTimes(painter);
}

void ChartPainter::paintGrid(QPainter &painter) const
{
    const auto &t = tokens();
    painter.setFont(axisFont());
    const QFontMetricsF metrics(axisFont());
    for (const double tick : m_data.ticks) {
        const double at = std::round(y(tick)) + 0.5;
        painter.setPen(pen(t.hairline, 1));
        painter.drawLine(QPointF(m_plot.left(), at), QPointF(m_plot.right(), at));
        if (!m_data.tickText)
            continue;
        painter.setPen(t.textMuted);
        painter.drawText(
            QRectF(0, at - metrics.height() / 2, m_plot.left() - px(8), metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, m_data.tickText(tick));
    }
}

void ChartPainter::paintTimes(QPainter &painter) const
{
    painter.setFont(axisFont());
    painter.setPen(tokens().textMuted);
    const QFontMetricsF metrics(axisFont());
    const qint64 window = std::max<qint64>(1, m_data.to - m_data.from);
    const double wide = metrics.horizontalAdvance(QStringLiteral("00:00:00"));
    const double narrow = metrics.horizontalAdvance(QStringLiteral("00:00"));
    qint64 step = timeStep(window, m_plot.width(), narrow + px(32));
    if (step < 60'000)
        step = timeStep(window, m_plot.width(), wide + px(24));
    const qint64 zone = qint64(QDateTime::fromMSecsSinceEpoch(m_data.from).offsetFromUtc()) * 1000;
    const qint64 first = ((m_data.from + zone + step - 1) / step) * step - zone;
    for (qint64 when = first; when <= m_data.to; when += step) {
        const QString text = tickClock(when);
        const double width = metrics.horizontalAdvance(text);
        const double left = std::clamp(x(when) - width / 2, m_plot.left(),
                                       std::max(m_plot.left(), m_plot.right() - width));
        painter.drawText(QRectF(left, m_plot.bottom() + px(3), width + 1, px(16)),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void ChartPainter::paintBlocks(QPainter &painter) const
{
    if (m_data.blocks.isEmpty())
        return;
    const auto &t = tokens();
    const ChartBlock *widest = &m_data.blocks.first();
    for (const ChartBlock &block : m_data.blocks) {
        const double left = std::max(m_plot.left(), x(block.from));
        const double right = std::min(m_plot.right(), x(block.to));
        painter.fillRect(QRectF(left, m_plot.top(), std::max(1.0, right - left), m_plot.height()),
                         t.sunken);
        if (block.to - block.from > widest->to - widest->from)
            widest = &block;
    }
    painter.setFont(Theme::instance().ui(Theme::Size::Caption));
    painter.setPen(t.textMuted);
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(m_data.blockText);
    const double middle = (x(std::max(widest->from, m_data.from)) + x(widest->to)) / 2;
    const double left = std::clamp(middle - width / 2, m_plot.left() + px(4),
                                   std::max(m_plot.left() + px(4), m_plot.right() - width));
    painter.drawText(QRectF(left, m_plot.bottom() - px(20), width + 1, px(16)),
                     Qt::AlignLeft | Qt::AlignVCenter, m_data.blockText);
}

void ChartPainter::paintSpan(QPainter &painter) const
{
    if (!m_look.marks || m_data.markA <= 0 || m_data.markB <= 0)
        return;
    QColor fill = tokens().selection;
    fill.setAlphaF(0.55F);
    const double left = std::max(m_plot.left(), x(m_data.markA));
    const double right = std::min(m_plot.right(), x(m_data.markB));
    if (right > left)
        painter.fillRect(QRectF(left, m_plot.top(), right - left, m_plot.height()), fill);
}

void ChartPainter::paintSeries(QPainter &painter, const ChartSeries &series) const
{
    const QColor colour = tokens().series[size_t(series.colour)];
    std::vector<QPolygonF> runs;
    QPolygonF run;
    // One pixel column keeps its first, lowest, highest and last value: a spike is never lost.
    int column = -1;
    double first = 0;
    double last = 0;
    double low = 0;
    double high = 0;
    const auto flush = [&] {
        if (column < 0)
            return;
        const double at = column + 0.5;
        run << QPointF(at, first);
        if (low != high) {
            run << QPointF(at, low);
            run << QPointF(at, high);
            run << QPointF(at, last);
        }
        column = -1;
    };
    const auto end = [&] {
        flush();
        if (!run.isEmpty())
            runs.push_back(std::exchange(run, {}));
    };
    const bool dense = double(m_data.times.size()) > m_plot.width();
    for (size_t i = 0; i < m_data.times.size(); ++i) {
        const double value = i < series.values.size() ? series.values[i] : NAN;
        if (std::isnan(value) || m_data.breaks[i])
            end();
        if (std::isnan(value))
            continue;
        const double at = x(m_data.times[i]);
        const double height = y(value);
        if (!dense) {
            run << QPointF(at, height);
            continue;
        }
        if (const int here = int(at); here != column) {
            flush();
            column = here;
            first = low = high = height;
        }
        last = height;
        low = std::min(low, height);
        high = std::max(high, height);
    }
    end();

    for (const QPolygonF &line : runs) {
        if (line.size() == 1) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawEllipse(line.first(), 1.5, 1.5);
            continue;
        }
        if (series.filled) {
            QPolygonF area = line;
            area << QPointF(line.last().x(), m_plot.bottom())
                 << QPointF(line.first().x(), m_plot.bottom());
            QColor fill = colour;
            fill.setAlphaF(0.10F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(area);
        }
        painter.setBrush(Qt::NoBrush);
        // Dense lines are mostly upright strokes: a thin one without joins costs a fraction.
        painter.setRenderHint(QPainter::Antialiasing, !dense);
        painter.setPen(dense ? QPen(colour, 1) : pen(colour, 1.5, series.dash));
        painter.drawPolyline(line);
        painter.setRenderHint(QPainter::Antialiasing, true);
    }
}

void ChartPainter::paintLimits(QPainter &painter) const
{
    const auto &t = tokens();
    for (const ChartLimit &limit : m_data.limits) {
        const double at = std::round(y(limit.value)) + 0.5;
        if (at < m_plot.top() - 1 || at > m_plot.bottom() + 1)
            continue;
        const QColor colour = limit.warning ? t.warn : t.textMuted;
        painter.setPen(pen(colour, 1, { 6, 4 }));
        painter.drawLine(QPointF(m_plot.left(), at), QPointF(m_plot.right(), at));
        QFont font = Theme::instance().ui(Theme::Size::Caption);
        font.setPixelSize(px(10));
        painter.setFont(font);
        const double width = QFontMetricsF(font).horizontalAdvance(limit.label);
        const bool above = at - px(14) > m_plot.top() - px(2);
        const QRectF box(m_plot.left() + px(2), above ? at - px(14) : at + px(2), width + px(4),
                         px(12));
        painter.fillRect(box, t.surface);
        painter.drawText(box, Qt::AlignCenter, limit.label);
    }
}

void ChartPainter::paintMarkers(QPainter &painter) const
{
    const auto &t = tokens();
    for (const ChartMarker &marker : m_data.markers) {
        if (marker.when < m_data.from || marker.when > m_data.to)
            continue;
        const double at = std::round(x(marker.when)) + 0.5;
        painter.setPen(pen(t.warn, 1, { 3, 3 }));
        painter.drawLine(QPointF(at, m_plot.top() - px(4)), QPointF(at, m_plot.bottom()));
        if (!m_look.markerWords)
            continue;
        const QFont font = Theme::instance().ui(Theme::Size::Caption, QFont::Medium);
        painter.setFont(font);
        const double width = QFontMetricsF(font).horizontalAdvance(marker.word) + px(12);
        const double left = std::clamp(at - width / 2, m_plot.left(),
                                       std::max(m_plot.left(), m_plot.right() - width));
        const QRectF box(left, m_plot.top() + px(5), width, px(17));
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.warnBand.background);
        painter.drawRoundedRect(box, px(3), px(3));
        painter.setPen(t.warnBand.text);
        painter.drawText(box, Qt::AlignCenter, marker.word);
    }
}

void ChartPainter::paintFlag(QPainter &painter, qint64 when, const QString &letter) const
{
    if (when < m_data.from || when > m_data.to)
        return;
    const auto &t = tokens();
    const double at = std::round(x(when)) + 0.5;
    const double top = m_plot.top() - px(10);
    painter.setPen(pen(t.accent, 1));
    painter.drawLine(QPointF(at, top), QPointF(at, m_plot.bottom()));
    const QRectF box(at - px(15) / 2.0, top, px(15), px(14));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(box, px(2), px(2));
    QFont font = Theme::instance().ui(Theme::Size::Caption, QFont::Bold);
    font.setPixelSize(px(10));
    painter.setFont(font);
    painter.setPen(t.onAccent);
    painter.drawText(box, Qt::AlignCenter, letter);
}

qsizetype ChartPainter::lastOf(qsizetype i) const
{
    const auto &values = m_data.series[i].values;
    for (qsizetype point = qsizetype(values.size()) - 1; point >= 0; --point) {
        if (!std::isnan(values[size_t(point)]))
            return point;
    }
    return -1;
}

QString ChartPainter::valueAt(qsizetype series, qsizetype point) const
{
    const qsizetype at = point < 0 ? lastOf(series) : point;
    const auto &values = m_data.series[series].values;
    if (at < 0 || at >= qsizetype(values.size()) || std::isnan(values[size_t(at)])
        || !m_data.valueText)
        return QStringLiteral("—");
    return m_data.valueText(values[size_t(at)]);
}

QList<ChartPainter::LegendItem> ChartPainter::legend(qsizetype point, double *width) const
{
    const QFontMetricsF titles(titleFont());
    const QFontMetricsF names(legendNameFont());
    const QFontMetricsF values(legendValueFont());
    const double room = m_size.width() - px(24) - titles.horizontalAdvance(m_look.title) - px(8);
    QList<LegendItem> items;
    // The title comes first: rather a tighter legend, then one without names.
    for (const bool named : { true, false }) {
        for (const bool tight : { false, true }) {
            items.clear();
            *width = 0;
            for (qsizetype i = 0; i < m_data.series.size() && m_data.message.isEmpty(); ++i) {
                LegendItem item;
                item.swatch = tight ? px(8) : px(12);
                item.gap = tight ? px(4) : px(5);
                item.name = named ? m_data.series[i].name : QString();
                item.nameWidth = names.horizontalAdvance(item.name);
                item.value = valueAt(i, point);
                if (i == m_data.series.size() - 1 && !m_data.unit.isEmpty())
                    item.value += QLatin1Char(' ') + m_data.unit;
                item.valueWidth = values.horizontalAdvance(item.value);
                item.left = *width + (i == 0 ? 0 : tight ? px(6) : px(9));
                *width = item.left + item.swatch + item.gap + item.valueWidth
                    + (item.name.isEmpty() ? 0 : item.nameWidth + item.gap);
                items += item;
            }
            if (*width <= room)
                return items;
        }
    }
    return items;
}

void ChartPainter::paintHeader(QPainter &painter, qsizetype point) const
{
    const auto &t = tokens();
    const QRectF line(px(12), px(6), m_size.width() - px(24), px(20));
    double width = 0;
    const QList<LegendItem> items = legend(point, &width);
    const double from = line.right() - width;
    painter.setRenderHint(QPainter::Antialiasing, true);
    const auto text = [&](double left, double wide, const QString &words) {
        painter.drawText(QRectF(left, line.top(), wide + 1, line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
    };
    for (qsizetype i = 0; i < items.size(); ++i) {
        const LegendItem &item = items[i];
        const ChartSeries &series = m_data.series[i];
        double left = from + item.left;
        const QList<qreal> dash =
            series.dash.isEmpty() ? QList<qreal>() : QList<qreal>{ item.swatch / 2.0 - 1, 2.0 };
        painter.setPen(pen(t.series[size_t(series.colour)], 2, dash));
        painter.drawLine(QPointF(left, line.center().y()),
                         QPointF(left + item.swatch, line.center().y()));
        left += item.swatch + item.gap;
        if (!item.name.isEmpty()) {
            painter.setFont(legendNameFont());
            painter.setPen(t.textSecondary);
            text(left, item.nameWidth, item.name);
            left += item.nameWidth + item.gap;
        }
        painter.setFont(legendValueFont());
        painter.setPen(t.textPrimary);
        text(left, item.valueWidth, item.value);
    }
    painter.setFont(titleFont());
    painter.setPen(t.textPrimary);
    const double room = from - line.left() - (items.isEmpty() ? 0 : px(8));
    text(line.left(), room,
         QFontMetricsF(titleFont()).elidedText(m_look.title, Qt::ElideRight, room));
}

void ChartPainter::paintRings(QPainter &painter, qsizetype point) const
{
    if (!m_data.message.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (qsizetype i = 0; i < m_data.series.size(); ++i) {
        const qsizetype at = point < 0 ? lastOf(i) : point;
        const ChartSeries &series = m_data.series[i];
        if (at < 0 || at >= qsizetype(series.values.size())
            || std::isnan(series.values[size_t(at)]))
            continue;
        const QPointF centre(x(m_data.times[size_t(at)]), y(series.values[size_t(at)]));
        if (centre.x() < m_plot.left() - 1)
            continue;
        painter.setPen(pen(tokens().series[size_t(series.colour)], 1.5));
        painter.setBrush(tokens().surface);
        painter.drawEllipse(centre, 3.5, 3.5);
    }
}

void ChartPainter::paintCrosshair(QPainter &painter, qsizetype point) const
{
    if (point < 0 || !m_data.message.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    const double at = std::round(x(m_data.times[size_t(point)])) + 0.5;
    painter.setPen(pen(tokens().controlOutline, 1));
    painter.drawLine(QPointF(at, m_plot.top()), QPointF(at, m_plot.bottom()));
}

void ChartPainter::paintTip(QPainter &painter, qsizetype point) const
{
    if (point < 0 || !m_data.message.isEmpty())
        return;
    const auto &t = tokens();
    const QString when = clock(m_data.times[size_t(point)], true);
    QStringList figures;
    for (qsizetype i = 0; i < m_data.series.size(); ++i)
        figures += valueAt(i, point);
    QString figure = figures.join(QStringLiteral(" · "));
    if (!m_data.unit.isEmpty())
        figure += QLatin1Char(' ') + m_data.unit;
    const QStringList details = m_data.details ? m_data.details(size_t(point)) : QStringList();

    const QFont head = legendValueFont();
    const QFont small = legendNameFont();
    const QFontMetricsF headMetrics(head);
    const QFontMetricsF smallMetrics(small);
    double width =
        headMetrics.horizontalAdvance(when) + headMetrics.horizontalAdvance(figure) + px(24);
    for (const QString &line : details)
        width = std::max(width, smallMetrics.horizontalAdvance(line));
    width += px(20);
    const double height = px(14) + px(14) * double(1 + details.size());
    const double at = x(m_data.times[size_t(point)]);
    const bool fits = at + px(10) + width <= m_size.width() - px(4);
    const double left = fits ? at + px(10) : std::max(double(px(4)), at - px(10) - width);
    const double top = std::max(double(px(28)), m_plot.bottom() - height - px(8));
    const QRect box = QRectF(left, top, width, height).toRect();
    common::paintBox(&painter, box, t.surface, t.controlOutline, px(4));

    QRectF line(box.left() + px(10), box.top() + px(7), box.width() - px(20), px(14));
    painter.setFont(head);
    painter.setPen(t.textSecondary);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, when);
    painter.setPen(t.textPrimary);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, figure);
    painter.setFont(small);
    painter.setPen(t.textSecondary);
    for (const QString &text : details) {
        line.translate(0, px(14));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

QString ChartPainter::spoken(qsizetype point) const
{
    if (!m_data.message.isEmpty())
        return m_data.message;
    QStringList parts;
    for (qsizetype i = 0; i < m_data.series.size(); ++i) {
        const QString &name = m_data.series[i].name;
        const QString value = valueAt(i, point);
        parts += name.isEmpty() ? value : name + QLatin1Char(' ') + value;
    }
    QString text = parts.join(QStringLiteral(", "));
    if (!m_data.unit.isEmpty())
        text += QLatin1Char(' ') + m_data.unit;
    if (point >= 0)
        text = clock(m_data.times[size_t(point)], true) + QStringLiteral(": ") + text;
    return text;
}

} // namespace ui
