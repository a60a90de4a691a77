#include "aws/keyrun.h"
#include "aws/awserrors.h"
#include "aws/endpoints.h"
#include "aws/keycache.h"
#include "aws/keyprocess.h"
#include "aws/metadatakeys.h"
#include "aws/refusal.h"
#include "aws/ssokeys.h"
#include "aws/steadyhttp.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

namespace aws {

namespace {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

constexpr qint64 keptFor = 300; // what ends sooner is renewed
constexpr qint64 clockTolerance = 60;
constexpr qint64 largestToken = qint64(64) * 1024;

template <typename... Ts> struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

// The ARN in "User: arn:aws:iam::123456789012:user/jin is not authorized to perform: …".
QString identityIn(const QString &words, const QString &otherwise)
{
    static const QRegularExpression user(QStringLiteral("^User: (arn:\\S+) is not authorized"));
    const auto match = user.match(words);
    return match.hasMatch() ? match.captured(1) : otherwise;
}

base::Error refusal(const StsAnswer &answer, const QString &action, const QString &identity,
                    const QString &profile)
{
    const QByteArray words = (answer.code + QStringLiteral(": ") + answer.message).toUtf8();
    if (answer.blamesTheMfaCode())
        return { Kind::Auth,
                 QCoreApplication::translate("aws",
                                             "AWS did not accept the MFA code for the "
                                             "profile %1. Try again with the next code.")
                     .arg(profile),
                 words, Cause::AwsSignInExpired };
    if (answer.code == QLatin1String("AccessDenied"))
        return denied(action, identityIn(answer.message, identity), words);
    if (answer.code == QLatin1String("ExpiredToken"))
        return signInExpired(profile, words);
    if (answer.blamesTheClock())
        return { Kind::Auth,
                 QCoreApplication::translate("aws",
                                             "AWS refused the signature because this "
                                             "computer's clock is wrong. Set the clock."),
                 words, Cause::AwsClock };
    const bool throttled = answer.code.startsWith(QLatin1String("Throttling"));
    return { blamesKeys(answer.code) ? Kind::Auth : Kind::Server,
             QCoreApplication::translate(
                 "aws", "AWS refused %1 with the credentials of %2. Details have AWS's own words.")
                 .arg(action, identity),
             words, throttled ? Cause::AwsThrottled : Cause::AwsRefused };
}

} // namespace

KeyRun::KeyRun(Account account, Places places, QString region, std::shared_ptr<Asker> asker)
    : m_account(std::move(account))
    , m_places(std::move(places))
    , m_region(std::move(region))
    , m_asker(std::move(asker))
    , m_http(caBundleOf(m_account, m_places))
{
}

KeyRun::~KeyRun()
{
    if (!m_signingIn.isEmpty())
        m_places.cache->end(m_signingIn, std::nullopt);
}

QFuture<base::Result<Keys>> KeyRun::find(const Keys &refused)
{
    m_promise.start();
    m_config = SharedConfig::read(m_places);
    const auto recipe = recipeFor(m_account, m_places, m_config);
    if (!recipe) {
        finish(base::fail(recipe.error()));
        return m_promise.future();
    }
    m_recipe = *recipe;
    if (takeKept(refused)) {
        nextRole();
        return m_promise.future();
    }
    base::whenDone(source(), this, [this](const base::Result<Keys> &keys) {
        if (!keys) {
            finish(keys);
        } else if (keys->expires.isValid() && keys->expires <= m_places.now()) {
            finish(base::fail(
                Kind::Auth,
                QCoreApplication::translate("aws",
                                            "The AWS credentials have already ended (%1). "
                                            "Renew them where they come from, and check "
                                            "this computer's clock.")
                    .arg(keys->source),
                {}, Cause::AwsNoKeys));
        } else {
            m_keys = *keys;
            nextRole();
        }
    });
    return m_promise.future();
}

// A role that somebody typed a code for serves everyone until it ends.
bool KeyRun::takeKept(const Keys &refused)
{
    for (qsizetype at = m_recipe.roles.size(); at-- > 0;) {
        if (m_recipe.roles.at(at).mfaSerial.isEmpty() || !m_places.cache)
            continue;
        const auto kept = m_places.cache->keys(keptAs(at), m_places.now().addSecs(keptFor));
        if (!kept)
            continue;
        if (*kept == refused) {
            m_places.cache->dropKeys(keptAs(at));
            continue;
        }
        m_keys = *kept;
        m_next = at + 1;
        return true;
    }
    return false;
}

StsPlace KeyRun::sts(const QString &roleArn) const
{
    const QString profile = profileOf(m_account, m_places);
    return stsPlace(configuredEndpoint(QStringLiteral("sts"), profile, m_places, m_config),
                    m_region, roleArn, addressKind(profile, m_places, m_config));
}

QUrl KeyRun::ssoAddress(const char *service, const QString &region) const
{
    return signInAddress(QLatin1String(service), region, profileOf(m_account, m_places), m_places,
                         m_config);
}

QString KeyRun::keptAs(qsizetype role) const
{
    QStringList name{ m_recipe.profile };
    if (const auto *ready = std::get_if<Recipe::Ready>(&m_recipe.source))
        name.append(ready->keys.accessKeyId);
    for (qsizetype at = 0; at <= role; ++at) {
        const auto &step = m_recipe.roles.at(at);
        name += { step.arn, step.sessionName, step.externalId, step.mfaSerial,
                  QString::number(step.seconds) };
    }
    return name.join(u'\n');
}

QFuture<base::Result<Keys>> KeyRun::source()
{
    return std::visit(
        Overloaded{ [](const Recipe::Ready &ready) { return base::ready<Keys>(ready.keys); },
                    [this](const Recipe::WebIdentity &identity) { return webIdentity(identity); },
                    [this](const Recipe::Sso &sso) {
                        return (new SsoKeys(
                                    m_http, m_places,
                                    SsoKeys::Endpoints{ ssoAddress("portal.sso", sso.region),
                                                        ssoAddress("oidc", sso.region) },
                                    m_recipe.profile, sso, this))
                            ->find();
                    },
                    [this](const Recipe::Process &process) {
                        return (new KeyProcess(m_recipe.profile, process.command,
                                               m_places.environment, this))
                            ->run();
                    },
                    [this](const Recipe::Container &) {
                        return (new MetadataKeys(m_http, m_places, this))->ofContainer();
                    },
                    [this](const Recipe::Instance &) {
                        return (new MetadataKeys(m_http, m_places, this))->ofInstance();
                    } },
        m_recipe.source);
}

QFuture<base::Result<StsAnswer>> KeyRun::askSts(std::function<HttpRequest(const QDateTime &)> make,
                                                const QList<base::Secret> &secrets)
{
    auto promise = std::make_shared<QPromise<base::Result<StsAnswer>>>();
    promise->start();
    const auto send = [this, make = std::move(make)] {
        return sendSteadily(
            m_http, [this, make] { return make(m_places.now().addSecs(m_skew)); }, this);
    };
    const auto settle = [this, promise, secrets](const base::Result<HttpResponse> &response) {
        if (!response) {
            promise->addResult(base::fail(response.error()));
        } else {
            StsAnswer answer = readSts(*response, secrets);
            answer.keys.expires = answer.keys.expires.addSecs(-m_skew);
            promise->addResult(answer);
        }
        promise->finish();
    };
    base::whenDone(send(), this, [=, this](const base::Result<HttpResponse> &response) {
        const QDateTime date = response ? dateOf(*response) : QDateTime();
        const qint64 off = date.isValid() ? m_places.now().secsTo(date) : 0;
        if (!response || !readSts(*response, secrets).blamesTheClock()
            || std::abs(off) < clockTolerance) {
            settle(response);
            return;
        }
        m_skew = off;
        base::whenDone(send(), this, settle);
    });
    return promise->future();
}

QFuture<base::Result<Keys>> KeyRun::webIdentity(const Recipe::WebIdentity &identity)
{
    QFile file(identity.tokenFile);
    QByteArray bytes = file.open(QFile::ReadOnly) ? file.read(largestToken) : QByteArray();
    const base::Secret token(bytes.trimmed());
    base::wipe(bytes);
    if (token.isEmpty())
        return base::ready<Keys>(
            base::fail(Kind::NotFound,
                       QCoreApplication::translate("aws",
                                                   "The web identity token of the AWS profile %1 "
                                                   "cannot be read: %2.")
                           .arg(m_recipe.profile, identity.tokenFile),
                       {}, Cause::AwsNoKeys));
    const StsPlace place = sts(identity.roleArn);
    auto promise = std::make_shared<QPromise<base::Result<Keys>>>();
    promise->start();
    const auto done = [this, promise, identity](const base::Result<StsAnswer> &answer) {
        if (!answer) {
            promise->addResult(base::fail(answer.error()));
        } else if (answer->keys.isEmpty()) {
            promise->addResult(
                base::fail(refusal(*answer, QStringLiteral("sts:AssumeRoleWithWebIdentity"),
                                   identity.roleArn, m_recipe.profile)));
        } else {
            Keys keys = answer->keys;
            keys.source = QCoreApplication::translate("aws", "profile %1, role %2")
                              .arg(m_recipe.profile, identity.roleArn);
            promise->addResult(keys);
        }
        promise->finish();
    };
    base::whenDone(
        askSts([=](const QDateTime &) { return webIdentityRequest(place, identity, token); },
               { token }),
        this, done);
    return promise->future();
}

void KeyRun::nextRole()
{
    if (m_next == m_recipe.roles.size())
        finish(m_keys);
    else if (role().mfaSerial.isEmpty())
        assume({});
    else
        signIn();
}

// A code is good for one use: who wants the same role meanwhile waits for what it brings.
void KeyRun::signIn()
{
    if (!m_places.cache) {
        askCode(false);
        return;
    }
    const QString name = keptAs(m_next);
    const auto other = m_places.cache->joinOrBegin(name);
    if (!other) {
        m_signingIn = name;
        askCode(false);
        return;
    }
    auto *watcher = new QFutureWatcher<base::Result<Keys>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        const auto answer = watcher->future();
        if (answer.resultCount())
            joined(answer.result());
        else
            signIn();
    });
    watcher->setFuture(*other);
}

