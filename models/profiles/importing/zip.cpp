#include "profiles/importing/zip.h"
#include <QtEndian>
#include <zlib.h>

namespace profiles::importing {

namespace {

constexpr qsizetype most = qsizetype(64) * 1024 * 1024;
constexpr qsizetype endSize = 22;
constexpr qsizetype entrySize = 46;
constexpr qsizetype localSize = 30;

quint32 word(const QByteArray &bytes, qsizetype at, int size)
{
    if (at < 0 || at + size > bytes.size())
        return 0;
    return size == 2 ? qFromLittleEndian<quint16>(bytes.constData() + at)
                     : qFromLittleEndian<quint32>(bytes.constData() + at);
}

std::optional<QByteArray> inflated(const QByteArray &packed, qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.constData()));
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const int status = inflate(&stream, Z_FINISH);
    const bool whole = status == Z_STREAM_END && stream.total_out == uLong(size);
    inflateEnd(&stream);
    return whole ? std::optional(out) : std::nullopt;
}

} // namespace

std::optional<QByteArray> fileInZip(const QByteArray &zip)
{
    const qsizetype end = zip.lastIndexOf("PK\x05\x06");
    if (end < 0 || end + endSize > zip.size())
        return std::nullopt;
    const quint32 entries = word(zip, end + 10, 2);
    qsizetype at = word(zip, end + 16, 4);
    for (quint32 i = 0; i < entries; ++i) {
        if (at + entrySize > zip.size() || zip.sliced(at, 4) != "PK\x01\x02")
            return std::nullopt;
        const quint32 flags = word(zip, at + 8, 2);
        const quint32 method = word(zip, at + 10, 2);
        const qsizetype packed = word(zip, at + 20, 4);
        const qsizetype size = word(zip, at + 24, 4);
        const qsizetype nameSize = word(zip, at + 28, 2);
        const qsizetype local = word(zip, at + 42, 4);
        const QByteArray name = zip.mid(at + entrySize, nameSize).toLower();
        at += entrySize + nameSize + word(zip, at + 30, 2) + word(zip, at + 32, 2);
        if (!name.endsWith(".yaml") && !name.endsWith(".yml") && !name.endsWith(".json"))
            continue;
        const qsizetype data =
            local + localSize + word(zip, local + 26, 2) + word(zip, local + 28, 2);
        if ((flags & 1U) || size > most || data + packed > zip.size())
            return std::nullopt;
        const QByteArray bytes = zip.sliced(data, packed);
        if (method == 0)
            return bytes;
        return method == 8 ? inflated(bytes, size) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace profiles::importing
