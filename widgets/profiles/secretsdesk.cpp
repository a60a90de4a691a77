#include "widgets/profiles/secretsdesk.h"
#include "base/whendone.h"
#include "profiles/sshsecrets.h"
#include "widgets/profiles/passwordsheet.h"

namespace ui {

using base::Error;
using profiles::Authentication;
using profiles::PasswordSource;
using profiles::Profile;
using profiles::Secrets;
using profiles::SecretSlot;

namespace {
bool &storedFlag(Profile &profile, SecretSlot slot)
{
    switch (slot) {
    case SecretSlot::TlsKeyPassphrase:
        return profile.tls.keyPassphraseStored;
    case SecretSlot::SentinelPassword:
        return profile.sentinel.passwordStored;
    case SecretSlot::Ssh:
        return profile.tunnel.secretsStored;
    case SecretSlot::Aws:
        return profile.tunnel.awsKeysStored;
    case SecretSlot::Password:
        break;
    }
    return profile.passwordStored;
}

/// Whether a stored secret of this kind is of any use. TLS that is switched off keeps its key's.
bool hasUse(const Profile &profile, SecretSlot slot)
{
    switch (slot) {
    case SecretSlot::TlsKeyPassphrase:
        return !profile.tls.keyFile.isEmpty();
    case SecretSlot::SentinelPassword:
        return profile.sentinel.signsIn;
    case SecretSlot::Ssh:
        return profile.tunnel.kind == profiles::TunnelKind::Ssh;
    case SecretSlot::Aws:
        return profile.tunnel.kind == profiles::TunnelKind::Ssm
            || profile.authentication == Authentication::Iam;
    case SecretSlot::Password:
        break;
    }
    return profile.authentication != Authentication::None
        && profile.passwordSource == PasswordSource::Stored;
}
} // namespace

SecretsDesk::SecretsDesk(profiles::ProfileStore &profiles, profiles::SecretStore &secrets,
                         QWidget *host)
    : QObject(host)
    , m_profiles(profiles)
    , m_secrets(secrets)
    , m_host(host)
{
}

void SecretsDesk::settle(const Profile &profile, const Secrets &typed,
                         const profiles::TunnelSettings &before)
{
    for (const SecretSlot slot : profiles::allSecretSlots) {
        Profile flags = profile;
        if (slot == SecretSlot::Ssh) {
            m_sshJobs += { profile.id, before, profile.tunnel, typed.ssh };
            if (m_sshJobs.size() == 1)
                startSshJob();
        } else if (slot == SecretSlot::Aws && typed.aws.isEmpty() && before.awsKeysStored
                   && !profile.tunnel.awsKeysStored) {
            remove(profile.id, slot); // the person went back to those of the AWS profile
        } else if (!hasUse(profile, slot)) {
            if (storedFlag(flags, slot))
                remove(profile.id, slot);
        } else if (!typed.of(slot).isEmpty()) {
            write(profile.id, slot, typed.of(slot));
        }
    }
}

/// Nothing is read, and so nothing asked, where what is kept stays as it is.
void SecretsDesk::startSshJob()
{
    using profiles::TunnelKind;
    const SshJob job = m_sshJobs.first();
    const bool memory = m_secrets.where() == profiles::SecretStore::Where::ThisRun;
    const bool kept = job.before.kind == TunnelKind::Ssh && (job.before.secretsStored || memory);
    const bool same = job.typed.isEmpty() && job.before == job.now;
    const auto end = [this] { endSshJob(); };
    if (!m_profiles.find(job.id))
        end();
    else if (job.now.kind != TunnelKind::Ssh && kept)
        remove(job.id, SecretSlot::Ssh, end);
    else if (job.now.kind != TunnelKind::Ssh || same || (job.typed.isEmpty() && !kept))
        end();
    else if (!kept)
        merge(job, base::Secret());
    else
        base::whenDone(
            m_secrets.read(job.id, SecretSlot::Ssh), this,
            [this, job](const base::Result<base::Secret> &secret) { merge(job, secret); });
}

void SecretsDesk::merge(const SshJob &job, const base::Result<base::Secret> &kept)
{
    using profiles::SshSecrets;
    const bool none = !kept && kept.error().kind == Error::Kind::NotFound;
    const auto end = [this] { endSshJob(); };
    if (!kept && !none) {
        // What stays in the store is bound to its hosts: it can go nowhere else.
        Q_EMIT problem(kept.error().kind == Error::Kind::Cancelled ? notSaved() : kept.error());
        end();
        return;
    }
    const SshSecrets old = SshSecrets::opened(none ? base::Secret() : *kept).value_or(SshSecrets());
    SshSecrets secrets = old.fitting(job.before).fitting(job.now);
    secrets.dropUseless(job.before, job.now);
    secrets.lay(SshSecrets::opened(job.typed).value_or(SshSecrets()));
    secrets.bindTo(job.now);
    if (secrets.isEmpty())
        remove(job.id, SecretSlot::Ssh, end);
    else
        write(job.id, SecretSlot::Ssh, secrets.sealed(), end);
}

void SecretsDesk::endSshJob()
{
    m_sshJobs.removeFirst();
    if (!m_sshJobs.isEmpty())
        startSshJob();
}

Error SecretsDesk::notSaved()
{
    return { Error::Kind::Cancelled, tr("The password was not saved."), {} };
}

void SecretsDesk::flag(const QUuid &id, SecretSlot slot, bool stored)
{
    auto profile = m_profiles.find(id);
    if (!profile)
        return;
    storedFlag(*profile, slot) = stored;
    m_profiles.update(*profile);
}

void SecretsDesk::write(const QUuid &id, SecretSlot slot, const base::Secret &secret,
                        const std::function<void()> &then)
{
    base::whenDone(
        m_secrets.write(id, slot, secret), this,
        [this, id, slot, then](const base::Result<> &result) {
            if (result)
                flag(id, slot, m_secrets.where() != profiles::SecretStore::Where::ThisRun);
            else
                Q_EMIT problem(result.error().kind == Error::Kind::Cancelled ? notSaved()
                                                                             : result.error());
            if (then)
                then();
        });
}

void SecretsDesk::remove(const QUuid &id, SecretSlot slot, const std::function<void()> &then)
{
    base::whenDone(m_secrets.remove(id, slot), this,
                   [this, id, slot, then](const base::Result<> &done) {
                       if (done)
                           flag(id, slot, false);
                       else if (done.error().kind != Error::Kind::Cancelled)
                           Q_EMIT problem(done.error());
                       if (then)
                           then();
                   });
}

void SecretsDesk::removeAll(const Profile &profile)
{
    // All of them, whatever the flags say: what is kept for this run is not flagged.
    for (const SecretSlot slot : profiles::allSecretSlots)
        remove(profile.id, slot);
}

void SecretsDesk::copyAll(const Profile &from, const QUuid &to)
{
    Profile flags = from;
    for (const SecretSlot slot : profiles::allSecretSlots) {
        if (!storedFlag(flags, slot))
            continue;
        flag(to, slot, false); // until it is there
        base::whenDone(m_secrets.read(from.id, slot), this,
                       [this, to, slot](const base::Result<base::Secret> &secret) {
                           if (secret && m_profiles.find(to))
                               write(to, slot, *secret);
                           else if (!secret)
                               Q_EMIT problem({ Error::Kind::Storage,
                                                tr("The copy has no password: enter it on the "
                                                   "Security page."),
                                                secret.error().detail });
                       });
    }
}

void SecretsDesk::gather(const Draft &draft, const Go &go)
{
    const int request = ++m_request;
    const auto found = [this, request, profile = draft.profile,
                        go](const base::Result<profiles::Collected> &result) {
        if (request != m_request)
            return;
        if (result)
            hand(profile, *result, go);
        else if (result.error().kind != Error::Kind::Cancelled)
            Q_EMIT problem(result.error());
    };
    const auto future = m_secrets.collect(draft.profile, draft.typed);
    if (future.isFinished())
        found(future.result());
    else
        base::whenDone(future, this, found);
}

void SecretsDesk::hand(const Profile &profile, const profiles::Collected &found, const Go &go)
{
    if (found.missing.isEmpty()) {
        go(profile, found.secrets);
        return;
    }
    const SecretSlot first = found.missing.first();
    if (first != SecretSlot::Password || profile.passwordSource != PasswordSource::Ask) {
        Q_EMIT missing(profile.id, first);
        return;
    }
    auto *sheet = new PasswordSheet(profile, found.missing, found.secrets, false, m_host);
    connect(sheet, &PasswordSheet::entered, this,
            [this, request = m_request, profile, go](const Secrets &secrets) {
                if (request == m_request)
                    go(profile, secrets);
            });
}

} // namespace ui
