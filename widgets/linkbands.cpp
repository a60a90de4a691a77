#include "widgets/linkbands.h"
#include "base/displaytext.h"
#include "session/diagnosis.h"
#include "session/session.h"
#include "widgets/common/band.h"
#include <QAbstractButton>
#include <chrono>

namespace ui {

using common::Band;
using session::Session;
using namespace std::chrono_literals;

namespace {

QString clockTime(const QDateTime &when)
{
    return when.toString(QStringLiteral("HH:mm:ss"));
}

/// A host key that has changed needs the room: two fingerprints, and the lines of the files.
QString withItsWords(const base::Error &why)
{
    const QString words = base::displayText(why.detail, 600);
    return words.isEmpty() ? why.text : why.text + QLatin1Char('\n') + words;
}

} // namespace

LinkBands::LinkBands(Session &session, std::function<bool()> signsInBySso, QWidget *host)
    : QObject(host)
    , m_session(session)
    , m_signsInBySso(std::move(signsInBySso))
    , m_link(new Band(Band::Kind::Warning, host))
    , m_wrong(new Band(Band::Kind::Danger, host))
    , m_replica(new Band(Band::Kind::Info, host))
    , m_signIn(m_link->addAction(QString()))
    , m_bastion(m_link->addAction(QString()))
    , m_retry(m_link->addAction(QString()))
    , m_stop(m_link->addAction(QString()))
    , m_accept(m_wrong->addAction(QString()))
    , m_leave(m_wrong->addAction(QString()))
{
    m_link->setObjectName(QStringLiteral("linkBand"));
    m_wrong->setObjectName(QStringLiteral("wrongServerBand"));
    m_replica->setObjectName(QStringLiteral("replicaBand"));
    m_signIn->setObjectName(QStringLiteral("linkSignIn"));
    m_bastion->setObjectName(QStringLiteral("linkBastion"));
    m_retry->setObjectName(QStringLiteral("linkNow"));
    m_stop->setObjectName(QStringLiteral("linkStop"));
    m_accept->setObjectName(QStringLiteral("acceptServer"));
    m_leave->setObjectName(QStringLiteral("leaveServer"));
    m_link->hide();
    m_wrong->hide();
    m_replica->hide();

    connect(m_retry, &QAbstractButton::clicked, this, [this] {
        if (m_session.state() == Session::State::Reconnecting)
            m_session.retryNow();
        else
            m_session.open();
    });
    connect(m_stop, &QAbstractButton::clicked, this, [this] {
        if (m_session.state() == Session::State::Reconnecting)
            m_session.stopRetrying();
        else
            Q_EMIT closeRequested();
    });
    connect(m_signIn, &QAbstractButton::clicked, this, &LinkBands::signInRequested);
    connect(m_bastion, &QAbstractButton::clicked, this, &LinkBands::bastionRequested);
    connect(m_accept, &QAbstractButton::clicked, this, &LinkBands::acceptRequested);
    connect(m_leave, &QAbstractButton::clicked, this, &LinkBands::closeRequested);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &LinkBands::refresh);
    follow();
    retranslate();
}

void LinkBands::follow()
{
    connect(&m_session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Connecting)
            m_note.clear();
        refresh();
    });
    connect(&m_session, &Session::online, this, [this] {
        m_lostAt = {};
        m_firstFailure = {};
        m_note.clear();
        m_everOnline = true;
        refresh();
    });
    connect(&m_session, &Session::failed, this, [this](const base::Error &why) {
        m_firstFailure = why;
        m_note.clear();
        refresh();
    });
    connect(&m_session, &Session::offline, this,
            [this](const base::Error &why, const QDateTime &when, int ms, int attempt) {
                const bool tells =
                    why.cause == base::Error::Cause::Loading || why.kind == base::Error::Kind::Auth;
                m_wayNote = links::isOfTheWay(why) ? why.text : QString();
                m_nextTry = QDateTime::currentDateTime().addMSecs(ms);
                m_attempt = attempt;
                lost(tells ? why.text : QString(), when);
            });
    connect(&m_session, &Session::stillConnecting, this, [this](const base::Error &why) {
        m_note = why.text;
        refresh();
    });
    connect(&m_session, &Session::idledOut, this,
            [this](const base::Error &why) { lost(why.text, QDateTime::currentDateTime()); });
    connect(
        &m_session, &Session::stopped, this,
        [this](const base::Error &why, const QDateTime &when) { lost(withItsWords(why), when); });
    connect(&m_session, &Session::wrongServerFound, this, &LinkBands::refresh);
    connect(&m_session, &Session::stallChanged, this, &LinkBands::refresh);
    connect(&m_session, &Session::nodesChanged, this, &LinkBands::refreshReplica);
}

