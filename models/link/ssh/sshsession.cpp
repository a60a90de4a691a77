#include "link/ssh/sshsession.h"
#include "link/ssh/methods.h"
#include "link/ssh/sshchannel.h"
#include "link/ssh/ssherrors.h"
#include <QElapsedTimer>
#include <QThreadStorage>
#include <libssh2.h>
#include <openssl/crypto.h>
#include <unistd.h>

namespace links {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr qint64 portion = 256 * 1024; ///< bytes read from the socket in one turn
constexpr int turnMs = 4;
constexpr int byApplication = 11; // RFC 4250 §4.2.2
constexpr int shortestInterval = 2; // of libssh2's keepalive, in seconds

/// libcrypto frees what it keeps for a thread only when the system ends that, which is after
/// QThread::wait(); this comes before.
struct ThreadOfCrypto {
    ThreadOfCrypto() = default;
    ~ThreadOfCrypto() { OPENSSL_thread_stop(); }
    Q_DISABLE_COPY_MOVE(ThreadOfCrypto)
};

void startLibrary()
{
    static QThreadStorage<ThreadOfCrypto *> thread;
    if (!thread.hasLocalData())
        thread.setLocalData(new ThreadOfCrypto);
    static const int done = libssh2_init(0);
    Q_UNUSED(done)
}

} // namespace

/// libssh2's way back to the session it works for.
struct SshSession::Memory {
    static Core *core(void **abstract) { return static_cast<Core *>(*abstract); }
    static void *allocate(size_t size, void **abstract)
    {
        return core(abstract)->memory.allocate(size);
    }
    static void *reallocate(void *block, size_t size, void **abstract)
    {
        return core(abstract)->memory.reallocate(block, size);
    }
    static void release(void *block, void **abstract) { core(abstract)->memory.release(block); }
    static ssize_t send(libssh2_socket_t /*socket*/, const void *bytes, size_t length,
                        int /*flags*/, void **abstract)
    {
        return core(abstract)->socket.send(bytes, length);
    }
    static ssize_t receive(libssh2_socket_t /*socket*/, void *bytes, size_t length, int /*flags*/,
                           void **abstract)
    {
        return core(abstract)->socket.receive(bytes, length);
    }
    template <typename Function>
    static void set(_LIBSSH2_SESSION *session, int which, Function *function)
    {
#if LIBSSH2_VERSION_NUM >= 0x010b01
        libssh2_session_callback_set2(session, which,
                                      reinterpret_cast<libssh2_cb_generic *>(function));
#else
        libssh2_session_callback_set(session, which, reinterpret_cast<void *>(function));
#endif
    }
};

SshSession::SshSession(int descriptor, QString address, SshRhythm rhythm, QObject *parent)
    : QObject(parent)
    , m_core{ SshSocket(descriptor), SshMemory() }
    , m_address(std::move(address))
    , m_rhythm(rhythm)
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
    , m_patience(rhythm.dead)
{
    startLibrary();
    m_session =
        libssh2_session_init_ex(Memory::allocate, Memory::release, Memory::reallocate, &m_core);
    Q_CHECK_PTR(m_session);
    libssh2_session_set_blocking(m_session, 0);
    Memory::set(m_session, LIBSSH2_CALLBACK_SEND, &Memory::send);
    Memory::set(m_session, LIBSSH2_CALLBACK_RECV, &Memory::receive);
    m_writable.setEnabled(false);
    m_again.setSingleShot(true);
    m_life.setSingleShot(true);
    m_openLimit.setSingleShot(true);
    connect(&m_readable, &QSocketNotifier::activated, this, &SshSession::turn);
    connect(&m_writable, &QSocketNotifier::activated, this, &SshSession::turn);
    connect(&m_again, &QTimer::timeout, this, &SshSession::turn);
    connect(&m_pulse, &QTimer::timeout, this, &SshSession::pulse);
    connect(&m_life, &QTimer::timeout, this, &SshSession::checkLife);
    connect(&m_openLimit, &QTimer::timeout, this, &SshSession::openingTooLong);
}

SshSession::~SshSession()
{
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    failOpenings(lostError());
    if (m_stage != Stage::Ended && m_stage != Stage::New) {
        libssh2_session_disconnect_ex(m_session, byApplication, "closed", "");
        m_core.socket.flush();
    }
    // From here on nothing of libssh2 has to be asked twice.
    m_core.socket.abandon();
    m_core.memory.setWiping(true);
    for (auto *list : { &m_channels, &m_closing }) {
        for (const auto &channel : *list)
            channel->close();
        list->clear();
    }
    m_reader.reset();
    libssh2_session_free(m_session);
}

