#pragma once
#include "base/keytype.h"
#include "base/result.h"
#include "resp/send.h"
#include <QObject>
#include <functional>

namespace values {

/// One thing that is not what was loaded: a field, or (empty name) the whole string value.
/// nullopt = it does not exist, or is to be deleted.
struct Conflict {
    QByteArray name;
    std::optional<QByteArray> loaded;
    std::optional<QByteArray> server;
    std::optional<QByteArray> mine;

    friend bool operator==(const Conflict &, const Conflict &) = default;
};

/// What the re-read inside a save found.
struct Verdict {
    enum class What {
        Same, ///< as loaded: write
        Changed, ///< M27: `conflicts`
        Gone, ///< M26
        TypeChanged, ///< `type` is the new one; Unknown where TYPE is refused
        Refused, ///< a read that the save depends on was refused: `error`
    };
    What what = What::Same;
    QList<Conflict> conflicts;
    base::KeyType type = base::KeyType::Unknown;
    base::Error error;
};

struct SaveResult {
    Verdict verdict; ///< Same = saved
    qint64 pttl = -1; ///< after the save: milliseconds left, -1 = no TTL, -2 = gone since
    bool watched = true; ///< false: WATCH was refused, a small window remained
};

/// A staged edit, ready to be written.
struct SavePlan {
    QByteArray key;
    resp::Commands reads;
    std::function<Verdict(const resp::Replies &)> judge;
    /// Called only after judge() said Same.
    std::function<resp::Commands(const resp::Replies &)> write;
    /// What the person is shown; reads that a write depends on are not known yet.
    resp::Commands preview;
};

/// WATCH, re-read, compare, MULTI … EXEC. A nil EXEC although nothing of what was touched differs
/// (a TTL was set meanwhile, another field was written) is tried again a few times: nothing was
/// written, so that is safe. `done` is called once, or never if `context` dies first.
/// A plan without commands to preview sends nothing at all.
void save(const resp::Send &send, const SavePlan &plan, QObject *context,
          std::function<void(const base::Result<SaveResult> &)> done);

/// The type that a save has found: by TYPE, or, where the server refuses TYPE, by EXISTS and by how
/// the value itself was read: `wanted` where that worked, Unknown (some other one) after WRONGTYPE.
/// Fails with TYPE's error where that leaves it open.
[[nodiscard]] base::Result<base::KeyType> typeInSave(const resp::Reply &type,
                                                     const resp::Reply &exists,
                                                     const resp::Reply &value,
                                                     base::KeyType wanted);

/// Why a reply cannot be used, refused or not what was asked for.
[[nodiscard]] base::Error readError(const resp::Reply &reply, QByteArrayView command);
/// The error of the first refused reply among `replies`, if any; `commands` name them.
[[nodiscard]] std::optional<base::Error> firstError(const resp::Replies &replies,
                                                    const resp::Commands &commands);

} // namespace values
