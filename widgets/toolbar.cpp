#include "widgets/toolbar.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace ui {

using common::IconButton;
using common::Theme;
using common::tokens;

ToolBar::ToolBar(QWidget *parent)
    : QWidget(parent)
    , m_back(new IconButton(QStringLiteral("chevron-left"), QString(), this))
    , m_forward(new IconButton(QStringLiteral("chevron-right"), QString(), this))
    , m_goTo(new QLineEdit(this))
    , m_goToHint(new common::PlainLabel(QStringLiteral("Ctrl+P"), m_goTo))
    , m_refresh(new IconButton(QStringLiteral("refresh"), QString(), this))
    , m_newKey(new QPushButton(this))
    , m_palette(new QPushButton(this))
    , m_help(new IconButton(QStringLiteral("help"), QString(), this))
    , m_preferences(new IconButton(QStringLiteral("gear"), QString(), this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("toolBar"));
    setFixedHeight(theme.px(40));
    m_back->setObjectName(QStringLiteral("goBack"));
    m_forward->setObjectName(QStringLiteral("goForward"));
    m_goTo->setObjectName(QStringLiteral("goToKey"));
    m_refresh->setObjectName(QStringLiteral("refresh"));
    m_newKey->setObjectName(QStringLiteral("newKey"));
    m_palette->setObjectName(QStringLiteral("palette"));
    m_help->setObjectName(QStringLiteral("help"));
    m_preferences->setObjectName(QStringLiteral("preferences"));
    m_goTo->addAction(common::icon(QStringLiteral("key")), QLineEdit::LeadingPosition);
    m_goTo->setMinimumWidth(theme.px(180));
    m_goTo->setMaximumWidth(theme.px(336));
    m_goTo->setTextMargins(0, 0, theme.px(48), 0);
    auto *hint = static_cast<common::PlainLabel *>(m_goToHint);
    hint->setType(Theme::Size::Caption);
    hint->setRole(&common::Tokens::textMuted);
    hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *inside = new QHBoxLayout(m_goTo);
    inside->setContentsMargins(0, 0, theme.px(8), 0);
    inside->addStretch(1);
    inside->addWidget(hint);
    for (QPushButton *button : { m_newKey, m_palette }) {
        common::setButtonRole(button, common::ButtonRole::Flat);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAutoDefault(false);
    }
    m_newKey->setIcon(common::icon(QStringLiteral("plus"), &common::Tokens::textPrimary));
    m_palette->setIcon(common::icon(QStringLiteral("palette")));
    common::setButtonHint(m_palette, QStringLiteral("Ctrl+K"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(8), 0, theme.px(8), 1);
    row->setSpacing(theme.px(4));
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addSpacing(theme.px(8));
    row->addWidget(m_goTo, 10);
    row->addSpacing(theme.px(8));
    row->addWidget(m_refresh);
    row->addWidget(m_newKey);
    row->addWidget(m_palette);
    row->addStretch(1);
    row->addWidget(m_help);
    row->addWidget(m_preferences);

    connect(m_back, &QAbstractButton::clicked, this, &ToolBar::backRequested);
    connect(m_forward, &QAbstractButton::clicked, this, &ToolBar::forwardRequested);
    connect(m_refresh, &QAbstractButton::clicked, this, &ToolBar::refreshRequested);
    connect(m_newKey, &QAbstractButton::clicked, this, &ToolBar::newKeyRequested);
    connect(m_palette, &QAbstractButton::clicked, this, &ToolBar::paletteRequested);
    connect(m_help, &QAbstractButton::clicked, this, &ToolBar::helpRequested);
    connect(m_preferences, &QAbstractButton::clicked, this, &ToolBar::preferencesRequested);
    connect(m_goTo, &QLineEdit::returnPressed, this, [this] {
        if (!m_goTo->text().isEmpty())
            Q_EMIT goToKeyRequested(m_goTo->text());
    });
    connect(m_goTo, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_goToHint->setVisible(text.isEmpty()); });
    connect(&Theme::instance(), &Theme::changed, this,
            [this] { setFixedHeight(Theme::instance().px(40)); });
    setHistory(false, false);
    retranslate();
}

void ToolBar::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void ToolBar::setNewKeyEnabled(bool enabled, const QString &why)
{
    m_newKey->setEnabled(enabled);
    m_whyNot = enabled ? QString() : why;
    retranslate();
}

void ToolBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens().hairline);
}

void ToolBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ToolBar::retranslate()
{
    const auto name = [](QAbstractButton *button, const QString &text, const QString &shortcut) {
        static_cast<IconButton *>(button)->setName(text, shortcut);
    };
    name(m_back, tr("Back to the previous key"), QStringLiteral("Alt+←"));
    name(m_forward, tr("Forward to the next key"), QStringLiteral("Alt+→"));
    name(m_refresh, tr("Refresh this pane"), QStringLiteral("F5"));
    name(m_help, tr("Shortcuts"), QStringLiteral("F1"));
    name(m_preferences, tr("Preferences"), QStringLiteral("Ctrl+,"));
    m_goTo->setPlaceholderText(tr("Go to key…"));
    m_goTo->setAccessibleName(tr("Go to key"));
    m_goTo->setToolTip(tr("Opens the key of exactly this name (Ctrl+P)"));
    m_newKey->setText(tr("Key"));
    m_newKey->setAccessibleName(tr("New key"));
    m_newKey->setToolTip(m_whyNot.isEmpty() ? tr("New key (Ctrl+Shift+N)")
                                            : Qt::convertFromPlainText(m_whyNot));
    m_palette->setText(tr("Commands"));
    m_palette->setToolTip(tr("Actions, connections and open tabs (Ctrl+K)"));
}

} // namespace ui
