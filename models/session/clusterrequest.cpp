#include "session/clusterrequest.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <map>

namespace session {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;
using State = Redirect::Kind;

namespace {

bool signsIn(const resp::Command &command)
{
    const auto is = [](const QByteArray &word, const char *name) {
        return word.compare(name, Qt::CaseInsensitive) == 0;
    };
    if (is(command.constFirst(), "AUTH"))
        return true;
    return is(command.constFirst(), "HELLO")
        && std::any_of(command.cbegin(), command.cend(),
                       [&](const QByteArray &word) { return is(word, "AUTH"); });
}

} // namespace

ClusterRequest::ClusterRequest(Cluster *cluster, Lane lane, RequestPtr request)
    : Routed(cluster, std::move(request))
    , m_lane(lane)
{
}

void ClusterRequest::start()
{
    if (m_request->isCancelled()) {
        fail({ Kind::Cancelled, {}, {} });
        return;
    }
    // All of it before any of it goes out.
    for (const resp::Command &command : std::as_const(m_request->commands)) {
        if (const auto refused =
                m_cluster->host().gate().check(command, m_request->options.confirmed)) {
            fail(*refused);
            return;
        }
        if (m_lane == Lane::Console && signsIn(command)) {
            fail({ Kind::NotPermitted,
                   QCoreApplication::translate(
                       "session",
                       "%1 was not sent: it would sign in to one node of the cluster, and the next "
                       "command may run on another. Enter the user in the connection's settings.")
                       .arg(m_cluster->host().gate().nameOf(command)),
                   {} });
            return;
        }
    }
    prepare();
    go();
}

void ClusterRequest::prepare()
{
    for (qsizetype i = 0; i < m_request->commands.size(); ++i) {
        const resp::Command &command = m_request->commands[i];
        const bool writes = m_cluster->host().gate().isWrite(command);
        m_writes = m_writes || writes;
        m_wholes.emplace_back(command, m_lane != Lane::Console);
        for (const resp::Command &each : m_wholes.back().parts()) {
            Part part;
            part.command = each;
            part.whole = i;
            part.slot = slotsOf(each, keysOf(each)).value(0, -1);
            part.writes = writes;
            part.node = m_request->options.node;
            m_parts.push_back(std::move(part));
        }
    }
}

void ClusterRequest::resume()
{
    for (Part &part : m_parts) {
        if (part.state == Part::State::Waiting)
            part.state = Part::State::Ready;
    }
    go();
}

void ClusterRequest::abandon()
{
    const auto waits = [](const Part &part) {
        return part.state == Part::State::Ready || part.state == Part::State::Waiting;
    };
    if (std::any_of(m_parts.cbegin(), m_parts.cend(), waits))
        giveUp(m_cluster->closedWhy());
    if (m_underWay == 0)
        conclude();
}

/// Sends what is ready, one pipeline to each node.
void ClusterRequest::go()
{
    if (m_underWay == 0 && m_request->isCancelled()) {
        fail({ Kind::Cancelled, {}, {} });
        return;
    }
    if (!m_cluster->isOpen())
        abandon();
    if (m_failure) {
        if (m_underWay == 0)
            conclude();
        return;
    }
    std::vector<Group> groups;
    QHash<QByteArray, size_t> groupOf;
    QSet<int> heldBack; // slots of which an earlier command is not through yet
    for (size_t i = 0; i < m_parts.size(); ++i) {
        Part &part = m_parts[i];
        const bool ready = part.state == Part::State::Ready;
        if (ready && !(part.slot >= 0 && heldBack.contains(part.slot))) {
            ServerNode *node = choose(part);
            if (m_failure)
                break;
            if (!node) {
                again(part, false);
            } else {
                auto at = groupOf.find(node->id());
                if (at == groupOf.end()) {
                    at = groupOf.insert(node->id(), groups.size());
                    groups.push_back({ node->id(), node->endpoint().host, {}, {} });
                }
                groups[*at].parts += qsizetype(i);
                part.state = Part::State::UnderWay;
                if (m_lane == Lane::Console)
                    break;
                continue;
            }
        }
        if (part.state != Part::State::Done) {
            heldBack.insert(part.slot);
            if (m_lane == Lane::Console)
                break;
        }
    }
    if (m_failure) {
        for (const Group &group : groups) {
            for (const qsizetype i : group.parts)
                m_parts[size_t(i)].state = Part::State::Waiting;
        }
    } else {
        m_underWay += int(groups.size());
        for (const Group &group : groups)
            send(group, m_cluster->member(group.node));
    }
    if (m_underWay == 0)
        conclude();
}

/// Null = nobody now: the part waits, or has failed.
ServerNode *ClusterRequest::choose(Part &part)
{
    if (m_lane == Lane::Console) {
        if (const QString loss = m_cluster->takeConsoleLoss(); !loss.isEmpty()) {
            m_failure = base::Error{ Kind::Changed, loss, {} };
            return nullptr;
        }
        ServerNode *node = m_cluster->consoleNode();
        part.conversation = node && node->lane(Lane::Console)->hasOpenTransaction();
        if (part.conversation)
            return node;
    }
    if (!part.askAt.isEmpty()) {
        if (ServerNode *node = m_cluster->member(part.askAt))
            return node;
        part.askAt.clear();
    }
    if (!part.node.isEmpty()) {
        ServerNode *node = m_cluster->member(part.node);
        if (!node)
            giveUp(m_cluster->unreachable(part.node, part.trouble));
        return node;
    }
    if (part.slot < 0)
        return m_lane == Lane::Console ? m_cluster->consoleNode() : m_cluster->anyNode();
    if (mayReadFromReplica(part)) {
        if (ServerNode *node = m_cluster->replicaFor(part.slot))
            return node;
    }
    // A slot that nobody serves: any node says so in the cluster's own words.
    const ClusterNode *owner = m_cluster->topology().ownerOf(part.slot);
    if (!owner)
        return m_cluster->anyNode();
    ServerNode *node = m_cluster->member(owner->id);
    if (!node) {
        part.tried = owner->id;
        part.trouble.cause = Cause::NodeUnreachable;
    }
    return node;
}

/// Not among writes: a replica may not have seen them yet.
bool ClusterRequest::mayReadFromReplica(const Part &part) const
{
    return m_cluster->host().profile().readFromReplicas && !m_writes && !part.noReplica
        && m_lane != Lane::Console;
}

void ClusterRequest::send(const Group &group, ServerNode *node)
{
    Group sent = group;
    sent.request = std::make_shared<Request>();
    sent.request->db = m_request->db;
    sent.request->options = m_request->options;
    sent.request->options.timeout = remaining();
    sent.request->promise.emplace<Request::Many>().start();
    for (const qsizetype i : group.parts) {
        const Part &part = m_parts[size_t(i)];
        if (!part.askAt.isEmpty())
            sent.request->commands += resp::Command{ "ASKING" };
        sent.request->commands += part.command;
    }
    if (m_lane == Lane::Console)
        m_cluster->setConsoleNode(group.node);
    base::whenDone(std::get<Request::Many>(sent.request->promise).future(), this,
                   [this, sent](const base::Result<resp::Replies> &replies) {
                       --m_underWay;
                       answered(sent, replies);
                       go();
                   });
    node->submit(m_lane, sent.request);
}

void ClusterRequest::answered(const Group &group, const base::Result<resp::Replies> &replies)
{
    qsizetype at = 0;
    for (const qsizetype i : group.parts) {
        Part &part = m_parts[size_t(i)];
        if (!part.askAt.isEmpty())
            ++at; // the OK of its ASKING
        part.askAt.clear();
        if (replies)
            take(part, replies->value(at++), group);
        else
            lost(part, group, replies.error());
    }
}

void ClusterRequest::take(Part &part, const resp::Reply &reply, const Group &group)
{
    part.reply = reply;
    part.state = Part::State::Done;
    const auto redirect = Redirect::fromReply(reply);
    if (!redirect || part.conversation || part.hops >= mostHops || isOver())
        return;
    switch (redirect->kind) {
    case Redirect::Kind::Moved:
        part.slot = redirect->slot; // also of a command whose keys only the server finds
        part.node.clear();
        part.noReplica = true;
        again(part,
              !m_cluster->follow(*redirect, group.node, group.host).isEmpty() && part.hops < 4);
        break;
    case Redirect::Kind::Ask:
        part.node.clear();
        part.noReplica = true;
        part.askAt = m_cluster->follow(*redirect, group.node, group.host);
        again(part, !part.askAt.isEmpty() && part.hops < 4);
        break;
    case Redirect::Kind::Later:
        if (mayReadFromReplica(part)) {
            part.noReplica = true;
            again(part, true);
            break;
        }
        // What is typed is answered as the server answers it.
        if (m_lane != Lane::Console)
            again(part, false);
        break;
    case Redirect::Kind::NotHere:
        if (mayReadFromReplica(part)) {
            part.noReplica = true;
            again(part, true);
        }
        break;
    }
}

/// The group failed as a whole, or was refused before it went out.
void ClusterRequest::lost(Part &part, const Group &group, const base::Error &why)
{
    part.trouble = why;
    part.tried = group.node;
    const bool sent = group.request->sent;
    const bool repeatable =
        !sent || (!group.request->writes && !part.repeated && why.kind == Kind::Network);
    if (part.conversation || !mayPass(why) || !repeatable || !m_cluster->isOpen()
        || (why.cause == Cause::WrongNode && part.hops > 1)) {
        giveUp(why);
        return;
    }
    if (isOver() || !part.node.isEmpty()) {
        giveUp(sent ? why : m_cluster->unreachable(part.tried, why));
        return;
    }
    part.repeated = part.repeated || sent;
    const bool wasReplica = mayReadFromReplica(part);
    part.noReplica = true;
    again(part, wasReplica);
}

void ClusterRequest::again(Part &part, bool atOnce)
{
    ++part.hops;
    if (atOnce) {
        part.state = Part::State::Ready;
        return;
    }
    if (isOver() || part.hops > 4 * mostHops) {
        giveUp(m_cluster->unreachable(part.tried, part.trouble));
        return;
    }
    part.state = Part::State::Waiting;
    if (!part.tried.isEmpty())
        m_cluster->refresh();
    waitFor(part.hops);
}

void ClusterRequest::giveUp(const base::Error &why)
{
    // That nobody knows what became of a write outweighs every other reason.
    if (!m_failure || why.kind == Kind::OutcomeUnknown)
        m_failure = why;
}

void ClusterRequest::conclude()
{
    if (hasEnded())
        return;
    if (m_failure) {
        fail(verdict());
        return;
    }
    const bool done = std::all_of(m_parts.cbegin(), m_parts.cend(),
                                  [](const Part &part) { return part.state == Part::State::Done; });
    if (!done)
        return; // it waits
    std::vector<resp::Replies> parts(m_wholes.size());
    for (const Part &part : m_parts)
        parts[size_t(part.whole)] += part.reply;
    resp::Replies replies;
    for (size_t i = 0; i < m_wholes.size(); ++i)
        replies += m_wholes[i].merged(parts[i]);
    if (std::holds_alternative<Request::One>(m_request->promise))
        succeed(replies.constFirst());
    else
        succeed(replies);
}

/// Writes that were answered before another part failed have happened, and their replies are not
/// told: the whole must not read as if nothing had been sent.
base::Error ClusterRequest::verdict() const
{
    const auto ran = std::any_of(m_parts.cbegin(), m_parts.cend(), [](const Part &part) {
        return part.writes && part.state == Part::State::Done && !part.reply.isError();
    });
    if (!ran || m_failure->kind == Kind::OutcomeUnknown)
        return *m_failure;
    return { Kind::OutcomeUnknown,
             QCoreApplication::translate("session",
                                         "Some of these commands were carried out, others were "
                                         "not: %1")
                 .arg(m_failure->text),
             m_failure->detail, m_failure->cause };
}

} // namespace session
