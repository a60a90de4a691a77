#pragma once
#include "app/cli/doorway.h"
#include "app/cli/terminal.h"
#include "link/makelink.h"
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "session/renewpace.h"
#include <QElapsedTimer>
#include <QSet>
#include <functional>
#include <memory>

namespace session {
class PrimaryFinder;
}

namespace cli {

/// One program that came in: its own stream through the tunnel, from the first byte to the last.
class TunnelClient final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TunnelClient)

public:
    using NewLink = std::function<links::Link *(QObject *parent)>;

    /// Takes the descriptor over. A way that carries one stream at a time (an old agent of Session
    /// Manager) is waited for, up to half a minute.
    TunnelClient(int descriptor, NewLink newLink, QObject *parent = nullptr);
    ~TunnelClient() override;

    void start();
    /// The program that came in says nothing more.
    [[nodiscard]] bool isLeaving() const { return m_isLeaving; }

Q_SIGNALS:
    void failed(const base::Error &why);
    /// It was connected, and one side ended that before the other: once, one of the two.
    void endedByServer();
    void leaving();
    /// Once, also after failed().
    void finished();

private:
    void carry();
    void notOpened(const base::Error &why);
    void sideEnded(bool isServer);

    int m_descriptor; ///< -1 = the pump has it
    const NewLink m_newLink;
    links::Link *m_link = nullptr;
    QElapsedTimer m_clock; ///< since start()
    bool m_isLeaving = false;
    bool m_serverEnded = false;
};

/// `larder tunnel`: opens the tunnel of a profile, proves it with a stream of its own, and then
/// lets other programs through a doorway until it is interrupted. Through Session Manager, which
/// never says that a server was reached, an open session is proof enough. There a name is looked up
/// once in a session: it is looked up anew, in a session of its own, for who comes after a server
/// has ended a connection or refused one, and now and then when nobody is connected.
class TunnelRun final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TunnelRun)

public:
    TunnelRun(profiles::Profile profile, profiles::Secrets secrets,
              std::shared_ptr<Doorway> doorway, QObject *parent = nullptr);
    ~TunnelRun() override;

    void start();

Q_SIGNALS:
    void finished(int status);

private:
    void findPrimary();
    void prove();
    void notReached(const base::Error &why);
    void ready();
    void tell() const;
    void enter(int descriptor);
    void left(TunnelClient *client);
    void tunnelLost(const base::Error &why);
    void serverEnded();
    void renewUnused();
    bool renew(const QString &pace);
    void interrupted();
    void finish(int status);
    void end(int status);
    [[nodiscard]] bool goesBySsm() const;
    [[nodiscard]] links::Link *newLink(QObject *parent);

    const profiles::Profile m_profile;
    const profiles::Secrets m_secrets;
    std::shared_ptr<Doorway> m_doorway;
    Interrupt m_interrupt;
    std::unique_ptr<links::Tunnel> m_tunnel;
    session::PrimaryFinder *m_finder = nullptr;
    links::Endpoint m_endpoint;
    QSet<TunnelClient *> m_clients;
    session::RenewPace m_pace;
    bool m_isReady = false;
    bool m_done = false;
};

} // namespace cli
