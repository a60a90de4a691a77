#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace keys {

/// The pattern that matches exactly these bytes: * ? [ ] \ each behind a backslash
/// (as util.c's stringmatchlen reads it).
[[nodiscard]] QByteArray globEscape(QByteArrayView bytes);
/// True when the text has an unescaped glob character, so that it is meant as a pattern.
[[nodiscard]] bool isGlob(QByteArrayView text);
/// ASCII letters as [xX] sets, so that the pattern ignores case; sets and escapes stay as they are.
[[nodiscard]] QByteArray globIgnoringCase(const QByteArray &pattern);

/// What a person typed into the search box.
struct Search {
    enum class What { Everything, Exact, Pattern };
    What what = What::Everything;
    QByteArray exact; ///< of Exact: the key's name
    QByteArray pattern; ///< of Pattern: for MATCH
    QByteArray plain; ///< the text itself when it has no glob characters: worth an EXISTS too
};
/// "=name" is exact, globs go through as typed, anything else means "contains".
[[nodiscard]] Search parseSearch(const QString &text, bool caseSensitive);

} // namespace keys
