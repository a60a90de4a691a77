#include "widgets/profiles/diagnosisrow.h"
#include "aws/discoverytexts.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ui {

using common::Theme;
using common::Tokens;
using session::Remedy;
using session::Rung;
using session::RungResult;
using Outcome = RungResult::Outcome;

namespace {

constexpr int nameWidth = 96;
constexpr qsizetype longestWords = 2000;

struct Mark {
    QString icon;
    QColor Tokens::*role;
};

Mark markOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Running:
        return { QStringLiteral("clock"), &Tokens::accent };
    case Outcome::Passed:
        return { QStringLiteral("ok"), &Tokens::ok };
    case Outcome::Limited:
        return { QStringLiteral("warning"), &Tokens::warn };
    case Outcome::Failed:
        return { QStringLiteral("error"), &Tokens::danger };
    default:
        return { QStringLiteral("minus"), &Tokens::textMuted };
    }
}

} // namespace

QString millisecondsText(qint64 microseconds)
{
    QString figure = base::countText((microseconds + 500) / 1000);
    if (microseconds < 50)
        figure = u'<' + QLocale().toString(0.1, 'f', 1);
    else if (microseconds < 9950)
        figure = QLocale().toString(double(microseconds) / 1000, 'f', 1);
    return DiagnosisRow::tr("%1 ms").arg(figure);
}

DiagnosisRow::DiagnosisRow(Rung rung, QWidget *parent)
    : QWidget(parent)
    , m_mark(new QLabel)
    , m_name(new common::PlainLabel)
    , m_finding(new common::PlainLabel)
    , m_words(new common::PlainLabel)
    , m_time(new common::PlainLabel)
    , m_actions(new QWidget)
    , m_texts(new QVBoxLayout)
    , m_line(new QHBoxLayout(this))
{
    const Theme &theme = Theme::instance();
    m_result.rung = rung;
    setObjectName(QStringLiteral("rung%1").arg(int(rung)));
    m_finding->setObjectName(QStringLiteral("rungFinding"));
    m_words->setObjectName(QStringLiteral("rungWords"));
    m_time->setObjectName(QStringLiteral("rungTime"));
    m_name->setType(Theme::Size::Secondary, QFont::Medium);
    m_name->setFixedWidth(theme.px(nameWidth));
    m_finding->setType(Theme::Size::Secondary);
    m_words->setFixedType(Theme::Size::Caption);
    m_words->setRole(&Tokens::textSecondary);
    m_time->setFixedType(Theme::Size::Caption);
    m_time->setRole(&Tokens::textSecondary);
    for (QWidget *first : std::initializer_list<QWidget *>{ m_name, m_finding, m_time })
        first->setMinimumHeight(theme.px(18)); // in line, whatever their fonts
    for (common::PlainLabel *label : { m_finding, m_words }) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    auto *actions = new QHBoxLayout(m_actions);
    actions->setContentsMargins(0, theme.px(4), 0, 0);
    actions->setSpacing(theme.px(8));
    for (QPushButton *&button : m_buttons) {
        button = new QPushButton;
        button->setAutoDefault(true);
        actions->addWidget(button);
    }
    actions->addStretch(1);
    for (size_t i = 0; i < m_buttons.size(); ++i)
        connect(m_buttons[i], &QAbstractButton::clicked, this,
                [this, i] { Q_EMIT remedyChosen(m_result.remedies.value(qsizetype(i))); });
    m_texts->setSpacing(theme.px(6));
    m_texts->addWidget(m_finding);
    m_texts->addWidget(m_words);
    m_texts->addWidget(m_actions);
    m_line->setSpacing(theme.px(8));
    m_line->addWidget(m_mark, 0, Qt::AlignTop);
    m_line->addWidget(m_name, 0, Qt::AlignTop);
    m_line->addLayout(m_texts, 1);
    m_line->addWidget(m_time, 0, Qt::AlignTop);
    connect(&Theme::instance(), &Theme::changed, this, &DiagnosisRow::refresh);
    refresh();
}

void DiagnosisRow::show(const RungResult &result)
{
    m_result = result;
    refresh();
}

void DiagnosisRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

QString DiagnosisRow::outcomeText() const
{
    switch (m_result.outcome) {
    case Outcome::NotReached:
        return tr("not reached");
    case Outcome::NotNeeded:
        return tr("not needed");
    case Outcome::Running:
        return tr("running");
    case Outcome::Passed:
        return tr("passed");
    case Outcome::Limited:
        return tr("limited");
    case Outcome::Failed:
        return tr("failed");
    }
    return {};
}

