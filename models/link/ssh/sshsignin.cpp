#include "link/ssh/sshsignin.h"
#include "link/ssh/sshconversation.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshkeysupply.h"
#include <libssh2.h>

namespace links {

using profiles::SshAuth;

namespace {

constexpr std::chrono::milliseconds hangUpEvery{ 1000 };

} // namespace

SshSignIn::SshSignIn(SshSession &session, SshHopPlan plan, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_plan(std::move(plan))
    , m_user(m_plan.user().toUtf8())
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(m_plan.rhythm.signIn);
    m_hangUp.setInterval(hangUpEvery);
    connect(&m_limit, &QTimer::timeout, this,
            [this] { giveUp(ssherrors::silent(m_plan.address(), m_plan.rhythm.signIn)); });
    connect(&m_hangUp, &QTimer::timeout, this, [this] {
        if (m_session.socket().peerClosed())
            giveUp(ssherrors::closed(m_plan.address(), {}));
    });
}

SshSignIn::~SshSignIn() = default;

void SshSignIn::start()
{
    m_plan.memory->right.clear();
    m_limit.start();
    m_session.drive([this] { list(); });
}

void SshSignIn::list()
{
    const char *methods =
        libssh2_userauth_list(m_session.handle(), m_user.constData(), unsigned(m_user.size()));
    if (!methods) {
        if (libssh2_session_last_errno(m_session.handle()) == LIBSSH2_ERROR_EAGAIN)
            return;
        if (libssh2_userauth_authenticated(m_session.handle()))
            succeed();
        else
            giveUp(ssherrors::closed(m_plan.address(), {}));
        return;
    }
    m_methods = QByteArray(methods).split(',');
    next();
}

/// Keys, then words; those in the order that OpenSSH's client has.
void SshSignIn::next()
{
    m_session.drive({});
    if (m_methods.contains("publickey") && !m_partial && m_plan.hop.auth != SshAuth::Password) {
        if (!m_keysFound)
            return collectKeys();
        if (!m_keys.isEmpty())
            return nextKey();
    }
    if (mayUseWords()) {
        if (m_methods.contains("keyboard-interactive") && m_talks < wordTries)
            return converse();
        if (m_methods.contains("password") && m_passwordTries < wordTries)
            return password();
    }
    giveUp();
}

bool SshSignIn::mayUseWords() const
{
    return m_partial || m_plan.hop.auth == SshAuth::Automatic
        || m_plan.hop.auth == SshAuth::Password;
}

/// Calls `step`, which is libssh2's, until it has an answer.
void SshSignIn::await(Step step)
{
    m_session.memory().expectSignInAnswer();
    m_limit.start();
    m_session.drive([this, step] {
        const int code = (this->*step)();
        if (code != LIBSSH2_ERROR_EAGAIN)
            settle(code);
    });
}

void SshSignIn::settle(int code)
{
    m_limit.stop();
    m_session.memory().expectNothing();
    if (m_done)
        return;
    const auto &refusal = m_session.memory().signInRefusal();
    judgeGiven(code == 0 || (refusal && refusal->partial));
    if (code == 0) {
        succeed();
        return;
    }
    if (m_signature && !*m_signature) {
        keyRefused();
        return;
    }
    if (!refusal) {
        giveUp();
        return;
    }
    ++m_refusals;
    m_methods = refusal->methods;
    m_partial = m_partial || refusal->partial;
    next();
}

void SshSignIn::judgeGiven(bool accepted)
{
    for (const auto &[prompt, answer] : std::exchange(m_given, {})) {
        if (accepted)
            m_plan.memory->keepRight(prompt, answer);
    }
}

/// Nothing is to be said to the server until somebody else has answered.
void SshSignIn::pause()
{
    m_limit.stop();
    m_hangUp.start();
    m_session.lend();
}

void SshSignIn::resume()
{
    m_hangUp.stop();
    m_session.takeBack();
}

void SshSignIn::addTried(const QString &method)
{
    if (m_tried.isEmpty() || m_tried.constLast() != method)
        m_tried += method;
}

void SshSignIn::succeed()
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    m_hangUp.stop();
    m_session.drive({});
    m_plan.memory->oneTime = m_oneTime;
    for (const auto &[prompt, answer] : std::exchange(m_plan.memory->right, {})) {
        if (m_plan.asker)
            m_plan.asker->proved(prompt, answer);
    }
    QMetaObject::invokeMethod(this, &SshSignIn::signedIn, Qt::QueuedConnection);
}

void SshSignIn::giveUp()
{
    giveUp(m_session.socket().hasEnded() && m_refusals == 0
               ? ssherrors::closed(m_plan.address(), {})
               : ssherrors::signInRefused(m_plan.address(), m_plan.user(), m_tried, m_methods));
}

void SshSignIn::giveUp(const base::Error &why)
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    m_hangUp.stop();
    m_plan.memory->right.clear();
    m_session.drive({});
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

} // namespace links
