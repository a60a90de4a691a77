#include "widgets/values/newkeysheet.h"
#include "base/displaytext.h"
#include "base/whendone.h"
#include "widgets/common/buttons.h"
#include "widgets/common/commandpreview.h"
#include "widgets/common/plainlabel.h"
#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableWidget>

namespace ui {

using base::KeyType;
using common::Theme;
using values::Ttl;

namespace {
constexpr int noTtl = 0;
}

NewKeySheet::NewKeySheet(resp::Send browse, resp::Send work, QWidget *host)
    : Sheet(host)
    , m_browse(std::move(browse))
    , m_work(std::move(work))
    , m_nameLabel(new common::PlainLabel)
    , m_name(new QLineEdit)
    , m_nameState(new common::PlainLabel)
    , m_typeLabel(new common::PlainLabel)
    , m_type(new QComboBox)
    , m_valueLabel(new common::PlainLabel)
    , m_values(new QStackedWidget)
    , m_text(new QPlainTextEdit)
    , m_pairs(new QTableWidget(1, 2))
    , m_ttlLabel(new common::PlainLabel)
    , m_ttls(new QButtonGroup(this))
    , m_ttlInput(new QLineEdit)
    , m_problem(new common::PlainLabel)
    , m_preview(new common::CommandPreview)
    , m_cancel(new QPushButton)
    , m_create(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("newKeySheet"));
    setPanelWidth(560);
    m_name->setObjectName(QStringLiteral("newKeyName"));
    m_name->setFont(theme.fixed());
    m_nameState->setObjectName(QStringLiteral("newKeyNameState"));
    m_nameState->setType(Theme::Size::Caption);
    m_type->setObjectName(QStringLiteral("newKeyType"));
    for (const KeyType type : { KeyType::String, KeyType::Hash, KeyType::List, KeyType::Set,
                                KeyType::SortedSet, KeyType::Stream })
        m_type->addItem(QString(), int(type));
    m_text->setObjectName(QStringLiteral("newKeyValue"));
    m_text->setFont(theme.fixed());
    m_text->setTabChangesFocus(true);
    m_pairs->setObjectName(QStringLiteral("newKeyPairs"));
    m_pairs->setFont(theme.fixed());
    m_pairs->horizontalHeader()->setStretchLastSection(true);
    m_pairs->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_pairs->verticalHeader()->hide();
    m_pairs->setColumnWidth(0, theme.px(160));
    m_pairs->setTabKeyNavigation(false);
    m_pairs->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_values->addWidget(m_text);
    m_values->addWidget(m_pairs);
    m_values->setFixedHeight(theme.px(120));
    m_ttlInput->setObjectName(QStringLiteral("newKeyTtl"));
    m_ttlInput->setFont(theme.fixed());
    m_problem->setObjectName(QStringLiteral("newKeyProblem"));
    m_problem->setType(Theme::Size::Secondary);
    m_problem->setRole(&common::Tokens::textSecondary);
    m_problem->setWordWrap(true);
    m_preview->setObjectName(QStringLiteral("newKeyPreview"));
    m_cancel->setObjectName(QStringLiteral("newKeyCancel"));
    m_create->setObjectName(QStringLiteral("newKeyCreate"));
    common::setButtonRole(m_create, common::ButtonRole::Primary);
    common::setButtonHint(m_create, QStringLiteral("Ctrl+S"));

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(12));
    grid->setVerticalSpacing(theme.px(8));
    grid->setColumnMinimumWidth(0, theme.px(72));
    grid->addWidget(m_nameLabel, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_nameState, 1, 1);
    grid->addWidget(m_typeLabel, 2, 0);
    grid->addWidget(m_type, 2, 1, Qt::AlignLeft);
    grid->addWidget(m_valueLabel, 3, 0, Qt::AlignTop);
    grid->addWidget(m_values, 3, 1);
    grid->addWidget(m_ttlLabel, 4, 0);
    auto *ttlRow = new QHBoxLayout;
    ttlRow->setSpacing(theme.px(6));
    grid->addLayout(ttlRow, 4, 1);
    for (const auto &[seconds, name] : std::initializer_list<std::pair<int, const char *>>{
             { 1800, "ttlSession" }, { 3600, "ttlCache" }, { noTtl, "ttlNone" } }) {
        addTtl(seconds, QString::fromLatin1(name));
        ttlRow->addWidget(m_ttlButtons.last());
    }
    ttlRow->addWidget(m_ttlInput, 1);
    for (common::PlainLabel *label : { m_nameLabel, m_typeLabel, m_valueLabel, m_ttlLabel })
        label->setRole(&common::Tokens::textSecondary);
    m_nameLabel->setBuddy(m_name);
    m_typeLabel->setBuddy(m_type);
    m_ttlLabel->setBuddy(m_ttlInput);
    body()->addLayout(grid);
    body()->addWidget(m_preview);
    body()->addWidget(m_problem);
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_create);
    QWidget::setTabOrder(m_name, m_type);
    QWidget::setTabOrder(m_type, m_text);
    QWidget::setTabOrder(m_text, m_pairs);

    m_nameTimer.setSingleShot(true);
    m_nameTimer.setInterval(200);
    connect(&m_nameTimer, &QTimer::timeout, this, &NewKeySheet::checkName);
    connect(m_name, &QLineEdit::textChanged, this, [this] {
        m_nameTaken = false;
        m_nameState->clear();
        m_nameTimer.start();
        refreshState();
    });
    connect(m_name, &QLineEdit::returnPressed, this,
            [this] { m_values->currentWidget()->setFocus(); });
    connect(m_type, &QComboBox::currentIndexChanged, this, &NewKeySheet::typeChanged);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NewKeySheet::refreshState);
    connect(m_pairs, &QTableWidget::itemChanged, this, [this](QTableWidgetItem *item) {
        if (item->row() == m_pairs->rowCount() - 1 && !item->text().isEmpty())
            m_pairs->insertRow(m_pairs->rowCount()); // there is always one more
        refreshState();
    });
    connect(m_ttls, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on) {
            const QSignalBlocker quiet(m_ttlInput);
            m_ttlInput->clear();
        }
        refreshState();
    });
    connect(m_ttlInput, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!text.isEmpty() && m_ttls->checkedButton()) {
            m_ttls->setExclusive(false);
            m_ttls->checkedButton()->setChecked(false);
            m_ttls->setExclusive(true);
        }
        refreshState();
    });
    connect(m_ttlInput, &QLineEdit::returnPressed, this, &NewKeySheet::create);
    connect(m_cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_create, &QPushButton::clicked, this, &NewKeySheet::create);
    auto *save = new QShortcut(QKeySequence::Save, this);
    save->setContext(Qt::WidgetWithChildrenShortcut);
    connect(save, &QShortcut::activated, this, &NewKeySheet::create);
    retranslate();
    typeChanged();
}

