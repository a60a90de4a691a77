#include "widgets/profiles/promptsheet.h"
#include "base/displaytext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

using common::Theme;
using common::Tokens;
using links::Prompt;
using links::PromptAnswer;

namespace {

constexpr qsizetype mostLines = 12;
constexpr qsizetype longestLine = 300;

/// What a server said, line by line, without anything that is not text.
QString plain(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.trimmed().split(u'\n')) {
        if (lines.size() == mostLines) {
            lines += QStringLiteral("…");
            break;
        }
        lines += base::displayText(line.trimmed().toUtf8(), longestLine);
    }
    return lines.join(u'\n');
}

common::PlainLabel *sentence(const QString &text, QColor Tokens::*role)
{
    auto *label = new common::PlainLabel(text);
    label->setWordWrap(true);
    label->setRole(role);
    return label;
}

QString titleOf(Prompt::Kind kind)
{
    switch (kind) {
    case Prompt::Kind::Password:
        return PromptSheet::tr("SSH password needed");
    case Prompt::Kind::KeyPassphrase:
        return PromptSheet::tr("Passphrase of an SSH key needed");
    case Prompt::Kind::Interactive:
        return PromptSheet::tr("The bastion asks");
    case Prompt::Kind::MfaCode:
        return PromptSheet::tr("AWS asks for an MFA code");
    case Prompt::Kind::Confirm:
        break;
    }
    return PromptSheet::tr("SSH asks");
}

QString againText(Prompt::Kind kind)
{
    switch (kind) {
    case Prompt::Kind::Password:
        return PromptSheet::tr("The bastion refused that password. Nothing was saved.");
    case Prompt::Kind::KeyPassphrase:
        return PromptSheet::tr("That passphrase does not open the key. Nothing was saved.");
    case Prompt::Kind::MfaCode:
        return PromptSheet::tr("AWS refused that code. Wait for the next one.");
    default:
        return PromptSheet::tr("The bastion refused that answer. Nothing was saved.");
    }
}

QString rememberText(profiles::SecretStore::Where where)
{
    using Where = profiles::SecretStore::Where;
    switch (where) {
    case Where::VaultLocked:
    case Where::Vault:
        return PromptSheet::tr("Remember in Larder's vault");
    case Where::Undecided:
        return PromptSheet::tr("Remember, and choose where to keep it");
    case Where::ThisRun:
        return PromptSheet::tr("Remember until Larder ends");
    case Where::Unknown:
    case Where::Keychain:
        break;
    }
    return PromptSheet::tr("Remember in the system keychain");
}

} // namespace

PromptSheet::PromptSheet(const Prompt &prompt, const QString &connection,
                         profiles::SecretStore::Where where, QWidget *host)
    : Sheet(host)
    , m_mayBeEmpty(prompt.kind == Prompt::Kind::Interactive)
{
    setObjectName(QStringLiteral("promptSheet"));
    setTitle(titleOf(prompt.kind));
    addHeading(prompt, connection);
    connect(this, &Sheet::closed, this, [this] { answer({}); });
    if (prompt.kind == Prompt::Kind::Confirm) {
        addConfirmButtons();
        return;
    }
    addFields(prompt);
    if (prompt.mayRemember)
        addRemember(where);
    addEntryButtons();
}

void PromptSheet::addHeading(const Prompt &prompt, const QString &connection)
{
    QStringList where{ plain(connection) };
    const bool mfa = prompt.kind == Prompt::Kind::MfaCode;
    if (mfa)
        where += tr("AWS profile %1").arg(plain(prompt.address));
    else if (!prompt.address.isEmpty())
        where +=
            plain(prompt.user.isEmpty() ? prompt.address : prompt.user + u'@' + prompt.address);
    auto *name = new common::PlainLabel(where.join(QStringLiteral(" — ")));
    name->setObjectName(QStringLiteral("promptWhere"));
    name->setType(Theme::Size::Base, QFont::DemiBold);
    name->setElideMode(Qt::ElideMiddle);
    body()->addWidget(name);
    if (prompt.again) {
        auto *again = sentence(againText(prompt.kind), &Tokens::danger);
        again->setObjectName(QStringLiteral("promptAgain"));
        body()->addWidget(again);
    }
    QStringList said{ plain(prompt.title), plain(prompt.instruction) };
    if (prompt.kind == Prompt::Kind::Confirm) {
        for (const Prompt::Line &line : prompt.lines)
            said += plain(line.text);
    }
    said.removeAll(QString());
    if (!said.isEmpty()) {
        auto *words = sentence(said.join(u'\n'), &Tokens::textSecondary);
        words->setObjectName(QStringLiteral("promptWords"));
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        body()->addWidget(words);
    }
    if (mfa && !prompt.user.isEmpty()) {
        auto *device = sentence(tr("Device: %1").arg(plain(prompt.user)), &Tokens::textSecondary);
        device->setObjectName(QStringLiteral("promptDevice"));
        device->setTextInteractionFlags(Qt::TextSelectableByMouse);
        body()->addWidget(device);
    }
    if (prompt.kind == Prompt::Kind::KeyPassphrase) {
        auto *key = sentence(prompt.keyFile.isEmpty() ? tr("Of the key that is stored with this "
                                                           "connection.")
                                                      : tr("Key: %1").arg(plain(prompt.keyFile)),
                             &Tokens::textSecondary);
        key->setObjectName(QStringLiteral("promptKey"));
        body()->addWidget(key);
    }
}

