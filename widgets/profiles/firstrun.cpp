#include "widgets/profiles/firstrun.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/pastebar.h"
#include <QComboBox>
#include <QKeyEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QTextLayout>

namespace ui {

using common::Theme;
using common::Tokens;

/// One way to begin: the whole card is the button.
class FirstRunCard final : public QAbstractButton {
public:
    FirstRunCard(QString icon, QString keys, bool primary)
        : m_icon(std::move(icon))
        , m_keys(std::move(keys))
        , m_primary(primary)
    {
        const Theme &theme = Theme::instance();
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setMinimumWidth(theme.px(168));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFlat(false);
        setAttribute(Qt::WA_Hover);
        connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    }

    void setTexts(const QString &title, const QString &text, const QString &action)
    {
        setText(title);
        m_text = text;
        m_action = action;
        setAccessibleName(title);
        setAccessibleDescription(text);
        update();
    }

    /// Flat: a low bar as wide as the page, where three cards have no room next to each other.
    void setFlat(bool flat)
    {
        m_flat = flat;
        setMaximumWidth(flat ? QWIDGETSIZE_MAX : Theme::instance().px(288));
        updateGeometry();
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const Theme &theme = Theme::instance();
        return { theme.px(288), theme.px(m_flat ? 80 : 256) };
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::instance();
        const Tokens &t = theme.tokens();
        const bool hot = underMouse() && isEnabled();
        common::paintBox(&painter, rect(), t.surface, hot ? t.controlOutline : t.hairline, 6);
        const int pad = theme.px(m_flat ? 16 : 24);
        QRect inside =
            rect().adjusted(pad, m_flat ? theme.px(8) : pad, -pad, m_flat ? -theme.px(8) : -pad);
        const int size = theme.px(40);
        const QRect plate(inside.left(), m_flat ? rect().center().y() - size / 2 : inside.top(),
                          size, size);
        common::paintBox(&painter, plate, t.typeBadge(base::KeyType::String).background, {}, 6);
        common::paintIcon(&painter, plate, m_icon, t.accent, theme.px(20));

        const QFont title = theme.ui(Theme::Size::SheetTitle, QFont::DemiBold);
        painter.setFont(title);
        painter.setPen(t.textPrimary);
        const QFont action =
            theme.ui(Theme::Size::Base, m_primary ? QFont::DemiBold : QFont::Normal);
        const int wide = QFontMetrics(action).horizontalAdvance(m_action) + theme.px(26);
        const int high = theme.px(28);
        const QRect button = m_flat
            ? QRect(inside.right() + 1 - wide, rect().center().y() - high / 2, wide, high)
            : QRect(inside.left(), inside.bottom() + 1 - high, wide, high);
        const QRect foot(inside.left(), button.top(), inside.width(), high);
        if (m_flat) {
            inside.setLeft(plate.right() + 1 + pad);
            inside.setRight(button.left() - 1 - pad);
        }
        const QRect line(inside.left(), m_flat ? inside.top() : plate.bottom() + theme.px(14),
                         inside.width(), theme.px(22));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(title).elidedText(text(), Qt::ElideRight, line.width()));
        painter.setPen(t.textSecondary);
        paintText(&painter, { inside.left(), line.bottom() + theme.px(m_flat ? 2 : 9) },
                  inside.width());

        common::paintBox(&painter, button,
                         m_primary ? t.accent
                             : hot ? t.hover
                                   : t.surface,
                         m_primary ? QColor() : t.controlOutline);
        painter.setFont(action);
        painter.setPen(m_primary ? t.onAccent : t.textPrimary);
        painter.drawText(button, Qt::AlignCenter, m_action);

        const QFont small = theme.ui(Theme::Size::Caption);
        const int keyWide = QFontMetrics(small).horizontalAdvance(m_keys) + theme.px(10);
        if (m_flat || wide + keyWide + theme.px(8) > foot.width())
            return;
        const QRect key(foot.right() + 1 - keyWide, foot.center().y() - theme.px(9), keyWide,
                        theme.px(18));
        common::paintBox(&painter, key, t.window, t.hairline, 3);
        painter.setFont(small);
        painter.setPen(t.textMuted);
        painter.drawText(key, Qt::AlignCenter, m_keys);
    }

private:
    /// Lines of 20, as the rest of the design has them.
    void paintText(QPainter *painter, QPoint at, int width) const
    {
        const Theme &theme = Theme::instance();
        QTextLayout layout(m_text, theme.ui());
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, line.lineNumber() * theme.px(20)));
        }
        layout.endLayout();
        layout.draw(painter, at);
    }

    QString m_icon;
    QString m_keys;
    QString m_text;
    QString m_action;
    bool m_primary;
    bool m_flat = false;
};

