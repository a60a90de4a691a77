#include "widgets/profiles/securitypage.h"
#include "aws/iamtoken.h"
#include "profiles/awsnames.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/awskeyrows.h"
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace ui {

using common::SegmentedControl;
using common::Theme;
using profiles::Authentication;
using profiles::PasswordSource;

namespace {
QLineEdit *lineEdit(const char *name)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setFont(Theme::instance().fixed());
    return edit;
}
} // namespace

SecurityPage::SecurityPage(QWidget *parent)
    : FormPage(parent)
    , m_kind(new SegmentedControl)
    , m_user(lineEdit("profileUser"))
    , m_source(new SegmentedControl)
    , m_password(makeSecretField("profilePassword"))
    , m_command(new QPlainTextEdit)
    , m_cache(lineEdit("profileIamCache"))
    , m_region(lineEdit("profileIamRegion"))
    , m_serverless(new QCheckBox)
    , m_awsProfile(new QComboBox)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("securityPage"));
    m_kind->setObjectName(QStringLiteral("authenticationKind"));
    for (int i = 0; i < 4; ++i)
        m_kind->addSegment({})->setObjectName(QStringLiteral("authentication%1").arg(i));
    m_source->setObjectName(QStringLiteral("passwordSource"));
    for (int i = 0; i < 3; ++i)
        m_source->addSegment({})->setObjectName(QStringLiteral("passwordSource%1").arg(i));
    m_command->setObjectName(QStringLiteral("passwordCommand"));
    m_command->setTabChangesFocus(true);
    m_command->setFont(theme.fixed());
    m_command->setFixedHeight(theme.px(80));
    m_serverless->setObjectName(QStringLiteral("profileIamServerless"));
    m_awsProfile->setObjectName(QStringLiteral("profileIamAwsProfile"));
    m_awsProfile->setEditable(true);
    m_awsProfile->setInsertPolicy(QComboBox::NoInsert);
    m_awsProfile->setMinimumWidth(theme.px(240));
    m_kindLine = addRowAtLeft(m_kind);
    m_userLine = addRow(m_user, m_user);
    m_sourceLine = addRowAtLeft(m_source);
    m_passwordLine = addRow(m_password.holder, m_password.edit);
    m_commandLine = addRow(outlined(m_command), m_command);
    m_cacheLine = addRow(m_cache, m_cache);
    m_regionLine = addRow(m_region, m_region);
    m_serverlessLine = addRowAtLeft(m_serverless);
    m_awsProfileLine = addRowAtLeft(m_awsProfile);
    m_keys = std::make_unique<AwsKeyRows>(
        *this, AwsKeyRows::Names{ "iamKeys", "iamKeyId", "iamSecretKey", "iamSessionToken" },
        [this] {
            showRows();
            touched();
        });

    for (SegmentedControl *choice : { m_kind, m_source })
        connect(choice, &SegmentedControl::currentChanged, this, [this] {
            showRows();
            touched();
        });
    for (QLineEdit *edit : { m_user, m_cache, m_region })
        connect(edit, &QLineEdit::textChanged, this, &SecurityPage::touched);
    connect(m_awsProfile, &QComboBox::currentTextChanged, this, &SecurityPage::touched);
    connect(m_password.edit, &QLineEdit::textChanged, this, [this] {
        m_problem.clear();
        touched();
    });
    connect(m_command, &QPlainTextEdit::textChanged, this, &SecurityPage::touched);
    connect(m_serverless, &QCheckBox::toggled, this, &SecurityPage::touched);
    retranslate();
}

SecurityPage::~SecurityPage() = default;

