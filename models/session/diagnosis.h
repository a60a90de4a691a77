#pragma once
#include "link/tunnel.h"
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "session/serverinfo.h"
#include <QJsonObject>
#include <QObject>
#include <memory>
#include <optional>

namespace session {

/// The steps from here to a usable server, in their order. The numbers are the exit statuses of
/// `larder test` when the step fails.
enum class Rung : quint8 {
    SignIn = 10, ///< AWS credentials, where the way needs them
    Dns = 11,
    Tcp = 12, ///< the first hop: the server, the SSH port of the first bastion, or AWS's service
    Tunnel = 13, ///< host keys, sign-in, further hops; by SSM the target and its session
    CacheTcp = 14, ///< the server's port, from the far end of a tunnel
    Tls = 15,
    Auth = 16,
    Ping = 17,
    Capabilities = 18,
};

/// What the person can do about a failed rung with one press.
enum class Remedy : quint8 {
    TurnOnTls,
    TurnOffTls,
    UseEndpointAsServerName,
    AddCa,
    ChooseClientCertificate,
    EnterPassword,
    RemovePassword,
    ForceStandalone, ///< speak to this one node of a cluster
    MapAddresses, ///< the page with the node address map
    OpenTunnelPage,
    ChooseKeyFile, ///< of an SSH hop
    EnterSshPassword,
    EnterKeyPassphrase, ///< of an SSH key
    SignInAws, ///< anew, at IAM Identity Center
    ChooseAwsProfile, ///< another profile, region or keys: the page of the tunnel
    PickBastion, ///< another target
    CopyPolicy, ///< the permission that is missing, for whoever grants it
    CopyFix, ///< the line that lets the bastion in to the server
    UseBuiltInTunnel, ///< instead of the AWS CLI
    ChoosePlugin, ///< where the AWS CLI is
    UseSsmBastion, ///< begin a tunnel of that kind
    Retry,
};

struct RungResult {
    enum class Outcome : quint8 {
        NotReached, ///< an earlier rung failed
        NotNeeded, ///< this way has no such step
        Running,
        Passed,
        Limited, ///< passed, and something of what follows will not be there; `finding` says what
        Failed,
    };
    Rung rung = Rung::Dns;
    Outcome outcome = Outcome::NotReached;
    qint64 microseconds = 0;
    QString tried; ///< what was done: "cache.example:6379", "AUTH as reporting"
    QString finding; ///< what came of it, in a sentence or a few words: "10.0.2.41 (private)"
    base::Error error; ///< of Failed: sentence, the system's or server's own words, cause
    QList<Remedy> remedies; ///< the likeliest first
};

/// The `aws ec2 authorize-security-group-ingress` line for the profile's server, with words in
/// capitals where only the account knows the ids; for Remedy::CopyFix.
[[nodiscard]] QString ingressFixFor(const profiles::Profile &profile);

/// The outcome of a whole climb. Holds no secret, so that any part of it may be shown or copied.
struct DiagnosisReport {
    QString connection; ///< name of the profile
    QString address;
    QDateTime when;
    QList<RungResult> rungs; ///< all of them, in order
    bool passed = false;
    qint64 microseconds = 0;
    ServerInfo server; ///< when passed
    qint64 keys = -1; ///< DBSIZE, summed over primaries; -1 = not told
    int primaries = 0; ///< of a cluster

    [[nodiscard]] const RungResult *firstFailure() const;
    /// M18, or the sentence of the first failure.
    [[nodiscard]] QString summary() const;
    /// 0 when passed, else the number of the rung that failed.
    [[nodiscard]] int exitStatus() const;
    /// For the clipboard and the terminal: plain text, a line or more for each rung.
    /// Names the version of Larder, the connection and the time with its zone first.
    [[nodiscard]] QString toText() const;
    /// The same for programs. Members; those marked ? are left out when there is nothing to say:
    ///   larder      version of Larder
    ///   connection, address, when (ISO 8601 with offset), passed, exitStatus, summary
    ///   microseconds
    ///   server?     of a passed test: engine?, version?, mode?, role?, databases?
    ///   keys?       DBSIZE, of a cluster summed over its primaries
    ///   primaries?  of a cluster
    ///   rungs       each: rung ("signIn", "dns", "tcp", "tunnel", "cacheTcp", "tls", "auth",
    ///               "ping", "capabilities"), outcome ("notReached", "notNeeded", "running",
    ///               "passed", "limited", "failed"), microseconds, tried?, finding?,
    ///               error? (sentence, detail?, cause?), remedies? ("turnOnTls", "addCa", …)
    /// `cause` is the name in base::Error::Cause with a small first letter. Names never change;
    /// sentences are in the language of the program.
    [[nodiscard]] QJsonObject toJson() const;
};

/// The rung that a fault of the way through a bastion belongs to; nothing for any other fault. (Of
/// a further hop, only a climb can tell that it was not the first.)
[[nodiscard]] std::optional<Rung> rungOfTunnelFault(const base::Error &why);
/// "DNS", "TLS", … as the person reads it.
[[nodiscard]] QString rungName(Rung rung);
/// "Turn on TLS", "Add CA…": the words of its button.
[[nodiscard]] QString remedyName(Remedy remedy);

/// Climbs from the name to a usable server, rung by rung, over connections of its own, and on the
/// first failure tries to prove the cause (a silent plain server is asked once more with TLS, a
/// refused handshake once more in plain text). Nothing is written to the server, and no secret is
/// sent over a connection whose TLS could not be verified. GUI thread (or any one thread with an
/// event loop); what is slow happens in a thread of its own.
class Diagnosis final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Diagnosis)

public:
    Diagnosis(profiles::Profile profile, profiles::Secrets secrets, QObject *parent = nullptr);
    ~Diagnosis() override;

    /// As Session's, before start().
    void setAsker(std::shared_ptr<links::Asker> asker);
    void setSshPlaces(const links::SshPlaces &places);
    void setAwsPlaces(const aws::Places &places);
    void start();
    /// Ends it; finished() comes with the rungs so far.
    void cancel();
    [[nodiscard]] bool isRunning() const;
    /// As far as it is.
    [[nodiscard]] const DiagnosisReport &report() const;

Q_SIGNALS:
    void rungChanged(const session::RungResult &rung);
    void finished(const session::DiagnosisReport &report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace session

Q_DECLARE_METATYPE(session::RungResult)
Q_DECLARE_METATYPE(session::DiagnosisReport)
