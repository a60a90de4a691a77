#pragma once
#include "aws/account.h"
#include "aws/asker.h"
#include "aws/iamtoken.h"
#include "aws/places.h"
#include "session/credentials.h"
#include <QPromise>
#include <memory>

namespace aws {
class Client;
}

namespace session {

/// Makes the tokens of Authentication::Iam from the keys of an AWS account: a fresh one for every
/// connection, to be signed in again with after eleven of the twelve hours that ElastiCache gives.
/// Lives in the network thread.
class IamTokens final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IamTokens)

public:
    IamTokens(aws::Account account, aws::Places places, std::shared_ptr<aws::Asker> asker,
              QObject *parent = nullptr);
    ~IamTokens() override;

    /// For Credentials; usable while this lives. Fails as aws::KeySource::keys() and
    /// aws::iamToken() do.
    [[nodiscard]] TokenSource source();
    /// The server has refused one: the next is made by the time that AWS tells, which this
    /// computer's clock may have missed, and from newer keys where nobody must be asked for them.
    void doubt();

private:
    [[nodiscard]] QFuture<base::Result<Credential>> make(const profiles::Profile &profile);

    using Answer = std::shared_ptr<QPromise<base::Result<Credential>>>;
    void sign(const aws::IamUser &user, const Answer &answer);

    const std::unique_ptr<aws::Client> m_client;
    bool m_doubted = false;
};

} // namespace session
