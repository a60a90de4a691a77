#pragma once
#include "link/endpoint.h"
#include "link/ssm/stream.h"
#include "link/tunnel.h"
#include <QHash>
#include <QPointer>

namespace links {
class SsmLink;
}

namespace links::ssm {

/// One session of a tunnel, the streams that it carries and the links that wait for it.
class Trunk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Trunk)

public:
    Trunk(const SessionWay &way, const aws::PortSession &wanted, Use use,
          QObject *parent = nullptr);
    ~Trunk() override;

    void open(std::chrono::milliseconds patience);
    [[nodiscard]] const aws::PortSession &wanted() const { return m_wanted; }
    [[nodiscard]] Use use() const { return m_use; }
    /// New links may join.
    [[nodiscard]] bool takesMore() const;
    [[nodiscard]] bool isOpen() const { return m_session.state() == Session::State::Open; }
    [[nodiscard]] bool wasOpen() const { return m_wasOpen; }
    /// Streams, and links that wait for theirs.
    [[nodiscard]] qsizetype load() const { return m_streams.size() + m_waiting.size(); }
    [[nodiscard]] qsizetype streams() const { return m_streams.size(); }
    /// Of the session, while that keeps a stream waiting.
    [[nodiscard]] std::optional<base::Error> stall() const;

    /// Gives the link its stream, at once or when the session is open.
    void join(SsmLink *link);
    void withdraw(SsmLink *link);
    /// Takes no more links, and closes with the last stream.
    void retire();
    /// Ends its streams, and the session.
    void close(const base::Error &why);
    void checkNow();

Q_SIGNALS:
    void stepped(const links::TunnelStep &step);
    /// The session could not be opened, or is lost; its links and streams are ended after this.
    void ended(const base::Error &why);
    /// Last of all: forget it.
    void left();
    /// What was found out of a stream after its link had opened: TargetRefused or TargetSilent.
    void refused(const base::Error &why);
    void heard(); ///< the first byte of a stream
    /// A stream that had been open is ended now, for `why`; the session and its others go on.
    void streamGivenUp(const base::Error &why);
    void stallChanged(); ///< or there are streams now, or none any more: see stall()

private:
    struct Ended {
        std::chrono::milliseconds at;
        std::chrono::milliseconds openedAt;
        QPointer<SsmLink> link;
    };

    void becomeOpen();
    void serve();
    void decline();
    void giveUp(SsmLink *link) const;
    void carry(SsmLink *link);
    void streamOver(Stream *stream);
    void streamEnded(Session::Id id);
    void dialFailed();
    void refuse(const Ended &stream);
    void streamSilent(const Stream *stream);
    void tell(const QPointer<SsmLink> &link, const base::Error &why);
    void sessionEnded(const base::Error &why);
    void cutAll(const base::Error &why);
    void rest();
    void closeSession();
    void step(TunnelStep::Outcome outcome, const QString &finding = {},
              const base::Error &why = {});
    [[nodiscard]] Endpoint target() const { return { m_wanted.host, m_wanted.port, {} }; }

    const SessionWay m_way;
    const aws::PortSession m_wanted;
    const Use m_use;
    Session m_session;
    QHash<Session::Id, Stream *> m_streams;
    QHash<Session::Id, QPointer<SsmLink>> m_links; ///< of m_streams
    QList<SsmLink *> m_waiting;
    const std::unique_ptr<Alarm> m_unused;
    const std::unique_ptr<Alarm>
        m_taken; ///< until those that wait for the only stream are declined
    std::chrono::milliseconds m_begunAt{ 0 };
    bool m_wasOpen = false;
    bool m_retired = false;
    // A dial that failed is told twice: by a flag that names no stream, and by the stream's end.
    QList<std::chrono::milliseconds> m_flags; ///< without their stream
    QList<Ended> m_ended; ///< streams that ended before their first byte, without a flag
};

} // namespace links::ssm
