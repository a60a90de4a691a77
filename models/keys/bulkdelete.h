#pragma once
#include "base/capabilities.h"
#include "base/result.h"
#include "resp/send.h"
#include <QByteArrayList>
#include <QObject>
#include <QSet>

namespace keys {

/// Deletes exactly the keys of a list that the person has seen and agreed to, one UNLINK a key, in
/// pipelines of at most 500. Nothing is sent twice: what was on the wire when the link broke is
/// reported as unknown. In a cluster each node has a pipeline of its own, so that a node that is
/// lost leaves only its own keys of that chunk unknown; the others' go on, and what it has not been
/// sent goes to whoever owns it then, or stays untouched. Delete the object to abandon it.
class BulkDelete final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BulkDelete)

public:
    static constexpr int chunkKeys = 500;

    struct Failure {
        QByteArray key;
        base::Error error;
    };
    struct Report {
        QByteArrayList deleted;
        QByteArrayList gone; ///< did not exist any more
        QList<Failure> failed; ///< refused; the key is still there
        QByteArrayList unknown; ///< sent, never answered: deleted or not
        QByteArrayList untouched; ///< not sent: stopped, or the link was gone
        base::Error error; ///< what ended it early; empty text = nothing did
    };

    BulkDelete(const resp::Send &send, const QByteArrayList &keys, const base::Capabilities &can,
               QObject *parent = nullptr);

    void start();
    /// After the chunk on the wire.
    void stop();
    [[nodiscard]] qsizetype total() const { return m_total; }
    [[nodiscard]] qsizetype done() const { return m_done; }
    [[nodiscard]] const Report &report() const { return m_report; }

Q_SIGNALS:
    void progressed(qsizetype done, qsizetype total);
    /// These names are gone now; told chunk by chunk.
    void removed(const QByteArrayList &keys);
    void finished();

private:
    void next();
    void sendTo(const QByteArray &node, const QByteArrayList &keys);
    void answered(const QByteArray &node, const QByteArrayList &keys,
                  const base::Result<resp::Replies> &replies);
    void take(const QByteArrayList &keys, const resp::Replies &replies);
    [[nodiscard]] bool tryOthers();
    void end();

    resp::Send m_send;
    QByteArrayList m_keys;
    qsizetype m_total;
    QByteArray m_command;
    Report m_report;
    qsizetype m_next = 0; ///< in m_keys
    qsizetype m_done = 0;
    int m_underWay = 0; ///< pipelines
    QByteArrayList m_late; ///< not sent, because their node was lost
    QSet<QByteArray> m_lost; ///< nodes that did not answer
    bool m_stopping = false;
};

} // namespace keys
