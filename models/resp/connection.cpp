#include "resp/connection.h"
#include "base/durationtext.h"
#include "resp/encode.h"
#include "resp/pushes.h"
#include <QAbstractSocket>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QPointer>
#include <QPromise>
#include <QTimer>
#include <deque>

namespace resp {

namespace {

/// Read per turn of the event loop, and per call of the stream.
constexpr qint64 turnBudget = qint64(1024) * 1024;
constexpr qint64 readPortion = qint64(32) * 1024;
/// Kept in the socket; beyond it the kernel's own window slows the server down.
constexpr qint64 socketBuffer = qint64(4) * 1024 * 1024;

/// One or more commands that somebody waits for.
struct Request {
    std::optional<QPromise<base::Result<Reply>>> one;
    std::optional<QPromise<base::Result<Replies>>> many;
    qsizetype commands = 1;
    qsizetype answered = 0;
    Replies replies;
    QByteArray name; ///< of the first command, for sentences
    QByteArray unsent; ///< encoded, while it waits for its turn
    QList<std::pair<qsizetype, Command>> pushing; ///< those that a PushFilter has to know
    QDeadlineTimer deadline;
    std::chrono::milliseconds timeout{ 0 };
    bool settled = false; ///< finished already; its replies are swallowed

    [[nodiscard]] bool isAbandoned() const
    {
        return settled || (one ? one->isCanceled() : many->isCanceled());
    }
    void fail(const base::Error &why)
    {
        if (std::exchange(settled, true))
            return;
        replies.clear();
        if (one) {
            one->addResult(base::Result<Reply>(base::fail(why)));
            one->finish();
        } else {
            many->addResult(base::Result<Replies>(base::fail(why)));
            many->finish();
        }
    }
    void succeed(const Reply &last)
    {
        if (std::exchange(settled, true))
            return;
        if (one) {
            one->addResult(base::Result<Reply>(last));
            one->finish();
        } else {
            many->addResult(base::Result<Replies>(std::move(replies)));
            many->finish();
        }
    }
};

base::Error closedError()
{
    return { base::Error::Kind::Network,
             QCoreApplication::translate("resp", "The connection is closed."),
             {} };
}

} // namespace

class Connection::Private {
public:
    Private(Connection *connection, std::unique_ptr<QIODevice> s, const Limits &l)
        : q(connection)
        , stream(std::move(s))
        , limits(l)
        , decoder(l.decoder)
        , buffer(readPortion, Qt::Uninitialized)
    {
    }

    void add(Request &&request, const Command *commands, std::chrono::milliseconds timeout);
    void put(Request &&request, const QByteArray &bytes);
    void flush();
    void flushStream();
    void read();
    void readLater();
    void take(const Reply &reply);
    void shut(const base::Error &front, const base::Error &others, const base::Error &why);
    void shut(const base::Error &why) { shut(why, why, why); }
    void arm(const QDeadlineTimer &deadline);
    void timeUp();
    void setUpTimer();
    [[nodiscard]] base::Error endOfStream() const;

