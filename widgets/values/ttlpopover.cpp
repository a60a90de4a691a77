#include "widgets/values/ttlpopover.h"
#include "base/durationtext.h"
#include "values/keystate.h"
#include "widgets/common/buttons.h"
#include "widgets/common/commandpreview.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/segmentedcontrol.h"
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using values::Ttl;

namespace {

QString clock(const QDateTime &when)
{
    const bool today = when.date() == QDate::currentDate();
    return when.toString(today ? QStringLiteral("HH:mm:ss")
                               : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

TtlPopover::TtlPopover(const base::KeyRef &key, values::KeyState *state, resp::Send work,
                       const base::Capabilities &can, QWidget *host)
    : Popover(host)
    , m_key(key)
    , m_state(state)
    , m_work(std::move(work))
    , m_countdown(new common::PlainLabel(this))
    , m_left(new common::PlainLabel(this))
    , m_local(new common::PlainLabel(this))
    , m_utc(new common::PlainLabel(this))
    , m_input(new QLineEdit(this))
    , m_reading(new common::PlainLabel(this))
    , m_less(new common::IconButton(QStringLiteral("minus"), {}, this))
    , m_more(new common::IconButton(QStringLiteral("plus"), {}, this))
    , m_forms(new common::PlainLabel(this))
    , m_presetRow(new QHBoxLayout)
    , m_onlyIf(new common::PlainLabel(this))
    , m_condition(new common::SegmentedControl(this))
    , m_preview(new common::CommandPreview(this))
    , m_persist(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_set(new QPushButton(this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("ttlPopover"));
    m_countdown->setObjectName(QStringLiteral("ttlCountdown"));
    m_countdown->setFixedType(Theme::Size::Countdown);
    m_left->setRole(&common::Tokens::textSecondary);
    m_local->setObjectName(QStringLiteral("ttlExpiresLocal"));
    m_utc->setObjectName(QStringLiteral("ttlExpiresUtc"));
    for (common::PlainLabel *label : { m_local, m_utc }) {
        label->setType(Theme::Size::Secondary);
        label->setRole(&common::Tokens::textSecondary);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    m_input->setObjectName(QStringLiteral("ttlInput"));
    m_input->setFont(theme.fixed(Theme::Size::Secondary));
    m_input->setMinimumHeight(theme.px(32));
    m_reading->setObjectName(QStringLiteral("ttlReading"));
    m_reading->setType(Theme::Size::Secondary);
    m_reading->setWordWrap(true);
    m_less->setObjectName(QStringLiteral("ttlLess"));
    m_more->setObjectName(QStringLiteral("ttlMore"));
    for (common::IconButton *button : { m_less, m_more })
        common::setButtonRole(button, common::ButtonRole::Normal);
    m_forms->setType(Theme::Size::Caption);
    m_forms->setRole(&common::Tokens::textMuted);
    m_forms->setWordWrap(true);
    m_onlyIf->setRole(&common::Tokens::textSecondary);
    m_condition->setObjectName(QStringLiteral("ttlCondition"));
    for (const char *name : { "always", "NX", "XX", "GT", "LT" })
        m_condition->addSegment(QString::fromLatin1(name))
            ->setObjectName(QStringLiteral("ttl") + QString::fromLatin1(name));
    m_condition->setCurrent(0);
    m_condition->setVisible(can.expireConditions);
    m_onlyIf->setVisible(can.expireConditions);
    m_preview->setObjectName(QStringLiteral("ttlPreview"));
    m_persist->setObjectName(QStringLiteral("persist"));
    m_persist->setIcon(common::icon(QStringLiteral("infinity")));
    common::setButtonRole(m_persist, common::ButtonRole::Flat);
    m_cancel->setObjectName(QStringLiteral("ttlCancel"));
    m_set->setObjectName(QStringLiteral("setTtl"));
    common::setButtonRole(m_set, common::ButtonRole::Primary);
    common::setButtonHint(m_set, QStringLiteral("↵"));

    auto *head = new QHBoxLayout;
    head->setSpacing(theme.px(8));
    head->addWidget(m_countdown);
    head->addWidget(m_left, 0, Qt::AlignBottom);
    head->addStretch(1);
    auto *when = new QVBoxLayout;
    when->setSpacing(0);
    when->addWidget(m_local);
    when->addWidget(m_utc);
    head->addLayout(when);
    auto *entry = new QHBoxLayout;
    entry->setSpacing(theme.px(8));
    entry->addWidget(m_input, 1);
    entry->addWidget(m_less);
    entry->addWidget(m_more);
    auto *inputs = new QVBoxLayout;
    inputs->setSpacing(theme.px(4));
    inputs->addLayout(entry);
    inputs->addWidget(m_reading);
    inputs->addWidget(m_forms);
    m_presetRow->setSpacing(theme.px(6));
    m_presetRow->addStretch(1);
    auto *conditions = new QHBoxLayout;
    conditions->setSpacing(theme.px(8));
    conditions->addWidget(m_onlyIf);
    conditions->addWidget(m_condition);
    conditions->addStretch(1);
    QHBoxLayout *foot = footer();
    foot->addWidget(m_persist);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_set);
    body()->addLayout(head);
    body()->addLayout(inputs);
    body()->addLayout(m_presetRow);
    if (can.expireConditions)
        body()->addLayout(conditions);
    body()->addWidget(m_preview);
    for (const int seconds : { 60, 300, 1800, 3600, 86400, 604800 })
        addPreset(seconds, {});

    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, &TtlPopover::tick);
    connect(m_input, &QLineEdit::textChanged, this, &TtlPopover::read);
    connect(m_input, &QLineEdit::returnPressed, this, &TtlPopover::set);
    connect(m_condition, &common::SegmentedControl::currentChanged, this, [this] { read(); });
    connect(m_less, &QAbstractButton::clicked, this, [this] { step(-1); });
    connect(m_more, &QAbstractButton::clicked, this, [this] { step(1); });
    connect(m_persist, &QPushButton::clicked, this, &TtlPopover::persist);
    connect(m_cancel, &QPushButton::clicked, this, &Popover::close);
    connect(m_set, &QPushButton::clicked, this, &TtlPopover::set);
    retranslate();
}

void TtlPopover::addPreset(int seconds, const QString &name)
{
    const QString text = values::ttlInput(qint64(seconds) * 1000);
    for (const auto &[button, value] : std::as_const(m_presets)) {
        if (value == seconds && name.isEmpty())
            return;
    }
    auto *button = new QPushButton(name.isEmpty() ? text : name + QLatin1Char(' ') + text, this);
    button->setObjectName(QStringLiteral("preset%1").arg(seconds));
    button->setCheckable(true);
    button->setAutoDefault(false);
    common::setButtonSize(button, common::ButtonSize::Small);
    m_presetRow->insertWidget(m_presetRow->count() - 1, button);
    m_presets += { button, seconds };
    connect(button, &QPushButton::clicked, this, [this, text] {
        m_input->setText(text);
        m_input->setFocus();
        read();
    });
}

void TtlPopover::begin(QWidget *anchor)
{
    m_tick.start();
    if (m_state)
        m_state->look(); // the server's clock, fresh
    tick();
    read();
    openAt(anchor, m_input);
}

void TtlPopover::retranslate()
{
    setAccessibleName(tr("TTL editor"));
    m_left->setText(tr("left"));
    m_input->setAccessibleName(tr("New TTL"));
    m_input->setPlaceholderText(QStringLiteral("30m"));
    m_less->setName(tr("Shorter"));
    m_more->setName(tr("Longer"));
    m_forms->setText(
        QStringLiteral("1800 · 30m · 1h30m · PT30M · 2025-01-31 18:00 · 내일 09:00 · never"));
    m_onlyIf->setText(tr("Only if"));
    m_condition->setSegmentText(0, tr("always"));
    m_condition->setAccessibleName(tr("Condition"));
    m_persist->setText(tr("Persist"));
    m_persist->setToolTip(tr("Take the TTL away; the key stays until deleted."));
    m_cancel->setText(tr("Cancel"));
    m_set->setText(tr("Set TTL"));
}

void TtlPopover::changeEvent(QEvent *event)
{
    Popover::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        tick();
        read();
    }
}

void TtlPopover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return set();
    Popover::keyPressEvent(event);
}

void TtlPopover::tick()
{
    const auto left = m_state ? m_state->pttl() : std::nullopt;
    const bool counting = left && *left >= 0;
    m_countdown->setText(!left             ? QStringLiteral("—")
                             : counting    ? base::ttlText(*left)
                             : *left == -1 ? tr("no TTL")
                                           : tr("no such key"));
    m_left->setVisible(counting);
    const QDateTime when = counting ? m_state->expiresAt() : QDateTime();
    m_local->setVisible(when.isValid());
    m_utc->setVisible(when.isValid());
    if (when.isValid()) {
        m_local->setText(tr("expires %1").arg(clock(when)));
        m_utc->setText(tr("%1 UTC").arg(when.toUTC().toString(QStringLiteral("HH:mm:ss"))));
    }
    m_persist->setEnabled(!m_sending && (!left || *left != -1));
    if (m_ttl && m_ttl->kind == Ttl::Kind::Relative)
        m_preview->setCommands({ writer().command(m_state ? m_state->serverNow() : std::nullopt) });
}

void TtlPopover::read()
{
    m_ttl.reset();
    m_persistArmed = false;
    const QDateTime now = QDateTime::currentDateTime();
    const QString text = m_input->text();
    if (text.trimmed().isEmpty()) {
        m_reading->setText(tr("Type a time, or pick one below."));
        m_reading->setRole(&common::Tokens::textMuted);
        m_preview->setCommands({});
    } else if (const auto ttl = values::parseTtl(text, now); !ttl) {
        m_reading->setText(ttl.error().text);
        m_reading->setRole(&common::Tokens::danger);
        m_preview->setCommands({});
    } else {
        m_ttl = *ttl;
        QString reading;
        switch (ttl->kind) {
        case Ttl::Kind::Persist:
            reading = tr("→ no TTL");
            break;
        case Ttl::Kind::Relative:
            reading =
                tr("→ %1 · %2 from now").arg(clock(now.addMSecs(ttl->ms)), base::ttlText(ttl->ms));
            break;
        case Ttl::Kind::Absolute:
            reading = tr("→ %1 · in %2")
                          .arg(clock(QDateTime::fromMSecsSinceEpoch(ttl->ms)),
                               base::ttlText(ttl->ms - now.toMSecsSinceEpoch()));
            break;
        }
        m_reading->setText(reading);
        m_reading->setRole(&common::Tokens::textSecondary);
        m_preview->setCommands({ writer().command(m_state ? m_state->serverNow() : std::nullopt) });
    }
    m_set->setEnabled(m_ttl.has_value() && !m_sending);
    m_set->setToolTip(m_set->isEnabled() ? QString() : m_reading->text());
    for (const auto &[button, seconds] : std::as_const(m_presets))
        button->setChecked(m_ttl && m_ttl->kind == Ttl::Kind::Relative
                           && m_ttl->ms == qint64(seconds) * 1000);
}

void TtlPopover::step(int direction)
{
    qint64 ms = 0;
    if (m_ttl && m_ttl->kind == Ttl::Kind::Relative)
        ms = m_ttl->ms;
    else if (const auto left = m_state ? m_state->pttl() : std::nullopt; left && *left > 0)
        ms = *left;
    // A step fits what stands there: seconds, minutes, hours, days.
    const qint64 unit = ms < 120000 ? 10000
        : ms < 7200000              ? 300000
        : ms < 172800000            ? 3600000
                                    : 86400000;
    const qint64 rounded = (ms + (direction < 0 ? unit - 1 : 0)) / unit * unit;
    m_input->setText(values::ttlInput(qMax(qint64(1000), rounded + direction * unit)));
}

values::TtlWriter TtlPopover::writer() const
{
    using Condition = values::TtlWriter::Condition;
    static constexpr Condition conditions[] = { Condition::Always, Condition::Nx, Condition::Xx,
                                                Condition::Gt, Condition::Lt };
    return { m_key.name, m_ttl.value_or(Ttl{}), conditions[qBound(0, m_condition->current(), 4)] };
}

void TtlPopover::set()
{
    if (!m_ttl || m_sending)
        return;
    if (m_ttl->kind == Ttl::Kind::Persist)
        return persist();
    send(*m_ttl);
}

void TtlPopover::persist()
{
    if (m_askBeforePersist && !m_persistArmed) {
        m_persistArmed = true;
        m_reading->setText(tr("On production: a cache key without TTL never leaves. Press Persist "
                              "again to take the TTL away."));
        m_reading->setRole(&common::Tokens::danger);
        m_persist->setFocus();
        return;
    }
    send({});
}

void TtlPopover::send(const values::Ttl &ttl)
{
    values::TtlWriter job = writer();
    job.ttl = ttl;
    m_sending = true;
    m_set->setEnabled(false);
    m_persist->setEnabled(false);
    values::setTtl(m_work, job, m_state ? m_state->serverNow() : std::nullopt, this,
                   [this](const base::Result<values::TtlOutcome> &outcome) {
                       m_sending = false;
                       if (!outcome) {
                           read();
                           m_reading->setText(outcome.error().text);
                           m_reading->setRole(&common::Tokens::danger);
                           return;
                       }
                       Q_EMIT done(*outcome);
                       close();
                   });
}

} // namespace ui
