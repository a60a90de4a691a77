#include "widgets/profiles/homepage.h"
#include "aws/keysource.h"
#include "widgets/common/band.h"
#include "widgets/profiles/connectionlist.h"
#include "widgets/profiles/connectiontests.h"
#include "widgets/profiles/demopane.h"
#include "widgets/profiles/firstrun.h"
#include "widgets/profiles/formdesk.h"
#include "widgets/profiles/importdesk.h"
#include "widgets/profiles/pastebar.h"
#include "widgets/profiles/removesheet.h"
#include "widgets/profiles/secretsdesk.h"
#include "widgets/profiles/secretsplace.h"
#include <QDropEvent>
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

HomePage::HomePage(profiles::ProfileStore &store, profiles::SecretStore &secrets, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_desk(new SecretsDesk(store, secrets, this))
    , m_place(new SecretsPlace(secrets, this))
    , m_imports(new ImportDesk(store, *m_desk, this))
    , m_band(new common::Band(common::Band::Kind::Warning))
    , m_right(new QStackedWidget)
    , m_paste(new PasteBar(PasteBar::Demo::Offered))
    , m_splitter(new QSplitter)
    , m_list(new ConnectionList(store))
    , m_editor(new ProfileEditor)
    , m_firstRun(new FirstRun)
    , m_demoPane(new DemoPane)
    , m_nothing(new Panel(&Tokens::surface))
    , m_form(new FormDesk(store, *m_desk, *m_editor, this))
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

    m_list->setDirtyTest([this](const QUuid &id) { return m_form->drafts().contains(id); });
    connect(m_list, &ConnectionList::currentChanged, this, &HomePage::open);
    connect(m_list, &ConnectionList::connectRequested, this, [this](const QUuid &id) {
        open(id);
        connectCurrent();
    });
    connect(m_list, &ConnectionList::newRequested, this, [this] { startNew(); });
    connect(m_list, &ConnectionList::duplicateRequested, this, &HomePage::duplicate);
    connect(m_list, &ConnectionList::removeRequested, this, &HomePage::askRemove);
    wireWayIn(m_paste);
    wireWayIn(m_firstRun);
    connect(m_demoPane, &DemoPane::demoRequested, this, &HomePage::demoRequested);
    connect(m_firstRun, &FirstRun::newRequested, this, [this] { startNew(); });
    connect(m_firstRun, &FirstRun::languageRequested, this, &HomePage::languageRequested);
    connect(m_firstRun, &FirstRun::themeRequested, this, &HomePage::themeRequested);
    connect(m_editor, &ProfileEditor::duplicateRequested, this,
            [this] { duplicate(m_form->id()); });
    connect(m_editor, &ProfileEditor::bastionWanted, this,
            [this] { Q_EMIT bastionRequested(m_editor->draft().profile); });
    connect(m_editor, &ProfileEditor::signInWanted, this,
            [this] { Q_EMIT signInRequested(m_editor->draft().profile); });
    connect(m_editor, &ProfileEditor::removeRequested, this, [this] { askRemove(m_form->id()); });
    connect(&store, &profiles::ProfileStore::changed, this, &HomePage::followStore);
    connect(&store, &profiles::ProfileStore::loaded, this, &HomePage::followStore);
    connect(&store, &profiles::ProfileStore::problem, this, &HomePage::showProblem);
    connect(m_desk, &SecretsDesk::problem, this, &HomePage::showProblem);
    connect(&secrets, &profiles::SecretStore::whereChanged, this, &HomePage::showSecretsPlace);
    connect(m_imports, &ImportDesk::saved, this, &HomePage::showImported);
    connect(m_imports, &ImportDesk::wayWanted, this, &HomePage::findWay);
    connect(m_form, &FormDesk::shown, this, [this] { m_right->setCurrentWidget(m_editor); });
    connect(m_form, &FormDesk::rowsChanged, m_list, &ConnectionList::refreshRows);
    connect(m_form, &FormDesk::savedNew, m_list, &ConnectionList::setCurrent);
    connect(m_form, &FormDesk::discardedNew, this, &HomePage::showFirst);
    connect(m_form, &FormDesk::connectRequested, this, &HomePage::connectRequested);
    connect(m_form->tests(), &ConnectionTests::requested, this, &HomePage::testRequested);
    connect(m_form->tests(), &ConnectionTests::cancelled, this, &HomePage::testCancelled);

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
    m_editor->disconnect(m_form);
    delete m_splitter;
}

