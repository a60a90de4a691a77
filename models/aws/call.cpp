#include "aws/call.h"
#include "aws/awserrors.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTimer>

namespace aws {

namespace {

using base::Error;
using Means = Refusal::Means;

// AWS accepts five minutes at most of its services; less is no reason for a refusal.
constexpr qint64 tolerated = qint64(4) * 60; // seconds
constexpr int badGateway = 502;
constexpr int gatewayTimeout = 504;

} // namespace

Call::Call(const Calling &calling, CallRequest request, QObject *parent)
    : QObject(parent)
    , m_calling(calling)
    , m_request(std::move(request))
{
}

QString Call::host() const
{
    return m_url.host();
}

QFuture<base::Result<HttpResponse>> Call::start()
{
    m_promise.start();
    auto future = m_promise.future();
    const auto region = m_calling.keys->region();
    if (!region) {
        fail(region.error());
        return future;
    }
    m_region = *region;
    if (const auto fault = m_calling.keys->fault(m_request.service)) {
        fail(*fault);
        return future;
    }
    m_url = m_calling.keys->address(m_request.service, m_region);
    if (m_url.path().isEmpty())
        m_url.setPath(QStringLiteral("/"));
    askForKeys(KeySource::Freshness::WhenDue);
    return future;
}

void Call::fail(Error error)
{
    m_promise.addResult(base::fail(std::move(error)));
    m_promise.finish();
}

void Call::askForKeys(KeySource::Freshness freshness)
{
    if (m_request.keyUse == Client::KeyUse::InHand) {
        const auto keys = m_calling.keys->inHand();
        if (!keys)
            return fail({ Error::Kind::Cancelled, {}, {} });
        m_keys = *keys;
        return attempt();
    }
    base::whenDone(m_calling.keys->keys(freshness), this, [this](const base::Result<Keys> &keys) {
        if (!keys)
            return fail(keys.error());
        m_keys = *keys;
        attempt();
    });
}

/// Once for all calls that go wrong together: a person may be asked.
void Call::renewKeys()
{
    base::whenDone(m_calling.keys->keys(), this, [this](const base::Result<Keys> &keys) {
        if (!keys || *keys == m_keys)
            return askForKeys(KeySource::Freshness::Now);
        m_keys = *keys; // another call has renewed them
        attempt();
    });
}

void Call::attempt()
{
    m_correction = *m_calling.correction;
    ToSign toSign;
    toSign.method = "POST";
    toSign.host = hostHeader(m_url);
    toSign.path = m_url.path(QUrl::FullyEncoded).toLatin1();
    toSign.query = m_url.query(QUrl::FullyEncoded).toLatin1();
    toSign.headers = m_request.headers;
    toSign.body = m_request.body;
    HttpRequest request;
    request.method = toSign.method;
    request.url = m_url;
    request.headers = m_request.headers
        + signedHeaders(toSign, m_keys, { m_region, m_request.service, m_calling.places.now() });
    request.body = m_request.body;
    const Patience &patience = m_calling.patience;
    request.timeout = std::min(patience.timeout, patience.inAll - m_spent);
    const auto hasLeft = std::make_shared<bool>(false); // an attempt may outlive the call
    request.leaving = [hasLeft] { *hasLeft = true; };
    ++m_attempts;
    m_sent.start();
    base::whenDone(
        m_calling.http->send(request), this,
        [this, hasLeft](const base::Result<HttpResponse> &answer) { answered(answer, *hasLeft); });
}

void Call::answered(const base::Result<HttpResponse> &answer, bool hasLeft)
{
    m_spent += std::chrono::milliseconds(m_sent.elapsed());
    if (!answer) {
        const bool passing = answer.error().cause == Error::Cause::AwsUnreachable
            && (!hasLeft || m_request.again == Client::Again::NoHarm);
        if (passing && waitsAndTriesAgain())
            return;
        fail(answer.error().kind == Error::Kind::Timeout ? notAnswered(host(), m_spent)
                                                         : answer.error());
    } else if (answer->status >= 200 && answer->status < 300) {
        m_promise.addResult(*answer);
        m_promise.finish();
    } else {
        refused(*answer);
    }
}

void Call::refused(const HttpResponse &response)
{
    const Refusal refusal = refusalOf(response, { m_keys.sessionToken, m_keys.secretAccessKey });
    const Means means = refusal.means();
    // EC2 calls the keys unknown where the time is wrong.
    if ((means == Means::ClockOff || means == Means::SignatureWrong || means == Means::KeysUnknown)
        && correctsClock(response))
        return attempt();
    const bool mayRenew = !m_renewed && m_request.keyUse == Client::KeyUse::Any;
    if ((means == Means::KeysExpired || means == Means::KeysUnknown) && mayRenew) {
        m_renewed = true;
        m_spent = {};
        return renewKeys();
    }
    if (refusal.isPassing() && !mayBeDone(refusal) && waitsAndTriesAgain())
        return;
    fail(errorOf(refusal));
}

/// Somebody between AWS and here tells that AWS's answer did not come: AWS may have done it.
bool Call::mayBeDone(const Refusal &refusal) const
{
    return m_request.again == Client::Again::MakesAnother && refusal.code.isEmpty()
        && (refusal.status == badGateway || refusal.status == gatewayTimeout);
}

bool Call::correctsClock(const HttpResponse &response)
{
    const QDateTime theirs = dateOf(response);
    qint64 before = *m_calling.correction;
    const qint64 skew = theirs.isValid() ? m_calling.places.now().secsTo(theirs) : 0;
    // Another call may have corrected it while this one was on its way.
    const bool since = std::abs(*m_calling.correction - m_correction) >= tolerated;
    if (m_corrected || (std::abs(skew) < tolerated && !since))
        return false;
    m_corrected = true;
    if (std::abs(skew) >= tolerated) // unless another thread was faster
        m_calling.correction->compare_exchange_strong(before, before + skew);
    return true;
}

bool Call::waitsAndTriesAgain()
{
    const Patience &patience = m_calling.patience;
    if (m_attempts >= patience.attempts)
        return false;
    const qint64 doubled = patience.first.count() << std::min(m_attempts - 1, 20);
    const qint64 most = std::min<qint64>(doubled, patience.longest.count());
    const std::chrono::milliseconds pause(QRandomGenerator::global()->bounded(most + 1));
    if (m_spent + pause >= patience.inAll)
        return false;
    m_spent += pause;
    QTimer::singleShot(pause, this, [this] { askForKeys(KeySource::Freshness::WhenDue); });
    return true;
}

/// False for keys that no sign-in of a profile would renew.
bool Call::keysAreOfProfile() const
{
    const bool fromEnvironment = m_calling.account.profile.isEmpty()
        && m_calling.places.environment.contains(QStringLiteral("AWS_ACCESS_KEY_ID"));
    return m_calling.account.keys.isEmpty() && !fromEnvironment;
}

Error Call::keysError(const Refusal &refusal) const
{
    const bool temporary = !m_keys.sessionToken.isEmpty();
    if (temporary && keysAreOfProfile())
        return signInExpired(m_calling.keys->profile(), refusal.words());
    Error error{ Error::Kind::Auth, {}, refusal.words(), Error::Cause::AwsSignInExpired };
    if (temporary) {
        error.text = QCoreApplication::translate("aws",
                                                 "The temporary AWS keys (%1) have expired. Renew "
                                                 "them, then try again.")
                         .arg(m_keys.source);
    } else {
        error.cause = Error::Cause::AwsRefused;
        error.text = QCoreApplication::translate(
                         "aws",
                         "AWS does not know the access key %1 (%2). Correct it, or choose another "
                         "profile.")
                         .arg(m_keys.accessKeyId, m_keys.source);
    }
    return error;
}

Error Call::errorOf(const Refusal &refusal) const
{
    const QString action = refusal.action().isEmpty() ? m_request.action : refusal.action();
    Error error{ Error::Kind::Server, {}, refusal.words(), Error::Cause::AwsRefused };
    switch (refusal.means()) {
    case Means::Denied:
        return denied(action, refusal.identity().isEmpty() ? m_keys.source : refusal.identity(),
                      refusal.words());
    case Means::KeysExpired:
    case Means::KeysUnknown:
        return keysError(refusal);
    case Means::ClockOff:
    case Means::SignatureWrong:
        error.kind = Error::Kind::Auth;
        if (m_corrected || refusal.means() == Means::ClockOff) {
            error.cause = Error::Cause::AwsClock;
            error.text = QCoreApplication::translate(
                "aws",
                "AWS refuses the time of the signature, and correcting it by AWS's own clock did "
                "not help. Set this computer's clock.");
        } else {
            error.text = QCoreApplication::translate(
                             "aws",
                             "AWS refuses the signature of the access key %1 (%2). Correct its "
                             "secret access key.")
                             .arg(m_keys.accessKeyId, m_keys.source);
        }
        break;
    case Means::Throttled:
        error.cause = Error::Cause::AwsThrottled;
        error.text = QCoreApplication::translate("aws",
                                                 "AWS takes no more %1 for now: too many requests "
                                                 "of this account. Try again in a minute.")
                         .arg(action);
        break;
    case Means::Failed:
        error.text = QCoreApplication::translate(
                         "aws", "%1 failed to answer %2 (HTTP status %3). Try again later.")
                         .arg(host(), action)
                         .arg(refusal.status);
        break;
    case Means::Other:
        if (refusal.code.isEmpty())
            error.text =
                QCoreApplication::translate(
                    "aws",
                    "%1 answered with HTTP status %2, not in AWS's words. Check the endpoint, and "
                    "whether a proxy answers in its place.")
                    .arg(host())
                    .arg(refusal.status);
        else
            error.text = QCoreApplication::translate(
                             "aws", "AWS refused %1 (%2). Its own words say what to correct.")
                             .arg(action, refusal.code);
        break;
    }
    return error;
}

} // namespace aws
