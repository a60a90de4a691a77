#include "widgets/common/band.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace common {

Band::Band(Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_icon(new QLabel(this))
    , m_text(new PlainLabel(this))
    , m_actions(new QHBoxLayout)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("band"));
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("bandText"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_icon->setFixedSize(theme.px(16), theme.px(16));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(5), theme.px(8), theme.px(5));
    row->setSpacing(theme.px(8));
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    m_actions->setSpacing(theme.px(8));
    row->addLayout(m_actions);
    setMinimumHeight(theme.px(34));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(&Theme::instance(), &Theme::changed, this, &Band::refresh);
    refresh();
}

void Band::setKind(Kind kind)
{
    m_kind = kind;
    refresh();
}

void Band::setText(const QString &text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setAccessibleName(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString Band::text() const
{
    return m_text->text();
}

QAbstractButton *Band::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    setButtonSize(button, ButtonSize::Small);
    m_actions->addWidget(button);
    return button;
}

void Band::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void Band::setDismissable(bool on)
{
    if (!on || m_close) {
        if (m_close)
            m_close->setVisible(on);
        return;
    }
    auto *close = new IconButton(QStringLiteral("close"), tr("Dismiss"), this);
    close->setObjectName(QStringLiteral("bandClose"));
    close->setSmall(true);
    layout()->addWidget(close);
    connect(close, &QAbstractButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    m_close = close;
}

void Band::refresh()
{
    const Tokens &t = tokens();
    QString name = QStringLiteral("info");
    QColor colour = t.textSecondary;
    QColor Tokens::*role = &Tokens::textPrimary;
    if (m_kind == Kind::Warning) {
        name = QStringLiteral("warning");
        colour = t.warn;
        role = &Tokens::warn;
    } else if (m_kind == Kind::Danger) {
        name = QStringLiteral("error");
        colour = t.danger;
        role = &Tokens::danger;
    }
    m_icon->setPixmap(iconPixmap(name, colour, Theme::instance().px(16), devicePixelRatioF()));
    m_text->setRole(role);
    update();
}

void Band::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    const QColor fill = m_kind == Kind::Warning ? t.warnBand.background
        : m_kind == Kind::Danger                ? t.diffRemoved.background
                                                : t.sunken;
    painter.fillRect(rect(), fill);
    painter.fillRect(0, height() - 1, width(), 1, t.hairline);
}

void Band::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        if (auto *close = qobject_cast<IconButton *>(m_close))
            close->setName(tr("Dismiss"));
    }
}

} // namespace common
