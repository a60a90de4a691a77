#pragma once
#include "console/commandhints.h"
#include <QByteArrayList>
#include <QList>
#include <functional>

namespace console {

/// One offer of the completion list.
struct Completion {
    QString text; ///< what the person sees
    QByteArray insert; ///< what replaces the typed word, quoted where needed
    const CommandHint *hint = nullptr; ///< arguments and help, for a command
    bool write = false; ///< the command can change something
    bool key = false; ///< the name of a loaded key
};

struct Completions {
    qsizetype from = 0; ///< bytes of the line that an offer replaces: [from, to)
    qsizetype to = 0;
    QList<Completion> offers;
};

/// Finds what a half-typed line may become. Knows the bundled command table and, through a
/// callback, the names of the keys that are loaded; never asks a server.
class Completer {
public:
    /// Loaded keys that begin with `prefix`, at most `limit`.
    using KeyNames = std::function<QByteArrayList(const QByteArray &prefix, int limit)>;
    static constexpr int limit = 50;

    void setKeyNames(KeyNames names) { m_keys = std::move(names); }

    /// `line` up to the cursor; `cursor` counts bytes.
    [[nodiscard]] Completions complete(const QByteArray &line, qsizetype cursor) const;

    /// The arguments still to come for a line whose command is known, in redis-cli's manner:
    /// "SET a" -> " value [NX|XX] …". Empty when nothing is known or all is typed.
    [[nodiscard]] static QString argumentHint(const QByteArray &line);
    /// Help for the command of a line; null when unknown.
    [[nodiscard]] static const CommandHint *hintFor(const QByteArray &line);

private:
    KeyNames m_keys;
};

} // namespace console
