#pragma once
#include "support/ssmcodec.h"
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace support::ssm {

/// Looks at every message that a client sends and at those it answers; each thing that no client
/// may do is one line.
class Lint {
public:
    void sawAgent(const Envelope &message);
    /// False when it is no message at all.
    bool sawClient(const QByteArray &raw);
    void sawFirst(const QByteArray &text, const QByteArray &token);
    void bad(const QString &what);

    [[nodiscard]] const QStringList &lines() const { return m_lines; }
    [[nodiscard]] qint64 repeated() const { return m_repeated; }
    [[nodiscard]] qint64 messages() const { return m_next; }
    [[nodiscard]] qint64 streams() const { return m_openStreams.size() + m_endedStreams.size(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    void envelope(const Envelope &message);
    void acknowledge(const Envelope &message);
    void data(const Envelope &message);
    void response(const Envelope &message);
    void flag(const Envelope &message);
    void frame(const Frame &frame);

    QStringList m_lines;
    QMap<qint64, QUuid> m_agentIds;
    QMap<qint64, std::pair<QUuid, QByteArray>> m_clientIds; ///< with the digest
    QString m_agentVersion;
    QString m_clientVersion;
    QString m_clientId;
    qsizetype m_actions = 0;
    qint64 m_next = 0;
    qint64 m_repeated = 0;
    qint64 m_bytes = 0;
    bool m_complete = false;
    bool m_mux = true;
    bool m_terminated = false;
    FrameReader m_reader;
    QSet<quint32> m_openStreams;
    QSet<quint32> m_endedStreams;
    quint32 m_latestStream = 0;
};

} // namespace support::ssm
