#pragma once
#include "base/result.h"
#include <QDateTime>
#include <QTimer>
#include <functional>

class QAbstractButton;
class QWidget;

namespace common {
class Band;
}
namespace session {
class Session;
}

namespace ui {

/// The bands of an open connection that say how it stands with its server: the link is lost, being
/// tried again or was refused; another server answers; the node is a replica. They follow the
/// session by themselves.
class LinkBands final : public QObject {
    Q_OBJECT

public:
    /// The bands begin as children of `host`; where they stand is the caller's to say. The session
    /// outlives this. `signsInBySso` = an AWS sign-in that has expired can be renewed in a browser;
    /// may be empty.
    LinkBands(session::Session &session, std::function<bool()> signsInBySso, QWidget *host);

    [[nodiscard]] common::Band *link() const { return m_link; }
    [[nodiscard]] common::Band *wrongServer() const { return m_wrong; }
    [[nodiscard]] common::Band *replica() const { return m_replica; }
    /// The language has changed.
    void retranslate();

Q_SIGNALS:
    /// The person takes the server that answers now for the right one.
    void acceptRequested();
    /// The person wants the connection no more.
    void closeRequested();
    /// The person wants to renew the AWS sign-in, which has expired, and to go on.
    void signInRequested();
    /// The bastion does not answer any more, and the person wants to go on through another.
    void bastionRequested();

private:
    void follow();
    void lost(const QString &words, const QDateTime &when);
    void refresh();
    void refreshReplica();
    void refreshRemedies(bool waiting, bool over);
    [[nodiscard]] QString countdown() const;

    session::Session &m_session;
    const std::function<bool()> m_signsInBySso;
    common::Band *m_link;
    common::Band *m_wrong;
    common::Band *m_replica;
    QAbstractButton *m_signIn;
    QAbstractButton *m_bastion;
    QAbstractButton *m_retry;
    QAbstractButton *m_stop;
    QAbstractButton *m_accept;
    QAbstractButton *m_leave;

    QTimer m_tick; ///< the countdown to the next attempt
    QDateTime m_lostAt;
    QDateTime m_nextTry;
    int m_attempt = 0;
    base::Error m_firstFailure;
    QString m_wayNote; ///< said below the band's usual words: what is the matter with the tunnel
    QString m_note; ///< said in the place of the band's usual words: loading, rested
    bool m_everOnline = false;
};

} // namespace ui
