#pragma once
#include "aws/discovery.h"
#include <QJsonObject>

namespace cli {

/// What `larder aws list` found, as tables for a person. Control characters are escaped.
[[nodiscard]] QString foundTables(const aws::Discovery &discovery);
/// The same for programs; its words are the same in every language, and what AWS did not tell is
/// null. `region` is the one that was asked; `result` is how the search ended.
[[nodiscard]] QJsonObject foundInAws(const aws::Discovery &discovery, const QString &region,
                                     const base::Result<> &result);

} // namespace cli
