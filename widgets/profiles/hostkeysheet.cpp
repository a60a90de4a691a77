#include "widgets/profiles/hostkeysheet.h"
#include "base/displaytext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>

namespace ui {

using common::Theme;
using common::Tokens;
using links::HostKeyAnswer;

namespace {

constexpr int labelWidth = 96;
constexpr int panelWidth = 600; // a fingerprint fits on one line

QString plain(const QString &text)
{
    return base::displayText(text.toUtf8(), 200);
}

common::PlainLabel *sentence(const QString &text, QColor Tokens::*role)
{
    auto *label = new common::PlainLabel(text);
    label->setWordWrap(true);
    label->setRole(role);
    return label;
}

common::PlainLabel *fixedText(const QString &text, const QString &name)
{
    auto *label = new common::PlainLabel(text);
    label->setObjectName(name);
    label->setFixedType(Theme::Size::Base);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

common::IconButton *copyButton(const QString &name, const QString &what, const QString &text)
{
    auto *button = new common::IconButton(QStringLiteral("copy"), what);
    button->setObjectName(name);
    button->setSmall(true);
    QObject::connect(button, &QAbstractButton::clicked, button,
                     [text] { QApplication::clipboard()->setText(text); });
    return button;
}

/// sshd's own name of the file, by the key's label ("ECDSA 256").
QString commandFor(const QString &keyType)
{
    const QString type = keyType.section(u' ', 0, 0).toLower();
    return QStringLiteral("ssh-keygen -lf /etc/ssh/ssh_host_%1_key.pub").arg(type);
}

} // namespace

HostKeySheet::HostKeySheet(const links::HostKeyQuestion &question, const QString &connection,
                           QWidget *host)
    : Sheet(host)
{
    setObjectName(QStringLiteral("hostKeySheet"));
    setTitle(tr("Is this the right bastion?"));
    setPanelWidth(panelWidth);
    body()->addWidget(sentence(tr("Its SSH host key is not known on this computer yet. Nothing has "
                                  "been sent to it."),
                               &Tokens::textSecondary));
    addRow(tr("Connection"), plain(connection), QStringLiteral("hostKeyConnection"));
    addRow(tr("Bastion"), plain(question.address), QStringLiteral("hostKeyAddress"));
    addRow(tr("Key type"), plain(question.keyType), QStringLiteral("hostKeyType"));
    addFingerprint(plain(question.fingerprint));
    if (!question.storedTypes.isEmpty()) {
        const QString text = question.onlyForGood
            ? tr("A key of another type is stored for this bastion. Someone else may be answering.")
            : tr("A key of another type is stored for this bastion (%1), which the built-in SSH "
                 "cannot check. Someone else may be answering.")
                  .arg(plain(question.storedTypes));
        auto *warning = sentence(text, &Tokens::danger);
        warning->setObjectName(QStringLiteral("hostKeyWarning"));
        body()->addWidget(warning);
    }
    addComparison(plain(question.keyType));
    if (question.onlyForGood) {
        body()->addWidget(
            sentence(tr("ssh asks this, and keeps what you accept in your own known_hosts."),
                     &Tokens::textSecondary));
    }
    addButtons(question.onlyForGood);
    connect(this, &Sheet::closed, this, [this] { answer(HostKeyAnswer::Cancel); });
}

void HostKeySheet::addRow(const QString &label, const QString &value, const QString &name)
{
    auto *row = new QHBoxLayout;
    auto *left = new common::PlainLabel(label);
    left->setRole(&Tokens::textSecondary);
    left->setFixedWidth(Theme::instance().px(labelWidth));
    auto *right = new common::PlainLabel(value);
    right->setObjectName(name);
    right->setElideMode(Qt::ElideMiddle);
    row->addWidget(left);
    row->addWidget(right, 1);
    body()->addLayout(row);
}

void HostKeySheet::addFingerprint(const QString &fingerprint)
{
    auto *row = new QHBoxLayout;
    auto *left = new common::PlainLabel(tr("Fingerprint"));
    left->setRole(&Tokens::textSecondary);
    left->setFixedWidth(Theme::instance().px(labelWidth));
    auto *value = fixedText(fingerprint, QStringLiteral("hostKeyFingerprint"));
    value->setAccessibleName(left->text());
    row->addWidget(left);
    row->addWidget(value);
    row->addWidget(
        copyButton(QStringLiteral("copyFingerprint"), tr("Copy fingerprint"), fingerprint));
    row->addStretch(1);
    body()->addLayout(row);
}

void HostKeySheet::addComparison(const QString &keyType)
{
    body()->addWidget(sentence(tr("Compare it before you accept: it has to be what this command "
                                  "prints on the bastion, or what your administrator tells you."),
                               &Tokens::textPrimary));
    const QString command = commandFor(keyType);
    auto *row = new QHBoxLayout;
    row->addWidget(fixedText(command, QStringLiteral("hostKeyCommand")));
    row->addWidget(copyButton(QStringLiteral("copyCommand"), tr("Copy command"), command));
    row->addStretch(1);
    body()->addLayout(row);
}

void HostKeySheet::addButtons(bool onlyForGood)
{
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelHostKey"));
    cancel->setAutoDefault(true); // Enter presses it while it has the focus
    auto *once = new QPushButton(tr("Accept once"));
    once->setObjectName(QStringLiteral("acceptOnce"));
    auto *store = new QPushButton(tr("Accept and store"));
    store->setObjectName(QStringLiteral("acceptAndStore"));
    for (QPushButton *accepting : { once, store })
        accepting->setAutoDefault(false);
    for (QPushButton *button : { cancel, once, store }) {
        button->setAccessibleName(button->text());
        footer()->addWidget(button);
    }
    once->setVisible(!onlyForGood);
    connect(cancel, &QAbstractButton::clicked, this, &Sheet::close);
    connect(once, &QAbstractButton::clicked, this, [this] { answer(HostKeyAnswer::Once); });
    connect(store, &QAbstractButton::clicked, this, [this] { answer(HostKeyAnswer::Store); });
    open(cancel);
}

void HostKeySheet::answer(HostKeyAnswer answer)
{
    if (m_answered)
        return;
    m_answered = true;
    Q_EMIT answered(answer);
    close();
}

} // namespace ui
