#include "link/ssh/socketpair.h"
#include "link/ssh/sshchannel.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshsession.h"
#include "link/ssh/wirereader.h"
#include <libssh2.h>
#include <unistd.h>

namespace links {

namespace {

constexpr quint32 window = 4 * 1024 * 1024; // 40 MB/s at a tenth of a second
constexpr quint32 packet = 32 * 1024;

/// No server has such channels.
const QByteArray &typeOfNone()
{
    static const QByteArray type("none@larder.invalid");
    return type;
}

} // namespace

SshOpening *SshSession::open(const Endpoint &target, std::chrono::milliseconds timeout,
                             QObject *parent)
{
    auto *opening = new SshOpening(target, timeout, parent);
    if (m_stage == Stage::Ended) {
        opening->fail(lostError());
        return opening;
    }
    m_openings += opening;
    m_again.start(0);
    return opening;
}

/// libssh2 opens one channel at a time. One that nobody waits for any more is left to it, and
/// closed when it comes, until another is wanted: then it is given up.
void SshSession::openNext()
{
    m_openings.removeIf([](const auto &opening) { return opening.isNull(); });
    while (m_stage == Stage::Carrying) {
        beginOpening();
        if (m_opening == Opening::None)
            return;
        const bool givingUp = !m_waiter && m_opening != Opening::Reader && !m_openings.isEmpty();
        if (givingUp || m_hasGivenUp)
            readAhead();
        if (m_stage != Stage::Carrying)
            return;
        if (m_opening == Opening::Late)
            m_lateRefused = !m_core.memory.handOverLateChannel(typeOfNone());
        _LIBSSH2_CHANNEL *channel = askForChannel(givingUp);
        const int code = channel ? 0 : libssh2_session_last_errno(m_session);
        if (code == LIBSSH2_ERROR_EAGAIN)
            return;
        if (channel)
            channelCame(channel);
        else
            channelFailed(givingUp);
    }
}

/// With an opening given up, each other wants a channel beside it that reads. If there is none, one
/// is opened that serves for nothing else, and closed: servers answer that at once. What is opened
/// for one given up is closed as soon as nobody waits: until then the server keeps it for nobody.
void SshSession::beginOpening()
{
    if (m_opening != Opening::None)
        return;
    if (m_openings.isEmpty()) {
        if (m_hasGivenUp && !m_lateRefused && reader() && m_core.memory.hasLateChannel())
            m_opening = Opening::Late;
        return;
    }
    m_opening = m_hasGivenUp && !m_readerRefused && !reader() ? Opening::Reader : Opening::Wanted;
    if (m_opening == Opening::Reader)
        return;
    m_waiter = m_openings.takeFirst();
    m_target = m_waiter->target();
    m_openLimit.start(m_waiter->timeout());
}

/// While libssh2 waits for an answer and reads that to an opening given up, it takes the one it
/// waits for as failed. Read for another channel, every answer is kept until it is asked for: so
/// the opening itself reads nothing then. libssh2 gives up only when its socket fails, which would
/// end the connection in the midst of a key exchange.
_LIBSSH2_CHANNEL *SshSession::askForChannel(bool givingUp)
{
    if (givingUp && !m_core.memory.exchangesKeys())
        m_core.socket.interruptOnce();
    else
        m_core.socket.hold(m_hasGivenUp && reader());
    m_core.memory.expectOpenAnswer();
    _LIBSSH2_CHANNEL *channel = openChannel();
    m_core.memory.expectNothing();
    m_core.socket.cancelInterrupt();
    m_core.socket.hold(false);
    return channel;
}

_LIBSSH2_CHANNEL *SshSession::openChannel()
{
    if (m_opening == Opening::Reader)
        return libssh2_channel_open_ex(m_session, "session", 7, packet, packet, nullptr, 0);
    if (m_opening == Opening::Late)
        return libssh2_channel_open_ex(m_session, typeOfNone().constData(),
                                       unsigned(typeOfNone().size()), packet, packet, nullptr, 0);
    const bool isPath = !m_target.unixSocket.isEmpty();
    const QByteArray type = isPath ? "direct-streamlocal@openssh.com" : "direct-tcpip";
    // RFC 4254 §7.2; PROTOCOL of OpenSSH, 2.4. Who asked is nobody's business.
    const QByteArray message = isPath
        ? wireString(m_target.unixSocket.toUtf8()) + wireString({}) + wireUint32(0)
        : wireString(m_target.host.toUtf8()) + wireUint32(m_target.port) + wireString("127.0.0.1")
            + wireUint32(0);
    return libssh2_channel_open_ex(m_session, type.constData(), unsigned(type.size()), window,
                                   packet, message.constData(), unsigned(message.size()));
}

void SshSession::channelCame(_LIBSSH2_CHANNEL *channel)
{
    const Opening what = m_opening;
    const QPointer<SshOpening> opening = endOpening();
    const auto [ours, theirs] = connectedPair();
    if (ours < 0) {
        libssh2_channel_free(channel);
        m_readerRefused = m_readerRefused || what == Opening::Reader;
        if (opening)
            opening->fail(ssherrors::noPair());
        return;
    }
    auto &list = what == Opening::Wanted ? m_channels : m_closing;
    list.push_back(std::make_unique<SshChannel>(channel, ours, m_core.socket, m_core.memory,
                                                [this] { turn(); }));
    if (what == Opening::Late)
        list.back()->expectNoAnswer();
    if (opening)
        opening->succeed(theirs);
    else
        ::close(theirs); // nobody waits for it any more: it ends at once
}

void SshSession::channelFailed(bool gaveUp)
{
    // libssh2 waits no longer than a minute.
    const bool isLate = libssh2_session_last_errno(m_session) == LIBSSH2_ERROR_TIMEOUT;
    if (const auto &refusal = m_core.memory.openRefusal()) {
        m_readerRefused = m_readerRefused || m_opening == Opening::Reader;
        if (const QPointer<SshOpening> opening = endOpening())
            opening->fail(ssherrors::refusedChannel(m_address, m_target, *refusal));
    } else if (gaveUp || isLate) {
        m_hasGivenUp = true;
        m_lateRefused = m_lateRefused && m_opening != Opening::Late; // it may be tried again
        m_core.memory.expectLateAnswer();
        const QPointer<SshOpening> opening = endOpening();
        if (opening)
            opening->fail(ssherrors::targetSilent(m_target, opening->timeout()));
    } else {
        finish(lostError());
    }
}

QPointer<SshOpening> SshSession::endOpening()
{
    m_opening = Opening::None;
    m_openLimit.stop();
    return std::exchange(m_waiter, nullptr);
}

void SshSession::openingTooLong()
{
    if (!m_waiter)
        return;
    m_waiter->fail(ssherrors::targetSilent(m_target, m_waiter->timeout()));
    m_waiter = nullptr;
    turn();
}

void SshSession::failOpenings(const base::Error &why)
{
    m_openings.prepend(endOpening());
    for (const QPointer<SshOpening> &opening : std::exchange(m_openings, {})) {
        if (opening)
            opening->fail(why);
    }
}

} // namespace links