void SecurityPage::retranslate()
{
    setLabel(m_kindLine, tr("Sign-in"), tr("How the server learns who you are"));
    m_kind->setSegmentText(0, tr("None"));
    m_kind->setSegmentText(1, tr("Password"));
    m_kind->setSegmentText(2, tr("ACL user"));
    m_kind->setSegmentText(3, tr("IAM token"));
    setLabel(m_sourceLine, tr("Password from"), tr("Where the password comes from"));
    m_source->setSegmentText(0, tr("Stored"));
    m_source->setSegmentText(1, tr("Ask each time"));
    m_source->setSegmentText(2, tr("From a command"));
    setLabel(m_passwordLine, tr("Password"), tr("What is stored is never shown"));
    m_password.retranslate();
    m_password.edit->setPlaceholderText(m_stored ? tr("Leave empty to keep the stored password")
                                                 : QString());
    setHint(m_passwordLine, m_storage);
    setLabel(m_commandLine, tr("Command"), tr("A program that prints the password"));
    m_command->setPlaceholderText(QStringLiteral("pass\nshow\nredis/orders"));
    setHint(m_commandLine,
            tr("The program and its arguments, one on each line. It is started directly, without a "
               "shell; the first line that it prints is the password."));
    setLabel(m_cacheLine, tr("Cache name"), tr("Replication group or serverless cache"));
    setLabel(m_regionLine, tr("Region"), tr("AWS region of the cache: ap-northeast-2"));
    setLabel(m_serverlessLine, tr("Kind"));
    m_serverless->setText(tr("Serverless cache"));
    m_serverless->setAccessibleName(m_serverless->text());
    setLabel(m_awsProfileLine, tr("AWS profile"),
             tr("Name of a profile in ~/.aws/config; empty = the default"));
    m_awsProfile->lineEdit()->setPlaceholderText(tr("default"));
    m_region->setPlaceholderText(QStringLiteral("ap-northeast-2"));
    m_keys->retranslate();
    showRows();
}

Authentication SecurityPage::authentication() const
{
    return static_cast<Authentication>(qMax(0, m_kind->current()));
}

PasswordSource SecurityPage::source() const
{
    return static_cast<PasswordSource>(qMax(0, m_source->current()));
}

bool SecurityPage::wantsTypedPassword() const
{
    const Authentication kind = authentication();
    return (kind == Authentication::Password || kind == Authentication::AclUser)
        && source() == PasswordSource::Stored;
}

bool SecurityPage::asksForKeys() const
{
    return authentication() == Authentication::Iam && m_tunnel != profiles::TunnelKind::Ssm;
}

QStringList SecurityPage::command() const
{
    QStringList words = m_command->toPlainText().split(u'\n');
    while (!words.isEmpty() && words.last().trimmed().isEmpty())
        words.removeLast();
    return words;
}

void SecurityPage::showRows()
{
    const Authentication kind = authentication();
    const bool iam = kind == Authentication::Iam;
    const bool password = kind == Authentication::Password || kind == Authentication::AclUser;
    setLabel(m_userLine, iam ? tr("User ID") : tr("User"),
             iam ? tr("ElastiCache user ID, which equals its user name")
                 : tr("Name of the ACL user, from Redis 6 on"));
    setRowVisible(m_userLine, kind == Authentication::AclUser || iam);
    setRowVisible(m_sourceLine, password);
    setRowVisible(m_passwordLine, wantsTypedPassword());
    setRowVisible(m_commandLine, password && source() == PasswordSource::Command);
    for (const int line : { m_cacheLine, m_regionLine, m_serverlessLine, m_awsProfileLine })
        setRowVisible(line, iam);
    m_keys->show(asksForKeys());
    setHint(m_awsProfileLine,
            m_tunnel == profiles::TunnelKind::Ssm
                ? tr("Through Session Manager, the AWS profile and the keys of the Tunnel page "
                     "count.")
                : QString());
    setHint(m_kindLine,
            kind == Authentication::None ? tr("Nothing is sent before the first command.")
                : iam ? tr("Instead of a password a token is made from your AWS keys for "
                           "each sign-in. Nothing of it is stored.")
                      : QString());
    setHint(m_sourceLine,
            source() == PasswordSource::Ask
                ? tr("Asked for at every connect and test; kept nowhere.")
                : QString());
}

void SecurityPage::fill(const profiles::Profile &profile)
{
    m_stored = profile.passwordStored;
    m_tls = profile.tls.enabled;
    m_tunnel = profile.tunnel.kind;
    m_problem.clear();
    m_kind->setCurrent(static_cast<int>(profile.authentication));
    m_user->setText(profile.user);
    m_source->setCurrent(static_cast<int>(profile.passwordSource));
    m_password.set({});
    m_command->setPlainText(profile.passwordCommand.join(u'\n'));
    m_cache->setText(profile.iam.cacheName);
    m_region->setText(profile.iam.region);
    m_serverless->setChecked(profile.iam.serverless);
    m_awsProfile->setEditText(profile.iam.awsProfile);
    m_keys->fill(profile.tunnel.awsKeysStored);
    retranslate();
}

void SecurityPage::collect(profiles::Profile &profile) const
{
    profile.authentication = authentication();
    const bool iam = profile.authentication == Authentication::Iam;
    if (profile.authentication == Authentication::AclUser || iam)
        profile.user = m_user->text();
    profile.passwordSource = source();
    if (profile.passwordSource == PasswordSource::Command)
        profile.passwordCommand = command();
    if (iam) {
        profile.iam.cacheName = m_cache->text().trimmed();
        profile.iam.region = m_region->text().trimmed();
        profile.iam.serverless = m_serverless->isChecked();
        profile.iam.awsProfile = m_awsProfile->currentText().trimmed();
    }
    if (asksForKeys())
        profile.tunnel.awsKeysStored = m_keys->keepsStored();
}

