#pragma once
#include "session/routed.h"

namespace session {

/// A compare-and-set on the Work lane of the node that owns its keys. Sent elsewhere by MOVED or
/// ASK, or lost before EXEC went out, it has written nothing and is run again as a whole.
class ClusterTransaction final : public Routed {
public:
    ClusterTransaction(Cluster *cluster, RequestPtr request);

    void start() override;

private:
    /// What came up while it ran on the node.
    struct Run {
        bool redirected = false; ///< a read was, so that `decide` was not asked
        QByteArray words; ///< the redirect
        bool crossSlot = false;
    };

    void resume() override { go(); }
    void abandon() override;
    /// False when the keys lie in more than one slot.
    [[nodiscard]] bool takeKeys(const resp::Command &command);
    void go();
    void finished(const base::Result<resp::TransactionOutcome> &outcome, const Run &run,
                  const links::Endpoint &at);
    void follow(const Redirect &redirect, const QString &host);
    void again(bool atOnce);
    void failCrossSlot();

    int m_slot = -1;
    QSet<QByteArray> m_keys;
    bool m_allKeysKnown = true;
    QByteArray m_askAt;
    QByteArray m_tried;
    base::Error m_trouble{ base::Error::Kind::Network, {}, {} };
    int m_hops = 0;
    bool m_underWay = false;
};

} // namespace session
