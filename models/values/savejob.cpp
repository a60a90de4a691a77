#include "values/savejob.h"
#include "base/whendone.h"

namespace values {

namespace {

constexpr int maxAttempts = 5;

struct Job {
    resp::Send send;
    SavePlan plan;
    QObject *context;
    std::function<void(const base::Result<SaveResult> &)> done;
    int attempts = 0;
};

void attempt(const std::shared_ptr<Job> &job)
{
    ++job->attempts;
    resp::Transaction transaction;
    transaction.watch = { job->plan.key };
    transaction.reads = job->plan.reads;
    // The TTL left is read inside the transaction, so the toast tells what this save left behind.
    auto written = std::make_shared<resp::Commands>();
    transaction.decide = [judge = job->plan.judge, write = job->plan.write, key = job->plan.key,
                          written](const resp::Replies &reads) -> std::optional<resp::Commands> {
        if (judge(reads).what != Verdict::What::Same)
            return std::nullopt;
        *written = write(reads);
        *written += resp::Command{ "PTTL", key };
        return *written;
    };
    const auto handle = [job, written](const base::Result<resp::TransactionOutcome> &outcome) {
        if (!outcome)
            return job->done(base::fail(outcome.error()));
        SaveResult result;
        result.watched = outcome->watched;
        result.verdict = job->plan.judge(outcome->reads);
        if (outcome->what == resp::TransactionOutcome::What::Changed) {
            if (result.verdict.what != Verdict::What::Same)
                return job->done(result);
            if (job->attempts < maxAttempts)
                return attempt(job);
            return job->done(
                base::fail(base::Error::Kind::Changed,
                           QCoreApplication::translate(
                               "values",
                               "The key is being written all the time by someone else. Nothing was "
                               "saved; try again.")));
        }
        resp::Replies results = outcome->results;
        const resp::Reply pttl = results.isEmpty() ? resp::Reply() : results.takeLast();
        if (const auto error = firstError(results, *written))
            return job->done(base::fail(*error));
        result.pttl = pttl.isError() ? -1 : pttl.toInteger(-1);
        job->done(result);
    };
    base::whenDone(job->send.transact(transaction), job->context, handle);
}

} // namespace

void save(const resp::Send &send, const SavePlan &plan, QObject *context,
          std::function<void(const base::Result<SaveResult> &)> done)
{
    if (plan.preview.isEmpty())
        return done(SaveResult{});
    attempt(std::make_shared<Job>(Job{ send, plan, context, std::move(done) }));
}

base::Result<base::KeyType> typeInSave(const resp::Reply &type, const resp::Reply &exists,
                                       const resp::Reply &value, base::KeyType wanted)
{
    if (type.kind() == resp::Reply::Kind::Status || type.kind() == resp::Reply::Kind::String)
        return base::keyTypeFromName(type.bytes());
    const base::Error error = readError(type, "TYPE");
    if (error.cause != base::Error::Cause::CommandDenied
        && error.cause != base::Error::Cause::CommandUnknown)
        return base::fail(error);
    if (value.isError() && value.bytes().startsWith("WRONGTYPE"))
        return base::KeyType::Unknown;
    if (exists.kind() != resp::Reply::Kind::Integer)
        return base::fail(error);
    return exists.toInteger() > 0 ? wanted : base::KeyType::None;
}

base::Error readError(const resp::Reply &reply, QByteArrayView command)
{
    if (reply.isError())
        return resp::serverError(reply, command);
    return { base::Error::Kind::Protocol,
             QCoreApplication::translate("values", "The answer to %1 makes no sense.")
                 .arg(QString::fromLatin1(command)),
             {} };
}

std::optional<base::Error> firstError(const resp::Replies &replies, const resp::Commands &commands)
{
    for (qsizetype i = 0; i < replies.size(); ++i) {
        if (replies.at(i).isError())
            return resp::serverError(replies.at(i), commands.value(i).value(0));
    }
    return std::nullopt;
}

} // namespace values
