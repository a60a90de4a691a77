#include "values/hashwriter.h"

namespace values {

namespace {

/// `reads`: TYPE, HMGET, EXISTS.
Verdict compare(const resp::Replies &reads, const QList<HashChange> &changes)
{
    Verdict verdict;
    const auto type =
        typeInSave(reads.value(0), reads.value(2), reads.value(1), base::KeyType::Hash);
    if (!type) {
        verdict.what = Verdict::What::Refused;
        verdict.error = type.error();
        return verdict;
    }
    verdict.type = *type;
    if (verdict.type == base::KeyType::None) {
        verdict.what = Verdict::What::Gone;
        return verdict;
    }
    if (verdict.type != base::KeyType::Hash) {
        verdict.what = Verdict::What::TypeChanged;
        return verdict;
    }
    if (reads.at(1).isError() || reads.at(1).isNil()) {
        verdict.what = Verdict::What::Refused;
        verdict.error = readError(reads.at(1), "HMGET");
        return verdict;
    }
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const HashChange &change = changes.at(i);
        const resp::Reply reply = reads.at(1).at(i);
        const auto server =
            reply.isNil() ? std::nullopt : std::optional<QByteArray>(reply.toByteArray());
        if (server != change.loaded)
            verdict.conflicts += Conflict{ change.field, change.loaded, server, change.mine };
    }
    if (!verdict.conflicts.isEmpty())
        verdict.what = Verdict::What::Changed;
    return verdict;
}

} // namespace

SavePlan HashWriter::plan() const
{
    SavePlan plan;
    plan.key = key;
    if (changes.isEmpty())
        return plan;

    QByteArrayList fields;
    QByteArrayList pairs;
    QByteArrayList deleted;
    QByteArrayList kept; // fields that may have a TTL of their own to keep
    for (const HashChange &change : changes) {
        fields += change.field;
        if (!change.mine) {
            deleted += change.field;
            continue;
        }
        pairs << change.field << *change.mine;
        if (change.loaded)
            kept += change.field;
    }
    const bool keepByCommand = can.hsetex && !kept.isEmpty();
    const bool keepByDeadline = can.fieldTtl && !can.hsetex && !kept.isEmpty();
    if (!pairs.isEmpty()) {
        plan.preview += keepByCommand ? resp::Command{ "HSETEX", key, "KEEPTTL", "FIELDS",
                                                       QByteArray::number(pairs.size() / 2) }
                + pairs
                                      : resp::Command{ "HSET", key } + pairs;
    }
    if (!deleted.isEmpty())
        plan.preview += resp::Command{ "HDEL", key } + deleted;

    plan.reads = { { "TYPE", key }, resp::Command{ "HMGET", key } + fields, { "EXISTS", key } };
    plan.judge = [changes = changes](const resp::Replies &reads) {
        return compare(reads, changes);
    };
    plan.write = [preview = plan.preview](const resp::Replies &) { return preview; };
    if (!keepByDeadline)
        return plan;

    plan.reads +=
        resp::Command{ "HPEXPIRETIME", key, "FIELDS", QByteArray::number(kept.size()) } + kept;
    plan.judge = [changes = changes](const resp::Replies &reads) {
        Verdict verdict = compare(reads, changes);
        if (verdict.what == Verdict::What::Same && reads.value(3).isError()) {
            verdict.what = Verdict::What::Refused;
            verdict.error = readError(reads.at(3), "HPEXPIRETIME");
        }
        return verdict;
    };
    plan.write = [preview = plan.preview, key = key, kept](const resp::Replies &reads) {
        resp::Commands commands{ preview.first() };
        for (qsizetype i = 0; i < kept.size(); ++i) {
            const qint64 deadline = reads.at(3).at(i).toInteger(-1);
            if (deadline > 0)
                commands += resp::Command{ "HPEXPIREAT", key, QByteArray::number(deadline),
                                           "FIELDS",     "1", kept.at(i) };
        }
        commands += preview.sliced(1);
        return commands;
    };
    return plan;
}

} // namespace values
