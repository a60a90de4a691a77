#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "profiles/vault.h"
#include <QObject>
#include <deque>

namespace profiles {

/// What SecretStore::collect() found.
struct Collected {
    Secrets secrets;
    /// Needed to connect and held nowhere: the person has to be asked (always so for the password
    /// of PasswordSource::Ask).
    QList<SecretSlot> missing;
};

/// Where this person's secrets rest, decided once per run: the system keychain when a canary comes
/// back from it whole; else our own vault; else, when the person declines, this run's memory.
/// Requests made before the decision wait for it.
class SecretStore final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretStore)

public:
    enum class Where {
        Unknown, ///< open() has not finished
        Keychain,
        VaultLocked, ///< there is a vault; it wants its master password
        Undecided, ///< no keychain and no vault: the person chooses
        Vault,
        ThisRun, ///< kept in memory only
    };
    Q_ENUM(Where)

    /// The system keychain and the vault at `vaultPath`.
    explicit SecretStore(const QString &vaultPath, QObject *parent = nullptr);
    /// `keychain` may be null.
    SecretStore(std::unique_ptr<SecretBackend> keychain, std::unique_ptr<Vault> vault,
                QObject *parent = nullptr);
    ~SecretStore() override;

    /// Looks for the keychain. The first request does it too. A vault that exists comes first,
    /// since the person made it; what it does not hold is then looked up in the keychain.
    void open();
    [[nodiscard]] Where where() const { return m_where; }

    /// NotFound when there is none; Cancelled when the person gave up the question.
    [[nodiscard]] QFuture<base::Result<base::Secret>> read(const QUuid &profile, SecretSlot slot);
    [[nodiscard]] QFuture<base::Result<>> write(const QUuid &profile, SecretSlot slot,
                                                const base::Secret &secret);
    /// Asks no question: what a locked vault holds goes when it is opened during this run.
    [[nodiscard]] QFuture<base::Result<>> remove(const QUuid &profile, SecretSlot slot);

    /// Every secret that a connection of this profile needs, as far as it is kept. What is in
    /// `known` goes first and is not looked up. Of SSH's, only what is kept for the very hops of
    /// this profile comes along. Fails when the person gave up the question about the vault, or a
    /// store cannot be read; asks nothing when nothing stored is needed, nor where there is neither
    /// a keychain nor a vault yet, and so nothing kept.
    [[nodiscard]] QFuture<base::Result<Collected>> collect(const Profile &profile,
                                                           const Secrets &known = {});

    // Answers to decisionNeeded().
    [[nodiscard]] QFuture<base::Result<>> createVault(const base::Secret &masterPassword);
    [[nodiscard]] QFuture<base::Result<>> unlockVault(const base::Secret &masterPassword);
    void keepForThisRun();
    /// The waiting requests end as Cancelled; the question comes again with the next one.
    void cancelWaiting();

    [[nodiscard]] QFuture<base::Result<>> changeMasterPassword(const base::Secret &old,
                                                               const base::Secret &password);
    /// What happened to the vault file at the last unlock, if the person should know.
    [[nodiscard]] const std::optional<base::Error> &trouble() const;

Q_SIGNALS:
    void whereChanged();
    /// Requests wait: show the sheet for where(): VaultLocked or Undecided.
    void decisionNeeded();

private:
    struct Collecting;
    struct Waiting {
        std::function<void(const base::Error *refused)> go;
        bool asks = true;
    };
    [[nodiscard]] QList<SecretSlot> neededSlots(const Profile &profile) const;
    void collectNext(const std::shared_ptr<Collecting> &work);
    template <typename T, typename Work> QFuture<base::Result<T>> whenOpen(bool asks, Work work);
    QFuture<base::Result<>> settled(const QFuture<base::Result<>> &future);
    QFuture<base::Result<>> settledBoth(const QFuture<base::Result<>> &first,
                                        const QFuture<base::Result<>> &second);
    [[nodiscard]] SecretBackend *backend();
    void settle(Where where);
    void ask();

    std::unique_ptr<SecretBackend> m_keychain;
    std::unique_ptr<Vault> m_vault;
    MemorySecrets m_memory;
    Where m_where = Where::Unknown;
    bool m_opening = false;
    bool m_keychainWorks = false;
    std::deque<Waiting> m_waiting;
};

} // namespace profiles
