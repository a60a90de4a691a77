#pragma once
#include "base/keytype.h"
#include "base/result.h"
#include "resp/send.h"
#include "values/ttltext.h"
#include <QList>
#include <QObject>
#include <functional>

namespace values {

/// A key to be made, never over one that is there. Value and TTL arrive together or not at all:
/// a string by SET … NX PX, everything else by WATCH + EXISTS and MULTI … EXEC.
struct NewKey {
    QByteArray key;
    base::KeyType type = base::KeyType::String;
    QByteArray value; ///< of a string
    QByteArrayList elements; ///< of a list (head first) or set
    QList<std::pair<QByteArray, QByteArray>> pairs; ///< hash and stream: field, value;
                                                    ///< sorted set: member, score
    Ttl ttl;

    /// Why it cannot be made yet; nullopt = ready.
    [[nodiscard]] std::optional<base::Error> problem() const;
    /// What is sent, without the watch around it.
    [[nodiscard]] resp::Commands commands() const;
};

/// `done` gets the commands' success, or an Error: kind Changed = the key exists (nothing was
/// written), OutcomeUnknown = nobody knows.
void create(const resp::Send &send, const NewKey &key, QObject *context,
            std::function<void(const base::Result<> &)> done);

} // namespace values
