#pragma once
#include <QByteArray>
#include <QList>
#include <cstddef>
#include <optional>

namespace links {

/// What libssh2 allocates for one session. Blocks are wiped when they are freed as long as a
/// sign-in goes on, since they hold passwords. libssh2 keeps two answers of a server to itself
/// and they are read here, as it frees them: which methods are left after a refusal, and why a
/// channel was refused. It has no word for closing what a server opens when libssh2 has given up
/// waiting, so that such answers are found and handed to another opening. What libssh2 leaves
/// behind when a session ends in the middle of something is wiped and freed with this: destroy it
/// after the session.
class SshMemory {
public:
    SshMemory();
    ~SshMemory();
    Q_DISABLE_COPY_MOVE(SshMemory)

    /// RFC 4252 §5.1.
    struct SignInRefusal {
        QList<QByteArray> methods; ///< that can continue
        bool partial = false; ///< what was tried was right, and more is wanted
    };
    /// RFC 4254 §5.1.
    struct OpenRefusal {
        quint32 reason = 0;
        QByteArray words;
    };

    [[nodiscard]] void *allocate(size_t size);
    [[nodiscard]] void *reallocate(void *block, size_t size);
    void release(void *block);

    /// From now on, until the next call.
    void expectSignInAnswer();
    void expectOpenAnswer();
    void expectNothing() { m_expected = Expected::Nothing; }
    [[nodiscard]] const std::optional<SignInRefusal> &signInRefusal() const { return m_signIn; }
    [[nodiscard]] const std::optional<OpenRefusal> &openRefusal() const { return m_open; }

    /// The session is exchanging keys: libssh2 keeps its offer until that is done.
    [[nodiscard]] bool exchangesKeys() const;
    /// libssh2 has just given up the opening that it was at: the answer may still come.
    void expectLateAnswer();
    /// An opening given up was granted after all: a channel that nobody closes.
    [[nodiscard]] bool hasLateChannel();
    /// Hands that channel to the opening of `type` that libssh2 is at, once the server has refused
    /// that one: libssh2 then sees a grant. False as long as there is no refusal.
    [[nodiscard]] bool handOverLateChannel(const QByteArray &type);
    void setWiping(bool wiping) { m_wiping = wiping; }

private:
    /// Stands before each block, in a ring.
    struct alignas(std::max_align_t) Head {
        size_t size = 0;
        Head *before = this;
        Head *after = this;
    };
    [[nodiscard]] static Head *headOf(void *block) { return static_cast<Head *>(block) - 1; }
    static void discard(Head *head, bool wiping);

    enum class Expected : quint8 { Nothing, SignInAnswer, OpenAnswer };
    void overhear(const QByteArray &packet);
    [[nodiscard]] static bool isKeyOffer(QByteArrayView block);
    [[nodiscard]] uchar *find(quint8 type, quint32 channel) const;
    [[nodiscard]] std::optional<quint32> channelOf(const QByteArray &type) const;

    Head m_blocks; ///< those not freed
    Expected m_expected = Expected::Nothing;
    bool m_wiping = true;
    std::optional<SignInRefusal> m_signIn;
    std::optional<OpenRefusal> m_open;
    quint32 m_asked = 0; ///< our number of the channel that was asked for last
    QList<quint32> m_late; ///< our numbers of those given up and not answered
};

} // namespace links
