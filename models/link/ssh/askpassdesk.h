#pragma once
#include "base/secret.h"
#include <QByteArray>
#include <QLocalServer>
#include <QObject>
#include <QPointer>

class QLocalSocket;

namespace links {

/// One question of `ssh`. Ends with an answer, or with withdrawn() when ssh no longer waits.
class AskpassCall final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AskpassCall)

public:
    AskpassCall(QByteArray text, QByteArray hint, QLocalSocket *socket, QObject *parent);
    ~AskpassCall() override;

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    /// SSH_ASKPASS_PROMPT: "", "confirm" or "none".
    [[nodiscard]] const QByteArray &hint() const { return m_hint; }
    /// Deletes itself afterwards, as it does when it is withdrawn.
    void answer(const base::Secret &words);
    /// Ends it without an answer: withdrawn(), if there was none yet.
    void hangUp();

Q_SIGNALS:
    void withdrawn();

private:
    QByteArray m_text;
    QByteArray m_hint;
    QLocalSocket *m_socket;
    bool m_answered = false;
};

/// The Unix socket at which ssh's askpass finds this program, in a directory that nobody else may
/// enter. Only a process of this person that descends from the `ssh` and knows the token is heard.
class AskpassDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AskpassDesk)

public:
    explicit AskpassDesk(QObject *parent = nullptr);
    ~AskpassDesk() override;

    bool listen(const QString &path);
    [[nodiscard]] QString path() const { return m_server.fullServerName(); }
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    void setAsker(qint64 sshPid) { m_sshPid = sshPid; }
    /// No further question is heard, and none is left waiting.
    void close();

Q_SIGNALS:
    /// The call belongs to the desk; whoever is asked may keep it in a QPointer.
    void asked(links::AskpassCall *call);

private:
    void welcome();
    void listenTo(QLocalSocket *socket);
    [[nodiscard]] bool mayAsk(const QLocalSocket *socket) const;

    QLocalServer m_server;
    QByteArray m_token;
    qint64 m_sshPid = 0;
};

} // namespace links
