#pragma once
#include "aws/client.h"
#include "aws/refusal.h"
#include <QElapsedTimer>

namespace aws {

/// What the calls of one client share.
struct Calling {
    Account account;
    Places places; ///< whose now() is corrected
    Patience patience;
    std::unique_ptr<Http> http;
    std::unique_ptr<KeySource> keys;
    /// Seconds by which now() is ahead of this computer's clock: see KeyCache::ahead.
    std::shared_ptr<std::atomic<qint64>> correction = std::make_shared<std::atomic<qint64>>(0);
};

struct CallRequest {
    QString service;
    QString action; ///< as policies name it: "ssm:StartSession"
    QList<Header> headers;
    QByteArray body;
    Client::KeyUse keyUse = Client::KeyUse::Any;
    Client::Again again = Client::Again::NoHarm;
};

/// One POST to a service, with all its attempts.
class Call final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Call)

public:
    Call(const Calling &calling, CallRequest request, QObject *parent);

    /// Once. An answer of 2xx, or an error of Client's.
    [[nodiscard]] QFuture<base::Result<HttpResponse>> start();
    [[nodiscard]] QString host() const;

private:
    void askForKeys(KeySource::Freshness freshness);
    void renewKeys();
    void attempt();
    void answered(const base::Result<HttpResponse> &answer, bool hasLeft);
    [[nodiscard]] bool mayBeDone(const Refusal &refusal) const;
    void refused(const HttpResponse &response);
    [[nodiscard]] bool correctsClock(const HttpResponse &response);
    [[nodiscard]] bool waitsAndTriesAgain();
    void fail(base::Error error);

    [[nodiscard]] base::Error errorOf(const Refusal &refusal) const;
    [[nodiscard]] base::Error keysError(const Refusal &refusal) const;
    [[nodiscard]] bool keysAreOfProfile() const;

    const Calling &m_calling;
    const CallRequest m_request;
    QPromise<base::Result<HttpResponse>> m_promise;
    QString m_region;
    QUrl m_url;
    Keys m_keys;
    int m_attempts = 0;
    QElapsedTimer m_sent; // the attempt
    std::chrono::milliseconds m_spent{ 0 }; // on attempts and pauses, since the keys are there
    qint64 m_correction = 0; // as the attempt was signed
    bool m_renewed = false;
    bool m_corrected = false;
};

} // namespace aws
