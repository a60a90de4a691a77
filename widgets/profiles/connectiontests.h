#pragma once
#include "profiles/secretbackend.h"
#include "session/diagnosis.h"
#include <QHash>
#include <QObject>
#include <optional>

namespace profiles {
class ProfileStore;
}

namespace ui {

class ProfileEditor;
class SecretsDesk;
struct Draft;

/// The tests that Home asks for: one at a time, and of each connection what its last one said. The
/// form shows it for the connection that is in it; when and how it ended is noted in the saved
/// profile. The test itself is made elsewhere. A new connection goes by the null id.
class ConnectionTests final : public QObject {
    Q_OBJECT

public:
    /// Store, secrets and editor outlive this.
    ConnectionTests(profiles::ProfileStore &store, SecretsDesk &secrets, ProfileEditor &editor,
                    QObject *parent);

    /// The form holds this connection now.
    void show(const QUuid &id);
    [[nodiscard]] bool isRunning() const { return m_testing.has_value(); }
    /// Asks for the secrets that are wanted, then for the test. One that runs is given up.
    void start(const QUuid &id, const Draft &draft);
    /// As start(), with secrets that are known.
    void begin(const QUuid &id, const profiles::Profile &profile, const profiles::Secrets &secrets);
    /// The person gives up waiting.
    void cancel();
    /// Of the test that runs; ignored after cancel().
    void progress(const session::DiagnosisReport &report);
    void finish(const session::DiagnosisReport &report);
    /// The new connection has been saved with this id.
    void newSavedAs(const QUuid &id);
    /// Forgets what its last test said; one that runs is given up.
    void remove(const QUuid &id);
    /// Forgets what the last test of a new connection said.
    void forgetNew() { m_tests.remove({}); }

Q_SIGNALS:
    void requested(const profiles::Profile &profile, const profiles::Secrets &secrets);
    void cancelled();
    /// The connection's row in the list has something else to tell.
    void finished();

private:
    struct Tested {
        bool running = false;
        session::DiagnosisReport report; ///< without rungs before the first word
    };
    void refresh();

    profiles::ProfileStore &m_store;
    SecretsDesk &m_secrets;
    ProfileEditor &m_editor;
    QHash<QUuid, Tested> m_tests;
    QUuid m_shown;
    std::optional<QUuid> m_testing;
};

} // namespace ui
