#pragma once
#include "aws/discovery.h"
#include "aws/ranking.h"
#include <QJsonArray>
#include <QTimer>
#include <deque>

namespace aws {

/// All the pages of one call.
template <typename Answer> struct Pages {
    QString action; ///< as IAM names it
    std::function<QFuture<base::Result<Answer>>(const QString &token)> ask;
    std::function<QString(const Answer &)> take; ///< returns the token of the next page
    std::function<void()> done; ///< after the last, however it went
};

/// One search after another: what it asks, what came of it, and what is shown of that.
class Discovery::Private {
public:
    Private(Discovery *owner, std::unique_ptr<Client> ownClient)
        : q(owner)
        , client(std::move(ownClient))
    {
        publishing.setSingleShot(true);
        publishing.setInterval(50); // ms: pages that come together are shown together
        QObject::connect(&publishing, &QTimer::timeout, q, [this] { publish(); });
    }

    void run();
    void stop()
    {
        ++runNumber;
        running = false;
        publishing.stop();
    }
    void publish();
    [[nodiscard]] QString region() const
    {
        return client->keySource().region().value_or(QString());
    }

    Discovery *q;
    std::unique_ptr<Client> client;
    std::optional<Identity> identity;
    QList<Cache> caches;
    QList<Bastion> bastions;
    QList<Denied> denied;
    QList<std::pair<QString, base::Error>> failures;
    SecurityGroups groups;
    bool running = false;
    int runNumber = 0; ///< answers of a run that was cancelled know it by that

private:
    void askIdentity();
    void askEverything();
    void askCaches(const char *action, const char *tokenIn, const char *tokenOut,
                   void (CacheList::*take)(const XmlElement &));
    void askInstanceInformation();
    void askInstances();
    void askAllInstances();
    void beginInstances(const Fields &filter, const QStringList &ids, std::function<void()> done);
    void askSecurityGroups();
    void askClusters();
    void askTasks();
    void describeTasks(const QString &cluster, const QJsonArray &tasks);
    template <typename Answer> void begin(Pages<Answer> pages);
    template <typename Answer>
    void turn(const std::shared_ptr<Pages<Answer>> &pages, const QString &token, int number);
    [[nodiscard]] bool endedBy(const QString &action, const base::Error &error);
    void leave(const std::function<void()> &done);
    void finish(const base::Result<> &result, bool keepEarlier);
    [[nodiscard]] bool isDenied(const char *action) const;
    [[nodiscard]] Vpcs vpcs() const;

    CacheList cacheList;
    BastionList bastionList;
    SecurityGroups groupsOfRun;
    QList<Denied> deniedInRun;
    std::deque<QString> clusters;
    int clustersAsked = 0;
    int open = 0; ///< calls whose last page has not come
    int cacheCallsOpen = 0;
    QStringList instances; ///< that EC2 has not been asked about yet
    int instancesAsked = 0;
    bool keepShown = false; ///< what an earlier run found stays until this one knows everything
    QList<std::pair<QString, base::Error>> failuresInRun;
    QTimer publishing;
};

} // namespace aws
