#include "widgets/profiles/importsheet.h"
#include "base/whendone.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/profiles/foundmodel.h"
#include "widgets/profiles/profiletexts.h"
#include "widgets/profiles/routeproposal.h"
#include <QFile>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QTableView>
#include <QThreadPool>

namespace ui {

using common::Theme;
using common::Tokens;
using profiles::Candidate;
using profiles::Found;
using profiles::Import;

namespace {
constexpr qsizetype largest = 64 * 1024 * 1024;
constexpr int mostVariables = 12;

base::Result<QByteArray> contentsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::Error::Kind::Storage,
                          ImportSheet::tr("The file cannot be read: %1").arg(file.errorString()));
    return file.read(largest + 1);
}

QString signInText(const profiles::Profile &p)
{
    switch (p.authentication) {
    case profiles::Authentication::None:
        break;
    case profiles::Authentication::Password:
        return ImportSheet::tr("Password");
    case profiles::Authentication::AclUser:
        return p.user.isEmpty() ? ImportSheet::tr("ACL user or IAM")
                                : ImportSheet::tr("ACL user %1").arg(p.user);
    case profiles::Authentication::Iam:
        return QStringLiteral("IAM");
    }
    return {};
}

/// "TLS · Cluster · Password": what a connection needs, for its row.
QString traits(const profiles::Profile &p)
{
    QStringList words{ routeText(p), signInText(p) };
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

/// "orders  —  cache.example:6379  —  TLS · Cluster".
QString rowText(const Candidate &candidate)
{
    const profiles::Profile &profile = candidate.profile;
    const QString where = profile.name == profile.address()
        ? profile.address()
        : profile.name + QStringLiteral("  —  ") + profile.address();
    return where + QStringLiteral("  —  ") + traits(profile);
}

bool isOpen(const Candidate &candidate)
{
    return std::any_of(candidate.found.cbegin(), candidate.found.cend(),
                       [](const Found &each) { return each.kind == Found::Kind::Missing; });
}

bool isWarned(const Candidate &candidate)
{
    return std::any_of(candidate.found.cbegin(), candidate.found.cend(),
                       [](const Found &each) { return each.kind == Found::Kind::Warning; });
}

bool mayRunProgram(const Candidate &candidate)
{
    return profiles::runsProgram(candidate.profile);
}
} // namespace

ImportSheet::ImportSheet(QWidget *host)
    : Sheet(host)
    , m_found(new FoundModel(this))
    , m_route(new RouteProposal)
    , m_state(new common::PlainLabel)
    , m_warning(new common::PlainLabel)
    , m_list(new QListWidget)
    , m_table(new QTableView)
    , m_questions(new QWidget)
    , m_form(new QFormLayout(m_questions))
    , m_passwordLabel(new common::PlainLabel)
    , m_password(new QLineEdit)
    , m_cancel(new QPushButton)
    , m_connect(new QPushButton)
    , m_save(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("importSheet"));
    setPanelWidth(880);
    setPanelHeight(560);
    m_state->setObjectName(QStringLiteral("importState"));
    m_state->setWordWrap(true);
    m_state->setRole(&Tokens::textSecondary);
    m_warning->setObjectName(QStringLiteral("importWarning"));
    m_warning->setWordWrap(true);
    m_warning->setRole(&Tokens::danger);
    m_warning->hide();
    m_list->setObjectName(QStringLiteral("importList"));
    m_list->setUniformItemSizes(true);
    m_list->setMaximumHeight(theme.px(132));
    m_table->setObjectName(QStringLiteral("importFound"));
    m_table->setModel(m_found);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(theme.px(24));
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(24));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_questions->hide();
    m_password->setObjectName(QStringLiteral("importPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_passwordLabel->setBuddy(m_password);
    m_passwordLabel->hide();
    m_password->hide();
    m_cancel->setObjectName(QStringLiteral("importCancel"));
    m_connect->setObjectName(QStringLiteral("importConnect"));
    m_save->setObjectName(QStringLiteral("importSave"));
    common::setButtonRole(m_save, common::ButtonRole::Primary);
    for (QPushButton *button : { m_cancel, m_connect, m_save })
        button->setAutoDefault(true); // Enter presses the one that has the focus

    body()->addWidget(m_state);
    body()->addWidget(m_passwordLabel);
    body()->addWidget(m_password);
    body()->addWidget(m_list);
    body()->addWidget(m_warning);
    body()->addWidget(m_route);
    body()->addWidget(m_questions);
    body()->addWidget(m_table, 1);
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_connect);
    footer()->addWidget(m_save);

    m_again.setSingleShot(true);
    m_again.setInterval(250);
    connect(&m_again, &QTimer::timeout, this, &ImportSheet::read);
    connect(m_cancel, &QAbstractButton::clicked, this, &Sheet::close);
    connect(m_save, &QAbstractButton::clicked, this, [this] { choose(false); });
    connect(m_connect, &QAbstractButton::clicked, this, [this] { choose(true); });
    connect(m_password, &QLineEdit::returnPressed, this, &ImportSheet::read);
    connect(m_list, &QListWidget::currentRowChanged, this, &ImportSheet::showCandidate);
    connect(m_list, &QListWidget::itemChanged, this, &ImportSheet::check);
    connect(m_route, &RouteProposal::accepted, this, &ImportSheet::takeRoute);
    connect(m_route, &RouteProposal::directChosen, this, &ImportSheet::dropRoute);
    connect(m_route, &RouteProposal::sshWanted, this,
            [this] { leaveFor(profiles::TunnelKind::Ssh); });
    connect(m_route, &RouteProposal::awsWanted, this,
            [this] { leaveFor(profiles::TunnelKind::Ssm); });
    connect(m_route, &RouteProposal::offered, this, [this] {
        if (m_save->hasFocus() || m_connect->hasFocus())
            m_route->takeFocus();
    });
    retranslate();
}

