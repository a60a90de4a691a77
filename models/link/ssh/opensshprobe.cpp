#include "link/ssh/opensshprobe.h"
#include "link/ssh/opensshmaster.h"
#include "link/ssh/opensshmux.h"
#include "link/ssh/socketpair.h"
#include <unistd.h>

namespace links {

OpenSshProbe::OpenSshProbe(OpenSshMaster &master)
    : QObject(&master)
    , m_master(master)
    , m_mux(new OpenSshMux(master.controlPath(), this))
{
    connect(m_mux, &OpenSshMux::granted, this, [this] {
        Q_EMIT settled();
        deleteLater();
    });
    connect(m_mux, &OpenSshMux::refused, this, [this] {
        Q_EMIT settled();
        // The line that tells why is not to be taken for another stream's.
        m_master.whenRefusalIsKnown(this, [this](const OpenSshRefusal &) { deleteLater(); });
    });
}

OpenSshProbe::~OpenSshProbe()
{
    if (m_end >= 0)
        ::close(m_end);
}

void OpenSshProbe::start()
{
    const auto [ours, sshEnd] = connectedPair();
    if (ours >= 0)
        ::close(ours);
    m_end = sshEnd;
    m_mux->forward(QStringLiteral("127.0.0.1"), 0, m_end, m_end);
}

} // namespace links
