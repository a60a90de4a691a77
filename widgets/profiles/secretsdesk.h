#pragma once
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include "widgets/profiles/profileeditor.h"
#include <functional>

namespace ui {

/// What Home does with secrets: keeps the ones that were typed, takes them away with their profile,
/// and brings together what a test or a connect needs.
class SecretsDesk final : public QObject {
    Q_OBJECT

public:
    using Go = std::function<void(const profiles::Profile &, const profiles::Secrets &)>;

    /// `host` = over which a password is asked for.
    SecretsDesk(profiles::ProfileStore &profiles, profiles::SecretStore &secrets, QWidget *host);

    /// Keeps what was typed, and removes what the profile has no use for any more. `before` = the
    /// tunnel as it was saved until now: what is kept for a hop goes with it, and to no other.
    void settle(const profiles::Profile &profile, const profiles::Secrets &typed,
                const profiles::TunnelSettings &before = {});
    void removeAll(const profiles::Profile &profile);
    void copyAll(const profiles::Profile &from, const QUuid &to);
    /// Calls `go` when all that the profile needs is there; a later gather() or forget() makes an
    /// earlier one silent.
    void gather(const Draft &draft, const Go &go);
    void forget() { ++m_request; }

Q_SIGNALS:
    void problem(const base::Error &error);
    /// gather() ended: this secret should be stored, and is not.
    void missing(const QUuid &profile, profiles::SecretSlot slot);

private:
    void hand(const profiles::Profile &profile, const profiles::Collected &found, const Go &go);
    void write(const QUuid &id, profiles::SecretSlot slot, const base::Secret &secret,
               const std::function<void()> &then = {});
    void remove(const QUuid &id, profiles::SecretSlot slot, const std::function<void()> &then = {});
    [[nodiscard]] static base::Error notSaved();
    /// One after the other: each reads what the one before has written.
    struct SshJob {
        QUuid id;
        profiles::TunnelSettings before;
        profiles::TunnelSettings now;
        base::Secret typed;
    };
    void startSshJob();
    void merge(const SshJob &job, const base::Result<base::Secret> &kept);
    void endSshJob();
    void flag(const QUuid &id, profiles::SecretSlot slot, bool stored);

    profiles::ProfileStore &m_profiles;
    profiles::SecretStore &m_secrets;
    QWidget *m_host;
    int m_request = 0;
    QList<SshJob> m_sshJobs; ///< the first one is under way
};

} // namespace ui
