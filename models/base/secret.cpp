#include "base/secret.h"
#include <QDebug>
#include <utility>

namespace base {

namespace {
QByteArray deepCopy(const QByteArray &bytes)
{
    return QByteArray(bytes.constData(), bytes.size());
}
} // namespace

void wipe(QByteArray &bytes)
{
    // volatile: the compiler may not drop stores to memory that is about to be freed.
    volatile char *p = bytes.data();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        p[i] = 0;
    bytes.clear();
}

Secret::Secret(QByteArray bytes)
    : m_bytes(deepCopy(bytes))
{
    if (bytes.isDetached())
        wipe(bytes);
}

Secret::Secret(const Secret &other)
    : m_bytes(deepCopy(other.m_bytes))
{
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{
}

Secret &Secret::operator=(Secret other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

Secret::~Secret()
{
    if (!m_bytes.isEmpty())
        wipe(m_bytes);
}

QByteArray Secret::reveal() const
{
    return deepCopy(m_bytes);
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (secret.isEmpty() ? "(no secret)" : "(secret)");
    return debug;
}

} // namespace base
