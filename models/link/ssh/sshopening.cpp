#include "link/ssh/sshopening.h"
#include <unistd.h>

namespace links {

SshOpening::SshOpening(Endpoint target, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_timeout(timeout)
{
}

SshOpening::~SshOpening()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

int SshOpening::take()
{
    return std::exchange(m_descriptor, -1);
}

void SshOpening::succeed(int descriptor)
{
    m_settled = true;
    m_descriptor = descriptor;
    QMetaObject::invokeMethod(this, &SshOpening::opened, Qt::QueuedConnection);
}

void SshOpening::fail(const base::Error &why)
{
    m_settled = true;
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

} // namespace links
