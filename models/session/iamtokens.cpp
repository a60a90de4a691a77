#include "session/iamtokens.h"
#include "aws/client.h"
#include "base/whendone.h"
#include <QPointer>

namespace session {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds renewAfter = 11h;
// Where AWS cannot be reached the refusal is told all the sooner.
constexpr auto askedOnceFor = 5s;
} // namespace

IamTokens::IamTokens(aws::Account account, aws::Places places, std::shared_ptr<aws::Asker> asker,
                     QObject *parent)
    : QObject(parent)
    , m_client(
          std::make_unique<aws::Client>(std::move(account), std::move(places), std::move(asker)))
{
    aws::Patience patience;
    patience.attempts = 1;
    patience.timeout = askedOnceFor;
    m_client->setPatience(patience);
}

IamTokens::~IamTokens() = default;

TokenSource IamTokens::source()
{
    return [guard = QPointer<IamTokens>(this)](const profiles::Profile &profile,
                                               const links::Endpoint & /*endpoint*/) {
        return guard ? guard->make(profile)
                     : base::ready<Credential>(base::fail(base::Error::Kind::Cancelled, {}));
    };
}

void IamTokens::doubt()
{
    m_doubted = true;
}

QFuture<base::Result<Credential>> IamTokens::make(const profiles::Profile &profile)
{
    aws::IamUser user{ profile.iam.cacheName, profile.user, profile.iam.region,
                       profile.iam.serverless };
    if (user.region.isEmpty()) {
        const auto region = m_client->keySource().region();
        if (!region)
            return base::ready<Credential>(base::fail(region.error()));
        user.region = *region;
    }
    const auto promise = std::make_shared<QPromise<base::Result<Credential>>>();
    promise->start();
    if (!std::exchange(m_doubted, false)) {
        sign(user, promise);
        return promise->future();
    }
    const auto renew = [this, user, promise] {
        base::whenDone(m_client->keySource().renewUnasked(), this,
                       [this, user, promise](const base::Result<aws::Keys> & /*keys*/) {
                           sign(user, promise);
                       });
    };
    // Whatever the answer is, its date has put the clock right.
    base::whenDone(aws::callerIdentity(*m_client, aws::Client::KeyUse::InHand), this,
                   [renew](const base::Result<aws::Identity> & /*identity*/) { renew(); });
    return promise->future();
}

void IamTokens::sign(const aws::IamUser &user, const Answer &answer)
{
    const auto keys = m_client->keySource().keys();
    base::whenDone(keys, this, [this, user, answer](const base::Result<aws::Keys> &found) {
        base::Result<Credential> made = base::fail(base::Error{});
        if (!found)
            made = base::fail(found.error());
        else if (const auto token = aws::iamToken(user, *found, m_client->now()))
            made = Credential{ *token, renewAfter };
        else
            made = base::fail(token.error());
        answer->addResult(std::move(made));
        answer->finish();
    });
}

} // namespace session