void LinkBands::lost(const QString &words, const QDateTime &when)
{
    m_note = words;
    m_lostAt = when;
    refresh();
}

void LinkBands::refresh()
{
    refreshReplica();
    m_wrong->setVisible(m_session.isWrongServer());
    if (m_session.isWrongServer()) {
        m_wrong->setText(tr("This address now answers as a different server. Writes are locked "
                            "until you confirm."));
    }
    const Session::State state = m_session.state();
    const bool waiting = state == Session::State::Reconnecting;
    const bool stopped = state == Session::State::Closed && m_everOnline && m_lostAt.isValid();
    const bool failed =
        state == Session::State::Closed && !m_everOnline && !m_firstFailure.text.isEmpty();
    const bool loading = state == Session::State::Connecting && !m_note.isEmpty();
    const bool stalled = state == Session::State::Online && m_session.stall();
    if (!waiting)
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
    if (failed)
        m_link->setText(withItsWords(m_firstFailure));
    else if (!m_note.isEmpty() && (waiting || stopped || loading))
        m_link->setText(m_note);
    else if (waiting)
        m_link->setText(countdown());
    else if (stopped)
        m_link->setText(tr("Disconnected at %1. Showing the last data.").arg(clockTime(m_lostAt)));
    else if (stalled)
        m_link->setText(tr("%1 What you do waits meanwhile.").arg(m_session.stall()->text));
    m_link->setKind(failed ? Band::Kind::Danger : Band::Kind::Warning);
    m_link->setVisible(waiting || stopped || failed || loading || stalled);
    refreshRemedies(waiting, stopped || failed);
    m_retry->setVisible(!loading && !stalled);
    m_stop->setVisible(!stalled);
    m_retry->setText(waiting ? tr("Now") : tr("Connect"));
    m_stop->setText(waiting ? tr("Stop") : tr("Close"));
}

/// What a person can do about the cause, where another attempt alone would fail again. `waiting` =
/// one follows, `over` = none does.
void LinkBands::refreshRemedies(bool waiting, bool over)
{
    using Cause = base::Error::Cause;
    const base::Error &why = m_session.lastError();
    m_signIn->setVisible(over && why.cause == Cause::AwsSignInExpired && m_signsInBySso
                         && m_signsInBySso());
    const bool wantsAnother =
        why.cause == Cause::SsmTargetOffline || why.cause == Cause::SsmEncrypted;
    m_bastion->setVisible((waiting || over) && wantsAnother);
}

QString LinkBands::countdown() const
{
    const qint64 left =
        qMax<qint64>(0, (QDateTime::currentDateTime().msecsTo(m_nextTry) + 999) / 1000);
    const QString words =
        tr("Disconnected at %1. Showing the last data. Retrying in %2 s (attempt %3).")
            .arg(clockTime(m_lostAt))
            .arg(left)
            .arg(m_attempt);
    return m_wayNote.isEmpty() ? words : words + QLatin1Char('\n') + m_wayNote;
}

void LinkBands::refreshReplica()
{
    m_replica->setVisible(m_session.state() == Session::State::Online && !m_session.nodes()->cluster
                          && m_session.server().role == QLatin1String("slave"));
}

void LinkBands::retranslate()
{
    m_signIn->setText(session::remedyName(session::Remedy::SignInAws));
    m_bastion->setText(session::remedyName(session::Remedy::PickBastion));
    m_accept->setText(tr("Accept this server"));
    m_leave->setText(tr("Disconnect"));
    m_replica->setText(tr("This node is a read-only replica. Connect to the primary endpoint to "
                          "write."));
    refresh();
}

} // namespace ui