QString DiagnosisRow::findingText() const
{
    switch (m_result.outcome) {
    case Outcome::NotReached:
        return tr("not reached");
    case Outcome::Failed:
        return m_result.error.text;
    case Outcome::Running:
        return m_result.finding.isEmpty() ? m_result.tried : m_result.finding;
    default:
        // "connected" alone does not say where to.
        if (m_result.rung == Rung::Tcp || m_result.rung == Rung::CacheTcp) {
            if (!m_result.tried.isEmpty())
                return m_result.tried + QStringLiteral(" · ") + m_result.finding;
        }
        return m_result.finding;
    }
}

void DiagnosisRow::refresh()
{
    const Theme &theme = Theme::instance();
    const Outcome outcome = m_result.outcome;
    const bool failed = outcome == Outcome::Failed;
    const bool idle = outcome == Outcome::NotReached || outcome == Outcome::NotNeeded;
    m_line->setContentsMargins(theme.px(10), theme.px(failed ? 10 : 3), theme.px(8),
                               theme.px(failed ? 10 : 3));
    showMark();
    m_name->setText(session::rungName(m_result.rung));
    m_name->setRole(failed     ? &Tokens::danger
                        : idle ? &Tokens::textSecondary
                               : &Tokens::textPrimary);
    m_finding->setText(findingText());
    m_finding->setRole(failed     ? &Tokens::textPrimary
                           : idle ? &Tokens::textMuted
                                  : &Tokens::textSecondary);
    // Names of hosts and profiles are in it.
    m_finding->setToolTip(failed ? QString() : aws::tipText(m_result.tried));
    QStringList words;
    if (failed && !m_result.tried.isEmpty())
        words += m_result.tried;
    if (const QString said = base::displayText(m_result.error.detail, longestWords);
        !said.isEmpty())
        words += said;
    m_words->setText(words.join(QStringLiteral(" — ")));
    m_words->setVisible(!words.isEmpty());
    m_time->setText(idle ? QString() : millisecondsText(m_result.microseconds));
    m_time->setVisible(!idle && outcome != Outcome::Running);
    m_time->setRole(failed ? &Tokens::danger : &Tokens::textSecondary);
    showRemedies();
    setAccessibleName(
        QStringLiteral("%1, %2: %3").arg(m_name->text(), outcomeText(), m_finding->text()));
    update();
}

void DiagnosisRow::showMark()
{
    const Theme &theme = Theme::instance();
    const Mark mark = markOf(m_result.outcome);
    m_mark->setPixmap(common::iconPixmap(mark.icon, theme.tokens().*mark.role, theme.px(14),
                                         devicePixelRatioF()));
    m_mark->setFixedHeight(theme.px(18));
}

void DiagnosisRow::showRemedies()
{
    m_actions->setVisible(!m_result.remedies.isEmpty());
    for (qsizetype i = 0; i < qsizetype(m_buttons.size()); ++i) {
        QPushButton *button = m_buttons[size_t(i)];
        const bool offered = i < m_result.remedies.size();
        const Remedy remedy = offered ? m_result.remedies[i] : Remedy::Retry;
        button->setVisible(offered);
        button->setObjectName(offered ? QStringLiteral("remedy%1").arg(int(remedy)) : QString());
        const bool primary = i == 0 && remedy != Remedy::Retry && remedy != Remedy::TurnOffTls
            && m_result.outcome == Outcome::Failed;
        common::setButtonRole(button,
                              primary ? common::ButtonRole::Primary : common::ButtonRole::Normal);
        button->setIcon(remedy == Remedy::Retry ? common::icon(QStringLiteral("refresh"))
                                                : QIcon());
        button->setText(session::remedyName(remedy));
        button->setAccessibleName(button->text());
    }
}

void DiagnosisRow::paintEvent(QPaintEvent *)
{
    if (m_result.outcome != Outcome::Failed)
        return;
    QPainter painter(this);
    const Tokens &t = common::tokens();
    common::paintBox(&painter, rect(), t.diffRemoved.background, {}, 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.danger);
    painter.drawRoundedRect(QRectF(0, 0, 3, height()), 1.5, 1.5);
}

} // namespace ui
