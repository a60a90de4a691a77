#include "widgets/commandpalette.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

enum Role { IndexRole = Qt::UserRole, PlacesRole, HeadRole };

class PaletteDelegate final : public QStyledItemDelegate {
public:
    PaletteDelegate(const QList<CommandPalette::Item> &items, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_items(items)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return { 100, Theme::instance().px(index.data(HeadRole).toBool() ? 24 : 32) };
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const common::Tokens &t = tokens();
        const Theme &theme = Theme::instance();
        painter->save();
        if (index.data(HeadRole).toBool()) {
            painter->setFont(theme.ui(Theme::Size::Caption, QFont::DemiBold));
            painter->setPen(t.textMuted);
            painter->drawText(option.rect.adjusted(theme.px(16), 0, 0, 0), Qt::AlignVCenter,
                              index.data().toString());
            painter->restore();
            return;
        }
        const CommandPalette::Item &item = m_items.at(index.data(IndexRole).toInt());
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.selection);
        QRect rect = option.rect.adjusted(theme.px(16), 0, -theme.px(16), 0);
        const QColor colour = item.enabled ? t.textPrimary : t.textMuted;
        common::paintIcon(painter, QRect(rect.left(), rect.top(), theme.px(16), rect.height()),
                          item.icon, item.enabled ? t.textSecondary : t.textMuted);
        rect.adjust(theme.px(24), 0, 0, 0);
        painter->setFont(theme.ui(Theme::Size::Caption));
        const int hintWidth = painter->fontMetrics().horizontalAdvance(item.hint);
        painter->setPen(t.textMuted);
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, item.hint);
        rect.adjust(0, 0, -hintWidth - theme.px(12), 0);

        // The matched letters stand out; the rest flows round them.
        const QFont plain = theme.ui();
        const QFont strong = theme.ui(Theme::Size::Base, QFont::Bold);
        const QString text =
            QFontMetrics(strong).elidedText(item.text, Qt::ElideRight, rect.width());
        QList<int> places = index.data(PlacesRole).value<QList<int>>();
        int x = rect.left();
        for (int i = 0; i < text.size();) {
            const bool hit = places.contains(i);
            int end = i + 1;
            while (end < text.size() && places.contains(end) == hit)
                ++end;
            const QString part = text.mid(i, end - i);
            painter->setFont(hit ? strong : plain);
            painter->setPen(hit && item.enabled ? t.accent : colour);
            painter->drawText(QRect(x, rect.top(), rect.right() - x + 1, rect.height()),
                              Qt::AlignVCenter | Qt::AlignLeft, part);
            x += painter->fontMetrics().horizontalAdvance(part);
            i = end;
        }
        painter->restore();
    }

private:
    const QList<CommandPalette::Item> &m_items;
};

class PalettePanel final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        common::paintBox(&painter, rect(), tokens().surface, tokens().controlOutline, 6);
        const int line = Theme::instance().px(48);
        painter.fillRect(QRect(1, line, width() - 2, 1), tokens().hairline);
    }
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }
};

} // namespace

CommandPalette::CommandPalette(QList<Item> items, QWidget *host)
    : QWidget(host)
    , m_items(std::move(items))
    , m_panel(new PalettePanel(this))
    , m_query(new QLineEdit(m_panel))
    , m_list(new QListView(m_panel))
    , m_model(new QStandardItemModel(this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    m_query->setObjectName(QStringLiteral("paletteQuery"));
    m_query->setFrame(false);
    m_query->setFont(theme.ui(Theme::Size::SheetTitle));
    m_query->setPlaceholderText(tr("Search actions, connections and open tabs…"));
    m_query->setAccessibleName(tr("Search"));
    m_query->setFixedHeight(theme.px(46));
    m_query->setTextMargins(theme.px(12), 0, theme.px(12), 0);
    m_query->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_items, this));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, theme.px(6));
    column->setSpacing(theme.px(4));
    column->addWidget(m_query);
    column->addWidget(m_list, 1);

    host->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && isVisible() && now != this && !isAncestorOf(now) && now->window() == window())
            close();
    });
    filter();
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    place();
    raise();
    show();
    m_query->setFocus(Qt::PopupFocusReason);
}

