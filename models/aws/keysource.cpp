#include "aws/keysource.h"
#include "aws/configfile.h"
#include "aws/endpoints.h"
#include "aws/keyrun.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace aws {

namespace {

constexpr qint64 renewBefore = 300; // seconds
constexpr qint64 unusableBefore = 60;
constexpr qint64 pauseAfterFailure = 60;

} // namespace

class KeySource::Private {
public:
    Private(KeySource *source, Account whose, Places where, std::shared_ptr<Asker> person)
        : q(source)
        , account(std::move(whose))
        , places(std::move(where))
        , asker(std::move(person))
    {
    }

    /// Seconds for which the keys are still good; a very long time for those that do not end.
    [[nodiscard]] qint64 secondsLeft() const
    {
        if (keys.isEmpty())
            return 0;
        return keys.expires.isValid() ? places.now().secsTo(keys.expires)
                                      : std::numeric_limits<qint64>::max();
    }
    void renew(Freshness freshness);
    void renewed(const base::Result<Keys> &result);

    KeySource *q;
    Account account;
    Places places;
    std::shared_ptr<Asker> asker;
    Keys keys; // what was found last
    std::unique_ptr<KeyRun> run; // under way
    std::vector<QPromise<base::Result<Keys>>> waiting;
    QDateTime pauseUntil; // of renewals ahead of time, the last of which failed
};

void KeySource::Private::renew(Freshness freshness)
{
    if (run)
        return;
    run = std::make_unique<KeyRun>(account, places, q->region().value_or(QString()), asker);
    base::whenDone(run->find(freshness == Freshness::Now ? keys : Keys()), q,
                   [this](const base::Result<Keys> &result) { renewed(result); });
}

void KeySource::Private::renewed(const base::Result<Keys> &result)
{
    run.reset();
    if (result) {
        keys = *result;
        pauseUntil = {};
    } else if (result.error().kind == base::Error::Kind::Cancelled && keys.expires.isValid()) {
        pauseUntil = keys.expires; // who has said no is not asked again while the keys serve
    } else {
        pauseUntil = places.now().addSecs(pauseAfterFailure);
    }
    auto promises = std::move(waiting);
    waiting.clear();
    for (auto &promise : promises) {
        promise.addResult(result);
        promise.finish();
    }
}

KeySource::KeySource(Account account, Places places, std::shared_ptr<Asker> asker, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(account), std::move(places), std::move(asker)))
{
}

KeySource::~KeySource() = default;

QFuture<base::Result<Keys>> KeySource::keys(Freshness freshness)
{
    const qint64 left = d->secondsLeft();
    if (freshness == Freshness::WhenDue && left > unusableBefore) {
        const bool pausing = d->pauseUntil.isValid() && d->places.now() < d->pauseUntil;
        if (left <= renewBefore && !pausing)
            d->renew(freshness);
        return base::ready<Keys>(d->keys);
    }
    auto &promise = d->waiting.emplace_back();
    promise.start();
    auto answer = promise.future();
    d->renew(freshness);
    return answer;
}

std::optional<Keys> KeySource::inHand() const
{
    return d->secondsLeft() > unusableBefore ? std::optional(d->keys) : std::nullopt;
}

QFuture<base::Result<Keys>> KeySource::renewUnasked()
{
    const auto search =
        std::make_shared<KeyRun>(d->account, d->places, region().value_or(QString()), nullptr);
    const auto promise = std::make_shared<QPromise<base::Result<Keys>>>();
    promise->start();
    base::whenDone(search->find({}), this,
                   [this, promise, search](const base::Result<Keys> &result) {
                       if (result)
                           d->keys = *result;
                       promise->addResult(result);
                       promise->finish();
                   });
    return promise->future();
}

base::Result<QString> KeySource::region() const
{
    const QString name = profile();
    const auto config = SharedConfig::read(d->places);
    for (const QString &region :
         { d->account.region, d->places.environment.value(QStringLiteral("AWS_REGION")),
           d->places.environment.value(QStringLiteral("AWS_DEFAULT_REGION")),
           config.value(name, QStringLiteral("region")) }) {
        if (!region.isEmpty())
            return region;
    }
    if (!config.has(name) && name != QLatin1String("default"))
        return base::fail(profileUnknown(name, d->places));
    return base::fail(
        base::Error::Kind::Invalid,
        QCoreApplication::translate("aws",
                                    "No AWS region is known: neither AWS_REGION nor the profile "
                                    "%1 has one. Enter the region of the cache.")
            .arg(name),
        {}, base::Error::Cause::AwsRegionMissing);
}

QUrl KeySource::endpoint(const QString &service) const
{
    return endpointOf(service, d->account, d->places, SharedConfig::read(d->places));
}

QUrl KeySource::address(const QString &service, const QString &region) const
{
    if (const QUrl own = endpoint(service); !own.isEmpty())
        return own;
    const auto config = SharedConfig::read(d->places);
    return serviceUrl(service, region, addressKind(profile(), d->places, config));
}

std::optional<base::Error> KeySource::fault(const QString &service) const
{
    return isSessionManager(service) ? faultOfSsmEndpoint(d->account.ssmEndpoint) : std::nullopt;
}

QString KeySource::profile() const
{
    return profileOf(d->account, d->places);
}

QStringList profileNames(const Places &places)
{
    return SharedConfig::read(places).profiles();
}

bool signsInBySso(const QString &profile, const Places &places)
{
    const auto sso = signInOf(profile, places, SharedConfig::read(places));
    return sso && !sso->startUrl.isEmpty();
}

} // namespace aws
