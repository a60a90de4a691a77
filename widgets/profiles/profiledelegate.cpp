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

/// What the last test says, in a word, an icon and a colour.
struct LastTest {
    QString word;
    QString icon;
    QColor colour;
};

LastTest lastTest(const Profile &profile, const QDateTime &now)
{
    const common::Tokens &t = common::tokens();
    if (profile.environment == profiles::Environment::Demo)
        return { ProfileDelegate::tr("ready"), QStringLiteral("ok"), t.ok };
    if (!profile.lastTest.isValid())
        return { ProfileDelegate::tr("not tested"), QStringLiteral("minus"), t.textMuted };
    const QString ago = agoText(profile.lastTest, now);
    if (!profile.lastTestPassed)
        return { ago, QStringLiteral("error"), t.danger };
    if (isOld(profile.lastTest, now))
        return { ago, QStringLiteral("clock"), t.textMuted };
    return { ago, QStringLiteral("ok"), t.ok };
}

QFontMetrics captionMetrics()
{
    return QFontMetrics(Theme::instance().ui(Theme::Size::Caption));
}

int testWidth(const LastTest &test, bool dated)
{
    const Theme &theme = Theme::instance();
    return theme.px(12) + (dated ? theme.px(4) + captionMetrics().horizontalAdvance(test.word) : 0);
}

void paintTest(QPainter *painter, const QRect &row, int right, const LastTest &test, bool dated)
{
    const int size = Theme::instance().px(12);
    const int left = right - testWidth(test, dated);
    common::paintIcon(painter, { left, row.top(), size, row.height() }, test.icon, test.colour,
                      size);
    if (!dated)
        return;
    painter->setPen(test.colour);
    painter->drawText(QRect(left, row.top(), right - left, row.height()),
                      Qt::AlignVCenter | Qt::AlignRight, test.word);
}

QString separator()
{
    return QStringLiteral(" · ");
}

int routeWidth(const QList<RouteWord> &words, bool spelled)
{
    const Theme &theme = Theme::instance();
    const auto count = static_cast<int>(words.size());
    if (!spelled)
        return count * theme.px(12) + (count - 1) * theme.px(4);
    int width = (count - 1) * captionMetrics().horizontalAdvance(separator());
    for (const RouteWord &word : words)
        width += captionMetrics().horizontalAdvance(word.text);
    return width;
}

void paintRoute(QPainter *painter, const QRect &row, int right, const QList<RouteWord> &words,
                bool spelled)
{
    const Theme &theme = Theme::instance();
    const QFontMetrics metrics = captionMetrics();
    int left = right - routeWidth(words, spelled);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QColor colour = words[i].warns ? theme.tokens().warn : theme.tokens().textMuted;
        if (!spelled) {
            const int size = theme.px(12);
            common::paintIcon(painter, { left, row.top(), size, row.height() }, words[i].icon,
                              colour, size);
            left += size + theme.px(4);
            continue;
        }
        const QString text = i + 1 < words.size() ? words[i].text + separator() : words[i].text;
        const int width = metrics.horizontalAdvance(text);
        painter->setPen(colour);
        painter->drawText(QRect(left, row.top(), width, row.height()), Qt::AlignVCenter, text);
        left += width;
    }
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

    const QFont font = theme.ui(Theme::Size::Base, QFont::Medium);
    const QFontMetrics metrics(font);
    const bool dirty = isDirty(profile.id);
    const int dot = dirty ? theme.px(12) : 0;
    int left = rect.left() + nameLeft(false);

    // From the right edge inwards: the last test, the route, and what is left for the name. A name
    // that would be cut takes the room of the route's words first, then that of the test's.
    painter->setFont(theme.ui(Theme::Size::Caption));
    const LastTest test = lastTest(profile, QDateTime::currentDateTime());
    const QList<RouteWord> words = routeWords(profile);
    const int edge = rect.right() + 1 - theme.px(12);
    const int wanted = left + metrics.horizontalAdvance(profile.name) + dot + theme.px(8);
    const int routeEnd = qMin(edge - testWidth(test, true) - theme.px(8), edge - theme.px(81));
    const bool spelled = wanted <= routeEnd - routeWidth(words, true);
    const int tight = edge - testWidth(test, true) - theme.px(8);
    const bool dated = spelled || wanted <= tight - routeWidth(words, false);
    paintTest(painter, rect, edge, test, dated);
    int right = spelled ? routeEnd : edge - testWidth(test, dated) - theme.px(8);
    paintRoute(painter, rect, right, words, spelled);
    right -= routeWidth(words, spelled) + theme.px(8);

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
    const QString text = profile.name + u'\n' + profile.address() + separator() + routeText(profile)
        + separator() + lastTest(profile, QDateTime::currentDateTime()).word;
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
