#include "session/credentials.h"
#include "base/whendone.h"
#include "session/passwordcommand.h"
#include <QCoreApplication>
#include <QPromise>
#include <memory>

namespace session {

using profiles::Authentication;
using profiles::PasswordSource;
using namespace std::chrono_literals;

Credentials::Credentials(profiles::Profile profile, base::Secret password, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_password(std::move(password))
    , m_shared(this)
{
    m_shared.setSingleShot(true);
    m_shared.setInterval(5s);
    connect(&m_shared, &QTimer::timeout, this, &Credentials::forget);
}

Credentials::~Credentials() = default;

void Credentials::setTokenSource(TokenSource source)
{
    m_tokens = std::move(source);
}

void Credentials::setCommandTimes(std::chrono::milliseconds limit, std::chrono::milliseconds shared)
{
    m_limit = limit;
    m_shared.setInterval(shared);
}

QFuture<base::Result<Credential>> Credentials::forConnection(const links::Endpoint &endpoint)
{
    switch (m_profile.authentication) {
    case Authentication::None:
        break;
    case Authentication::Password:
    case Authentication::AclUser:
        if (m_profile.passwordSource == PasswordSource::Command)
            return fromCommand();
        return base::ready<Credential>(Credential{ m_password, {} });
    case Authentication::Iam:
        if (m_tokens)
            return m_tokens(m_profile, endpoint);
        return base::ready<Credential>(base::fail(
            base::Error::Kind::Auth,
            QCoreApplication::translate("session", "No IAM token can be made for this connection."),
            {}, base::Error::Cause::IamRefused));
    }
    return base::ready<Credential>(Credential{});
}

QFuture<base::Result<Credential>> Credentials::fromCommand()
{
    if (m_run)
        return *m_run; // lanes that open together share one run
    const auto promise = std::make_shared<QPromise<base::Result<Credential>>>();
    promise->start();
    m_run = promise->future();
    base::whenDone(runPasswordCommand(m_profile.passwordCommand, m_limit, this), this,
                   [this, promise](const base::Result<base::Secret> &line) {
                       if (line) {
                           promise->addResult(Credential{ *line, {} });
                           m_shared.start();
                       } else {
                           promise->addResult(base::fail(line.error()));
                           m_run.reset(); // the next connection tries anew
                       }
                       promise->finish();
                   });
    return promise->future();
}

void Credentials::forget()
{
    m_shared.stop();
    m_run.reset();
}

} // namespace session
