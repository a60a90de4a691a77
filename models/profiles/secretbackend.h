#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QFuture>
#include <QHash>
#include <QUuid>
#include <array>

namespace profiles {

/// Which secret of a profile.
enum class SecretSlot : quint8 {
    Password,
    TlsKeyPassphrase,
    SentinelPassword,
    Ssh, ///< SshSecrets::sealed(): those of all the hops
    Aws, ///< AwsKeys::sealed()
};
inline constexpr std::array allSecretSlots{ SecretSlot::Password, SecretSlot::TlsKeyPassphrase,
                                            SecretSlot::SentinelPassword, SecretSlot::Ssh,
                                            SecretSlot::Aws };

/// The secrets that one connection needs, read from wherever they rest.
struct Secrets {
    base::Secret password;
    base::Secret tlsKeyPassphrase;
    base::Secret sentinelPassword;
    base::Secret ssh{}; ///< SshSecrets::sealed()
    base::Secret aws{}; ///< AwsKeys::sealed()

    [[nodiscard]] base::Secret &of(SecretSlot slot);
    [[nodiscard]] const base::Secret &of(SecretSlot slot) const;
    [[nodiscard]] bool isEmpty() const;
};

/// "<profile id>/password", "…/tls-key-passphrase", "…/sentinel-password", "…/ssh", "…/aws":
/// the name under which every backend files a secret.
[[nodiscard]] QByteArray secretName(const QUuid &profile, SecretSlot slot);

/// One place where secrets rest. GUI thread; nothing here waits.
class SecretBackend {
public:
    SecretBackend() = default;
    virtual ~SecretBackend() = default;
    Q_DISABLE_COPY_MOVE(SecretBackend)

    /// Proves with a secret of its own that writing, reading and deleting work.
    [[nodiscard]] virtual QFuture<base::Result<>> probe() = 0;
    /// Kind::NotFound when there is none.
    [[nodiscard]] virtual QFuture<base::Result<base::Secret>> read(const QUuid &profile,
                                                                   SecretSlot slot) = 0;
    [[nodiscard]] virtual QFuture<base::Result<>> write(const QUuid &profile, SecretSlot slot,
                                                        const base::Secret &secret) = 0;
    /// Succeeds also when there was none.
    [[nodiscard]] virtual QFuture<base::Result<>> remove(const QUuid &profile, SecretSlot slot) = 0;
};

/// Keeps secrets for this run of the program and nowhere else.
class MemorySecrets final : public SecretBackend {
public:
    QFuture<base::Result<>> probe() override;
    QFuture<base::Result<base::Secret>> read(const QUuid &profile, SecretSlot slot) override;
    QFuture<base::Result<>> write(const QUuid &profile, SecretSlot slot,
                                  const base::Secret &secret) override;
    QFuture<base::Result<>> remove(const QUuid &profile, SecretSlot slot) override;

private:
    QHash<QByteArray, base::Secret> m_secrets;
};

} // namespace profiles

Q_DECLARE_METATYPE(profiles::Secrets)
