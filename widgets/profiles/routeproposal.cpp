#include "widgets/profiles/routeproposal.h"
#include "aws/discoverytexts.h"
#include "aws/keysource.h"
#include "aws/recipe.h"
#include "profiles/awsnames.h"
#include "profiles/importer.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace ui {

using aws::Answer;
using common::Theme;
using common::Tokens;
using profiles::Profile;

namespace {
constexpr int wayRole = Qt::UserRole;
constexpr int rowRole = Qt::UserRole + 1;
constexpr int targetRole = Qt::UserRole + 2;
constexpr qsizetype mostBastions = 4;

QString word(Answer answer)
{
    switch (answer) {
    case Answer::Yes:
        return QStringLiteral("✓");
    case Answer::No:
        return QStringLiteral("✗");
    case Answer::Unknown:
        break;
    }
    return RouteProposal::tr("unknown");
}

/// "✓ same VPC · ✓ online · unknown: port allowed": a sign and its words.
QString evidenceText(const aws::Evidence &evidence, quint16 port)
{
    const auto fact = [](Answer answer, const QString &what) {
        return answer == Answer::Unknown ? RouteProposal::tr("%1: unknown").arg(what)
                                         : word(answer) + u' ' + what;
    };
    return QStringList{ fact(evidence.sameVpc, RouteProposal::tr("same VPC")),
                        fact(evidence.online, RouteProposal::tr("SSM online")),
                        fact(evidence.allowed, RouteProposal::tr("port %1").arg(port)) }
        .join(QStringLiteral(" · "));
}

profiles::Authentication signInOf(aws::CacheAuth auth)
{
    switch (auth) {
    case aws::CacheAuth::Token:
        return profiles::Authentication::Password;
    case aws::CacheAuth::Users:
        return profiles::Authentication::AclUser;
    case aws::CacheAuth::None:
    case aws::CacheAuth::Unknown:
        break;
    }
    return profiles::Authentication::None;
}

QString nameOf(const aws::Bastion &bastion)
{
    return bastion.name.isEmpty()
        ? bastion.target
        : QStringLiteral("%1 (%2)").arg(aws::oneLine(bastion.name), bastion.target);
}
} // namespace

RouteProposal::RouteProposal(QWidget *parent)
    : QWidget(parent)
    , m_title(new common::PlainLabel)
    , m_stateIcon(new QLabel)
    , m_state(new common::PlainLabel)
    , m_list(new QListWidget)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("routeProposal"));
    m_title->setObjectName(QStringLiteral("routeTitle"));
    m_title->setType(Theme::Size::Base, QFont::DemiBold);
    m_title->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("routeState"));
    m_state->setType(Theme::Size::Secondary);
    m_state->setRole(&Tokens::textSecondary);
    m_state->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("routeList"));
    m_list->setAccessibleName(tr("Ways to this endpoint"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    column->addWidget(m_title);
    auto *state = new QHBoxLayout;
    state->setSpacing(theme.px(6));
    state->addWidget(m_stateIcon, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);
    column->addLayout(state);
    column->addSpacing(theme.px(2));
    column->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this, &RouteProposal::choose);
    hide();
}

RouteProposal::~RouteProposal()
{
    stopAsking();
}

void RouteProposal::setPlaces(const aws::Places &places)
{
    m_places = places;
}

bool RouteProposal::isNeeded(const Profile &profile)
{
    Profile read;
    read.host = profile.host;
    return profile.unixSocket.isEmpty() && profile.tunnel.kind == profiles::TunnelKind::None
        && !profiles::guessFromElastiCacheName(read).isEmpty()
        && !profile.host.contains(QLatin1String(".public.serverless."), Qt::CaseInsensitive);
}

void RouteProposal::propose(const Profile &profile)
{
    const bool needed = isNeeded(profile);
    setVisible(needed);
    if (!needed) {
        stopAsking();
        return;
    }
    if (m_profile.host == profile.host && m_profile.tunnel == profile.tunnel && m_list->count()) {
        m_profile = profile;
        return;
    }
    stopAsking();
    m_profile = profile;
    m_chosen.clear();
    m_problem.clear();
    m_bastions.clear();
    m_title->setText(tr("This endpoint is private: only its VPC reaches it. Choose a way there."));
    if (canAsk() && isOwnAccount())
        ask();
    showWays();
}

bool RouteProposal::canAsk() const
{
    return m_places && profiles::awsRegionProblem(m_profile.tunnel.region).isEmpty();
}

