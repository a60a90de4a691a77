#include "widgets/profiles/linksheet.h"
#include "base/displaytext.h"
#include "profiles/importer.h"
#include "profiles/tunnelway.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"

namespace ui {

using common::Theme;
using common::Tokens;

namespace {
QString plain(const QString &text)
{
    return base::displayText(text.toUtf8(), 200);
}
} // namespace

LinkSheet::LinkSheet(const profiles::Profile &profile, const profiles::Secrets &secrets,
                     QWidget *host)
    : Sheet(host)
{
    setObjectName(QStringLiteral("linkSheet"));
    setTitle(tr("Connect to this server?"));
    auto *text = new common::PlainLabel(
        tr("An address from outside asks for a connection. Nothing has been opened yet."));
    text->setWordWrap(true);
    text->setRole(&Tokens::textSecondary);
    body()->addWidget(text);

    const bool socket = !profile.unixSocket.isEmpty();
    addRow(socket ? tr("Socket") : tr("Host"), plain(socket ? profile.unixSocket : profile.host),
           QStringLiteral("linkHost"));
    if (!socket)
        addRow(tr("Port"), QString::number(profile.port), QStringLiteral("linkPort"));
    addRow(tr("Database"), QString::number(profile.db), QStringLiteral("linkDatabase"));
    addRow(tr("User"), profile.user.isEmpty() ? tr("the default user") : plain(profile.user),
           QStringLiteral("linkUser"));
    addRow(tr("Password"), secrets.password.isEmpty() ? tr("none given") : tr("given"),
           QStringLiteral("linkPassword"));
    addRow(tr("TLS"),
           !profile.tls.enabled     ? tr("off")
               : profile.tls.verify ? tr("on, the certificate is verified")
                                    : tr("on, but the certificate is not verified"),
           QStringLiteral("linkTls"), profile.tls.enabled && !profile.tls.verify);
    addRow(tr("Route"),
           profile.tunnel.kind == profiles::TunnelKind::Ssh
               ? plain(tr("through SSH: %1").arg(tunnelWay(profile.tunnel)))
               : profile.tunnel.kind == profiles::TunnelKind::Ssm ? tr("through Session Manager")
                                                                  : tr("direct"),
           QStringLiteral("linkRoute"));

    QStringList nodes;
    for (const profiles::HostPort &seed : profile.seeds)
        nodes += seed.toString();
    if (!nodes.isEmpty())
        addRow(tr("Further nodes"), plain(nodes.join(QStringLiteral(", "))),
               QStringLiteral("linkNodes"));
    if (!profile.tls.certificateFile.isEmpty() || !profile.tls.keyFile.isEmpty())
        addRow(tr("Client files"),
               plain(QStringList{ profile.tls.certificateFile, profile.tls.keyFile }.join(u' ')),
               QStringLiteral("linkClientFiles"));
    addWarnings(profile);

    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelLink"));
    auto *once = new QPushButton(tr("Connect once"));
    once->setObjectName(QStringLiteral("connectOnce"));
    auto *save = new QPushButton(tr("Save and connect"));
    save->setObjectName(QStringLiteral("saveAndConnect"));
    for (QPushButton *button : { cancel, once, save }) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Enter presses the one that has the focus
        footer()->addWidget(button);
    }
    connect(cancel, &QAbstractButton::clicked, this, &Sheet::close);
    connect(once, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT connectOnce();
    });
    connect(save, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT saveAndConnect();
    });
    open(cancel);
}

/// Each in full, on as many lines as it takes: the end of a command counts as much as its begin.
void LinkSheet::addWarnings(const profiles::Profile &profile)
{
    constexpr qsizetype most = 8;
    constexpr qsizetype longest = 1500;
    const QList<profiles::Found> all = profiles::warningsOf(profile);
    const auto add = [this](const QString &text) {
        auto *label = new common::PlainLabel(text);
        label->setObjectName(QStringLiteral("linkWarning"));
        label->setWordWrap(true);
        label->setRole(&Tokens::danger);
        body()->addWidget(label);
    };
    for (const profiles::Found &each : all.first(qMin(most, all.size()))) {
        add(QStringLiteral("⚠ %1: %2")
                .arg(each.field,
                     each.value.size() > longest ? tr("%1… (%2 characters in all)")
                                                       .arg(each.value.left(longest))
                                                       .arg(each.value.size())
                                                 : each.value));
    }
    if (all.size() > most)
        add(tr("There are more of these."));
}

void LinkSheet::addRow(const QString &label, const QString &value, const QString &name, bool warns)
{
    auto *row = new QHBoxLayout;
    auto *left = new common::PlainLabel(label);
    left->setRole(&Tokens::textSecondary);
    left->setFixedWidth(Theme::instance().px(120));
    auto *right = new common::PlainLabel(value);
    right->setObjectName(name);
    right->setElideMode(Qt::ElideMiddle);
    if (warns)
        right->setRole(&Tokens::danger);
    row->addWidget(left);
    row->addWidget(right, 1);
    body()->addLayout(row);
}

} // namespace ui
