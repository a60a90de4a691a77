#pragma once
#include <QByteArray>
#include <optional>

namespace values {

/// The same JSON with line breaks and two-space indents. Works on tokens: every byte of numbers,
/// strings, repeated names and their order stays. nullopt when it is not one JSON value (RFC 8259)
/// or nests deeper than 512.
[[nodiscard]] std::optional<QByteArray> prettyJson(QByteArrayView json);

} // namespace values
