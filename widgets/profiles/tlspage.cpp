#include "widgets/profiles/tlspage.h"
#include "widgets/common/band.h"
#include "widgets/common/segmentedcontrol.h"
#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

using common::Theme;

TlsPage::TlsPage(QWidget *parent)
    : FormPage(parent)
    , m_heading(new common::PlainLabel)
    , m_on(new common::SegmentedControl)
    , m_verify(new QCheckBox)
    , m_warning(new common::Band(common::Band::Kind::Warning))
    , m_ca(makeFileField("tlsCaFile"))
    , m_certificate(makeFileField("tlsCertificate"))
    , m_key(makeFileField("tlsKey"))
    , m_passphrase(makeSecretField("tlsKeyPassphrase"))
    , m_serverName(new QLineEdit)
{
    setObjectName(QStringLiteral("tlsPage"));
    addHeading(m_heading);
    m_on->setObjectName(QStringLiteral("tlsOn"));
    for (int i = 0; i < 2; ++i)
        m_on->addSegment({})->setObjectName(QStringLiteral("tls%1").arg(i));
    m_verify->setObjectName(QStringLiteral("tlsVerify"));
    m_warning->setObjectName(QStringLiteral("tlsWarning"));
    m_serverName->setObjectName(QStringLiteral("tlsServerName"));
    m_serverName->setFont(Theme::instance().fixed());
    m_onLine = addRowAtLeft(m_on);
    m_verifyLine = addRowAtLeft(m_verify);
    m_warningLine = addRow(m_warning, m_warning);
    m_caLine = addRow(m_ca.holder, m_ca.edit);
    m_certificateLine = addRow(m_certificate.holder, m_certificate.edit);
    m_keyLine = addRow(m_key.holder, m_key.edit);
    m_passphraseLine = addRow(m_passphrase.holder, m_passphrase.edit);
    m_serverNameLine = addRow(m_serverName, m_serverName);

    connect(m_on, &common::SegmentedControl::currentChanged, this, [this] {
        showRows();
        touched();
    });
    connect(m_verify, &QCheckBox::toggled, this, [this] {
        showRows();
        touched();
    });
    for (QLineEdit *edit : { m_ca.edit, m_certificate.edit, m_key.edit, m_serverName })
        connect(edit, &QLineEdit::textChanged, this, [this] {
            showRows();
            touched();
        });
    connect(m_passphrase.edit, &QLineEdit::textChanged, this, [this] {
        m_problem.clear();
        touched();
    });
    connect(m_ca.browse, &QAbstractButton::clicked, this, &TlsPage::chooseCa);
    connect(m_certificate.browse, &QAbstractButton::clicked, this, &TlsPage::chooseCertificate);
    connect(m_key.browse, &QAbstractButton::clicked, this,
            [this] { browse(m_key, tr("Key of the client certificate")); });
    retranslate();
}

TlsPage::FileField TlsPage::makeFileField(const char *name)
{
    auto *edit = new QLineEdit;
    auto *button = new QPushButton;
    edit->setObjectName(QLatin1String(name));
    edit->setFont(Theme::instance().fixed());
    button->setObjectName(QStringLiteral("browse") + QString::fromLatin1(name));
    return { side(edit, { button }), edit, button };
}

