#include "app/workspace.h"
#include "stats/countingport.h"

namespace app {

using session::Lane;

Workspace::Workspace(const profiles::Profile &profile, const profiles::Secrets &secrets,
                     const QString &historyFile, QObject *parent)
    : QObject(parent)
    , m_session(std::make_unique<session::Session>(profile, secrets))
    , m_own(std::make_shared<stats::OwnLookups>())
{
    m_sampler = std::make_unique<stats::Sampler>(send(Lane::Stats, profile.db), m_own);
    m_sampler->setInterval(profile.samplingSeconds);
    if (!historyFile.isEmpty())
        m_console.history().setFile(historyFile);
    console::PromptInfo prompt;
    prompt.endpoint = ui::WorkspaceView::endpointName(profile);
    prompt.db = profile.db;
    prompt.production = profile.environment == profiles::Environment::Production;
    m_console.setPromptInfo(prompt);
    m_console.setSend(send(Lane::Console, profile.db));
    m_console.setOnline(false);
    m_activity.setValuesHidden(prompt.production);

    connect(m_session.get(), &session::Session::online, this, [this] {
        m_console.setOnline(true);
        m_sampler->start();
    });
    connect(m_session.get(), &session::Session::stateChanged, this,
            [this](session::Session::State state) {
                if (state == session::Session::State::Online)
                    return;
                m_console.setOnline(false);
                if (state == session::Session::State::Closed)
                    m_sampler->stop();
            });
    connect(m_session.get(), &session::Session::consoleDatabaseChanged, &m_console,
            &console::ConsoleModel::setDatabase);
    connect(m_session.get(), &session::Session::activity, this, &Workspace::noted);
}

Workspace::~Workspace() = default;

void Workspace::open()
{
    m_session->open();
}

ui::WorkspaceParts Workspace::parts()
{
    return { .session = m_session.get(),
             .send = [this](Lane lane, int db) { return send(lane, db); },
             .console = &m_console,
             .activity = &m_activity,
             .sampler = m_sampler.get(),
             .signsInBySso = {} };
}

resp::Send Workspace::send(Lane lane, int db) const
{
    return stats::counted(m_session->send(lane, db), m_own);
}

void Workspace::noted(const session::Activity &entry)
{
    console::ActivityEntry row;
    row.when = entry.when;
    switch (entry.lane) {
    case Lane::Browse:
    case Lane::Work:
        row.lane = tr("Browser");
        break;
    case Lane::Console:
        row.lane = tr("Console");
        break;
    case Lane::Stats:
        row.lane = tr("Dashboard");
        break;
    }
    row.db = entry.db;
    row.command = entry.command;
    row.microseconds = entry.microseconds;
    row.failed = entry.failed;
    m_activity.append(row);
}

} // namespace app
