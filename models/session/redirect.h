#pragma once
#include "link/endpoint.h"
#include "resp/reply.h"
#include <optional>

namespace session {

/// A server's refusal that says where, or when, to ask again. Each proves that the command did not
/// run. Source: Redis Cluster specification, "Redirection and resharding".
struct Redirect {
    enum class Kind : quint8 {
        Moved, ///< another node owns the slot
        Ask, ///< this command alone belongs to another node, behind ASKING
        Later, ///< TRYAGAIN, CLUSTERDOWN, LOADING
        NotHere, ///< MASTERDOWN: of a replica that has lost its primary
    };
    Kind kind = Kind::Later;
    int slot = -1; ///< of Moved and Ask
    /// Of Moved and Ask, as announced. An empty host = the host of the node that answered; port 0 =
    /// it did not say where.
    links::Endpoint endpoint;

    /// nullopt = any other reply.
    [[nodiscard]] static std::optional<Redirect> fromReply(const resp::Reply &reply);
    /// Of an error's words: "MOVED 3999 127.0.0.1:6381".
    [[nodiscard]] static std::optional<Redirect> fromWords(QByteArrayView words);
};

} // namespace session
