#include "widgets/profiles/diagnosispanel.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/profiles/diagnosisrow.h"
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>

namespace ui {

using common::Theme;
using common::Tokens;
using session::DiagnosisReport;
using session::RungResult;

DiagnosisPanel::DiagnosisPanel(QWidget *parent)
    : QWidget(parent)
    , m_head(new Panel(&Tokens::window, Qt::TopEdge | Qt::BottomEdge))
    , m_title(new common::PlainLabel)
    , m_headIcon(new QLabel)
    , m_headText(new common::PlainLabel)
    , m_time(new common::PlainLabel)
    , m_copy(new QPushButton)
    , m_body(new QWidget)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("diagnosisPanel"));
    m_title->setType(Theme::Size::Base, QFont::DemiBold);
    m_headText->setType(Theme::Size::Secondary);
    m_headText->setObjectName(QStringLiteral("diagnosisState"));
    m_headText->setElideMode(Qt::ElideRight);
    m_time->setFixedType();
    m_time->setRole(&Tokens::textSecondary);
    m_time->setObjectName(QStringLiteral("diagnosisTime"));
    m_copy->setObjectName(QStringLiteral("copyReport"));
    common::setButtonRole(m_copy, common::ButtonRole::Flat);
    common::setButtonSize(m_copy, common::ButtonSize::Small);
    m_copy->setIcon(common::icon(QStringLiteral("copy")));
    m_head->setFixedHeight(theme.px(32));
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(theme.px(16), 0, theme.px(8), 0);
    head->setSpacing(theme.px(6));
    head->addWidget(m_title);
    head->addSpacing(theme.px(2));
    head->addWidget(m_headIcon);
    head->addWidget(m_headText, 1);
    head->addWidget(m_time);
    head->addSpacing(theme.px(8));
    head->addWidget(m_copy);

    auto *rows = new QVBoxLayout(m_body);
    rows->setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(8));
    rows->setSpacing(0);
    using session::Rung;
    for (const Rung rung : { Rung::SignIn, Rung::Dns, Rung::Tcp, Rung::Tunnel, Rung::CacheTcp,
                             Rung::Tls, Rung::Auth, Rung::Ping, Rung::Capabilities }) {
        auto *row = new DiagnosisRow(rung);
        connect(row, &DiagnosisRow::remedyChosen, this, &DiagnosisPanel::remedyChosen);
        rows->addWidget(row);
        m_rows += row;
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_body);

    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_report.toText()); });
    connect(&Theme::instance(), &Theme::changed, this, &DiagnosisPanel::refresh);
    refresh();
}

void DiagnosisPanel::showReport(const DiagnosisReport &report, bool running)
{
    const State before = m_state;
    m_report = report;
    m_state = running ? State::Running : report.passed ? State::Passed : State::Failed;
    for (DiagnosisRow *row : std::as_const(m_rows)) {
        RungResult result;
        result.rung = row->result().rung;
        for (const RungResult &each : report.rungs) {
            if (each.rung == result.rung)
                result = each;
        }
        row->show(result);
    }
    refresh();
    if (before == State::Running && m_state != State::Running) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void DiagnosisPanel::showCancelled()
{
    m_state = State::Cancelled;
    refresh();
}

QString DiagnosisPanel::stoppedText() const
{
    const RungResult *failed = m_report.firstFailure();
    int step = 0;
    for (const RungResult &rung : m_report.rungs) {
        ++step;
        if (failed && rung.rung == failed->rung)
            break;
    }
    return tr("stopped at step %1 of %2").arg(step).arg(m_report.rungs.size());
}

void DiagnosisPanel::showHead(const QString &icon, QColor Tokens::*role, const QString &text)
{
    const Theme &theme = Theme::instance();
    m_headIcon->setPixmap(
        common::iconPixmap(icon, theme.tokens().*role, theme.px(14), devicePixelRatioF()));
    m_headText->setRole(role);
    m_headText->setText(text);
}

void DiagnosisPanel::refresh()
{
    const bool ended = m_state == State::Passed || m_state == State::Failed;
    m_title->setText(tr("Diagnosis"));
    switch (m_state) {
    case State::Running:
        showHead(QStringLiteral("clock"), &Tokens::textSecondary, tr("connecting…"));
        break;
    case State::Passed:
        showHead(QStringLiteral("ok"), &Tokens::ok, m_report.summary());
        break;
    case State::Failed:
        showHead(QStringLiteral("error"), &Tokens::danger, stoppedText());
        break;
    case State::Cancelled:
        showHead(QStringLiteral("minus"), &Tokens::textSecondary, tr("cancelled"));
        break;
    }
    const qint64 us = m_report.microseconds;
    m_time->setText(us < 1000000 ? millisecondsText(us)
                                 : tr("%1 s").arg(QLocale().toString(double(us) / 1e6, 'f', 1)));
    m_time->setVisible(ended);
    m_copy->setText(tr("Copy report"));
    m_copy->setAccessibleName(m_copy->text());
    m_copy->setVisible(ended);
    m_body->setVisible(m_state != State::Cancelled);
    setAccessibleName(m_title->text() + QStringLiteral(": ")
                      + (m_state == State::Failed ? m_report.summary() : m_headText->text()));
}

void DiagnosisPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace ui
