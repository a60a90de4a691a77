#include "session/diagnosis.h"
#include "session/diagnosis/climb.h"
#include "session/leaving.h"
#include <QPointer>
#include <QThread>
#include <array>
#include <future>

namespace session {

using Kind = base::Error::Kind;
using Outcome = RungResult::Outcome;

namespace {
constexpr std::array ladder{ Rung::SignIn, Rung::Dns,      Rung::Tcp,
                             Rung::Tunnel, Rung::CacheTcp, Rung::Tls,
                             Rung::Auth,   Rung::Ping,     Rung::Capabilities };
} // namespace

class Diagnosis::Private {
public:
    Private(Diagnosis *diagnosis, profiles::Profile p, profiles::Secrets s)
        : q(diagnosis)
        , profile(std::move(p))
        , secrets(std::move(s))
    {
    }
    ~Private() { stop(); }

    void begin();
    void stop();
    void take(const RungResult &rung);

    Diagnosis *const q;
    const profiles::Profile profile;
    const profiles::Secrets secrets;
    DiagnosisReport report;
    QElapsedTimer clock;
    std::shared_ptr<links::Asker> asker;
    links::SshPlaces places = links::SshPlaces::standard();
    aws::Places awsPlaces = aws::Places::standard();
    std::unique_ptr<QThread> thread;
    QPointer<Climb> climb; ///< lives in `thread`, ends with it
    bool running = false;
};

void Diagnosis::Private::begin()
{
    report = {};
    report.connection = profile.name.isEmpty() ? profile.address() : profile.name;
    report.address = profile.address();
    report.when = QDateTime::currentDateTime();
    for (const Rung rung : ladder) {
        RungResult result;
        result.rung = rung;
        report.rungs += result;
    }
    thread = std::make_unique<QThread>();
    thread->setObjectName(QStringLiteral("diagnosis"));
    climb = new Climb(profile, secrets, { asker, places, awsPlaces }, report);
    connect(climb, &Climb::rungChanged, q, [this](const RungResult &rung) { take(rung); });
    connect(climb, &Climb::ended, q, [this](const DiagnosisReport &whole) {
        running = false;
        report = whole;
        stop();
        Q_EMIT q->finished(report);
    });
    climb->moveToThread(thread.get());
    // What the climb owns has to be destroyed where it lives.
    connect(thread.get(), &QThread::finished, climb, &QObject::deleteLater);
    thread->start();
    running = true;
    clock.start();
    QMetaObject::invokeMethod(climb, &Climb::start, Qt::QueuedConnection);
}

void Diagnosis::Private::stop()
{
    if (!thread)
        return;
    if (climb)
        climb->disconnect(q);
    const auto leaves = std::make_shared<std::promise<bool>>();
    QMetaObject::invokeMethod(
        climb, [leaves, climb = climb.data()] { leaves->set_value(climb->leave()); },
        Qt::QueuedConnection);
    // Nothing in it waits for a server; a far end that is told goodbye may take its time.
    if (leaves->get_future().get())
        letLeave(std::move(thread));
    else
        thread->wait();
    thread.reset();
}

void Diagnosis::Private::take(const RungResult &rung)
{
    for (RungResult &known : report.rungs) {
        if (known.rung == rung.rung)
            known = rung;
    }
    Q_EMIT q->rungChanged(rung);
}

Diagnosis::Diagnosis(profiles::Profile profile, profiles::Secrets secrets, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(secrets)))
{
}

Diagnosis::~Diagnosis() = default;

void Diagnosis::setAsker(std::shared_ptr<links::Asker> asker)
{
    d->asker = std::move(asker);
}

void Diagnosis::setSshPlaces(const links::SshPlaces &places)
{
    d->places = places;
}

void Diagnosis::setAwsPlaces(const aws::Places &places)
{
    d->awsPlaces = places;
}

void Diagnosis::start()
{
    if (d->running)
        return;
    d->stop();
    d->begin();
}

void Diagnosis::cancel()
{
    if (!d->running)
        return;
    d->running = false;
    d->stop();
    const auto under =
        std::find_if(d->report.rungs.begin(), d->report.rungs.end(),
                     [](const RungResult &rung) { return rung.outcome == Outcome::Running; });
    const auto first =
        std::find_if(d->report.rungs.begin(), d->report.rungs.end(),
                     [](const RungResult &rung) { return rung.outcome == Outcome::NotReached; });
    const auto at = under != d->report.rungs.end() ? under : first;
    d->report.microseconds = d->clock.nsecsElapsed() / 1000;
    if (at != d->report.rungs.end()) {
        at->outcome = Outcome::Failed;
        at->finding.clear();
        at->error = { Kind::Cancelled, tr("The test was cancelled."), {} };
        at->remedies = { Remedy::Retry };
        const RungResult rung = *at;
        Q_EMIT rungChanged(rung);
    }
    // Like every other end, it comes from the event loop.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!d->running)
                Q_EMIT finished(d->report);
        },
        Qt::QueuedConnection);
}

bool Diagnosis::isRunning() const
{
    return d->running;
}

const DiagnosisReport &Diagnosis::report() const
{
    return d->report;
}

} // namespace session
