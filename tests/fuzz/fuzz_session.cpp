#include "base/commandtable.h"
#include "session/commandgate.h"
#include "session/connectionstate.h"
#include "session/serverinfo.h"
#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes as an INFO text, and as a command line whose words a server may flag as it likes: a
/// command that the bundled table knows as a write, or that nobody knows, never passes read-only.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    session::ServerInfo info;
    info.readInfo(bytes);
    if (!info.runId.isEmpty() && !info.isSameServer(info))
        std::abort();

    const QByteArrayList command = bytes.split(' ');
    session::CommandGate gate;
    gate.setReadOnly(true);
    const auto passes = [&] { return !gate.check(command, true); };
    const base::CommandInfo *known = base::commandInfo(command);
    const bool before = passes();
    if (before && (!known || known->has(base::CommandInfo::Write)))
        std::abort();
    if (before && gate.isWrite(command))
        std::abort();
    (void)gate.nameOf(command);

    using resp::Reply;
    gate.learn(Reply::array({ Reply::array({ Reply::string(command[0]), Reply::integer(1),
                                             Reply::array({ Reply::status("readonly") }) }) }));
    if (!before && known && passes())
        std::abort(); // the server's word made a read of it
    gate.learn(Reply::array({ Reply::array({ Reply::string(command[0]), Reply::integer(1),
                                             Reply::array({ Reply::status("write") }) }) }));
    if (command.size() == 1 && passes())
        std::abort();

    session::ConnectionState state;
    state.start(0);
    state.sent(command, false);
    state.answered(command, Reply::status("OK"));
    state.unanswered(command);
    if (!state.isSettled())
        std::abort();
    return 0;
}
