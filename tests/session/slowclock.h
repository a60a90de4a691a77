#pragma once
#include "aws/iamtoken.h"
#include "aws/keycache.h"
#include "aws/places.h"
#include "profiles/profile.h"
#include "support/httpfake.h"
#include "support/redisserver.h"

namespace support {

/// A computer whose clock is ten minutes slow, AWS, which takes no signature of such a time, and a
/// cache, which takes the tokens of the user jin for five minutes.
class SlowClock {
public:
    SlowClock()
    {
        const QString secret = QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        const auto set = [this](const char *name, const QString &value) {
            places.environment.insert(QLatin1String(name), value);
        };
        set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDEXAMPLE"));
        set("AWS_SECRET_ACCESS_KEY", secret);
        set("AWS_ENDPOINT_URL", sts.url().toString());
        places.now = [] { return QDateTime::currentDateTimeUtc().addSecs(-600); };
        places.cache = std::make_shared<aws::KeyCache>();
        sts.answer = [](const HttpSeen &seen) {
            QDateTime when = QDateTime::fromString(QString::fromLatin1(seen.header("x-amz-date")),
                                                   QStringLiteral("yyyyMMdd'T'hhmmss'Z'"));
            when.setTimeSpec(Qt::UTC);
            if (std::abs(when.secsTo(QDateTime::currentDateTimeUtc())) > 300)
                return HttpAnswer::xmlRefusal("SignatureDoesNotMatch", "Signature expired: …", 403);
            return HttpAnswer::xml("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>"
                                   "arn:aws:iam::123456789012:user/jin</Arn>"
                                   "</GetCallerIdentityResult></GetCallerIdentityResponse>");
        };
        profile.host = QStringLiteral("127.0.0.1");
        profile.port = cache.port();
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("jin");
        profile.iam.cacheName = QStringLiteral("orders");
        profile.iam.region = QStringLiteral("eu-central-1");
        const aws::Keys keys{
            QStringLiteral("AKIDEXAMPLE"), base::Secret(secret.toLatin1()), {}, {}, {}
        };
        QByteArrayList user{ "ACL", "SETUSER", "jin", "on", "~*", "+@all" };
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (int second = -2; second < 300; ++second)
            user += '>'
                + aws::iamToken({ profile.iam.cacheName, profile.user, profile.iam.region, false },
                                keys, now.addSecs(second))
                      ->reveal();
        cache.command(user);
    }

    HttpFake sts;
    RedisServer cache{ {}, RedisServer::Tcp::Yes };
    aws::Places places;
    profiles::Profile profile;
};

} // namespace support
