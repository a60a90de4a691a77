#include "widgets/profiles/profiledelegate.h"
#include "profiles/profilesmodel.h"
#include "widgets/common/badge.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/profiles/profiletexts.h"
#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace ui {

using common::Theme;
using profiles::Profile;
using profiles::ProfilesModel;

namespace {
bool isGroup(const QModelIndex &index)
{
    return !index.parent().isValid();
}

int nameLeft(bool group)
{
    return Theme::instance().px(group ? 28 : 70);
}
} // namespace

ProfileDelegate::ProfileDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    return { theme.px(200), theme.px(isGroup(index) ? 28 : 32) };
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const common::Tokens &t = common::tokens();
    painter->save();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, t.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.hover);
    if (isGroup(index))
        paintGroup(painter, option, index);
    else
        paintProfile(painter, option, index);
    const bool focused = option.widget && option.widget->hasFocus();
    if (focused && (option.state & QStyle::State_HasFocus))
        common::paintInnerFocus(painter, option.rect);
    painter->restore();
}

void ProfileDelegate::paintGroup(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    const common::Tokens &t = theme.tokens();
    const QRect rect = option.rect;
    const bool open = option.state & QStyle::State_Open;
    common::paintIcon(painter,
                      { rect.left() + theme.px(8), rect.top(), theme.px(16), rect.height() },
                      open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                      t.textSecondary, theme.px(16));
    const QFont font = theme.ui(Theme::Size::Secondary, QFont::Medium);
    const QFontMetrics metrics(font);
    const QString count = index.data(ProfilesModel::CountRole).toString();
    const int left = rect.left() + nameLeft(true);
    const int room = rect.right() - theme.px(36) - left;
    const QString name = metrics.elidedText(index.data().toString(), Qt::ElideRight, room);
    painter->setFont(font);
    painter->setPen(t.textSecondary);
    painter->drawText(QRect(left, rect.top(), room, rect.height()), Qt::AlignVCenter, name);
    painter->setFont(theme.ui(Theme::Size::Caption));
    painter->setPen(t.textMuted);
    painter->drawText(QRect(left + metrics.horizontalAdvance(name) + theme.px(8), rect.top(),
                            theme.px(36), rect.height()),
                      Qt::AlignVCenter, count);
}

void ProfileDelegate::paintProfile(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    const common::Tokens &t = theme.tokens();
    const QRect rect = option.rect;
    const auto profile = index.data(ProfilesModel::ProfileRole).value<Profile>();
    const auto now = QDateTime::currentDateTime();
    const bool demo = profile.environment == profiles::Environment::Demo;

    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(stripeColour(profile));
    painter->drawRoundedRect(QRectF(rect.left() + theme.px(8),
                                    rect.top() + (rect.height() - theme.px(20)) / 2, theme.px(3),
                                    theme.px(20)),
                             1.5, 1.5);
    painter->setRenderHint(QPainter::Antialiasing, false);
    const QSize pill = common::environmentPillSize();
    common::paintEnvironmentPill(
        painter, { rect.left() + theme.px(20), rect.top(), pill.width(), rect.height() },
        profile.environment);

    // Last test, from the right edge inwards; then the route, then what is left for the name.
    const QFont caption = theme.ui(Theme::Size::Caption);
    const QFontMetrics small(caption);
    painter->setFont(caption);
    QString word;
    QString icon;
    QColor colour = t.textMuted;
    if (demo) {
        word = tr("ready");
        icon = QStringLiteral("ok");
        colour = t.ok;
    } else if (!profile.lastTest.isValid()) {
        word = tr("not tested");
        icon = QStringLiteral("minus");
    } else {
        word = agoText(profile.lastTest, now);
        if (!profile.lastTestPassed) {
            icon = QStringLiteral("error");
            colour = t.danger;
        } else if (isOld(profile.lastTest, now)) {
            icon = QStringLiteral("clock");
        } else {
            icon = QStringLiteral("ok");
            colour = t.ok;
        }
    }
    int right = rect.right() + 1 - theme.px(12);
    const int wordWidth = small.horizontalAdvance(word);
    painter->setPen(colour);
    painter->drawText(QRect(right - wordWidth, rect.top(), wordWidth, rect.height()),
                      Qt::AlignVCenter, word);
    right -= wordWidth + theme.px(4 + 12);
    common::paintIcon(painter, { right, rect.top(), theme.px(12), rect.height() }, icon, colour,
                      theme.px(12));
    right = qMin(right - theme.px(8), rect.right() - theme.px(92));
    const QList<RouteWord> words = routeWords(profile);
    for (auto one = words.crbegin(); one != words.crend(); ++one) {
        const QString text = one == words.crbegin() ? one->text : one->text + QStringLiteral(" · ");
        const int width = small.horizontalAdvance(text);
        painter->setPen(one->warns ? t.warn : t.textMuted);
        painter->drawText(QRect(right - width, rect.top(), width, rect.height()), Qt::AlignVCenter,
                          text);
        right -= width;
    }
    right -= theme.px(8);

    int left = rect.left() + nameLeft(false);
    const QFont font = theme.ui(Theme::Size::Base, QFont::Medium);
    const QFontMetrics metrics(font);
    const bool dirty = isDirty(profile.id);
    const int dot = dirty ? theme.px(12) : 0;
    const QString name = metrics.elidedText(profile.name, Qt::ElideRight, right - left - dot);
    painter->setFont(font);
    painter->setPen(t.textPrimary);
    painter->drawText(QRect(left, rect.top(), right - left, rect.height()), Qt::AlignVCenter, name);
    if (dirty) {
        left += metrics.horizontalAdvance(name) + theme.px(6);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.accent);
        painter->drawEllipse(
            QRectF(left, rect.center().y() - theme.px(3), theme.px(6), theme.px(6)));
    }
}

bool ProfileDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (isGroup(index) || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const auto profile = index.data(ProfilesModel::ProfileRole).value<Profile>();
    const QString text =
        profile.name + u'\n' + profile.address() + QStringLiteral(" · ") + routeText(profile);
    QToolTip::showText(event->globalPos(),
                       text.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")), view);
    return true;
}

QWidget *ProfileDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (editor) {
        editor->setObjectName(QStringLiteral("renameConnection"));
        editor->setAccessibleName(tr("New name"));
    }
    return editor;
}

void ProfileDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &index) const
{
    const Theme &theme = Theme::instance();
    const int left = nameLeft(isGroup(index)) - theme.px(8);
    editor->setGeometry(option.rect.adjusted(left, 2, -theme.px(8), -2));
}

} // namespace ui