void NewKeySheet::addTtl(int seconds, const QString &objectName)
{
    auto *button = new QPushButton;
    button->setObjectName(objectName);
    button->setCheckable(true);
    button->setAutoDefault(false);
    common::setButtonSize(button, common::ButtonSize::Small);
    m_ttls->addButton(button, seconds);
    m_ttlButtons += button;
}

void NewKeySheet::setPrefix(const QString &prefix)
{
    m_name->setText(prefix);
}

void NewKeySheet::setDefaultTtl(int seconds)
{
    if (seconds <= 0)
        return;
    if (QAbstractButton *button = m_ttls->button(seconds))
        button->setChecked(true);
    else
        m_ttlInput->setText(values::ttlInput(qint64(seconds) * 1000));
}

void NewKeySheet::setKey(const values::NewKey &key)
{
    m_given = key;
    const base::EditText name = base::editText(key.key);
    m_nameEscaped = name.escaped;
    m_name->setText(name.text);
    m_name->setReadOnly(true);
    m_type->setCurrentIndex(m_type->findData(int(key.type)));
    m_type->setEnabled(false);
    m_values->hide();
    m_valueLabel->hide();
    retranslate();
    refreshState();
}

void NewKeySheet::begin()
{
    checkName();
    if (m_given)
        open(m_ttlButtons.first());
    else
        open(m_name);
}

void NewKeySheet::retranslate()
{
    setTitle(m_given ? tr("Create again") : tr("New key"));
    m_nameLabel->setText(tr("Name"));
    m_name->setAccessibleName(tr("Name"));
    m_typeLabel->setText(tr("Type"));
    m_type->setAccessibleName(tr("Type"));
    const QStringList names{ tr("String"), tr("Hash"),       tr("List"),
                             tr("Set"),    tr("Sorted set"), tr("Stream") };
    for (int i = 0; i < names.size(); ++i)
        m_type->setItemText(i, names.at(i));
    m_valueLabel->setText(tr("Value"));
    m_ttlLabel->setText(tr("TTL"));
    m_ttlButtons.at(0)->setText(tr("Session 30 min"));
    m_ttlButtons.at(1)->setText(tr("Cache 1 h"));
    m_ttlButtons.at(2)->setText(tr("No TTL"));
    m_ttlInput->setAccessibleName(tr("TTL"));
    m_ttlInput->setPlaceholderText(tr("or e.g. 10m"));
    m_cancel->setText(tr("Cancel"));
    m_create->setText(tr("Create"));
    typeChanged();
}