/// Asking as another may run the program of that profile, or take its role: not because of a paste.
bool RouteProposal::isOwnAccount() const
{
    const QString &named = m_profile.tunnel.awsProfile;
    return named.isEmpty() || named == aws::KeySource({}, *m_places, nullptr).profile();
}

void RouteProposal::ask()
{
    // Never the address that a paste names: the request is signed with the person's keys.
    m_account = {};
    m_account.profile = m_profile.tunnel.awsProfile;
    // By name, as it is kept: another environment would make another account of none.
    m_account.profile = aws::profileOfKeys(m_account, *m_places);
    m_account.region = m_profile.tunnel.region;
    m_discovery = std::make_unique<aws::Discovery>(
        std::make_unique<aws::Client>(m_account, *m_places, nullptr));
    connect(m_discovery.get(), &aws::Discovery::changed, this, &RouteProposal::refresh);
    connect(m_discovery.get(), &aws::Discovery::finished, this, &RouteProposal::finished);
    m_discovery->start();
}

void RouteProposal::stopAsking()
{
    if (!m_discovery)
        return;
    m_discovery->disconnect(this);
    m_discovery->cancel();
    m_discovery.release()->deleteLater(); // this may be its own signal
}

std::optional<aws::Cache> RouteProposal::cache() const
{
    const auto leads = [this](const aws::CacheAddress &address) {
        return address.host.compare(m_profile.host, Qt::CaseInsensitive) == 0;
    };
    for (const aws::Cache &each : m_discovery->caches()) {
        if (leads(each.endpoint) || leads(each.reader)
            || (!m_profile.iam.cacheName.isEmpty()
                && each.id.compare(m_profile.iam.cacheName, Qt::CaseInsensitive) == 0))
            return each;
    }
    return {};
}

void RouteProposal::refresh()
{
    aws::Cache wanted;
    wanted.endpoint = { m_profile.host, m_profile.port };
    if (const auto known = cache())
        wanted = *known;
    const bool none = m_bastions.isEmpty();
    m_bastions.clear();
    // What is offered takes the focus: nothing is, as long as AWS may yet say that it is elsewhere.
    const bool mayBeElsewhere = m_discovery->isRunning();
    for (const aws::RankedBastion &each : m_discovery->ranked(wanted)) {
        const Answer here = each.evidence.sameVpc;
        const bool fits = here == Answer::Yes || (here == Answer::Unknown && !mayBeElsewhere);
        if (fits && each.evidence.online != Answer::No && m_bastions.size() < mostBastions)
            m_bastions += each;
    }
    showWays();
    if (none && !m_bastions.isEmpty())
        Q_EMIT offered();
}

void RouteProposal::finished(const base::Result<> &result)
{
    if (!result)
        m_problem = result.error().text;
    refresh();
}

QString RouteProposal::state() const
{
    if (!m_discovery && canAsk())
        return tr("The pasted text names the AWS profile %1. AWS is asked with it only when you "
                  "choose so: that may run a program or take a role.")
            .arg(aws::oneLine(m_profile.tunnel.awsProfile));
    if (!m_discovery)
        return tr("AWS is not asked: the name does not tell the region.");
    if (!m_problem.isEmpty())
        return m_problem;
    const QString profile =
        m_account.profile.isEmpty() ? tr("default") : aws::oneLine(m_account.profile);
    if (m_discovery->isRunning())
        return tr("Asking AWS in %1 (profile %2) who you are, and for caches, instances and "
                  "security groups. Read-only; nothing is changed.")
            .arg(m_account.region, profile);
    const QStringList denied = aws::deniedActions(m_discovery->denied(), m_discovery->bastions());
    const QString more = denied.isEmpty()
        ? QString()
        : u' ' + tr("Not permitted: %1.").arg(denied.join(QStringLiteral(", ")));
    return (m_bastions.isEmpty()
                ? tr("AWS (profile %1) knows no bastion that is online in this VPC.").arg(profile)
                : tr("%n bastion(s) found", nullptr, static_cast<int>(m_bastions.size())))
        + more;
}

