#pragma once
#include "aws/discovery.h"
#include "aws/keycache.h"
#include "support/awsregion.h"
#include "support/until.h"
#include "support/wait.h"
#include <QSignalSpy>

inline constexpr auto noSleep = std::chrono::milliseconds(1);

/// Nothing of this computer.
inline aws::Places nowhere()
{
    aws::Places places;
    places.configFile = QStringLiteral("/nowhere/config");
    places.credentialsFile = QStringLiteral("/nowhere/credentials");
    places.ssoCache = QStringLiteral("/nowhere/cache");
    places.now = [] { return QDateTime::currentDateTimeUtc(); };
    places.cache = std::make_shared<aws::KeyCache>();
    return places;
}

/// An account and the discovery that looks into it.
struct Rig {
    Rig()
        : region(service)
    {
        remake();
    }

    void remake()
    {
        aws::Account account;
        account.keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        account.keys.secretAccessKey = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        account.region = QStringLiteral("eu-central-1");
        account.endpoint = service.url();
        auto client = std::make_unique<aws::Client>(account, nowhere(), nullptr);
        client->setPatience({ 4, noSleep, noSleep, std::chrono::milliseconds(10000) });
        discovery = std::make_unique<aws::Discovery>(std::move(client));
    }

    /// Runs it to its end.
    base::Result<> run()
    {
        std::optional<base::Result<>> outcome;
        QObject listener;
        QObject::connect(discovery.get(), &aws::Discovery::finished, &listener,
                         [&](const base::Result<> &result) { outcome = result; });
        discovery->start();
        if (!support::until([&] { return outcome.has_value(); }, 20000))
            return base::fail(base::Error::Kind::Timeout, QStringLiteral("it never ended"));
        return *outcome;
    }

    [[nodiscard]] aws::Cache cache(const QString &id) const
    {
        for (const aws::Cache &one : discovery->caches()) {
            if (one.id == id)
                return one;
        }
        return {};
    }

    [[nodiscard]] QStringList deniedActions() const
    {
        QStringList actions;
        for (const aws::Denied &one : discovery->denied())
            actions += one.action;
        actions.sort();
        return actions;
    }

    support::HttpFake service;
    support::AwsRegion region;
    std::unique_ptr<aws::Discovery> discovery;
};

inline QStringList idsOf(const QList<aws::Cache> &caches)
{
    QStringList ids;
    for (const aws::Cache &cache : caches)
        ids += cache.id;
    return ids;
}

inline support::FakeCache cacheNamed(const QString &id)
{
    support::FakeCache cache;
    cache.id = id;
    return cache;
}

inline void fill(support::AwsRegion &region)
{
    region.furnish();
    support::FakeCache orders = cacheNamed(QStringLiteral("orders"));
    orders.clusterMode = true;
    orders.shards = 2;
    orders.users = { QStringLiteral("shop-users") };
    region.addGroup(orders);
    support::FakeCache sessions = cacheNamed(QStringLiteral("sessions"));
    sessions.engine = QStringLiteral("redis");
    sessions.version = QStringLiteral("7.1.0");
    sessions.token = true;
    region.addGroup(sessions);
    support::FakeCache alone = cacheNamed(QStringLiteral("alone"));
    alone.tls = false;
    region.addCluster(alone);
    support::FakeCache old = cacheNamed(QStringLiteral("pages"));
    old.engine = QStringLiteral("memcached");
    region.addCluster(old);
    support::FakeCache serverless = cacheNamed(QStringLiteral("carts"));
    serverless.subnets = { QStringLiteral("subnet-b") };
    region.addServerless(serverless);
    region.addTask({});
}

/// Fails unless nothing but questions was asked.
inline void verifyOnlyRead(const support::AwsRegion &region)
{
    for (const QString &call : region.calls) {
        const QString operation = call.section(u':', 1);
        QVERIFY2(operation.startsWith(u"Describe") || operation.startsWith(u"List")
                     || operation.startsWith(u"Get"),
                 qPrintable(call));
    }
}
