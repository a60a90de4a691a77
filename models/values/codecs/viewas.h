#pragma once
#include <QByteArray>
#include <QString>
#include <QStringList>

namespace values {

/// How bytes are shown. Editing goes through Text only: its way back is exact for any bytes.
enum class ViewAs { Auto, Text, Json, Hex, Unzipped };

struct Rendered {
    ViewAs as = ViewAs::Text;
    QStringList chain; ///< "gzip", "JSON": how it was read, outermost first
    QString text;
    bool escaped = false; ///< of Text: textForm's escapes apply
    bool editable = false;
    QString whyNot; ///< when it is not
    bool ok = true; ///< false: the bytes are not what was asked for; `whyNot` says so
};

/// `complete` = these bytes are the whole value. Auto goes by magic bytes and by what is certain:
/// JSON objects and arrays, gzip, zlib; never by a guess that changes the meaning (Base64 text
/// stays text). Bytes that are not UTF-8 are shown in hex.
[[nodiscard]] Rendered render(const QByteArray &bytes, ViewAs as, bool complete = true);

} // namespace values