int CommandPalette::match(const QString &query, const QString &text, QList<int> *places)
{
    // In one piece, best from the beginning of a word, is what was meant.
    const qsizetype whole = query.isEmpty() ? -1 : text.indexOf(query, 0, Qt::CaseInsensitive);
    if (whole >= 0) {
        for (qsizetype i = 0; places && i < query.size(); ++i)
            places->append(static_cast<int>(whole + i));
        return whole == 0 ? 0 : text.at(whole - 1).isLetterOrNumber() ? 3 : 1;
    }
    int score = 4;
    qsizetype at = -1;
    for (const QChar letter : query) {
        if (letter.isSpace())
            continue;
        const qsizetype next = text.indexOf(letter, at + 1, Qt::CaseInsensitive);
        if (next < 0)
            return -1;
        const bool wordStart = next == 0 || !text.at(next - 1).isLetterOrNumber();
        score += static_cast<int>(next - at - 1) * (wordStart ? 1 : 3);
        if (places)
            places->append(static_cast<int>(next));
        at = next;
    }
    return score;
}

QString CommandPalette::initials(const QString &korean)
{
    static const QString leads = QStringLiteral("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ");
    QString out;
    for (const QChar c : korean) {
        const int code = c.unicode();
        out += code >= 0xAC00 && code <= 0xD7A3 ? leads.at((code - 0xAC00) / 588) : c;
    }
    return out;
}

void CommandPalette::filter()
{
    const QString query = m_query->text().trimmed();
    struct Hit {
        int item;
        int score;
        QList<int> places;
    };
    QList<Hit> hits;
    for (int i = 0; i < m_items.size(); ++i) {
        const Item &item = m_items.at(i);
        Hit hit{ i, -1, {} };
        hit.score = match(query, item.text, &hit.places);
        if (hit.score < 0) {
            hit.places.clear();
            const int initial = match(query, initials(item.text), &hit.places);
            hit.score = initial;
            if (initial < 0)
                hit.places.clear();
            for (const QString &other : item.also) {
                const int score = match(query, other);
                if (score >= 0 && (hit.score < 0 || score + 2 < hit.score))
                    hit.score = score + 2;
            }
        }
        if (hit.score >= 0)
            hits.append(hit);
    }
    // With a query the best comes first, group by group as their best hits come.
    if (!query.isEmpty()) {
        QStringList groups;
        QList<Hit> sorted = hits;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const Hit &a, const Hit &b) { return a.score < b.score; });
        for (const Hit &hit : std::as_const(sorted)) {
            if (!groups.contains(m_items.at(hit.item).group))
                groups.append(m_items.at(hit.item).group);
        }
        std::stable_sort(sorted.begin(), sorted.end(), [&](const Hit &a, const Hit &b) {
            return groups.indexOf(m_items.at(a.item).group)
                < groups.indexOf(m_items.at(b.item).group);
        });
        hits = sorted;
    }
    m_model->clear();
    QString group;
    for (const Hit &hit : std::as_const(hits)) {
        const Item &item = m_items.at(hit.item);
        if (item.group != group) {
            group = item.group;
            auto *head = new QStandardItem(group);
            head->setData(true, HeadRole);
            head->setFlags(Qt::NoItemFlags);
            m_model->appendRow(head);
        }
        auto *row = new QStandardItem(item.text);
        row->setData(hit.item, IndexRole);
        row->setData(QVariant::fromValue(hit.places), PlacesRole);
        row->setData(item.hint, Qt::AccessibleDescriptionRole);
        m_model->appendRow(row);
    }
    m_list->setCurrentIndex({});
    step(1);
    place();
}

void CommandPalette::step(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    int row =
        m_list->currentIndex().isValid() ? m_list->currentIndex().row() : (by > 0 ? -1 : count);
    for (int tried = 0; tried < count; ++tried) {
        row = (row + by + count) % count;
        if (!m_model->item(row)->data(HeadRole).toBool()) {
            m_list->setCurrentIndex(m_model->index(row, 0));
            return;
        }
    }
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || index.data(HeadRole).toBool())
        return;
    const Item item = m_items.at(index.data(IndexRole).toInt());
    if (!item.enabled)
        return;
    close();
    item.run();
}

void CommandPalette::close()
{
    if (m_closing)
        return;
    m_closing = true;
    const QPointer<QWidget> before(m_before);
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && before && before->isVisible())
        before->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
    deleteLater();
}

void CommandPalette::place()
{
    const Theme &theme = Theme::instance();
    setGeometry(parentWidget()->rect());
    const int width = qMin(theme.px(640), rect().width() - theme.px(48));
    int height = theme.px(48 + 12);
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += theme.px(m_model->item(row)->data(HeadRole).toBool() ? 24 : 32);
    height = qMin(height, qMin(theme.px(520), rect().height() - theme.px(64)));
    m_panel->setGeometry((rect().width() - width) / 2, theme.px(40), width, height);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runCurrent();
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor scrim = tokens().scrim;
    scrim.setAlphaF(0.22F);
    painter.fillRect(rect(), scrim);
}

void CommandPalette::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    close();
}

} // namespace ui