void KeyRun::joined(const base::Result<Keys> &result)
{
    if (!result) {
        finish(result);
        return;
    }
    m_keys = *result;
    ++m_next;
    nextRole();
}

void KeyRun::askCode(bool again)
{
    if (!m_asker) {
        finish(base::fail(
            Kind::Auth,
            QCoreApplication::translate("aws",
                                        "The role of the AWS profile %1 wants an MFA code, "
                                        "which cannot be asked for here.")
                .arg(role().profile),
            {}, Cause::AwsSignInExpired));
        return;
    }
    base::whenDone(m_asker->mfaCode({ role().profile, role().mfaSerial, again }), this,
                   [this, again](const base::Result<base::Secret> &code) {
                       if (code)
                           assume({ *code, again });
                       else
                           finish(base::fail(code.error()));
                   });
}

void KeyRun::assume(const Code &code)
{
    const StsPlace place = sts(role().arn);
    base::whenDone(askSts(
                       [place, code, step = role(), keys = m_keys](const QDateTime &when) {
                           return assumeRoleRequest(place, step, code.word, keys, when);
                       },
                       { m_keys.sessionToken, m_keys.secretAccessKey, code.word }),
                   this, [this, code](const base::Result<StsAnswer> &answer) {
                       if (answer)
                           assumed(code, *answer);
                       else
                           finish(base::fail(answer.error()));
                   });
}

void KeyRun::assumed(const Code &code, const StsAnswer &answer)
{
    if (answer.keys.isEmpty()) {
        if (!code.word.isEmpty() && answer.blamesTheMfaCode() && !code.again)
            askCode(true);
        else
            finish(base::fail(
                refusal(answer, QStringLiteral("sts:AssumeRole"), m_keys.source, role().profile)));
        return;
    }
    m_keys = answer.keys;
    m_keys.source =
        QCoreApplication::translate("aws", "profile %1, role %2").arg(role().profile, role().arn);
    if (!m_signingIn.isEmpty()) {
        m_places.cache->setKeys(m_signingIn, m_keys);
        m_places.cache->end(std::exchange(m_signingIn, {}), m_keys);
    }
    ++m_next;
    nextRole();
}

void KeyRun::finish(const base::Result<Keys> &result)
{
    if (!m_signingIn.isEmpty())
        m_places.cache->end(std::exchange(m_signingIn, {}), result);
    m_promise.addResult(result);
    m_promise.finish();
}

} // namespace aws
