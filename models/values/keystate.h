#pragma once
#include "base/keytype.h"
#include "base/result.h"
#include "resp/send.h"
#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace values {

/// What one look at a key told.
struct KeySample {
    QDateTime when; ///< local clock
    base::KeyType type = base::KeyType::Unknown;
    QByteArray typeName;
    qint64 pttl = -1; ///< ms left; -1 = no TTL, -2 = no such key, -3 = not told
    qint64 deadline = -1; ///< ms since the epoch by the server's clock; -1 = none
    qint64 length = -1; ///< bytes of a string, elements of a collection; -1 = not asked
};

/// Keeps an eye on one key: type, TTL, length, by TYPE + PTTL + TIME + STRLEN/HLEN/… now and then,
/// and once more when the TTL runs out. Counts down by the server's clock, so a wrong clock on this
/// machine neither shortens nor lengthens what is shown or set.
/// A server that refuses TYPE tells the type all the same: the length commands answer WRONGTYPE for
/// every type but one. The refusal is told once, by failed().
class KeyState final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyState)

public:
    KeyState(resp::Send send, QByteArray key, QObject *parent = nullptr);
    ~KeyState() override;

    /// The type it probably has, so that the first look can ask for the length too.
    void expectType(base::KeyType type) { m_expected = type; }
    /// One look now; the answer is sampled() or failed().
    void look();
    /// A look every `ms` while watching; 0 = only when a TTL runs out.
    void setInterval(int ms);
    void setWatching(bool watching);

    [[nodiscard]] const KeySample &last() const { return m_last; }
    [[nodiscard]] bool exists() const;
    /// Milliseconds left by the countdown; -1 = no TTL, -2 = no such key, nullopt = not known.
    [[nodiscard]] std::optional<qint64> pttl() const;
    /// The server's clock, ms since the epoch; nullopt while it has not told it.
    [[nodiscard]] std::optional<qint64> serverNow() const;
    /// The moment of expiry on this machine's clock; invalid without a TTL.
    [[nodiscard]] QDateTime expiresAt() const;

Q_SIGNALS:
    void sampled(const values::KeySample &sample);
    void failed(const base::Error &why);

private:
    void ask(const resp::Commands &commands);
    void answered(const resp::Commands &commands, const base::Result<resp::Replies> &replies,
                  qint64 sentAt);
    [[nodiscard]] bool typeIsRefused(const resp::Reply &type);
    void arm();

    resp::Send m_send;
    QByteArray m_key;
    KeySample m_last;
    base::KeyType m_expected = base::KeyType::Unknown;
    bool m_asking = false;
    bool m_ttlRefused = false;
    bool m_typeRefused = false;
    bool m_watching = false;
    int m_interval = 0;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_serverAtZero = -1; ///< the server's clock when m_clock was 0; -1 = not told
    qint64 m_pttlAt = 0; ///< m_clock when PTTL was answered
};

/// The command that tells how long a value of this type is; empty for types without one.
[[nodiscard]] resp::Command lengthCommand(base::KeyType type, const QByteArray &key);

/// OBJECT ENCODING and every length command: what typeFromReads() makes a type of. All harmless.
[[nodiscard]] resp::Commands typeProbes(const QByteArray &key);
/// The type by the answers to some of typeProbes(), and to PTTL where it is among `commands`: None,
/// Other where all lengths are WRONGTYPE, Unknown where the answers leave it open.
[[nodiscard]] base::KeyType typeFromReads(const resp::Commands &commands,
                                          const resp::Replies &replies);

} // namespace values

Q_DECLARE_METATYPE(values::KeySample)
