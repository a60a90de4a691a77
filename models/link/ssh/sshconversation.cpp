#include "link/ssh/sshconversation.h"
#include "link/ssh/sshmemory.h"
#include "link/ssh/sshsocket.h"
#include <cstring>
#include <libssh2.h>
#include <limits>
#include <poll.h>

namespace links {

namespace {

/// libssh2 gives its callback nothing that leads back to who called; each thread has one talk.
thread_local SshConversation *current = nullptr;

/// A server may take long, when it waits for a word from elsewhere.
constexpr int patienceMs = 60000;

QString textOf(const char *bytes, int length)
{
    return bytes ? QString::fromUtf8(bytes, length) : QString();
}

} // namespace

struct SshConversation::Callback {
    static void respond(const char *name, int nameLength, const char *instruction,
                        int instructionLength, int count,
                        const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts,
                        LIBSSH2_USERAUTH_KBDINT_RESPONSE *responses, void ** /*abstract*/)
    {
        if (count == 0)
            return; // only to be shown; servers end with an empty one
        Prompt prompt;
        prompt.kind = Prompt::Kind::Interactive;
        prompt.title = textOf(name, nameLength);
        prompt.instruction = textOf(instruction, instructionLength);
        for (int i = 0; i < count; ++i)
            prompt.lines +=
                { textOf(reinterpret_cast<const char *>(prompts[i].text), int(prompts[i].length)),
                  prompts[i].echo != 0 };
        const QList<base::Secret> words = current->ask(prompt);
        for (int i = 0; i < count && i < words.size(); ++i) {
            QByteArray word = words[i].reveal();
            responses[i].text = static_cast<char *>(
                current->m_memory.allocate(size_t(qMax<qsizetype>(word.size(), 1))));
            if (!responses[i].text)
                continue;
            std::memcpy(responses[i].text, word.constData(), size_t(word.size()));
            responses[i].length = unsigned(word.size());
            base::wipe(word);
        }
    }
};

SshConversation::SshConversation(_LIBSSH2_SESSION *session, SshSocket &socket, SshMemory &memory,
                                 QByteArray user)
    : m_session(session)
    , m_socket(socket)
    , m_memory(memory)
    , m_user(std::move(user))
{
}

SshConversation::~SshConversation()
{
    if (!m_thread.joinable())
        return;
    {
        const QMutexLocker lock(&m_mutex);
        m_abandoned = true;
        m_answered.wakeAll();
    }
    m_socket.shutDown();
    m_thread.join();
}

void SshConversation::start()
{
    m_thread = std::thread([this] { run(); });
}

void SshConversation::run()
{
    current = this;
    int code = LIBSSH2_ERROR_EAGAIN;
    do {
        m_socket.allow(std::numeric_limits<qint64>::max());
        code = libssh2_userauth_keyboard_interactive_ex(
            m_session, m_user.constData(), unsigned(m_user.size()), &Callback::respond);
        m_socket.flush();
    } while (code == LIBSSH2_ERROR_EAGAIN && waitForSocket());
    QMetaObject::invokeMethod(
        this,
        [this, code] {
            m_thread.join();
            Q_EMIT ended(code);
        },
        Qt::QueuedConnection);
}

bool SshConversation::waitForSocket()
{
    const short events = short(POLLIN | (m_socket.hasOutgoing() ? POLLOUT : 0));
    pollfd wait{ m_socket.descriptor(), events, 0 };
    const int ready = ::poll(&wait, 1, patienceMs);
    const QMutexLocker lock(&m_mutex);
    return ready > 0 && !m_abandoned;
}

QList<base::Secret> SshConversation::ask(const Prompt &prompt)
{
    QMutexLocker lock(&m_mutex);
    if (m_abandoned)
        return {};
    m_words.reset();
    QMetaObject::invokeMethod(
        this, [this, prompt] { Q_EMIT asked(prompt); }, Qt::QueuedConnection);
    while (!m_words && !m_abandoned)
        m_answered.wait(&m_mutex);
    return m_words.value_or(QList<base::Secret>());
}

void SshConversation::answer(const QList<base::Secret> &words)
{
    const QMutexLocker lock(&m_mutex);
    m_words = words;
    m_answered.wakeAll();
}

} // namespace links
