#include "widgets/profiles/topologypage.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/addresstable.h"
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

using common::Theme;
using profiles::HostPort;
using profiles::Topology;

namespace {
constexpr quint16 redisPort = 6379;
constexpr quint16 sentinelPort = 26379;
} // namespace

TopologyPage::TopologyPage(QWidget *parent)
    : FormPage(parent)
    , m_kind(new common::SegmentedControl)
    , m_seeds(new AddressTable("profileSeeds", 1))
    , m_primary(new QLineEdit)
    , m_signsIn(new QCheckBox)
    , m_user(new QLineEdit)
    , m_password(makeSecretField("sentinelPassword"))
    , m_tls(new QCheckBox)
    , m_replicas(new QCheckBox)
    , m_map(new AddressTable("profileAddressMap", 2))
{
    setObjectName(QStringLiteral("topologyPage"));
    m_kind->setObjectName(QStringLiteral("topologyKind"));
    for (int i = 0; i < 4; ++i)
        m_kind->addSegment({})->setObjectName(QStringLiteral("topology%1").arg(i));
    m_primary->setObjectName(QStringLiteral("sentinelPrimary"));
    m_signsIn->setObjectName(QStringLiteral("sentinelSignsIn"));
    m_user->setObjectName(QStringLiteral("sentinelUser"));
    m_tls->setObjectName(QStringLiteral("sentinelTls"));
    m_replicas->setObjectName(QStringLiteral("readFromReplicas"));
    for (QLineEdit *edit : { m_primary, m_user })
        edit->setFont(Theme::instance().fixed());
    m_kindLine = addRowAtLeft(m_kind);
    m_primaryLine = addRow(m_primary, m_primary);
    m_seedsLine = addRow(m_seeds, m_seeds->field());
    m_signsInLine = addRowAtLeft(m_signsIn);
    m_userLine = addRow(m_user, m_user);
    m_passwordLine = addRow(m_password.holder, m_password.edit);
    m_tlsLine = addRowAtLeft(m_tls);
    m_replicasLine = addRowAtLeft(m_replicas);
    m_mapLine = addRow(m_map, m_map->field());

    connect(m_kind, &common::SegmentedControl::currentChanged, this, [this] {
        showRows();
        touched();
    });
    connect(m_signsIn, &QCheckBox::toggled, this, [this] {
        showRows();
        touched();
    });
    for (QCheckBox *box : { m_tls, m_replicas })
        connect(box, &QCheckBox::toggled, this, &TopologyPage::touched);
    for (QLineEdit *edit : { m_primary, m_user })
        connect(edit, &QLineEdit::textChanged, this, &TopologyPage::touched);
    connect(m_password.edit, &QLineEdit::textChanged, this, [this] {
        m_problem.clear();
        touched();
    });
    for (AddressTable *table : { m_seeds, m_map })
        connect(&table->rows(), &AddressRows::edited, this, &TopologyPage::touched);
    retranslate();
}

void TopologyPage::retranslate()
{
    setLabel(m_kindLine, tr("Topology"), tr("What stands behind the address"));
    m_kind->setSegmentText(0, tr("Automatic"));
    m_kind->setSegmentText(1, tr("This node alone"));
    m_kind->setSegmentText(2, tr("Cluster"));
    m_kind->setSegmentText(3, tr("Sentinel"));
    setLabel(m_primaryLine, tr("Primary name"),
             tr("What the sentinels call the primary: mymaster"));
    setLabel(m_signsInLine, tr("Sentinel sign-in"));
    m_signsIn->setText(tr("The sentinels want a password of their own"));
    m_signsIn->setAccessibleName(m_signsIn->text());
    setLabel(m_userLine, tr("Sentinel user"), tr("Empty = the default user"));
    m_user->setPlaceholderText(tr("default user"));
    setLabel(m_passwordLine, tr("Sentinel password"), tr("What is stored is never shown"));
    m_password.retranslate();
    m_password.edit->setPlaceholderText(m_stored ? tr("Leave empty to keep the stored password")
                                                 : QString());
    setLabel(m_tlsLine, tr("Sentinel TLS"));
    m_tls->setText(tr("The sentinels speak TLS, with the settings of the Security page"));
    m_tls->setAccessibleName(m_tls->text());
    setLabel(m_replicasLine, tr("Reads"));
    m_replicas->setText(tr("Reads may go to replicas"));
    m_replicas->setAccessibleName(m_replicas->text());
    m_replicas->setToolTip(tr("They can lag behind the primary"));
    setLabel(m_mapLine, tr("Node addresses"), tr("How announced addresses are reached from here"));
    setHint(m_mapLine,
            tr("For nodes that announce an address which leads nowhere from here (NAT, "
               "containers). TLS still verifies the announced name."));
    m_seeds->setTexts(tr("Add"), tr("Remove"));
    m_map->setTexts(tr("Add"), tr("Remove"), { tr("Announced"), tr("Reached at") });
    showRows();
}

Topology TopologyPage::topology() const
{
    return static_cast<Topology>(qMax(0, m_kind->current()));
}

