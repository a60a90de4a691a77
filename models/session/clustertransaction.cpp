#include "session/clustertransaction.h"
#include "base/whendone.h"
#include "session/commandkeys.h"
#include <QCoreApplication>
#include <QPointer>

namespace session {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

ClusterTransaction::ClusterTransaction(Cluster *cluster, RequestPtr request)
    : Routed(cluster, std::move(request))
{
}

void ClusterTransaction::start()
{
    if (m_request->isCancelled()) {
        fail({ Kind::Cancelled, {}, {} });
        return;
    }
    for (const resp::Command &command : std::as_const(m_request->commands)) {
        if (const auto refused =
                m_cluster->host().gate().check(command, m_request->options.confirmed)) {
            fail(*refused);
            return;
        }
        if (!takeKeys(command)) {
            failCrossSlot();
            return;
        }
    }
    // With nothing to watch or read, what it writes says where it belongs.
    if (m_request->commands.isEmpty()) {
        for (const resp::Command &command :
             m_request->transaction.decide({}).value_or(resp::Commands())) {
            if (!takeKeys(command)) {
                failCrossSlot();
                return;
            }
        }
    }
    go();
}

bool ClusterTransaction::takeKeys(const resp::Command &command)
{
    const CommandKeys keys = keysOf(command);
    m_allKeysKnown = m_allKeysKnown && keys.known;
    for (const qsizetype position : keys.positions) {
        const int slot = resp::slotOf(command[position]);
        if (m_slot >= 0 && slot != m_slot)
            return false;
        m_slot = slot;
        m_keys.insert(command[position]);
    }
    return true;
}

void ClusterTransaction::failCrossSlot()
{
    fail({ Kind::Invalid,
           QCoreApplication::translate("session",
                                       "The keys of this change lie on different slots of the "
                                       "cluster, so it cannot be made in one step. Nothing was "
                                       "written."),
           {},
           Cause::CrossSlot });
}

void ClusterTransaction::abandon()
{
    if (!m_underWay)
        fail(m_cluster->closedWhy());
}

void ClusterTransaction::go()
{
    if (m_underWay || hasEnded())
        return;
    if (m_request->isCancelled()) {
        fail({ Kind::Cancelled, {}, {} });
        return;
    }
    if (!m_cluster->isOpen()) {
        fail(m_cluster->closedWhy());
        return;
    }
    const ClusterNode *owner = m_slot >= 0 ? m_cluster->topology().ownerOf(m_slot) : nullptr;
    ServerNode *node = !m_askAt.isEmpty() ? m_cluster->member(m_askAt)
        : owner                           ? m_cluster->member(owner->id)
                                          : m_cluster->anyNode();
    if (!node) {
        m_askAt.clear();
        m_tried = owner ? owner->id : QByteArray();
        again(false);
        return;
    }
    const auto request = std::make_shared<Request>();
    request->db = m_request->db;
    request->commands = m_request->commands;
    request->options = m_request->options;
    request->asking = !m_askAt.isEmpty();
    request->transaction = m_request->transaction;
    request->transaction.options.timeout = remaining();
    request->promise.emplace<Request::Transact>().start();
    const auto run = std::make_shared<Run>();
    // Called in this thread while the transaction runs, so while this object waits for it; but a
    // cluster that is torn down meanwhile takes this object with it.
    const QPointer<ClusterTransaction> guard(this);
    request->transaction.decide = [guard, run, decide = m_request->transaction.decide](
                                      const resp::Replies &reads) -> std::optional<resp::Commands> {
        for (const resp::Reply &reply : reads) {
            const bool redirected = Redirect::fromReply(reply).has_value();
            if (redirected && !std::exchange(run->redirected, true))
                run->words = reply.toByteArray();
        }
        if (run->redirected || !guard)
            return std::nullopt;
        auto writes = decide(reads);
        for (const resp::Command &command : writes.value_or(resp::Commands()))
            run->crossSlot = run->crossSlot || !guard->takeKeys(command);
        return run->crossSlot ? std::nullopt : writes;
    };
    m_underWay = true;
    base::whenDone(
        std::get<Request::Transact>(request->promise).future(), this,
        [this, run, at = node->endpoint()](const base::Result<resp::TransactionOutcome> &outcome) {
            m_underWay = false;
            finished(outcome, *run, at);
        });
    m_tried = node->id();
    node->submit(Lane::Work, request);
}

void ClusterTransaction::finished(const base::Result<resp::TransactionOutcome> &outcome,
                                  const Run &run, const links::Endpoint &at)
{
    m_askAt.clear();
    if (run.crossSlot) {
        failCrossSlot();
        return;
    }
    QByteArray words = run.words;
    if (!outcome && words.isEmpty() && outcome.error().kind == Kind::Server)
        words = outcome.error().detail;
    const auto redirect = Redirect::fromWords(words);
    if (redirect && m_hops < mostHops && !isOver()) {
        follow(*redirect, at.host);
        return;
    }
    if (outcome) {
        if (redirect)
            fail(resp::serverError(resp::Reply::error(words), "WATCH"));
        else
            succeed(*outcome);
        return;
    }
    // Anything but OutcomeUnknown has written nothing.
    const base::Error why = outcome.error();
    if (!mayPass(why) || why.kind == Kind::Timeout || isOver() || m_hops >= mostHops) {
        fail(why);
        return;
    }
    m_trouble = why;
    m_cluster->refresh();
    again(false);
}

void ClusterTransaction::follow(const Redirect &redirect, const QString &host)
{
    bool known = false;
    if (redirect.kind == Redirect::Kind::Moved) {
        m_slot = m_slot < 0 ? redirect.slot : m_slot;
        known = !m_cluster->follow(redirect, m_tried, host).isEmpty();
    } else if (redirect.kind == Redirect::Kind::Ask) {
        const QByteArray target = m_cluster->follow(redirect, m_tried, host);
        // With several keys some may still be where they were, and the other node would call them
        // missing: then the end of the move is waited for.
        if (m_keys.size() == 1 && m_allKeysKnown) {
            m_askAt = target;
            known = !target.isEmpty();
        }
    }
    again(known && m_hops < 4);
}

void ClusterTransaction::again(bool atOnce)
{
    ++m_hops;
    if (atOnce) {
        go();
        return;
    }
    if (isOver() || m_hops > 4 * mostHops) {
        fail(m_cluster->unreachable(m_tried, m_trouble));
        return;
    }
    waitFor(m_hops);
}

} // namespace session
