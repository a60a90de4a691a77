// Any bytes as a message of Session Manager's data channel, as each of the texts that one may carry
// and as a smux stream: no crash, what is read can be written again, and portions make no
// difference.
#include "link/ssm/handshake.h"
#include "link/ssm/message.h"
#include "link/ssm/smux.h"
#include <QJsonDocument>
#include <cstdint>
#include <cstdlib>

using namespace links::ssm;

namespace {

void readMessage(const QByteArray &bytes)
{
    const auto message = decoded(bytes);
    if (!message)
        return;
    if (message->type.isEmpty() || message->payload.size() > bytes.size())
        std::abort();
    if (message->type == startPublication || message->type == pausePublication)
        return;
    const auto again = decoded(encoded(*message));
    if (!again || *again != *message)
        std::abort();
    if (!readAcknowledgement(acknowledgementOf(*message)) && message->sequence >= 0)
        std::abort();
}

void readTexts(const QByteArray &bytes)
{
    if (const auto acknowledged = readAcknowledgement(bytes);
        acknowledged && acknowledged->sequence < 0)
        std::abort();
    (void)readChannelClosed(bytes);
    (void)readHandshakeComplete(bytes);
    (void)mannersOf(QString::fromUtf8(bytes));
    const auto request = readHandshakeRequest(bytes);
    if (!request)
        return;
    if (!QJsonDocument::fromJson(handshakeResponse(*request)).isObject())
        std::abort();
    if (const auto why = refusal(*request); why && why->text.isEmpty())
        std::abort();
    (void)mannersOf(request->agentVersion);
}

struct Frames {
    QList<SmuxFrame> list;
    bool isBroken = false;
    friend bool operator==(const Frames &, const Frames &) = default;
};

Frames frames(const QByteArray &bytes, qsizetype portion)
{
    SmuxReader reader;
    Frames out;
    for (qsizetype at = 0; at < bytes.size() && !out.isBroken; at += portion) {
        const auto read = reader.read(bytes.mid(at, portion));
        if (read)
            out.list += *read;
        else
            out.isBroken = true;
    }
    return out;
}

void readFrames(const QByteArray &bytes)
{
    const Frames inBytes = frames(bytes, 1);
    QByteArray again;
    for (const SmuxFrame &frame : inBytes.list)
        again += encoded(frame);
    if (!bytes.startsWith(again))
        std::abort();
    const Frames atOnce = frames(bytes, std::max<qsizetype>(bytes.size(), 1));
    if (atOnce.isBroken != inBytes.isBroken || (!atOnce.isBroken && atOnce != inBytes))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readMessage(bytes);
    readTexts(bytes);
    readFrames(bytes);
    return 0;
}
