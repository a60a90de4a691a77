#pragma once

// Between a program that ssh started to ask for it (SSH_ASKPASS) and the one that ssh was started
// by. The first connects to a Unix socket and sends one frame, a string (RFC 4251 §5) that holds
// three strings: token, SSH_ASKPASS_PROMPT, and the text of the question. The answer is a string:
// a byte 1 and the words, or nothing when the person gave up; the connection then ends.
namespace links::askpass {

inline constexpr const char *socketVariable = "LARDER_ASKPASS_SOCKET";
/// Tells that it was this `ssh` that asks. Nothing is answered to it once ssh has signed in, nor to
/// a process that does not descend from that `ssh`.
inline constexpr const char *tokenVariable = "LARDER_ASKPASS_TOKEN";
inline constexpr int longestFrame = 64 * 1024;

} // namespace links::askpass
