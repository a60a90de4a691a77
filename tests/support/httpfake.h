#pragma once
#include "support/tlsfiles.h"
#include <QJsonObject>
#include <QObject>
#include <QUrl>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace support {

/// A request as it came over the wire.
struct HttpSeen {
    QByteArray head; ///< request line and headers, raw, without the blank line
    QByteArray method;
    QByteArray target; ///< "/path?query", raw
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in small letters, in order
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const; ///< the first; empty = none
    [[nodiscard]] QByteArray path() const;
    [[nodiscard]] QByteArray query() const;
    [[nodiscard]] QJsonObject json() const;
    /// A field of a form in the body (AWS query calls), decoded.
    [[nodiscard]] QString field(const QString &name) const;
};

struct HttpAnswer {
    enum class End {
        Whole,
        HangUp, ///< nothing is answered, the connection is ended
        Cut, ///< head and half of the body, then the connection is ended
        Silent, ///< nothing is answered, the connection stays
    };

    int status = 200;
    QByteArray body{};
    QList<std::pair<QByteArray, QByteArray>> headers{}; ///< besides Date and Content-Length
    End end = End::Whole;
    std::chrono::milliseconds delay{ 0 };

    [[nodiscard]] static HttpAnswer json(const QJsonObject &object, int status = 200);
    [[nodiscard]] static HttpAnswer xml(const QByteArray &xml, int status = 200);
    /// As AWS's JSON services refuse: {"__type":…,"message":…}.
    [[nodiscard]] static HttpAnswer refusal(const QString &type, const QString &message,
                                            int status = 400);
    /// As AWS's query services do.
    [[nodiscard]] static HttpAnswer xmlRefusal(const QByteArray &code, const QByteArray &message,
                                               int status = 400);
    [[nodiscard]] static HttpAnswer ending(End end);
};

/// A web service on 127.0.0.1 that answers by a script and keeps what it was asked. Lives in the
/// thread of the test, whose event loop serves it.
///
///     HttpFake service;
///     service.script(HttpAnswer::refusal("ThrottlingException", "Rate exceeded"));
///     service.answer = [](const HttpSeen &) { return HttpAnswer::json({ { "ok", true } }); };
///     account.endpoint = service.url();
///     … support::await(client.json(…)) …
///     QCOMPARE(service.seen.size(), 2);
class HttpFake final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpFake)

public:
    explicit HttpFake(QObject *parent = nullptr);
    /// Speaks TLS with that certificate.
    explicit HttpFake(const TlsFiles::Pair &pair, QObject *parent = nullptr);
    ~HttpFake() override;

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    /// Answers of the next requests, in order, before `answer` is asked.
    void script(const HttpAnswer &answer);
    void script(const QList<HttpAnswer> &answers);
    /// Refuses connections from now on.
    void stopListening();

    /// What is answered where the script is over; 500 by default.
    std::function<HttpAnswer(const HttpSeen &)> answer;
    QList<HttpSeen> seen;
    qint64 skewSeconds = 0; ///< of the Date header, against this computer's clock
    int connections = 0; ///< taken so far

private:
    void listen(std::unique_ptr<QTcpServer> server);
    void take(QTcpSocket *socket, QByteArray &pending);
    void reply(QTcpSocket *socket, const HttpAnswer &answer) const;

    std::unique_ptr<QTcpServer> m_server;
    std::deque<HttpAnswer> m_script;
    bool m_tls = false;
};

} // namespace support
