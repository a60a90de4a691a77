#include "widgets/stats/dashboardpage.h"
#include "widgets/common/theme.h"
#include "widgets/stats/chartwidget.h"
#include "widgets/stats/dashboardbody.h"
#include "widgets/stats/dashboardexport.h"
#include "widgets/stats/dashboardstrip.h"
#include "widgets/stats/figures.h"
#include "widgets/stats/marksbar.h"
#include <QBuffer>
#include <QFileDialog>
#include <QKeyEvent>
#include <QSaveFile>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

namespace ui {

using common::Theme;
using stats::Sampler;

DashboardPage::DashboardPage(Sampler *sampler, QWidget *parent)
    : QWidget(parent)
    , m_sampler(sampler)
    , m_strip(new DashboardStrip(this))
    , m_scroll(new QScrollArea(this))
    , m_body(new DashboardBody)
    , m_marks(new MarksBar(this))
    , m_foot(new QVBoxLayout)
{
    setObjectName(QStringLiteral("dashboardPage"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false);
    setFocusProxy(m_body->chart(Chart::HitRate));
    m_scroll->setObjectName(QStringLiteral("dashboardScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setBackgroundRole(QPalette::Window);
    m_scroll->setWidget(m_body);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_scroll, 1);
    m_foot->addWidget(m_marks);
    column->addLayout(m_foot);

    auto *exportKey = new QShortcut(QKeySequence(QStringLiteral("Ctrl+E")), this);
    exportKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(exportKey, &QShortcut::activated, m_strip, &DashboardStrip::openExportMenu);
    connect(m_strip, &DashboardStrip::windowPicked, this, [this](int minutes) {
        setWindowMinutes(minutes);
        Q_EMIT windowPicked(minutes);
    });
    connect(m_strip, &DashboardStrip::intervalPicked, this, [this](int seconds) {
        m_sampler->setInterval(seconds);
        m_strip->setInterval(m_sampler->interval());
        Q_EMIT intervalPicked(m_sampler->interval());
    });
    connect(m_strip, &DashboardStrip::nodePicked, m_sampler, &Sampler::setNode);
    connect(m_strip, &DashboardStrip::pauseToggled, this, [this] { setPaused(!isPaused()); });
    connect(m_strip, &DashboardStrip::markRequested, m_sampler, &Sampler::dropMark);
    connect(m_strip, &DashboardStrip::excludeOwnToggled, this, [this](bool exclude) {
        m_excludeOwn = exclude;
        refresh();
        Q_EMIT excludeOwnPicked(exclude);
    });
    connect(m_strip, &DashboardStrip::pictureRequested, this, [this] { ask(false); });
    connect(m_strip, &DashboardStrip::tableRequested, this, [this] { ask(true); });
    connect(m_body, &DashboardBody::windowStepRequested, this, &DashboardPage::stepWindow);
    connect(m_body, &DashboardBody::markRequested, m_sampler, &Sampler::dropMark);
    connect(m_body, &DashboardBody::pauseRequested, this, [this] { setPaused(!isPaused()); });
    connect(m_marks, &MarksBar::clearRequested, m_sampler, &Sampler::clearMarks);
    connect(m_sampler, &Sampler::sampled, this, [this] { refresh(); });
    connect(m_sampler, &Sampler::stateChanged, this, [this] { refresh(); });
    connect(m_sampler, &Sampler::marksChanged, this, [this] {
        refresh();
        arrange();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] { arrange(); });
    m_strip->setWindow(m_minutes);
    m_strip->setInterval(m_sampler->interval());
    retranslate();
}

DashboardPage::~DashboardPage() = default;

void DashboardPage::setTitle(const QString &title)
{
    m_title = title;
}

void DashboardPage::showLatency()
{
    ChartWidget *latency = m_body->chart(Chart::Latency);
    m_scroll->ensureWidgetVisible(latency);
    latency->setFocus(Qt::ShortcutFocusReason);
}

void DashboardPage::setWindowMinutes(int minutes)
{
    m_minutes = std::clamp(minutes, 1, 1440);
    m_strip->setWindow(m_minutes);
    refresh();
}

void DashboardPage::stepWindow(int by)
{
    const auto *begin = std::begin(DashboardStrip::windows);
    const auto *end = std::end(DashboardStrip::windows);
    const auto *now = std::lower_bound(begin, end, m_minutes);
    const auto next = std::clamp<qsizetype>(now - begin + by, 0, end - begin - 1);
    setWindowMinutes(begin[next]);
    Q_EMIT windowPicked(m_minutes);
}

void DashboardPage::setExcludeOwn(bool exclude)
{
    m_strip->setExcludeOwn(exclude); // its signal does the rest
}

void DashboardPage::setPaused(bool paused)
{
    if (paused == isPaused())
        return;
    m_pausedAt = paused ? m_sampler->now() : 0;
    m_strip->setPaused(paused);
    refresh();
}

void DashboardPage::refresh()
{
    refreshNotice();
    m_strip->setInterval(m_sampler->interval());
    m_strip->setNodes(m_sampler->nodes(), m_sampler->node());
    m_marks->show(*m_sampler, m_excludeOwn);
    if (!isVisible())
        return;
    View view;
    // Paused, the view stands still; offline it does not: the gap has to be seen growing.
    view.to = m_pausedAt != 0 ? m_pausedAt : m_sampler->now();
    if (m_pausedAt == 0 && m_sampler->state() != Sampler::State::Stale
        && m_sampler->history().last())
        view.to = m_sampler->history().last()->end;
    view.from = view.to - qint64(m_minutes) * 60'000;
    view.excludeOwn = m_excludeOwn;
    const auto points = m_sampler->history().points(view.from, view.to);
    const QString window = DashboardStrip::windowName(m_minutes);
    for (size_t i = 0; i < size_t(TileKind::Count); ++i) {
        const auto kind = TileKind(i);
        m_body->tile(kind)->setContent(tileContent(kind, *m_sampler, points, view, window));
        m_body->tile(kind)->setToolTip(
            Qt::convertFromPlainText(tileHint(kind, *m_sampler, view), Qt::WhiteSpaceNormal));
    }
    for (size_t i = 0; i < size_t(Chart::Count); ++i) {
        const auto chart = Chart(i);
        m_body->chart(chart)->setData(chartData(chart, *m_sampler, points, view));
    }
}

void DashboardPage::refreshNotice()
{
    QString notice;
    if (m_sampler->state() == Sampler::State::Stale && m_sampler->lastAnswer() > 0) {
        notice = tr("No answer since %1. Showing the last data.")
                     .arg(clockTime(m_sampler->lastAnswer()));
    } else if (m_sampler->infoRefusal()) {
        notice = tr("INFO is not available, so only round trips are shown. %1")
                     .arg(m_sampler->infoRefusal()->text);
    } else if (!m_sampler->coverage().isWhole()) {
        notice = tr("%1 of %2 shards")
                     .arg(m_sampler->coverage().present)
                     .arg(m_sampler->coverage().total);
    } else if (m_pausedAt != 0) {
        notice = tr("Paused at %1; sampling goes on.").arg(clockTime(m_pausedAt));
    } else if (!m_sampler->history().markers().empty()) {
        const stats::Marker &last = m_sampler->history().markers().back();
        const qint64 window = qint64(m_minutes) * 60'000;
        if (m_sampler->now() - last.when < window)
            notice = last.reset == stats::Reset::Failover
                ? tr("A replica took over at %1; rates start again here.").arg(clockTime(last.when))
                : tr("Server counters restarted at %1; rates start again here.")
                      .arg(clockTime(last.when));
    }
    m_strip->setNotice(notice);
}

void DashboardPage::retranslate()
{
    setAccessibleName(tr("Dashboard"));
    for (size_t i = 0; i < size_t(Chart::Count); ++i) {
        m_body->chart(Chart(i))->setTitle(chartTitle(Chart(i)));
        m_body->chart(Chart(i))->setWhatsThis(chartDefinition(Chart(i)));
    }
    refresh();
}

void DashboardPage::arrange()
{
    const int edge = m_marks->isHidden() ? 0 : Theme::instance().px(12);
    m_foot->setContentsMargins(Theme::instance().px(16),
                               m_marks->isHidden() ? 0 : Theme::instance().px(4),
                               Theme::instance().px(16), edge);
    m_marks->setFixedHeight(Theme::instance().px(40));
    layout()->activate();
    // The bar is asked for only when the height does not do; else its coming and going would move
    // everything while the window is dragged.
    const bool scrolls = m_body->arrange(m_scroll->size()) > m_scroll->height();
    m_scroll->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    if (scrolls)
        m_body->arrange({ m_scroll->width() - m_scroll->verticalScrollBar()->sizeHint().width(),
                          m_scroll->height() });
}

QByteArray DashboardPage::csv() const
{
    const qint64 to = m_pausedAt != 0 ? m_pausedAt : std::numeric_limits<qint64>::max();
    const auto *last = m_sampler->history().last();
    const qint64 from = (m_pausedAt != 0 ? m_pausedAt
                             : last      ? last->end
                                         : 0)
        - qint64(m_minutes) * 60'000;
    return dashboardCsv(m_sampler->history().points(from, to), m_excludeOwn);
}

QImage DashboardPage::picture()
{
    const auto &data = m_body->chart(Chart::HitRate)->data();
    return dashboardPicture(m_body, m_title.isEmpty() ? tr("Dashboard") : m_title,
                            { data.from, data.to, m_excludeOwn });
}

void DashboardPage::ask(bool table)
{
    auto *dialog = new QFileDialog(this, table ? tr("Export table") : tr("Export picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(table ? QStringLiteral("csv") : QStringLiteral("png"));
    dialog->selectFile(table ? QStringLiteral("dashboard.csv") : QStringLiteral("dashboard.png"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, table](const QString &path) { write(path, table); });
    dialog->open();
}

void DashboardPage::write(const QString &path, bool table)
{
    QByteArray bytes;
    if (table) {
        bytes = csv();
    } else {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        picture().save(&buffer, "PNG");
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        Q_EMIT exportFailed({ base::Error::Kind::Storage,
                              tr("The file could not be written: %1").arg(file.errorString()),
                              {} });
}

void DashboardPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        arrange();
    QWidget::changeEvent(event);
}

void DashboardPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DashboardPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
    refresh();
}

void DashboardPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space) {
        setPaused(!isPaused());
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace ui
