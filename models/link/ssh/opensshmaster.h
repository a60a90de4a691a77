#pragma once
#include "link/ssh/opensshanswers.h"
#include "link/ssh/opensshconfig.h"
#include "link/tunnel.h"
#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <functional>

namespace links {

/// One `ssh -M -N` and the private directory in which its control socket lies. It runs in a session
/// of its own, so that it cannot ask on a terminal, and ends with this object or this thread.
class OpenSshMaster final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshMaster)

public:
    enum class State : quint8 { Starting, Ready, Ended };

    OpenSshMaster(OpenSshCall call, std::shared_ptr<OpenSshKnown> known,
                  std::shared_ptr<Asker> asker, SshPlaces places, std::chrono::milliseconds timeout,
                  QObject *parent);
    /// Ends the `ssh` and what it started, at once, and with it every stream.
    ~OpenSshMaster() override;

    void start();
    [[nodiscard]] State state() const { return m_state; }
    /// Another sign-in would have to bother the person again.
    [[nodiscard]] bool isUnique() const { return m_answers->neededThePerson(); }
    /// A stream of Use::Interactive goes this way.
    void carryInteractive() { m_carriesInteractive = true; }
    [[nodiscard]] bool carriesInteractive() const { return m_carriesInteractive; }
    /// Finds out whether the bastion answers, and ends with lost() if it does not. Its answer comes
    /// behind what a bulk read has under way, so that it has time for as long as that arrives.
    void check();
    /// By a stream: something has arrived.
    void hearStream();

    // For its streams.
    [[nodiscard]] QString controlPath() const;
    [[nodiscard]] QString newForwardPath();
    /// Calls once with the reason of the oldest refusal that nobody has asked for; soon in any
    /// case.
    void whenRefusalIsKnown(QObject *context, std::function<void(const OpenSshRefusal &)> done);
    [[nodiscard]] base::Error streamError(const Endpoint &target,
                                          const OpenSshRefusal &refusal) const;

Q_SIGNALS:
    void ready();
    /// In the place of ready().
    void failed(const base::Error &why);
    /// After ready().
    void lost(const base::Error &why);
    void stepped(const links::TunnelStep &step);

private:
    struct Waiting {
        QPointer<QObject> context;
        std::function<void(const OpenSshRefusal &)> done;
    };
    [[nodiscard]] base::Result<> prepare();
    void run();
    void hear();
    void hearLine(const QByteArray &line);
    void lookForSocket();
    void watchOver();
    void programEnded();
    void end(const base::Error &why);
    void kill();
    void settleRefusals();
    void step(TunnelStep::Outcome outcome, const base::Error &why = {});
    [[nodiscard]] OpenSshNames names() const;

    const OpenSshCall m_call;
    std::shared_ptr<OpenSshKnown> m_known;
    const SshPlaces m_places;
    const std::chrono::milliseconds m_timeout;
    State m_state = State::Starting;
    std::unique_ptr<QTemporaryDir> m_directory;
    AskpassDesk *m_desk;
    OpenSshAnswers *m_answers;
    QProcess m_process;
    QFileSystemWatcher m_watcher;
    QTimer m_limit; ///< of the sign-in; stands still while the person is asked
    QTimer m_checkLimit;
    QTimer m_refusalLimit;
    QElapsedTimer m_clock;
    QByteArray m_words; ///< what ssh has said
    QByteArray m_line; ///< begun
    QString m_method; ///< that let us in
    QList<OpenSshSignIn> m_signIns; ///< of all hops, as far as told
    bool m_isLate = false; ///< the control socket is there, and m_method was not
    QList<OpenSshRefusal> m_refusals;
    QList<Waiting> m_waiting;
    int m_forwards = 0;
    bool m_carriesInteractive = false;
};

} // namespace links
