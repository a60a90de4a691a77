#include "widgets/profiles/tunnelpage.h"
#include "profiles/tunnelway.h"
#include "widgets/common/buttons.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/hopchain.h"
#include "widgets/profiles/privatekeyfield.h"
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace ui {

using common::SegmentedControl;
using common::Theme;
using profiles::HopSecrets;
using profiles::HostKeyPolicy;
using profiles::SshAuth;
using profiles::SshBackend;
using profiles::SshHop;
using profiles::TunnelKind;

namespace {
QLineEdit *lineEdit(const char *name)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setFont(Theme::instance().fixed());
    return edit;
}

SegmentedControl *segments(const char *name, int count)
{
    auto *control = new SegmentedControl;
    control->setObjectName(QLatin1String(name));
    for (int i = 0; i < count; ++i)
        control->addSegment({})->setObjectName(
            QStringLiteral("%1%2").arg(QLatin1String(name)).arg(i));
    return control;
}

QString sshFolder()
{
    return QDir::homePath() + QStringLiteral("/.ssh");
}
} // namespace

TunnelPage::TunnelPage(QWidget *parent)
    : FormPage(parent)
    , m_kind(segments("tunnelKind", 3))
    , m_backend(segments("sshBackend", 2))
    , m_alias(lineEdit("sshAlias"))
    , m_chain(new HopChain)
    , m_host(lineEdit("sshHost"))
    , m_portLabel(new common::PlainLabel)
    , m_port(new QSpinBox)
    , m_user(lineEdit("sshUser"))
    , m_auth(segments("sshAuth", 5))
    , m_keyFile(makeFileField("sshKeyFile", QStringLiteral("browseSshKeyFile")))
    , m_key(new PrivateKeyField)
    , m_passphrase(makeSecretField("sshPassphrase"))
    , m_password(makeSecretField("sshPassword"))
    , m_add(new QPushButton)
    , m_hostKeys(segments("sshHostKeys", 2))
    , m_more(new QPushButton)
    , m_program(makeFileField("sshProgram", QStringLiteral("browseSshProgram")))
    , m_config(makeFileField("sshConfig", QStringLiteral("browseSshConfig")))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("tunnelPage"));
    m_portLabel->setRole(&common::Tokens::textSecondary);
    m_portLabel->setBuddy(m_port);
    m_port->setObjectName(QStringLiteral("sshPort"));
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    m_port->setFixedWidth(theme.px(80));
    m_port->setFont(theme.fixed());
    m_add->setObjectName(QStringLiteral("sshAddHop"));
    m_more->setObjectName(QStringLiteral("sshMore"));
    m_more->setCheckable(true);
    common::setButtonRole(m_more, common::ButtonRole::Flat);
    makeRows();
    connectFields();
    retranslate();
}

TunnelPage::FileField TunnelPage::makeFileField(const char *name, const QString &button)
{
    QLineEdit *edit = lineEdit(name);
    auto *browse = new QPushButton;
    browse->setObjectName(button);
    return { side(edit, { browse }), edit, browse };
}

void TunnelPage::makeRows()
{
    m_kindLine = addRowAtLeft(m_kind);
    m_backendLine = addRowAtLeft(m_backend);
    m_aliasLine = addRow(m_alias, m_alias);
    m_chainLine = addRow(m_chain, m_chain->field());
    m_hostLine = addRow(side(m_host, { m_portLabel, m_port }), m_host);
    m_userLine = addRow(m_user, m_user);
    m_authLine = addRowAtLeft(m_auth);
    m_keyFileLine = addRow(m_keyFile.holder, m_keyFile.edit);
    m_keyLine = addRow(m_key, m_key->field());
    m_passphraseLine = addRow(m_passphrase.holder, m_passphrase.edit);
    m_passwordLine = addRow(m_password.holder, m_password.edit);
    m_addLine = addRowAtLeft(m_add);
    m_hostKeysLine = addRowAtLeft(m_hostKeys);
    m_moreLine = addRowAtLeft(m_more);
    m_programLine = addRow(m_program.holder, m_program.edit);
    m_configLine = addRow(m_config.holder, m_config.edit);
}

