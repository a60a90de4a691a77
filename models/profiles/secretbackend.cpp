#include "profiles/secretbackend.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace profiles {

QByteArray secretName(const QUuid &profile, SecretSlot slot)
{
    QByteArray name = profile.toByteArray(QUuid::WithoutBraces);
    switch (slot) {
    case SecretSlot::Password:
        name += "/password";
        break;
    case SecretSlot::TlsKeyPassphrase:
        name += "/tls-key-passphrase";
        break;
    case SecretSlot::SentinelPassword:
        name += "/sentinel-password";
        break;
    case SecretSlot::Ssh:
        name += "/ssh";
        break;
    case SecretSlot::Aws:
        name += "/aws";
        break;
    }
    return name;
}

const base::Secret &Secrets::of(SecretSlot slot) const
{
    switch (slot) {
    case SecretSlot::TlsKeyPassphrase:
        return tlsKeyPassphrase;
    case SecretSlot::SentinelPassword:
        return sentinelPassword;
    case SecretSlot::Ssh:
        return ssh;
    case SecretSlot::Aws:
        return aws;
    case SecretSlot::Password:
        break;
    }
    return password;
}

base::Secret &Secrets::of(SecretSlot slot)
{
    return const_cast<base::Secret &>(std::as_const(*this).of(slot));
}

bool Secrets::isEmpty() const
{
    return password.isEmpty() && tlsKeyPassphrase.isEmpty() && sentinelPassword.isEmpty()
        && ssh.isEmpty() && aws.isEmpty();
}

QFuture<base::Result<>> MemorySecrets::probe()
{
    return base::ready(base::Result<>());
}

QFuture<base::Result<base::Secret>> MemorySecrets::read(const QUuid &profile, SecretSlot slot)
{
    const auto found = m_secrets.constFind(secretName(profile, slot));
    if (found == m_secrets.constEnd())
        return base::ready<base::Secret>(
            base::fail(base::Error::Kind::NotFound,
                       QCoreApplication::translate("profiles", "No password is stored.")));
    return base::ready(base::Result<base::Secret>(*found));
}

QFuture<base::Result<>> MemorySecrets::write(const QUuid &profile, SecretSlot slot,
                                             const base::Secret &secret)
{
    m_secrets.insert(secretName(profile, slot), secret);
    return base::ready(base::Result<>());
}

QFuture<base::Result<>> MemorySecrets::remove(const QUuid &profile, SecretSlot slot)
{
    m_secrets.remove(secretName(profile, slot));
    return base::ready(base::Result<>());
}

} // namespace profiles
