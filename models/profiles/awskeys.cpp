#include "profiles/awskeys.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace profiles {

base::Secret AwsKeys::sealed() const
{
    if (isEmpty())
        return {};
    const auto text = [](const base::Secret &secret) { return QString::fromUtf8(secret.reveal()); };
    QJsonObject object{ { QStringLiteral("accessKeyId"), accessKeyId },
                        { QStringLiteral("secretAccessKey"), text(secretAccessKey) } };
    if (!sessionToken.isEmpty())
        object.insert(QStringLiteral("sessionToken"), text(sessionToken));
    return base::Secret(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

base::Result<AwsKeys> AwsKeys::opened(const base::Secret &sealed)
{
    if (sealed.isEmpty())
        return AwsKeys();
    QByteArray bytes = sealed.reveal();
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    base::wipe(bytes);
    const auto member = [&](const char *name) {
        return object.value(QLatin1String(name)).toString();
    };
    const AwsKeys keys{ member("accessKeyId"), base::Secret(member("secretAccessKey").toUtf8()),
                        base::Secret(member("sessionToken").toUtf8()) };
    if (keys.isEmpty())
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "profiles", "The stored AWS keys cannot be read. Enter them again."));
    return keys;
}

} // namespace profiles
