#pragma once
#include "aws/cache.h"
#include "aws/client.h"
#include "base/resultsignal.h"

namespace aws {

/// Everything that an account's region tells of caches and of ways to them. By read-only calls:
/// GetCallerIdentity; elasticache DescribeReplicationGroups, DescribeCacheClusters,
/// DescribeServerlessCaches, DescribeCacheSubnetGroups; ssm DescribeInstanceInformation; ec2
/// DescribeInstances (of those that Systems Manager names; of all that run where it may not be
/// asked), DescribeSecurityGroups; ecs ListClusters, ListTasks, DescribeTasks. A call that is
/// denied ends nothing but itself. Lives in the thread of its client.
class Discovery final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Discovery)

public:
    /// Owns the client.
    explicit Discovery(std::unique_ptr<Client> client, QObject *parent = nullptr);
    ~Discovery() override;

    /// Looks again when it is called again: what was found before stays until then.
    void start();
    /// Nothing is signalled any more.
    void cancel();
    [[nodiscard]] bool isRunning() const;

    [[nodiscard]] const std::optional<Identity> &identity() const;
    [[nodiscard]] const QList<Cache> &caches() const;
    [[nodiscard]] const QList<Bastion> &bastions() const;
    [[nodiscard]] const QList<Denied> &denied() const;
    /// What else went wrong, by action as IAM names it: what is listed is not all that there is.
    [[nodiscard]] const QList<std::pair<QString, base::Error>> &failures() const;
    /// Those of EC2 first, then those of ECS; each by how much speaks for it, then by name.
    [[nodiscard]] QList<RankedBastion> ranked(const Cache &cache) const;
    /// What to do where none will do, for the clipboard: numbered lines of plain text.
    [[nodiscard]] QString checklist(const Cache &cache) const;
    /// "aws ec2 authorize-security-group-ingress --group-id sg-… --protocol tcp --port 6379
    /// --source-group sg-… --region …"; placeholders in capitals stand for what was not told.
    [[nodiscard]] QString ingressLine(const Cache &cache, const Bastion &bastion) const;

Q_SIGNALS:
    void identified(const aws::Identity &identity);
    /// More is known of caches, bastions or denials.
    void changed();
    /// Without keys, region or network nothing else can be asked: its error. Denials are none.
    void finished(const base::Result<> &result);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// The statements that Larder needs and no others, as JSON for IAM: to tunnel through `target` to
/// `cache`, to find caches, to sign in. Empty fields become placeholders in capitals. It fits IAM
/// users and roles: whose sessions are whose goes by the forms of AWS's documentation (Systems
/// Manager, "Additional sample IAM policies for Session Manager").
struct PolicyFor {
    QString region;
    QString account;
    QString target;
    QString document; ///< of the account's own, or an ARN; empty = AWS's for a port of a host
    QString cacheName;
    QString user;
    bool serverless = false;
    bool iam = true; ///< false = the cache is signed in to in another way
};
[[nodiscard]] QByteArray leastPolicy(const PolicyFor &wanted);

} // namespace aws
