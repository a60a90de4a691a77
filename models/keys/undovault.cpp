#include "keys/undovault.h"
#include "base/durationtext.h"
#include "base/secret.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace keys {

namespace {

/// Milliseconds of TIME's answer; -1 when it is none.
qint64 serverTime(const resp::Reply &time)
{
    if (time.size() != 2)
        return -1;
    return time.at(0).toInteger() * 1000 + time.at(1).toInteger() / 1000;
}

base::Error tooLarge(qint64 bytes)
{
    return { base::Error::Kind::TooLarge,
             QCoreApplication::translate("keys", "the key takes %1, over the limit of %2")
                 .arg(base::sizeText(bytes), base::sizeText(UndoVault::mostPerKey)),
             {} };
}

} // namespace

UndoVault::UndoVault(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(15000);
    connect(&m_timer, &QTimer::timeout, this, &UndoVault::expire);
}

UndoVault::~UndoVault()
{
    // Not clear(): whoever owns this may be half gone and must hear nothing any more.
    for (Kept &kept : m_kept)
        base::wipe(kept.payload);
}

void UndoVault::setSend(const resp::Send &browse, const resp::Send &work)
{
    m_browse = browse;
    m_work = work;
}

void UndoVault::setCapabilities(const base::Capabilities &can)
{
    m_can = can;
}

void UndoVault::clear()
{
    for (Kept &kept : m_kept)
        base::wipe(kept.payload);
    m_kept.clear();
    m_timer.stop();
    Q_EMIT changed();
}

QList<UndoVault::Entry> UndoVault::entries() const
{
    QList<Entry> entries;
    for (const Kept &kept : m_kept)
        entries += kept.entry;
    return entries;
}

bool UndoVault::contains(int id) const
{
    return std::any_of(m_kept.cbegin(), m_kept.cend(),
                       [id](const Kept &kept) { return kept.entry.id == id; });
}

int UndoVault::newest() const
{
    return m_kept.isEmpty() ? 0 : m_kept.constLast().entry.id;
}

qint64 UndoVault::bytes() const
{
    qint64 bytes = 0;
    for (const Kept &kept : m_kept)
        bytes += kept.entry.bytes;
    return bytes;
}

void UndoVault::keep(Kept kept)
{
    m_kept += std::move(kept);
    while (bytes() > mostTotal && m_kept.size() > 1) {
        base::wipe(m_kept.first().payload);
        m_kept.removeFirst();
    }
    m_timer.start();
    Q_EMIT changed();
}

void UndoVault::expire()
{
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addSecs(-keepMinutes * 60);
    const auto count =
        m_kept.removeIf([&](const Kept &kept) { return kept.entry.deletedAt < oldest; });
    if (m_kept.isEmpty())
        m_timer.stop();
    if (count)
        Q_EMIT changed();
}