void TunnelPage::connectFields()
{
    connect(m_kind, &SegmentedControl::currentChanged, this, [this] {
        if (kind() == TunnelKind::Ssh && m_hops.isEmpty()) {
            m_hops += SshHop();
            loadHop();
        }
        showRows();
        Q_EMIT kindChanged(kind());
        touched();
    });
    for (SegmentedControl *choice : { m_backend, m_hostKeys })
        connect(choice, &SegmentedControl::currentChanged, this, [this] {
            showRows();
            touched();
        });
    connect(m_more, &QAbstractButton::toggled, this, &TunnelPage::showRows);
    for (QLineEdit *edit : { m_alias, m_program.edit, m_config.edit })
        connect(edit, &QLineEdit::textChanged, this, [this] {
            showRows();
            touched();
        });
    const auto edited = [this] {
        if (m_loading || isFilling())
            return;
        m_secretProblem.clear();
        storeHop();
        showRows();
        touched();
    };
    for (QLineEdit *edit : { m_host, m_user, m_keyFile.edit, m_passphrase.edit, m_password.edit })
        connect(edit, &QLineEdit::textChanged, this, edited);
    connect(m_port, &QSpinBox::valueChanged, this, edited);
    connect(m_auth, &SegmentedControl::currentChanged, this, edited);
    connect(m_key, &PrivateKeyField::changed, this, edited);
    connect(m_chain, &HopChain::chosen, this, &TunnelPage::chooseHop);
    connect(m_chain, &HopChain::addRequested, this, &TunnelPage::addHop);
    connect(m_chain, &HopChain::removeRequested, this, &TunnelPage::removeHop);
    connect(m_chain, &HopChain::moveRequested, this, &TunnelPage::moveHop);
    connect(m_add, &QAbstractButton::clicked, this, &TunnelPage::addHop);
    connect(m_keyFile.browse, &QAbstractButton::clicked, this,
            [this] { browse(m_keyFile, tr("Private key"), sshFolder()); });
    connect(m_program.browse, &QAbstractButton::clicked, this,
            [this] { browse(m_program, tr("The ssh program"), QStringLiteral("/usr/bin")); });
    connect(m_config.browse, &QAbstractButton::clicked, this,
            [this] { browse(m_config, tr("Settings file of ssh"), sshFolder()); });
}

