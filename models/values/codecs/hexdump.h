#pragma once
#include <QByteArray>
#include <QString>

namespace values {

/// Lines of 16 bytes, as hexdump -C: "00000000  1f 8b 08 00 …  |....|". `first` is the offset of
/// the first byte.
[[nodiscard]] QString hexDump(QByteArrayView bytes, qint64 first = 0);

} // namespace values