QFuture<base::Result<int>> UndoVault::remove(const base::KeyRef &key)
{
    auto promise = std::make_shared<QPromise<base::Result<int>>>();
    promise->start();
    const auto finish = [promise](const base::Result<int> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto future = promise->future();
    if (!m_browse || !m_work) {
        finish(base::fail(base::Error::Kind::Network, tr("Not connected.")));
        return future;
    }
    // How big is it? DUMP of a huge key would stall the server.
    resp::Commands probe{ { "TYPE", key.name }, { "STRLEN", key.name } };
    if (m_can.memoryUsage)
        probe << resp::Command{ "MEMORY", "USAGE", key.name };
    const QByteArray expiry = m_can.pexpiretime ? "PEXPIRETIME" : "PTTL";
    const QByteArray unlink = m_can.unlink ? "UNLINK" : "DEL";
    const auto take = [this, key, finish, absolute = m_can.pexpiretime](
                          base::KeyType type,
                          const base::Result<resp::TransactionOutcome> &outcome) {
        if (!outcome) {
            finish(base::fail(outcome.error()));
            return;
        }
        const resp::Reply dump = outcome->results.value(0);
        const resp::Reply life = outcome->results.value(1);
        const resp::Reply time = outcome->results.value(2);
        const resp::Reply removed = outcome->results.value(3);
        if (removed.isError()) {
            finish(base::fail(resp::serverError(removed, "UNLINK")));
            return;
        }
        if (dump.isNil() || removed.toInteger() == 0) {
            finish(base::fail(base::Error::Kind::NotFound, tr("The key no longer exists.")));
            return;
        }
        if (dump.kind() != resp::Reply::Kind::String) {
            finish(base::fail(base::Error::Kind::OutcomeUnknown,
                              tr("The key was deleted, but its copy could not be made.")));
            return;
        }
        Kept kept;
        kept.payload = dump.toByteArray();
        kept.entry.id = ++m_lastId;
        kept.entry.key = key;
        kept.entry.type = type;
        kept.entry.bytes = kept.payload.size();
        kept.entry.deletedAt = QDateTime::currentDateTimeUtc();
        const qint64 now = serverTime(time);
        const qint64 figure = life.toInteger(-1);
        if (figure >= 0) {
            kept.entry.deadline = absolute ? figure : now + figure;
            kept.entry.leftMs = absolute ? figure - now : figure;
        }
        const int id = kept.entry.id;
        keep(std::move(kept));
        finish(id);
    };
    base::whenDone(
        m_browse.many(probe), this,
        [this, key, finish, expiry, unlink, take](const base::Result<resp::Replies> &replies) {
            if (!replies) {
                finish(base::fail(replies.error()));
                return;
            }
            const auto type = replies->at(0).isError()
                ? base::KeyType::Unknown
                : base::keyTypeFromName(replies->at(0).bytes());
            if (type == base::KeyType::None) {
                finish(base::fail(base::Error::Kind::NotFound, tr("The key no longer exists.")));
                return;
            }
            const qint64 bytes =
                std::max(replies->at(1).toInteger(-1), replies->value(2).toInteger(-1));
            if (bytes < 0) {
                finish(
                    base::fail(base::Error::Kind::TooLarge, tr("the key's size cannot be asked")));
                return;
            }
            if (bytes > mostPerKey) {
                finish(base::fail(tooLarge(bytes)));
                return;
            }
            resp::Transaction transaction;
            // A user who may not DUMP or RESTORE learns it before anything is deleted: a command
            // refused while it is queued aborts EXEC.
            transaction.decide = [key, expiry, unlink](const resp::Replies &) {
                return std::optional<resp::Commands>({ { "DUMP", key.name },
                                                       { expiry, key.name },
                                                       { "TIME" },
                                                       { unlink, key.name } });
            };
            base::whenDone(m_work.transact(transaction), this,
                           [type, take](const base::Result<resp::TransactionOutcome> &outcome) {
                               take(type, outcome);
                           });
        });
    return future;
}

QFuture<base::Result<base::KeyRef>> UndoVault::restore(int id, Life life)
{
    auto promise = std::make_shared<QPromise<base::Result<base::KeyRef>>>();
    promise->start();
    const auto finish = [promise](const base::Result<base::KeyRef> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto future = promise->future();
    const auto found = std::find_if(m_kept.cbegin(), m_kept.cend(),
                                    [id](const Kept &kept) { return kept.entry.id == id; });
    if (found == m_kept.cend()) {
        finish(base::fail(base::Error::Kind::NotFound, tr("This copy is no longer kept.")));
        return future;
    }
    if (m_work && m_work.database() != found->entry.key.db) {
        finish(base::fail(base::Error::Kind::Invalid,
                          tr("The key was deleted in database %1. Switch to it first.")
                              .arg(found->entry.key.db)));
        return future;
    }
    const Kept kept = *found;
    const auto send = [this, kept, finish, life](qint64 now) {
        const Entry &entry = kept.entry;
        qint64 deadline = 0; // none
        if (entry.deadline >= 0 && life == Life::Exact)
            deadline = entry.deadline;
        else if (entry.deadline >= 0 && life == Life::Original)
            deadline = now + entry.leftMs;
        if (deadline && deadline <= now) {
            finish(base::fail(base::Error::Kind::NotFound,
                              tr("The key's time to live has passed meanwhile.")));
            return;
        }
        resp::Command command{ "RESTORE", entry.key.name };
        if (deadline && !m_can.restoreAbsTtl)
            deadline -= now;
        command << QByteArray::number(deadline) << kept.payload;
        if (deadline && m_can.restoreAbsTtl)
            command << "ABSTTL";
        base::whenDone(
            m_work(command), this, [this, entry, finish](const base::Result<resp::Reply> &reply) {
                if (!reply) {
                    finish(base::fail(reply.error()));
                } else if (reply->isError() && reply->bytes().startsWith("BUSYKEY")) {
                    finish(base::fail(
                        base::Error::Kind::Changed,
                        tr("The key exists again, so it was not restored. Compare, or restore "
                           "under another name."),
                        reply->toByteArray()));
                } else if (reply->isError()) {
                    finish(base::fail(resp::serverError(*reply, "RESTORE")));
                } else {
                    m_kept.removeIf([&](const Kept &k) { return k.entry.id == entry.id; });
                    Q_EMIT changed();
                    finish(entry.key);
                }
            });
    };
    if (!m_browse || !m_work) {
        finish(base::fail(base::Error::Kind::Network, tr("Not connected.")));
        return future;
    }
    // The server's clock decides what is over, not ours.
    base::whenDone(m_browse({ "TIME" }), this,
                   [send, finish](const base::Result<resp::Reply> &time) {
                       if (!time) {
                           finish(base::fail(time.error()));
                           return;
                       }
                       const qint64 now = serverTime(*time);
                       send(now >= 0 ? now : QDateTime::currentMSecsSinceEpoch());
                   });
    return future;
}

} // namespace keys
