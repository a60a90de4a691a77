#include "link/ssh/sshhopopening.h"
#include "base/whendone.h"
#include "link/ssh/hostkeycheck.h"
#include "link/ssh/identity.h"
#include "link/ssh/methods.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshsignin.h"
#include <QCoreApplication>
#include <QHostInfo>
#include <QTcpSocket>
#include <fcntl.h>

namespace links {

namespace {

/// TCP that tells when the name is found.
class HopLink final : public TcpLink {
public:
    using TcpLink::TcpLink;
    ~HopLink() override
    {
        if (m_lookup >= 0)
            QHostInfo::abortHostLookup(m_lookup);
    }
    Q_DISABLE_COPY_MOVE(HopLink)
    std::function<void()> onLookup;
    std::function<void(const QHostInfo &)> onFound;

protected:
    void resolve(const QString &host) override
    {
        onLookup();
        m_lookup = QHostInfo::lookupHost(host, this, [this](const QHostInfo &answer) {
            onFound(answer);
            found(answer);
        });
    }

private:
    int m_lookup = -1;
};

constexpr std::chrono::milliseconds hangUpEvery{ 1000 };

QString wordFor(HostKeyTrust trust)
{
    switch (trust) {
    case HostKeyTrust::Known:
        return QCoreApplication::translate("link", "known");
    case HostKeyTrust::Once:
        return QCoreApplication::translate("link", "accepted once");
    case HostKeyTrust::Stored:
        return QCoreApplication::translate("link", "accepted and stored");
    }
    return {};
}

} // namespace

SshHopOpening::SshHopOpening(SshHopPlan plan, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_timeout(timeout)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(timeout);
    m_hangUp.setInterval(hangUpEvery);
    connect(&m_limit, &QTimer::timeout, this,
            [this] { giveUp(m_session->silentError(m_timeout)); });
    connect(&m_hangUp, &QTimer::timeout, this, [this] {
        if (m_session->socket().peerClosed())
            giveUp(ssherrors::closed(m_plan.address(), {}));
    });
}

SshHopOpening::~SshHopOpening()
{
    m_signIn.reset(); // before the session that it works with
}

void SshHopOpening::start(SshSession *before, const QString &beforeAddress)
{
    if (before)
        connectThrough(*before, beforeAddress);
    else
        connectStraight();
}

void SshHopOpening::connectStraight()
{
    auto link = std::make_unique<HopLink>(m_plan.hop.host, m_plan.hop.port, m_timeout);
    link->onLookup = [this] { begin(TunnelStep::Kind::Lookup, m_plan.hop.host); };
    link->onFound = [this](const QHostInfo &answer) {
        if (answer.addresses().isEmpty())
            return;
        pass(answer.addresses().constFirst().toString());
        begin(TunnelStep::Kind::Connect, m_plan.address());
    };
    connect(link.get(), &Link::opened, this, [this] {
        auto *socket = qobject_cast<QTcpSocket *>(m_link->take().release());
        socket->deleteLater(); // this runs inside its connected()
        pass(socket->peerAddress().toString());
        const int descriptor = ::fcntl(int(socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
        socket->abort(); // it would read the server's first words
        shakeHands(descriptor);
    });
    connect(link.get(), &Link::failed, this, [this](const base::Error &why) {
        giveUp(ssherrors::unreachable(m_plan.hop.host, m_plan.hop.port, why));
    });
    m_link = std::move(link);
    if (!QHostAddress(m_plan.hop.host).isNull())
        begin(TunnelStep::Kind::Connect, m_plan.address());
    m_link->open();
}

void SshHopOpening::connectThrough(SshSession &before, const QString &beforeAddress)
{
    begin(TunnelStep::Kind::Connect, m_plan.address());
    m_inner = before.open({ m_plan.hop.host, m_plan.hop.port, {} }, m_timeout, this);
    connect(m_inner, &SshOpening::opened, this, [this] {
        pass({});
        shakeHands(m_inner->take());
    });
    connect(m_inner, &SshOpening::failed, this, [this, beforeAddress](const base::Error &why) {
        giveUp(ssherrors::unreachableFrom(beforeAddress, m_plan.hop.host, m_plan.hop.port, why));
    });
}

void SshHopOpening::shakeHands(int descriptor)
{
    if (descriptor < 0) {
        giveUp(ssherrors::noPair());
        return;
    }
    begin(TunnelStep::Kind::HostKey, m_plan.address());
    m_session = std::make_unique<SshSession>(descriptor, m_plan.address(), m_plan.rhythm, nullptr);
    connect(m_session.get(), &SshSession::shaken, this, &SshHopOpening::checkHostKey);
    connect(m_session.get(), &SshSession::ended, this, &SshHopOpening::sessionEnded);
    m_known = std::make_shared<KnownHosts>(m_plan.places.knownHosts, m_plan.places.ownKnownHosts);
    if (const base::Result<> loaded = m_known->load(); !loaded) {
        giveUp(loaded.error());
        return;
    }
    m_limit.start();
    m_session->shakeHands(m_known->keyTypes(m_plan.hop.host, m_plan.hop.port));
}

void SshHopOpening::checkHostKey()
{
    m_limit.stop();
    m_session->lend(); // nothing is said until the key is trusted
    const QByteArray key = m_session->hostKey();
    const profiles::SshHop &hop = m_plan.hop;
    using State = HostKeyVerdict::State;
    const State state = m_known->verdict(hop.host, hop.port, key).state;
    if (m_plan.memory->acceptedKeys.contains(key)
        && (state == State::Unknown || state == State::OtherType)) {
        trust(key, QCoreApplication::translate("link", "accepted before"));
        return;
    }
    m_check = std::make_unique<HostKeyCheck>(
        m_known, OfferedHostKey{ m_plan.number, hop.host, hop.port, key, libraryKnowsRsaSha2() },
        m_plan.policy, m_plan.asker);
    m_hangUp.start();
    base::whenDone(m_check->run(), this, [this, key](const base::Result<HostKeyTrust> &trusted) {
        m_hangUp.stop();
        if (trusted)
            trust(key, wordFor(*trusted));
        else
            giveUp(trusted.error());
    });
}

void SshHopOpening::trust(const QByteArray &key, const QString &how)
{
    m_plan.memory->acceptedKeys += key;
    pass(QStringLiteral("%1 %2, %3").arg(keyLabelOf(key), fingerprintOf(key), how));
    m_session->takeBack();
    signIn();
}

void SshHopOpening::signIn()
{
    begin(TunnelStep::Kind::SignIn, m_plan.user());
    m_signIn = std::make_unique<SshSignIn>(*m_session, m_plan, nullptr);
    connect(m_signIn.get(), &SshSignIn::signedIn, this, [this] {
        m_step.tried = m_signIn->tried().join(QStringLiteral(", "));
        pass(QCoreApplication::translate("link", "%1 by %2")
                 .arg(m_plan.user(), m_signIn->tried().value(m_signIn->tried().size() - 1)));
        m_done = true;
        m_session->disconnect(this);
        m_session->carryStreams();
        Q_EMIT opened();
    });
    connect(m_signIn.get(), &SshSignIn::failed, this, [this](const base::Error &why) {
        m_step.tried = m_signIn->tried().join(QStringLiteral(", "));
        giveUp(why);
    });
    m_signIn->start();
}

void SshHopOpening::sessionEnded(const base::Error &why)
{
    giveUp(why);
}

void SshHopOpening::begin(TunnelStep::Kind kind, const QString &tried)
{
    m_step = { kind, TunnelStep::Outcome::Running, m_plan.number, tried, {}, 0, {} };
    m_clock.start();
    Q_EMIT stepped(m_step);
}

void SshHopOpening::pass(const QString &finding)
{
    m_step.outcome = TunnelStep::Outcome::Passed;
    m_step.finding = finding;
    m_step.microseconds = m_clock.nsecsElapsed() / 1000;
    Q_EMIT stepped(m_step);
}

void SshHopOpening::giveUp(const base::Error &why)
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    m_hangUp.stop();
    if (m_step.outcome == TunnelStep::Outcome::Running) {
        m_step.outcome = TunnelStep::Outcome::Failed;
        m_step.error = why;
        m_step.microseconds = m_clock.nsecsElapsed() / 1000;
        Q_EMIT stepped(m_step);
    }
    Q_EMIT failed(why);
}

} // namespace links