void SshSession::shakeHands(const QList<QByteArray> &known)
{
    if (!limitMethods(m_session, known)) {
        finish(ssherrors::noCommonMethod(m_address, {}));
        return;
    }
    m_stage = Stage::Shaking;
    turn();
}

QByteArray SshSession::hostKey() const
{
    size_t length = 0;
    int type = 0;
    const char *key = libssh2_session_hostkey(m_session, &length, &type);
    return key ? QByteArray(key, qsizetype(length)) : QByteArray();
}

void SshSession::drive(std::function<void()> step)
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Driven;
    m_drive = std::move(step);
    turn();
}

void SshSession::lend()
{
    m_lent = true;
    watch();
}

void SshSession::takeBack()
{
    m_lent = false;
    m_again.start(0);
    watch();
}

void SshSession::carryStreams()
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Carrying;
    m_drive = {};
    m_core.memory.expectNothing();
    m_core.memory.setWiping(false);
    // Before the key exchange this would break it.
    libssh2_keepalive_config(m_session, 1, shortestInterval);
    m_silentSince = Clock::now();
    m_pulse.start(m_rhythm.keepalive);
    turn();
}

/// Everything that libssh2 does happens in here. It may be called again from inside: then once
/// more from the event loop.
void SshSession::turn()
{
    if (m_stage == Stage::Ended || m_stage == Stage::New || m_lent)
        return;
    if (m_turning) {
        m_again.start(0);
        return;
    }
    m_turning = true;
    m_core.socket.allow(portion);
    step();
    if (!m_lent) {
        const bool wasCongested = m_core.socket.isCongested();
        m_core.socket.flush();
        if (wasCongested && !m_core.socket.isCongested())
            m_again.start(0); // the channels were turned away
    }
    if (m_stage == Stage::Carrying && m_core.socket.hasEnded())
        finish(lostError());
    m_turning = false;
    watch();
}

void SshSession::step()
{
    if (m_stage == Stage::Shaking)
        shake();
    else if (m_stage == Stage::Driven && m_drive)
        std::function<void()>{ m_drive }(); // it may set another
    else if (m_stage == Stage::Carrying)
        carry();
}

void SshSession::shake()
{
    const int code = libssh2_session_handshake(m_session, m_core.socket.descriptor());
    if (code == LIBSSH2_ERROR_EAGAIN)
        return;
    if (code != 0) {
        finish(shakeError(code));
        return;
    }
    m_stage = Stage::Driven;
    QMetaObject::invokeMethod(this, &SshSession::shaken, Qt::QueuedConnection);
}

/// One channel's call can take the bytes of all the others off the socket, whose notifier is then
/// silent, and end a key exchange that held another's bytes up: so each is asked until a whole pass
/// moves and reads nothing. A channel whose stream is not read does not read either.
void SshSession::carry()
{
    QElapsedTimer clock;
    clock.start();
    bool moved = true;
    while (moved && clock.elapsed() < turnMs) {
        const qint64 before = m_core.socket.receivedSoFar();
        openNext();
        moved = false;
        for (const auto &channel : m_channels)
            moved = channel->move() || moved;
        readAhead();
        moved = moved || m_core.socket.receivedSoFar() != before;
    }
    if (moved)
        m_again.start(0);
    dropFinished();
}

void SshSession::readAhead()
{
    SshChannel *channel = reader();
    if (channel && !channel->readAhead())
        finish(lostError());
}

SshChannel *SshSession::reader() const
{
    for (const auto *list : { &m_channels, &m_closing }) {
        if (!m_reader && !list->empty())
            return list->front().get();
    }
    return m_reader.get();
}

/// False before the first channel: libssh2 then reads nothing, whatever comes.
bool SshSession::canRead() const
{
    return m_reader || m_opening != Opening::None || !m_openings.isEmpty() || !m_channels.empty()
        || !m_closing.empty();
}

void SshSession::dropFinished()
{
    for (auto &channel : m_channels) {
        if (channel->isOver())
            m_closing.push_back(std::move(channel));
    }
    std::erase(m_channels, nullptr);
    for (auto &channel : m_closing) {
        if (channel->close())
            m_reader = std::move(channel);
    }
    std::erase(m_closing, nullptr);
}

