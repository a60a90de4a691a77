#pragma once
#include "session/routed.h"
#include "session/splitcommand.h"

namespace session {

/// One command or a pipeline. Each command goes to the owner of its keys (a read perhaps to a
/// replica), those for one node together and in order; MOVED, ASK and refusals that pass are
/// followed per command. What has gone out and was not answered is asked again only if it
/// cannot have changed anything, and once.
/// On the console's lane commands go one after the other, whole, and those without a key to the
/// node of the last one; while a MULTI or WATCH is open, all go there and nothing is followed.
class ClusterRequest final : public Routed {
public:
    ClusterRequest(Cluster *cluster, Lane lane, RequestPtr request);

    void start() override;

private:
    struct Part {
        enum class State { Ready, Waiting, UnderWay, Done };
        resp::Command command;
        qsizetype whole = 0; ///< which command of the request it belongs to
        int slot = -1; ///< -1 = no key, or unknown
        bool writes = false;
        State state = State::Ready;
        resp::Reply reply;
        int hops = 0;
        QByteArray node; ///< the request's own wish; empty = wherever it belongs
        QByteArray askAt; ///< from ASK, for the next try alone
        bool noReplica = false;
        bool conversation = false; ///< of an open MULTI or WATCH: its reply is not followed
        bool repeated = false; ///< it was lost on its way once
        base::Error trouble{ base::Error::Kind::Network, {}, {} };
        QByteArray tried; ///< the node of `trouble`
    };
    struct Group {
        QByteArray node;
        QString host; ///< of the node: a redirect may leave it out
        RequestPtr request;
        QList<qsizetype> parts;
    };

    void resume() override;
    void abandon() override;
    void prepare();
    void go();
    [[nodiscard]] ServerNode *choose(Part &part);
    [[nodiscard]] bool mayReadFromReplica(const Part &part) const;
    void send(const Group &group, ServerNode *node);
    void answered(const Group &group, const base::Result<resp::Replies> &replies);
    void take(Part &part, const resp::Reply &reply, const Group &group);
    void lost(Part &part, const Group &group, const base::Error &why);
    void again(Part &part, bool atOnce);
    void giveUp(const base::Error &why);
    void conclude();
    [[nodiscard]] base::Error verdict() const;

    const Lane m_lane;
    std::vector<SplitCommand> m_wholes;
    std::vector<Part> m_parts;
    int m_underWay = 0; ///< groups
    bool m_writes = false;
    std::optional<base::Error> m_failure;
};

} // namespace session