void RouteProposal::showWays()
{
    const QListWidgetItem *now = m_list->currentItem();
    const QVariant way = now ? now->data(wayRole) : QVariant(static_cast<int>(Way::Direct));
    const QVariant target = now ? now->data(targetRole) : QVariant();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (qsizetype i = 0; i < m_bastions.size(); ++i) {
        const aws::RankedBastion &each = m_bastions[i];
        QListWidgetItem *item =
            addWay(Way::Bastion,
                   tr("Through SSM bastion %1 — %2")
                       .arg(nameOf(each.bastion), evidenceText(each.evidence, m_profile.port)),
                   QStringLiteral("plug-ssm"));
        item->setData(rowRole, static_cast<int>(i));
        item->setData(targetRole, each.bastion.target);
        if (each.bastion.target == m_chosen)
            item->setIcon(common::icon(QStringLiteral("check"), &Tokens::ok));
    }
    if (!m_discovery && canAsk())
        addWay(Way::Ask,
               tr("Look in AWS with profile %1").arg(aws::oneLine(m_profile.tunnel.awsProfile)),
               QStringLiteral("aws"));
    addWay(Way::Aws, tr("Find a bastion in AWS…"), QStringLiteral("aws"));
    addWay(Way::Ssh, tr("Through an SSH bastion…"), QStringLiteral("plug-ssh"));
    QListWidgetItem *direct = addWay(Way::Direct, tr("Directly: by VPN, or from inside the VPC"),
                                     QStringLiteral("plug-direct"));
    if (m_chosen.isEmpty())
        direct->setIcon(common::icon(QStringLiteral("check"), &Tokens::ok));
    // The way that one is on stays the one, whatever comes in above it.
    m_list->setCurrentRow(m_list->count() - 1);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(wayRole) == way
            && m_list->item(row)->data(targetRole) == target)
            m_list->setCurrentRow(row);
    }
    const int high = qMax(m_list->sizeHintForRow(0), Theme::instance().px(24));
    m_list->setFixedHeight(m_list->count() * high + 2 * m_list->frameWidth());
    showState();
}

void RouteProposal::showState()
{
    const Theme &theme = Theme::instance();
    const bool asking = m_discovery && m_discovery->isRunning();
    const auto role = m_problem.isEmpty() ? &Tokens::textSecondary : &Tokens::warn;
    m_state->setText(state());
    m_state->setRole(role);
    m_stateIcon->setPixmap(
        common::iconPixmap(asking ? QStringLiteral("clock") : QStringLiteral("warning"),
                           theme.tokens().*role, theme.px(14), devicePixelRatioF()));
    m_stateIcon->setVisible(asking || !m_problem.isEmpty());
}

QListWidgetItem *RouteProposal::addWay(Way way, const QString &text, const QString &icon)
{
    auto *item = new QListWidgetItem(common::icon(icon), text, m_list);
    item->setData(wayRole, static_cast<int>(way));
    item->setToolTip(aws::tipText(text));
    return item;
}

bool RouteProposal::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
            choose(m_list->currentItem());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RouteProposal::choose(const QListWidgetItem *item)
{
    if (!item)
        return;
    switch (static_cast<Way>(item->data(wayRole).toInt())) {
    case Way::Bastion:
        take(m_bastions.value(item->data(rowRole).toInt()));
        return;
    case Way::Ask:
        ask();
        showWays();
        return;
    case Way::Aws:
        Q_EMIT awsWanted();
        return;
    case Way::Ssh:
        Q_EMIT sshWanted();
        return;
    case Way::Direct:
        m_chosen.clear();
        Q_EMIT directChosen();
        showWays();
        return;
    }
}

/// What AWS says of the cache counts more than what its name lets guess.
void RouteProposal::take(const aws::RankedBastion &ranked)
{
    Profile through = m_profile;
    through.tunnel.kind = profiles::TunnelKind::Ssm;
    through.tunnel.target = ranked.bastion.target;
    through.tunnel.region = m_account.region;
    through.tunnel.awsProfile = m_account.profile;
    through.tunnel.awsEndpoint.clear();
    through.iam.awsProfile = m_account.profile;
    if (const auto known = cache()) {
        through.iam = { known->id, m_account.region, known->kind == aws::CacheKind::Serverless,
                        m_account.profile };
        if (known->tls != Answer::Unknown)
            through.tls.enabled = known->tls == Answer::Yes;
        if (known->mode == aws::Mode::ClusterMode
            && through.topology == profiles::Topology::Automatic)
            through.topology = profiles::Topology::Cluster;
        if (through.authentication == profiles::Authentication::None)
            through.authentication = signInOf(known->auth);
    }
    m_chosen = ranked.bastion.target;
    showWays();
    Q_EMIT accepted(through, nameOf(ranked.bastion));
}

void RouteProposal::takeFocus()
{
    m_list->setCurrentRow(0);
    m_list->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
