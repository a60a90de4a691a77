#include "widgets/profiles/vaultsheet.h"
#include "base/whendone.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"

namespace ui {

using common::Theme;
using common::Tokens;

namespace {
constexpr int shortestPassword = 8;

common::PlainLabel *caption()
{
    auto *label = new common::PlainLabel;
    label->setType(Theme::Size::Secondary);
    label->setRole(&Tokens::textSecondary);
    return label;
}
} // namespace

VaultSheet::VaultSheet(profiles::SecretStore &store, QWidget *host)
    : Sheet(host)
    , m_store(store)
    , m_making(store.where() == profiles::SecretStore::Where::Undecided)
    , m_text(new common::PlainLabel)
    , m_firstLabel(caption())
    , m_first(new QLineEdit)
    , m_againLabel(caption())
    , m_again(new QLineEdit)
    , m_problem(new common::PlainLabel)
    , m_decline(new QPushButton)
    , m_cancel(new QPushButton)
    , m_ok(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("vaultSheet"));
    m_text->setWordWrap(true);
    m_text->setRole(&Tokens::textSecondary);
    m_first->setObjectName(QStringLiteral("masterPassword"));
    m_first->setEchoMode(QLineEdit::Password);
    m_again->setObjectName(QStringLiteral("masterPasswordAgain"));
    m_again->setEchoMode(QLineEdit::Password);
    m_firstLabel->setBuddy(m_first);
    m_againLabel->setBuddy(m_again);
    m_problem->setObjectName(QStringLiteral("vaultProblem"));
    m_problem->setRole(&Tokens::danger);
    m_problem->setType(Theme::Size::Secondary);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_decline->setObjectName(QStringLiteral("keepForThisRun"));
    m_cancel->setObjectName(QStringLiteral("cancelVault"));
    m_ok->setObjectName(QStringLiteral("openVault"));
    common::setButtonRole(m_ok, common::ButtonRole::Primary);
    for (QPushButton *button : { m_decline, m_cancel, m_ok })
        button->setAutoDefault(true); // Enter presses the one that has the focus

    body()->addWidget(m_text);
    const auto field = [&](QWidget *label, QWidget *edit) {
        auto *column = new QVBoxLayout;
        column->setSpacing(theme.px(4));
        column->addWidget(label);
        column->addWidget(edit);
        body()->addLayout(column);
    };
    field(m_firstLabel, m_first);
    field(m_againLabel, m_again);
    m_againLabel->setVisible(m_making);
    m_again->setVisible(m_making);
    body()->addWidget(m_problem);
    footer()->insertWidget(0, m_decline);
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_ok);

    connect(m_first, &QLineEdit::textChanged, this, &VaultSheet::check);
    connect(m_again, &QLineEdit::textChanged, this, &VaultSheet::check);
    connect(m_first, &QLineEdit::returnPressed, this, [this] {
        if (m_making)
            m_again->setFocus(Qt::OtherFocusReason);
        else
            submit();
    });
    connect(m_again, &QLineEdit::returnPressed, this, &VaultSheet::submit);
    connect(m_ok, &QAbstractButton::clicked, this, &VaultSheet::submit);
    connect(m_cancel, &QAbstractButton::clicked, this, &Sheet::close);
    connect(m_decline, &QAbstractButton::clicked, this, [this] {
        m_answered = true;
        m_store.keepForThisRun();
        close();
    });
    connect(this, &Sheet::closed, this, [this] {
        if (!m_answered)
            m_store.cancelWaiting();
    });
    retranslate();
    check();
}

void VaultSheet::retranslate()
{
    setTitle(m_making ? tr("Create a vault for passwords") : tr("Open the vault"));
    m_text->setText(
        m_making
            ? tr("This system has no keychain that works. Larder can keep passwords in a file of "
                 "its own, sealed with a master password that only you know. It cannot be "
                 "recovered when it is forgotten.")
            : tr("The passwords of your connections are in Larder's own vault. Enter its master "
                 "password."));
    m_firstLabel->setText(tr("Master password"));
    m_first->setAccessibleName(m_firstLabel->text());
    m_againLabel->setText(tr("Master password again"));
    m_again->setAccessibleName(m_againLabel->text());
    m_decline->setText(m_making ? tr("Keep for this run only") : tr("Go on without it"));
    m_decline->setAccessibleName(m_decline->text());
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_ok->setText(m_busy ? tr("Opening…") : m_making ? tr("Create vault") : tr("Open"));
    m_ok->setAccessibleName(m_ok->text());
}

void VaultSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Sheet::changeEvent(event);
}

void VaultSheet::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void VaultSheet::check()
{
    const QString first = m_first->text();
    QString problem;
    bool good = !first.isEmpty();
    if (m_making && !first.isEmpty() && first.size() < shortestPassword) {
        problem = tr("Use at least %n character(s).", nullptr, shortestPassword);
        good = false;
    } else if (m_making && first != m_again->text()) {
        good = false;
        if (!m_again->text().isEmpty() && !first.startsWith(m_again->text()))
            problem = tr("The two passwords differ.");
    }
    say(problem);
    m_ok->setEnabled(good && !m_busy);
}

void VaultSheet::submit()
{
    if (!m_ok->isEnabled())
        return;
    const base::Secret password(m_first->text().toUtf8());
    m_busy = true;
    setClosable(false);
    for (QWidget *one : std::initializer_list<QWidget *>{ m_first, m_again, m_decline, m_cancel })
        one->setEnabled(false);
    retranslate();
    check();
    auto future = m_making ? m_store.createVault(password) : m_store.unlockVault(password);
    base::whenDone(future, this, [this](const base::Result<> &result) {
        m_busy = false;
        setClosable(true);
        for (QWidget *one :
             std::initializer_list<QWidget *>{ m_first, m_again, m_decline, m_cancel })
            one->setEnabled(true);
        retranslate();
        if (result) {
            m_answered = true;
            m_first->clear();
            m_again->clear();
            close();
            return;
        }
        check();
        say(result.error().text);
        m_first->setFocus(Qt::OtherFocusReason);
        m_first->selectAll();
    });
}

} // namespace ui
