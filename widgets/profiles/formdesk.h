#pragma once
#include "session/diagnosis.h"
#include "widgets/profiles/drafts.h"

namespace ui {

class ConnectionTests;
class SecretsDesk;

/// The connection in Home's form: filled with what was edited or is saved, then saved, discarded,
/// tested or opened. Where the list stands and which page is seen is Home's.
class FormDesk final : public QObject {
    Q_OBJECT

public:
    /// Store, secrets and editor outlive this.
    FormDesk(profiles::ProfileStore &store, SecretsDesk &secrets, ProfileEditor &editor,
             QObject *parent);

    /// Null = the new one, or none.
    [[nodiscard]] QUuid id() const { return m_id; }
    [[nodiscard]] bool isNew() const { return m_isNew; }
    [[nodiscard]] const Drafts &drafts() const { return m_drafts; }
    [[nodiscard]] ConnectionTests *tests() const { return m_tests; }

    /// To a saved connection, or to what has no form. What was typed of a new one is kept for the
    /// next; an untouched one leaves nothing. True = the form shows it.
    bool goTo(const QUuid &id);
    /// Without a profile it goes on with the one that was left half done.
    void startNew(const profiles::Profile &profile, const profiles::Secrets &typed);
    /// Something in the store has changed: the form shows it where the person has not edited it.
    void followSaved();
    /// The connection that is shown has gone from the store: its edits go, too.
    void leaveRemoved();
    /// True = nothing of it is unsaved now.
    bool save();
    void discard();
    void test();
    void requestConnect();
    /// As requestConnect(), of a connection that has been saved.
    void requestConnect(const Draft &draft);
    /// Takes the connection away with its edits and its tests.
    void remove(const QUuid &id);

Q_SIGNALS:
    /// The form shows the connection with id().
    void shown();
    /// What the rows of the list tell of edits and tests has changed.
    void rowsChanged();
    void savedNew(const QUuid &id);
    void discardedNew();
    void connectRequested(const profiles::Profile &profile, const profiles::Secrets &secrets);

private:
    bool fill();
    void noteEdit();
    void apply(session::Remedy remedy);
    void askFor(const QUuid &id, profiles::SecretSlot slot);

    profiles::ProfileStore &m_store;
    SecretsDesk &m_secrets;
    ProfileEditor &m_editor;
    ConnectionTests *m_tests;
    Drafts m_drafts;
    QUuid m_id;
    bool m_isNew = false;
};

} // namespace ui
