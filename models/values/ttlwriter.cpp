#include "values/ttlwriter.h"
#include "base/durationtext.h"
#include "base/whendone.h"
#include "values/savejob.h"

namespace values {

resp::Command TtlWriter::command(std::optional<qint64> serverNow) const
{
    if (ttl.kind == Ttl::Kind::Persist)
        return { "PERSIST", key };
    resp::Command command;
    if (ttl.kind == Ttl::Kind::Absolute)
        command = { "PEXPIREAT", key, QByteArray::number(ttl.ms) };
    else if (serverNow)
        command = { "PEXPIREAT", key, QByteArray::number(*serverNow + ttl.ms) };
    else
        command = { "PEXPIRE", key, QByteArray::number(ttl.ms) };
    switch (condition) {
    case Condition::Always:
        break;
    case Condition::Nx:
        command += "NX";
        break;
    case Condition::Xx:
        command += "XX";
        break;
    case Condition::Gt:
        command += "GT";
        break;
    case Condition::Lt:
        command += "LT";
        break;
    }
    return command;
}

void setTtl(const resp::Send &send, const TtlWriter &writer, std::optional<qint64> serverNow,
            QObject *context, std::function<void(const base::Result<TtlOutcome> &)> done)
{
    const bool relative = writer.ttl.kind == Ttl::Kind::Relative;
    const bool absolute = writer.ttl.kind == Ttl::Kind::Absolute;
    if ((relative && writer.ttl.ms <= 0)
        || (absolute && writer.ttl.ms <= serverNow.value_or(QDateTime::currentMSecsSinceEpoch())))
        return done(
            base::fail(base::Error::Kind::Invalid,
                       QCoreApplication::translate(
                           "values", "This moment has passed. To remove the key, use Delete.")));
    const resp::Commands commands{ writer.command(serverNow), { "PTTL", writer.key } };
    base::whenDone(
        send.many(commands), context,
        [commands, done = std::move(done)](const base::Result<resp::Replies> &replies) {
            if (!replies)
                return done(base::fail(replies.error()));
            if (replies->at(0).isError())
                return done(base::fail(readError(replies->at(0), commands.first().first())));
            TtlOutcome outcome;
            outcome.pttl = replies->at(1).toInteger(-1);
            const bool persist = commands.first().first() == "PERSIST";
            if (replies->at(0).toInteger() == 1)
                outcome.what = persist ? TtlOutcome::What::Removed : TtlOutcome::What::Set;
            else if (outcome.pttl == -2)
                outcome.what = TtlOutcome::What::NoKey;
            else
                outcome.what = persist ? TtlOutcome::What::NoTtl : TtlOutcome::What::NotMet;
            done(outcome);
        });
}

QString ttlSentence(const TtlOutcome &outcome)
{
    switch (outcome.what) {
    case TtlOutcome::What::Set:
        return QCoreApplication::translate("values", "TTL set: %1 left.")
            .arg(base::ttlText(outcome.pttl));
    case TtlOutcome::What::Removed:
        return QCoreApplication::translate("values", "TTL removed. The key stays until deleted.");
    case TtlOutcome::What::NotMet:
        return QCoreApplication::translate("values",
                                           "The condition was not met; the TTL is as it was.");
    case TtlOutcome::What::NoTtl:
        return QCoreApplication::translate("values", "The key has no TTL.");
    case TtlOutcome::What::NoKey:
        return QCoreApplication::translate("values", "No such key: nothing was set.");
    }
    return {};
}

} // namespace values
