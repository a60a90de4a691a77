#include "widgets/profiles/homepage.h"
#include "aws/keysource.h"
#include "widgets/common/band.h"
#include "widgets/profiles/connectionlist.h"
#include "widgets/profiles/demopane.h"
#include "widgets/profiles/diagnosispanel.h"
#include "widgets/profiles/firstrun.h"
#include "widgets/profiles/importsheet.h"
#include "widgets/profiles/pastebar.h"
#include "widgets/profiles/removesheet.h"
#include "widgets/profiles/secretsdesk.h"
#include "widgets/profiles/vaultsheet.h"
#include <QDropEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMimeData>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace ui {

using common::Theme;
using common::Tokens;
using profiles::Profile;
using profiles::ProfilesModel;
using profiles::SecretSlot;
using Where = profiles::SecretStore::Where;

namespace {
/// Without a name of its own a connection goes by its address.
Draft named(Draft draft)
{
    if (draft.profile.name.isEmpty())
        draft.profile.name = draft.profile.address();
    return draft;
}
} // namespace

HomePage::HomePage(profiles::ProfileStore &store, profiles::SecretStore &secrets, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_desk(new SecretsDesk(store, secrets, this))
    , m_band(new common::Band(common::Band::Kind::Warning))
    , m_right(new QStackedWidget)
    , m_paste(new PasteBar(PasteBar::Demo::Offered))
    , m_splitter(new QSplitter)
    , m_list(new ConnectionList(store))
    , m_editor(new ProfileEditor)
    , m_firstRun(new FirstRun)
    , m_demoPane(new DemoPane)
    , m_nothing(new Panel(&Tokens::surface))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("homePage"));
    setAcceptDrops(true);
    m_band->setObjectName(QStringLiteral("homeProblem"));
    m_band->setDismissable(true);
    m_band->hide();
    m_right->setObjectName(QStringLiteral("homeContent"));
    for (QWidget *page :
         std::initializer_list<QWidget *>{ m_nothing, m_editor, m_firstRun, m_demoPane })
        m_right->addWidget(page);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list->setMinimumWidth(theme.px(280));
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ theme.px(360), theme.px(952) });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_paste);
    column->addWidget(m_band);
    column->addWidget(m_splitter, 1);

    m_list->setDirtyTest([this](const QUuid &id) { return isDirty(id); });
    connect(m_list, &ConnectionList::currentChanged, this, &HomePage::open);
    connect(m_list, &ConnectionList::connectRequested, this, [this](const QUuid &id) {
        open(id);
        connectCurrent();
    });
    connect(m_list, &ConnectionList::newRequested, this, [this] { startNew(); });
    connect(m_list, &ConnectionList::duplicateRequested, this, &HomePage::duplicate);
    connect(m_list, &ConnectionList::removeRequested, this, &HomePage::askRemove);
    const auto found = [this](const profiles::Candidate &candidate, const QByteArray &text) {
        if (m_drafts.contains(QUuid()) && !isUntouchedNew())
            importText(text); // the form of a new connection holds what was typed already
        else
            startNew(candidate.profile, candidate.secrets);
    };
    connect(m_paste, &PasteBar::previewRequested, this, &HomePage::importText);
    connect(m_firstRun, &FirstRun::previewRequested, this, &HomePage::importText);
    connect(m_paste, &PasteBar::fileRequested, this, &HomePage::chooseFile);
    connect(m_firstRun, &FirstRun::fileRequested, this, &HomePage::chooseFile);
    connect(m_paste, &PasteBar::found, this, found);
    connect(m_firstRun, &FirstRun::found, this, found);
    connect(m_paste, &PasteBar::demoRequested, this, &HomePage::demoRequested);
    connect(m_firstRun, &FirstRun::demoRequested, this, &HomePage::demoRequested);
    connect(m_paste, &PasteBar::awsRequested, this, &HomePage::awsRequested);
    connect(m_firstRun, &FirstRun::awsRequested, this, &HomePage::awsRequested);
    connect(m_demoPane, &DemoPane::demoRequested, this, &HomePage::demoRequested);
    connect(m_firstRun, &FirstRun::newRequested, this, [this] { startNew(); });
    connect(m_firstRun, &FirstRun::languageRequested, this, &HomePage::languageRequested);
    connect(m_firstRun, &FirstRun::themeRequested, this, &HomePage::themeRequested);
    connect(m_editor, &ProfileEditor::edited, this, &HomePage::noteEdit);
    connect(m_editor, &ProfileEditor::saveRequested, this, &HomePage::save);
    connect(m_editor, &ProfileEditor::discardRequested, this, &HomePage::discard);
    connect(m_editor, &ProfileEditor::testRequested, this, &HomePage::test);
    connect(m_editor, &ProfileEditor::cancelTestRequested, this, &HomePage::cancelTest);
    connect(m_editor, &ProfileEditor::remedyChosen, this, &HomePage::apply);
    connect(m_editor, &ProfileEditor::connectRequested, this, &HomePage::connectCurrent);
    connect(m_editor, &ProfileEditor::duplicateRequested, this, [this] { duplicate(m_open); });
    connect(m_editor, &ProfileEditor::bastionWanted, this,
            [this] { Q_EMIT bastionRequested(m_editor->draft().profile); });
    connect(m_editor, &ProfileEditor::signInWanted, this,
            [this] { Q_EMIT signInRequested(m_editor->draft().profile); });
    connect(m_editor, &ProfileEditor::removeRequested, this, [this] { askRemove(m_open); });
    connect(&store, &profiles::ProfileStore::changed, this, &HomePage::followStore);
    connect(&store, &profiles::ProfileStore::loaded, this, &HomePage::followStore);
    connect(&store, &profiles::ProfileStore::problem, this, &HomePage::showProblem);
    connect(m_desk, &SecretsDesk::problem, this, &HomePage::showProblem);
    connect(m_desk, &SecretsDesk::missing, this, &HomePage::askInForm);
    connect(&secrets, &profiles::SecretStore::whereChanged, this, &HomePage::showSecretsPlace);
    connect(&secrets, &profiles::SecretStore::decisionNeeded, this, &HomePage::askForVault);

    const auto key = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    key(QKeySequence::Save, [this] { save(); });
    key(QKeySequence::New, [this] { startNew(); });
    key(QKeySequence(Qt::ALT | Qt::Key_A), [this] { Q_EMIT awsRequested(); });
    key(QKeySequence::Paste, [this] {
        if (m_right->currentWidget() == m_firstRun)
            m_firstRun->pasteClipboard();
        else
            m_paste->pasteClipboard();
    });
    retranslate();
    showSecretsPlace();
    if (store.trouble())
        showProblem(*store.trouble());
    followStore();
}

