#include "widgets/values/changebar.h"
#include "widgets/common/buttons.h"
#include "widgets/common/commandpreview.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

/// The 7 px dot of staged edits.
class Dot final : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override
    {
        return { Theme::instance().px(8), Theme::instance().px(8) };
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens().ok);
        const qreal side = Theme::instance().px(7);
        painter.drawEllipse(QRectF((width() - side) / 2, (height() - side) / 2, side, side));
    }
};

/// "Read-only" with a lock, on the warn colour.
class LockChip final : public QWidget {
public:
    explicit LockChip(QWidget *parent)
        : QWidget(parent)
    {
        setObjectName(QStringLiteral("readOnlyChip"));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    void setText(const QString &text)
    {
        m_text = text;
        setAccessibleName(text);
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Theme &theme = Theme::instance();
        const QFontMetrics metrics(theme.ui(Theme::Size::Base, QFont::DemiBold));
        return { metrics.horizontalAdvance(m_text) + theme.px(42), theme.px(24) };
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        common::paintBox(&painter, rect(), tokens().warnBand.background, {}, 3);
        common::paintIcon(&painter, QRect(theme.px(8), 0, theme.px(16), height()),
                          QStringLiteral("lock"), tokens().warnBand.text);
        painter.setFont(theme.ui(Theme::Size::Base, QFont::DemiBold));
        painter.setPen(tokens().warnBand.text);
        painter.drawText(rect().adjusted(theme.px(30), 0, 0, 0), Qt::AlignVCenter, m_text);
    }

private:
    QString m_text;
};

} // namespace

ChangeBar::ChangeBar(QWidget *parent)
    : QWidget(parent)
    , m_dot(new Dot(this))
    , m_text(new common::PlainLabel(this))
    , m_lock(new LockChip(this))
    , m_note(new common::PlainLabel(this))
    , m_kept(new common::PlainLabel(this))
    , m_why(new QPushButton(this))
    , m_preview(new common::CommandPreview(this))
    , m_secondary(new QPushButton(this))
    , m_primary(new QPushButton(this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("changeBar"));
    m_text->setObjectName(QStringLiteral("changeCount"));
    m_note->setObjectName(QStringLiteral("changeNote"));
    m_note->setRole(&common::Tokens::textSecondary);
    m_note->setElideMode(Qt::ElideRight);
    m_kept->setObjectName(QStringLiteral("ttlKept"));
    m_kept->setType(Theme::Size::Secondary);
    m_kept->setRole(&common::Tokens::textSecondary);
    m_why->setObjectName(QStringLiteral("whyReadOnly"));
    common::setButtonRole(m_why, common::ButtonRole::Flat);
    m_preview->setBoxed(false);
    m_preview->setObjectName(QStringLiteral("savePreview"));
    m_secondary->setObjectName(QStringLiteral("revert"));
    m_primary->setObjectName(QStringLiteral("save"));
    common::setButtonRole(m_primary, common::ButtonRole::Primary);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4));
    row->setSpacing(theme.px(8));
    row->addWidget(m_dot);
    row->addWidget(m_text);
    row->addWidget(m_lock);
    row->addWidget(m_note, 1);
    row->addWidget(m_why);
    row->addWidget(m_preview, 3);
    row->addWidget(m_kept);
    row->addWidget(m_secondary);
    row->addWidget(m_primary);
    setMinimumHeight(theme.px(40));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_primary, &QPushButton::clicked, this, [this] {
        if (m_state == State::ReadOnly)
            Q_EMIT unlockRequested();
        else if (m_state == State::Gone)
            Q_EMIT createAgainRequested();
        else
            Q_EMIT saveRequested();
    });
    connect(m_secondary, &QPushButton::clicked, this, [this] {
        if (m_state == State::Conflict)
            Q_EMIT useServerRequested();
        else if (m_state == State::Gone)
            Q_EMIT copyValueRequested();
        else
            Q_EMIT revertRequested();
    });
    connect(m_why, &QPushButton::clicked, this, [this] {
        QToolTip::showText(m_why->mapToGlobal(QPoint(0, -m_why->height() * 2)),
                           Qt::convertFromPlainText(m_reason), m_why);
    });
    connect(&Theme::instance(), &Theme::changed, this, &ChangeBar::retranslate);
    retranslate();
}

