// Which rows the Tunnel page shows, and what stands in them.
#include "profiles/tunnelway.h"
#include "widgets/common/icons.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/hopchain.h"
#include "widgets/profiles/privatekeyfield.h"
#include "widgets/profiles/tunnelpage.h"
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace ui {

using profiles::HostKeyPolicy;
using profiles::SshAuth;
using profiles::SshHop;
using profiles::TunnelKind;

void TunnelPage::retranslate()
{
    setLabel(m_kindLine, tr("Route"), tr("What the connection leads through"));
    m_kind->setSegmentText(0, tr("None"));
    m_kind->setSegmentText(1, tr("SSH"));
    m_kind->setSegmentText(2, tr("Session Manager"));
    setLabel(m_backendLine, tr("Opened by"), tr("Which program speaks SSH"));
    m_backend->setSegmentText(0, tr("Built in"));
    m_backend->setSegmentText(1, tr("OpenSSH (ssh)"));
    setLabel(m_aliasLine, tr("Alias"), tr("A Host of ~/.ssh/config"));
    m_alias->setPlaceholderText(tr("none: the server below"));
    setLabel(m_chainLine, tr("Servers"), tr("In the order in which they are passed"));
    m_portLabel->setText(tr("Port"));
    m_port->setAccessibleName(tr("SSH port"));
    setLabel(m_userLine, tr("User"), tr("Whom the SSH server knows: ec2-user, ubuntu"));
    m_user->setPlaceholderText(tr("your login name on this computer"));
    setLabel(m_authLine, tr("Sign-in"), tr("How the SSH server learns who you are"));
    m_auth->setSegmentText(0, tr("Automatic"));
    m_auth->setSegmentText(1, tr("Agent"));
    m_auth->setSegmentText(2, tr("Key file"));
    m_auth->setSegmentText(3, tr("Stored key"));
    m_auth->setSegmentText(4, tr("Password"));
    setLabel(m_keyLine, tr("Private key"), m_key->field()->toolTip());
    setLabel(m_passphraseLine, tr("Key passphrase"), tr("What is stored is never shown"));
    setLabel(m_passwordLine, tr("Password"), tr("What is stored is never shown"));
    m_passphrase.retranslate();
    m_password.retranslate();
    setLabel(m_addLine, QString());
    m_add->setText(tr("Add a further server"));
    m_add->setAccessibleName(m_add->text());
    setLabel(m_hostKeysLine, tr("Host keys"), tr("How it is known that the right server answers"));
    m_hostKeys->setSegmentText(0, tr("Ask for new keys"));
    m_hostKeys->setSegmentText(1, tr("Known keys only"));
    setLabel(m_moreLine, QString());
    setLabel(m_programLine, tr("ssh program"), tr("Path of the program; empty = ssh in PATH"));
    m_program.edit->setPlaceholderText(tr("ssh in PATH"));
    setLabel(m_configLine, tr("Settings file"), tr("Read instead of ~/.ssh/config (ssh -F)"));
    m_config.edit->setPlaceholderText(QStringLiteral("~/.ssh/config"));
    const std::array fields{ &m_keyFile, &m_program, &m_config };
    const QStringList names{ tr("Choose a key file"), tr("Choose the ssh program"),
                             tr("Choose a settings file of ssh") };
    for (int i = 0; i < names.size(); ++i) {
        QPushButton *button = fields[static_cast<size_t>(i)]->browse;
        button->setText(tr("Browse…"));
        button->setAccessibleName(names.at(i));
        button->setToolTip(names.at(i));
    }
    m_chain->show(m_hops, m_hop);
    showRows();
}

void TunnelPage::showRows()
{
    const bool ssh = kind() == TunnelKind::Ssh;
    const bool own = ssh && isOpenSsh();
    setRowVisible(m_backendLine, ssh);
    setRowVisible(m_aliasLine, own);
    showHopRows(ssh && !leadsByAlias());
    setRowVisible(m_hostKeysLine, ssh);
    // What is set is never hidden.
    const bool more = m_more->isChecked() || !m_program.edit->text().isEmpty()
        || !m_config.edit->text().isEmpty();
    setRowVisible(m_moreLine, own);
    setRowVisible(m_programLine, own && more);
    setRowVisible(m_configLine, own && more);
    m_more->setText(more ? tr("Fewer settings") : tr("More settings"));
    m_more->setAccessibleName(m_more->text());
    m_more->setIcon(
        common::icon(more ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_more->setEnabled(!more || m_more->isChecked());
    labelHop();
    showHints();
}

void TunnelPage::showHopRows(bool shown)
{
    const SshAuth way = auth();
    const bool file = way == SshAuth::KeyFile;
    const bool stored = way == SshAuth::StoredKey;
    setRowVisible(m_chainLine, shown && m_hops.size() > 1);
    setRowVisible(m_hostLine, shown);
    setRowVisible(m_userLine, shown);
    setRowVisible(m_authLine, shown);
    setRowVisible(m_keyFileLine, shown && (file || way == SshAuth::Agent));
    setRowVisible(m_keyLine, shown && stored);
    setRowVisible(m_passphraseLine, shown && (file || stored));
    setRowVisible(m_passwordLine, shown && way == SshAuth::Password);
    setRowVisible(m_addLine, shown);
    m_add->setEnabled(m_hops.size() < profiles::mostSshHops);
}

void TunnelPage::labelHop()
{
    const bool many = m_hops.size() > 1;
    setLabel(m_hostLine, many ? tr("Server %1").arg(m_hop + 1) : tr("SSH server"),
             tr("Name or address of the bastion"));
    setLabel(m_keyFileLine, tr("Key file"),
             auth() == SshAuth::Agent ? tr("Which of the agent's keys is offered")
                                      : tr("The private key: .pem, PKCS#8 or OpenSSH"));
    m_keyFile.edit->setPlaceholderText(auth() == SshAuth::Agent
                                           ? tr("each key that the agent holds")
                                           : QStringLiteral("~/.ssh/id_ed25519"));
    const bool saved = m_base.tunnel.secretsStored && wasSaved(m_hops.value(m_hop));
    m_key->setStored(saved);
    m_passphrase.edit->setPlaceholderText(saved ? tr("Leave empty to keep what is stored")
                                                : tr("only when the key is encrypted"));
    m_password.edit->setPlaceholderText(saved ? tr("Leave empty to keep what is stored")
                                              : tr("asked for when it is empty"));
}

void TunnelPage::showHints()
{
    switch (kind()) {
    case TunnelKind::None:
        setHint(m_kindLine, tr("The connection goes straight to its host and port."));
        break;
    case TunnelKind::Ssh:
        setHint(m_kindLine,
                tr("Host and port of the General page are reached from the last SSH server. "
                   "Nothing listens on this computer."));
        break;
    case TunnelKind::Ssm:
        setHint(m_kindLine,
                tr("Host and port of the General page are reached from the bastion, which needs no "
                   "open port and no key."));
        break;
    }
    setHint(m_backendLine,
            isOpenSsh() ? tr("Runs the ssh program of this computer with your ~/.ssh/config: "
                             "aliases, ProxyCommand, security keys, certificates.")
                        : tr("Larder signs in by itself. ~/.ssh/config is not read."));
    setHint(m_aliasLine,
            leadsByAlias() ? tr("Server, user, key and jumps are what ~/.ssh/config says.")
                           : QString());
    setHint(m_chainLine, tr("Passed from top to bottom; the last one reaches the Redis server."));
    QString hint;
    switch (auth()) {
    case SshAuth::Automatic:
        hint = tr("Tries the keys of the SSH agent, then ~/.ssh/id_*; then asks for a password.");
        break;
    case SshAuth::Agent:
        hint = tr("The keys stay with the SSH agent. Nothing is stored.");
        break;
    case SshAuth::KeyFile:
        hint = tr("Only the path is saved: the key stays in its file.");
        break;
    case SshAuth::StoredKey:
    case SshAuth::Password:
        break;
    }
    setHint(m_authLine, hint);
    setHint(m_keyLine, m_storage);
    setHint(m_passphraseLine, auth() == SshAuth::KeyFile ? m_storage : QString());
    setHint(m_passwordLine, m_storage);
    setHint(m_addLine,
            m_hops.size() > 1 ? QString()
                              : tr("For a server that only this one reaches, as with ProxyJump."));
    const bool asks = m_hostKeys->current() == static_cast<int>(HostKeyPolicy::Ask);
    setHint(m_hostKeysLine,
            asks ? tr("The fingerprint of a server that is not in known_hosts is shown to you. A "
                      "key that changed is refused.")
                 : tr("A server whose key is not in known_hosts is refused."));
}

bool TunnelPage::wasSaved(const SshHop &hop) const
{
    const auto same = [&hop](const SshHop &each) {
        return each.host.compare(hop.host, Qt::CaseInsensitive) == 0 && each.port == hop.port
            && each.user == hop.user && each.auth == hop.auth
            && (hop.auth != SshAuth::KeyFile || each.keyFile == hop.keyFile);
    };
    const QList<SshHop> &saved = m_base.tunnel.hops;
    return !m_base.id.isNull() && std::any_of(saved.cbegin(), saved.cend(), same);
}

} // namespace ui