HomePage::~HomePage()
{
    // While the parts go, a field that loses the focus still speaks: nobody listens any more.
    for (QWidget *part : std::initializer_list<QWidget *>{ m_list, m_editor, m_firstRun, m_paste })
        part->disconnect(this);
    delete m_splitter;
}

void HomePage::retranslate()
{
    setAccessibleName(tr("Home"));
}

void HomePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showSecretsPlace();
    }
    QWidget::changeEvent(event);
}

void HomePage::showEvent(QShowEvent *event)
{
    m_secrets.open();
    QWidget::showEvent(event);
    if (!event->spontaneous())
        takeFocus();
}

void HomePage::focusInEvent(QFocusEvent *)
{
    takeFocus();
}

/// Where the arrow keys and Enter do the most.
void HomePage::takeFocus()
{
    if (m_right->currentWidget() == m_firstRun)
        m_firstRun->takeFocus();
    else
        m_list->focusList();
}

void HomePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_testing) {
        cancelTest();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || (event->modifiers() & ~Qt::KeypadModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    // A button that has the focus is what Enter means; from a field it is Connect.
    if (auto *button = qobject_cast<QAbstractButton *>(focusWidget()))
        button->click();
    else if (m_right->currentWidget() == m_editor || m_right->currentWidget() == m_demoPane)
        connectCurrent();
}

QString HomePage::connectionsText() const
{
    const auto count = static_cast<int>(m_store.profiles().size());
    return count == 0 ? tr("No connections") : tr("%n connection(s)", nullptr, count);
}

QString HomePage::secretsText() const
{
    switch (m_secrets.where()) {
    case Where::Unknown:
        return {};
    case Where::Keychain:
        return tr("Secrets in the system keychain");
    case Where::VaultLocked:
        return tr("Secrets in Larder's own vault, locked");
    case Where::Vault:
        return tr("Secrets in Larder's own vault");
    case Where::Undecided:
        return tr("No place for secrets chosen yet");
    case Where::ThisRun:
        return tr("Secrets kept for this run only");
    }
    return {};
}

void HomePage::showSecretsPlace()
{
    QString text;
    switch (m_secrets.where()) {
    case Where::Unknown:
        break;
    case Where::Keychain:
        text = tr("Saved in the system keychain, never in the file of connections.");
        break;
    case Where::VaultLocked:
    case Where::Vault:
        text = tr("Saved in Larder's own vault, sealed with your master password.");
        break;
    case Where::Undecided:
        text = tr("There is no system keychain: saving a password asks where to keep it.");
        break;
    case Where::ThisRun:
        text = tr("Kept in memory until Larder is closed.");
        break;
    }
    m_editor->setStorageText(text);
    if (m_secrets.where() == Where::Vault && m_secrets.trouble())
        showProblem(*m_secrets.trouble());
    Q_EMIT statusChanged();
}

void HomePage::showProblem(const base::Error &error)
{
    m_band->setText(error.text);
    m_band->show();
}

void HomePage::askForVault()
{
    if (m_sheet)
        return;
    m_sheet = new VaultSheet(m_secrets, window()); // whatever page is shown
    m_sheet->open(m_sheet->findChild<QLineEdit *>(QStringLiteral("masterPassword")));
}

QStringList HomePage::groups() const
{
    QStringList groups;
    for (const Profile &profile : m_store.profiles()) {
        if (!profile.group.isEmpty() && !groups.contains(profile.group))
            groups += profile.group;
    }
    return groups;
}

void HomePage::followStore()
{
    m_editor->setGroups(groups());
    const bool none = m_store.isLoaded() && m_store.profiles().isEmpty();
    m_list->setEmpty(none);
    mergeIntoDrafts();
    if (!m_open.isNull() && m_open != ProfilesModel::samplesId() && !m_store.find(m_open)) {
        m_drafts.remove(m_open);
        m_open = {};
        open(m_list->current());
    } else if (none && !m_isNew) {
        open({});
    } else if (!none && !m_isNew && m_open.isNull() && m_store.isLoaded()) {
        m_list->setCurrent(m_store.profiles().first().id);
    } else if (!m_open.isNull() && !isDirty(m_open)) {
        showEditor(); // renamed or moved in the list
    }
    Q_EMIT statusChanged();
}

/// What the list or a test changed in a profile that is being edited holds, unless the person has
/// edited just that.
void HomePage::mergeIntoDrafts()
{
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft) {
        const auto saved = m_store.find(draft.key());
        if (!saved)
            continue;
        Profile &mine = draft->profile;
        const Profile before = std::exchange(m_bases[draft.key()], *saved);
        const auto follow = [&](auto member) {
            if (mine.*member == before.*member)
                mine.*member = (*saved).*member;
        };
        const Profile was = mine;
        follow(&Profile::name);
        follow(&Profile::group);
        mine.passwordStored = saved->passwordStored;
        mine.tls.keyPassphraseStored = saved->tls.keyPassphraseStored;
        mine.sentinel.passwordStored = saved->sentinel.passwordStored;
        mine.tunnel.secretsStored = saved->tunnel.secretsStored;
        if (mine.tunnel.awsKeysStored == before.tunnel.awsKeysStored)
            mine.tunnel.awsKeysStored = saved->tunnel.awsKeysStored;
        mine.lastTest = saved->lastTest;
        mine.lastTestPassed = saved->lastTestPassed;
        mine.lastPass = saved->lastPass;
        if (draft.key() == m_open && !(was == mine))
            m_editor->show(*draft, false);
    }
}