FirstRun::FirstRun(QWidget *parent)
    : Panel(&Tokens::window, {}, parent)
    , m_language(new common::SegmentedControl)
    , m_theme(new QComboBox)
    , m_languageIcon(new QLabel)
    , m_themeIcon(new QLabel)
    , m_logo(new QLabel)
    , m_title(new common::PlainLabel)
    , m_subtitle(new common::PlainLabel)
    , m_paste(new FirstRunCard(QStringLiteral("paste"), QStringLiteral("Ctrl+V"), true))
    , m_aws(new FirstRunCard(QStringLiteral("aws"), QStringLiteral("Alt+A"), false))
    , m_demo(new FirstRunCard(QStringLiteral("play"), QStringLiteral("Alt+D"), false))
    , m_bar(new PasteBar(PasteBar::Demo::Hidden))
    , m_cards(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_promiseRow(new QBoxLayout(QBoxLayout::LeftToRight))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("firstRun"));
    m_paste->setObjectName(QStringLiteral("cardPaste"));
    m_demo->setObjectName(QStringLiteral("cardDemo"));
    m_aws->setObjectName(QStringLiteral("cardAws"));

    m_cards->addWidget(m_paste);
    m_cards->addWidget(m_aws);
    m_cards->addWidget(m_demo);
    auto *content = new Panel(&Tokens::window);
    content->setMaximumWidth(theme.px(896));
    auto *inner = new QVBoxLayout(content);
    m_inner = inner;
    inner->setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4));
    inner->addWidget(makeTitle());
    inner->addLayout(m_cards);
    inner->addWidget(m_bar);
    inner->addWidget(makePromises());

    auto *page = new Panel(&Tokens::window);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(24));
    column->addStretch(2);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(content, 1000);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(3);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(makeTop());
    whole->addWidget(scroll, 1);

    connect(m_paste, &QAbstractButton::clicked, m_bar, &PasteBar::pasteClipboard);
    connect(m_demo, &QAbstractButton::clicked, this, &FirstRun::demoRequested);
    connect(m_aws, &QAbstractButton::clicked, this, &FirstRun::awsRequested);
    connect(m_bar, &PasteBar::newRequested, this, &FirstRun::newRequested);
    connect(m_bar, &PasteBar::found, this, &FirstRun::found);
    connect(m_bar, &PasteBar::previewRequested, this, &FirstRun::previewRequested);
    connect(m_bar, &PasteBar::fileRequested, this, &FirstRun::fileRequested);
    auto *demoKey = new QShortcut(QKeySequence(Qt::ALT | Qt::Key_D), this);
    demoKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(demoKey, &QShortcut::activated, this, &FirstRun::demoRequested);
    connect(&Theme::instance(), &Theme::changed, this, &FirstRun::refresh);
    arrange();
    retranslate();
    refresh();
}

QWidget *FirstRun::makeTop()
{
    const Theme &theme = Theme::instance();
    m_language->setObjectName(QStringLiteral("languageSwitch"));
    m_language->addSegment(QStringLiteral("English"))->setObjectName(QStringLiteral("languageEn"));
    m_language->addSegment(QStringLiteral("한국어"))->setObjectName(QStringLiteral("languageKo"));
    m_theme->setObjectName(QStringLiteral("themeSwitch"));
    m_theme->setMinimumWidth(theme.px(112));
    for (const auto mode : { Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark })
        m_theme->addItem({}, static_cast<int>(mode));
    auto *top = new QWidget;
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10));
    row->setSpacing(theme.px(8));
    row->addStretch(1);
    row->addWidget(m_languageIcon);
    row->addWidget(m_language);
    row->addSpacing(theme.px(12));
    row->addWidget(m_themeIcon);
    row->addWidget(m_theme);
    connect(m_language, &common::SegmentedControl::currentChanged, this, [this](int index) {
        if (!m_filling)
            Q_EMIT languageRequested(index == 1 ? QStringLiteral("ko") : QStringLiteral("en"));
    });
    connect(m_theme, &QComboBox::activated, this, [this] {
        const auto mode = static_cast<Theme::Mode>(m_theme->currentData().toInt());
        Theme::instance().setMode(mode);
        Q_EMIT themeRequested(mode);
    });
    return top;
}

QWidget *FirstRun::makeTitle()
{
    const Theme &theme = Theme::instance();
    m_logo->setFixedSize(theme.px(56), theme.px(56));
    m_logo->setAlignment(Qt::AlignCenter);
    m_subtitle->setRole(&Tokens::textSecondary);
    m_subtitle->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme.px(4));
    texts->addWidget(m_title);
    texts->addWidget(m_subtitle);
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(16));
    row->addWidget(m_logo, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    return holder;
}

