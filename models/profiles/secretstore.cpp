#include "profiles/secretstore.h"
#include "base/log.h"
#include "base/whendone.h"
#include "profiles/keychainsecrets.h"
#include "profiles/sshsecrets.h"
#include <QCoreApplication>
#include <QMetaMethod>

namespace profiles {

SecretStore::SecretStore(const QString &vaultPath, QObject *parent)
    : SecretStore(std::make_unique<KeychainSecrets>(), std::make_unique<Vault>(vaultPath), parent)
{
}

SecretStore::SecretStore(std::unique_ptr<SecretBackend> keychain, std::unique_ptr<Vault> vault,
                         QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
    , m_vault(std::move(vault))
{
}

SecretStore::~SecretStore() = default;

void SecretStore::open()
{
    if (m_opening || m_where != Where::Unknown)
        return;
    m_opening = true;
    const auto decide = [this](const base::Result<> &probed) {
        m_keychainWorks = probed.has_value();
        if (!probed)
            qCInfo(base::logStorage).noquote() << "no keychain:" << probed.error().text;
        if (m_vault && m_vault->exists())
            settle(Where::VaultLocked);
        else
            settle(m_keychainWorks ? Where::Keychain : Where::Undecided);
    };
    if (m_keychain)
        base::whenDone(m_keychain->probe(), this, decide);
    else
        decide(base::fail(base::Error::Kind::NotFound, QStringLiteral("none was given")));
}

SecretBackend *SecretStore::backend()
{
    switch (m_where) {
    case Where::Keychain:
        return m_keychain.get();
    case Where::Vault:
        return m_vault.get();
    case Where::ThisRun:
        return &m_memory;
    case Where::Unknown:
    case Where::VaultLocked:
    case Where::Undecided:
        break;
    }
    return nullptr;
}

void SecretStore::settle(Where where)
{
    m_where = where;
    m_opening = false;
    Q_EMIT whereChanged();
    if (backend()) {
        for (auto waiting = std::exchange(m_waiting, {}); const Waiting &one : waiting)
            one.go(nullptr);
    } else {
        ask();
    }
}

void SecretStore::ask()
{
    const bool wanted = std::any_of(m_waiting.begin(), m_waiting.end(),
                                    [](const Waiting &one) { return one.asks; });
    if (!wanted || backend() || m_where == Where::Unknown)
        return;
    if (isSignalConnected(QMetaMethod::fromSignal(&SecretStore::decisionNeeded))) {
        Q_EMIT decisionNeeded();
        return;
    }
    const base::Error nobody{ base::Error::Kind::Storage,
                              QCoreApplication::translate("profiles", "The vault is locked."),
                              {} };
    for (auto waiting = std::exchange(m_waiting, {}); const Waiting &one : waiting)
        one.go(&nobody);
}

void SecretStore::cancelWaiting()
{
    const base::Error cancelled{ base::Error::Kind::Cancelled, {}, {} };
    for (auto waiting = std::exchange(m_waiting, {}); const Waiting &one : waiting) {
        if (one.asks)
            one.go(&cancelled);
        else
            m_waiting.push_back(one);
    }
}

template <typename T, typename Work>
QFuture<base::Result<T>> SecretStore::whenOpen(bool asks, Work work)
{
    if (SecretBackend *to = backend())
        return work(*to);
    auto promise = std::make_shared<QPromise<base::Result<T>>>();
    promise->start();
    m_waiting.push_back({ [this, promise, work](const base::Error *refused) {
                             if (refused) {
                                 promise->addResult(base::fail(*refused));
                                 promise->finish();
                                 return;
                             }
                             base::whenDone(work(*backend()), this,
                                            [promise](const base::Result<T> &result) {
                                                promise->addResult(result);
                                                promise->finish();
                                            });
                         },
                          asks });
    if (m_where == Where::Unknown)
        open(); // asks when it has found out whom
    else
        ask();
    return promise->future();
}

QFuture<base::Result<base::Secret>> SecretStore::read(const QUuid &profile, SecretSlot slot)
{
    return whenOpen<base::Secret>(true, [this, profile, slot](SecretBackend &from) {
        if (&from != m_vault.get() || !m_keychainWorks)
            return from.read(profile, slot);
        auto promise = std::make_shared<QPromise<base::Result<base::Secret>>>();
        promise->start();
        const auto finish = [promise](const base::Result<base::Secret> &result) {
            promise->addResult(result);
            promise->finish();
        };
        base::whenDone(from.read(profile, slot), this, [=, this](const auto &result) {
            if (!result && result.error().kind == base::Error::Kind::NotFound)
                base::whenDone(m_keychain->read(profile, slot), this, finish);
            else
                finish(result);
        });
        return promise->future();
    });
}

/// One call of collect(): slot after slot, so that one question about the vault is enough.
struct SecretStore::Collecting {
    QUuid profile;
    TunnelSettings tunnel;
    QList<SecretSlot> left;
    Collected found;
    QPromise<base::Result<Collected>> promise;
};

namespace {
/// Of what is kept, that of the tunnel's own hops, with `known` laid over. What cannot be read
/// counts as not kept: the tunnel asks.
base::Secret sshSecretsFor(const TunnelSettings &tunnel, const base::Secret &kept,
                           const base::Secret &known)
{
    SshSecrets secrets = SshSecrets::opened(kept).value_or(SshSecrets()).fitting(tunnel);
    secrets.lay(SshSecrets::opened(known).value_or(SshSecrets()));
    return secrets.sealed();
}
} // namespace

QList<SecretSlot> SecretStore::neededSlots(const Profile &profile) const
{
    QList<SecretSlot> needed;
    const bool password = profile.authentication == Authentication::Password
        || profile.authentication == Authentication::AclUser;
    if (password && profile.passwordSource == PasswordSource::Stored)
        needed += SecretSlot::Password;
    // What is kept for this run only is not flagged in the profile.
    const bool flagged = profile.tls.keyPassphraseStored || m_where == Where::ThisRun;
    if (profile.tls.enabled && !profile.tls.keyFile.isEmpty() && flagged)
        needed += SecretSlot::TlsKeyPassphrase;
    if (profile.topology == Topology::Sentinel && profile.sentinel.signsIn)
        needed += SecretSlot::SentinelPassword;
    if (profile.tunnel.kind == TunnelKind::Ssh
        && (profile.tunnel.secretsStored || m_where == Where::ThisRun))
        needed += SecretSlot::Ssh;
    const bool callsAws =
        profile.tunnel.kind == TunnelKind::Ssm || profile.authentication == Authentication::Iam;
    if (callsAws && (profile.tunnel.awsKeysStored || m_where == Where::ThisRun))
        needed += SecretSlot::Aws;
    return needed;
}

QFuture<base::Result<Collected>> SecretStore::collect(const Profile &profile, const Secrets &known)
{
    auto work = std::make_shared<Collecting>();
    work->profile = profile.id;
    work->tunnel = profile.tunnel;
    work->found.secrets = known;
    if (profile.authentication != Authentication::None
        && profile.authentication != Authentication::Iam
        && profile.passwordSource == PasswordSource::Ask && known.password.isEmpty())
        work->found.missing += SecretSlot::Password;
    for (const SecretSlot slot : neededSlots(profile)) {
        // What was typed for one hop goes with what is kept for the others.
        if (known.of(slot).isEmpty() || slot == SecretSlot::Ssh)
            work->left += slot;
    }
    if (profile.id.isNull()) { // never saved: nothing can be kept for it
        work->left.removeAll(SecretSlot::TlsKeyPassphrase);
        work->left.removeAll(SecretSlot::Ssh);
        work->left.removeAll(SecretSlot::Aws);
        work->found.missing += std::exchange(work->left, {});
    }
    work->promise.start();
    const auto future = work->promise.future();
    collectNext(work);
    return future;
}

void SecretStore::collectNext(const std::shared_ptr<Collecting> &work)
{
    const auto finish = [work](const base::Result<Collected> &result) {
        work->promise.addResult(result);
        work->promise.finish();
    };
    if (work->left.isEmpty()) {
        finish(work->found);
        return;
    }
    const SecretSlot slot = work->left.takeFirst();
    const auto take = [=, this](const base::Result<base::Secret> &secret) {
        const bool none = !secret && secret.error().kind == base::Error::Kind::NotFound;
        if (!secret && !none) {
            finish(base::fail(secret.error()));
            return;
        }
        if (secret && slot == SecretSlot::Ssh)
            work->found.secrets.ssh = sshSecretsFor(work->tunnel, *secret, work->found.secrets.ssh);
        else if (secret)
            work->found.secrets.of(slot) = *secret;
        // A key without a passphrase is whole as it is; what SSH needs the tunnel asks for; and
        // without keys of its own a connection has those of the AWS profile.
        else if (slot != SecretSlot::TlsKeyPassphrase && slot != SecretSlot::Ssh
                 && slot != SecretSlot::Aws)
            work->found.missing += slot;
        collectNext(work);
    };
    // Without a keychain, and before there is a vault, nothing is kept: there is nothing to open.
    if (m_where == Where::Undecided)
        take(base::fail(base::Error::Kind::NotFound, {}));
    else
        base::whenDone(read(work->profile, slot), this, take);
}

QFuture<base::Result<>> SecretStore::write(const QUuid &profile, SecretSlot slot,
                                           const base::Secret &secret)
{
    return whenOpen<void>(true, [profile, slot, secret](SecretBackend &to) {
        return to.write(profile, slot, secret);
    });
}

QFuture<base::Result<>> SecretStore::remove(const QUuid &profile, SecretSlot slot)
{
    return whenOpen<void>(false, [this, profile, slot](SecretBackend &from) {
        if (&from == m_vault.get() && m_keychainWorks) {
            // An older copy in the keychain must not come back to life.
            return settledBoth(from.remove(profile, slot), m_keychain->remove(profile, slot));
        }
        return from.remove(profile, slot);
    });
}

QFuture<base::Result<>> SecretStore::settled(const QFuture<base::Result<>> &future)
{
    auto promise = std::make_shared<QPromise<base::Result<>>>();
    promise->start();
    base::whenDone(future, this, [this, promise](const base::Result<> &result) {
        if (result)
            settle(Where::Vault);
        promise->addResult(result);
        promise->finish();
    });
    return promise->future();
}

QFuture<base::Result<>> SecretStore::settledBoth(const QFuture<base::Result<>> &first,
                                                 const QFuture<base::Result<>> &second)
{
    auto promise = std::make_shared<QPromise<base::Result<>>>();
    promise->start();
    base::whenDone(first, this, [this, promise, second](const base::Result<> &one) {
        base::whenDone(second, this, [promise, one](const base::Result<> &two) {
            promise->addResult(one ? two : one);
            promise->finish();
        });
    });
    return promise->future();
}

QFuture<base::Result<>> SecretStore::createVault(const base::Secret &masterPassword)
{
    return settled(m_vault->create(masterPassword));
}

QFuture<base::Result<>> SecretStore::unlockVault(const base::Secret &masterPassword)
{
    return settled(m_vault->open(masterPassword));
}

void SecretStore::keepForThisRun()
{
    settle(Where::ThisRun);
}

QFuture<base::Result<>> SecretStore::changeMasterPassword(const base::Secret &old,
                                                          const base::Secret &password)
{
    return m_vault->changePassword(old, password);
}

const std::optional<base::Error> &SecretStore::trouble() const
{
    return m_vault->trouble();
}

} // namespace profiles