void HomePage::open(const QUuid &id)
{
    if (id.isNull() && m_store.isLoaded() && !m_store.profiles().isEmpty())
        return; // a group row: the form stays
    leaveNew();
    m_open = id;
    if (id == ProfilesModel::samplesId())
        m_right->setCurrentWidget(m_demoPane);
    else if (m_store.find(id))
        showEditor();
    else
        m_right->setCurrentWidget(m_store.isLoaded() ? static_cast<QWidget *>(m_firstRun)
                                                     : m_nothing);
    m_paste->setVisible(m_right->currentWidget() != m_firstRun);
    if (m_right->currentWidget() == m_firstRun && !m_firstRun->isAncestorOf(focusWidget()))
        m_firstRun->takeFocus();
}

/// Keeps what was typed for the next "new connection"; an untouched form leaves nothing.
void HomePage::leaveNew()
{
    if (!std::exchange(m_isNew, false))
        return;
    if (isUntouchedNew())
        m_drafts.remove(QUuid());
}

bool HomePage::isUntouchedNew() const
{
    const auto draft = m_drafts.constFind(QUuid());
    return draft != m_drafts.constEnd() && draft->profile == m_newAsBegun && draft->typed.isEmpty();
}

bool HomePage::hasUnsavedChanges() const
{
    return m_drafts.size() > (isUntouchedNew() ? 1 : 0);
}

