#include "widgets/profiles/testpanel.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "base/redact.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include <QApplication>
#include <QClipboard>

namespace ui {

using common::Theme;
using common::Tokens;

TestPanel::TestPanel(QWidget *parent)
    : QWidget(parent)
    , m_head(new Panel(&Tokens::window, Qt::TopEdge | Qt::BottomEdge))
    , m_title(new common::PlainLabel)
    , m_headIcon(new QLabel)
    , m_headText(new common::PlainLabel)
    , m_time(new common::PlainLabel)
    , m_copy(new QPushButton)
    , m_body(new QWidget)
    , m_bodyIcon(new QLabel)
    , m_text(new common::PlainLabel)
    , m_detail(new common::PlainLabel)
    , m_retry(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("testPanel"));
    m_title->setType(Theme::Size::Base, QFont::DemiBold);
    m_headText->setType(Theme::Size::Secondary);
    m_headText->setObjectName(QStringLiteral("testState"));
    m_time->setFixedType();
    m_time->setRole(&Tokens::textSecondary);
    m_time->setObjectName(QStringLiteral("testTime"));
    m_copy->setObjectName(QStringLiteral("copyTestReport"));
    common::setButtonRole(m_copy, common::ButtonRole::Flat);
    common::setButtonSize(m_copy, common::ButtonSize::Small);
    m_copy->setIcon(common::icon(QStringLiteral("copy")));
    m_text->setObjectName(QStringLiteral("testText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setObjectName(QStringLiteral("testDetail"));
    m_detail->setFixedType(Theme::Size::Caption);
    m_detail->setRole(&Tokens::textSecondary);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_retry->setObjectName(QStringLiteral("retryTest"));
    m_retry->setIcon(common::icon(QStringLiteral("refresh")));

    m_head->setFixedHeight(theme.px(32));
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(theme.px(16), 0, theme.px(8), 0);
    head->setSpacing(theme.px(6));
    head->addWidget(m_title);
    head->addSpacing(theme.px(2));
    head->addWidget(m_headIcon);
    head->addWidget(m_headText);
    head->addStretch(1);
    head->addWidget(m_time);
    head->addSpacing(theme.px(8));
    head->addWidget(m_copy);

    auto *body = new QHBoxLayout(m_body);
    body->setContentsMargins(theme.px(18), theme.px(12), theme.px(16), theme.px(12));
    body->setSpacing(theme.px(8));
    body->addWidget(m_bodyIcon, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme.px(6));
    texts->addWidget(m_text);
    texts->addWidget(m_detail);
    auto *actions = new QHBoxLayout;
    actions->setContentsMargins(0, theme.px(4), 0, 0);
    actions->addWidget(m_retry);
    actions->addStretch(1);
    texts->addLayout(actions);
    body->addLayout(texts, 1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    auto *around = new QVBoxLayout;
    around->setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4));
    around->addWidget(m_body);
    column->addLayout(around);

    connect(m_retry, &QAbstractButton::clicked, this, &TestPanel::retryRequested);
    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QApplication::clipboard()->setText(report()); });
    connect(&Theme::instance(), &Theme::changed, this, &TestPanel::refresh);
    refresh();
}

void TestPanel::showRunning()
{
    m_state = State::Running;
    refresh();
}

void TestPanel::showCancelled()
{
    m_state = State::Cancelled;
    refresh();
}

void TestPanel::showResult(const base::Result<QString> &result, qint64 ms)
{
    m_state = result ? State::Passed : State::Failed;
    m_sentence = result ? *result : QString();
    m_error = result ? base::Error{} : result.error();
    m_ms = ms;
    refresh();
}

QString TestPanel::report() const
{
    QStringList lines{ m_headText->text(), m_text->text() };
    if (!m_error.detail.isEmpty())
        lines += base::displayText(m_error.detail, 4000);
    lines += m_time->text();
    return base::redactedText(lines.join(u'\n'));
}

void TestPanel::refresh()
{
    const Theme &theme = Theme::instance();
    const Tokens &t = theme.tokens();
    const bool failed = m_state == State::Failed;
    const bool passed = m_state == State::Passed;
    m_title->setText(tr("Test"));
    QString state;
    QString icon;
    QColor Tokens::*role = &Tokens::textSecondary;
    switch (m_state) {
    case State::Running:
        state = tr("connecting…");
        icon = QStringLiteral("clock");
        break;
    case State::Passed:
        state = tr("passed");
        icon = QStringLiteral("ok");
        role = &Tokens::ok;
        break;
    case State::Failed:
        state = tr("failed");
        icon = QStringLiteral("error");
        role = &Tokens::danger;
        break;
    case State::Cancelled:
        state = tr("cancelled");
        icon = QStringLiteral("minus");
        break;
    }
    const auto picture = [&](int size) {
        return common::iconPixmap(icon, t.*role, theme.px(size), devicePixelRatioF());
    };
    m_headIcon->setPixmap(picture(14));
    m_headText->setRole(role);
    m_headText->setText(state);
    m_time->setText(failed || passed ? tr("%1 ms").arg(base::countText(m_ms)) : QString());
    m_copy->setText(tr("Copy report"));
    m_copy->setAccessibleName(m_copy->text());
    m_copy->setVisible(failed || passed);
    m_body->setVisible(failed || passed);
    m_bodyIcon->setPixmap(picture(16));
    m_text->setText(passed ? m_sentence : m_error.text);
    m_text->setRole(&Tokens::textPrimary);
    const QString detail = base::displayText(m_error.detail, 2000);
    m_detail->setText(detail);
    m_detail->setVisible(failed && !detail.isEmpty());
    m_retry->setText(tr("Retry"));
    m_retry->setAccessibleName(m_retry->text());
    m_retry->setVisible(failed);
    m_text->setAccessibleName(m_text->text());
    setAccessibleName(m_title->text() + u' ' + state);
    update();
}

void TestPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void TestPanel::paintEvent(QPaintEvent *)
{
    if (m_state != State::Failed)
        return;
    QPainter painter(this);
    const Tokens &t = common::tokens();
    const QRect box = m_body->geometry();
    common::paintBox(&painter, box, t.diffRemoved.background, {}, 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.danger);
    painter.drawRoundedRect(QRectF(box.left(), box.top(), 3, box.height()), 1.5, 1.5);
}

} // namespace ui
