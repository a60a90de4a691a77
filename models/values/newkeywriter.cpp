#include "values/newkeywriter.h"
#include "base/displaytext.h"
#include "base/whendone.h"
#include "values/savejob.h"
#include <QSet>

namespace values {

namespace {

base::Error invalid(const char *text)
{
    return { base::Error::Kind::Invalid, QCoreApplication::translate("values", text), {} };
}

base::Error existsAlready(const QByteArray &key)
{
    return { base::Error::Kind::Changed,
             QCoreApplication::translate("values",
                                         "A key of this name exists: %1. Nothing was written.")
                 .arg(base::displayText(key, 80)),
             {} };
}

/// What Redis reads as a score: a number, inf, +inf or -inf.
bool isScore(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    if (lower == "inf" || lower == "+inf" || lower == "-inf")
        return true;
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok && value == value;
}

} // namespace

std::optional<base::Error> NewKey::problem() const
{
    if (key.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("values", "Give the key a name."));
    switch (type) {
    case base::KeyType::String:
        return std::nullopt;
    case base::KeyType::List:
    case base::KeyType::Set:
        if (elements.isEmpty())
            return invalid(QT_TRANSLATE_NOOP("values", "Enter at least one element."));
        return std::nullopt;
    case base::KeyType::Hash: {
        QSet<QByteArray> seen;
        for (const auto &[field, value] : pairs) {
            if (seen.contains(field))
                return invalid(QT_TRANSLATE_NOOP("values", "A field is named twice."));
            seen.insert(field);
        }
        break;
    }
    case base::KeyType::SortedSet:
        for (const auto &[member, score] : pairs) {
            if (!isScore(score))
                return invalid(QT_TRANSLATE_NOOP("values", "A score is no number."));
        }
        break;
    case base::KeyType::Stream:
        break;
    default:
        return invalid(QT_TRANSLATE_NOOP("values", "This type cannot be made here."));
    }
    if (pairs.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("values", "Enter at least one element."));
    return std::nullopt;
}

resp::Commands NewKey::commands() const
{
    resp::Command create;
    switch (type) {
    case base::KeyType::String:
        create = { "SET", key, value, "NX" };
        if (ttl.kind == Ttl::Kind::Relative)
            return { create << "PX" << QByteArray::number(ttl.ms) };
        break;
    case base::KeyType::List:
        create = resp::Command{ "RPUSH", key } + elements;
        break;
    case base::KeyType::Set:
        create = resp::Command{ "SADD", key } + elements;
        break;
    case base::KeyType::Hash:
        create = { "HSET", key };
        for (const auto &[field, content] : pairs)
            create << field << content;
        break;
    case base::KeyType::SortedSet:
        create = { "ZADD", key };
        for (const auto &[member, score] : pairs)
            create << score << member;
        break;
    case base::KeyType::Stream:
        create = { "XADD", key, "*" };
        for (const auto &[field, content] : pairs)
            create << field << content;
        break;
    default:
        return {};
    }
    switch (ttl.kind) {
    case Ttl::Kind::Persist:
        return { create };
    case Ttl::Kind::Relative:
        return { create, { "PEXPIRE", key, QByteArray::number(ttl.ms) } };
    case Ttl::Kind::Absolute:
        return { create, { "PEXPIREAT", key, QByteArray::number(ttl.ms) } };
    }
    return {};
}

void create(const resp::Send &send, const NewKey &key, QObject *context,
            std::function<void(const base::Result<> &)> done)
{
    if (const auto problem = key.problem())
        return done(base::fail(*problem));
    const resp::Commands commands = key.commands();
    if (commands.size() == 1 && key.type == base::KeyType::String) {
        base::whenDone(send(commands.first()), context,
                       [key, done = std::move(done)](const base::Result<resp::Reply> &reply) {
                           if (!reply)
                               return done(base::fail(reply.error()));
                           if (reply->isError())
                               return done(base::fail(readError(*reply, "SET")));
                           if (reply->isNil())
                               return done(base::fail(existsAlready(key.key)));
                           done({});
                       });
        return;
    }
    resp::Transaction transaction;
    transaction.watch = { key.key };
    transaction.reads = { { "EXISTS", key.key } };
    transaction.decide = [commands](const resp::Replies &reads) -> std::optional<resp::Commands> {
        if (reads.value(0).isError() || reads.value(0).toInteger(1) != 0)
            return std::nullopt;
        return commands;
    };
    base::whenDone(send.transact(transaction), context,
                   [key, commands,
                    done = std::move(done)](const base::Result<resp::TransactionOutcome> &outcome) {
                       if (!outcome)
                           return done(base::fail(outcome.error()));
                       if (outcome->what == resp::TransactionOutcome::What::Changed) {
                           if (const auto error = firstError(outcome->reads, { { "EXISTS" } }))
                               return done(base::fail(*error));
                           return done(base::fail(existsAlready(key.key)));
                       }
                       if (const auto error = firstError(outcome->results, commands))
                           return done(base::fail(*error));
                       done({});
                   });
}

} // namespace values
