#include "app/cli/askpass.h"
#include "base/secret.h"
#include "link/ssh/askpasswire.h"
#include "link/ssh/wirereader.h"
#include <QByteArray>
#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cli {

using links::wireString;
namespace askpass = links::askpass;

namespace {

int connected(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.isEmpty() || size_t(path.size()) >= sizeof address.sun_path)
        return -1;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor >= 0
        && ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address)
            != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

/// All until the other end closes, without growing: that would leave copies of a secret behind.
QByteArray readAll(int descriptor)
{
    QByteArray bytes(askpass::longestFrame, '\0');
    qsizetype size = 0;
    while (size < bytes.size()) {
        const auto more = ::read(descriptor, bytes.data() + size, size_t(bytes.size() - size));
        if (more <= 0)
            break;
        size += more;
    }
    bytes.truncate(size);
    return bytes;
}

} // namespace

bool isAskpass(int argc)
{
    return argc == 2 && !qgetenv(askpass::socketVariable).isEmpty();
}

int runAskpass(const char *question)
{
    const int descriptor = connected(qgetenv(askpass::socketVariable));
    if (descriptor < 0)
        return 1;
    const QByteArray frame = wireString(
        wireString(qgetenv(askpass::tokenVariable)) + wireString(qgetenv("SSH_ASKPASS_PROMPT"))
        + wireString(QByteArray(question).left(qsizetype(16) * 1024)));
    const bool asked =
        ::send(descriptor, frame.constData(), size_t(frame.size()), MSG_NOSIGNAL) == frame.size();
    QByteArray answer = asked ? readAll(descriptor) : QByteArray();
    ::close(descriptor);
    // Length, a byte 1, the words.
    const bool given = answer.size() >= 5 && answer[4] == '\1';
    if (given) {
        const auto size = size_t(answer.size() - 5);
        // Unbuffered: stdio would keep a copy.
        std::setvbuf(stdout, nullptr, _IONBF, 0);
        std::fwrite(answer.constData() + 5, 1, size, stdout);
        std::fputc('\n', stdout);
    }
    base::wipe(answer);
    return given ? 0 : 1;
}

} // namespace cli
