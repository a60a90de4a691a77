#pragma once
#include <QByteArray>
#include <QtEndian>
#include <optional>

namespace links {

/// Takes apart the data types of RFC 4251 §5. Each call gives the next one, or nothing when the
/// bytes are over; after that nothing more comes.
class WireReader {
public:
    explicit WireReader(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }
    std::optional<quint8> byte()
    {
        const auto taken = take(1);
        return taken ? std::optional(quint8(taken->front())) : std::nullopt;
    }
    std::optional<quint32> uint32()
    {
        const auto taken = take(4);
        return taken ? std::optional(qFromBigEndian<quint32>(taken->constData())) : std::nullopt;
    }
    /// Also an mpint, whose bytes are two's complement with the highest first.
    std::optional<QByteArray> string()
    {
        const auto length = uint32();
        return length ? take(*length) : std::nullopt;
    }
    std::optional<QByteArray> take(qsizetype length)
    {
        if (m_failed || length > m_bytes.size() - m_at) {
            m_failed = true;
            return std::nullopt;
        }
        m_at += length;
        return m_bytes.mid(m_at - length, length);
    }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

/// RFC 4251 §5.
inline QByteArray wireUint32(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}
inline QByteArray wireString(const QByteArray &value)
{
    return wireUint32(quint32(value.size())) + value;
}

} // namespace links
