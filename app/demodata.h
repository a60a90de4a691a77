#pragma once
#include "resp/send.h"
#include <QDateTime>

namespace app {

/// The commands that fill an empty server with the demo's keys, in databases 0, 1 and 5; the last
/// one selects database 0 again. `now` is the time that the data was "written" at.
[[nodiscard]] resp::Commands demoData(const QDateTime &now);

/// A web page or API answer as the demo's cache keeps it; `page` chooses which.
[[nodiscard]] QByteArray demoPageKey(int page);
[[nodiscard]] QByteArray demoPage(int page);

} // namespace app
