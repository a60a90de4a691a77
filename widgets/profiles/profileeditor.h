#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "session/diagnosis.h"
#include "widgets/profiles/panel.h"
#include <optional>

class QAction;
class QPushButton;
class QScrollArea;

namespace common {
class EnvironmentPill;
class IconButton;
class PlainLabel;
} // namespace common

namespace ui {

class AdvancedPage;
class DiagnosisPanel;
class FormPage;
class GeneralPage;
class PageTabs;
class SafetyPage;
class SecurityPage;
class SsmPage;
class TlsPage;
class TopologyPage;
class TunnelPage;

/// What is in the form: the profile as edited, and the secrets that were typed. An empty one leaves
/// what is stored alone.
struct Draft {
    profiles::Profile profile;
    profiles::Secrets typed;
};

/// The right side of Home: one connection's pages, and what its test said. Keeps nothing by itself:
/// edits go out as drafts, saving is somebody else's.
class ProfileEditor final : public Panel {
    Q_OBJECT

public:
    explicit ProfileEditor(QWidget *parent = nullptr);

    void show(const Draft &draft, bool isNew);
    [[nodiscard]] Draft draft() const;
    /// The first thing that cannot stay as it is; its page is opened and its field focused.
    [[nodiscard]] std::optional<QString> refusal();

    void setGroups(const QStringList &groups);
    void setStorageText(const QString &text);
    /// Profiles of AWS's shared files, to choose from.
    void setAwsProfiles(const QStringList &names);
    /// As if the person had entered it; see SsmPage.
    void takeBastion(const QString &target, const QString &region, const QString &awsProfile);
    /// As if the person had chosen it on the Tunnel page, which is opened.
    void chooseTunnel(profiles::TunnelKind kind);
    void setDirty(bool dirty);
    void setTesting(bool testing);
    [[nodiscard]] DiagnosisPanel *diagnosis() const { return m_diagnosis; }
    void focusFirst();
    void focusSecret(profiles::SecretSlot slot, const QString &problem);
    /// Scrolls to the diagnosis, where it is below the fold.
    void revealDiagnosis();
    enum class Page { General, Security, Tunnel, Topology, Advanced, Safety };
    void setPage(Page page);
    /// Does in the form what a failed test proposes; saves nothing. True = the person has nothing
    /// to add, and a test is what comes next.
    [[nodiscard]] bool apply(session::Remedy remedy);

Q_SIGNALS:
    void edited();
    void saveRequested();
    void discardRequested();
    void testRequested();
    void cancelTestRequested();
    void connectRequested();
    void duplicateRequested();
    void removeRequested();
    /// A bastion of AWS is to be chosen for what the form holds.
    void bastionWanted();
    /// The profile of AWS wants a sign-in in the browser.
    void signInWanted();
    /// Of the diagnosis: what to change is somebody else's to do.
    void remedyChosen(session::Remedy remedy);

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    void retranslate();
    void showHeader();
    void flagPages();
    void addPage(Page page, std::initializer_list<FormPage *> forms);
    void showPage();

    common::EnvironmentPill *m_pill;
    common::PlainLabel *m_name;
    common::PlainLabel *m_group;
    common::PlainLabel *m_state;
    common::IconButton *m_more;
    QAction *m_discard;
    QAction *m_duplicate;
    QAction *m_remove;
    QPushButton *m_save;
    QPushButton *m_testButton;
    QPushButton *m_connect;
    PageTabs *m_tabs;
    QWidget *m_pages;
    GeneralPage *m_general;
    SecurityPage *m_security;
    TlsPage *m_tls;
    TunnelPage *m_tunnel;
    SsmPage *m_ssm;
    TopologyPage *m_topology;
    AdvancedPage *m_advanced;
    SafetyPage *m_safety;
    QList<FormPage *> m_all; ///< in the order of the tabs
    QList<int> m_tabOf; ///< of each in m_all
    DiagnosisPanel *m_diagnosis;
    QScrollArea *m_scroll;
    profiles::Profile m_base; // what was shown, for all that the form does not hold
    bool m_isNew = false;
    bool m_showing = false;
    bool m_dirty = false;
    bool m_testing = false;
};

} // namespace ui
