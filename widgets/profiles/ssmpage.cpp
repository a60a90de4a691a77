#include "widgets/profiles/ssmpage.h"
#include "profiles/awsnames.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/awskeyrows.h"
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

using common::SegmentedControl;
using common::Theme;
using profiles::SsmBackend;
using profiles::TunnelKind;

namespace {
/// Of the four connections to a node; the list and the statistics always have theirs.
constexpr int usefulBulkSessions = 2;

QLineEdit *lineEdit(const char *name)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setFont(Theme::instance().fixed());
    return edit;
}

QComboBox *editableList(const char *name)
{
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setMinimumWidth(Theme::instance().px(160));
    return box;
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

void setItems(QComboBox *box, const QStringList &items)
{
    const QString text = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItems(items);
    box->setEditText(text);
}
} // namespace

SsmPage::SsmPage(QWidget *parent)
    : FormPage(parent)
    , m_awsProfile(editableList("ssmAwsProfile"))
    , m_regionLabel(new common::PlainLabel)
    , m_region(editableList("ssmRegion"))
    , m_target(lineEdit("ssmTarget"))
    , m_find(new QPushButton)
    , m_backend(segments("ssmBackend", 2))
    , m_bulk(segments("ssmBulk", profiles::mostBulkSessions))
    , m_more(new QPushButton)
    , m_document(lineEdit("ssmDocument"))
    , m_endpoint(lineEdit("awsEndpoint"))
    , m_program(lineEdit("awsProgram"))
    , m_browse(new QPushButton)
{
    setObjectName(QStringLiteral("ssmPage"));
    QMargins edges = layout()->contentsMargins();
    edges.setTop(0); // goes on where the Tunnel page ends
    layout()->setContentsMargins(edges);
    m_regionLabel->setRole(&common::Tokens::textSecondary);
    m_regionLabel->setBuddy(m_region);
    setItems(m_region, profiles::awsRegions());
    m_find->setObjectName(QStringLiteral("ssmFind"));
    m_find->setIcon(common::icon(QStringLiteral("aws")));
    for (int i = 0; i < m_bulk->count(); ++i)
        m_bulk->setSegmentText(i, QString::number(i + 1));
    m_more->setObjectName(QStringLiteral("ssmMore"));
    m_more->setCheckable(true);
    common::setButtonRole(m_more, common::ButtonRole::Flat);
    m_browse->setObjectName(QStringLiteral("browseAwsProgram"));
    makeRows();
    connectFields();
    retranslate();
}

SsmPage::~SsmPage() = default;

void SsmPage::makeRows()
{
    m_accountLine = addRow(side(m_awsProfile, { m_regionLabel, m_region }), m_awsProfile);
    m_targetLine = addRow(side(m_target, { m_find }), m_target);
    m_keys = std::make_unique<AwsKeyRows>(
        *this, AwsKeyRows::Names{ "ssmKeys", "awsKeyId", "awsSecretKey", "awsSessionToken" },
        [this] {
            showRows();
            touched();
        });
    m_backendLine = addRowAtLeft(m_backend);
    m_programLine = addRow(side(m_program, { m_browse }), m_program);
    m_bulkLine = addRowAtLeft(m_bulk);
    m_moreLine = addRowAtLeft(m_more);
    m_documentLine = addRow(m_document, m_document);
    m_endpointLine = addRow(m_endpoint, m_endpoint);
}

void SsmPage::connectFields()
{
    const auto edited = [this] {
        showRows();
        touched();
    };
    for (QComboBox *box : { m_awsProfile, m_region })
        connect(box, &QComboBox::currentTextChanged, this, edited);
    for (QLineEdit *edit : { m_target, m_document, m_endpoint, m_program })
        connect(edit, &QLineEdit::textChanged, this, edited);
    for (SegmentedControl *choice : { m_backend, m_bulk })
        connect(choice, &SegmentedControl::currentChanged, this, edited);
    connect(m_more, &QAbstractButton::toggled, this, &SsmPage::showRows);
    connect(m_find, &QAbstractButton::clicked, this, &SsmPage::bastionWanted);
    connect(m_browse, &QAbstractButton::clicked, this, &SsmPage::browse);
}

void SsmPage::focusAwsProfile()
{
    m_awsProfile->setFocus();
}

void SsmPage::useBuiltIn()
{
    m_backend->setCurrent(static_cast<int>(SsmBackend::BuiltIn));
}

