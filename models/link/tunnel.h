#pragma once
#include "aws/account.h"
#include "aws/places.h"
#include "link/asker.h"
#include "link/endpoint.h"
#include "link/link.h"
#include "profiles/secretbackend.h"
#include <chrono>
#include <memory>
#include <optional>

namespace links {

/// What a connection is for. A bulk read fills its session's window, so that what a person waits
/// for goes another way.
enum class Use : quint8 { Interactive, Bulk };

/// One step of opening a tunnel, or of opening a stream through it, for a diagnosis.
struct TunnelStep {
    enum class Kind : quint8 {
        Lookup, ///< DNS of a hop
        Connect, ///< TCP to a hop's SSH port; from the hop before, where there is one
        HostKey,
        SignIn,
        Forward, ///< from the last hop to the server
        Credentials, ///< AWS: where the keys come from, whose they are, when they end
        Service, ///< AWS: Systems Manager answers
        Target, ///< AWS: the bastion is online there
        Session, ///< AWS: a session is open, its agent has shaken hands
    };
    enum class Outcome : quint8 { Running, Passed, Failed };
    Kind kind = Kind::Connect;
    Outcome outcome = Outcome::Running;
    int hop = 0;
    QString tried; ///< "bastion.example:22", "publickey (~/.ssh/id_ed25519), password"
    QString finding; ///< "10.0.0.5", "ED25519 SHA256:…, known", "ec2-user by publickey"
    qint64 microseconds = 0;
    base::Error error; ///< of Failed
};

/// The way through one or more bastions: opened when first used, shared by many streams, and opened
/// again by the next stream after it was lost. Nothing listens anywhere. Network thread.
class Tunnel : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tunnel)

public:
    explicit Tunnel(QObject *parent = nullptr);
    ~Tunnel() override;

    /// A link to `target` as it is known at the far end: host and port, or a Unix socket there.
    /// Opening it opens the tunnel where that is not open; failed() names the hop that failed.
    /// `timeout` counts for each step (TCP, key exchange, a stream), never while a person is
    /// asked; up to the last hop, openingTimeout() counts where that is longer. The stream has a
    /// socket descriptor (a socketpair's end), so that TLS can take it over. The link fails, and a
    /// stream ends, when the tunnel goes first.
    [[nodiscard]] virtual Link *newLink(const Endpoint &target, Use use,
                                        std::chrono::milliseconds timeout, QObject *parent) = 0;
    /// A link in a hurry is in a hurry for its stream; the way there takes the time it takes.
    void setOpeningTimeout(std::chrono::milliseconds timeout) { m_openingTimeout = timeout; }
    [[nodiscard]] std::chrono::milliseconds openingTimeout() const { return m_openingTimeout; }
    /// "SSH me@bastion.example", for routes.
    [[nodiscard]] virtual QString name() const = 0;
    /// The network may have changed, or the computer was asleep: finds out within seconds whether
    /// the bastion still answers, and ends what is dead.
    virtual void checkNow() = 0;
    /// The name of `target` may lead elsewhere now (a failover): links made from here on go to
    /// where it leads then. For a way that looks names up once, others have nothing to do.
    virtual void renew(const Endpoint &target);
    /// Of a way whose links are opened before it can know that the server was reached: why the
    /// last stream to `target`, which ended (or waits) without a first byte, was not let through.
    /// TargetRefused or TargetSilent (M04), or that the way stands still. Or why the way itself
    /// ended an open stream to there. Nothing when it is not known, or long ago.
    [[nodiscard]] virtual std::optional<base::Error> refusal(const Endpoint &target) const;
    /// Ends every stream and session. The next link opens the tunnel anew.
    virtual void close() = 0;
    /// After close(), while the far end is still being told: closed() comes within two seconds.
    /// Destroyed before that, it tells what it can and leaves the rest untold.
    [[nodiscard]] virtual bool isClosing() const;

Q_SIGNALS:
    /// After a close() that left isClosing() true: nothing of it is left at the far end, or it did
    /// not answer in time.
    void closed();
    void stepped(const links::TunnelStep &step);
    /// It was open and ended (not by close()): every stream of that session has ended with it.
    /// Bulk = only the session that carried Use::Bulk and nothing else.
    void lost(const base::Error &why, links::Use use = links::Use::Interactive);
    /// One open stream is ended by the way itself (nobody read what it brought), and the others go
    /// on. Whoever has it sees no more than its end; see refusal().
    void streamGivenUp(const base::Error &why);
    /// Streams are open and nothing has come through for some seconds, for `why`: they stay, and
    /// what is written to them waits. Without a reason: it goes on, or nobody waits any more.
    void stallChanged(const std::optional<base::Error> &why);

private:
    std::chrono::milliseconds m_openingTimeout{ 0 };
};

/// The failure is one of the way (a hop, its key, the sign-in there, a question given up): any
/// other address behind the same tunnel would fail alike.
[[nodiscard]] bool isOfTheWay(const base::Error &why);

/// "SSH me@bastion.example", "SSH outer → me@inner", "SSH alias"; empty for a profile without a
/// tunnel.
[[nodiscard]] QString wayName(const profiles::Profile &profile);

/// What SSH reads and uses on this computer.
struct SshPlaces {
    QString home; ///< for "~"
    QStringList knownHosts; ///< read only, existing or not: ~/.ssh/known_hosts, /etc/ssh/…
    QString ownKnownHosts; ///< Larder's own, read and written
    QStringList identities; ///< tried by SshAuth::Automatic where they exist: ~/.ssh/id_ed25519 …
    QString agentSocket; ///< empty = no agent
    QString askpassProgram; ///< that `ssh` is to call: this program; see OpenSshTunnel

    /// Of this person: $HOME, $SSH_AUTH_SOCK, and known_hosts in the settings' folder.
    [[nodiscard]] static SshPlaces standard();
    /// `path` with "~/" replaced.
    [[nodiscard]] QString expanded(const QString &path) const;
};

/// The tunnel that the profile wants, of any kind; null when it wants none. Without an asker
/// nothing is asked: a new host key and a missing passphrase are then errors.
[[nodiscard]] std::unique_ptr<Tunnel>
makeTunnel(const profiles::Profile &profile, const profiles::Secrets &secrets,
           std::shared_ptr<Asker> asker, const SshPlaces &places = SshPlaces::standard(),
           const aws::Places &awsPlaces = aws::Places::standard());

/// As whom the profile's tunnel and its IAM sign-in speak to AWS.
[[nodiscard]] aws::Account awsAccount(const profiles::Profile &profile,
                                      const profiles::Secrets &secrets);

} // namespace links

Q_DECLARE_METATYPE(links::TunnelStep)
