#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "link/endpoint.h"
#include "profiles/secretbackend.h"
#include <QFuture>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>

namespace session {

/// What one connection signs in with.
struct Credential {
    base::Secret secret; ///< empty = none, where the profile wants none
    /// A connection that is older signs in again with a fresh one; zero = it need not. Choose it
    /// well below the server's own limit (ElastiCache ends an IAM connection after 12 h).
    std::chrono::milliseconds renewAfter{ 0 };
};

/// Makes the tokens of Authentication::Iam, a fresh one for each connection. Called in the network
/// thread; must not wait there. The endpoint is the one that the connection leads to.
using TokenSource = std::function<QFuture<base::Result<Credential>>(const profiles::Profile &,
                                                                    const links::Endpoint &)>;

/// Finds the password or token of each new connection of one profile: what the SecretStore or the
/// person gave, what the profile's password command prints now, or what the TokenSource makes.
/// Network thread.
class Credentials final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Credentials)

public:
    Credentials(profiles::Profile profile, base::Secret password, QObject *parent = nullptr);
    ~Credentials() override;

    void setTokenSource(TokenSource source);
    /// How long the password command may take (20 s) and for how long the line that it printed
    /// serves further connections (5 s).
    void setCommandTimes(std::chrono::milliseconds limit, std::chrono::milliseconds shared);

    /// Fails with Kind::Auth when there is none to be had.
    [[nodiscard]] QFuture<base::Result<Credential>> forConnection(const links::Endpoint &endpoint);
    /// The next connection is not given what the password command printed for an earlier one:
    /// call it when the server has refused that.
    void forget();

private:
    [[nodiscard]] QFuture<base::Result<Credential>> fromCommand();

    const profiles::Profile m_profile;
    const base::Secret m_password;
    TokenSource m_tokens;
    std::chrono::milliseconds m_limit{ 20000 };
    /// Of the password command: under way, or still good.
    std::optional<QFuture<base::Result<Credential>>> m_run;
    QTimer m_shared;
};

} // namespace session
