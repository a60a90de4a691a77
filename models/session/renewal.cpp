#include "session/renewal.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace session {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds againWhenBusy = 500ms;
constexpr std::chrono::milliseconds againWhenRefused = 60s;
} // namespace

Renewal::Renewal(Parts parts, std::chrono::milliseconds after, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_after(after)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Renewal::renew);
    m_timer.start(m_after);
}

Renewal::~Renewal() = default;

void Renewal::renew()
{
    if (!m_parts.isFree()) {
        m_timer.start(againWhenBusy);
        return;
    }
    base::whenDone(m_parts.credential(), this, [this](const base::Result<Credential> &credential) {
        if (!credential)
            fail(credential.error());
        else if (!m_parts.isFree())
            m_timer.start(againWhenBusy);
        else
            signIn(*credential);
    });
}

void Renewal::signIn(const Credential &credential)
{
    resp::Command auth = authCommand(m_parts.profile, credential.secret);
    const auto future = m_parts.run({ auth });
    base::wipe(auth.last());
    base::whenDone(
        future, this,
        [this, after = credential.renewAfter](const base::Result<resp::Replies> &replies) {
            if (!replies) {
                fail(replies.error());
                return;
            }
            if (const auto refused = authRefusal(m_parts.profile, replies->constFirst())) {
                fail(*refused);
                return;
            }
            if (after > 0ms)
                m_after = after;
            m_timer.start(m_after);
        });
}

void Renewal::fail(const base::Error &why)
{
    // Who has said no to a question is not asked again for the sake of this connection.
    if (why.kind != base::Error::Kind::Cancelled)
        m_timer.start(qMin(m_after, againWhenRefused));
    base::Error kept = why;
    kept.text = QCoreApplication::translate("session",
                                            "The sign-in could not be renewed: %1 The connection "
                                            "is kept as long as the server allows it.")
                    .arg(why.text);
    m_parts.failed(kept);
}

} // namespace session
