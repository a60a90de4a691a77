#pragma once
#include "profiles/importer.h"
#include "profiles/profile.h"
#include <QJsonObject>

namespace cli {

/// One saved connection for `larder profiles --json`; holds no secret. The words are those of the
/// export format, the same in every language.
[[nodiscard]] QJsonObject summaryObject(const profiles::Profile &profile);
/// All of them as a table with a line of headings. Control characters are escaped.
[[nodiscard]] QString summaryTable(const QList<profiles::Profile> &profiles);

/// The found list of an import, for a person and for programs. Secrets are masked.
[[nodiscard]] QString foundText(const profiles::Import &import);
[[nodiscard]] QJsonObject foundObject(const profiles::Import &import);

} // namespace cli