ImportSheet::ImportSheet(const QByteArray &text, QWidget *host)
    : ImportSheet(host)
{
    start(text, {});
}

ImportSheet *ImportSheet::ofFile(const QString &path, QWidget *host)
{
    auto *sheet = new ImportSheet(host);
    sheet->start({}, path);
    return sheet;
}

void ImportSheet::setAwsPlaces(const aws::Places &places)
{
    m_route->setPlaces(places);
}

void ImportSheet::start(const QByteArray &text, const QString &path)
{
    m_text = text;
    m_path = path;
    check();
    open(m_cancel);
    read();
}

void ImportSheet::retranslate()
{
    setTitle(tr("Import connections"));
    setAccessibleName(title());
    m_list->setAccessibleName(tr("Connections found"));
    m_table->setAccessibleName(tr("What was found"));
    m_passwordLabel->setText(tr("This file is sealed. Enter its password, then press Enter."));
    m_password->setAccessibleName(m_passwordLabel->text());
    m_cancel->setText(tr("Cancel"));
    m_connect->setText(tr("Save and connect"));
    m_save->setText(tr("Save"));
    m_found->retranslate();
}

void ImportSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Sheet::changeEvent(event);
}

QHash<QString, QString> ImportSheet::variables() const
{
    QHash<QString, QString> values;
    for (auto it = m_variables.begin(); it != m_variables.end(); ++it) {
        if (!it.value()->text().isEmpty())
            values.insert(it.key(), it.value()->text());
    }
    return values;
}

void ImportSheet::read()
{
    const int request = ++m_request;
    m_state->setText(tr("Reading…"));
    QPromise<base::Result<Import>> promise;
    const auto future = promise.future();
    QThreadPool::globalInstance()->start(
        [promise = std::make_shared<QPromise<base::Result<Import>>>(std::move(promise)),
         text = m_text, path = m_path, values = variables(),
         password = base::Secret(m_password->text().toUtf8())] {
            promise->start();
            const auto bytes = path.isEmpty() ? base::Result<QByteArray>(text) : contentsOf(path);
            promise->addResult(bytes ? profiles::readImport(*bytes, values, password)
                                     : base::Result<Import>(base::fail(bytes.error())));
            promise->finish();
        });
    base::whenDone(future, this, [this, request](const base::Result<Import> &import) {
        if (request == m_request)
            show(import);
    });
}

