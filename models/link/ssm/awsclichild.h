#pragma once
#include "aws/keys.h"
#include "base/result.h"
#include "link/endpoint.h"
#include "profiles/profile.h"
#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>
#include <chrono>

namespace links {

/// What an `aws ssm start-session` is started with.
struct AwsCliCall {
    QString program; ///< path, or a name to look for in PATH
    QStringList arguments;
    QProcessEnvironment environment;

    /// Keys go by the environment, as aws takes them in no other way that leaves no file, and only
    /// those that the person typed for this connection.
    [[nodiscard]] static AwsCliCall of(const profiles::TunnelSettings &settings,
                                       const aws::Keys &keys, const Endpoint &target);
};

/// One `aws ssm start-session` with its plugin, which listens on a free port of this computer. It
/// and whatever it has started end within two seconds of this object, and of this process however
/// that ends.
class AwsCliChild final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AwsCliChild)

public:
    enum class State : quint8 { Starting, Ready, Ending, Ended };

    AwsCliChild(profiles::TunnelSettings settings, Endpoint target, QObject *parent);
    ~AwsCliChild() override;

    /// Ends in ready() or ended(). `limit` = until it listens.
    void start(const AwsCliCall &call, std::chrono::milliseconds limit);
    /// Asks it to end its session; ended() follows within two seconds.
    void end();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Endpoint &target() const { return m_target; }
    [[nodiscard]] quint16 port() const { return m_port; } ///< of 127.0.0.1, once ready
    [[nodiscard]] QString session() const;
    /// The bastion has told within the last minute that it cannot connect to the server.
    [[nodiscard]] bool isRefused() const;

Q_SIGNALS:
    void ready();
    /// Once; the last signal.
    void ended(const base::Error &why, bool wasReady);

private:
    void hear();
    void programEnded();
    void conclude(const base::Error &why);
    void killAll();

    const profiles::TunnelSettings m_settings;
    const Endpoint m_target;
    QString m_program;
    State m_state = State::Starting;
    QProcess m_process;
    QTimer m_limit;
    QByteArray m_output;
    QByteArray m_errors;
    quint16 m_port = 0;
    qsizetype m_refusals = 0;
    QElapsedTimer m_refused;
    qint64 m_group = 0; ///< its process group
};

} // namespace links
