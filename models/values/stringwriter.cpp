#include "values/stringwriter.h"

namespace values {

namespace {

constexpr qsizetype piece = qsizetype(1024) * 1024;

/// `reads`: TYPE, then GET, or STRLEN and GETRANGE pieces, then EXISTS.
Verdict compare(const resp::Replies &reads, const QByteArray &loaded, const QByteArray &mine,
                qsizetype pieces)
{
    Verdict verdict;
    const qsizetype last = pieces ? 2 + pieces : 2;
    const auto type =
        typeInSave(reads.value(0), reads.value(last), reads.value(1), base::KeyType::String);
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
    if (verdict.type != base::KeyType::String) {
        verdict.what = Verdict::What::TypeChanged;
        return verdict;
    }
    QByteArray server;
    for (qsizetype i = 1; i < last; ++i) {
        if (reads.value(i).isError()) {
            verdict.what = Verdict::What::Refused;
            verdict.error = readError(reads.at(i), pieces ? "GETRANGE" : "GET");
            return verdict;
        }
        if (!pieces || i > 1)
            server += reads.value(i).bytes();
    }
    const bool sameLength = !pieces || reads.at(1).toInteger(-1) == loaded.size();
    if (sameLength && server == loaded)
        return verdict;
    verdict.what = Verdict::What::Changed;
    verdict.conflicts = { Conflict{ {}, loaded, server, mine } };
    return verdict;
}

} // namespace

SavePlan StringWriter::plan() const
{
    SavePlan plan;
    plan.key = key;
    if (mine == loaded)
        return plan;
    plan.preview = { can.keepTtl ? resp::Command{ "SET", key, mine, "KEEPTTL" }
                                 : resp::Command{ "SET", key, mine } };
    plan.reads = { { "TYPE", key } };
    const qsizetype pieces = loaded.size() > piece ? (loaded.size() + piece - 1) / piece : 0;
    if (pieces) {
        plan.reads += resp::Command{ "STRLEN", key };
        for (qsizetype i = 0; i < pieces; ++i)
            plan.reads += resp::Command{ "GETRANGE", key, QByteArray::number(i * piece),
                                         QByteArray::number((i + 1) * piece - 1) };
    } else {
        plan.reads += resp::Command{ "GET", key };
    }
    plan.reads += resp::Command{ "EXISTS", key };
    plan.write = [preview = plan.preview](const resp::Replies &) { return preview; };
    plan.judge = [loaded = loaded, mine = mine, pieces](const resp::Replies &reads) {
        return compare(reads, loaded, mine, pieces);
    };
    if (can.keepTtl)
        return plan;

    const qsizetype ttlAt = plan.reads.size();
    plan.reads += resp::Command{ "PTTL", key };
    plan.reads += resp::Command{ "TIME" };
    plan.judge = [before = plan.judge, ttlAt](const resp::Replies &reads) {
        Verdict verdict = before(reads);
        if (verdict.what != Verdict::What::Same)
            return verdict;
        // Without a TTL that is known for certain nothing is written: a guess would lose it.
        for (const qsizetype i : { ttlAt, ttlAt + 1 }) {
            if (reads.value(i).isError() || reads.value(i).isNil()) {
                verdict.what = Verdict::What::Refused;
                verdict.error = readError(reads.value(i), i == ttlAt ? "PTTL" : "TIME");
                return verdict;
            }
        }
        if (reads.at(ttlAt).toInteger(-2) == -2)
            verdict.what = Verdict::What::Gone;
        return verdict;
    };
    plan.write = [set = plan.preview.first(), key = key, ttlAt](const resp::Replies &reads) {
        resp::Commands commands{ set };
        const qint64 pttl = reads.at(ttlAt).toInteger(-1);
        if (pttl >= 0) {
            const resp::Reply time = reads.at(ttlAt + 1);
            const qint64 now = time.at(0).toInteger() * 1000 + time.at(1).toInteger() / 1000;
            commands += resp::Command{ "PEXPIREAT", key, QByteArray::number(now + pttl) };
        }
        return commands;
    };
    return plan;
}

} // namespace values
