#include "resp/decoder.h"
#include "base/durationtext.h"
#include <QCoreApplication>
#include <charconv>
#include <hiredis/hiredis.h>

namespace resp {

namespace {

/// hiredis moves the rest of its buffer to the front after each reply, so large portions make many
/// small replies slow (measured: 16-64 KB is best).
constexpr qsizetype portion = qsizetype(32) * 1024;
/// Inside a bulk string nothing is moved, and larger portions save calls.
constexpr qsizetype bulkPortion = qsizetype(512) * 1024;
/// A line (status, error, number, header) without an end; hiredis looks for the end from the
/// line's beginning every time.
constexpr qint64 lineLimit = qint64(1024) * 1024;

base::Error tooLarge(QString text)
{
    return { base::Error::Kind::TooLarge, std::move(text), {} };
}

} // namespace

class Decoder::Private {
public:
    explicit Private(const Limits &l)
        : limits(l)
        , reader(redisReaderCreateWithFunctions(functions()))
    {
        reader->privdata = this;
        reader->maxbuf = size_t(8 * portion);
#ifdef HAVE_HIREDIS_RESP3
        reader->maxelements = 0; // ours is checked in createArray
#endif
    }
    ~Private()
    {
        redisReaderFree(reader);
    }
    Q_DISABLE_COPY_MOVE(Private)

    static redisReplyObjectFunctions *functions();

    [[nodiscard]] qint64 unread() const
    {
        return qint64(reader->len - reader->pos);
    }
    /// Bytes of the reply being read that hiredis has taken in so far.
    [[nodiscard]] qint64 readOfReply() const
    {
        return fed - unread() - replyStart;
    }
    [[nodiscard]] const redisReadTask *task() const;
    void feedReader(QByteArrayView bytes);
    bool feedMore();
    void checkPending();
    bool admitBulk(qint64 size);
    bool admitTotal(qint64 size);
    void *refuse(base::Error why);
    [[nodiscard]] base::Error hiredisError() const;

    static Private *of(const redisReadTask *task);
    quint32 slotOf(const redisReadTask *task) const;
    static void *object(quint32 slot);

