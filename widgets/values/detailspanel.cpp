#include "widgets/values/detailspanel.h"
#include "base/durationtext.h"
#include "base/whendone.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/values/keytab.h"
#include "widgets/values/recorderdelegate.h"
#include <QGridLayout>
#include <QListView>
#include <QPainter>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

constexpr qint64 memoryUpTo = 10000; // elements: above, MEMORY USAGE may hold the server up

/// A hairline between sections.
class Rule final : public QWidget {
public:
    explicit Rule(QWidget *parent)
        : QWidget(parent)
    {
        setFixedHeight(1);
    }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), tokens().hairline); }
};

} // namespace

DetailsPanel::DetailsPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new common::PlainLabel(this))
    , m_close(new common::IconButton(QStringLiteral("close"), {}, this))
    , m_content(new QWidget(this))
    , m_empty(new common::PlainLabel(this))
    , m_recorderTitle(new common::PlainLabel(m_content))
    , m_sampled(new common::PlainLabel(m_content))
    , m_recorder(new QListView(m_content))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("detailsPanel"));
    m_title->setType(Theme::Size::Base, QFont::DemiBold);
    m_close->setObjectName(QStringLiteral("closeDetails"));
    m_close->setSmall(true);
    m_empty->setObjectName(QStringLiteral("noDetails"));
    m_empty->setRole(&common::Tokens::textMuted);
    m_empty->setType(Theme::Size::Secondary);
    m_empty->setWordWrap(true);
    m_recorderTitle->setType(Theme::Size::Secondary, QFont::DemiBold);
    m_sampled->setObjectName(QStringLiteral("sampledEvery"));
    m_sampled->setType(Theme::Size::Caption);
    m_sampled->setRole(&common::Tokens::textSecondary);
    m_recorder->setObjectName(QStringLiteral("flightRecorder"));
    m_recorder->setItemDelegate(new RecorderDelegate(m_recorder));
    m_recorder->setFrameShape(QFrame::NoFrame);
    m_recorder->setSelectionMode(QAbstractItemView::NoSelection);
    m_recorder->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recorder->setProperty("focusRing", false);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(12), theme.px(4), theme.px(6), 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    auto *facts = new QGridLayout;
    facts->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8));
    facts->setHorizontalSpacing(theme.px(8));
    facts->setVerticalSpacing(0);
    facts->setColumnMinimumWidth(0, theme.px(72));
    facts->setColumnStretch(1, 1);
    static constexpr std::array names{ "factExpires", "factEncoding", "factIdle", "factMemory" };
    for (size_t i = 0; i < FactCount; ++i) {
        m_names[i] = new common::PlainLabel(m_content);
        m_names[i]->setType(Theme::Size::Secondary);
        m_names[i]->setRole(&common::Tokens::textSecondary);
        m_names[i]->setMinimumHeight(theme.px(24));
        m_facts[i] = new common::PlainLabel(m_content);
        m_facts[i]->setObjectName(QString::fromLatin1(names[i]));
        m_facts[i]->setFixedType();
        m_facts[i]->setElideMode(Qt::ElideRight);
        m_facts[i]->setMinimumHeight(theme.px(24));
        facts->addWidget(m_names[i], int(i), 0);
        facts->addWidget(m_facts[i], int(i), 1);
    }
    auto *section = new QHBoxLayout;
    section->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    section->addWidget(m_recorderTitle, 1);
    section->addWidget(m_sampled);
    m_recorderTitle->setMinimumHeight(theme.px(28));
    auto *list = new QHBoxLayout;
    list->setContentsMargins(theme.px(12), 0, theme.px(4), theme.px(8));
    list->addWidget(m_recorder);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addLayout(facts);
    content->addWidget(new Rule(m_content));
    content->addLayout(section);
    content->addLayout(list, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    m_empty->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0);
    column->addWidget(m_empty);
    column->addWidget(m_content, 1);
    column->addStretch(0);

    m_tick.setInterval(1000);
    m_again.setSingleShot(true);
    m_again.setInterval(300);
    connect(m_close, &QAbstractButton::clicked, this, &DetailsPanel::closeRequested);
    connect(&m_tick, &QTimer::timeout, this, &DetailsPanel::tick);
    connect(&m_again, &QTimer::timeout, this, &DetailsPanel::ask);
    retranslate();
    setTab(nullptr);
}

void DetailsPanel::setTab(KeyTab *tab)
{
    if (m_tab)
        disconnect(m_tab->state(), nullptr, this, nullptr);
    m_tab = tab;
    m_content->setVisible(tab);
    m_empty->setVisible(!tab);
    m_recorder->setModel(tab ? tab->recorder() : nullptr);
    if (!tab) {
        m_tick.stop();
        return;
    }
    for (common::PlainLabel *fact : m_facts)
        fact->setText(QStringLiteral("…"));
    connect(tab->state(), &values::KeyState::sampled, this, [this] {
        tick();
        m_again.start();
    });
    connect(tab->recorder(), &QAbstractItemModel::rowsInserted, m_recorder,
            &QAbstractItemView::scrollToBottom, Qt::UniqueConnection);
    m_tick.start();
    retranslate();
    tick();
    m_again.start();
}

