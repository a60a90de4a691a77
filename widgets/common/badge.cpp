#include "widgets/common/badge.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QCoreApplication>
#include <QPainter>

namespace common {

namespace {

void paintWord(QPainter *painter, const QRect &rect, QSize size, const QString &word,
               const Pair &colours)
{
    const QRect box(rect.x() + (rect.width() - size.width()) / 2,
                    rect.y() + (rect.height() - size.height()) / 2, size.width(), size.height());
    paintBox(painter, box, colours.background, {}, 3);
    painter->save();
    QFont font = Theme::instance().ui(Theme::Size::Caption, QFont::DemiBold);
    font.setPixelSize(Theme::instance().px(10));
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.3);
    painter->setFont(font);
    painter->setPen(colours.text);
    painter->drawText(box, Qt::AlignCenter, word);
    painter->restore();
}

} // namespace

QSize typeBadgeSize()
{
    const Theme &theme = Theme::instance();
    return { theme.px(36), theme.px(16) };
}

void paintTypeBadge(QPainter *painter, const QRect &rect, base::KeyType type)
{
    paintWord(painter, rect, typeBadgeSize(), base::keyTypeBadge(type), tokens().typeBadge(type));
}

TypeBadge::TypeBadge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setType(base::KeyType::Unknown);
}

void TypeBadge::setType(base::KeyType type)
{
    m_type = type;
    setAccessibleName(base::keyTypeBadge(type));
    setToolTip(QString::fromLatin1(base::keyTypeName(type)).toHtmlEscaped());
    update();
}

void TypeBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTypeBadge(&painter, rect(), m_type);
}

QString environmentShortName(profiles::Environment environment)
{
    using enum profiles::Environment;
    switch (environment) {
    case Development:
        return QStringLiteral("DEV");
    case Staging:
        return QStringLiteral("STG");
    case Production:
        return QStringLiteral("PROD");
    case Demo:
        return QStringLiteral("DEMO");
    case Local:
        break;
    }
    return QStringLiteral("LOCAL");
}

QString environmentBandName(profiles::Environment environment)
{
    using enum profiles::Environment;
    switch (environment) {
    case Development:
        return QCoreApplication::translate("common", "DEV");
    case Staging:
        return QCoreApplication::translate("common", "STAGING");
    case Production:
        return QCoreApplication::translate("common", "PRODUCTION");
    case Demo:
        return QCoreApplication::translate("common", "DEMO");
    case Local:
        break;
    }
    return QCoreApplication::translate("common", "LOCAL");
}

QSize environmentPillSize()
{
    const Theme &theme = Theme::instance();
    return { theme.px(42), theme.px(16) };
}

void paintEnvironmentPill(QPainter *painter, const QRect &rect, profiles::Environment environment)
{
    paintWord(painter, rect, environmentPillSize(), environmentShortName(environment),
              tokens().environment(environment));
}

EnvironmentPill::EnvironmentPill(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setEnvironment(m_environment);
}

void EnvironmentPill::setEnvironment(profiles::Environment environment)
{
    m_environment = environment;
    setAccessibleName(environmentBandName(environment));
    update();
}

void EnvironmentPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintEnvironmentPill(&painter, rect(), m_environment);
}

} // namespace common
