#pragma once
#include "support/ssmgateway.h"
#include <QTcpServer>
#include <map>
#include <memory>

namespace support {

/// The part of the gateway that lives in its thread.
class SsmGateway::Core final : public QTcpServer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Core)

public:
    explicit Core(Options options);
    ~Core() override = default;

    struct KeySet {
        QByteArray accessKey;
        QByteArray secretKey;
        QByteArray token;
        QDateTime until; ///< invalid = for ever
    };
    struct Answer {
        int status = 200;
        QByteArray type = "application/x-amz-json-1.1";
        QByteArray body;
    };

    [[nodiscard]] bool isSecure() const { return !m_options.certificate.isEmpty(); }
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] QStringList lint() const;
    QJsonObject issueKeys(std::chrono::seconds life);
    [[nodiscard]] QDateTime now() const;

    Options m_options;
    QStringList m_lint;
    QList<Request> m_requests;
    QByteArrayList m_secrets;
    QList<KeySet> m_keys;
    std::chrono::seconds m_issuedLife{ 3600 };
    QHash<QString, ssm::Place> m_places;
    QString m_target = QLatin1String(SsmGateway::target);
    bool m_targetOnline = true;
    ssm::Faults m_faults;
    std::mt19937 m_dice;
    std::map<QString, std::unique_ptr<ssm::Session>> m_sessions;
    struct Script {
        Refusal refusal;
        int times = 1;
    };
    QHash<QString, Script> m_scripts;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    /// A connection that has not become a WebSocket.
    struct Incoming {
        QByteArray bytes;
        bool isBegun = false;
    };
    void begin(QSslSocket *socket);
    void read(QSslSocket *socket);
    bool readRequest(QSslSocket *socket);
    void reply(QSslSocket *socket, const Answer &answer);

    [[nodiscard]] Answer answer(const ssm::Signed &request);
    [[nodiscard]] Answer call(const QString &operation, const QJsonObject &input);
    [[nodiscard]] Answer start(const QJsonObject &input);
    [[nodiscard]] Answer resume(const QString &id);
    [[nodiscard]] Answer instances() const;
    [[nodiscard]] QByteArray streamUrl(ssm::Session &session);
    void upgrade(QSslSocket *socket, const ssm::Signed &request);
    [[nodiscard]] std::optional<Refusal> scripted(const QString &operation);
    /// Why the request is not let in, by its signature.
    [[nodiscard]] std::optional<Refusal> refusal(const ssm::Signed &request,
                                                 const QByteArray &service);

    QHash<QSslSocket *, Incoming> m_incoming;
    Counters m_counters;
};

} // namespace support
