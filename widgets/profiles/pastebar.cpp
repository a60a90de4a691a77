#include "widgets/profiles/pastebar.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

namespace ui {

using common::Theme;
using common::Tokens;

PasteBar::PasteBar(Demo demo, QWidget *parent)
    : Panel(&Tokens::window, demo == Demo::Offered ? Qt::Edges(Qt::BottomEdge) : Qt::Edges(),
            parent)
    , m_text(new QLineEdit)
    , m_hint(new common::PlainLabel(m_text))
    , m_problem(new common::PlainLabel)
    , m_file(new QPushButton)
    , m_aws(new QPushButton)
    , m_new(new QPushButton)
    , m_demo(new QPushButton)
{
    const Theme &theme = Theme::instance();
    const bool offered = demo == Demo::Offered;
    m_text->setObjectName(QStringLiteral("pasteField"));
    m_text->addAction(common::icon(QStringLiteral("paste")), QLineEdit::LeadingPosition);
    m_text->setMinimumHeight(theme.px(offered ? 32 : 48));
    m_hint->setType(Theme::Size::Caption);
    m_hint->setRole(&Tokens::textMuted);
    m_hint->setForegroundRole(QPalette::WindowText); // not the edit's own
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *inside = new QHBoxLayout(m_text);
    inside->setContentsMargins(0, 0, theme.px(8), 0);
    inside->addStretch(1);
    inside->addWidget(m_hint);
    m_problem->setObjectName(QStringLiteral("pasteProblem"));
    m_problem->setRole(&Tokens::danger);
    m_problem->setType(Theme::Size::Secondary);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_file->setObjectName(QStringLiteral("importFile"));
    m_file->setIcon(common::icon(QStringLiteral("import")));
    common::setButtonRole(m_file, common::ButtonRole::Flat);
    common::setButtonSize(m_file, common::ButtonSize::Large);
    m_aws->setObjectName(QStringLiteral("findInAws"));
    m_aws->setIcon(common::icon(QStringLiteral("aws")));
    common::setButtonSize(m_aws, common::ButtonSize::Large);
    m_new->setObjectName(offered ? QString() : QStringLiteral("cardNew"));
    m_new->setIcon(common::icon(QStringLiteral("plus")));
    common::setButtonRole(m_new, common::ButtonRole::Flat);
    common::setButtonSize(m_new, common::ButtonSize::Large);
    m_demo->setObjectName(QStringLiteral("tryDemo"));
    m_demo->setIcon(common::icon(QStringLiteral("play")));
    common::setButtonRole(m_demo, common::ButtonRole::Flat);
    common::setButtonSize(m_demo, common::ButtonSize::Large);
    m_demo->setVisible(offered);
    m_aws->setVisible(offered);
    m_new->setVisible(!offered);

    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    row->addWidget(m_text, 1);
    row->addWidget(m_aws);
    row->addWidget(m_file);
    row->addWidget(m_new);
    row->addWidget(m_demo);
    auto *column = new QVBoxLayout(this);
    if (offered)
        column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    else
        column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(6));
    column->addLayout(row);
    column->addWidget(m_problem);

    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_problem->hide();
        m_hint->setVisible(text.isEmpty());
    });
    connect(m_file, &QAbstractButton::clicked, this, &PasteBar::fileRequested);
    connect(m_demo, &QAbstractButton::clicked, this, &PasteBar::demoRequested);
    connect(m_aws, &QAbstractButton::clicked, this, &PasteBar::awsRequested);
    connect(m_new, &QAbstractButton::clicked, this, &PasteBar::newRequested);
    m_text->installEventFilter(this);
    retranslate();
}

void PasteBar::retranslate()
{
    m_text->setPlaceholderText(tr("Paste a URL, endpoint, redis-cli line, .env, application.yml…"));
    m_text->setAccessibleName(tr("Paste an endpoint"));
    m_hint->setText(QKeySequence(QKeySequence::Paste).toString(QKeySequence::NativeText));
    m_text->setTextMargins(0, 0, m_hint->sizeHint().width() + Theme::instance().px(8), 0);
    m_file->setText(tr("Import a file…"));
    m_file->setAccessibleName(m_file->text());
    m_aws->setText(tr("Find in AWS…"));
    m_aws->setAccessibleName(m_aws->text());
    m_aws->setToolTip(tr("Find in AWS (%1)").arg(QStringLiteral("Alt+A")));
    m_new->setText(tr("New connection…"));
    m_new->setAccessibleName(m_new->text());
    m_new->setToolTip(tr("New connection (%1)").arg(QStringLiteral("Ctrl+N")));
    m_demo->setText(tr("Try the demo server"));
    m_demo->setAccessibleName(m_demo->text());
}

void PasteBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Panel::changeEvent(event);
}

void PasteBar::takeFocus()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

void PasteBar::pasteClipboard()
{
    takeFocus();
    take(QApplication::clipboard()->text());
}

/// One line goes through the field, where it can be corrected; more would lose its line ends there.
void PasteBar::take(const QString &text)
{
    constexpr qsizetype longestLine = 4096;
    const QString trimmed = text.trimmed();
    if (trimmed.contains(u'\n') || trimmed.size() > longestLine) {
        m_text->clear();
        Q_EMIT previewRequested(text.toUtf8());
        return;
    }
    m_text->setText(trimmed);
    read();
}

bool PasteBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste)) {
            take(QApplication::clipboard()->text());
            return true;
        }
        // Not by returnPressed(): the field would pass the Enter on, and it would press the first
        // button of the sheet that comes of it.
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            read();
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

void PasteBar::read()
{
    const QByteArray text = m_text->text().toUtf8();
    const auto import = profiles::readImport(text);
    if (!import) {
        m_problem->setText(import.error().text);
        m_problem->show();
        return;
    }
    m_text->clear(); // it may have held a password
    const auto plain = [](const profiles::Found &each) {
        return each.kind == profiles::Found::Kind::Stated;
    };
    const bool one = import->candidates.size() == 1 && import->variables.isEmpty()
        && import->others.isEmpty() && !text.trimmed().contains(' ')
        && (text.contains("://") || !text.contains('='));
    if (one
        && std::all_of(import->candidates.first().found.cbegin(),
                       import->candidates.first().found.cend(), plain))
        Q_EMIT found(import->candidates.first(), text);
    else
        Q_EMIT previewRequested(text);
}

} // namespace ui
