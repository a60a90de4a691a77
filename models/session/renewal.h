#pragma once
#include "session/login.h"
#include <QTimer>

namespace session {

/// Signs a living connection in again before its token runs out. Waits while the connection cannot
/// take an AUTH (a transaction, Pub/Sub). A refusal costs nothing: the connection stays as it was
/// signed in, it is reported, and tried again, except after a person's no. Ends with the object.
class Renewal final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Renewal)

public:
    struct Parts {
        profiles::Profile profile;
        std::function<QFuture<base::Result<Credential>>()> credential;
        std::function<bool()> isFree; ///< an AUTH may be sent now
        Login::Run run;
        std::function<void(const base::Error &)> failed;
    };

    Renewal(Parts parts, std::chrono::milliseconds after, QObject *parent);
    ~Renewal() override;

private:
    void renew();
    void signIn(const Credential &credential);
    void fail(const base::Error &why);

    const Parts m_parts;
    std::chrono::milliseconds m_after; ///< of the sign-in that holds now
    QTimer m_timer;
};

} // namespace session