QWidget *FirstRun::makePromises()
{
    const Theme &theme = Theme::instance();
    auto *holder = new QWidget;
    holder->setLayout(m_promiseRow);
    m_promiseRow->setContentsMargins(0, 0, 0, 0);
    for (int i = 0; i < 3; ++i) {
        auto *icon = new QLabel;
        icon->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
        auto *text = new common::PlainLabel;
        text->setElideMode(Qt::ElideRight);
        text->setType(Theme::Size::Secondary);
        text->setRole(&Tokens::textSecondary);
        m_promiseIcons += icon;
        m_promises += text;
        auto *promise = new QHBoxLayout;
        promise->setSpacing(theme.px(8));
        promise->addWidget(icon);
        promise->addWidget(text, 1);
        m_promiseRow->addLayout(promise);
    }
    m_promiseRow->addStretch(1);
    return holder;
}

/// Side by side where there is room for three cards, else one below the other.
void FirstRun::arrange()
{
    const Theme &theme = Theme::instance();
    const bool narrow = width() < theme.px(720);
    const auto direction = narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    m_cards->setDirection(direction);
    m_cards->setSpacing(theme.px(narrow ? 8 : 16));
    m_promiseRow->setDirection(direction);
    m_promiseRow->setSpacing(theme.px(narrow ? 4 : 28));
    m_inner->setSpacing(theme.px(narrow ? 16 : 24));
    for (FirstRunCard *card : { m_paste, m_aws, m_demo })
        card->setFlat(narrow);
}

void FirstRun::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    arrange();
}

void FirstRun::retranslate()
{
    m_filling = true;
    //: The code of the language that the text is in: "en", "ko".
    m_language->setCurrent(tr("en", "language code") == QLatin1String("ko") ? 1 : 0);
    m_language->setAccessibleName(tr("Language"));
    m_theme->setAccessibleName(tr("Theme"));
    m_theme->setItemText(0, tr("System"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_title->setText(tr("Welcome to Larder"));
    m_subtitle->setText(
        tr("Browse the keys of Redis, Valkey and Amazon ElastiCache. No account, no "
           "telemetry."));
    m_paste->setTexts(tr("Paste an endpoint"),
                      tr("A URL, a redis-cli line, .env or application.yml becomes a connection."),
                      tr("Paste"));
    m_demo->setTexts(tr("Try the demo server"),
                     tr("Starts at once, with sample keys and traffic. Everything is wiped when "
                        "you close it."),
                     tr("Open the demo"));
    m_aws->setTexts(tr("Find in AWS"),
                    tr("Choose a profile and a region: Larder finds the caches and the bastions. "
                       "It only reads."),
                    tr("Find in AWS…"));
    m_promises[0]->setText(tr("Passwords rest in the keychain or a sealed vault"));
    m_promises[1]->setText(tr("Production opens read-only"));
    m_promises[2]->setText(tr("Commands are shown before they are sent"));
    m_filling = false;
}

void FirstRun::refresh()
{
    const Theme &theme = Theme::instance();
    const Tokens &t = theme.tokens();
    const qreal ratio = devicePixelRatioF();
    const auto small = [&](QLabel *label, const char *name) {
        label->setPixmap(
            common::iconPixmap(QLatin1String(name), t.textSecondary, theme.px(16), ratio));
    };
    small(m_languageIcon, "language");
    small(m_themeIcon, "theme");
    small(m_promiseIcons[0], "shield");
    small(m_promiseIcons[1], "lock");
    small(m_promiseIcons[2], "copy-command");
    QFont title = theme.ui(Theme::Size::Figure, QFont::DemiBold);
    title.setPixelSize(theme.px(24));
    m_title->setFont(title);
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(theme.mode())));

    QPixmap plate(m_logo->size() * ratio);
    plate.setDevicePixelRatio(ratio);
    plate.fill(Qt::transparent);
    {
        QPainter painter(&plate);
        const QRect box({ 0, 0 }, m_logo->size());
        common::paintBox(&painter, box, t.accent, {}, 8);
        common::paintIcon(&painter, box, QStringLiteral("app"), t.onAccent, theme.px(32));
    }
    m_logo->setPixmap(plate);
}

void FirstRun::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Panel::changeEvent(event);
}

void FirstRun::takeFocus()
{
    m_paste->setFocus(Qt::OtherFocusReason);
}

void FirstRun::pasteClipboard()
{
    m_bar->pasteClipboard();
}

} // namespace ui