void TlsPage::browse(const FileField &field, const QString &title)
{
    const QString now = field.edit->text();
    auto *dialog =
        new QFileDialog(window(), title, now.isEmpty() ? QString() : QFileInfo(now).absolutePath(),
                        tr("Certificates and keys (*.pem *.crt *.cer *.key)") + QStringLiteral(";;")
                            + tr("All files (*)"));
    dialog->setObjectName(QStringLiteral("certificateDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [edit = field.edit](const QString &path) {
        edit->setText(path);
        edit->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void TlsPage::chooseCa()
{
    turn(true);
    browse(m_ca, tr("Certificate of the authority (CA)"));
}

void TlsPage::chooseCertificate()
{
    turn(true);
    browse(m_certificate, tr("Client certificate"));
}

void TlsPage::retranslate()
{
    m_heading->setText(tr("Encryption"));
    setLabel(m_onLine, tr("TLS"), tr("Encrypts the connection and proves who answers"));
    m_on->setSegmentText(0, tr("Off"));
    m_on->setSegmentText(1, tr("On"));
    setLabel(m_verifyLine, tr("Verification"));
    m_verify->setText(tr("Verify the server's certificate"));
    m_verify->setAccessibleName(m_verify->text());
    m_verify->setToolTip(tr("Its issuer, its name and its dates"));
    setLabel(m_warningLine, QString());
    const QString warning =
        tr("Not verified: anybody on the way can answer as this server, read the password and "
           "change what is sent. Every place that shows this connection says so.");
    m_warning->setText(warning);
    m_warning->setAccessibleName(warning);
    setLabel(m_caLine, tr("CA file"), tr("PEM file with the authorities that this server may use"));
    m_ca.edit->setPlaceholderText(tr("The trust store of the system"));
    setLabel(m_certificateLine, tr("Client certificate"),
             tr("PEM file, where the server wants to know who connects"));
    m_certificate.edit->setPlaceholderText(tr("none"));
    setLabel(m_keyLine, tr("Client key"), tr("PEM file with the key of the client certificate"));
    setLabel(m_passphraseLine, tr("Key passphrase"), tr("What is stored is never shown"));
    m_passphrase.retranslate();
    m_passphrase.edit->setPlaceholderText(m_stored ? tr("Leave empty to keep the stored passphrase")
                                                   : tr("only when the key is encrypted"));
    setLabel(m_serverNameLine, tr("Server name"),
             tr("The name that is asked for (SNI) and verified"));
    const std::array fields{ &m_ca, &m_certificate, &m_key };
    const QStringList names{ tr("Choose a CA file"), tr("Choose a client certificate"),
                             tr("Choose a client key") };
    for (int i = 0; i < names.size(); ++i) {
        QPushButton *button = fields[static_cast<size_t>(i)]->browse;
        button->setText(tr("Browse…"));
        button->setAccessibleName(names.at(i));
        button->setToolTip(names.at(i));
    }
    showRows();
}

bool TlsPage::isOn() const
{
    return m_on->current() == 1;
}

void TlsPage::showRows()
{
    const bool verified = m_verify->isChecked();
    for (const int line : { m_verifyLine, m_certificateLine, m_serverNameLine })
        setRowVisible(line, isOn());
    setRowVisible(m_warningLine, isOn() && !verified);
    setRowVisible(m_caLine, isOn() && verified);
    const bool client = !m_certificate.edit->text().isEmpty() || !m_key.edit->text().isEmpty();
    setRowVisible(m_keyLine, isOn() && client);
    setRowVisible(m_passphraseLine, isOn() && client);
    setHint(m_onLine, isOn() ? QString() : tr("Password and data travel readable."));
    setHint(m_serverNameLine,
            tr("Only where the certificate is made out to another name than the endpoint."));
}

void TlsPage::fill(const profiles::Profile &profile)
{
    m_stored = profile.tls.keyPassphraseStored;
    m_problem.clear();
    m_on->setCurrent(profile.tls.enabled ? 1 : 0);
    m_verify->setChecked(profile.tls.verify);
    m_ca.edit->setText(profile.tls.caFile);
    m_certificate.edit->setText(profile.tls.certificateFile);
    m_key.edit->setText(profile.tls.keyFile);
    m_passphrase.set({});
    m_serverName->setText(profile.tls.serverName);
    setEndpoint(profile.unixSocket.isEmpty() ? profile.host : QString());
    retranslate();
}

void TlsPage::collect(profiles::Profile &profile) const
{
    profile.tls.enabled = isOn();
    profile.tls.verify = m_verify->isChecked();
    profile.tls.caFile = m_ca.edit->text().trimmed();
    profile.tls.certificateFile = m_certificate.edit->text().trimmed();
    profile.tls.keyFile = m_key.edit->text().trimmed();
    profile.tls.serverName = m_serverName->text().trimmed();
}

void TlsPage::collectTyped(profiles::Secrets &typed) const
{
    if (isOn() && !m_key.edit->text().isEmpty())
        typed.tlsKeyPassphrase = m_passphrase.secret();
}

void TlsPage::setTyped(const profiles::Secrets &typed)
{
    m_passphrase.set(typed.tlsKeyPassphrase);
}

std::optional<FormPage::Problem> TlsPage::check()
{
    std::optional<Problem> first;
    const auto judge = [&](int line, QWidget *field, const QString &problem) {
        setProblem(line, problem);
        if (!problem.isEmpty() && !first)
            first = Problem{ field, problem };
    };
    const auto pathProblem = [](const QString &path) {
        return path.isEmpty() || QFileInfo(path).isAbsolute()
            ? QString()
            : tr("Enter the whole path of the file.");
    };
    const QString certificate = m_certificate.edit->text().trimmed();
    const QString key = m_key.edit->text().trimmed();
    const bool on = isOn();
    const bool verified = m_verify->isChecked();
    judge(m_caLine, m_ca.edit,
          on && verified ? pathProblem(m_ca.edit->text().trimmed()) : QString());
    QString problem = pathProblem(certificate);
    if (certificate.isEmpty() && !key.isEmpty())
        problem = tr("A key alone is of no use: choose its certificate too.");
    judge(m_certificateLine, m_certificate.edit, on ? problem : QString());
    problem = pathProblem(key);
    if (key.isEmpty() && !certificate.isEmpty())
        problem = tr("Choose the key that belongs to the certificate.");
    judge(m_keyLine, m_key.edit, on ? problem : QString());
    const QString name = m_serverName->text().trimmed();
    const bool odd = name.contains(u' ') || name.contains(u'/') || name.contains(u'@');
    judge(m_serverNameLine, m_serverName,
          on && odd ? tr("Enter a host name or an address, without a port.") : QString());
    setProblem(m_passphraseLine, m_problem);
    return first;
}

bool TlsPage::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    if (slot != profiles::SecretSlot::TlsKeyPassphrase)
        return false;
    m_problem = problem;
    check();
    m_passphrase.edit->setFocus(Qt::OtherFocusReason);
    return true;
}

void TlsPage::setEndpoint(const QString &host)
{
    m_serverName->setPlaceholderText(host);
}

void TlsPage::turn(bool on)
{
    m_on->setCurrent(on ? 1 : 0);
}

bool TlsPage::takeEndpointAsServerName()
{
    const bool other = !m_serverName->text().isEmpty();
    turn(true);
    m_serverName->clear();
    m_serverName->setFocus(Qt::OtherFocusReason);
    return other;
}

} // namespace ui
