#include "widgets/stats/dashboardstrip.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include <QActionGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>

namespace ui {

using common::Theme;

namespace {

QToolButton *textButton(const QString &name, const QString &icon, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(common::icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

/// The key that does the same, in a small frame after its button.
class KeyCap final : public QWidget {
public:
    KeyCap(QString key, QWidget *parent)
        : QWidget(parent)
        , m_key(std::move(key))
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setAccessibleName(m_key);
    }
    QSize sizeHint() const override
    {
        const int wide = QFontMetrics(capFont()).horizontalAdvance(m_key);
        return { wide + Theme::instance().px(12), Theme::instance().px(18) };
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const auto &t = common::tokens();
        common::paintBox(&painter, rect(), t.window, t.hairline, Theme::instance().px(3));
        painter.setFont(capFont());
        painter.setPen(t.textSecondary);
        painter.drawText(rect(), Qt::AlignCenter, m_key);
    }

private:
    static QFont capFont() { return Theme::instance().ui(Theme::Size::Caption); }
    QString m_key;
};

QToolButton *menuButton(const QString &name, const QString &icon, QWidget *parent)
{
    QToolButton *button = textButton(name, icon, parent);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(new QMenu(button));
    return button;
}

} // namespace

DashboardStrip::DashboardStrip(QWidget *parent)
    : QWidget(parent)
    , m_window(menuButton(QStringLiteral("dashboardWindow"), QStringLiteral("clock"), this))
    , m_interval(
          menuButton(QStringLiteral("dashboardInterval"), QStringLiteral("auto-refresh"), this))
    , m_node(menuButton(QStringLiteral("dashboardNode"), QStringLiteral("shard"), this))
    , m_pause(textButton(QStringLiteral("dashboardPause"), QStringLiteral("pause"), this))
    , m_mark(textButton(QStringLiteral("dashboardMark"), QStringLiteral("mark"), this))
    , m_pauseKey(new KeyCap(QStringLiteral("Space"), this))
    , m_markKey(new KeyCap(QStringLiteral("M"), this))
    , m_exclude(new QCheckBox(this))
    , m_noticeIcon(new QLabel(this))
    , m_notice(new common::PlainLabel(this))
    , m_export(new QPushButton(this))
{
    setObjectName(QStringLiteral("dashboardStrip"));
    m_exclude->setObjectName(QStringLiteral("dashboardExcludeOwn"));
    m_notice->setObjectName(QStringLiteral("dashboardNotice"));
    m_export->setObjectName(QStringLiteral("dashboardExport"));
    m_export->setIcon(common::icon(QStringLiteral("export")));
    common::setButtonSize(m_export, common::ButtonSize::Small);
    m_notice->setElideMode(Qt::ElideRight);
    m_notice->setType(Theme::Size::Secondary);
    m_notice->setRole(&common::Tokens::textSecondary);
    m_notice->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_exclude->setChecked(true);
    m_pause->setCheckable(true);
    m_node->hide();

    auto *menu = new QMenu(m_export);
    m_picture = menu->addAction(QString());
    m_picture->setObjectName(QStringLiteral("exportPicture"));
    m_table = menu->addAction(QString());
    m_table->setObjectName(QStringLiteral("exportTable"));

    auto *row = new QHBoxLayout(this);
    row->addWidget(m_window);
    row->addWidget(m_interval);
    row->addWidget(m_node);
    row->addSpacing(Theme::instance().px(8));
    row->addWidget(m_pause);
    row->addWidget(m_pauseKey);
    row->addSpacing(Theme::instance().px(8));
    row->addWidget(m_mark);
    row->addWidget(m_markKey);
    row->addSpacing(Theme::instance().px(8));
    row->addWidget(m_exclude);
    row->addStretch(1);
    row->addWidget(m_noticeIcon);
    row->addWidget(m_notice);
    row->addSpacing(Theme::instance().px(6));
    row->addWidget(m_export);

    connect(m_pause, &QToolButton::clicked, this, &DashboardStrip::pauseToggled);
    connect(m_mark, &QToolButton::clicked, this, &DashboardStrip::markRequested);
    connect(m_exclude, &QCheckBox::toggled, this, &DashboardStrip::excludeOwnToggled);
    connect(m_export, &QPushButton::clicked, this, &DashboardStrip::openExportMenu);
    connect(m_picture, &QAction::triggered, this, &DashboardStrip::pictureRequested);
    connect(m_table, &QAction::triggered, this, &DashboardStrip::tableRequested);
    connect(&Theme::instance(), &Theme::changed, this, [this] { restyle(); });
    setNotice({});
    restyle();
    retranslate();
}

QString DashboardStrip::windowName(int minutes)
{
    return minutes < 60 ? tr("%1 min").arg(minutes) : tr("%1 h").arg(minutes / 60);
}

void DashboardStrip::restyle()
{
    const auto &theme = Theme::instance();
    layout()->setContentsMargins(theme.px(12), 0, theme.px(16), 0);
    layout()->setSpacing(theme.px(4));
    setFixedHeight(theme.px(40));
    for (QWidget *each : { static_cast<QWidget *>(m_window), static_cast<QWidget *>(m_interval),
                           static_cast<QWidget *>(m_node), static_cast<QWidget *>(m_pause),
                           static_cast<QWidget *>(m_mark), static_cast<QWidget *>(m_exclude),
                           static_cast<QWidget *>(m_export) })
        each->setFont(theme.ui(Theme::Size::Secondary));
    m_noticeIcon->setPixmap(common::iconPixmap(QStringLiteral("warning"),
                                               common::tokens().textSecondary, theme.px(14),
                                               devicePixelRatioF()));
    update();
}

void DashboardStrip::retranslate()
{
    m_window->setText(windowName(m_minutes));
    m_window->setAccessibleName(tr("Time window"));
    m_window->setToolTip(tr("Time window ([ and ])"));
    m_interval->setText(tr("every %1 s").arg(m_seconds));
    m_interval->setAccessibleName(tr("Sampling interval"));
    m_interval->setToolTip(tr("Sampling interval"));
    const auto chosen = std::find_if(m_nodes.cbegin(), m_nodes.cend(),
                                     [this](const auto &node) { return node.id == m_chosen; });
    m_node->setText(tr("Nodes: %1")
                        .arg(chosen == m_nodes.cend() || m_chosen.isEmpty() ? tr("All primaries")
                                                                            : chosen->address));
    m_node->setAccessibleName(m_node->text());
    m_node->setToolTip(tr("Nodes shown") + u'\n' + m_node->text().toHtmlEscaped());
    m_pause->setText(m_paused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(tr("Stops drawing, not sampling (Space)"));
    m_pause->setAccessibleName(m_pause->text());
    m_mark->setText(tr("Mark"));
    m_mark->setAccessibleName(tr("Mark"));
    m_mark->setToolTip(tr("Marks the ends of a span, A and B (M)"));
    m_exclude->setText(tr("Exclude this app"));
    m_exclude->setAccessibleName(m_exclude->text());
    m_exclude->setToolTip(tr("Browsing keys moves the server's hit and miss counters too. Ticked: "
                             "this app's own lookups are taken off."));
    m_export->setAccessibleName(tr("Export"));
    m_export->setToolTip(tr("Export (Ctrl+E)"));
    m_picture->setText(tr("Picture (PNG)…"));
    m_table->setText(tr("Table (CSV)…"));
    fillMenus();
    fit();
}

void DashboardStrip::fillMenus()
{
    const auto fill = [this](QToolButton *button, const auto &values, int now, auto text,
                             auto signal) {
        QMenu *menu = button->menu();
        menu->clear();
        for (const int value : values) {
            QAction *action = menu->addAction(text(value));
            action->setCheckable(true);
            action->setChecked(value == now);
            connect(action, &QAction::triggered, this, [this, signal, value] {
                Q_EMIT(this->*signal)(value);
            });
        }
    };
    fill(m_window, windows, m_minutes, &DashboardStrip::windowName, &DashboardStrip::windowPicked);
    fill(
        m_interval, intervals, m_seconds, [](int s) { return tr("every %1 s").arg(s); },
        &DashboardStrip::intervalPicked);
    QMenu *menu = m_node->menu();
    menu->clear();
    const auto add = [&](const QString &text, const QByteArray &id) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(id == m_chosen);
        connect(action, &QAction::triggered, this, [this, id] { Q_EMIT nodePicked(id); });
    };
    add(tr("All primaries"), {});
    for (const auto &node : std::as_const(m_nodes))
        add(node.address, node.id);
}

void DashboardStrip::setNodes(const QList<stats::Sampler::NodeName> &nodes,
                              const QByteArray &chosen)
{
    const auto same = [](const auto &a, const auto &b) {
        return a.id == b.id && a.address == b.address;
    };
    if (chosen == m_chosen
        && std::equal(nodes.cbegin(), nodes.cend(), m_nodes.cbegin(), m_nodes.cend(), same))
        return;
    m_nodes = nodes;
    m_chosen = chosen;
    m_node->setVisible(!nodes.isEmpty());
    retranslate();
}

void DashboardStrip::setWindow(int minutes)
{
    m_minutes = minutes;
    retranslate();
}

void DashboardStrip::setInterval(int seconds)
{
    m_seconds = seconds;
    retranslate();
}

void DashboardStrip::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setChecked(paused);
    m_pause->setIcon(common::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    retranslate();
}

void DashboardStrip::setExcludeOwn(bool exclude)
{
    m_exclude->setChecked(exclude);
}

void DashboardStrip::setNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->setAccessibleName(text);
    fit();
}

QSize DashboardStrip::minimumSizeHint() const
{
    return { Theme::instance().px(420), Theme::instance().px(40) };
}

void DashboardStrip::fit()
{
    // Words go first where room is short; what a button does stays in its tooltip and name.
    const auto &theme = Theme::instance();
    const bool roomy = width() >= theme.px(780);
    m_pauseKey->setVisible(roomy);
    m_markKey->setVisible(roomy);
    const auto style = roomy ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    m_pause->setToolButtonStyle(style);
    m_mark->setToolButtonStyle(style);
    const bool cramped = width() < theme.px(600);
    m_node->setToolButtonStyle(cramped ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_export->setText(cramped ? QString() : tr("Export"));

    const bool words = !m_notice->text().isEmpty() && width() >= theme.px(1040);
    m_notice->setVisible(words);
    m_noticeIcon->setVisible(!m_notice->text().isEmpty());
    m_noticeIcon->setToolTip(m_notice->text().toHtmlEscaped());
    m_noticeIcon->setAccessibleName(m_notice->text());
}

void DashboardStrip::openExportMenu()
{
    QMenu *menu = m_export->findChild<QMenu *>();
    menu->popup(m_export->mapToGlobal(
        QPoint(m_export->width() - menu->sizeHint().width(), m_export->height() + 2)));
}

void DashboardStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &t = common::tokens();
    painter.fillRect(rect(), t.surface);
    painter.fillRect(0, height() - 1, width(), 1, t.hairline);
    // A rule between the groups.
    for (const QWidget *before :
         { static_cast<QWidget *>(m_pause), static_cast<QWidget *>(m_exclude) }) {
        const int at = before->x() - Theme::instance().px(7);
        painter.fillRect(at, Theme::instance().px(12), 1, height() - Theme::instance().px(24),
                         t.hairline);
    }
}

void DashboardStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

void DashboardStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace ui
