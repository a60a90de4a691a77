#pragma once
#include <QByteArray>
#include <optional>

namespace profiles::importing {

/// The first file of a ZIP archive whose name ends in .yaml, .yml or .json, unpacked. Any bytes may
/// come in. nullopt = no archive, damaged, sealed with a password, packed in another way than
/// stored or deflated, or larger than 64 MB unpacked. Source: PKWARE's APPNOTE.TXT 6.3, 4.3.
[[nodiscard]] std::optional<QByteArray> fileInZip(const QByteArray &zip);

} // namespace profiles::importing
