#include "base/displaytext.h"
#include "session/capabilityprobe.h"
#include "session/diagnosis/abilities.h"
#include "session/diagnosis/climb.h"
#include "session/login.h"

namespace session {

void Climb::introduce()
{
    const resp::Commands commands{ { "INFO", "server" },
                                   { "INFO", "replication" },
                                   { "CLUSTER", "INFO" },
                                   { "CLUSTER", "SLOTS" } };
    m_wire->ask(commands, std::chrono::milliseconds(m_profile.commandTimeoutMs),
                [this](const Replies &replies) {
                    if (replies)
                        introduced(*replies);
                    else
                        fail(replies.error(), { Remedy::Retry });
                });
}

void Climb::introduced(const resp::Replies &replies)
{
    ServerInfo &server = m_report.server;
    for (const resp::Reply &info : replies.first(2)) {
        if (!info.isError())
            server.readInfo(info.bytes());
    }
    const resp::Reply &state = replies[2];
    const resp::Reply &slots = replies[3];
    const bool cluster = !slots.isError() && slots.isAggregate()
        && (server.mode.isEmpty() || server.mode == QLatin1String("cluster"));
    if (cluster && server.mode.isEmpty())
        server.mode = QStringLiteral("cluster");
    if (!cluster || m_profile.topology == profiles::Topology::Standalone) {
        pass(m_now.finding);
        tryCommands();
        return;
    }
    if (!state.isError() && state.toByteArray().contains("cluster_state:fail")) {
        fail({ Kind::Server,
               tr("The cluster is down: not all of its slots are served. Look at its nodes, or use "
                  "this node alone."),
               "cluster_state:fail", Cause::ClusterDown },
             { Remedy::Retry, Remedy::ForceStandalone });
        return;
    }
    if (const auto topology = Topology::fromSlots(slots, m_endpoint)) {
        std::copy_if(topology->nodes.cbegin(), topology->nodes.cend(), std::back_inserter(m_nodes),
                     [](const ClusterNode &node) { return node.isPrimary(); });
    }
    m_report.primaries = int(m_nodes.size());
    checkNode(0);
}

/// Every primary, at the address that the cluster announces: a client is sent there.
void Climb::checkNode(qsizetype index)
{
    if (index == m_nodes.size()) {
        m_report.keys = m_nodeKeys;
        pass(tr("%1 · all %n primaries can be reached", nullptr, int(m_nodes.size()))
                 .arg(m_now.finding));
        tryCommands();
        return;
    }
    const links::Endpoint &endpoint = m_nodes[index].endpoint;
    auto *wire = new Wire(this);
    wire->open(m_profile, endpoint, { m_tunnel.get() }, m_secrets.tlsKeyPassphrase,
               [this, wire, index](const base::Result<> &result) {
                   if (!result) {
                       wire->drop();
                       nodeFailed(index, result.error(), Cause::NodeUnreachable);
                       return;
                   }
                   resp::Commands commands;
                   if (m_signedIn)
                       commands += authCommand(m_profile, m_secret);
                   commands += resp::Command{ "CLUSTER", "MYID" };
                   commands += resp::Command{ "DBSIZE" };
                   wire->ask(commands, connectTimeout(),
                             [this, wire, index](const Replies &replies) {
                                 wire->drop();
                                 if (replies)
                                     nodeAnswered(index, *replies);
                                 else
                                     nodeFailed(index, replies.error(), Cause::NodeUnreachable);
                             });
                   if (m_signedIn)
                       base::wipe(commands.first().last());
               });
}

void Climb::nodeFailed(qsizetype index, const base::Error &why, Cause cause)
{
    const links::Endpoint &node = m_nodes[index].endpoint;
    const QByteArray words = why.detail.isEmpty() ? why.text.toUtf8() : why.detail;
    if (cause == Cause::WrongNode) {
        fail({ Kind::WrongServer,
               tr("%1 answers as another node than the cluster says. Check the node address map.")
                   .arg(node.toString()),
               words, cause },
             { Remedy::MapAddresses, Remedy::ForceStandalone, Remedy::Retry });
        return;
    }
    fail(
        { why.kind,
          tr("The cluster has %n primaries, and sends clients to the addresses that they announce. "
             "%1 cannot be reached from here: map it to an address that can, or use this node "
             "alone.",
             nullptr, int(m_nodes.size()))
              .arg(node.toString()),
          words, cause },
        { Remedy::MapAddresses, Remedy::ForceStandalone, Remedy::Retry });
}

void Climb::nodeAnswered(qsizetype index, const resp::Replies &replies)
{
    const resp::Reply &id = replies[replies.size() - 2];
    const resp::Reply &keys = replies.constLast();
    if (!id.isError() && !m_nodes[index].id.isEmpty() && id.toByteArray() != m_nodes[index].id) {
        nodeFailed(index, { Kind::WrongServer, {}, "CLUSTER MYID: " + id.toByteArray() },
                   Cause::WrongNode);
        return;
    }
    // One node that does not tell leaves no sum.
    if (keys.isError() || m_nodeKeys < 0)
        m_nodeKeys = -1;
    else
        m_nodeKeys += keys.toInteger();
    checkNode(index + 1);
}

void Climb::tryCommands()
{
    const bool cluster = m_report.server.mode == QLatin1String("cluster");
    begin(Rung::Capabilities);
    const resp::Commands commands =
        Abilities::questions(cluster ? 0 : m_profile.db, m_profile.clientName.toUtf8());
    m_wire->ask(commands, std::chrono::milliseconds(m_profile.commandTimeoutMs),
                [this, commands](const Replies &replies) {
                    if (replies)
                        triedCommands(Abilities::of(commands, *replies));
                    else
                        fail(replies.error(), { Remedy::Retry });
                });
}

void Climb::triedCommands(const Abilities &can)
{
    ServerInfo &server = m_report.server;
    const bool cluster = server.mode == QLatin1String("cluster");
    const QString comma = QStringLiteral(", ");
    server.databases = cluster ? 1 : can.databases;
    server.can = capabilitiesOf({}, server.engine, server.version);
    if (m_report.primaries == 0)
        m_report.keys = can.keys;
    m_now.tried = (can.works + can.notPermitted + can.missing + can.refused).join(comma);

    QStringList limits;
    QList<Remedy> remedies;
    const QString user =
        can.user.isEmpty() ? QStringLiteral("default") : base::displayText(can.user, 100);
    if (server.role == QLatin1String("slave"))
        limits += QCoreApplication::translate("session",
                                              "This node is a read-only replica. Connect to the "
                                              "primary endpoint to write.");
    if (!can.notPermitted.isEmpty())
        limits += tr("Not permitted to user %1: %2.").arg(user, can.notPermitted.join(comma));
    if (!can.missing.isEmpty())
        limits += tr("Not available on this server: %1.").arg(can.missing.join(comma));
    if (!can.refused.isEmpty())
        limits += tr("Refused at the moment: %1.").arg(can.refused.join(comma));
    if (can.databaseMissing)
        limits += tr("There is no database %1 for this user on this server.").arg(m_profile.db);
    if (cluster && m_profile.topology == profiles::Topology::Standalone)
        limits += tr("Only this node of the cluster is used, as the profile says.");
    if (cluster && m_profile.db > 0)
        limits += tr("A cluster has database 0 alone.");
    if (!cluster && m_profile.topology == profiles::Topology::Cluster) {
        limits += tr("This server is not part of a cluster.");
        remedies += Remedy::ForceStandalone;
    }
    QString databases;
    if (server.databases > 0)
        databases = tr("%n database(s)", nullptr, server.databases);
    if (limits.isEmpty()) {
        QStringList facts{ tr("everything that Larder uses works") };
        if (!databases.isEmpty())
            facts += databases;
        pass(facts.join(QStringLiteral(" · ")));
    } else {
        limits +=
            tr("Works: %1.").arg(can.works.isEmpty() ? QStringLiteral("–") : can.works.join(comma));
        conclude(Outcome::Limited, limits.join(u'\n'), remedies);
    }
    end();
}

} // namespace session
