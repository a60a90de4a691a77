#include "aws/places.h"
#include "aws/keycache.h"
#include <QDir>
#include <QFile>

namespace aws {

namespace {

bool isInstance()
{
    QFile vendor(QStringLiteral("/sys/devices/virtual/dmi/id/sys_vendor"));
    return vendor.open(QFile::ReadOnly) && vendor.readAll().trimmed() == "Amazon EC2";
}

} // namespace

Places Places::standard()
{
    static const auto cache = std::make_shared<KeyCache>();
    Places places;
    places.environment = QProcessEnvironment::systemEnvironment();
    places.home = QDir::homePath();
    const QString folder = places.home + QStringLiteral("/.aws/");
    const auto fileOf = [&](const char *variable, const QString &usual) {
        QString path = places.environment.value(QLatin1String(variable), usual);
        if (path.startsWith(QLatin1String("~/")))
            path = places.home + path.sliced(1);
        return path;
    };
    places.configFile = fileOf("AWS_CONFIG_FILE", folder + QStringLiteral("config"));
    places.credentialsFile =
        fileOf("AWS_SHARED_CREDENTIALS_FILE", folder + QStringLiteral("credentials"));
    places.ssoCache = folder + QStringLiteral("sso/cache");
    places.caBundle = fileOf("AWS_CA_BUNDLE", {});
    places.askInstance = isInstance();
    places.instanceMetadata =
        QUrl(places.environment.value(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
                                      QStringLiteral("http://169.254.169.254")));
    places.containerMetadata = QUrl(QStringLiteral("http://169.254.170.2"));
    places.now = [] { return QDateTime::currentDateTimeUtc(); };
    places.cache = cache;
    return places;
}

} // namespace aws