void HomePage::showEditor()
{
    const auto saved = m_store.find(m_open);
    const auto draft = m_drafts.constFind(m_open);
    if (draft != m_drafts.constEnd())
        m_editor->show(*draft, m_isNew);
    else if (saved)
        m_editor->show({ *saved, {} }, false);
    m_editor->setDirty(isDirty(m_open));
    m_right->setCurrentWidget(m_editor);
    showTest();
}

void HomePage::startNew(const Profile &profile, const profiles::Secrets &typed)
{
    const bool resumed = profile == Profile() && m_drafts.contains(QUuid());
    Draft draft{ profile, typed };
    draft.profile.id = {};
    if (const auto beside = m_store.find(m_open); beside && draft.profile.group.isEmpty())
        draft.profile.group = beside->group;
    m_list->setCurrent({});
    m_isNew = true;
    m_open = {};
    if (!resumed) {
        m_drafts.insert(QUuid(), draft);
        m_tests.remove(QUuid());
    }
    m_editor->setPage(ProfileEditor::Page::General);
    showEditor();
    if (!resumed) {
        m_newAsBegun = draft.profile;
        if (!profile.name.isEmpty() || !typed.isEmpty())
            m_newAsBegun.id = QUuid::createUuid(); // pasted: never taken for untouched
    }
    m_paste->show();
    if (profile.name.isEmpty())
        m_editor->focusFirst();
    else if (auto *go = m_editor->findChild<QWidget *>(QStringLiteral("connectProfile")))
        go->setFocus(Qt::OtherFocusReason); // one more Enter opens what was pasted
    Q_EMIT statusChanged();
}

void HomePage::importText(const QByteArray &text)
{
    wire(new ImportSheet(text, this));
}

void HomePage::importFile(const QString &path)
{
    wire(ImportSheet::ofFile(path, this));
}

void HomePage::wire(ImportSheet *sheet)
{
    if (m_aws)
        sheet->setAwsPlaces(*m_aws);
    connect(sheet, &ImportSheet::chosen, this, &HomePage::takeImported);
    connect(sheet, &ImportSheet::wayWanted, this, &HomePage::findWay);
}