void NewKeySheet::changeEvent(QEvent *event)
{
    Sheet::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NewKeySheet::typeChanged()
{
    const auto type = KeyType(m_type->currentData().toInt());
    const bool pairs =
        type == KeyType::Hash || type == KeyType::SortedSet || type == KeyType::Stream;
    m_values->setCurrentWidget(pairs ? static_cast<QWidget *>(m_pairs) : m_text);
    m_pairs->setHorizontalHeaderLabels(type == KeyType::SortedSet
                                           ? QStringList{ tr("Member"), tr("Score") }
                                           : QStringList{ tr("Field"), tr("Value") });
    m_text->setPlaceholderText(type == KeyType::List      ? tr("One element a line, head first")
                                   : type == KeyType::Set ? tr("One member a line")
                                                          : QString());
    m_text->setAccessibleName(tr("Value"));
    m_pairs->setAccessibleName(tr("Value"));
    refreshState();
}

values::NewKey NewKeySheet::key() const
{
    values::NewKey key;
    if (m_given) {
        key = *m_given;
    } else {
        key.key = base::parseEditText({ m_name->text(), m_nameEscaped }).value_or(QByteArray());
        key.type = KeyType(m_type->currentData().toInt());
        // toPlainText() would make spaces of no-break spaces.
        key.value = m_text->document()
                        ->toRawText()
                        .replace(QChar::ParagraphSeparator, QLatin1Char('\n'))
                        .toUtf8();
        if (key.type == KeyType::List || key.type == KeyType::Set) {
            key.elements = key.value.split('\n');
            // An empty last line is where the next element would go.
            if (key.elements.last().isEmpty())
                key.elements.removeLast();
        }
        for (int row = 0; row < m_pairs->rowCount(); ++row) {
            const auto text = [&](int column) {
                const QTableWidgetItem *item = m_pairs->item(row, column);
                return item ? item->text().toUtf8() : QByteArray();
            };
            if (!text(0).isEmpty() || !text(1).isEmpty())
                key.pairs += { text(0), text(1) };
        }
    }
    if (const auto chosen = ttl())
        key.ttl = *chosen;
    return key;
}

base::Result<Ttl> NewKeySheet::ttl() const
{
    if (!m_ttlInput->text().trimmed().isEmpty())
        return values::parseTtl(m_ttlInput->text(), QDateTime::currentDateTime());
    const int seconds = m_ttls->checkedId();
    if (seconds < 0)
        return base::fail(base::Error::Kind::Invalid,
                          tr("Choose a TTL, or No TTL if the key is to stay."));
    if (seconds == noTtl)
        return Ttl{};
    return Ttl{ Ttl::Kind::Relative, qint64(seconds) * 1000 };
}

void NewKeySheet::refreshState()
{
    const values::NewKey made = key();
    const auto chosen = ttl();
    QString problem;
    if (m_nameTaken)
        problem = tr("A key of this name exists. Nothing is written over it.");
    else if (const auto wrong = made.problem())
        problem = wrong->text;
    else if (!chosen)
        problem = chosen.error().text;
    m_problem->setRole(m_nameTaken ? &common::Tokens::danger : &common::Tokens::textSecondary);
    m_problem->setText(problem.isEmpty() ? tr("An existing key is never overwritten.") : problem);
    m_preview->setCommands(made.key.isEmpty() ? resp::Commands() : made.commands());
    m_create->setEnabled(problem.isEmpty() && !m_creating);
    m_create->setToolTip(Qt::convertFromPlainText(problem));
}

void NewKeySheet::checkName()
{
    const QByteArray name = key().key;
    const quint64 run = ++m_nameRun;
    if (name.isEmpty())
        return;
    base::whenDone(
        m_browse({ "EXISTS", name }), this, [this, run](const base::Result<resp::Reply> &reply) {
            if (run != m_nameRun || !reply || reply->isError())
                return; // creating checks again, atomically
            m_nameTaken = reply->toInteger() > 0;
            m_nameState->setRole(m_nameTaken ? &common::Tokens::danger : &common::Tokens::ok);
            m_nameState->setText(m_nameTaken ? tr("exists already") : tr("the name is free"));
            refreshState();
        });
}

void NewKeySheet::create()
{
    if (QWidget *focus = focusWidget(); focus && m_pairs->isAncestorOf(focus))
        m_pairs->setFocus(); // a cell that is being edited is committed
    refreshState();
    if (!m_create->isEnabled())
        return;
    const values::NewKey made = key();
    m_creating = true;
    setClosable(false);
    refreshState();
    values::create(m_work, made, this, [this, made](const base::Result<> &result) {
        m_creating = false;
        setClosable(true);
        refreshState();
        if (!result) {
            m_problem->setRole(&common::Tokens::danger);
            m_problem->setText(result.error().text);
            return;
        }
        Q_EMIT toast(tr("Created %1.").arg(base::displayText(made.key, 80)));
        Q_EMIT created({ m_work.database(), made.key });
        close();
    });
}

} // namespace ui