void SecurityPage::collectTyped(profiles::Secrets &typed) const
{
    if (wantsTypedPassword())
        typed.password = m_password.secret();
    if (asksForKeys())
        typed.aws = m_keys->typed();
}

void SecurityPage::setTyped(const profiles::Secrets &typed)
{
    m_password.set(typed.password);
    m_keys->setTyped(typed);
}

std::optional<FormPage::Problem> SecurityPage::check()
{
    for (const int line : { m_kindLine, m_cacheLine, m_regionLine })
        setProblem(line, {});
    m_keys->clearProblems();
    std::optional<Problem> first;
    const auto judge = [&](int line, QWidget *field, const QString &problem) {
        setProblem(line, problem);
        if (!problem.isEmpty() && !first)
            first = Problem{ field, problem };
    };
    const Authentication kind = authentication();
    const bool noUser = m_user->text().isEmpty() && kind == Authentication::AclUser;
    judge(m_userLine, m_user, noUser ? tr("Enter the name of the ACL user.") : QString());
    const bool wantsCommand = source() == PasswordSource::Command
        && (kind == Authentication::Password || kind == Authentication::AclUser);
    const bool noProgram = command().value(0).trimmed().isEmpty();
    judge(m_commandLine, m_command,
          wantsCommand && noProgram ? tr("Enter the program on the first line.") : QString());
    if (kind == Authentication::Iam)
        checkIam(judge);
    // Of the stored password it is known only at the moment that it is wanted.
    setProblem(m_passwordLine, m_problem);
    return first;
}

/// Each field by itself first, so that the sentence stands under the one that is wrong.
void SecurityPage::checkIam(const std::function<void(int, QWidget *, const QString &)> &judge)
{
    if (!m_tls)
        judge(m_kindLine, m_kind->findChild<QWidget *>(QStringLiteral("authentication3")),
              tr("ElastiCache takes IAM tokens over TLS only: turn TLS on below."));
    const QString cache = m_cache->text().trimmed();
    const QString region = m_region->text().trimmed();
    const QString known = QStringLiteral("a");
    const QString user = m_user->text();
    judge(m_userLine, m_user,
          user.isEmpty()
              ? tr("Enter the ID of the ElastiCache user.")
              : aws::iamUserProblem({ known, user, QStringLiteral("eu-west-1"), false }));
    judge(m_cacheLine, m_cache,
          cache.isEmpty()
              ? tr("Enter the name of the cache: the token is made for it.")
              : aws::iamUserProblem({ cache, known, QStringLiteral("eu-west-1"), false }));
    judge(m_regionLine, m_region, profiles::awsRegionProblem(region));
    if (asksForKeys())
        m_keys->check(judge);
}

void SecurityPage::setAwsProfiles(const QStringList &names)
{
    const QString text = m_awsProfile->currentText();
    const QSignalBlocker quiet(m_awsProfile);
    m_awsProfile->clear();
    m_awsProfile->addItems(names);
    m_awsProfile->setEditText(text);
}

void SecurityPage::focusAwsProfile()
{
    m_awsProfile->setFocus(Qt::OtherFocusReason);
}

void SecurityPage::setTunnel(profiles::TunnelKind kind)
{
    m_tunnel = kind;
    showRows();
    check();
}

void SecurityPage::setTls(bool on)
{
    if (std::exchange(m_tls, on) != on)
        check();
}

void SecurityPage::setStorageText(const QString &text)
{
    m_storage = text;
    setHint(m_passwordLine, text);
    m_keys->setStorageText(text);
}

bool SecurityPage::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    if (slot == profiles::SecretSlot::Aws && asksForKeys()) {
        m_keys->ask(problem);
        check();
        m_keys->focus();
        return true;
    }
    if (slot != profiles::SecretSlot::Password)
        return false;
    if (authentication() == Authentication::None)
        m_kind->setCurrent(static_cast<int>(Authentication::Password));
    m_source->setCurrent(static_cast<int>(PasswordSource::Stored));
    m_problem = problem;
    check();
    m_password.edit->setFocus(Qt::OtherFocusReason);
    return true;
}

void SecurityPage::chooseNone()
{
    m_kind->setCurrent(static_cast<int>(Authentication::None));
}

} // namespace ui
