#include "link/ssh/sshhop.h"
#include <pwd.h>
#include <unistd.h>

namespace links {

QString SshHopPlan::address() const
{
    return profiles::HostPort{ hop.host, hop.port }.toString();
}

QString SshHopPlan::user() const
{
    if (!hop.user.isEmpty())
        return hop.user;
    const passwd *me = ::getpwuid(::getuid());
    return me ? QString::fromLocal8Bit(me->pw_name) : QString();
}

} // namespace links
