#pragma once
#include "aws/keysource.h"
#include "keyplaces.h"
#include "support/httpfake.h"
#include "support/wait.h"
#include <QLoggingCategory>

namespace support {

/// Bytes of no key in particular that must be seen nowhere.
inline const QByteArray keySecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// What STS answers to a role: keys whose id ends in `number`, good for an hour from `now`.
inline HttpAnswer assumedRole(const QByteArray &action, int number, const QDateTime &until)
{
    return HttpAnswer::xml(
        "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
        + "Result><Credentials><AccessKeyId>ASIAROLE" + QByteArray::number(number)
        + "</AccessKeyId><SecretAccessKey>" + keySecret
        + "</SecretAccessKey><SessionToken>token-of-" + QByteArray::number(number)
        + "</SessionToken><Expiration>" + until.toString(Qt::ISODate).toLatin1()
        + "</Expiration></Credentials></" + action + "Result></" + action + "Response>");
}

/// STS, which gives numbered keys for an hour and notes who asked.
class FakeSts {
public:
    explicit FakeSts(const KeyPlaces &at)
    {
        http.answer = [this, &at](const HttpSeen &seen) {
            return assumedRole(seen.field(QStringLiteral("Action")).toLatin1(), ++given,
                               at.now().addSecs(3600));
        };
    }
    /// Access key id of the signature; empty = unsigned.
    [[nodiscard]] QByteArray signer(qsizetype request) const
    {
        const QByteArray header = http.seen.at(request).header("authorization");
        const qsizetype at = header.indexOf("Credential=");
        return at < 0 ? QByteArray() : header.mid(at + 11).split('/').first();
    }

    HttpFake http;
    int given = 0;
};

/// Where every service, those that sign in too, is `http`.
inline aws::Places placesAt(const KeyPlaces &at, const HttpFake &http)
{
    aws::Places places = at.places;
    places.environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), http.url().toString());
    return places;
}

inline aws::Account accountOf(const char *profile)
{
    aws::Account account;
    account.profile = QLatin1String(profile);
    account.region = QStringLiteral("eu-central-1");
    return account;
}

inline base::Result<aws::Keys> keysAt(const KeyPlaces &at, const HttpFake &http,
                                      const char *profile,
                                      const std::shared_ptr<aws::Asker> &asker = nullptr)
{
    aws::KeySource source(accountOf(profile), placesAt(at, http), asker);
    return support::await(source.keys());
}

inline QString why(const base::Result<aws::Keys> &keys)
{
    return keys ? QString() : keys.error().text + QString::fromUtf8(keys.error().detail);
}

/// Keeps what is logged while it lives, all of the program's own lines, and prints it as usual.
class KeptLog {
public:
    KeptLog()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("larder.*=true"));
        usual() = qInstallMessageHandler(
            [](QtMsgType type, const QMessageLogContext &context, const QString &message) {
                lines() += message.toUtf8() + '\n';
                usual()(type, context, message);
            });
    }
    ~KeptLog() { qInstallMessageHandler(usual()); }
    Q_DISABLE_COPY_MOVE(KeptLog)

    /// Any that these tests hand out.
    [[nodiscard]] bool hasSecret() const
    {
        const auto secrets = { keySecret.constData(), "token-of-",   "hush-hush",
                               "bearer-of-task",      "cli-token",   "refresh-me",
                               "own-token",           "device-code", "registered" };
        return std::any_of(secrets.begin(), secrets.end(),
                           [](const char *secret) { return lines().contains(secret); });
    }

private:
    static QByteArray &lines()
    {
        static QByteArray kept;
        return kept;
    }
    static QtMessageHandler &usual()
    {
        static QtMessageHandler handler = nullptr;
        return handler;
    }
};

} // namespace support
