#pragma once
#include "base/result.h"
#include "resp/reply.h"
#include <QByteArrayView>
#include <memory>
#include <optional>

namespace resp {

/// Bytes of a server in, replies out. hiredis' reader inside, our own objects out: hiredis types
/// are seen in decoder.cpp alone. After an error it is dead; make a new one.
/// RESP3 kinds decode where the hiredis at hand knows them (see hasResp3()); with an older one a
/// RESP3 type byte is a Protocol error.
class Decoder {
public:
    /// Caps, checked before anything of that size is allocated. Each has its own error
    /// (kind TooLarge) that names the figure.
    struct Limits {
        qint64 elements = qint64(8) * 1024 * 1024; ///< nodes of one reply, all levels together
        qint64 bulk = qint64(512) * 1024 * 1024; ///< bytes of one bulk string
        qint64 reply = qint64(768) * 1024 * 1024; ///< bytes of one whole reply
        int depth = 128; ///< nesting (hiredis 0.14 itself stops at 7)
    };

    explicit Decoder(const Limits &limits);
    ~Decoder();
    Q_DISABLE_COPY_MOVE(Decoder)

    /// True when RESP3 replies can be decoded, so HELLO 3 may be sent.
    [[nodiscard]] static bool hasResp3();

    /// Takes in bytes. Feed in any portions.
    void feed(QByteArrayView bytes);
    /// The next whole reply; nullopt when more bytes are needed; an Error for good otherwise.
    [[nodiscard]] base::Result<std::optional<Reply>> next();
    /// Bytes taken in and not yet turned into a finished reply.
    [[nodiscard]] qint64 buffered() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace resp
