#include "widgets/stats/marksbar.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include "widgets/stats/figures.h"
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace ui {

using common::Theme;

MarksBar::MarksBar(QWidget *parent)
    : QWidget(parent)
    , m_title(new common::PlainLabel(this))
    , m_from(new common::PlainLabel(this))
    , m_to(new common::PlainLabel(this))
    , m_flagA(new QLabel(this))
    , m_flagB(new QLabel(this))
    , m_arrow(new QLabel(QStringLiteral("→"), this))
    , m_figures(new common::PlainLabel(this))
    , m_clear(new QPushButton(this))
    , m_copy(new QPushButton(this))
{
    setObjectName(QStringLiteral("marksBar"));
    m_title->setType(Theme::Size::Secondary, QFont::DemiBold);
    m_figures->setObjectName(QStringLiteral("marksFigures"));
    m_figures->setFixedType(Theme::Size::Secondary);
    m_figures->setElideMode(Qt::ElideRight);
    m_clear->setObjectName(QStringLiteral("marksClear"));
    m_copy->setObjectName(QStringLiteral("marksCopy"));
    m_copy->setIcon(common::icon(QStringLiteral("copy")));
    common::setButtonRole(m_clear, common::ButtonRole::Flat);
    common::setButtonSize(m_clear, common::ButtonSize::Small);
    common::setButtonSize(m_copy, common::ButtonSize::Small);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::instance().px(36), 0, Theme::instance().px(8), 0);
    row->setSpacing(Theme::instance().px(16));
    row->addWidget(m_title);
    auto *span = new QHBoxLayout;
    span->setSpacing(Theme::instance().px(8));
    for (QWidget *part : { static_cast<QWidget *>(m_flagA), static_cast<QWidget *>(m_from),
                           static_cast<QWidget *>(m_arrow), static_cast<QWidget *>(m_flagB),
                           static_cast<QWidget *>(m_to) })
        span->addWidget(part);
    m_from->setFixedType();
    m_to->setFixedType();
    row->addLayout(span);
    row->addWidget(m_figures, 1);
    row->addWidget(m_clear);
    row->addWidget(m_copy);

    connect(&Theme::instance(), &Theme::changed, this, [this] { restyle(); });
    restyle();
    connect(m_clear, &QPushButton::clicked, this, &MarksBar::clearRequested);
    connect(m_copy, &QPushButton::clicked, this, &MarksBar::copyReport);
    retranslate();
    hide();
}

void MarksBar::show(const stats::Sampler &sampler, bool excludeOwn)
{
    m_marks = sampler.marks();
    m_span = sampler.markedSpan(excludeOwn);
    m_excludeOwn = excludeOwn;
    retranslate();
    setVisible(!m_marks.isEmpty());
}

void MarksBar::retranslate()
{
    m_title->setText(tr("Marks"));
    m_clear->setText(tr("Clear"));
    m_clear->setAccessibleName(m_clear->text());
    m_copy->setText(tr("Copy report"));
    m_copy->setAccessibleName(m_copy->text());
    m_copy->setEnabled(m_span.has_value());
    m_copy->setToolTip(m_span ? QString() : tr("There is no second mark yet"));

    m_from->setText(m_marks.isEmpty() ? QString() : clockTime(m_marks.first().when));
    m_to->setText(m_span ? clockTime(m_span->to) : QString());
    fit();
    QString text;
    if (!m_marks.isEmpty() && !m_span) {
        text = tr("press M again at the end of the span");
    } else if (m_span) {
        const QString gap = QStringLiteral(" · ");
        const QLocale locale;
        if (m_span->lookups) {
            text += tr("hits %1").arg(locale.toString(m_span->lookups->hits));
            text += gap + tr("misses %1").arg(locale.toString(m_span->lookups->misses));
            text += gap
                + (m_span->lookups->rate()
                       ? tr("hit rate %1 %").arg(percent(*m_span->lookups->rate()))
                       : tr("no lookups"));
            if (m_span->lookups->rate() && m_span->lookups->isFew())
                text +=
                    QStringLiteral(" · ") + tr("few lookups (%1)").arg(m_span->lookups->total());
            if (m_excludeOwn && !m_span->lookups->exact)
                text += QStringLiteral(" · ") + tr("estimated");
        }
        if (m_span->commands >= 0)
            text += (text.isEmpty() ? QString() : gap)
                + tr("ops %1").arg(locale.toString(m_span->commands));
    }
    m_figures->setText(text);
    m_figures->setAccessibleName(text);
}

