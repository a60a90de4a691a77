#pragma once
#include "profiles/secretbackend.h"
#include <QObject>

namespace profiles {

/// The keychain of the operating system. Trust it only after probe(): a missing or locked keyring
/// answers "not found" to reads.
class KeychainSecrets final : public QObject, public SecretBackend {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeychainSecrets)

public:
    /// `service` is the name that the keychain shows.
    explicit KeychainSecrets(QString service = QStringLiteral("Larder"), QObject *parent = nullptr);
    ~KeychainSecrets() override;

    QFuture<base::Result<>> probe() override;
    QFuture<base::Result<base::Secret>> read(const QUuid &profile, SecretSlot slot) override;
    QFuture<base::Result<>> write(const QUuid &profile, SecretSlot slot,
                                  const base::Secret &secret) override;
    QFuture<base::Result<>> remove(const QUuid &profile, SecretSlot slot) override;

private:
    [[nodiscard]] QFuture<base::Result<base::Secret>> readName(const QString &name);
    [[nodiscard]] QFuture<base::Result<>> writeName(const QString &name,
                                                    const base::Secret &secret);
    [[nodiscard]] QFuture<base::Result<>> removeName(const QString &name);

    QString m_service;
};

} // namespace profiles
