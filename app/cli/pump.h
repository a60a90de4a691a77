#pragma once
#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>
#include <array>
#include <memory>

namespace cli {

/// Carries bytes between two connected stream sockets, both ways. Reads no more than it has passed
/// on, but for 64 kB each way. Where one side ends its half, the other side's half is ended after
/// the last byte, and the other way goes on. Closes both with itself.
class Pump final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Pump)

public:
    /// Takes both descriptors over. `early` was read from `b` before.
    Pump(int a, int b, QByteArray early, QObject *parent = nullptr);
    ~Pump() override;

Q_SIGNALS:
    /// Nothing more comes from `a`, or from `b`. Once each; do not delete it from here.
    void endedByA();
    void endedByB();
    /// Both ways have ended, or one side is gone. Once, and never from inside the constructor.
    void finished();

private:
    struct Way {
        int from = -1;
        int to = -1;
        std::unique_ptr<QSocketNotifier> readable;
        std::unique_ptr<QSocketNotifier> writable;
        QByteArray waiting; ///< read and not yet passed on
        qsizetype passed = 0; ///< of `waiting`
        bool ended = false; ///< nothing more comes
        bool shut = false; ///< and `to` knows
    };
    void prepare(Way &way, int from, int to);
    void carry(Way &way);
    /// False where the way cannot go on now, or not any more.
    [[nodiscard]] bool take(Way &way);
    [[nodiscard]] bool pass(Way &way);
    void tellEnd(const Way &way);
    void end();

    std::array<Way, 2> m_ways;
    bool m_finished = false;
};

} // namespace cli