void PromptSheet::addFields(const Prompt &prompt)
{
    const bool ours = prompt.kind != Prompt::Kind::Interactive && prompt.lines.size() <= 1;
    if (prompt.kind == Prompt::Kind::MfaCode)
        addField(tr("MFA code"), true);
    else if (ours)
        addField(prompt.kind == Prompt::Kind::Password ? tr("Password") : tr("Passphrase"), false);
    else
        for (const Prompt::Line &line : prompt.lines)
            addField(plain(line.text), line.echo);
}

void PromptSheet::addRemember(profiles::SecretStore::Where where)
{
    m_remember = new QCheckBox(rememberText(where));
    m_remember->setObjectName(QStringLiteral("promptRemember"));
    m_remember->setToolTip(tr("Kept only once it has let you in"));
    body()->addWidget(m_remember);
}

void PromptSheet::addField(const QString &label, bool echo)
{
    const Theme &theme = Theme::instance();
    auto *caption = sentence(label, &Tokens::textSecondary);
    caption->setType(Theme::Size::Secondary);
    auto *field = new QLineEdit;
    field->setObjectName(QStringLiteral("promptField%1").arg(m_fields.size()));
    field->setEchoMode(echo ? QLineEdit::Normal : QLineEdit::Password);
    field->setFont(theme.fixed());
    field->setAccessibleName(label);
    caption->setBuddy(field);
    auto *column = new QVBoxLayout;
    column->setSpacing(theme.px(4));
    column->addWidget(caption);
    column->addWidget(field);
    body()->addLayout(column);
    connect(field, &QLineEdit::returnPressed, this, [this, at = m_fields.size()] { next(at); });
    m_fields += field;
}

void PromptSheet::addEntryButtons()
{
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelPrompt"));
    auto *go = new QPushButton(tr("Go on"));
    go->setObjectName(QStringLiteral("enterPrompt"));
    common::setButtonRole(go, common::ButtonRole::Primary);
    for (QPushButton *button : { cancel, go }) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Enter presses the one that has the focus
        footer()->addWidget(button);
    }
    const auto check = [this, go] {
        go->setEnabled(m_mayBeEmpty
                       || std::all_of(m_fields.cbegin(), m_fields.cend(),
                                      [](const QLineEdit *one) { return !one->text().isEmpty(); }));
    };
    for (const QLineEdit *field : std::as_const(m_fields))
        connect(field, &QLineEdit::textChanged, this, check);
    check();
    connect(cancel, &QAbstractButton::clicked, this, &Sheet::close);
    connect(go, &QAbstractButton::clicked, this, &PromptSheet::submit);
    open(m_fields.isEmpty() ? static_cast<QWidget *>(go) : m_fields.first());
}

void PromptSheet::addConfirmButtons()
{
    auto *no = new QPushButton(tr("No"));
    no->setObjectName(QStringLiteral("promptNo"));
    no->setAutoDefault(true); // Enter presses it while it has the focus
    auto *yes = new QPushButton(tr("Yes"));
    yes->setObjectName(QStringLiteral("promptYes"));
    yes->setAutoDefault(false); // the sheet may come up while somebody types
    for (QPushButton *button : { no, yes }) {
        button->setAccessibleName(button->text());
        footer()->addWidget(button);
    }
    connect(no, &QAbstractButton::clicked, this, [this] { say("no"); });
    connect(yes, &QAbstractButton::clicked, this, [this] { say("yes"); });
    open(no);
}

void PromptSheet::next(qsizetype field)
{
    if (field + 1 < m_fields.size())
        m_fields[field + 1]->setFocus(Qt::OtherFocusReason);
    else
        submit();
}

void PromptSheet::submit()
{
    if (!m_mayBeEmpty) {
        for (QLineEdit *field : std::as_const(m_fields)) {
            if (field->text().isEmpty()) {
                field->setFocus(Qt::OtherFocusReason);
                return;
            }
        }
    }
    PromptAnswer words{ true, {}, m_remember && m_remember->isChecked() };
    for (QLineEdit *field : std::as_const(m_fields)) {
        words.words += base::Secret(field->text().toUtf8());
        field->clear();
    }
    answer(words);
}

void PromptSheet::say(const QByteArray &word)
{
    answer({ true, { base::Secret(word) }, false });
}

void PromptSheet::answer(const PromptAnswer &words)
{
    if (m_answered)
        return;
    m_answered = true;
    Q_EMIT answered(words);
    close();
}

} // namespace ui