void DetailsPanel::retranslate()
{
    m_title->setText(tr("Details"));
    m_close->setName(tr("Close details"), QStringLiteral("Ctrl+Shift+I"));
    m_empty->setText(tr("Open a key to see its details."));
    m_names[Expires]->setText(tr("Expires"));
    m_names[Encoding]->setText(tr("Encoding"));
    m_names[Idle]->setText(tr("Idle"));
    m_names[Memory]->setText(tr("Memory"));
    m_recorderTitle->setText(tr("Flight recorder"));
    m_recorder->setAccessibleName(tr("Flight recorder"));
    m_sampled->setText(m_tab ? tr("sampled every %1 s").arg(m_tab->sampleSeconds()) : QString());
}

void DetailsPanel::tick()
{
    if (!m_tab)
        return;
    m_sampled->setText(tr("sampled every %1 s").arg(m_tab->sampleSeconds()));
    const auto left = m_tab->state()->pttl();
    if (!left)
        return setFact(Expires, QStringLiteral("—"));
    if (*left == -1)
        return setFact(Expires, tr("no TTL"));
    if (*left < 0)
        return setFact(Expires, tr("no such key"), true);
    const QDateTime when = m_tab->state()->expiresAt();
    const bool today = when.date() == QDate::currentDate();
    setFact(
        Expires,
        tr("%1 (%2 UTC)")
            .arg(when.toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("MM-dd HH:mm")),
                 when.toUTC().toString(QStringLiteral("HH:mm"))));
}

void DetailsPanel::ask()
{
    if (!m_tab || !isVisible() || m_asking || !m_tab->state()->exists())
        return;
    m_asking = true;
    const QByteArray name = m_tab->key().name;
    const qint64 length = m_tab->state()->last().length;
    // A length that is not known yet does not hold the question up: the server samples.
    const bool small = m_tab->type() == base::KeyType::String || length <= memoryUpTo;
    const bool memory = m_tab->capabilities().memoryUsage && small;
    resp::Commands commands{ { "OBJECT", "ENCODING", name }, { "OBJECT", "IDLETIME", name } };
    if (memory)
        commands += resp::Command{ "MEMORY", "USAGE", name };
    const QPointer<KeyTab> asked = m_tab;
    base::whenDone(m_tab->browse().many(commands), this,
                   [this, memory, asked](const base::Result<resp::Replies> &replies) {
                       m_asking = false;
                       if (!replies || asked != m_tab)
                           return;
                       answer(Encoding, replies->at(0), "OBJECT");
                       answer(Idle, replies->at(1), "OBJECT");
                       if (memory)
                           answer(Memory, replies->at(2), "MEMORY USAGE");
                       else if (!m_tab->capabilities().memoryUsage)
                           setFact(Memory, tr("not available here"));
                       else
                           setFact(Memory, tr("not asked: over 10,000 elements"));
                   });
}

void DetailsPanel::answer(Fact fact, const resp::Reply &reply, QByteArrayView command)
{
    if (reply.isError()) {
        const QByteArrayView words = reply.bytes();
        if (words.startsWith("NOPERM"))
            return setFact(fact, tr("not permitted: %1").arg(QString::fromLatin1(command)), true);
        if (fact == Idle && words.contains("LFU"))
            return setFact(fact, tr("not with an LFU policy"));
        return setFact(fact, tr("not available here"));
    }
    if (reply.isNil())
        return setFact(fact, QStringLiteral("—"));
    switch (fact) {
    case Idle:
        return setFact(fact, tr("%1 s").arg(reply.toInteger()));
    case Memory:
        return setFact(fact, base::sizeText(reply.toInteger()));
    default:
        return setFact(fact, QString::fromLatin1(reply.toByteArray()));
    }
}

void DetailsPanel::setFact(Fact fact, const QString &text, bool warn)
{
    // Figures and server words are in the fixed font, sentences are not.
    if (fact == Encoding || (!text.isEmpty() && text.at(0).isDigit()))
        m_facts[fact]->setFixedType();
    else
        m_facts[fact]->setType(Theme::Size::Secondary);
    m_facts[fact]->setText(text);
    m_facts[fact]->setAccessibleName(m_names[fact]->text() + QStringLiteral(": ") + text);
    m_facts[fact]->setRole(warn ? &common::Tokens::warn : &common::Tokens::textPrimary);
}

void DetailsPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    painter.fillRect(0, 0, 1, height(), tokens().hairline);
}

void DetailsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        tick();
        m_again.start();
    }
}

void DetailsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_again.start();
}

} // namespace ui
