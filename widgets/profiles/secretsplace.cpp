#include "widgets/profiles/secretsplace.h"
#include "widgets/profiles/vaultsheet.h"
#include <QLineEdit>

namespace ui {

using Where = profiles::SecretStore::Where;

SecretsPlace::SecretsPlace(profiles::SecretStore &secrets, QWidget *host)
    : QObject(host)
    , m_secrets(secrets)
    , m_host(host)
{
    connect(&secrets, &profiles::SecretStore::decisionNeeded, this, &SecretsPlace::askForVault);
}

QString SecretsPlace::statusText() const
{
    switch (m_secrets.where()) {
    case Where::Unknown:
        return {};
    case Where::Keychain:
        return tr("Secrets in the system keychain");
    case Where::VaultLocked:
        return tr("Secrets in Larder's own vault, locked");
    case Where::Vault:
        return tr("Secrets in Larder's own vault");
    case Where::Undecided:
        return tr("No place for secrets chosen yet");
    case Where::ThisRun:
        return tr("Secrets kept for this run only");
    }
    return {};
}

QString SecretsPlace::formText() const
{
    switch (m_secrets.where()) {
    case Where::Unknown:
        return {};
    case Where::Keychain:
        return tr("Saved in the system keychain, never in the file of connections.");
    case Where::VaultLocked:
    case Where::Vault:
        return tr("Saved in Larder's own vault, sealed with your master password.");
    case Where::Undecided:
        return tr("There is no system keychain: saving a password asks where to keep it.");
    case Where::ThisRun:
        return tr("Kept in memory until Larder is closed.");
    }
    return {};
}

void SecretsPlace::askForVault()
{
    if (m_sheet)
        return;
    m_sheet = new VaultSheet(m_secrets, m_host->window()); // whatever page is shown
    m_sheet->open(m_sheet->findChild<QLineEdit *>(QStringLiteral("masterPassword")));
}

} // namespace ui
