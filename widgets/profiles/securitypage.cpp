#include "widgets/profiles/securitypage.h"
#include "widgets/common/segmentedcontrol.h"

namespace ui {

using common::Theme;
using profiles::Authentication;

SecurityPage::SecurityPage(QWidget *parent)
    : FormPage(parent)
    , m_kind(new common::SegmentedControl)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_reveal(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("securityPage"));
    m_kind->setObjectName(QStringLiteral("authenticationKind"));
    for (int i = 0; i < 3; ++i)
        m_kind->addSegment({})->setObjectName(QStringLiteral("authentication%1").arg(i));
    m_user->setObjectName(QStringLiteral("profileUser"));
    m_user->setFont(theme.fixed());
    m_password->setObjectName(QStringLiteral("profilePassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setFont(theme.fixed());
    m_reveal->setObjectName(QStringLiteral("revealPassword"));
    m_reveal->setCheckable(true);

    auto *kind = new QWidget;
    auto *kindRow = new QHBoxLayout(kind);
    kindRow->setContentsMargins(0, 0, 0, 0);
    kindRow->addWidget(m_kind);
    kindRow->addStretch(1);
    auto *password = new QWidget;
    auto *passwordRow = new QHBoxLayout(password);
    passwordRow->setContentsMargins(0, 0, 0, 0);
    passwordRow->setSpacing(theme.px(8));
    passwordRow->addWidget(m_password, 1);
    passwordRow->addWidget(m_reveal);
    m_kindLine = addRow(kind, m_kind);
    m_userLine = addRow(m_user, m_user);
    m_passwordLine = addRow(password, m_password);

    connect(m_kind, &common::SegmentedControl::currentChanged, this, [this] {
        showRows();
        touched();
    });
    connect(m_user, &QLineEdit::textChanged, this, &SecurityPage::touched);
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        m_problem.clear();
        m_reveal->setEnabled(!m_password->text().isEmpty());
        touched();
    });
    connect(m_reveal, &QAbstractButton::toggled, this, [this](bool on) {
        m_password->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setText(on ? tr("Hide") : tr("Show"));
    });
    m_reveal->setEnabled(false);
    retranslate();
}

void SecurityPage::retranslate()
{
    setLabel(m_kindLine, tr("Sign-in"));
    m_kind->setSegmentText(0, tr("None"));
    m_kind->setSegmentText(1, tr("Password"));
    m_kind->setSegmentText(2, tr("ACL user"));
    setLabel(m_userLine, tr("User"));
    setLabel(m_passwordLine, tr("Password"));
    m_reveal->setText(m_reveal->isChecked() ? tr("Hide") : tr("Show"));
    m_reveal->setAccessibleName(tr("Show password"));
    m_password->setPlaceholderText(m_stored ? tr("Leave empty to keep the stored password")
                                            : QString());
    setHint(m_passwordLine, m_storage);
}

Authentication SecurityPage::authentication() const
{
    return static_cast<Authentication>(qMax(0, m_kind->current()));
}

void SecurityPage::showRows()
{
    setRowVisible(m_userLine, authentication() == Authentication::AclUser);
    setRowVisible(m_passwordLine, authentication() != Authentication::None);
    setHint(m_kindLine,
            authentication() == Authentication::None
                ? tr("Nothing is sent before the first command.")
                : QString());
}

void SecurityPage::fill(const profiles::Profile &profile)
{
    m_stored = profile.passwordStored;
    m_problem.clear();
    m_kind->setCurrent(static_cast<int>(profile.authentication));
    m_user->setText(profile.user);
    m_password->clear();
    m_reveal->setChecked(false);
    retranslate();
    showRows();
}

void SecurityPage::collect(profiles::Profile &profile) const
{
    profile.authentication = authentication();
    if (profile.authentication == Authentication::AclUser)
        profile.user = m_user->text();
}

std::optional<FormPage::Problem> SecurityPage::check()
{
    std::optional<Problem> first;
    const bool noUser = authentication() == Authentication::AclUser && m_user->text().isEmpty();
    setProblem(m_userLine, noUser ? tr("Enter the name of the ACL user.") : QString());
    if (noUser)
        first = Problem{ m_user, tr("Enter the name of the ACL user.") };
    setProblem(m_passwordLine, m_problem);
    return first;
}

void SecurityPage::collectTyped(profiles::Secrets &typed) const
{
    if (authentication() != Authentication::None)
        typed.password = base::Secret(m_password->text().toUtf8());
}

void SecurityPage::setTyped(const profiles::Secrets &typed)
{
    const QSignalBlocker quiet(m_password);
    m_password->setText(QString::fromUtf8(typed.password.reveal()));
    m_reveal->setEnabled(!m_password->text().isEmpty());
}

void SecurityPage::setStorageText(const QString &text)
{
    m_storage = text;
    setHint(m_passwordLine, text);
}

bool SecurityPage::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    if (slot != profiles::SecretSlot::Password)
        return false;
    m_problem = problem;
    check();
    m_password->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace ui
