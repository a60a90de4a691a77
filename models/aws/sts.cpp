#include "aws/sts.h"
#include "aws/keyjson.h"
#include "aws/refusal.h"
#include "aws/xml.h"

namespace aws {

namespace {

const QByteArray formType = "application/x-www-form-urlencoded; charset=utf-8";

class Form {
public:
    explicit Form(const QByteArray &action)
        : m_body("Action=" + action + "&Version=2011-06-15")
    {
    }
    void add(const QByteArray &name, const QByteArray &value)
    {
        if (!value.isEmpty())
            m_body += '&' + name + '=' + percentEncoded(value);
    }
    [[nodiscard]] HttpRequest post(const StsPlace &place) const
    {
        HttpRequest request;
        request.method = "POST";
        request.url = place.url;
        request.headers = { { "Content-Type", formType } };
        request.body = m_body;
        return request;
    }

private:
    QByteArray m_body;
};

QByteArray hostOf(const QUrl &url)
{
    const bool usual =
        url.port() < 0 || url.port() == (url.scheme() == QLatin1String("http") ? 80 : 443);
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    return usual ? host : host + ':' + QByteArray::number(url.port());
}

} // namespace

StsPlace stsPlace(const QUrl &endpoint, const QString &region, const QString &roleArn,
                  AddressKind kind)
{
    QString of = region;
    if (of.isEmpty()) {
        const QString partition = roleArn.section(u':', 1, 1);
        of = partition == QLatin1String("aws-cn")      ? QStringLiteral("cn-north-1")
            : partition == QLatin1String("aws-us-gov") ? QStringLiteral("us-gov-west-1")
            : partition == QLatin1String("aws-eusc")   ? QStringLiteral("eusc-de-east-1")
                                                       : QStringLiteral("us-east-1");
    }
    QUrl url = endpoint.isEmpty() ? serviceUrl(QStringLiteral("sts"), of, kind) : endpoint;
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    return { url, of };
}

HttpRequest assumeRoleRequest(const StsPlace &place, const Recipe::Role &role,
                              const base::Secret &code, const Keys &keys, const QDateTime &when)
{
    Form form("AssumeRole");
    form.add("RoleArn", role.arn.toUtf8());
    form.add("RoleSessionName", role.sessionName.toUtf8());
    form.add("ExternalId", role.externalId.toUtf8());
    form.add("SerialNumber", role.mfaSerial.toUtf8());
    form.add("TokenCode", code.reveal());
    if (role.seconds > 0)
        form.add("DurationSeconds", QByteArray::number(role.seconds));
    HttpRequest request = form.post(place);
    ToSign toSign;
    toSign.method = request.method;
    toSign.host = hostOf(place.url);
    toSign.path = place.url.path(QUrl::FullyEncoded).toLatin1();
    toSign.headers = request.headers;
    toSign.body = request.body;
    request.headers += signedHeaders(toSign, keys, { place.region, QStringLiteral("sts"), when });
    return request;
}

HttpRequest webIdentityRequest(const StsPlace &place, const Recipe::WebIdentity &identity,
                               const base::Secret &token)
{
    Form form("AssumeRoleWithWebIdentity");
    form.add("RoleArn", identity.roleArn.toUtf8());
    form.add("RoleSessionName", identity.sessionName.toUtf8());
    form.add("WebIdentityToken", token.reveal());
    return form.post(place);
}

bool StsAnswer::blamesTheClock() const
{
    return code == QLatin1String("RequestExpired") || code == QLatin1String("RequestTimeTooSkewed")
        || (code == QLatin1String("SignatureDoesNotMatch")
            && (message.contains(QLatin1String("not yet current"))
                || message.contains(QLatin1String("expired"))));
}

bool StsAnswer::blamesTheMfaCode() const
{
    return message.contains(QLatin1String("MultiFactorAuthentication failed"))
        || message.contains(QLatin1String("'tokenCode'"));
}

StsAnswer readSts(const HttpResponse &response, const QList<base::Secret> &secrets)
{
    StsAnswer answer;
    answer.code = QStringLiteral("HTTP %1").arg(response.status);
    if (response.status != 200) {
        const Refusal refusal = refusalOf(response, secrets);
        if (!refusal.code.isEmpty())
            answer.code = refusal.code;
        answer.message = refusal.message;
        return answer;
    }
    const auto root = readXml(response.body);
    if (!root)
        return answer;
    for (const XmlElement &result : root->children) {
        const XmlElement &found = result.child(QStringLiteral("Credentials"));
        Keys keys;
        keys.accessKeyId = found.value(QStringLiteral("AccessKeyId"));
        keys.secretAccessKey =
            base::Secret(found.value(QStringLiteral("SecretAccessKey")).toUtf8());
        keys.sessionToken = base::Secret(found.value(QStringLiteral("SessionToken")).toUtf8());
        keys.expires = awsTime(found.value(QStringLiteral("Expiration")));
        if (!keys.isEmpty() && keys.expires.isValid())
            return { keys, {}, {} };
    }
    return answer;
}

} // namespace aws
