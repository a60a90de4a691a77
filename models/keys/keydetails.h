#pragma once
#include "keys/keystore.h"
#include "resp/send.h"
#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>
#include <vector>

namespace keys {

/// Asks type, time to live and length of the keys that a view is showing, and of no others: one
/// pipeline of TYPE and PTTL for all rows wanted since the last turn of the event loop, then one
/// of STRLEN, HLEN … for those whose type has a length. Newest wishes first, because older ones
/// have been scrolled away. In a cluster each node has
/// pipelines of its own, so that rows of a node that is lost do not cost those of the others.
/// MEMORY USAGE is never sent.
class KeyDetails final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyDetails)

public:
    explicit KeyDetails(KeyStore *store, QObject *parent = nullptr);

    void setSend(const resp::Send &send);
    void want(KeyId id);
    /// Asks again even if known: after a rename, an edit, a new key.
    void refresh(KeyId id);
    /// Forgets wishes and answers on the wire: the store was cleared.
    void reset();
    /// TYPE is refused: every badge is "?", and nobody asks again.
    [[nodiscard]] bool isRefused() const { return m_refused; }
    std::function<qint64()> clock;

Q_SIGNALS:
    void resolved(const std::vector<keys::KeyId> &ids);
    /// The server refused TYPE or PTTL; told once.
    void refused(const base::Error &why);

private:
    void ask();
    void askTypes(const std::vector<KeyId> &ids);
    void typesArrived(const std::vector<KeyId> &ids, const resp::Replies &replies);
    void askSizes(const std::vector<KeyId> &ids);
    void finish(const std::vector<KeyId> &ids);

    KeyStore *m_store;
    resp::Send m_send;
    std::vector<KeyId> m_wanted;
    QHash<KeyId, bool> m_asked; ///< wanted or on the wire
    QTimer m_timer;
    int m_run = 0;
    int m_underWay = 0; ///< pipelines
    bool m_refused = false;
};

} // namespace keys
