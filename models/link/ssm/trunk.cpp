#include "link/ssm/trunk.h"
#include "link/ssh/socketpair.h"
#include "link/ssh/ssherrors.h"
#include "link/ssm/ssmerrors.h"
#include "link/ssm/ssmlink.h"
#include <QCoreApplication>
#include <unistd.h>

namespace links::ssm {

using namespace std::chrono_literals;
using Cause = base::Error::Cause;

namespace {

constexpr auto closedUnused = 2min;
constexpr auto flagBelongs = 2s; ///< to a stream that ended so long before or after
/// A dial that was refused is refused at once; one that takes so long was not answered.
constexpr auto silentDial = 20s;
/// Whoever has a session's only stream may be about to leave it.
constexpr auto leavesSoon = 1s;
/// How long a refusal may take beyond the round trip, until the stream counts as open.
constexpr auto grace = 150ms;

} // namespace

Trunk::Trunk(const SessionWay &way, const aws::PortSession &wanted, Use use, QObject *parent)
    : QObject(parent)
    , m_way(way)
    , m_wanted(wanted)
    , m_use(use)
    , m_session(way, wanted)
    , m_unused(way.clock->alarm([this] { retire(); }))
    , m_taken(way.clock->alarm([this] { decline(); }))
{
    connect(&m_session, &Session::opened, this, &Trunk::becomeOpen);
    connect(&m_session, &Session::ended, this, &Trunk::sessionEnded);
    connect(&m_session, &Session::left, this, &Trunk::left);
    connect(&m_session, &Session::roomForStream, this, &Trunk::serve);
    connect(&m_session, &Session::stallChanged, this, &Trunk::stallChanged);
    connect(&m_session, &Session::dialFailed, this, &Trunk::dialFailed);
    connect(&m_session, &Session::streamEnded, this, &Trunk::streamEnded);
    connect(&m_session, &Session::arrived, this, [this](Session::Id id, const QByteArray &bytes) {
        if (Stream *stream = m_streams.value(id))
            stream->take(bytes);
    });
    connect(&m_session, &Session::drained, this, [this](Session::Id id) {
        if (Stream *stream = m_streams.value(id))
            stream->goOn();
    });
}

Trunk::~Trunk()
{
    m_session.disconnect(this);
    m_streams.clear();
    for (const Stream *stream : findChildren<Stream *>())
        delete stream; // before their session, ended ones too
}

void Trunk::open(std::chrono::milliseconds patience)
{
    m_begunAt = m_way.clock->elapsed();
    step(TunnelStep::Outcome::Running);
    m_session.open(patience);
}

void Trunk::becomeOpen()
{
    m_wasOpen = true;
    QStringList finding{
        m_session.id(),
        QCoreApplication::translate("link", "agent %1").arg(m_session.agentVersion())
    };
    if (!m_session.customerMessage().isEmpty())
        finding += m_session.customerMessage();
    step(TunnelStep::Outcome::Passed, finding.join(QStringLiteral(", ")));
    serve();
}

void Trunk::step(TunnelStep::Outcome outcome, const QString &finding, const base::Error &why)
{
    using Microseconds = std::chrono::microseconds;
    const auto taken = m_way.clock->elapsed() - m_begunAt;
    Q_EMIT stepped({ TunnelStep::Kind::Session, outcome, 0, m_wanted.target, finding,
                     std::chrono::duration_cast<Microseconds>(taken).count(), why });
}

bool Trunk::takesMore() const
{
    const auto state = m_session.state();
    return !m_retired && (state == Session::State::Opening || state == Session::State::Open)
        && m_session.room() != Session::Room::Never;
}

std::optional<base::Error> Trunk::stall() const
{
    return m_streams.isEmpty() ? std::nullopt : m_session.stall();
}

void Trunk::join(SsmLink *link)
{
    m_unused->stop();
    m_waiting += link;
    serve();
}

void Trunk::withdraw(SsmLink *link)
{
    m_waiting.removeOne(link);
    rest();
}

void Trunk::serve()
{
    if (!isOpen())
        return;
    // The one stream of basic mode may have been left without our knowing yet.
    if (m_session.room() == Session::Room::Taken && !m_waiting.isEmpty()) {
        for (Stream *stream : m_streams.values())
            stream->catchUp();
    }
    for (SsmLink *link : QList<SsmLink *>(m_waiting)) {
        const Session::Room room = m_session.room();
        if (room == Session::Room::Taken && !m_taken->isActive())
            m_taken->start(leavesSoon);
        if (room == Session::Room::Taken || room == Session::Room::Soon)
            break;
        if (!m_waiting.removeOne(link))
            continue;
        if (room == Session::Room::Free)
            carry(link);
        else
            giveUp(link);
    }
    if (m_waiting.isEmpty())
        m_taken->stop();
    rest();
}

void Trunk::decline()
{
    if (m_session.room() != Session::Room::Taken)
        return;
    for (SsmLink *link : std::exchange(m_waiting, {}))
        giveUp(link);
    rest();
}

void Trunk::giveUp(SsmLink *link) const
{
    link->giveUp(ssmerrors::oneStreamOnly(m_wanted.target, m_session.agentVersion()));
}

void Trunk::carry(SsmLink *link)
{
    const auto [near, far] = connectedPair();
    if (near < 0) {
        link->giveUp(ssherrors::noPair());
        return;
    }
    auto *stream = new Stream(m_session, far, link->timeout(), *m_way.clock, this);
    m_streams.insert(stream->id(), stream);
    m_links.insert(stream->id(), link);
    connect(stream, &Stream::over, this, [this, stream] { streamOver(stream); });
    connect(stream, &Stream::silent, this, [this, stream] { streamSilent(stream); });
    connect(stream, &Stream::overflowed, this, [this] {
        Q_EMIT streamGivenUp(ssmerrors::unread(target(), Stream::mostUnread / 1024 / 1024));
    });
    connect(stream, &Stream::heard, this, &Trunk::heard);
    connect(stream, &Stream::heard, link, &SsmLink::streamOpened);
    const std::chrono::milliseconds wait =
        m_session.isMux() ? m_session.roundTrip() + grace : std::chrono::milliseconds(0);
    link->carried(near, wait, m_way.clock);
    Q_EMIT stallChanged();
}

void Trunk::streamOver(Stream *stream)
{
    m_streams.remove(stream->id());
    m_links.remove(stream->id());
    stream->disconnect(this);
    stream->deleteLater();
    rest();
    Q_EMIT stallChanged();
}

void Trunk::streamEnded(Session::Id id)
{
    Stream *stream = m_streams.value(id);
    if (!stream)
        return;
    if (!stream->hasHeard()) {
        const auto now = m_way.clock->elapsed();
        m_flags.removeIf([now](auto at) { return now - at > flagBelongs; });
        m_ended.removeIf([now](const Ended &one) { return now - one.at > flagBelongs; });
        const Ended ended{ now, stream->openedAt(), m_links.value(id) };
        if (m_flags.isEmpty()) {
            m_ended += ended;
        } else {
            m_flags.removeFirst();
            refuse(ended);
        }
    }
    stream->serverEnded();
}

void Trunk::dialFailed()
{
    const auto now = m_way.clock->elapsed();
    m_ended.removeIf([now](const Ended &one) { return now - one.at > flagBelongs; });
    if (m_ended.isEmpty())
        m_flags += now;
    else
        refuse(m_ended.takeFirst());
}

void Trunk::refuse(const Ended &stream)
{
    const auto taken = m_way.clock->elapsed() - stream.openedAt;
    tell(stream.link,
         taken < silentDial ? ssmerrors::targetRefused(m_wanted.target, target())
                            : ssherrors::targetSilent(target(), taken));
}

/// The agent dials one stream after the other and without a limit: whatever comes behind a dial
/// that is not answered waits for it, so that new links need a session of their own.
void Trunk::streamSilent(const Stream *stream)
{
    const bool isBeyondDial =
        std::any_of(m_streams.cbegin(), m_streams.cend(), [stream](const Stream *one) {
            return one->id() > stream->id() && one->hasHeard();
        });
    if (isBeyondDial || !m_session.isUp())
        return;
    const base::Error silence =
        ssherrors::targetSilent(target(), m_way.clock->elapsed() - stream->openedAt());
    retire();
    tell(m_links.value(stream->id()), m_session.stall().value_or(silence));
}

void Trunk::tell(const QPointer<SsmLink> &link, const base::Error &why)
{
    if (!link || !link->giveUp(why))
        Q_EMIT refused(why);
}

void Trunk::retire()
{
    if (std::exchange(m_retired, true))
        return;
    rest();
}

/// Closes what is not used: a retired session at once, another after a while.
void Trunk::rest()
{
    if (load() > 0 || (!isOpen() && !m_retired))
        return;
    if (m_retired)
        closeSession();
    else if (!m_unused->isActive())
        m_unused->start(closedUnused);
}

/// Not from inside one of the session's signals.
void Trunk::closeSession()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (load() == 0)
                m_session.close();
        },
        Qt::QueuedConnection);
}

void Trunk::close(const base::Error &why)
{
    m_retired = true;
    m_unused->stop();
    for (auto stream = m_streams.cbegin(); stream != m_streams.cend(); ++stream)
        m_session.closeStream(stream.key());
    cutAll(why);
    m_session.close();
}

void Trunk::sessionEnded(const base::Error &why)
{
    m_retired = true;
    m_unused->stop();
    if (!m_wasOpen)
        step(TunnelStep::Outcome::Failed, {}, why);
    Q_EMIT ended(why);
    cutAll(why);
}

void Trunk::cutAll(const base::Error &why)
{
    for (SsmLink *link : std::exchange(m_waiting, {}))
        link->giveUp(why);
    const auto links = std::exchange(m_links, {});
    for (Stream *stream : std::exchange(m_streams, {})) {
        stream->disconnect(this);
        stream->cut();
        stream->deleteLater();
        if (const auto &link = links.value(stream->id()))
            link->giveUp(why);
    }
    Q_EMIT stallChanged();
}

void Trunk::checkNow()
{
    m_session.checkNow();
}

} // namespace links::ssm
