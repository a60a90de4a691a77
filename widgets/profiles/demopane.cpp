#include "widgets/profiles/demopane.h"
#include "widgets/common/badge.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"

namespace ui {

using common::Theme;
using common::Tokens;

DemoPane::DemoPane(QWidget *parent)
    : Panel(&Tokens::surface, {}, parent)
    , m_title(new common::PlainLabel)
    , m_text(new common::PlainLabel)
    , m_open(new QPushButton)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("demoPane"));
    m_title->setType(Theme::Size::SheetTitle, QFont::DemiBold);
    m_text->setWordWrap(true);
    m_text->setRole(&Tokens::textSecondary);
    m_open->setObjectName(QStringLiteral("openDemo"));
    common::setButtonRole(m_open, common::ButtonRole::Primary);
    m_open->setAutoDefault(true);
    common::setButtonHint(m_open, QStringLiteral("↵"));

    auto *pill = new common::EnvironmentPill;
    pill->setEnvironment(profiles::Environment::Demo);
    auto *header = new Panel(&Tokens::window, Qt::BottomEdge);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10));
    row->setSpacing(theme.px(8));
    row->addWidget(pill);
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_open);
    auto *text = new QHBoxLayout;
    text->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    text->addWidget(m_text);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header);
    column->addLayout(text);
    column->addStretch(1);
    connect(m_open, &QAbstractButton::clicked, this, &DemoPane::demoRequested);
    retranslate();
}

void DemoPane::retranslate()
{
    m_title->setText(tr("sample data"));
    m_text->setText(
        tr("A private server with sample keys of every type and traffic of its own, so that the "
           "charts move. It starts with one click and is wiped when you close it."));
    m_open->setText(tr("Open the demo"));
    m_open->setAccessibleName(m_open->text());
}

void DemoPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Panel::changeEvent(event);
}

} // namespace ui
