#pragma once
#include "widgets/stats/dashboardcharts.h"
#include <QImage>

class QWidget;

namespace ui {

/// Every point as a line of raw differences and derived figures; times with their zone.
[[nodiscard]] QByteArray dashboardCsv(const std::vector<stats::Point> &points, bool excludeOwn);
/// The page as it looks, under its title, span, time zone and the definition of the hit rate.
[[nodiscard]] QImage dashboardPicture(QWidget *page, const QString &title, const View &view);

} // namespace ui
