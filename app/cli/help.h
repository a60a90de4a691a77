#pragma once
#include <QByteArrayList>
#include <QString>

namespace cli {

/// What `larder help TOPIC` prints, in the language in force; empty for an unknown topic. "" is
/// the overview. Lines of 80 columns.
[[nodiscard]] QString helpText(const QString &topic);
/// The topics besides the overview.
[[nodiscard]] QStringList helpTopics();
/// The examples of the export format in `larder help formats`, each one file.
[[nodiscard]] QByteArrayList formatExamples();

} // namespace cli
