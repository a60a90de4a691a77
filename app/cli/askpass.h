#pragma once

namespace cli {

/// `ssh` has started this program to ask the one that `ssh` itself was started by: there is
/// LARDER_ASKPASS_SOCKET in the environment and one word, the question.
[[nodiscard]] bool isAskpass(int argc);

/// Hands the question on, waits for as long as the person needs, and prints the answer for ssh. 0;
/// or 1 when there is none. Needs no application. A notice (SSH_ASKPASS_PROMPT=none) ends when ssh
/// ends this process, or when it was dismissed.
int runAskpass(const char *question);

} // namespace cli
