#include "link/ssm/approach.h"
#include "base/whendone.h"
#include "link/ssm/ssmerrors.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

namespace links::ssm {

using namespace std::chrono_literals;
using Cause = base::Error::Cause;

namespace {

/// Of an answer that nothing but a line of the report depends on.
constexpr auto identityTimeout = 3s;

/// "7 h 40 m".
QString span(qint64 seconds)
{
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return QCoreApplication::translate("link", "%1 m").arg(minutes);
    return QCoreApplication::translate("link", "%1 h %2 m").arg(minutes / 60).arg(minutes % 60);
}

/// One walk up to StartSession. Deletes itself; goes with its tunnel.
class Approach final : public QObject {
public:
    Approach(aws::SessionManager &manager, QString target, SsmTunnel &tunnel,
             std::function<void(const base::Result<> &)> done)
        : QObject(&tunnel)
        , m_manager(manager)
        , m_target(std::move(target))
        , m_tunnel(tunnel)
        , m_done(std::move(done))
    {
    }

    void begin()
    {
        step(TunnelStep::Kind::Credentials, TunnelStep::Outcome::Running,
             m_manager.client().keySource().profile());
        base::whenDone(m_manager.client().keySource().keys(), this,
                       [this](const base::Result<aws::Keys> &keys) {
                           if (!keys)
                               fail(TunnelStep::Kind::Credentials, keys.error());
                           else
                               keysFound(*keys);
                       });
    }

private:
    void keysFound(const aws::Keys &keys)
    {
        m_source = keys.source;
        m_expires = keys.expires;
        if (!m_tunnel.isWatched()) {
            step(TunnelStep::Kind::Credentials, TunnelStep::Outcome::Passed, keys.source);
            finish({});
            return;
        }
        base::whenDone(aws::callerIdentity(m_manager.client()), this,
                       [this](const base::Result<aws::Identity> &identity) {
                           identified(identity ? identity->account : QString());
                       });
        QTimer::singleShot(identityTimeout, this, [this] { identified({}); });
    }

    void identified(const QString &account)
    {
        if (std::exchange(m_identified, true))
            return;
        QStringList finding{ m_source };
        if (!account.isEmpty())
            finding += QCoreApplication::translate("link", "account %1").arg(account);
        if (m_expires.isValid())
            finding += QCoreApplication::translate("link", "valid %1")
                           .arg(span(m_manager.client().now().secsTo(m_expires)));
        step(TunnelStep::Kind::Credentials, TunnelStep::Outcome::Passed,
             finding.join(QStringLiteral(", ")));
        askForTarget();
    }

    void askForTarget()
    {
        const QString region = m_manager.client().keySource().region().value_or(QString());
        step(TunnelStep::Kind::Service, TunnelStep::Outcome::Running, region);
        base::whenDone(
            m_manager.isOnline(m_target), this, [this](const base::Result<bool> &online) {
                const bool isDenied = !online && online.error().cause == Cause::AwsDenied;
                if (!online && !isDenied) {
                    fail(TunnelStep::Kind::Service, online.error());
                    return;
                }
                step(TunnelStep::Kind::Service, TunnelStep::Outcome::Passed,
                     QCoreApplication::translate("link", "it answers"));
                step(TunnelStep::Kind::Target, TunnelStep::Outcome::Running, m_target);
                if (online && !*online) {
                    fail(TunnelStep::Kind::Target, ssmerrors::offline(m_target));
                    return;
                }
                step(TunnelStep::Kind::Target, TunnelStep::Outcome::Passed,
                     isDenied ? QCoreApplication::translate(
                         "link", "unknown: ssm:GetConnectionStatus is not permitted")
                              : QCoreApplication::translate("link", "online"));
                finish({});
            });
    }

    void fail(TunnelStep::Kind kind, const base::Error &why)
    {
        step(kind, TunnelStep::Outcome::Failed, {}, why);
        finish(base::fail(why));
    }

    void finish(const base::Result<> &result)
    {
        deleteLater();
        m_done(result);
    }

    /// `words` = what is tried, of Running, and what was found, of Passed.
    void step(TunnelStep::Kind kind, TunnelStep::Outcome outcome, const QString &words,
              const base::Error &why = {})
    {
        if (outcome == TunnelStep::Outcome::Running) {
            m_tried = words;
            m_clock.start();
        }
        Q_EMIT m_tunnel.stepped({ kind, outcome, 0, m_tried,
                                  outcome == TunnelStep::Outcome::Passed ? words : QString(),
                                  m_clock.nsecsElapsed() / 1000, why });
    }

    aws::SessionManager &m_manager;
    const QString m_target;
    SsmTunnel &m_tunnel;
    const std::function<void(const base::Result<> &)> m_done;
    QString m_source;
    QDateTime m_expires;
    QString m_tried;
    QElapsedTimer m_clock;
    bool m_identified = false;
};

} // namespace

std::function<void(SsmTunnel &, std::function<void(const base::Result<> &)>)>
approachBy(aws::SessionManager &manager, const QString &target)
{
    return [&manager, target](SsmTunnel &tunnel, std::function<void(const base::Result<> &)> done) {
        (new Approach(manager, target, tunnel, std::move(done)))->begin();
    };
}

} // namespace links::ssm
