#pragma once
#include "resp/reply.h"
#include "resp/send.h"

namespace cli {

enum class ReplyStyle : quint8 {
    Terminal, ///< as redis-cli 7.0 prints it for a person
    Raw, ///< as redis-cli --raw
    Json, ///< one JSON value on one line
};

/// The bytes to print for a reply, with what ends it. JSON: text is a string, bytes that are not
/// UTF-8 are {"base64": "…"}, an error is {"error": "…"}, nothing is null, a map is an object
/// when all its keys are different text, else a list of [key, value].
[[nodiscard]] QByteArray replyBytes(const resp::Reply &reply, const resp::Command &command,
                                    ReplyStyle style);

} // namespace cli
