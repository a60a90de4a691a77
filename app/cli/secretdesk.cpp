#include "app/cli/target.h"
#include "app/cli/terminal.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace cli {

using base::Error;
using profiles::Authentication;
using profiles::PasswordSource;
using profiles::Profile;
using profiles::Secrets;
using profiles::SecretSlot;
using profiles::SecretStore;

namespace {

constexpr int mostTries = 3;

QString questionFor(const Profile &profile, SecretSlot slot)
{
    switch (slot) {
    case SecretSlot::TlsKeyPassphrase:
        return QCoreApplication::translate("cli", "Passphrase of the TLS key for %1:")
            .arg(profile.name);
    case SecretSlot::SentinelPassword:
        return QCoreApplication::translate("cli", "Password of the sentinels for %1:")
            .arg(profile.name);
    default:
        return QCoreApplication::translate("cli", "Password for %1:").arg(profile.name);
    }
}

/// What a profile that was not saved here wants and did not bring along. (A key without a
/// passphrase is nothing unusual, and sentinels may take none.)
QList<SecretSlot> wanting(const Target &target)
{
    const Profile &profile = target.profile;
    const bool password = (profile.authentication == Authentication::Password
                           || profile.authentication == Authentication::AclUser)
        && profile.passwordSource != PasswordSource::Command && target.secrets.password.isEmpty();
    return password ? QList<SecretSlot>{ SecretSlot::Password } : QList<SecretSlot>();
}

} // namespace

SecretDesk::SecretDesk(const Folders &folders, QObject *parent)
    : QObject(parent)
    , m_store(folders.vault())
{
    connect(&m_store, &SecretStore::decisionNeeded, this, &SecretDesk::decide);
}

void SecretDesk::complete(const Target &target,
                          const std::function<void(const base::Result<Secrets> &)> &done)
{
    if (!target.saved) {
        done(asked(target.profile, wanting(target), target.secrets));
        return;
    }
    collect(target.profile, [profile = target.profile, done](const auto &found) {
        if (found)
            done(asked(profile, found->missing, found->secrets));
        else
            done(base::fail(found.error()));
    });
}

/// `known`, and what the person has to say to it.
base::Result<Secrets> SecretDesk::asked(const Profile &profile, const QList<SecretSlot> &missing,
                                        Secrets known)
{
    for (const SecretSlot slot : missing) {
        const auto secret = askSecret(questionFor(profile, slot));
        if (!secret && secret.error().kind == Error::Kind::NotFound) {
            return base::fail(
                Error::Kind::Auth,
                QCoreApplication::translate(
                    "cli",
                    "The password of %1 is not stored, and there is no terminal to ask on. A file "
                    "(@FILE) can take it from the environment: \"password\": \"${NAME}\".")
                    .arg(profile.name));
        }
        if (!secret)
            return base::fail(secret.error());
        known.of(slot) = *secret;
    }
    return known;
}

void SecretDesk::stored(const Profile &profile,
                        const std::function<void(const base::Result<Secrets> &)> &done)
{
    collect(profile, [done](const auto &found) {
        done(found ? base::Result<Secrets>(found->secrets) : base::fail(found.error()));
    });
}

void SecretDesk::collect(const Profile &profile,
                         const std::function<void(const base::Result<profiles::Collected> &)> &done)
{
    base::whenDone(m_store.collect(profile), this,
                   [this, done](const base::Result<profiles::Collected> &found) {
                       done(found || !m_why ? found : base::fail(*m_why));
                   });
}

void SecretDesk::keep(const QUuid &profile, const Secrets &secrets,
                      const std::function<void(const base::Result<> &)> &done)
{
    m_keeping = true;
    Slots slots_;
    for (const SecretSlot slot : profiles::allSecretSlots) {
        if (!secrets.of(slot).isEmpty())
            slots_ += slot;
    }
    keepNext(profile, slots_, secrets, done);
}

void SecretDesk::keepNext(const QUuid &profile, Slots left, const Secrets &secrets,
                          const std::function<void(const base::Result<> &)> &done)
{
    if (left.isEmpty()) {
        done({});
        return;
    }
    const SecretSlot slot = left.takeFirst();
    base::whenDone(m_store.write(profile, slot, secrets.of(slot)), this,
                   [this, profile, left, secrets, done](const base::Result<> &written) {
                       if (!written)
                           done(base::fail(m_why.value_or(written.error())));
                       else
                           keepNext(profile, left, secrets, done);
                   });
}

/// The master password, from the file that the environment names or from the person.
base::Result<base::Secret> SecretDesk::masterPassword(bool isNew)
{
    const QString file = qEnvironmentVariable("LARDER_MASTER_PASSWORD_FILE");
    if (!file.isEmpty())
        return m_tries == 0 ? secretInFile(file)
                            : base::fail(*m_why); // the same file would say the same again
    if (!isNew)
        return askSecret(QCoreApplication::translate("cli", "Master password of the vault:"));
    auto first = askSecret(QCoreApplication::translate(
        "cli", "There is no system keychain. Master password for a new vault:"));
    if (!first)
        return first;
    if (first->isEmpty())
        return base::fail(Error::Kind::Cancelled, QCoreApplication::translate("cli", "Given up."));
    auto again = askSecret(QCoreApplication::translate("cli", "Again:"));
    if (again && !(*again == *first))
        return base::fail(Error::Kind::Invalid,
                          QCoreApplication::translate("cli", "The two passwords differ."));
    return again;
}

void SecretDesk::decide()
{
    const bool isNew = m_store.where() == SecretStore::Where::Undecided;
    if (isNew && !m_keeping) {
        // Nothing was ever kept here, so there is nothing to read.
        m_store.keepForThisRun();
        return;
    }
    auto password = masterPassword(isNew);
    if (!password) {
        if (!m_why || password.error().kind != Error::Kind::NotFound)
            m_why = password.error();
        if (password.error().kind == Error::Kind::NotFound) {
            m_why = Error{ Error::Kind::Auth,
                           isNew ? QCoreApplication::translate(
                               "cli",
                               "There is no system keychain, and no terminal to ask for the "
                               "master password of a new vault. LARDER_MASTER_PASSWORD_FILE "
                               "can name a file with it.")
                                 : QCoreApplication::translate(
                                     "cli",
                                     "The vault is locked, and there is no terminal to ask for its "
                                     "master password. LARDER_MASTER_PASSWORD_FILE can name a "
                                     "file with it."),
                           {} };
        }
        m_store.cancelWaiting();
        return;
    }
    const bool mayAskAgain = ++m_tries < mostTries;
    const auto done = [this, mayAskAgain](const base::Result<> &result) {
        opened(result, mayAskAgain);
    };
    base::whenDone(isNew ? m_store.createVault(*password) : m_store.unlockVault(*password), this,
                   done);
}

void SecretDesk::opened(const base::Result<> &result, bool mayAskAgain)
{
    if (result)
        return;
    m_why = result.error();
    const bool onTerminal = qEnvironmentVariableIsEmpty("LARDER_MASTER_PASSWORD_FILE");
    if (mayAskAgain && onTerminal && result.error().kind == Error::Kind::Auth) {
        complain(result.error().text);
        decide();
        return;
    }
    m_store.cancelWaiting();
}

} // namespace cli
