#pragma once
#include "base/result.h"
#include "resp/send.h"
#include <QSet>
#include <array>
#include <deque>

namespace resp {

/// Why a command must not go over a Connection: it is empty, or its answer would break the order
/// of replies (CLIENT REPLY, SYNC, HELLO 3 without RESP3). nullopt for all others.
[[nodiscard]] std::optional<base::Error> unfit(const Command &command);

/// Tells messages that nobody asked for (Pub/Sub, MONITOR, RESP3 push) from answers. It follows
/// the commands that begin or end such messages; every command has a running number, and answers
/// come in the order of these numbers.
class PushFilter {
public:
    enum class What {
        Answer, ///< of the oldest command
        Push, ///< a message, no answer
        PushAndAnswer, ///< the last confirmation of the oldest command, a SUBSCRIBE or the like
    };

    /// True for the commands that sent() has to know.
    [[nodiscard]] static bool concerns(const Command &command);
    void sent(quint64 number, const Command &command);
    /// `oldest` is the number of the oldest command without an answer.
    [[nodiscard]] What classify(const Reply &reply, quint64 oldest);

private:
    struct Asked {
        quint64 number = 0;
        QByteArray verb; // lower case
        qsizetype left = 0; // confirmations still to come; 0 = as many as there are subscriptions
    };
    [[nodiscard]] bool isSubscribed() const;

    std::deque<Asked> m_asked;
    std::array<QSet<QByteArray>, 3> m_names; // channels, patterns, shard channels
    bool m_monitoring = false;
};

} // namespace resp
