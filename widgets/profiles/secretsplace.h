#pragma once
#include "profiles/secretstore.h"
#include <QPointer>

class QWidget;

namespace ui {

class VaultSheet;

/// Where the secrets of connections are kept, in words; asks for the vault's password, or for a
/// vault, when the store needs it.
class SecretsPlace final : public QObject {
    Q_OBJECT

public:
    /// `host` = over whose window the question is asked. The store outlives this.
    SecretsPlace(profiles::SecretStore &secrets, QWidget *host);

    /// For the status bar. Empty while it is not known.
    [[nodiscard]] QString statusText() const;
    /// For the form that a password is typed into. Empty while it is not known.
    [[nodiscard]] QString formText() const;

private:
    void askForVault();

    profiles::SecretStore &m_secrets;
    QWidget *m_host;
    QPointer<VaultSheet> m_sheet;
};

} // namespace ui
