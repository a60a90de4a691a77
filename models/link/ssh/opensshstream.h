#pragma once
#include "base/result.h"
#include "link/endpoint.h"
#include "link/ssh/opensshtexts.h"
#include <QLocalSocket>
#include <QSocketNotifier>
#include <memory>

namespace links {

class OpenSshMaster;
class OpenSshMux;

/// One stream through an `ssh -M`. Belongs to it, and stays until the stream has ended: whoever
/// asked for it may go before.
class OpenSshStream final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSshStream)

public:
    OpenSshStream(OpenSshMaster &master, Endpoint target);
    ~OpenSshStream() override;

    void open();
    /// Our end, once, after opened().
    [[nodiscard]] std::unique_ptr<QLocalSocket> take();
    /// Nobody waits for it any more. Its request stays with ssh until that is settled, since the
    /// reason of a refusal bears no name of the stream.
    void abandon();

Q_SIGNALS:
    /// At most one of these two.
    void opened();
    void failed(const base::Error &why);

private:
    void openPort();
    void openSocket();
    void connectToForward();
    void makeSure();
    void granted();
    void explain(const QByteArray &words);
    void giveUp(const base::Error &why);
    void pump();
    [[nodiscard]] bool passOn();
    void closeSshEnds();

    OpenSshMaster &m_master;
    const Endpoint m_target;
    OpenSshMux *m_mux = nullptr;
    std::unique_ptr<QLocalSocket> m_ours;
    QString m_forwardPath; ///< of a Unix socket's forward
    // ssh reads from m_sshEnd. Were it to write there as well, the end of the server would never be
    // seen, since ssh then closes one of its two copies only. It writes to m_sshBack, and what
    // comes out at m_back is passed on by way of m_sshEnd.
    int m_sshEnd = -1;
    int m_sshBack = -1;
    int m_back = -1;
    std::unique_ptr<QSocketNotifier> m_backReady;
    std::unique_ptr<QSocketNotifier> m_roomReady;
    QByteArray m_onTheWay;
    bool m_settled = false;
    bool m_abandoned = false;
};

} // namespace links
