#include "aws/keyjson.h"
#include "aws/awserrors.h"

namespace aws {

base::Result<Keys> keysFromJson(const QJsonObject &object, const QString &tokenName)
{
    const auto text = [&](const char *name) {
        return object.value(QLatin1String(name)).toString();
    };
    Keys keys;
    keys.accessKeyId = text("AccessKeyId");
    keys.secretAccessKey = base::Secret(text("SecretAccessKey").toUtf8());
    keys.sessionToken = base::Secret(object.value(tokenName).toString().toUtf8());
    if (keys.isEmpty())
        return base::fail(unreadableKeys());
    const QString until = text("Expiration");
    if (!until.isEmpty()) {
        keys.expires = awsTime(until);
        if (!keys.expires.isValid())
            return base::fail(unreadableKeys());
    }
    return keys;
}

QDateTime awsTime(const QString &text)
{
    QString iso = text.trimmed();
    if (iso.endsWith(QLatin1String("UTC")))
        iso = iso.chopped(3) + u'Z';
    QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

} // namespace aws