    Connection *const q;
    std::unique_ptr<QIODevice> stream;
    const Limits limits;
    Decoder decoder;
    PushFilter pushes;
    QByteArray buffer;
    QByteArray scratch;
    std::deque<Request> sent;
    std::deque<Request> waiting;
    quint64 sentCommands = 0;
    quint64 answeredCommands = 0;
    QTimer timer;
    QDeadlineTimer due{ QDeadlineTimer::Forever };
    bool streamEnded = false;
    bool isClosed = false;
    bool readScheduled = false;
    bool isReading = false;
};

void Connection::Private::add(Request &&request, const Command *commands,
                              std::chrono::milliseconds timeout)
{
    if (isClosed) {
        request.fail(closedError());
        return;
    }
    qint64 size = 0;
    for (qsizetype i = 0; i < request.commands; ++i) {
        if (const auto error = unfit(commands[i])) {
            request.fail(*error);
            return;
        }
        if (PushFilter::concerns(commands[i]))
            request.pushing.emplaceBack(i, commands[i]);
        for (const QByteArray &argument : commands[i])
            size += argument.size();
    }
    if (size > limits.pendingWrite) {
        request.fail({ base::Error::Kind::TooLarge,
                       QCoreApplication::translate(
                           "resp", "%1 was not sent: it is %2, and at most %3 can be sent at once.")
                           .arg(QString::fromLatin1(commands[0][0].toUpper()), base::sizeText(size),
                                base::sizeText(limits.pendingWrite)),
                       {} });
        return;
    }
    request.name = commands[0][0];
    request.timeout = timeout.count() > 0 ? timeout : limits.timeout;
    request.deadline = QDeadlineTimer(request.timeout);
    arm(request.deadline);

    const qint64 ahead = stream->bytesToWrite();
    if (!waiting.empty() || (ahead > 0 && ahead + size > limits.pendingWrite)) {
        for (qsizetype i = 0; i < request.commands; ++i)
            encodeTo(request.unsent, commands[i]);
        waiting.push_back(std::move(request));
        return;
    }
    scratch.resize(0);
    for (qsizetype i = 0; i < request.commands; ++i)
        encodeTo(scratch, commands[i]);
    put(std::move(request), scratch);
    // Somebody waits for this one alone, so it does not wait for the event loop as well. Where
    // there are more, the loop writes them together.
    if (sent.size() == 1)
        flushStream();
    if (scratch.capacity() > socketBuffer)
        scratch = {};
}

/// From here on the request's replies are expected.
void Connection::Private::put(Request &&request, const QByteArray &bytes)
{
    for (const auto &[index, command] : request.pushing)
        pushes.sent(sentCommands + quint64(index), command);
    sentCommands += quint64(request.commands);
    sent.push_back(std::move(request));

    if (stream->write(bytes) == bytes.size())
        return;
    // Never from inside send(): a request that is failed there was not written at all.
    streamEnded = true;
    readLater();
}

void Connection::Private::flushStream()
{
    if (auto *socket = qobject_cast<QAbstractSocket *>(stream.get()))
        socket->flush();
    else if (auto *local = qobject_cast<QLocalSocket *>(stream.get()))
        local->flush();
}

void Connection::Private::flush()
{
    std::vector<Request> dropped; // finished last: a listener may destroy this object
    while (!isClosed && !waiting.empty()) {
        Request &front = waiting.front();
        if (!front.isAbandoned()) {
            const qint64 ahead = stream->bytesToWrite();
            if (ahead > 0 && ahead + front.unsent.size() > limits.pendingWrite)
                break;
        }
        Request next = std::move(front);
        waiting.pop_front();
        if (next.isAbandoned()) {
            dropped.push_back(std::move(next));
        } else {
            const QByteArray bytes = std::exchange(next.unsent, {});
            put(std::move(next), bytes);
        }
    }
    for (Request &request : dropped)
        request.fail(closedError()); // cancelled: nobody reads this, but it has to finish
}

void Connection::Private::readLater()
{
    if (std::exchange(readScheduled, true))
        return;
    QMetaObject::invokeMethod(
        q,
        [this] {
            readScheduled = false;
            read();
        },
        Qt::QueuedConnection);
}

void Connection::Private::read()
{
    if (isReading || isClosed)
        return;
    isReading = true;
    const QPointer<Connection> alive(q);
    qint64 budget = turnBudget;
    for (;;) {
        for (;;) {
            const base::Result<std::optional<Reply>> next = decoder.next();
            if (!next) {
                base::Error others = closedError();
                others.text = QCoreApplication::translate(
                    "resp",
                    "The connection was closed because an earlier reply could not be read.");
                others.detail = next.error().detail;
                shut(next.error(), others, next.error());
                return;
            }
            if (!*next)
                break;
            take(**next);
            if (!alive || isClosed)
                return;
        }
        if (budget <= 0) {
            readLater();
            break;
        }
        const qint64 size = stream->read(buffer.data(), buffer.size());
        if (size < 0 || (size == 0 && streamEnded)) {
            shut(endOfStream());
            return;
        }
        if (size == 0)
            break;
        budget -= size;
        decoder.feed(QByteArrayView(buffer).first(size));
    }
    isReading = false;
}

void Connection::Private::take(const Reply &reply)
{
    const PushFilter::What what = pushes.classify(reply, answeredCommands);
    if (what != PushFilter::What::Answer) {
        const QPointer<Connection> alive(q);
        Q_EMIT q->pushed(reply);
        if (!alive || isClosed || what == PushFilter::What::Push)
            return;
    }
    if (sent.empty()) {
        // "-ERR max number of clients reached" and the like come without a question.
        shut(reply.isError()
                 ? serverError(reply, {})
                 : base::Error{ base::Error::Kind::Protocol,
                                QCoreApplication::translate(
                                    "resp", "The server sent a reply that nothing had asked for."),
                                {} });
        return;
    }
    ++answeredCommands;
    Request &front = sent.front();
    ++front.answered;
    if (front.many && !front.isAbandoned())
        front.replies.append(reply);
    if (front.answered < front.commands)
        return;
    Request done = std::move(front);
    sent.pop_front();
    done.succeed(reply); // may destroy this object
}

base::Error Connection::Private::endOfStream() const
{
    return { base::Error::Kind::Network,
             QCoreApplication::translate("resp", "The connection to the server was lost."),
             stream->errorString().toUtf8() };
}

/// `front` is for the request whose reply was being read, `others` for those behind it.
void Connection::Private::shut(const base::Error &front, const base::Error &others,
                               const base::Error &why)
{
    if (std::exchange(isClosed, true))
        return;
    timer.stop();
    QObject::disconnect(stream.get(), nullptr, q, nullptr);
    stream->close();
    QMetaObject::invokeMethod(
        q, [connection = q, why] { Q_EMIT connection->closed(why); }, Qt::QueuedConnection);

    // A listener may destroy this object: only the local copies are touched from here on.
    std::deque<Request> unanswered = std::move(sent);
    std::deque<Request> unsent = std::move(waiting);
    const base::Error first = front;
    const base::Error rest = others;
    bool isFirst = true;
    for (Request &request : unanswered)
        request.fail(std::exchange(isFirst, false) ? first : rest);
    for (Request &request : unsent)
        request.fail(rest);
}

void Connection::Private::arm(const QDeadlineTimer &deadline)
{
    if (timer.isActive() && due <= deadline)
        return;
    due = deadline;
    timer.start(std::chrono::milliseconds(std::max<qint64>(0, deadline.remainingTime())));
}

void Connection::Private::setUpTimer()
{
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, q, [this] { timeUp(); });
}

