#include "widgets/profiles/privatekeyfield.h"
#include "widgets/common/plainlabel.h"
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>

namespace ui {

using common::Theme;

namespace {
constexpr qsizetype longest = 64 * 1024;

/// Empty = it can be a private key; whether it is a whole one shows when it signs in.
QString problemOf(const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return PrivateKeyField::tr("There is no text in it.");
    if (text.size() > longest)
        return PrivateKeyField::tr("This is too long for a key.");
    if (text.contains("PuTTY-User-Key-File"))
        return PrivateKeyField::tr("This is a key of PuTTY. Convert it first: puttygen key.ppk -O "
                                   "private-openssh -o key");
    if (text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.contains(" PUBLIC KEY-----"))
        return PrivateKeyField::tr("This is the public half. The private key is the file without "
                                   ".pub.");
    if (!text.contains("-----BEGIN ") || !text.contains("PRIVATE KEY-----"))
        return PrivateKeyField::tr("This is no private key: it begins with -----BEGIN … PRIVATE "
                                   "KEY-----.");
    return {};
}
} // namespace

PrivateKeyField::PrivateKeyField(QWidget *parent)
    : QWidget(parent)
    , m_state(new common::PlainLabel)
    , m_paste(new QPushButton)
    , m_load(new QPushButton)
{
    m_state->setObjectName(QStringLiteral("sshStoredKeyState"));
    m_state->setElideMode(Qt::ElideRight);
    m_paste->setObjectName(QStringLiteral("sshPasteKey"));
    m_load->setObjectName(QStringLiteral("sshLoadKey"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::instance().px(8));
    row->addWidget(m_state, 1);
    row->addWidget(m_paste);
    row->addWidget(m_load);
    connect(m_paste, &QAbstractButton::clicked, this,
            [this] { take(QApplication::clipboard()->text().toUtf8()); });
    connect(m_load, &QAbstractButton::clicked, this, &PrivateKeyField::load);
    retranslate();
}

QWidget *PrivateKeyField::field() const
{
    return m_paste;
}

void PrivateKeyField::setKey(const base::Secret &key)
{
    m_key = key;
    m_problem.clear();
    showState();
}

void PrivateKeyField::setStored(bool stored)
{
    m_stored = stored;
    showState();
}

void PrivateKeyField::take(const QByteArray &text)
{
    m_problem = problemOf(text);
    if (m_problem.isEmpty())
        m_key = base::Secret(text);
    showState();
    Q_EMIT changed();
}

void PrivateKeyField::load()
{
    auto *dialog =
        new QFileDialog(window(), tr("Private key"), QDir::homePath() + QStringLiteral("/.ssh"));
    dialog->setObjectName(QStringLiteral("sshKeyDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PrivateKeyField::read);
    dialog->open();
}

void PrivateKeyField::read(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray text = file.read(longest + 1);
        take(text);
        base::wipe(text);
        return;
    }
    m_problem = tr("The file cannot be read: %1").arg(file.errorString());
    Q_EMIT changed();
}

void PrivateKeyField::retranslate()
{
    m_paste->setText(tr("Paste"));
    m_paste->setAccessibleName(tr("Paste the private key from the clipboard"));
    m_paste->setToolTip(m_paste->accessibleName());
    m_load->setText(tr("Load…"));
    m_load->setAccessibleName(tr("Load the private key from a file"));
    m_load->setToolTip(m_load->accessibleName());
    showState();
}

void PrivateKeyField::showState()
{
    const bool here = !m_key.isEmpty();
    m_state->setText(here ? tr("New key, not shown") : m_stored ? tr("Stored") : tr("none yet"));
    m_state->setRole(here || m_stored ? &common::Tokens::textPrimary : &common::Tokens::textMuted);
}

void PrivateKeyField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