void ImportSheet::show(const base::Result<Import> &import)
{
    m_state->setRole(import ? &Tokens::textSecondary : &Tokens::danger);
    m_import = import.value_or(Import());
    if (!import)
        m_state->setText(import.error().text);
    else if (m_import.needsPassword)
        m_state->setText(m_import.format);
    else
        m_state->setText(m_import.candidates.size() == 1
                             ? tr("%1: one connection. Nothing is saved yet.").arg(m_import.format)
                             : tr("%1: %n connection(s). Nothing is saved yet.", nullptr,
                                  static_cast<int>(m_import.candidates.size()))
                                   .arg(m_import.format));
    const bool sealed = m_import.needsPassword || (!import && !m_password->text().isEmpty());
    m_passwordLabel->setVisible(sealed);
    m_password->setVisible(sealed);
    const int row = qMax(0, m_list->currentRow());
    m_list->clear();
    for (const Candidate &each : m_import.candidates) {
        const bool nowhere = isOpen(each) && each.profile.host == profiles::Profile().host;
        auto *item = new QListWidgetItem(nowhere ? tr("Values are missing")
                                                 + QStringLiteral("  —  ") + traits(each.profile)
                                                 : rowText(each));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
        if (isWarned(each)) {
            item->setIcon(common::icon(QStringLiteral("warning"), &Tokens::danger));
            item->setData(Qt::AccessibleTextRole, tr("Check this: %1").arg(item->text()));
        }
        m_list->addItem(item);
    }
    m_list->setVisible(!m_import.candidates.isEmpty());
    const int rows = qMin<int>(4, static_cast<int>(m_import.candidates.size()));
    m_list->setFixedHeight(qMax(1, rows) * qMax(m_list->sizeHintForRow(0), Theme::instance().px(24))
                           + 2 * m_list->frameWidth());
    showVariables();
    m_list->setCurrentRow(qMin(row, m_list->count() - 1));
    showCandidate(m_list->currentRow());
    check();
    if (sealed)
        m_password->setFocus(Qt::OtherFocusReason);
    else if (!m_focused && m_save->isEnabled()
             && std::any_of(m_import.candidates.cbegin(), m_import.candidates.cend(),
                            mayRunProgram))
        m_cancel->setFocus(Qt::OtherFocusReason); // no program starts by a careless Enter
    else if (!m_focused && m_save->isEnabled())
        m_save->setFocus(Qt::OtherFocusReason);
    else if (!m_focused && !m_variables.isEmpty())
        m_variables.value(m_import.variables.value(0))->setFocus(Qt::OtherFocusReason);
    m_focused = m_focused || (import.has_value() && !sealed);
}

/// A line for each open variable. The ones that were given stay, so that they can be changed.
void ImportSheet::showVariables()
{
    for (const QString &name : m_import.variables) {
        if (m_variables.contains(name) || m_variables.size() >= mostVariables)
            continue;
        auto *edit = new QLineEdit;
        edit->setObjectName(QStringLiteral("importVariable"));
        edit->setAccessibleName(name);
        edit->setPlaceholderText(tr("Value of %1").arg(name));
        const bool hidden = name.contains(QLatin1String("PASS"), Qt::CaseInsensitive)
            || name.contains(QLatin1String("PWD"), Qt::CaseInsensitive)
            || name.contains(QLatin1String("SECRET"), Qt::CaseInsensitive)
            || name.contains(QLatin1String("TOKEN"), Qt::CaseInsensitive);
        if (hidden)
            edit->setEchoMode(QLineEdit::Password);
        connect(edit, &QLineEdit::textChanged, this, [this] {
            m_save->setEnabled(false);
            m_connect->setEnabled(false);
            m_again.start();
        });
        auto *label = new common::PlainLabel(QStringLiteral("${%1}").arg(name));
        label->setFixedType(Theme::Size::Secondary);
        m_form->addRow(label, edit);
        m_variables.insert(name, edit);
    }
    m_questions->setVisible(!m_variables.isEmpty());
}

