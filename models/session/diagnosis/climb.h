#pragma once
#include "session/credentials.h"
#include "session/diagnosis.h"
#include "session/diagnosis/abilities.h"
#include "session/diagnosis/wire.h"
#include "session/topology.h"
#include <QElapsedTimer>
#include <QHostAddress>
#include <QMap>
#include <QTimer>
#include <optional>

namespace session {

class IamTokens;

/// The half of a Diagnosis that lives in its thread: one rung after the other, each of which ends
/// in the next one or in the end. Deleting it ends everything at once.
class Climb final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Climb)

public:
    /// What a tunnel is made with.
    struct TunnelHelp {
        std::shared_ptr<links::Asker> asker;
        links::SshPlaces places;
        aws::Places awsPlaces;
    };
    /// `report` has all rungs, none of them reached.
    Climb(profiles::Profile profile, profiles::Secrets secrets, TunnelHelp help,
          DiagnosisReport report);
    ~Climb() override;

    void start();
    /// Ends everything and then its thread; true = not at once, since the far end of the tunnel is
    /// told first.
    bool leave();

Q_SIGNALS:
    void rungChanged(const session::RungResult &rung);
    void ended(const session::DiagnosisReport &report);

private:
    using Cause = base::Error::Cause;
    using Kind = base::Error::Kind;
    using Outcome = RungResult::Outcome;
    using Replies = base::Result<resp::Replies>;

    // climb.cpp: the ladder itself
    void begin(Rung rung, const QString &tried = {});
    void progress(const QString &finding);
    void conclude(Outcome outcome, const QString &finding, const QList<Remedy> &remedies = {});
    void pass(const QString &finding) { conclude(Outcome::Passed, finding); }
    void notNeeded(Rung rung, const QString &finding);
    void fail(const base::Error &why, const QList<Remedy> &remedies = {});
    void end();
    [[nodiscard]] base::Error scrubbed(base::Error why) const;
    Wire *openWire(const profiles::Profile &profile, const links::Endpoint &endpoint,
                   const Wire::Opened &opened);
    void dropWire();
    [[nodiscard]] std::chrono::milliseconds connectTimeout() const;

    // climbway.cpp: sign-in to the way, names, TCP
    void settleDirect();
    void signIn();
    void makeToken();
    void setOut();
    void findNames();
    void lookUp(qsizetype candidate);
    void namesFound();
    void reach();
    void tryCandidate(qsizetype candidate);
    void reached(qsizetype candidate);
    void notReached(const base::Error &why);
    [[nodiscard]] base::Error explained(const base::Error &why,
                                        const links::Endpoint &endpoint) const;
    void findServer();

    // climbtunnel.cpp: through a bastion to the server
    void setOutThroughTunnel();
    void tryThrough(qsizetype candidate);
    void stepped(const links::TunnelStep &step);
    void climbTo(Rung rung);
    void throughTo(qsizetype candidate);
    void notThrough(qsizetype candidate, const base::Error &why);
    void noTunnel();
    [[nodiscard]] bool leadsBySsh() const;
    [[nodiscard]] QString bastion() const;
    [[nodiscard]] QString hopFindings() const;
    [[nodiscard]] bool signsInWithPassword() const;
    [[nodiscard]] QList<Remedy> tunnelRemedies(const base::Error &why) const;
    [[nodiscard]] QList<Remedy> unreachedRemedies(const base::Error &why) const;

    // climbssm.cpp: the same by Session Manager
    [[nodiscard]] bool leadsBySsm() const;
    void setOutBySsm();
    void steppedBySsm(const links::TunnelStep &step);
    void beginBySsm(Rung rung);
    [[nodiscard]] bool wasNotLetThrough(const base::Error &why);
    [[nodiscard]] QList<Remedy> ssmRemedies(const base::Error &why) const;

    // climbsentinel.cpp: the primary that the sentinels name
    void askSentinel(qsizetype candidate);
    void askForPrimary(qsizetype candidate);
    void sentinelSaid(qsizetype candidate, const resp::Replies &replies);
    void nextSentinel(qsizetype candidate, const base::Error &why);
    void reachPrimary(const links::Endpoint &sentinel);

    // climbtls.cpp
    void shakeHands();
    void askInPlainText();
    void plainTextUnanswered(const base::Error &why);
    void handshake();
    void handshakeDone();
    void serverWantsTls(const base::Error &why, const links::TlsFacts &seen);
    [[nodiscard]] bool refusedByTls();
    [[nodiscard]] QString withoutTls() const;
    [[nodiscard]] bool usesTls() const;

    // climbsignin.cpp: the first word, AUTH, PING
    void authenticate();
    void sendAuth();
    void sendAuth(const base::Secret &secret);
    void noSecret(const base::Error &why);
    void authAnswered(const resp::Reply &reply);
    void authRefused(const base::Error &why);
    void noSignIn();
    void ping();
    void askPing();
    void pingAnswered(const resp::Replies &replies);
    void stillLoading(const QByteArray &said, const resp::Reply &info);
    void unanswered(const base::Error &why);
    void closedWithoutWord(const base::Error &why);

    // climbserver.cpp: what the server is, and what it lets us do
    void introduce();
    void introduced(const resp::Replies &replies);
    void checkNode(qsizetype index);
    void nodeFailed(qsizetype index, const base::Error &why, Cause cause);
    void nodeAnswered(qsizetype index, const resp::Replies &replies);
    void tryCommands();
    void triedCommands(const Abilities &can);

    const profiles::Profile m_profile;
    const profiles::Secrets m_secrets;
    Credentials m_credentials;
    IamTokens *m_iamTokens = nullptr; ///< of Authentication::Iam
    std::optional<base::Error> m_tokenRefused; ///< the first one
    base::Secret m_secret; ///< what was sent to sign in
    DiagnosisReport m_report;
    RungResult m_now;
    QElapsedTimer m_clock; ///< of the rung
    QElapsedTimer m_total;

    QList<links::Endpoint> m_candidates; ///< where it begins: the server, seeds, sentinels
    QHash<QString, QList<QHostAddress>> m_addresses; ///< by host
    base::Error m_lookupError;
    base::Error m_firstError; ///< of the first candidate
    int m_lookup = -1;
    QTimer m_limit;
    QTimer m_retry;

    const TunnelHelp m_help;
    std::unique_ptr<links::Tunnel> m_tunnel; ///< made where it lives, in start()
    bool m_onTheWay = false; ///< its steps are rungs
    std::optional<Rung> m_failedStep;
    QString m_failedWords; ///< the methods that a failed sign-in tried
    QMap<int, QStringList> m_hopFindings; ///< host key and sign-in, by hop
    QStringList m_ssmFindings; ///< of the target and the session
    Wire *m_wire = nullptr;
    links::Endpoint m_endpoint; ///< the server's
    base::Result<resp::Reply> m_firstWord; ///< what it answered to a PING before any sign-in
    bool m_signedIn = false;
    QList<ClusterNode> m_nodes; ///< primaries of the cluster
    qint64 m_nodeKeys = 0;
};

} // namespace session
