#pragma once
#include "profiles/secretbackend.h"
#include "profiles/vaultcodec.h"
#include <QObject>
#include <QThreadPool>
#include <optional>

namespace profiles {

/// Our own sealed file of secrets, for systems without a keychain. The master password is never
/// kept; the key made from it stays in memory until lock(). Key making and the disk are a worker's
/// business; writes go out one after the other, each as a whole or not at all.
class Vault final : public QObject, public SecretBackend {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Vault)

public:
    explicit Vault(const QString &path, const vault::Cost &cost = vault::Cost::moderate(),
                   QObject *parent = nullptr);
    ~Vault() override;

    [[nodiscard]] bool exists() const;
    [[nodiscard]] bool isOpen() const { return m_open; }

    /// Makes an empty vault; Invalid when there is one already.
    [[nodiscard]] QFuture<base::Result<>> create(const base::Secret &password);
    /// Auth = wrong password, nothing changed. Invalid = the file is damaged: it was set aside and
    /// `text` says where; when its last good copy can be opened, that is done and trouble() says
    /// so.
    [[nodiscard]] QFuture<base::Result<>> open(const base::Secret &password);
    /// Auth when `old` is not the password. The backup copy is sealed anew as well.
    [[nodiscard]] QFuture<base::Result<>> changePassword(const base::Secret &old,
                                                         const base::Secret &password);
    void lock();

    /// What happened to the file at the last open(), if the person should know.
    [[nodiscard]] const std::optional<base::Error> &trouble() const { return m_trouble; }

    QFuture<base::Result<>> probe() override;
    QFuture<base::Result<base::Secret>> read(const QUuid &profile, SecretSlot slot) override;
    QFuture<base::Result<>> write(const QUuid &profile, SecretSlot slot,
                                  const base::Secret &secret) override;
    QFuture<base::Result<>> remove(const QUuid &profile, SecretSlot slot) override;

private:
    struct Opening;
    struct Disk;
    [[nodiscard]] QFuture<base::Result<>> store(const QByteArray &name,
                                                const std::optional<base::Secret> &secret);
    QFuture<base::Result<>> adopt(const QFuture<base::Result<Opening>> &future);

    const QString m_path;
    std::shared_ptr<Disk> m_disk; // file and key: used by the worker only
    vault::Cost m_cost;
    vault::Entries m_entries;
    bool m_open = false;
    std::optional<base::Error> m_trouble;
    QThreadPool m_worker;
};

} // namespace profiles
