#pragma once
#include "aws/keysource.h"
#include "aws/xml.h"
#include <QJsonObject>
#include <optional>

namespace aws {

using Fields = QList<std::pair<QString, QString>>; ///< of a query request, in order

/// What the figures of retrying are. Tests shorten them.
struct Patience {
    int attempts = 4; ///< in all
    std::chrono::milliseconds first{ 200 }; ///< doubled each time, with full jitter
    std::chrono::milliseconds longest{ 5000 };
    std::chrono::milliseconds timeout{ 20000 }; ///< of one attempt
    std::chrono::milliseconds inAll{ 30000 }; ///< of all attempts with the same keys
};

/// Calls the services, signed. Throttling, 5xx and a network that fails are tried again (see
/// Again); keys that AWS calls expired are renewed once; a signature refused for its time is made
/// again by the time that AWS's answer told, which now() keeps. Lives in the thread that made it.
///
/// Errors: Cause::AwsDenied (M14; names the action), AwsSignInExpired (M12), AwsThrottled,
/// AwsUnreachable, AwsClock, AwsRefused (any other answer); `detail` = AWS's own code and words.
class Client final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Client)

public:
    Client(Account account, Places places, std::shared_ptr<Asker> asker, QObject *parent = nullptr);
    ~Client() override;

    void setPatience(const Patience &patience);

    enum class KeyUse : quint8 {
        Any,
        /// What KeySource has in hand, which is not renewed for it: nobody is asked anything.
        /// Without them, and where they are refused, the call fails.
        InHand,
    };
    /// What a call does that comes twice.
    enum class Again : quint8 {
        NoHarm,
        /// It makes one more each time. So it is tried again only where it certainly reached nobody
        /// (no name, no connection, no TLS) or where AWS itself answered that it did not do it.
        /// When its answer is cut or does not come, the call fails at once with AwsUnreachable,
        /// and what it was to make may be there.
        MakesAnother,
    };
    /// AWS JSON 1.1: json("ssm", "AmazonSSM.ResumeSession", {…}).
    [[nodiscard]] QFuture<base::Result<QJsonObject>>
    json(const QString &service, const QString &target, const QJsonObject &body,
         KeyUse use = KeyUse::Any, Again again = Again::NoHarm);
    /// AWS query and EC2 query: query("elasticache", "2015-02-02", "DescribeCacheClusters", {…}).
    [[nodiscard]] QFuture<base::Result<XmlElement>>
    query(const QString &service, const QString &version, const QString &action,
          const Fields &fields, KeyUse use = KeyUse::Any);

    [[nodiscard]] KeySource &keySource();
    [[nodiscard]] const Account &account() const;
    [[nodiscard]] const Places &places() const;
    /// UTC, corrected by what AWS's answers have told.
    [[nodiscard]] QDateTime now() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Who the keys belong to: STS GetCallerIdentity, which nobody can be denied.
struct Identity {
    QString account; ///< "123456789012"
    QString arn;
    QString userId; ///< "AROA…:jin"
};
[[nodiscard]] QFuture<base::Result<Identity>>
callerIdentity(Client &client, Client::KeyUse use = Client::KeyUse::Any);

} // namespace aws
