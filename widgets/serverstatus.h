#pragma once
#include <QObject>
#include <QPointer>

class QWidget;

namespace session {
class Session;
}

namespace ui {

class NodeMapPopover;
class StatusBar;

/// What the status bar tells of an open connection: its way, TLS, engine, shards and round trips;
/// and the map of nodes that opens from it.
class ServerStatus final : public QObject {
    Q_OBJECT

public:
    /// `view` = the connection's, whose window the map of nodes opens over. The session and the bar
    /// outlive this.
    ServerStatus(session::Session &session, StatusBar &bar, QWidget *view);

    /// Link, server or language have changed. Nodes and round trips are followed without it.
    void refresh();

private:
    void refreshShards();
    void showNodes(QWidget *anchor);
    void fillNodes();

    session::Session &m_session;
    StatusBar &m_bar;
    QWidget *m_view;
    QPointer<NodeMapPopover> m_nodes;
};

} // namespace ui
