#pragma once
#include <QByteArray>
#include <QMetaType>

class QDebug;

namespace base {

/// Bytes that must not outlive their use: wiped on destruction, and printed only as "(secret)".
/// Copies share nothing, so each one wipes its own bytes.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    /// A deep copy for the one call that needs it (AUTH, a keychain write). Wipe it when done.
    [[nodiscard]] QByteArray reveal() const;

    friend bool operator==(const Secret &a, const Secret &b) { return a.m_bytes == b.m_bytes; }

private:
    QByteArray m_bytes; // never shared: see the copy constructor
};

/// Overwrites the bytes in place, then empties the array. Detaches first if it is shared.
void wipe(QByteArray &bytes);

QDebug operator<<(QDebug debug, const Secret &secret);

} // namespace base

Q_DECLARE_METATYPE(base::Secret)