void SsmPage::browse()
{
    const QFileInfo now(m_program->text());
    auto *dialog =
        new QFileDialog(window(), tr("The aws program"),
                        now.isAbsolute() ? now.path() : QStringLiteral("/usr/local/bin"));
    dialog->setObjectName(QStringLiteral("awsProgramDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_program->setText(path);
        m_program->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void SsmPage::retranslate()
{
    setLabel(m_accountLine, tr("AWS profile"), tr("A profile of ~/.aws/config or credentials"));
    m_awsProfile->lineEdit()->setPlaceholderText(tr("default"));
    m_regionLabel->setText(tr("Region"));
    m_region->setAccessibleName(tr("AWS region"));
    m_region->setToolTip(tr("AWS region of the bastion"));
    m_region->lineEdit()->setPlaceholderText(tr("as the profile says"));
    setLabel(m_targetLine, tr("Bastion"),
             tr("Instance in the VPC of the cache, online in Systems Manager"));
    m_target->setPlaceholderText(QStringLiteral("i-0123456789abcdef0"));
    m_find->setText(tr("Find…"));
    m_find->setAccessibleName(tr("Find a bastion in AWS"));
    m_find->setToolTip(m_find->accessibleName());
    m_keys->retranslate();
    setLabel(m_backendLine, tr("Opened by"), tr("Which program speaks to Session Manager"));
    m_backend->setSegmentText(0, tr("Built in"));
    m_backend->setSegmentText(1, tr("AWS CLI"));
    setLabel(m_programLine, tr("aws program"), tr("Path of the program; empty = aws in PATH"));
    m_program->setPlaceholderText(tr("aws in PATH"));
    m_browse->setText(tr("Browse…"));
    m_browse->setAccessibleName(tr("Choose the aws program"));
    m_browse->setToolTip(m_browse->accessibleName());
    setLabel(m_bulkLine, tr("Bulk sessions"), tr("How many sessions share big reads"));
    setLabel(m_moreLine, QString());
    setLabel(m_documentLine, tr("Document"), tr("The session document that AWS runs"));
    m_document->setPlaceholderText(QStringLiteral("AWS-StartPortForwardingSessionToRemoteHost"));
    setLabel(m_endpointLine, tr("AWS address"), tr("Instead of Session Manager's public address"));
    m_endpoint->setPlaceholderText(tr("the service's own"));
    showRows();
}

bool SsmPage::isCli() const
{
    return m_backend->current() == static_cast<int>(SsmBackend::AwsCli);
}

void SsmPage::showRows()
{
    const bool shown = m_kind == TunnelKind::Ssm;
    for (const int line : { m_accountLine, m_targetLine, m_backendLine })
        setRowVisible(line, shown);
    m_keys->show(shown, isCli());
    setRowVisible(m_programLine, shown && isCli());
    setRowVisible(m_bulkLine, shown && !isCli());
    showMore();
    showHints();
}

/// What is set is never hidden.
void SsmPage::showMore()
{
    const bool shown = m_kind == TunnelKind::Ssm;
    const bool set = !m_document->text().isEmpty() || !m_endpoint->text().isEmpty();
    const bool more = m_more->isChecked() || set;
    setRowVisible(m_moreLine, shown);
    setRowVisible(m_documentLine, shown && more);
    setRowVisible(m_endpointLine, shown && more);
    m_more->setText(more ? tr("Fewer settings") : tr("More settings"));
    m_more->setAccessibleName(m_more->text());
    m_more->setIcon(
        common::icon(more ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_more->setEnabled(!more || m_more->isChecked());
}

void SsmPage::showHints()
{
    setHint(m_targetLine,
            m_target->text().trimmed().startsWith(QLatin1String("ecs:"))
                ? tr("A container of ECS Exec: experimental.")
                : QString());
    const QString keptOpen =
        tr("An open window counts as use: AWS's idle timeout does not end the session. To let it "
           "end, set “Disconnect after” on the Safety page.");
    setHint(m_backendLine,
            (isCli()
                 ? tr("Runs aws ssm start-session with the Session Manager plugin, where a site "
                      "insists on them. It listens on a port of this computer.")
                 : tr("Larder speaks to Session Manager by itself: no AWS CLI, no plugin, no "
                      "open port."))
                + u'\n' + keptOpen);
    const int count = m_bulk->current() + 1;
    setHint(m_bulkLine,
            count <= 1 ? tr("Big values and scans go through one session beside the one for your "
                            "own work.")
                : count > usefulBulkSessions
                ? tr("Two do as well: Larder keeps to four connections to a server, and the list "
                     "and the statistics hold two, so that no more than two of these %1 sessions "
                     "are in use at a time.")
                      .arg(count)
                : tr("Big values and scans are shared among %1 sessions beside the one for "
                     "your own work: faster, and each is a session in AWS's records.")
                      .arg(count));
    setHint(m_documentLine,
            tr("For a document of your own that pins host and port. Empty = AWS's own."));
    setHint(m_endpointLine,
            tr("Session Manager's alone: the VPC endpoint of ssm. The other services of AWS "
               "follow AWS_ENDPOINT_URL."));
}

void SsmPage::setKind(TunnelKind kind)
{
    m_kind = kind;
    showRows();
    check();
}

void SsmPage::setAwsProfiles(const QStringList &names)
{
    m_names = names;
    setItems(m_awsProfile, names);
}

void SsmPage::setStorageText(const QString &text)
{
    m_keys->setStorageText(text);
}

void SsmPage::takeBastion(const QString &target, const QString &region, const QString &awsProfile)
{
    m_target->setText(target);
    if (!region.isEmpty())
        m_region->setEditText(region);
    if (!awsProfile.isEmpty())
        m_awsProfile->setEditText(awsProfile);
    focusTarget();
}

void SsmPage::focusTarget()
{
    m_target->setFocus(Qt::OtherFocusReason);
}

void SsmPage::fill(const profiles::Profile &profile)
{
    const auto &tunnel = profile.tunnel;
    m_kind = tunnel.kind;
    m_awsProfile->setEditText(tunnel.awsProfile);
    m_region->setEditText(tunnel.region);
    m_target->setText(tunnel.target);
    m_keys->fill(tunnel.awsKeysStored);
    m_backend->setCurrent(static_cast<int>(tunnel.ssmBackend));
    m_bulk->setCurrent(qBound(1, tunnel.bulkSessions, profiles::mostBulkSessions) - 1);
    m_document->setText(tunnel.document);
    m_endpoint->setText(tunnel.awsEndpoint);
    m_program->setText(tunnel.awsProgram);
    m_more->setChecked(false);
    retranslate();
}

void SsmPage::collect(profiles::Profile &profile) const
{
    if (m_kind != TunnelKind::Ssm)
        return;
    auto &tunnel = profile.tunnel;
    tunnel.awsProfile = m_awsProfile->currentText().trimmed();
    tunnel.region = m_region->currentText().trimmed();
    tunnel.target = m_target->text().trimmed();
    tunnel.ssmBackend = isCli() ? SsmBackend::AwsCli : SsmBackend::BuiltIn;
    tunnel.bulkSessions = m_bulk->current() + 1;
    tunnel.document = m_document->text().trimmed();
    tunnel.awsEndpoint = m_endpoint->text().trimmed();
    tunnel.awsProgram = m_program->text().trimmed();
    tunnel.awsKeysStored = m_keys->keepsStored();
}

void SsmPage::collectTyped(profiles::Secrets &typed) const
{
    if (m_kind == TunnelKind::Ssm)
        typed.aws = m_keys->typed();
}

void SsmPage::setTyped(const profiles::Secrets &typed)
{
    m_keys->setTyped(typed);
}

bool SsmPage::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    if (slot != profiles::SecretSlot::Aws || m_kind != TunnelKind::Ssm)
        return false;
    m_keys->ask(problem);
    check();
    m_keys->focus();
    return true;
}

std::optional<FormPage::Problem> SsmPage::check()
{
    for (const int line : { m_accountLine, m_targetLine, m_programLine, m_endpointLine })
        setProblem(line, {});
    m_keys->clearProblems();
    if (m_kind != TunnelKind::Ssm)
        return {};
    std::optional<Problem> first;
    const auto judge = [&](int line, QWidget *field, const QString &problem) {
        setProblem(line, problem);
        if (!problem.isEmpty() && !first)
            first = Problem{ field, problem };
    };
    const QString region = m_region->currentText().trimmed();
    judge(m_accountLine, m_region,
          region.isEmpty() ? QString() : profiles::awsRegionProblem(region));
    judge(m_targetLine, m_target, profiles::ssmTargetProblem(m_target->text().trimmed()));
    m_keys->check(judge);
    const QString program = m_program->text().trimmed();
    const bool whole = program.startsWith(QLatin1String("~/")) || QFileInfo(program).isAbsolute();
    judge(m_programLine, m_program,
          !isCli() || program.isEmpty() || whole ? QString()
                                                 : tr("Enter the whole path of the file."));
    const QString endpoint = m_endpoint->text().trimmed();
    judge(m_endpointLine, m_endpoint,
          endpoint.isEmpty() ? QString() : profiles::awsEndpointProblem(endpoint));
    return first;
}

} // namespace ui
