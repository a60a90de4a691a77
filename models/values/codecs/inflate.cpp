#include "values/codecs/inflate.h"
#include <QCoreApplication>
#include <zlib.h>

namespace values {

bool looksGzip(QByteArrayView bytes)
{
    return bytes.size() >= 18 && uchar(bytes[0]) == 0x1F && uchar(bytes[1]) == 0x8B
        && bytes[2] == 8;
}

bool looksZlib(QByteArrayView bytes)
{
    // RFC 1950: CM 8, window up to 32K, FCHECK, no preset dictionary.
    return bytes.size() >= 8 && (uchar(bytes[0]) & 0x0F) == 8 && uchar(bytes[0]) >> 4 <= 7
        && (uchar(bytes[0]) * 256 + uchar(bytes[1])) % 31 == 0 && !(uchar(bytes[1]) & 0x20);
}

base::Result<Inflated> inflateBytes(QByteArrayView bytes, qsizetype cap)
{
    const auto broken = [](const char *detail) {
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate("values", "These bytes do not decompress."),
                          detail ? QByteArray(detail) : QByteArray());
    };
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 32) != Z_OK) // 32: gzip or zlib, by header
        return broken(stream.msg);
    const auto end = qScopeGuard([&] { inflateEnd(&stream); });
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    Inflated out;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    while (true) {
        stream.next_out = reinterpret_cast<Bytef *>(piece.data());
        stream.avail_out = uInt(piece.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END)
            return broken(stream.msg);
        out.bytes.append(piece.constData(), piece.size() - qsizetype(stream.avail_out));
        if (out.bytes.size() > cap) {
            out.bytes.truncate(cap);
            out.truncated = true;
            return out;
        }
        if (status == Z_STREAM_END)
            return out;
    }
}

} // namespace values