void TopologyPage::showRows()
{
    const Topology kind = topology();
    const bool sentinel = kind == Topology::Sentinel;
    const bool cluster = kind == Topology::Cluster;
    setRowVisible(m_primaryLine, sentinel);
    setRowVisible(m_seedsLine, sentinel || cluster);
    setRowVisible(m_signsInLine, sentinel);
    setRowVisible(m_userLine, sentinel && m_signsIn->isChecked());
    setRowVisible(m_passwordLine, sentinel && m_signsIn->isChecked());
    setRowVisible(m_tlsLine, sentinel);
    setRowVisible(m_replicasLine, cluster || kind == Topology::Automatic);
    setRowVisible(m_mapLine, kind != Topology::Standalone);
    setLabel(m_seedsLine, sentinel ? tr("Sentinels") : tr("Further nodes"));
    m_seeds->rows().setDefaultPort(sentinel ? sentinelPort : redisPort);
    setHint(m_seedsLine,
            sentinel ? tr("With none here, host and port of the General page are the sentinel.")
                     : tr("Tried when the first one does not answer; the cluster names the rest."));
    QString hint;
    switch (kind) {
    case Topology::Automatic:
        hint = tr("The server is asked what it is.");
        break;
    case Topology::Standalone:
        hint = tr("Speaks to this one node, even of a cluster: what other nodes hold is not seen.");
        break;
    case Topology::Cluster:
    case Topology::Sentinel:
        break;
    }
    setHint(m_kindLine, hint);
}

void TopologyPage::fill(const profiles::Profile &profile)
{
    m_stored = profile.sentinel.passwordStored;
    m_problem.clear();
    m_kind->setCurrent(static_cast<int>(profile.topology));
    QList<QStringList> seeds;
    for (const HostPort &seed : profile.seeds)
        seeds += { seed.toString() };
    m_seeds->rows().setRows(seeds);
    m_primary->setText(profile.sentinel.primaryName);
    m_signsIn->setChecked(profile.sentinel.signsIn);
    m_user->setText(profile.sentinel.user);
    m_password.set({});
    m_tls->setChecked(profile.sentinel.tls);
    m_replicas->setChecked(profile.readFromReplicas);
    QList<QStringList> map;
    for (auto one = profile.addressMap.begin(); one != profile.addressMap.end(); ++one)
        map += QStringList{ one.key(), one.value() };
    m_map->rows().setRows(map);
    retranslate();
}

void TopologyPage::collect(profiles::Profile &profile) const
{
    profile.topology = topology();
    const quint16 port = topology() == Topology::Sentinel ? sentinelPort : redisPort;
    profile.seeds.clear();
    for (const QStringList &row : m_seeds->rows().rows()) {
        if (const auto seed = HostPort::fromString(row.first(), port))
            profile.seeds += *seed;
    }
    profile.sentinel.primaryName = m_primary->text().trimmed();
    profile.sentinel.signsIn = m_signsIn->isChecked();
    profile.sentinel.user = m_user->text();
    profile.sentinel.tls = m_tls->isChecked();
    profile.readFromReplicas = m_replicas->isChecked();
    profile.addressMap.clear();
    for (const QStringList &row : m_map->rows().rows()) {
        const auto announced = HostPort::fromString(row.at(0));
        const auto reached = HostPort::fromString(row.at(1));
        if (announced && reached)
            profile.addressMap.insert(announced->toString(), reached->toString());
    }
}

void TopologyPage::collectTyped(profiles::Secrets &typed) const
{
    if (topology() == Topology::Sentinel && m_signsIn->isChecked())
        typed.sentinelPassword = m_password.secret();
}

void TopologyPage::setTyped(const profiles::Secrets &typed)
{
    m_password.set(typed.sentinelPassword);
}

std::optional<FormPage::Problem> TopologyPage::check()
{
    std::optional<Problem> first;
    const auto judge = [&](int line, QWidget *field, const QString &problem) {
        setProblem(line, problem);
        if (!problem.isEmpty() && !first)
            first = Problem{ field, problem };
    };
    const auto problemOf = [](const AddressTable *table) {
        const QModelIndex bad = table->rows().firstProblem();
        return bad.isValid() ? table->rows().problem(bad) : QString();
    };
    const Topology kind = topology();
    const bool sentinel = kind == Topology::Sentinel;
    const bool seeds = sentinel || kind == Topology::Cluster;
    judge(m_primaryLine, m_primary,
          sentinel && m_primary->text().trimmed().isEmpty()
              ? tr("Enter the name under which the sentinels know the primary.")
              : QString());
    judge(m_seedsLine, m_seeds->field(), seeds ? problemOf(m_seeds) : QString());
    setProblem(m_passwordLine, m_problem);
    judge(m_mapLine, m_map->field(), kind == Topology::Standalone ? QString() : problemOf(m_map));
    return first;
}

bool TopologyPage::focusSecret(profiles::SecretSlot slot, const QString &problem)
{
    if (slot != profiles::SecretSlot::SentinelPassword)
        return false;
    m_problem = problem;
    check();
    m_password.edit->setFocus(Qt::OtherFocusReason);
    return true;
}

void TopologyPage::forceStandalone()
{
    m_kind->setCurrent(static_cast<int>(Topology::Standalone));
}

void TopologyPage::focusAddressMap()
{
    if (topology() == Topology::Standalone)
        m_kind->setCurrent(static_cast<int>(Topology::Automatic));
    m_map->field()->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
