// The decoder on any bytes, in any portions: it never crashes, keeps its caps, and portions make no
// difference. The first byte of the input chooses the portions.
#include "resp/decoder.h"
#include <cstdint>
#include <cstdlib>

using resp::Decoder;
using resp::Reply;

namespace {

struct Read {
    resp::Replies replies;
    std::optional<base::Error::Kind> error;
};

Decoder::Limits limits()
{
    Decoder::Limits limits;
    limits.elements = 1000;
    limits.bulk = 4096;
    limits.reply = 16384;
    limits.depth = 20;
    return limits;
}

void drain(Decoder &decoder, Read &out)
{
    while (!out.error) {
        const auto next = decoder.next();
        if (!next) {
            out.error = next.error().kind;
            return;
        }
        if (!*next)
            return;
        out.replies += **next;
    }
}

Read read(QByteArrayView bytes, qsizetype portion)
{
    Decoder decoder(limits());
    Read out;
    for (qsizetype at = 0; at < bytes.size(); at += portion) {
        decoder.feed(bytes.sliced(at, std::min(portion, bytes.size() - at)));
        drain(decoder, out);
    }
    drain(decoder, out);
    return out;
}

qsizetype nodes(const Reply &reply, int depth)
{
    if (depth > 21)
        abort();
    qsizetype count = 1;
    if (reply.bytes().size() > 1024 * 1024)
        abort();
    for (qsizetype i = 0; i < reply.size(); ++i)
        count += nodes(reply.at(i), depth + 1);
    return count;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, qsizetype(size - 1));
    const Read whole = read(bytes, std::max<qsizetype>(1, bytes.size()));
    const Read parts = read(bytes, 1 + data[0] % 64);
    // A bulk over the caps may be told earlier in portions, so only finished replies must agree.
    const qsizetype common = std::min(whole.replies.size(), parts.replies.size());
    if (whole.replies.size() != parts.replies.size()
        || whole.error.has_value() != parts.error.has_value())
        abort();
    for (qsizetype i = 0; i < common; ++i) {
        if (!(whole.replies[i] == parts.replies[i]) || nodes(whole.replies[i], 0) > 1001)
            abort();
    }
    return 0;
}
