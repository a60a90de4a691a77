#pragma once
#include <QByteArray>
#include <QString>
#include <optional>

namespace base {

/// True when the bytes are UTF-8 without control characters, so that showing them as they stand
/// loses nothing.
[[nodiscard]] bool isPlainText(QByteArrayView bytes);

/// One line for lists, tabs and titles. Plain text is shown as it stands; anything else is
/// escaped: \n \r \t \\ and \xNN for each control or invalid byte (valid UTF-8 parts stay
/// readable). `limit` caps the characters shown (an ellipsis marks the cut); 0 = no cap. Meant for
/// display: with a cap it cannot be turned back. Never rich text.
[[nodiscard]] QString displayText(QByteArrayView bytes, qsizetype limit = 0);

/// Text for an edit box, and the way back. When `escaped` is false the text is the bytes as UTF-8
/// and a typed backslash is a backslash; when true the escapes of displayText apply.
struct EditText {
    QString text;
    bool escaped = false;
};
[[nodiscard]] EditText editText(QByteArrayView bytes);
/// The bytes behind an edit box; nullopt when escaped text holds a bad escape such as "\xZZ".
/// `parseEditText(editText(b))` is exactly `b` for any bytes.
[[nodiscard]] std::optional<QByteArray> parseEditText(const EditText &edit);

} // namespace base