/// Saved as it was pasted; the rest of the way is entered in its form.
void HomePage::findWay(const profiles::Candidate &candidate, profiles::TunnelKind kind)
{
    takeImported({ candidate }, false);
    m_editor->chooseTunnel(kind);
    (void)m_editor->refusal(); // the field that is still empty takes the focus
    if (kind == profiles::TunnelKind::Ssm)
        Q_EMIT bastionRequested(m_editor->draft().profile);
}

void HomePage::setAwsPlaces(const aws::Places &places)
{
    m_aws = places;
    m_editor->setAwsProfiles(aws::profileNames(places));
}

void HomePage::startFound(const Profile &profile)
{
    startNew(profile);
}

void HomePage::takeBastion(const QString &target, const QString &region, const QString &awsProfile)
{
    m_editor->takeBastion(target, region, awsProfile);
}

void HomePage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &HomePage::importFile);
    dialog->open();
}

void HomePage::takeImported(const QList<profiles::Candidate> &candidates, bool connecting)
{
    if (candidates.isEmpty())
        return;
    Draft last;
    for (const profiles::Candidate &each : candidates) {
        last = named({ each.profile, each.secrets });
        last.profile.id = QUuid::createUuid();
        m_store.add(last.profile);
        m_desk->settle(last.profile, last.typed);
    }
    m_list->setCurrent(last.profile.id);
    if (!connecting)
        m_list->focusList(); // what had the focus may have gone with the first page
    else
        m_desk->gather(last, [this](const Profile &profile, const profiles::Secrets &secrets) {
            Q_EMIT connectRequested(profile, secrets);
        });
}

void HomePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void HomePage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    event->acceptProposedAction();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        importFile(urls.first().toLocalFile());
    else
        importText(event->mimeData()->text().toUtf8());
}

void HomePage::noteEdit()
{
    const Draft now = m_editor->draft();
    const auto saved = m_store.find(m_open);
    const bool same = saved && *saved == now.profile && now.typed.isEmpty();
    if (same && !m_isNew) {
        m_drafts.remove(m_open);
    } else {
        if (saved && !isDirty(m_open))
            m_bases.insert(m_open, *saved);
        m_drafts.insert(m_open, now);
    }
    m_editor->setDirty(isDirty(m_open));
    m_list->refreshRows();
}

void HomePage::discard()
{
    m_drafts.remove(m_open);
    if (m_isNew) {
        m_isNew = false;
        m_open = {};
        if (m_store.profiles().isEmpty())
            open({});
        else
            m_list->setCurrent(m_store.profiles().first().id);
        return;
    }
    showEditor();
    m_list->refreshRows();
}

bool HomePage::save()
{
    if (m_right->currentWidget() != m_editor || !isDirty(m_open))
        return m_right->currentWidget() == m_editor;
    if (m_editor->refusal())
        return false;
    Draft draft = named(m_editor->draft());
    const bool wasNew = m_isNew;
    const Profile before = m_store.find(m_open).value_or(Profile());
    const auto test = m_tests.take(QUuid());
    m_drafts.remove(m_open);
    if (wasNew) {
        m_isNew = false;
        m_open = draft.profile.id = QUuid::createUuid();
        if (!test.report.rungs.isEmpty() || test.running)
            m_tests.insert(m_open, test);
        if (m_testing && m_testing->isNull())
            m_testing = m_open;
        m_store.add(draft.profile);
        m_list->setCurrent(m_open);
    } else {
        m_store.update(draft.profile);
    }
    m_desk->settle(draft.profile, draft.typed, before.tunnel);
    showEditor();
    m_list->refreshRows();
    return true;
}

void HomePage::askInForm(const QUuid &id, SecretSlot slot)
{
    if (m_open != id || m_right->currentWidget() != m_editor)
        return;
    m_editor->focusSecret(slot, tr("No password is stored for this connection. Enter it here."));
}

