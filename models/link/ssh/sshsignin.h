#pragma once
#include "link/ssh/sshhop.h"

namespace links {

/// Signs in at one hop, over a session whose host key is trusted.
class SshSignIn final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshSignIn)

public:
    /// The session must outlive it.
    SshSignIn(SshSession &session, SshHopPlan plan, QObject *parent);
    ~SshSignIn() override;

    /// Ends in signedIn() or failed(); in nothing when the session ends or it is destroyed.
    void start();
    /// "publickey (~/.ssh/id_ed25519)", "password": in the order of trying.
    [[nodiscard]] QStringList tried() const { return m_tried; }

Q_SIGNALS:
    void signedIn();
    void failed(const base::Error &why);

private:
    void list();
    void next();
    void tryKeyFile();
    void tryPassword();
    void askPassword();
    void succeed();
    void refused(int code);
    void giveUp();

    SshSession &m_session;
    const SshHopPlan m_plan;
    const QByteArray m_user;
    QList<QByteArray> m_methods; ///< that the server still accepts
    QStringList m_tried;
    QByteArray m_keyPath;
    bool m_keyTried = false;
    base::Secret m_password;
    int m_passwordTries = 0;
};

} // namespace links
