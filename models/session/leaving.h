#pragma once
#include <QThread>
#include <memory>

namespace session {

/// Takes a network thread over that still has something to tell to the far end of its tunnel and
/// ends by itself, within seconds. Nobody waits for it but the end of the program, and that for
/// three seconds at most. GUI thread.
void letLeave(std::unique_ptr<QThread> thread);

} // namespace session