/// Of the paste bar, and of the page that stands in its place while there is no connection.
template <typename WayIn> void HomePage::wireWayIn(WayIn *way)
{
    connect(way, &WayIn::previewRequested, m_imports, &ImportDesk::openText);
    connect(way, &WayIn::fileRequested, m_imports, &ImportDesk::chooseFile);
    connect(way, &WayIn::found, this,
            [this](const profiles::Candidate &candidate, const QByteArray &text) {
                if (m_form->drafts().contains({}) && !m_form->drafts().isUntouchedNew())
                    m_imports->openText(text); // the form holds a new one that was typed
                else
                    startNew(candidate.profile, candidate.secrets);
            });
    connect(way, &WayIn::demoRequested, this, &HomePage::demoRequested);
    connect(way, &WayIn::awsRequested, this, &HomePage::awsRequested);
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
    if (event->key() == Qt::Key_Escape && m_form->tests()->isRunning()) {
        m_form->tests()->cancel();
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
    else if (isFormShown() || m_right->currentWidget() == m_demoPane)
        connectCurrent();
}

QString HomePage::connectionsText() const
{
    const auto count = static_cast<int>(m_store.profiles().size());
    return count == 0 ? tr("No connections") : tr("%n connection(s)", nullptr, count);
}

QString HomePage::secretsText() const
{
    return m_place->statusText();
}

void HomePage::showSecretsPlace()
{
    m_editor->setStorageText(m_place->formText());
    if (m_secrets.where() == profiles::SecretStore::Where::Vault && m_secrets.trouble())
        showProblem(*m_secrets.trouble());
    Q_EMIT statusChanged();
}

void HomePage::showProblem(const base::Error &error)
{
    m_band->setText(error.text);
    m_band->show();
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
    m_form->followSaved();
    const QUuid shown = m_form->id();
    if (!shown.isNull() && shown != ProfilesModel::samplesId() && !m_store.find(shown)) {
        m_form->leaveRemoved();
        open(m_list->current());
    } else if ((none || shown.isNull()) && !m_form->isNew() && m_store.isLoaded()) {
        showFirst();
    }
    Q_EMIT statusChanged();
}

void HomePage::showFirst()
{
    if (m_store.profiles().isEmpty())
        open({});
    else
        m_list->setCurrent(m_store.profiles().first().id);
}

void HomePage::open(const QUuid &id)
{
    if (id.isNull() && m_store.isLoaded() && !m_store.profiles().isEmpty())
        return; // a group row: the form stays
    if (!m_form->goTo(id)) {
        m_right->setCurrentWidget(id == ProfilesModel::samplesId()
                                      ? static_cast<QWidget *>(m_demoPane)
                                      : m_store.isLoaded() ? m_firstRun
                                                           : m_nothing);
    }
    m_paste->setVisible(m_right->currentWidget() != m_firstRun);
    if (m_right->currentWidget() == m_firstRun && !m_firstRun->isAncestorOf(focusWidget()))
        m_firstRun->takeFocus();
}

bool HomePage::hasUnsavedChanges() const
{
    return m_form->drafts().hasAny();
}

void HomePage::startNew(const Profile &profile, const profiles::Secrets &typed)
{
    m_list->setCurrent({});
    m_form->startNew(profile, typed);
    m_paste->show();
    if (profile.name.isEmpty())
        m_editor->focusFirst();
    else if (auto *go = m_editor->findChild<QWidget *>(QStringLiteral("connectProfile")))
        go->setFocus(Qt::OtherFocusReason); // one more Enter opens what was pasted
    Q_EMIT statusChanged();
}

void HomePage::importText(const QByteArray &text)
{
    m_imports->openText(text);
}

void HomePage::importFile(const QString &path)
{
    m_imports->openFile(path);
}

void HomePage::chooseFile()
{
    m_imports->chooseFile();
}

void HomePage::showImported(const Draft &last, bool connecting)
{
    m_list->setCurrent(last.profile.id);
    if (!connecting)
        m_list->focusList(); // what had the focus may have gone with the first page
    else if (m_form->id() != last.profile.id || !m_editor->refusal()) // else it stands in the form
        m_form->requestConnect(last);
}

void HomePage::findWay(profiles::TunnelKind kind)
{
    m_editor->chooseTunnel(kind);
    (void)m_editor->refusal(); // the field that is still empty takes the focus
    if (kind == profiles::TunnelKind::Ssm)
        Q_EMIT bastionRequested(m_editor->draft().profile);
}

void HomePage::setAwsPlaces(const aws::Places &places)
{
    m_imports->setAwsPlaces(places);
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

void HomePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (ImportDesk::canTake(*event->mimeData()))
        event->acceptProposedAction();
}

void HomePage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_imports->take(*event->mimeData());
}

bool HomePage::isFormShown() const
{
    return m_right->currentWidget() == m_editor;
}

bool HomePage::save()
{
    return isFormShown() && m_form->save();
}

void HomePage::test()
{
    if (isFormShown())
        m_form->test();
}

void HomePage::diagnose(const Profile &profile, const profiles::Secrets &secrets)
{
    if (m_form->tests()->isRunning())
        m_form->tests()->cancel();
    select(profile.id);
    if (m_form->id() == profile.id)
        m_form->tests()->begin(profile.id, profile, secrets);
}

void HomePage::askForPassword(const QUuid &id, const QString &why)
{
    select(id);
    if (m_form->id() == id)
        m_editor->focusSecret(profiles::SecretSlot::Password, why);
}

void HomePage::connectCurrent()
{
    if (m_right->currentWidget() == m_demoPane)
        Q_EMIT demoRequested();
    else if (isFormShown())
        m_form->requestConnect();
}

void HomePage::showTestProgress(const session::DiagnosisReport &report)
{
    m_form->tests()->progress(report);
}

void HomePage::showTestResult(const session::DiagnosisReport &report)
{
    m_form->tests()->finish(report);
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
    connect(sheet, &RemoveSheet::confirmed, this, [this, id] { m_form->remove(id); });
}

} // namespace ui
