#pragma once
#include "link/handshake.h"
#include "link/link.h"

namespace links {

// Two questions to a port, each over a connection of its own that is closed with the answer. They
// turn a guess ("maybe this server expects TLS") into something seen.

/// Does it speak RESP in plain text? Sends PING, and nothing else: no name, no password.
class PlainProbe final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlainProbe)

public:
    enum class Answer {
        Redis, ///< a RESP reply, be it a refusal
        Other, ///< bytes that are no RESP, or a refusal of plain text
        Closed, ///< it closed without a word
        Silent,
        Unreachable, ///< not even the plain stream could be opened
    };

    /// `link` leads there without TLS and is owned from here on.
    PlainProbe(Link *link, std::chrono::milliseconds timeout, QObject *parent);
    ~PlainProbe() override;

    void start();
    [[nodiscard]] std::optional<Answer> answer() const { return m_answer; }
    /// The first line of the answer, at most 200 bytes: the server's own words.
    [[nodiscard]] QByteArray said() const;

Q_SIGNALS:
    /// Once; the probe may be deleted (later) then.
    void finished(links::PlainProbe::Answer answer);

private:
    void ask();
    void listen();
    void finish(Answer answer);

    Link *const m_link;
    std::unique_ptr<QIODevice> m_stream;
    QByteArray m_heard;
    QTimer m_limit;
    std::optional<Answer> m_answer;
};

/// Does it speak TLS? A handshake that accepts any certificate, and not a byte after it.
class TlsProbe final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsProbe)

public:
    enum class Answer {
        Tls, ///< it does, be it that it refused this handshake
        NotTls, ///< it answered with something else
        Closed,
        Silent,
        Unreachable,
    };

    /// `link` leads there without TLS and is owned from here on; `serverName` goes out as SNI.
    TlsProbe(Link *link, const QString &serverName, std::chrono::milliseconds timeout,
             QObject *parent);
    ~TlsProbe() override;

    void start();
    /// What was seen of its TLS; empty without.
    [[nodiscard]] TlsFacts facts() const;

Q_SIGNALS:
    void finished(links::TlsProbe::Answer answer);

private:
    void shakeHands();
    void finish(Answer answer);

    Link *const m_link;
    Handshake *m_handshake = nullptr;
    const QString m_serverName;
    const std::chrono::milliseconds m_timeout;
    TlsFacts m_facts;
    bool m_done = false;
};

} // namespace links