void ChangeBar::setState(State state)
{
    m_state = state;
    retranslate();
}

void ChangeBar::setChanges(int count, const resp::Commands &preview, bool ttlKept)
{
    m_changes = count;
    m_ttlKept = ttlKept;
    m_preview->setCommands(preview);
    retranslate();
}

void ChangeBar::setHold(const QString &why)
{
    m_hold = why;
    retranslate();
}

void ChangeBar::setReadOnlyReason(const QString &why)
{
    m_reason = why;
    retranslate();
}

void ChangeBar::setChosen(int chosen, int of)
{
    m_chosen = chosen;
    m_of = of;
    retranslate();
}

void ChangeBar::retranslate()
{
    const bool dirty = m_changes > 0;
    const bool staged = dirty && (m_state == State::Dirty || m_state == State::Saving);
    const bool readOnly = m_state == State::ReadOnly;
    const bool gone = m_state == State::Gone;
    const bool conflict = m_state == State::Conflict;
    m_dot->setVisible(staged);
    m_lock->setVisible(readOnly);
    static_cast<LockChip *>(m_lock)->setText(tr("Read-only"));
    m_text->setVisible(!readOnly);
    m_text->setType(Theme::Size::Base, staged || conflict ? QFont::DemiBold : QFont::Normal);
    m_text->setRole(staged         ? &common::Tokens::ok
                        : conflict ? &common::Tokens::textPrimary
                                   : &common::Tokens::textSecondary);
    m_text->setText(m_state == State::Saving ? tr("Saving…")
                        : conflict           ? tr("%1 of %2 chosen").arg(m_chosen).arg(m_of)
                        : gone               ? (m_hold.isEmpty() ? tr("Asks for a TTL") : m_hold)
                        : dirty              ? tr("%n change(s)", nullptr, m_changes)
                                             : tr("No changes"));
    const bool held = staged && !m_hold.isEmpty();
    m_note->setVisible(readOnly || held || !(staged || conflict));
    m_note->setText(readOnly ? m_reason : held ? m_hold : QString());
    m_preview->setVisible((staged && !held) || conflict);
    m_kept->setVisible(staged && !held && m_ttlKept);
    m_kept->setText(tr("TTL kept"));
    m_why->setVisible(readOnly);
    m_why->setText(tr("Why?"));
    m_secondary->setVisible(!readOnly);
    m_secondary->setText(conflict   ? tr("Use server values")
                             : gone ? tr("Copy value")
                                    : tr("Revert"));
    m_secondary->setEnabled(conflict || gone || (dirty && m_state != State::Saving));
    m_primary->setText(readOnly       ? tr("Unlock…")
                           : conflict ? tr("Save choices")
                           : gone     ? tr("Create again…")
                                      : tr("Save"));
    m_primary->setIcon(readOnly ? common::icon(QStringLiteral("unlock")) : QIcon());
    common::setButtonRole(m_primary,
                          readOnly || (!staged && !conflict && !gone)
                              ? common::ButtonRole::Normal
                              : common::ButtonRole::Primary);
    common::setButtonHint(m_primary, readOnly || gone ? QString() : QStringLiteral("Ctrl+S"));
    const bool blocked = gone && !m_hold.isEmpty();
    m_primary->setEnabled(readOnly || (gone && !blocked) || (conflict && m_chosen == m_of)
                          || (m_state == State::Dirty && dirty && m_hold.isEmpty()));
    m_primary->setToolTip(held || blocked              ? Qt::convertFromPlainText(m_hold)
                              : m_primary->isEnabled() ? QString()
                                                       : tr("Nothing to save."));
    update();
}

void ChangeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().window);
    painter.fillRect(0, 0, width(), 1, tokens().hairline);
}

void ChangeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui
