#pragma once
#include <QByteArray>
#include <QtEndian>
#include <optional>

namespace links {

/// Takes apart the data types of RFC 4251 §5 where they stand, without copying (which matters for
/// what has to be wiped). Each call gives the next one, or nothing when the bytes are over; after
/// that nothing more comes.
class WireView {
public:
    explicit WireView(QByteArrayView bytes)
        : m_bytes(bytes)
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
        return taken ? std::optional(qFromBigEndian<quint32>(taken->data())) : std::nullopt;
    }
    /// Also an mpint, whose bytes are two's complement with the highest first.
    std::optional<QByteArrayView> string()
    {
        const auto length = uint32();
        return length ? take(qsizetype(*length)) : std::nullopt;
    }
    std::optional<QByteArrayView> take(qsizetype length)
    {
        if (m_failed || length < 0 || length > m_bytes.size() - m_at) {
            m_failed = true;
            return std::nullopt;
        }
        m_at += length;
        return m_bytes.sliced(m_at - length, length);
    }
    /// What was not taken yet.
    [[nodiscard]] QByteArrayView rest() const { return m_bytes.sliced(m_at); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

/// The same with bytes of its own, and copies handed out.
class WireReader {
public:
    explicit WireReader(QByteArray bytes)
        : m_bytes(std::move(bytes))
        , m_view(m_bytes)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_view.atEnd(); }
    std::optional<quint8> byte() { return m_view.byte(); }
    std::optional<quint32> uint32() { return m_view.uint32(); }
    /// Also an mpint, whose bytes are two's complement with the highest first.
    std::optional<QByteArray> string() { return copied(m_view.string()); }
    std::optional<QByteArray> take(qsizetype length) { return copied(m_view.take(length)); }

private:
    static std::optional<QByteArray> copied(std::optional<QByteArrayView> view)
    {
        return view ? std::optional(view->toByteArray()) : std::nullopt;
    }

    QByteArray m_bytes; // shared by copies of the reader, so that each view holds
    WireView m_view;
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
