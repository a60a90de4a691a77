#pragma once
#include "base/capabilities.h"
#include "base/result.h"
#include "resp/send.h"
#include "values/ttltext.h"
#include <QObject>
#include <functional>

namespace values {

/// Sets or takes away a key's TTL. A relative TTL becomes a deadline by the *server's* clock
/// (KeyState::serverNow()), or PEXPIRE where the server does not tell its clock: a wrong clock on
/// this machine never shortens a life.
struct TtlWriter {
    enum class Condition {
        Always,
        Nx, ///< only when it has no TTL
        Xx, ///< only when it has one
        Gt, ///< only to lengthen
        Lt, ///< only to shorten
    };

    QByteArray key;
    Ttl ttl;
    Condition condition = Condition::Always;

    /// What would be sent now; `serverNow` in ms since the epoch.
    [[nodiscard]] resp::Command command(std::optional<qint64> serverNow) const;
};

struct TtlOutcome {
    enum class What {
        Set,
        Removed,
        NotMet, ///< the condition said no; nothing changed
        NoTtl, ///< PERSIST of a key that has none
        NoKey, ///< -2: no such key
    };
    What what = What::Set;
    qint64 pttl = -1; ///< afterwards
};

/// Sends the command (with a PTTL behind it, so the answer can be told in words). A deadline that
/// has passed on the server is refused: it would delete the key.
void setTtl(const resp::Send &send, const TtlWriter &writer, std::optional<qint64> serverNow,
            QObject *context, std::function<void(const base::Result<TtlOutcome> &)> done);

/// The outcome in a sentence.
[[nodiscard]] QString ttlSentence(const TtlOutcome &outcome);

} // namespace values