void ImportSheet::showCandidate(int row)
{
    QList<Found> found;
    if (row >= 0 && row < m_import.candidates.size())
        found = m_import.candidates[row].found;
    m_found->setFound(found + m_import.others);
    proposeRoute(row);
    const Theme &theme = Theme::instance();
    QHeaderView *header = m_table->horizontalHeader();
    m_table->resizeColumnsToContents();
    for (const int column : { FoundModel::FieldColumn, FoundModel::ValueColumn,
                              FoundModel::KindColumn, FoundModel::LineColumn })
        header->resizeSection(column,
                              qBound(theme.px(56), header->sectionSize(column) + 8, theme.px(260)));
}

/// Of a connection that came alone: a list of them is a transfer, and no first step.
void ImportSheet::proposeRoute(int row)
{
    const bool alone = row == 0 && m_import.candidates.size() == 1;
    if (alone && m_import.candidates.first().profile.tunnel.kind == profiles::TunnelKind::None)
        m_asPasted = m_import.candidates.first();
    m_route->propose(alone ? m_asPasted.profile : profiles::Profile());
}

void ImportSheet::takeRoute(const profiles::Profile &profile, const QString &bastion)
{
    Candidate &candidate = m_import.candidates.first();
    candidate = m_asPasted;
    candidate.profile = profile;
    candidate.found += { Found::Kind::Stated, tr("Route"), tr("SSM bastion %1").arg(bastion), 0,
                         QStringLiteral("AWS") };
    if (candidate.profile.tls.enabled != m_asPasted.profile.tls.enabled)
        candidate.found += { Found::Kind::Stated, QStringLiteral("TLS"),
                             profile.tls.enabled ? tr("on") : tr("off"), 0, QStringLiteral("AWS") };
    if (profile.authentication != m_asPasted.profile.authentication)
        candidate.found +=
            { Found::Kind::Stated, tr("Sign-in"), signInText(profile), 0, QStringLiteral("AWS") };
    m_list->item(0)->setText(rowText(candidate));
    m_found->setFound(candidate.found + m_import.others);
    check();
    if (m_connect->isEnabled())
        m_connect->setFocus(Qt::OtherFocusReason); // one more Enter opens it
}

void ImportSheet::dropRoute()
{
    m_import.candidates.first() = m_asPasted;
    m_list->item(0)->setText(rowText(m_asPasted));
    m_found->setFound(m_asPasted.found + m_import.others);
    check();
}

void ImportSheet::leaveFor(profiles::TunnelKind kind)
{
    if (!m_save->isEnabled())
        return; // something is still asked for
    const Candidate candidate = m_asPasted;
    close();
    Q_EMIT wayWanted(candidate, kind);
}

QList<Candidate> ImportSheet::checked() const
{
    QList<Candidate> list;
    for (int row = 0; row < m_list->count() && row < m_import.candidates.size(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            list += m_import.candidates[row];
    }
    return list;
}

void ImportSheet::check()
{
    const QList<Candidate> wanted = checked();
    const bool ready = !wanted.isEmpty() && std::none_of(wanted.cbegin(), wanted.cend(), isOpen);
    showWarning(wanted);
    m_save->setEnabled(ready);
    m_connect->setEnabled(ready && wanted.size() == 1);
}

void ImportSheet::showWarning(const QList<Candidate> &wanted)
{
    constexpr qsizetype longest = 600;
    constexpr qsizetype most = 3;
    QStringList lines;
    QStringList all;
    for (const Candidate &each : wanted) {
        for (const Found &program : profiles::programWarningsOf(each.profile))
            all += program.value;
    }
    for (const QString &line : std::as_const(all)) {
        if (lines.size() == most) {
            lines += tr("There are more of these: choose each connection to see its own.");
            break;
        }
        lines += line.size() <= longest
            ? line
            : tr("%1… (the whole of it is in the list below)").arg(line.left(longest));
    }
    m_warning->setText(lines.join(u'\n'));
    m_warning->setVisible(!lines.isEmpty());
}

void ImportSheet::choose(bool connecting)
{
    const QList<Candidate> wanted = checked();
    close();
    Q_EMIT chosen(wanted, connecting);
}

} // namespace ui
