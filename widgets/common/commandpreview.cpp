#include "widgets/common/commandpreview.h"
#include "widgets/common/buttons.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace common {

namespace {

/// As redis-cli reads it: bare when it is a plain word, else in double quotes with its escapes.
QString quoted(const QByteArray &argument)
{
    bool plain = !argument.isEmpty();
    for (const char c : argument) {
        const auto u = static_cast<unsigned char>(c);
        if (u <= 0x20 || u >= 0x7f || c == '"' || c == '\'' || c == '\\')
            plain = false;
    }
    if (plain)
        return QString::fromLatin1(argument);
    // Hangul and other UTF-8 stays readable; redis-cli takes it inside quotes as it stands.
    const QString text = QString::fromUtf8(argument);
    const bool utf8 = text.toUtf8() == argument;
    QString out = QStringLiteral("\"");
    const auto escape = [&out](char c) {
        switch (c) {
        case '"':
            out += QStringLiteral("\\\"");
            return;
        case '\\':
            out += QStringLiteral("\\\\");
            return;
        case '\n':
            out += QStringLiteral("\\n");
            return;
        case '\r':
            out += QStringLiteral("\\r");
            return;
        case '\t':
            out += QStringLiteral("\\t");
            return;
        default:
            break;
        }
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x20 || u >= 0x7f)
            out += QStringLiteral("\\x%1").arg(u, 2, 16, QLatin1Char('0'));
        else
            out += QLatin1Char(c);
    };
    if (utf8) {
        for (const QChar c : text) {
            if (c.unicode() < 0x80)
                escape(static_cast<char>(c.unicode()));
            else
                out += c;
        }
    } else {
        for (const char c : argument)
            escape(c);
    }
    return out + QLatin1Char('"');
}

constexpr int previewLimit = 4000; ///< characters painted; the copy has all of them

} // namespace

CommandPreview::CommandPreview(QWidget *parent)
    : QWidget(parent)
    , m_copy(new IconButton(QStringLiteral("copy-command"), tr("Copy command"), this))
{
    setObjectName(QStringLiteral("commandPreview"));
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_copy->setSmall(true);
    m_copy->setEnabled(false);
    setAccessibleName(tr("Command preview"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, Theme::instance().px(4), 0);
    row->addStretch(1);
    row->addWidget(m_copy);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(text());
        Q_EMIT copied();
    });
}

QString CommandPreview::line(const QByteArrayList &command)
{
    QStringList words;
    for (const QByteArray &argument : command)
        words.append(quoted(argument));
    return words.join(QLatin1Char(' '));
}

void CommandPreview::setCommands(const QList<QByteArrayList> &commands)
{
    m_commands = commands;
    m_copy->setEnabled(!commands.isEmpty());
    setAccessibleDescription(text().left(previewLimit));
    updateGeometry();
    update();
}

QString CommandPreview::text() const
{
    QStringList lines;
    for (const QByteArrayList &command : m_commands)
        lines.append(line(command));
    return lines.join(QLatin1Char('\n'));
}

void CommandPreview::setBoxed(bool boxed)
{
    m_boxed = boxed;
    update();
}

QSize CommandPreview::sizeHint() const
{
    const Theme &theme = Theme::instance();
    return { theme.px(240), theme.px(32) };
}

QSize CommandPreview::minimumSizeHint() const
{
    const Theme &theme = Theme::instance();
    return { theme.px(80), theme.px(32) };
}

void CommandPreview::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    if (m_boxed)
        paintBox(&painter, rect(), t.sunken, {}, 4);
    painter.setFont(theme.fixed());
    const QFontMetrics metrics = painter.fontMetrics();
    int x = m_boxed ? theme.px(10) : 0;
    const int end = m_copy->x() - theme.px(8);
    int painted = 0;
    const int space = metrics.horizontalAdvance(QLatin1Char(' '));
    const auto word = [&](const QString &text, const QColor &colour) {
        if (x >= end)
            return;
        painter.setPen(colour);
        const QString shown = metrics.elidedText(text.left(previewLimit), Qt::ElideRight, end - x);
        painter.drawText(QRect(x, 0, end - x, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
        painted += static_cast<int>(text.size());
        x = shown == text ? x + metrics.horizontalAdvance(text) + space : end;
    };
    for (qsizetype i = 0; i < m_commands.size() && x < end && painted < previewLimit; ++i) {
        if (i > 0)
            word(QStringLiteral("+"), t.textMuted);
        const QByteArrayList &command = m_commands.at(i);
        for (qsizetype a = 0; a < command.size() && x < end; ++a) {
            // Long values: only what can be seen is quoted.
            const QByteArray &argument = command.at(a);
            const QString text = quoted(argument.left(previewLimit));
            const bool isString = text.startsWith(QLatin1Char('"'));
            word(text, a == 0 ? t.accent : isString ? t.ok : t.textPrimary);
        }
    }
}

void CommandPreview::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_copy->setName(tr("Copy command"));
        setAccessibleName(tr("Command preview"));
    }
}

} // namespace common
