#pragma once
#include "session/request.h"
#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <deque>
#include <functional>

namespace session {

class LaneConnection;

/// Lane::Work of one node as several connections, where one alone is slow by its way. Commands that
/// only read (by the command table) go to the connection with the least to do; everything else
/// stays on the first. Between reads and everything else the order of submit() holds: neither
/// overtakes the other. A further connection is opened when all have something to do, given back
/// when another lane needs its place, and closed when it is not used; reads that were under way on
/// one that ends are asked again on another. Network thread.
class WorkStripes final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkStripes)

public:
    struct Node {
        std::function<LaneConnection *()> make;
        std::function<bool()> hasRoom; ///< the node may have another connection
    };
    /// `most` = connections in all, `first` included.
    WorkStripes(LaneConnection *first, int most, Node node, QObject *parent);
    ~WorkStripes() override;

    void submit(const RequestPtr &request);
    /// Ends all but the first; what waits here fails with `why`.
    void close(const base::Error &why);
    /// Ends one, the one with the least to do.
    void makeRoom();
    void closeIdle(std::chrono::milliseconds after);
    [[nodiscard]] QList<LaneConnection *> further() const { return m_further; }
    [[nodiscard]] bool owns(const LaneConnection *connection) const;

    // What the node was told about its connections.
    void lookAgain();
    void lost(LaneConnection *connection);
    void answered(LaneConnection *connection, const Request &request);
    [[nodiscard]] bool takeBack(LaneConnection *connection, const RequestPtr &request,
                                const base::Error &why);

private:
    void drain();
    [[nodiscard]] LaneConnection *placeFor(const Request &request);
    [[nodiscard]] LaneConnection *leastBusy() const;
    void grow();
    void drop(LaneConnection *connection);
    [[nodiscard]] int loadOf(const LaneConnection *connection) const;

    LaneConnection *const m_first;
    const int m_most;
    const Node m_node;
    QList<LaneConnection *> m_further;
    std::deque<RequestPtr> m_waiting;
    QHash<const LaneConnection *, int> m_load; ///< requests that have not been answered
    int m_ordered = 0; ///< of them on the first: what is no read
    QDeadlineTimer m_notBefore; ///< another may be opened; after one could not be
    bool m_scheduled = false;
};

/// True when each of the commands only reads, leaves nothing behind in its connection and does not
/// wait on the server.
[[nodiscard]] bool mayRunAnywhere(const resp::Commands &commands);

} // namespace session
