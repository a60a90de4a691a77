#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "profiles/profile.h"
#include "resp/send.h"
#include "session/credentials.h"
#include "session/serverinfo.h"
#include <QObject>
#include <functional>

namespace session {

struct LoginResult {
    ServerInfo server;
    resp::Reply commandReply; ///< of COMMAND; Nil when it was not asked for or refused
    int db = 0; ///< where the connection is now
    bool noTouch = true; ///< the server knows CLIENT NO-TOUCH
    /// Something that was not needed and not harmful: Cause::PasswordUnused.
    std::optional<base::Error> note;
    std::chrono::milliseconds renewAfter{ 0 }; ///< Credential::renewAfter of what was used
};

/// Signs a fresh connection in and asks the server who it is: AUTH alone first, so that a refusal
/// is not lost among others; then name, NO-TOUCH, SELECT and INFO in one pipeline; then COMMAND
/// where it is wanted. What a restricted user may not ask is left out of the result. A server that
/// is still loading its data is a failure with Cause::Loading, whose sentence says how far it is.
class Login final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Login)

public:
    using Run = std::function<QFuture<base::Result<resp::Replies>>(const resp::Commands &)>;
    using Done = std::function<void(const base::Result<LoginResult> &)>;

    struct Plan {
        profiles::Profile profile;
        links::Endpoint endpoint; ///< that the connection leads to, for the sentences
        base::Secret password;
        /// Where set, asked for what to sign in with, instead of `password`.
        std::function<QFuture<base::Result<Credential>>()> credential;
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
    void obtain();
    void signIn(base::Secret secret);
    void introduce();
    void takeIntroduction(const resp::Commands &commands, const resp::Replies &replies);
    void askCommand();
    void finish(const base::Result<LoginResult> &result);
    [[nodiscard]] base::Error explain(const base::Error &why) const;

    Plan m_plan;
    Run m_run;
    Done m_done;
    LoginResult m_result;
};

/// The command that signs in as the profile says. Wipe its last argument once it is on its way.
[[nodiscard]] resp::Command authCommand(const profiles::Profile &profile,
                                        const base::Secret &secret);
/// What the answer to AUTH means: nullopt = signed in. Cause::PasswordUnused = there was nothing to
/// sign in to, and the connection works.
[[nodiscard]] std::optional<base::Error> authRefusal(const profiles::Profile &profile,
                                                     const resp::Reply &reply);
/// Refusals that end a sign-in whatever the question was (NOAUTH, protected mode, too many
/// clients); nullopt for any other reply.
[[nodiscard]] std::optional<base::Error> turnedAway(const resp::Reply &reply);
/// What a text of INFO persistence tells of a server that is loading: Cause::Loading with "42 %,
/// about 12 s left"; nullopt when it is not.
[[nodiscard]] std::optional<base::Error> loadingState(QByteArrayView info);

} // namespace session
