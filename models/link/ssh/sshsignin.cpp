#include "link/ssh/sshsignin.h"
#include "link/ssh/ssherrors.h"
#include <QFutureWatcher>
#include <libssh2.h>

namespace links {

namespace {

constexpr int wordTries = 3;

} // namespace

SshSignIn::SshSignIn(SshSession &session, SshHopPlan plan, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_plan(std::move(plan))
    , m_user(m_plan.user().toUtf8())
{
}

SshSignIn::~SshSignIn() = default;

void SshSignIn::start()
{
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
            giveUp();
        return;
    }
    m_methods = QByteArray(methods).split(',');
    next();
}

void SshSignIn::next()
{
    using profiles::SshAuth;
    const SshAuth auth = m_plan.hop.auth;
    if (!m_keyTried && auth == SshAuth::KeyFile && m_methods.contains("publickey")) {
        m_keyTried = true;
        m_keyPath = m_plan.places.expanded(m_plan.hop.keyFile).toUtf8();
        m_tried += QStringLiteral("publickey (%1)").arg(m_plan.hop.keyFile);
        m_session.memory().expectSignInAnswer();
        m_session.drive([this] { tryKeyFile(); });
        return;
    }
    if (auth == SshAuth::Password && m_methods.contains("password")
        && m_passwordTries < wordTries) {
        ++m_passwordTries;
        m_password = m_passwordTries == 1 ? m_plan.secrets.password : base::Secret();
        if (m_password.isEmpty() && m_passwordTries == 1)
            m_password = m_plan.memory->password;
        if (!m_password.isEmpty()) {
            m_tried += QStringLiteral("password");
            m_session.memory().expectSignInAnswer();
            m_session.drive([this] { tryPassword(); });
            return;
        }
        askPassword();
        return;
    }
    giveUp();
}

void SshSignIn::tryKeyFile()
{
    const int code = libssh2_userauth_publickey_fromfile_ex(m_session.handle(), m_user.constData(),
                                                            unsigned(m_user.size()), nullptr,
                                                            m_keyPath.constData(), nullptr);
    if (code != LIBSSH2_ERROR_EAGAIN)
        refused(code);
}

void SshSignIn::tryPassword()
{
    QByteArray word = m_password.reveal();
    const int code = libssh2_userauth_password_ex(m_session.handle(), m_user.constData(),
                                                  unsigned(m_user.size()), word.constData(),
                                                  unsigned(word.size()), nullptr);
    base::wipe(word);
    if (code == 0)
        m_plan.memory->password = m_password;
    if (code != LIBSSH2_ERROR_EAGAIN)
        refused(code);
}

void SshSignIn::askPassword()
{
    giveUp();
}

void SshSignIn::refused(int code)
{
    if (code == 0) {
        succeed();
        return;
    }
    if (const auto &refusal = m_session.memory().signInRefusal()) {
        m_methods = refusal->methods;
        next();
        return;
    }
    giveUp();
}

void SshSignIn::succeed()
{
    m_session.drive({});
    QMetaObject::invokeMethod(this, &SshSignIn::signedIn, Qt::QueuedConnection);
}

void SshSignIn::giveUp()
{
    m_session.drive({});
    base::Error why = m_session.socket().hasEnded() && m_tried.isEmpty()
        ? ssherrors::closed(m_plan.address(), {})
        : ssherrors::signInRefused(m_plan.address(), m_plan.user(), m_tried);
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

} // namespace links
