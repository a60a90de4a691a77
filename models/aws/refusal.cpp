#include "aws/refusal.h"
#include "aws/xml.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace aws {

namespace {

constexpr qsizetype longestMessage = 2000;
constexpr qsizetype longestCode = 128;
constexpr qsizetype tellingStart = 16; // so much of a secret is in no other words by chance

/// "com.amazonaws.ssm#TargetNotConnected", "AccessDeniedException:http://…": the name alone.
QString bareCode(QString code)
{
    code = code.sliced(code.lastIndexOf(u'#') + 1);
    code = code.section(u':', 0, 0).trimmed();
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9_.-]+\\z"));
    return code.size() <= longestCode && name.match(code).hasMatch() ? code : QString();
}

qsizetype sameAs(const QString &secret, QStringView words)
{
    return std::mismatch(secret.cbegin(), secret.cend(), words.cbegin(), words.cend()).first
        - secret.cbegin();
}

/// As it is, or as a form has it: they may begin alike.
void hide(const base::Secret &secret, QString &message)
{
    const QString mask = QStringLiteral("(redacted)");
    QByteArray bytes = secret.reveal();
    QString forms[] = { QString::fromUtf8(bytes), QString::fromLatin1(percentEncoded(bytes)) };
    base::wipe(bytes);
    for (const QString &form : forms) {
        const QString start = form.left(tellingStart);
        qsizetype at = start.isEmpty() ? -1 : message.indexOf(start);
        while (at >= 0) {
            const QStringView rest = QStringView(message).sliced(at);
            message.replace(at, std::max(sameAs(forms[0], rest), sameAs(forms[1], rest)), mask);
            at = message.indexOf(start, at + mask.size());
        }
    }
    for (QString &form : forms)
        form.fill(u'\0');
}

QString firstOf(const QJsonObject &object, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (QString text = object.value(QLatin1String(name)).toString(); !text.isEmpty())
            return text;
    }
    return {};
}

void readXmlForm(const QByteArray &body, const QList<base::Secret> &secrets, Refusal &refusal)
{
    const auto root = readXml(body);
    if (!root)
        return;
    const XmlElement &list = root->child(QStringLiteral("Errors"));
    const XmlElement &error = (list.name.isEmpty() ? *root : list).child(QStringLiteral("Error"));
    refusal.code = bareCode(error.value(QStringLiteral("Code")));
    refusal.message = bareMessage(error.value(QStringLiteral("Message")), secrets);
}

QRegularExpressionMatch denial(const QString &message)
{
    static const QRegularExpression form(QStringLiteral(
        "User: ([\\w+=,.@:/*-]{1,2048}) is not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)"));
    return form.match(message);
}

bool isIn(const QString &code, std::initializer_list<const char *> codes)
{
    return std::any_of(codes.begin(), codes.end(),
                       [&](const char *each) { return code == QLatin1String(each); });
}

} // namespace

Refusal::Means Refusal::means() const
{
    if (status == 429 || code.contains(QLatin1String("Throttl"))
        || isIn(code,
                { "TooManyRequestsException", "RequestLimitExceeded", "SlowDown",
                  "BandwidthLimitExceeded", "PriorRequestNotComplete",
                  "ProvisionedThroughputExceededException" }))
        return Means::Throttled;
    if (isIn(code,
             { "AccessDenied", "AccessDeniedException", "UnauthorizedOperation",
               "UnauthorizedException", "NotAuthorized", "ForbiddenException" }))
        return Means::Denied;
    if (isIn(code, { "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" }))
        return Means::KeysExpired;
    if (isIn(code,
             { "UnrecognizedClient", "UnrecognizedClientException", "InvalidClientTokenId",
               "InvalidAccessKeyId", "AuthFailure" }))
        return Means::KeysUnknown;
    if (isIn(code, { "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" }))
        return Means::ClockOff;
    if (isIn(code, { "InvalidSignatureException", "InvalidSignature", "SignatureDoesNotMatch" }))
        return Means::SignatureWrong;
    if (status >= 500
        || isIn(code,
                { "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure",
                  "InternalServerError", "ServiceUnavailable", "Unavailable" }))
        return Means::Failed;
    return Means::Other;
}

bool Refusal::isPassing() const
{
    return means() == Means::Throttled || means() == Means::Failed;
}

QByteArray Refusal::words() const
{
    if (code.isEmpty())
        return "HTTP " + QByteArray::number(status);
    return (message.isEmpty() ? code : code + QStringLiteral(": ") + message).toUtf8();
}

QString Refusal::identity() const
{
    return denial(message).captured(1);
}

QString Refusal::action() const
{
    return denial(message).captured(2);
}

QByteArray codeOf(const base::Error &error)
{
    const QByteArray code = error.detail.split(':').first();
    return code.contains(' ') ? QByteArray() : code;
}

bool blamesKeys(const QString &code)
{
    Refusal refusal;
    refusal.code = code;
    const Refusal::Means means = refusal.means();
    return means == Refusal::Means::KeysUnknown || means == Refusal::Means::SignatureWrong;
}

bool refusesKeys(const base::Error &error)
{
    return error.kind == base::Error::Kind::Auth && error.cause == base::Error::Cause::AwsRefused;
}

QString bareMessage(QString message, const QList<base::Secret> &secrets)
{
    for (const base::Secret &secret : secrets)
        hide(secret, message);
    for (const char *marker : { "The Canonical String", "The String-to-Sign", "Authorization=" }) {
        if (const qsizetype at = message.indexOf(QLatin1String(marker)); at >= 0)
            message.truncate(at);
    }
    return message.trimmed().left(longestMessage);
}

Refusal refusalOf(const HttpResponse &response, const QList<base::Secret> &secrets)
{
    Refusal refusal;
    refusal.status = response.status;
    const QByteArray body = response.body.trimmed();
    if (body.startsWith('<')) {
        readXmlForm(body, secrets, refusal);
        return refusal;
    }
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    refusal.code = bareCode(firstOf(object, { "__type", "code", "Code" }));
    if (refusal.code.isEmpty())
        refusal.code = bareCode(QString::fromLatin1(response.header("x-amzn-errortype")));
    refusal.message =
        bareMessage(firstOf(object, { "message", "Message", "errorMessage" }), secrets);
    return refusal;
}

} // namespace aws
