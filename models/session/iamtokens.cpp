#include "session/iamtokens.h"
#include "aws/iamtoken.h"
#include "aws/keysource.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QPointer>
#include <QPromise>

namespace session {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds renewAfter = 11h;
} // namespace

IamTokens::IamTokens(aws::Account account, aws::Places places, std::shared_ptr<aws::Asker> asker,
                     QObject *parent)
    : QObject(parent)
    , m_places(places)
    , m_keys(
          std::make_unique<aws::KeySource>(std::move(account), std::move(places), std::move(asker)))
{
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
        const auto region = m_keys->region();
        if (!region)
            return base::ready<Credential>(base::fail(region.error()));
        user.region = *region;
    }
    const auto promise = std::make_shared<QPromise<base::Result<Credential>>>();
    promise->start();
    using Freshness = aws::KeySource::Freshness;
    const auto keys =
        m_keys->keys(std::exchange(m_doubted, false) ? Freshness::Now : Freshness::WhenDue);
    base::whenDone(keys, this, [this, promise, user](const base::Result<aws::Keys> &found) {
        base::Result<Credential> made = base::fail(base::Error{});
        if (!found) {
            made = base::fail(found.error());
        } else if (const auto token = aws::iamToken(user, *found, m_places.now())) {
            made = Credential{ *token, renewAfter };
        } else {
            made = base::fail(token.error());
        }
        promise->addResult(std::move(made));
        promise->finish();
    });
    return promise->future();
}

} // namespace session