    const Limits limits;
    redisReader *reader;
    ReplyBuilder builder;
    std::optional<base::Error> error;
    QByteArray input; // not given to hiredis yet
    qsizetype inputStart = 0; // of what is left of it
    qint64 fed = 0; // bytes given to hiredis since the beginning
    qint64 replyStart = 0; // where the reply being read begins, in the same count
    qint64 bulkMissing = 0; // of the bulk string being read
    bool hungry = true; // hiredis has said that it needs more
};

// The functions that hiredis calls. Its void * objects carry a slot number of the builder plus one:
// for an aggregate the first child's, so that child i of a task is that number plus i.
Decoder::Private *Decoder::Private::of(const redisReadTask *task)
{
    return static_cast<Private *>(task->privdata);
}

quint32 Decoder::Private::slotOf(const redisReadTask *task) const
{
    if (!task->parent)
        return 0;
    return quint32(reinterpret_cast<quintptr>(task->parent->obj)) - 1 + quint32(task->idx);
}

void *Decoder::Private::object(quint32 slot)
{
    return reinterpret_cast<void *>(quintptr(slot) + 1); // NOLINT(performance-no-int-to-ptr)
}

void *Decoder::Private::refuse(base::Error why)
{
    if (!error)
        error = std::move(why);
    return nullptr; // hiredis takes it for "out of memory" and stops
}

bool Decoder::Private::admitBulk(qint64 size)
{
    if (size > limits.bulk) {
        refuse(tooLarge(QCoreApplication::translate(
                            "resp", "The reply has a value of %1; the limit for one value is %2.")
                            .arg(base::sizeText(size), base::sizeText(limits.bulk))));
        return false;
    }
    return admitTotal(readOfReply() + size);
}

bool Decoder::Private::admitTotal(qint64 size)
{
    if (size <= limits.reply)
        return true;
    refuse(tooLarge(QCoreApplication::translate(
                        "resp", "The reply is larger than %1; the limit for one reply is %2.")
                        .arg(base::sizeText(size), base::sizeText(limits.reply))));
    return false;
}

namespace {
Reply::Kind textKind(int type)
{
    switch (type) {
    case REDIS_REPLY_STATUS:
        return Reply::Kind::Status;
    case REDIS_REPLY_ERROR:
        return Reply::Kind::Error;
#ifdef HAVE_HIREDIS_RESP3
    case REDIS_REPLY_BIGNUM:
        return Reply::Kind::BigNumber;
#endif
    default:
        return Reply::Kind::String;
    }
}

Reply::Kind aggregateKind(int type)
{
#ifdef HAVE_HIREDIS_RESP3
    switch (type) {
    case REDIS_REPLY_MAP:
        return Reply::Kind::Map;
    case REDIS_REPLY_SET:
        return Reply::Kind::Set;
    case REDIS_REPLY_PUSH:
        return Reply::Kind::Push;
    default:
        break;
    }
#else
    Q_UNUSED(type)
#endif
    return Reply::Kind::Array;
}
} // namespace

redisReplyObjectFunctions *Decoder::Private::functions()
{
#ifdef HAVE_HIREDIS_RESP3
    using Count = size_t;
#else
    using Count = int;
#endif
    // By name: 1.x has inserted members in the middle of the structure.
    static redisReplyObjectFunctions table = [] {
        redisReplyObjectFunctions f{};
        f.createString = [](const redisReadTask *task, char *text, size_t size) -> void * {
            Private *d = of(task);
            // hiredis has the bytes already, but ours are not allocated yet.
            if (task->type == REDIS_REPLY_STRING && qint64(size) > d->limits.bulk
                && !d->admitBulk(qint64(size)))
                return nullptr;
            const quint32 slot = d->slotOf(task);
            const QByteArrayView bytes(text, qsizetype(size));
#ifdef HAVE_HIREDIS_RESP3
            if (task->type == REDIS_REPLY_VERB) {
                d->builder.setVerbatim(slot, bytes.first(3), bytes.sliced(4));
                return object(slot);
            }
#endif
            d->builder.setBytes(slot, textKind(task->type), bytes);
            return object(slot);
        };
        f.createArray = [](const redisReadTask *task, Count count) -> void * {
            Private *d = of(task);
            const auto children = qint64(count);
            if (d->reader->ridx + 1 > d->limits.depth) {
                return d->refuse(tooLarge(
                    QCoreApplication::translate(
                        "resp", "The reply is nested more than %1 levels deep, which is the limit.")
                        .arg(d->limits.depth)));
            }
            if (children < 0 || children > d->limits.elements - qint64(d->builder.nodeCount())) {
                return d->refuse(tooLarge(
                    QCoreApplication::translate(
                        "resp", "The reply has %1 or more elements; the limit for one reply is %2.")
                        .arg(base::countText(children + qint64(d->builder.nodeCount())),
                             base::countText(d->limits.elements))));
            }
            return object(d->builder.setAggregate(d->slotOf(task), aggregateKind(task->type),
                                                  quint32(children)));
        };
        f.createInteger = [](const redisReadTask *task, long long value) -> void * {
            Private *d = of(task);
            const quint32 slot = d->slotOf(task);
            d->builder.setInteger(slot, Reply::Kind::Integer, value);
            return object(slot);
        };
        f.createNil = [](const redisReadTask *task) -> void * {
            Private *d = of(task);
            const quint32 slot = d->slotOf(task);
            d->builder.setNil(slot);
            return object(slot);
        };
#ifdef HAVE_HIREDIS_RESP3
        f.createDouble = [](const redisReadTask *task, double value, char *text,
                            size_t size) -> void * {
            Private *d = of(task);
            const quint32 slot = d->slotOf(task);
            d->builder.setDouble(slot, value, QByteArrayView(text, qsizetype(size)));
            return object(slot);
        };
        f.createBool = [](const redisReadTask *task, int value) -> void * {
            Private *d = of(task);
            const quint32 slot = d->slotOf(task);
            d->builder.setInteger(slot, Reply::Kind::Boolean, value);
            return object(slot);
        };
#endif
        f.freeObject = [](void *) {};
        return f;
    }();
    return &table;
}

const redisReadTask *Decoder::Private::task() const
{
    if (reader->ridx < 0)
        return nullptr;
#if HIREDIS_MAJOR >= 1
    return reader->task[reader->ridx];
#else
    return &reader->rstack[reader->ridx];
#endif
}

void Decoder::Private::feedReader(QByteArrayView bytes)
{
    redisReaderFeed(reader, bytes.data(), size_t(bytes.size()));
    fed += bytes.size();
    bulkMissing = std::max<qint64>(0, bulkMissing - bytes.size());
    hungry = false;
}

bool Decoder::Private::feedMore()
{
    const qsizetype left = input.size() - inputStart;
    if (left == 0)
        return false;
    const qsizetype size = std::min(left, bulkMissing > portion ? bulkPortion : portion);
    feedReader(QByteArrayView(input).sliced(inputStart, size));
    inputStart += size;
    if (inputStart == input.size()) {
        input.clear();
        inputStart = 0;
    }
    return true;
}

/// hiredis waits for more bytes: is what it waits for within the limits?
void Decoder::Private::checkPending()
{
    if (!admitTotal(readOfReply()))
        return;
    const redisReadTask *current = task();
    if (!current || current->type < 0)
        return; // between two items
    const QByteArrayView rest(reader->buf + reader->pos, qsizetype(unread()));
    const bool bulk = current->type == REDIS_REPLY_STRING
#ifdef HAVE_HIREDIS_RESP3
        || current->type == REDIS_REPLY_VERB
#endif
        ;
    const qsizetype end = rest.first(std::min<qsizetype>(rest.size(), 32)).indexOf('\r');
    if (bulk && end > 0) {
        qint64 size = 0;
        std::from_chars(rest.data(), rest.data() + end, size); // hiredis has refused bad ones
        if (admitBulk(size))
            bulkMissing = std::max<qint64>(0, size + end + 4 - rest.size());
        return;
    }
    if (rest.size() > lineLimit) {
        refuse(tooLarge(QCoreApplication::translate(
                            "resp", "The reply has a line of more than %1, which is the limit.")
                            .arg(base::sizeText(lineLimit))));
    }
}

base::Error Decoder::Private::hiredisError() const
{
    const QByteArray words(reader->errstr);
    if (words.contains("depth")) {
        return { base::Error::Kind::Protocol,
                 QCoreApplication::translate(
                     "resp",
                     "The reply is nested too deeply for the hiredis %1 that this build uses "
                     "(at most 7 levels). hiredis 1.0 or newer lifts this limit.")
                     .arg(QStringLiteral("%1.%2").arg(HIREDIS_MAJOR).arg(HIREDIS_MINOR)),
                 words };
    }
    return { base::Error::Kind::Protocol,
             QCoreApplication::translate(
                 "resp",
                 "The answer is not in the Redis protocol. Check that host and port belong "
                 "to a Redis or Valkey server, and whether it expects TLS."),
             words };
}

Decoder::Decoder(const Limits &limits)
    : d(std::make_unique<Private>(limits))
{
}

Decoder::~Decoder() = default;

bool Decoder::hasResp3()
{
#ifdef HAVE_HIREDIS_RESP3
    return true;
#else
    return false;
#endif
}

void Decoder::feed(QByteArrayView bytes)
{
    if (d->error || bytes.isEmpty())
        return;
    // The usual case, a read of the socket into an empty decoder, takes no copy on the way.
    if (d->hungry && d->input.isEmpty() && bytes.size() <= portion)
        d->feedReader(bytes);
    else
        d->input.append(bytes);
}

base::Result<std::optional<Reply>> Decoder::next()
{
    while (!d->error) {
        if (!d->hungry) {
            void *root = nullptr;
            const int status = redisReaderGetReply(d->reader, &root);
            if (status != REDIS_OK) {
                if (!d->error)
                    d->error = d->hiredisError();
                break;
            }
            if (root) {
                d->replyStart = d->fed - d->unread();
                d->hungry = d->unread() == 0;
                d->bulkMissing = 0;
                return std::optional<Reply>(d->builder.take());
            }
            d->hungry = true;
            d->checkPending();
            if (d->error)
                break;
        }
        if (!d->feedMore())
            return std::optional<Reply>();
    }
    return base::fail(*d->error);
}

qint64 Decoder::buffered() const
{
    return d->fed - d->replyStart + d->input.size() - d->inputStart;
}

} // namespace resp
