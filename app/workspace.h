#pragma once
#include "console/activitymodel.h"
#include "console/consolemodel.h"
#include "session/session.h"
#include "stats/sampler.h"
#include "widgets/workspaceview.h"

namespace app {

/// What one open connection owns: a Session and the models that live as long as it does, whatever
/// is shown of them.
class Workspace final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workspace)

public:
    /// `historyFile` = where the console's lines are kept; empty = nowhere.
    Workspace(const profiles::Profile &profile, const profiles::Secrets &secrets,
              const QString &historyFile, QObject *parent = nullptr);
    ~Workspace() override;

    void open();
    [[nodiscard]] session::Session &session() { return *m_session; }
    [[nodiscard]] console::ConsoleModel &console() { return m_console; }
    [[nodiscard]] stats::Sampler &sampler() { return *m_sampler; }
    /// What a view of it is made from. Valid as long as this object.
    [[nodiscard]] ui::WorkspaceParts parts();

private:
    [[nodiscard]] resp::Send send(session::Lane lane, int db) const;
    void noted(const session::Activity &entry);

    std::unique_ptr<session::Session> m_session;
    std::shared_ptr<stats::OwnLookups> m_own;
    std::unique_ptr<stats::Sampler> m_sampler;
    console::ConsoleModel m_console;
    console::ActivityModel m_activity;
};

} // namespace app
