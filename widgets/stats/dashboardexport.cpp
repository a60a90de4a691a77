#include "widgets/stats/dashboardexport.h"
#include "widgets/common/theme.h"
#include "widgets/stats/figures.h"
#include <QDateTime>
#include <QPainter>
#include <QTimeZone>
#include <QWidget>
#include <cmath>

namespace ui {

using stats::Counter;
using stats::Gauge;

namespace {

struct CounterColumn {
    Counter counter;
    const char *name;
};
constexpr CounterColumn counterColumns[]{
    { Counter::Hits, "keyspace_hits" },
    { Counter::Misses, "keyspace_misses" },
    { Counter::OwnHits, "own_hits" },
    { Counter::OwnMisses, "own_misses" },
    { Counter::Commands, "total_commands_processed" },
    { Counter::Connections, "total_connections_received" },
    { Counter::Rejected, "rejected_connections" },
    { Counter::Evicted, "evicted_keys" },
    { Counter::Expired, "expired_keys" },
    { Counter::NetIn, "total_net_input_bytes" },
    { Counter::NetOut, "total_net_output_bytes" },
    { Counter::Cpu, "used_cpu_microseconds" },
};
struct GaugeColumn {
    Gauge gauge;
    const char *name;
};
constexpr GaugeColumn gaugeColumns[]{
    { Gauge::Memory, "used_memory" },
    { Gauge::MaxMemory, "maxmemory" },
    { Gauge::Clients, "connected_clients" },
    { Gauge::Blocked, "blocked_clients" },
    { Gauge::Keys, "keys" },
    { Gauge::Lag, "replica_lag_seconds" },
    { Gauge::RttMedian, "rtt_p50_ms" },
    { Gauge::RttHigh, "rtt_p99_ms" },
};

QByteArray decimal(double value)
{
    return std::isnan(value) ? QByteArray() : QByteArray::number(value, 'f', 3);
}

QByteArray isoTime(qint64 when)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(when);
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODateWithMs).toLatin1();
}

} // namespace

QByteArray dashboardCsv(const std::vector<stats::Point> &points, bool excludeOwn)
{
    QByteArray csv = "end,seconds,after_gap";
    for (const auto &column : counterColumns)
        csv += QByteArray(",delta_") + column.name;
    for (const auto &column : gaugeColumns)
        csv += QByteArray(",") + column.name;
    csv += excludeOwn ? ",hit_rate_percent_without_own" : ",hit_rate_percent";
    csv += ",ops_per_second,connections_per_second,cpu_percent_of_one_core,server_ms_per_call\r\n";
    for (const stats::Point &point : points) {
        csv += isoTime(point.end) + ',' + decimal(double(point.span) / 1000.0) + ','
            + (point.afterGap ? '1' : '0');
        for (const auto &column : counterColumns)
            csv += ','
                + (point.delta.has(column.counter) ? QByteArray::number(point.delta[column.counter])
                                                   : QByteArray());
        for (const auto &column : gaugeColumns)
            csv += ',' + decimal(point.gauges[column.gauge]);
        csv += ',' + decimal(stats::hitRate(point, excludeOwn));
        csv += ',' + decimal(stats::perSecond(point, Counter::Commands));
        csv += ',' + decimal(stats::perSecond(point, Counter::Connections));
        csv += ',' + decimal(stats::cpuPercent(point));
        csv += ',' + decimal(stats::serverMilliseconds(point)) + "\r\n";
    }
    return csv;
}

QImage dashboardPicture(QWidget *page, const QString &title, const View &view)
{
    const auto &theme = common::Theme::instance();
    const auto &t = common::tokens();
    const qreal ratio = page->devicePixelRatioF();
    const int head = theme.px(56);
    QImage image((QSizeF(page->width(), page->height() + head) * ratio).toSize(),
                 QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(t.window);
    QPainter painter(&image);
    const QRect line(theme.px(16), theme.px(10), page->width() - theme.px(32), theme.px(20));
    painter.setFont(theme.ui(common::Theme::Size::PaneTitle, QFont::DemiBold));
    painter.setPen(t.textPrimary);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(theme.ui(common::Theme::Size::Secondary));
    painter.setPen(t.textSecondary);
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(view.from);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(view.to);
    const QString span = QStringLiteral("%1 – %2 · %3")
                             .arg(from.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                                  to.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                                  QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, span);
    painter.drawText(line.translated(0, theme.px(20)), Qt::AlignLeft | Qt::AlignVCenter,
                     chartTitle(Chart::HitRate) + QStringLiteral(": ")
                         + chartDefinition(Chart::HitRate));
    page->render(&painter, QPoint(0, head));
    return image;
}

} // namespace ui
