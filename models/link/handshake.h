#pragma once
#include "link/tlsmaterial.h"
#include "link/tlsstream.h"
#include <QObject>
#include <QSslError>
#include <QTimer>
#include <chrono>
#include <memory>

namespace links {

/// One TLS handshake, as the client, over a stream that is open. Only a stream with a socket
/// behind it will do (QTcpSocket, QLocalSocket): TLS goes on with a duplicate of its descriptor.
class Handshake final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Handshake)

public:
    enum class Outcome {
        Encrypted,
        Distrusted, ///< it is TLS, but the certificate did not pass; see faults
        Disagreed, ///< it is TLS, but the two could not agree; see alert and words
        NotTls, ///< it answered with something else
        Closed, ///< the other end closed without a word
        Silent, ///< nothing, or not enough, in time
        ForeignKey, ///< the key does not belong to the certificate; nothing was sent
        Impossible, ///< no TLS on this computer, or no socket behind the stream
    };
    struct Plan {
        TlsMaterial material;
        QString serverName; ///< SNI, and the name that is verified
        QString address; ///< for sentences
        bool verify = true;
        std::chrono::milliseconds timeout{ 5000 };
    };
    struct Result {
        Outcome outcome = Outcome::Impossible;
        TlsFacts facts; ///< as far as it came
        QSslCertificate certificate;
        QList<QSslError> faults;
        std::optional<QSsl::AlertType> alert;
        bool serverChose = false; ///< version and cipher stood; what failed came after
        QString words; ///< OpenSSL's, or the system's
    };

    Handshake(std::unique_ptr<QIODevice> stream, Plan plan, QObject *parent);
    ~Handshake() override;

    /// Ends in finished(), possibly from inside, or in nothing if destroyed first.
    void start();
    /// The encrypted stream, once, after Outcome::Encrypted.
    [[nodiscard]] std::unique_ptr<QIODevice> take();

Q_SIGNALS:
    void finished(const links::Handshake::Result &result);

private:
    [[nodiscard]] bool adopt();
    void configure();
    void failed(QAbstractSocket::SocketError error);
    void finish(Outcome outcome);
    [[nodiscard]] Outcome judge(QAbstractSocket::SocketError error) const;

    std::unique_ptr<QIODevice> m_inner;
    const Plan m_plan;
    std::unique_ptr<TlsStream> m_stream;
    QTimer m_limit;
    bool m_done = false;
};

} // namespace links