void TunnelPage::browse(const FileField &field, const QString &title, const QString &folder)
{
    const QFileInfo now(field.edit->text());
    auto *dialog = new QFileDialog(window(), title, now.isAbsolute() ? now.path() : folder);
    dialog->setObjectName(QStringLiteral("sshFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(dialog->filter() | QDir::Hidden);
    connect(dialog, &QFileDialog::fileSelected, this, [edit = field.edit](const QString &path) {
        edit->setText(path);
        edit->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

TunnelKind TunnelPage::kind() const
{
    return static_cast<TunnelKind>(qMax(0, m_kind->current()));
}

void TunnelPage::choose(TunnelKind kind)
{
    m_kind->setCurrent(static_cast<int>(kind));
}

bool TunnelPage::isOpenSsh() const
{
    return m_backend->current() == static_cast<int>(SshBackend::OpenSsh);
}

bool TunnelPage::leadsByAlias() const
{
    return isOpenSsh() && !m_alias->text().trimmed().isEmpty();
}

SshAuth TunnelPage::auth() const
{
    return static_cast<SshAuth>(qMax(0, m_auth->current()));
}

QList<SshHop> TunnelPage::hops() const
{
    return m_hops == QList<SshHop>{ SshHop() } ? QList<SshHop>() : m_hops;
}

void TunnelPage::loadHop()
{
    m_loading = true;
    m_hop = qBound(0, m_hop, qMax(0, static_cast<int>(m_hops.size()) - 1));
    m_typed.hops.resize(m_hops.size()); // one for each, so that both lists move alike
    const SshHop hop = m_hops.value(m_hop);
    const HopSecrets typed = m_typed.of(m_hop);
    m_host->setText(hop.host);
    m_port->setValue(hop.port);
    m_user->setText(hop.user);
    m_auth->setCurrent(static_cast<int>(hop.auth));
    m_keyFile.edit->setText(hop.keyFile);
    m_key->setKey(typed.privateKey);
    m_passphrase.set(typed.keyPassphrase);
    m_password.set(typed.password);
    m_loading = false;
    m_chain->show(m_hops, m_hop);
}

void TunnelPage::storeHop()
{
    if (m_hop >= m_hops.size())
        return;
    m_hops[m_hop] = { profiles::plainSshHost(m_host->text()), static_cast<quint16>(m_port->value()),
                      m_user->text().trimmed(), m_keyFile.edit->text().trimmed(), auth() };
    m_typed.at(m_hop) = { m_password.secret(), m_passphrase.secret(), m_key->key() };
    m_chain->show(m_hops, m_hop);
}

void TunnelPage::chooseHop(int hop)
{
    m_hop = hop;
    m_secretProblem.clear();
    loadHop();
    showRows();
    check();
}

void TunnelPage::addHop()
{
    if (m_hops.size() >= profiles::mostSshHops)
        return;
    m_hops.insert(m_hop + 1, SshHop());
    m_typed.hops.insert(m_hop + 1, HopSecrets());
    chooseHop(m_hop + 1);
    m_host->setFocus(Qt::OtherFocusReason);
    touched();
}

void TunnelPage::removeHop()
{
    if (m_hops.size() < 2)
        return;
    m_hops.removeAt(m_hop);
    m_typed.hops.removeAt(m_hop);
    chooseHop(qMin(m_hop, static_cast<int>(m_hops.size()) - 1));
    (m_hops.size() > 1 ? m_chain->field() : m_host)->setFocus(Qt::OtherFocusReason);
    touched();
}

void TunnelPage::moveHop(int by)
{
    const int to = m_hop + by;
    if (to < 0 || to >= m_hops.size())
        return;
    m_hops.swapItemsAt(m_hop, to);
    m_typed.hops.swapItemsAt(m_hop, to);
    chooseHop(to);
    touched();
}

void TunnelPage::fill(const profiles::Profile &profile)
{
    const auto &tunnel = profile.tunnel;
    if (m_base.id != profile.id)
        m_hop = 0;
    m_base = profile;
    m_hops = tunnel.hops;
    if (m_hops.isEmpty())
        m_hops += SshHop();
    m_typed = {};
    m_secretProblem.clear();
    m_kind->setCurrent(static_cast<int>(tunnel.kind));
    m_backend->setCurrent(static_cast<int>(tunnel.backend));
    m_alias->setText(tunnel.alias);
    m_hostKeys->setCurrent(static_cast<int>(tunnel.hostKeys));
    m_program.edit->setText(tunnel.sshProgram);
    m_config.edit->setText(tunnel.sshConfig);
    m_more->setChecked(false);
    loadHop();
    retranslate();
}

void TunnelPage::collect(profiles::Profile &profile) const
{
    auto &tunnel = profile.tunnel;
    const bool keysStored = tunnel.awsKeysStored; // the pages that ask for them say it
    tunnel = m_base.tunnel;
    if (kind() != m_base.tunnel.kind) {
        tunnel = {};
        tunnel.kind = kind();
        // Of an IAM sign-in, too, whatever the way.
        tunnel.awsEndpoint = m_base.tunnel.awsEndpoint;
    }
    tunnel.awsKeysStored = keysStored;
    if (kind() != TunnelKind::Ssh)
        return;
    tunnel.hops = hops();
    tunnel.backend = isOpenSsh() ? SshBackend::OpenSsh : SshBackend::BuiltIn;
    tunnel.alias = isOpenSsh() ? m_alias->text().trimmed() : QString();
    tunnel.hostKeys = static_cast<HostKeyPolicy>(qMax(0, m_hostKeys->current()));
    tunnel.sshProgram = m_program.edit->text().trimmed();
    tunnel.sshConfig = m_config.edit->text().trimmed();
}

void TunnelPage::collectTyped(profiles::Secrets &typed) const
{
    if (kind() != TunnelKind::Ssh || leadsByAlias())
        return;
    profiles::SshSecrets secrets;
    for (qsizetype i = 0; i < m_hops.size(); ++i) { // only what its way of signing in asks for
        const HopSecrets all = m_typed.of(i);
        const SshAuth way = m_hops[i].auth;
        HopSecrets &out = secrets.at(i);
        if (way == SshAuth::Password)
            out.password = all.password;
        if (way == SshAuth::StoredKey)
            out.privateKey = all.privateKey;
        if (way == SshAuth::StoredKey || way == SshAuth::KeyFile)
            out.keyPassphrase = all.keyPassphrase;
    }
    profiles::Profile now;
    collect(now);
    secrets.bindTo(now.tunnel);
    typed.ssh = secrets.sealed();
}

void TunnelPage::setTyped(const profiles::Secrets &typed)
{
    m_typed = profiles::SshSecrets::opened(typed.ssh).value_or(profiles::SshSecrets());
    loadHop();
    showRows();
}

bool TunnelPage::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    if (slot != profiles::SecretSlot::Ssh || kind() != TunnelKind::Ssh)
        return false;
    m_secretProblem = problem;
    check();
    QWidget *field = auth() == SshAuth::Password ? static_cast<QWidget *>(m_password.edit)
        : auth() == SshAuth::StoredKey           ? m_key->field()
        : auth() == SshAuth::KeyFile             ? static_cast<QWidget *>(m_passphrase.edit)
                                                 : m_host;
    field->setFocus(Qt::OtherFocusReason);
    return true;
}

void TunnelPage::setStorageText(const QString &text)
{
    m_storage = text;
    showHints();
}

} // namespace ui
