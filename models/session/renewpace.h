#pragma once
#include <QElapsedTimer>
#include <QHash>
#include <QString>
#include <chrono>

namespace session {

/// How often a way is made anew to one address: at once, then after five seconds, and each further
/// time after twice as long, at most five minutes. A quarter of an hour without one begins anew.
class RenewPace {
public:
    /// True = do it now; it counts as done.
    [[nodiscard]] bool allows(const QString &address);

private:
    struct Last {
        QElapsedTimer since;
        std::chrono::milliseconds pause{};
    };
    QHash<QString, Last> m_last;
};

} // namespace session
