#pragma once
#include "base/capabilities.h"
#include "base/result.h"
#include "resp/send.h"
#include <QByteArrayList>
#include <QObject>

namespace keys {

/// Deletes exactly the keys of a list that the person has seen and agreed to, one UNLINK a key, in
/// pipelines of at most 500. Nothing is sent twice: what was on the wire when the link broke is
/// reported as unknown. Delete the object to abandon it.
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
    [[nodiscard]] qsizetype total() const { return m_keys.size(); }
    [[nodiscard]] qsizetype done() const { return m_next; }
    [[nodiscard]] const Report &report() const { return m_report; }

Q_SIGNALS:
    void progressed(qsizetype done, qsizetype total);
    /// These names are gone now; told chunk by chunk.
    void removed(const QByteArrayList &keys);
    void finished();

private:
    void next();
    void answered(const QByteArrayList &chunk, const base::Result<resp::Replies> &replies);
    void end();

    resp::Send m_send;
    QByteArrayList m_keys;
    QByteArray m_command;
    Report m_report;
    qsizetype m_next = 0;
    bool m_stopping = false;
};

} // namespace keys