void HomePage::test()
{
    if (m_right->currentWidget() != m_editor || m_editor->refusal())
        return;
    if (m_testing)
        cancelTest();
    const QUuid id = m_open;
    m_desk->gather(named(m_editor->draft()),
                   [this, id](const Profile &profile, const profiles::Secrets &secrets) {
                       beginTest(id, profile, secrets);
                   });
}

void HomePage::beginTest(const QUuid &id, const Profile &profile, const profiles::Secrets &secrets)
{
    m_testing = id;
    m_tests[id] = { true, {} };
    showTest();
    m_editor->revealDiagnosis();
    Q_EMIT testRequested(profile, secrets);
}

void HomePage::diagnose(const Profile &profile, const profiles::Secrets &secrets)
{
    if (m_testing)
        cancelTest();
    select(profile.id);
    if (m_open == profile.id)
        beginTest(profile.id, profile, secrets);
}

void HomePage::connectCurrent()
{
    if (m_right->currentWidget() == m_demoPane) {
        Q_EMIT demoRequested();
        return;
    }
    if (m_right->currentWidget() != m_editor || m_editor->refusal())
        return;
    const Draft draft = m_editor->draft(); // with the secrets that saving takes out of the form
    if (!save())
        return;
    m_desk->gather({ m_store.find(m_open).value_or(draft.profile), draft.typed },
                   [this](const Profile &profile, const profiles::Secrets &secrets) {
                       Q_EMIT connectRequested(profile, secrets);
                   });
}

void HomePage::showTestProgress(const session::DiagnosisReport &report)
{
    if (!m_testing)
        return;
    m_tests[*m_testing] = { true, report };
    showTest();
}

void HomePage::showTestResult(const session::DiagnosisReport &report)
{
    if (!m_testing)
        return; // cancelled meanwhile
    const QUuid id = *m_testing;
    m_testing.reset();
    m_tests[id] = { false, report };
    if (auto profile = m_store.find(id)) {
        profile->lastTest = report.when;
        profile->lastTestPassed = report.passed;
        if (report.passed)
            profile->lastPass = report.when;
        m_store.update(*profile);
    }
    showTest();
    if (id == m_open)
        m_editor->revealDiagnosis();
    m_list->refreshRows();
}

/// What a button of the diagnosis promises: the form changes, nothing is saved by it.
void HomePage::apply(session::Remedy remedy)
{
    if (m_editor->apply(remedy))
        test();
}

void HomePage::cancelTest()
{
    m_desk->forget();
    if (!m_testing)
        return;
    m_tests[*m_testing] = {};
    const bool shown = *m_testing == m_open;
    m_testing.reset();
    showTest();
    if (shown) {
        m_editor->diagnosis()->show();
        m_editor->diagnosis()->showCancelled();
    }
    Q_EMIT testCancelled();
}

void HomePage::showTest()
{
    const auto test = m_tests.constFind(m_open);
    const bool any = test != m_tests.constEnd() && (test->running || !test->report.rungs.isEmpty());
    m_editor->diagnosis()->setVisible(any);
    m_editor->setTesting(any && test->running);
    if (any)
        m_editor->diagnosis()->showReport(test->report, test->running);
}

void HomePage::select(const QUuid &id)
{
    m_list->setCurrent(id);
    m_list->focusList();
}

void HomePage::duplicate(const QUuid &id)
{
    const auto original = m_store.find(id);
    const QUuid copy = m_store.duplicate(id);
    if (copy.isNull())
        return;
    m_list->setCurrent(copy);
    m_desk->copyAll(*original, copy);
}

void HomePage::askRemove(const QUuid &id)
{
    const auto profile = m_store.find(id);
    if (!profile)
        return;
    auto *sheet = new RemoveSheet(*profile, this);
    connect(sheet, &RemoveSheet::confirmed, this, [this, id] { remove(id); });
}

void HomePage::remove(const QUuid &id)
{
    m_drafts.remove(id);
    m_tests.remove(id);
    if (m_testing == id)
        cancelTest();
    const auto profile = m_store.find(id);
    m_store.remove(id);
    if (profile)
        m_desk->removeAll(*profile);
}

} // namespace ui