void SshSession::watch()
{
    const bool mine = m_stage != Stage::Ended && m_stage != Stage::New && !m_lent;
    const bool reads = m_stage != Stage::Carrying || canRead();
    m_readable.setEnabled(mine && reads && !m_core.socket.isOverfull());
    m_writable.setEnabled(mine && m_core.socket.hasOutgoing());
}

void SshSession::pulse()
{
    if (m_stage != Stage::Carrying)
        return;
    for (const auto &channel : m_channels)
        channel->look();
    if (!canRead()) {
        m_probing = false;
        m_pulse.start(m_rhythm.keepalive);
        m_silentSince = Clock::now();
        if (m_core.socket.peerClosed())
            finish(lostError());
        return;
    }
    int next = 0;
    const auto given = [this] { return m_core.socket.sentSoFar() + m_core.socket.outgoing(); };
    const qint64 before = given();
    libssh2_keepalive_send(m_session, &next);
    const bool sent = given() > before; // its own word is the same within a second of the last
    turn();
    if (m_stage != Stage::Carrying)
        return;
    if (sent && m_confirmed >= m_awaited)
        m_awaited = given();
    if (sent && std::exchange(m_probing, false)) {
        m_pulse.start(m_rhythm.keepalive);
        m_patience = m_rhythm.probe;
        m_silentSince = Clock::now();
    }
    checkLife();
}

/// libssh2 sends no two of these within two seconds.
void SshSession::probe()
{
    if (m_stage != Stage::Carrying)
        return;
    m_probing = true;
    m_pulse.start(qMin<std::chrono::milliseconds>(m_rhythm.keepalive, 5s) / 20);
    pulse();
}

void SshSession::checkLife()
{
    if (m_core.socket.heardAt() <= m_silentSince)
        turn(); // the answer may have come while we were busy
    if (m_stage != Stage::Carrying)
        return;
    if (!canRead())
        m_silentSince = Clock::now();
    if (m_core.socket.heardAt() > m_silentSince) {
        m_silentSince = m_core.socket.heardAt();
        m_patience = m_rhythm.dead;
    }
    // Behind much that is on its way up, a question takes its time to arrive.
    const qint64 before = m_confirmed;
    m_confirmed = m_core.socket.sentSoFar() - m_core.socket.unconfirmed();
    if (m_confirmed > before && m_confirmed < m_awaited)
        m_silentSince = Clock::now();
    const auto silence =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_silentSince);
    if (silence >= m_patience)
        finish(ssherrors::dead(m_address, silence));
    else
        m_life.start(m_patience - silence);
}

void SshSession::finish(const base::Error &why)
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    for (QTimer *timer : { &m_again, &m_pulse, &m_life, &m_openLimit })
        timer->stop();
    failOpenings(why);
    m_core.socket.abandon();
    // The streams end here and now, not when somebody gets round to destroying the session.
    for (const auto &channel : m_channels)
        channel->close();
    m_channels.clear();
    watch();
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT ended(why); }, Qt::QueuedConnection);
}

base::Error SshSession::lostError() const
{
    return ssherrors::lost(m_address, m_core.socket.brokenBy());
}

/// Other servers than SSH's say their line and wait, or have said it and closed.
bool SshSession::isForeign() const
{
    const QByteArray greeting = m_core.socket.greeting();
    // RFC 4253 §5.1: 1.99 speaks 2.0 as well.
    if (greeting.startsWith("SSH-1.") && !greeting.startsWith("SSH-1.99-"))
        return true;
    return !greeting.isEmpty() && !greeting.startsWith("SSH-") && !greeting.contains("\nSSH-")
        && !greeting.startsWith("Exceeded MaxStartups");
}

base::Error SshSession::silentError(std::chrono::milliseconds timeout) const
{
    return isForeign() ? ssherrors::notSsh(m_address, m_core.socket.greeting())
                       : ssherrors::silent(m_address, timeout);
}

base::Error SshSession::shakeError(int code) const
{
    const QByteArray greeting = m_core.socket.greeting();
    char *words = nullptr;
    libssh2_session_last_error(m_session, &words, nullptr, 0);
    if (isForeign())
        return ssherrors::notSsh(m_address, greeting);
    if (code == LIBSSH2_ERROR_KEX_FAILURE)
        return ssherrors::noCommonMethod(m_address, words);
    if (m_core.socket.hasEnded())
        return ssherrors::closed(m_address, greeting);
    return ssherrors::keyExchangeFailed(m_address, words);
}

} // namespace links
