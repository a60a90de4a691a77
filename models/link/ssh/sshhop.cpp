#include "link/ssh/sshhop.h"
#include <pwd.h>
#include <unistd.h>

namespace links {

void SshHopMemory::keepRight(const Prompt &prompt, const PromptAnswer &answer)
{
    if (!answer.remember)
        return;
    right.removeIf([&](const auto &one) {
        return one.first.kind == prompt.kind && one.first.lines == prompt.lines;
    });
    right += { prompt, answer };
}

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
