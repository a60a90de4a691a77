#pragma once
#include <QByteArray>
#include <QList>
#include <cstddef>
#include <optional>

namespace links {

/// What libssh2 allocates for one session. Blocks are wiped when they are freed as long as a
/// sign-in goes on, since they hold passwords. libssh2 keeps two answers of a server to itself
/// and they are read here, as it frees them: which methods are left after a refusal, and why a
/// channel was refused. What libssh2 leaves behind when a session ends in the middle of something
/// is wiped and freed with this: destroy it after the session.
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

    Head m_blocks; ///< those not freed
    Expected m_expected = Expected::Nothing;
    bool m_wiping = true;
    std::optional<SignInRefusal> m_signIn;
    std::optional<OpenRefusal> m_open;
};

} // namespace links
