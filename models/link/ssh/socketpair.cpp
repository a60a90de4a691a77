#include "link/ssh/socketpair.h"
#include <sys/socket.h>

namespace links {

std::pair<int, int> connectedPair()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return { -1, -1 };
    return { ends[0], ends[1] };
}

} // namespace links
