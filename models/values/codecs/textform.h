#pragma once
#include <QByteArray>
#include <QString>
#include <optional>

namespace values {

/// Bytes as text of several lines for an editor, and exactly back. Plain when a text widget can
/// hold the bytes as they stand; else escaped: line feeds stay line breaks, every other control,
/// invisible or invalid byte is \r \t \xNN and a backslash is doubled.
struct TextForm {
    QString text;
    bool escaped = false;
};

/// True when a text widget gives back exactly these bytes: UTF-8, no control character but line
/// feed and tab, nothing invisible, no no-break space (QTextDocument makes a space of it).
[[nodiscard]] bool isPlainMultiline(QByteArrayView bytes);
[[nodiscard]] bool isUtf8(QByteArrayView bytes);
[[nodiscard]] TextForm textForm(QByteArrayView bytes);
/// `fromTextForm(textForm(b))` is exactly `b`; nullopt for a bad escape such as "\q".
[[nodiscard]] std::optional<QByteArray> fromTextForm(const TextForm &form);

} // namespace values