void Connection::Private::timeUp()
{
    std::vector<Request> late; // failed last: a listener may destroy this object
    std::vector<base::Error> errors;
    QDeadlineTimer next(QDeadlineTimer::Forever);
    for (std::deque<Request> *queue : { &sent, &waiting }) {
        for (Request &request : *queue) {
            if (request.settled)
                continue;
            if (!request.deadline.hasExpired()) {
                next = std::min(next, request.deadline);
                continue;
            }
            const QString seconds =
                QString::number(double(request.timeout.count()) / 1000.0, 'g', 6);
            const QString name = QString::fromLatin1(request.name.toUpper());
            const QString text = queue == &sent
                ? QCoreApplication::translate(
                    "resp",
                    "No reply to %1 within %2 s. The command may still be running on the server.")
                : QCoreApplication::translate("resp",
                                              "%1 was not sent: for %2 s the server took no data.");
            errors.push_back({ base::Error::Kind::Timeout, text.arg(name, seconds), {} });
            // What stays behind is a place in the queue that swallows the replies.
            Request place;
            place.commands = request.commands;
            place.answered = request.answered;
            place.settled = true;
            late.push_back(std::exchange(request, std::move(place)));
        }
    }
    std::erase_if(waiting, [](const Request &request) { return request.settled; });
    if (!next.isForever())
        arm(next);
    for (size_t i = 0; i < late.size(); ++i)
        late[i].fail(errors[i]);
}

Connection::Connection(std::unique_ptr<QIODevice> stream, const Limits &limits, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(stream), limits))
{
    d->setUpTimer();
    QIODevice *device = d->stream.get();
    connect(device, &QIODevice::readyRead, this, [this] { d->read(); });
    connect(device, &QIODevice::bytesWritten, this, [this] { d->flush(); });
    const auto ended = [this] {
        d->streamEnded = true;
        d->readLater();
    };
    connect(device, &QIODevice::readChannelFinished, this, ended);
    connect(device, &QIODevice::aboutToClose, this, ended);
    // Without a bound the socket would take in all that the server sends while we parse.
    if (auto *socket = qobject_cast<QAbstractSocket *>(device)) {
        socket->setReadBufferSize(socketBuffer);
        connect(socket, &QAbstractSocket::disconnected, this, ended);
    } else if (auto *local = qobject_cast<QLocalSocket *>(device)) {
        local->setReadBufferSize(socketBuffer);
        connect(local, &QLocalSocket::disconnected, this, ended);
    }
    if (!device->isOpen())
        d->streamEnded = true;
    d->readLater(); // what has come before us
}

Connection::~Connection()
{
    d->isClosed = true;
    d->timer.stop();
    disconnect(d->stream.get(), nullptr, this, nullptr);
    const base::Error why{ base::Error::Kind::Cancelled, closedError().text, {} };
    for (std::deque<Request> *queue : { &d->sent, &d->waiting }) {
        std::deque<Request> requests = std::move(*queue);
        for (Request &request : requests)
            request.fail(why);
    }
}

QFuture<base::Result<Reply>> Connection::send(const Command &command,
                                              std::chrono::milliseconds timeout)
{
    Request request;
    request.one.emplace().start();
    QFuture<base::Result<Reply>> future = request.one->future();
    d->add(std::move(request), &command, timeout);
    return future;
}

QFuture<base::Result<Replies>> Connection::sendAll(const Commands &commands,
                                                   std::chrono::milliseconds timeout)
{
    Request request;
    request.many.emplace().start();
    request.commands = commands.size();
    QFuture<base::Result<Replies>> future = request.many->future();
    if (commands.isEmpty())
        request.succeed({});
    else
        d->add(std::move(request), commands.constData(), timeout);
    return future;
}

qsizetype Connection::pending() const
{
    return qsizetype(d->sent.size());
}

bool Connection::isOpen() const
{
    return !d->isClosed && d->stream->isOpen();
}

void Connection::close(const base::Error &why)
{
    d->shut(why);
}

QIODevice *Connection::stream() const
{
    return d->stream.get();
}

} // namespace resp
