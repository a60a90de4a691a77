#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "profiles/profile.h"
#include "resp/send.h"
#include "session/serverinfo.h"
#include <QObject>
#include <functional>

namespace session {

struct LoginResult {
    ServerInfo server;
    resp::Reply commandReply; ///< of COMMAND; Nil when it was not asked for or refused
    int db = 0; ///< where the connection is now
    bool noTouch = true; ///< the server knows CLIENT NO-TOUCH
};

/// Signs a fresh connection in and asks the server who it is: AUTH alone first, so that a refusal
/// is not lost among others; then name, NO-TOUCH, SELECT and INFO in one pipeline; then COMMAND
/// where it is wanted. What a restricted user may not ask is left out of the result.
class Login final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Login)

public:
    using Run = std::function<QFuture<base::Result<resp::Replies>>(const resp::Commands &)>;
    using Done = std::function<void(const base::Result<LoginResult> &)>;

    struct Plan {
        profiles::Profile profile;
        base::Secret password;
        int db = 0;
        bool noTouch = true;
        bool details = false; ///< CONFIG GET databases and dir
        /// Asked once the server has said who it is.
        std::function<bool(const ServerInfo &)> wantsCommand;
    };

    Login(Plan plan, Run run, Done done, QObject *parent);
    ~Login() override;

    void start();

private:
    void signIn();
    void introduce();
    void takeIntroduction(const resp::Commands &commands, const resp::Replies &replies);
    void finish(const base::Result<LoginResult> &result);
    [[nodiscard]] static std::optional<base::Error> turnedAway(const resp::Reply &reply);
    [[nodiscard]] static std::optional<base::Error> refusal(const resp::Reply &reply);
    [[nodiscard]] base::Error explain(const base::Error &why) const;

    Plan m_plan;
    Run m_run;
    Done m_done;
    LoginResult m_result;
};

} // namespace session
