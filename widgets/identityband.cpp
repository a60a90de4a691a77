#include "widgets/identityband.h"
#include "widgets/common/badge.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <chrono>

namespace ui {

using common::Theme;
using common::tokens;
using namespace std::chrono_literals;

namespace {

/// Text and shortcut in the band's own colours: neither Fusion's nor ours fits on red.
class BandButton final : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;
    QColor colour;
    QString hint;

    QSize sizeHint() const override
    {
        const Theme &theme = Theme::instance();
        const int width = QFontMetrics(theme.ui(Theme::Size::Secondary)).horizontalAdvance(text())
            + QFontMetrics(theme.ui(Theme::Size::Secondary)).horizontalAdvance(hint);
        return { width + theme.px(8 + 24), theme.px(24) };
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::instance();
        QPainter painter(this);
        if (hasFocus())
            common::paintBox(&painter, rect().adjusted(2, 2, -2, -2), {}, colour, 3);
        painter.setFont(theme.ui(Theme::Size::Secondary));
        const int edge = theme.px(12);
        const int hintWidth = painter.fontMetrics().horizontalAdvance(hint);
        QColor faint = colour;
        faint.setAlphaF(0.85F);
        painter.setPen(faint);
        painter.drawText(rect().adjusted(edge, 0, -edge, 0), Qt::AlignVCenter | Qt::AlignRight,
                         hint);
        painter.setPen(colour);
        if (underMouse()) {
            QFont font = painter.font();
            font.setUnderline(true);
            painter.setFont(font);
        }
        painter.drawText(rect().adjusted(edge, 0, -edge - hintWidth - theme.px(8), 0),
                         Qt::AlignVCenter | Qt::AlignRight, text());
    }
};

QString clock(qint64 seconds)
{
    seconds = qMax<qint64>(0, seconds);
    if (seconds >= 3600) {
        return QStringLiteral("%1:%2:%3")
            .arg(seconds / 3600)
            .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
            .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    }
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

IdentityBand::IdentityBand(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("identityBand"));
    setFixedHeight(Theme::instance().px(24));
    auto *button = new BandButton(this);
    button->setObjectName(QStringLiteral("lockToggle"));
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("focusRing", false);
    button->setAttribute(Qt::WA_Hover);
    button->setCursor(Qt::PointingHandCursor);
    m_button = button;
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(button);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &IdentityBand::refresh);
    connect(button, &QAbstractButton::clicked, this, &IdentityBand::lockToggleRequested);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setFixedHeight(Theme::instance().px(24));
        refresh();
    });
    refresh();
}

void IdentityBand::setProfile(const profiles::Profile &profile)
{
    m_profile = profile;
    refresh();
}

void IdentityBand::setDatabase(int db)
{
    m_db = db;
    refresh();
}

void IdentityBand::setLock(Lock lock, const QDateTime &until)
{
    m_lock = lock;
    m_until = until;
    if (lock == Lock::Unlocked && until.isValid())
        m_tick.start();
    else
        m_tick.stop();
    refresh();
}

QString IdentityBand::lockText() const
{
    switch (m_lock) {
    case Lock::WritesOn:
        return tr("Writes on · Lock");
    case Lock::ReadOnly:
        return tr("Read-only · Unlock");
    case Lock::WrongServer:
        return tr("Writes locked: different server");
    case Lock::Unlocked:
        break;
    }
    if (!m_until.isValid())
        return tr("Unlocked until disconnect · Lock");
    return tr("Unlocked %1 left · Lock").arg(clock(QDateTime::currentDateTime().secsTo(m_until)));
}

QString IdentityBand::tlsText() const
{
    if (!m_profile.tls.enabled)
        return {};
    return m_profile.tls.verify ? tr("TLS") : tr("TLS not verified");
}

void IdentityBand::refresh()
{
    auto *button = static_cast<BandButton *>(m_button);
    button->setText(lockText());
    button->hint = m_lock == Lock::WrongServer ? QString() : QStringLiteral("Ctrl+Shift+L");
    button->colour = tokens().environment(m_profile.environment).text;
    button->setAccessibleName(lockText());
    button->setEnabled(m_lock != Lock::WrongServer);
    button->updateGeometry();
    button->update();
    setAccessibleName(QStringLiteral("%1 %2 db%3 %4")
                          .arg(common::environmentBandName(m_profile.environment), m_profile.name)
                          .arg(m_db)
                          .arg(tlsText())
                          .trimmed());
    update();
}

void IdentityBand::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    const common::Pair colours = tokens().environment(m_profile.environment);
    QPainter painter(this);
    painter.fillRect(rect(), colours.background);
    common::paintIcon(&painter, QRect(theme.px(12), 0, theme.px(16), height()),
                      QStringLiteral("shield"), colours.text, 14);
    int x = theme.px(36);
    painter.setPen(colours.text);
    QFont word = theme.ui(Theme::Size::Secondary, QFont::Bold);
    word.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    word.setPixelSize(theme.px(11));
    painter.setFont(word);
    const QString environment = common::environmentBandName(m_profile.environment);
    const int wordWidth = painter.fontMetrics().horizontalAdvance(environment);
    painter.drawText(QRect(x, 0, wordWidth + 2, height()), Qt::AlignVCenter, environment);
    x += wordWidth + theme.px(8);
    QColor line = colours.text;
    line.setAlphaF(0.4F);
    painter.fillRect(QRect(x, (height() - theme.px(12)) / 2, 1, theme.px(12)), line);
    x += theme.px(9);
    painter.setFont(theme.ui(Theme::Size::Secondary, QFont::Medium));
    const QString name = QStringLiteral("%1 · db%2").arg(m_profile.name).arg(m_db);
    // The name gives way to the word about TLS, never the other way round.
    const int tls = tlsText().isEmpty()
        ? 0
        : QFontMetrics(theme.ui(Theme::Size::Secondary, QFont::DemiBold))
                .horizontalAdvance(tlsText())
            + theme.px(16 + 4 + 12 + 12);
    const int room = m_button->x() - x - theme.px(8) - tls;
    const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideMiddle, room);
    painter.drawText(QRect(x, 0, room, height()), Qt::AlignVCenter, shown);
    if (tls > 0)
        paintTls(&painter, x + painter.fontMetrics().horizontalAdvance(shown) + theme.px(12), tls);
}

/// A lock and the word in the band's own colour; unverified in the colours of a warning.
void IdentityBand::paintTls(QPainter *painter, int x, int room) const
{
    const Theme &theme = Theme::instance();
    const bool verified = m_profile.tls.verify;
    const common::Pair colours =
        verified ? tokens().environment(m_profile.environment) : tokens().warnBand;
    const int inside = theme.px(6);
    if (!verified) {
        const QRect pill(x, theme.px(3), room - theme.px(12), height() - theme.px(6));
        common::paintBox(painter, pill, colours.background, colours.text, 3);
    }
    common::paintIcon(painter, QRect(x + inside, 0, theme.px(16), height()),
                      verified ? QStringLiteral("tls-lock") : QStringLiteral("warning"),
                      colours.text, theme.px(12));
    painter->setFont(theme.ui(Theme::Size::Secondary, verified ? QFont::Medium : QFont::DemiBold));
    painter->setPen(colours.text);
    painter->drawText(QRect(x + inside + theme.px(16 + 4), 0, room, height()), Qt::AlignVCenter,
                      tlsText());
}

void IdentityBand::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace ui