QString MarksBar::report() const
{
    if (!m_span)
        return {};
    const auto iso = [](qint64 when) {
        return QDateTime::fromMSecsSinceEpoch(when)
            .toOffsetFromUtc(QDateTime::fromMSecsSinceEpoch(when).offsetFromUtc())
            .toString(Qt::ISODate);
    };
    QStringList lines{ QStringLiteral("A %1").arg(iso(m_span->from)),
                       QStringLiteral("B %1").arg(iso(m_span->to)) };
    if (m_span->lookups) {
        lines += tr("hits %1").arg(m_span->lookups->hits);
        lines += tr("misses %1").arg(m_span->lookups->misses);
        lines += m_span->lookups->rate()
            ? tr("hit rate %1 %").arg(QString::number(*m_span->lookups->rate(), 'f', 2))
            : tr("no lookups");
        lines +=
            m_excludeOwn ? tr("Lookups of this app excluded") : tr("Lookups of this app included");
        if (m_excludeOwn && !m_span->lookups->exact)
            lines += tr("estimated");
    }
    if (m_span->commands >= 0)
        lines += tr("ops %1").arg(m_span->commands);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QSize MarksBar::minimumSizeHint() const
{
    return { Theme::instance().px(360), Theme::instance().px(40) };
}

void MarksBar::fit()
{
    // The figures are what the bar is for: the times give way to them.
    const bool roomy = width() >= Theme::instance().px(660);
    for (QWidget *part : { static_cast<QWidget *>(m_flagA), static_cast<QWidget *>(m_from),
                           static_cast<QWidget *>(m_arrow) })
        part->setVisible(roomy);
    m_title->setVisible(roomy);
    m_flagB->setVisible(roomy && m_span);
    m_to->setVisible(roomy && m_span);
}

void MarksBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void MarksBar::restyle()
{
    const auto &t = common::tokens();
    const auto &theme = Theme::instance();
    const auto flag = [&](const QString &letter) {
        const qreal ratio = devicePixelRatioF();
        QPixmap pixmap(QSize(theme.px(15), theme.px(14)) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        const QRect box(0, 0, theme.px(15), theme.px(14));
        common::paintBox(&painter, box, t.accent, {}, theme.px(2));
        QFont font = theme.ui(Theme::Size::Caption, QFont::Bold);
        font.setPixelSize(theme.px(10));
        painter.setFont(font);
        painter.setPen(t.onAccent);
        painter.drawText(box, Qt::AlignCenter, letter);
        return pixmap;
    };
    m_flagA->setPixmap(flag(QStringLiteral("A")));
    m_flagB->setPixmap(flag(QStringLiteral("B")));
    for (QPushButton *button : { m_clear, m_copy })
        button->setFont(theme.ui(Theme::Size::Secondary));
    update();
}

void MarksBar::copyReport()
{
    QGuiApplication::clipboard()->setText(report());
}

void MarksBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &t = common::tokens();
    common::paintBox(&painter, rect(), t.surface, t.hairline, Theme::instance().px(4));
    common::paintIcon(&painter,
                      QRect(Theme::instance().px(12), 0, Theme::instance().px(16), height()),
                      QStringLiteral("mark"), t.accent, Theme::instance().px(16));
}

void MarksBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        restyle();
    QWidget::changeEvent(event);
}

} // namespace ui
