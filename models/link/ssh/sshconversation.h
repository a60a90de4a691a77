#pragma once
#include "base/secret.h"
#include "link/asker.h"
#include <QMutex>
#include <QObject>
#include <QWaitCondition>
#include <optional>
#include <thread>

struct _LIBSSH2_SESSION;

namespace links {

class SshMemory;
class SshSocket;

/// One keyboard-interactive sign-in (RFC 4256). libssh2 wants each answer before its callback
/// returns, so it works in a thread of its own, which has the session to itself meanwhile and waits
/// there for the person. Destroying this ends the connection, and the thread with it, at once.
class SshConversation final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshConversation)

public:
    SshConversation(_LIBSSH2_SESSION *session, SshSocket &socket, SshMemory &memory,
                    QByteArray user);
    ~SshConversation() override;

    void start();
    /// To each asked(), once, with as many words as it had lines.
    void answer(const QList<base::Secret> &words);

Q_SIGNALS:
    /// Title, instruction and lines are as the server has them.
    void asked(const links::Prompt &prompt);
    /// The session is free again. `code` is libssh2's.
    void ended(int code);

private:
    struct Callback;
    void run();
    [[nodiscard]] bool waitForSocket();
    [[nodiscard]] QList<base::Secret> ask(const Prompt &prompt);

    _LIBSSH2_SESSION *const m_session;
    SshSocket &m_socket;
    SshMemory &m_memory;
    const QByteArray m_user;
    std::thread m_thread;
    QMutex m_mutex; ///< for the two below
    QWaitCondition m_answered;
    std::optional<QList<base::Secret>> m_words;
    bool m_abandoned = false;
};

} // namespace links
