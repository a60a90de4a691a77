#include "widgets/values/stringeditor.h"
#include "base/durationtext.h"
#include "values/codecs/textform.h"
#include "values/stringwriter.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/values/codeview.h"
#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using values::ViewAs;

namespace {

constexpr qint64 editLimit = qint64(2) * 1024 * 1024;
constexpr qint64 lineLimit = qint64(100) * 1024;
/// Of a value too long for the editor. Escaped bytes take four characters each, and laying out one
/// line of these must not be felt.
constexpr qint64 partSize = qint64(32) * 1024;

bool hasLongLine(const QByteArray &bytes)
{
    qsizetype from = 0;
    while (bytes.size() - from > lineLimit) {
        const qsizetype end = bytes.indexOf('\n', from);
        if (end < 0 || end - from > lineLimit)
            return true;
        from = end + 1;
    }
    return false;
}

/// Does not cut a UTF-8 sequence.
qint64 boundary(const QByteArray &bytes, qint64 at)
{
    for (int i = 0; i < 3 && at > 0 && at < bytes.size() && (uchar(bytes.at(at)) & 0xC0) == 0x80;
         ++i)
        --at;
    return qBound(qint64(0), at, qint64(bytes.size()));
}

} // namespace

StringEditor::StringEditor(const resp::Send &send, const resp::Send &work, const QByteArray &key,
                           const base::Capabilities &can, QWidget *parent)
    : ValueEditor(parent)
    , m_can(can)
    , m_value(new values::StringValue(send, work, key, this))
    , m_viewAs(new QComboBox(this))
    , m_viewLabel(new common::PlainLabel(this))
    , m_info(new common::PlainLabel(this))
    , m_why(new common::PlainLabel(this))
    , m_editText(new QPushButton(this))
    , m_text(new CodeView(this))
    , m_partBar(new QWidget(this))
    , m_partInfo(new common::PlainLabel(m_partBar))
    , m_previousPart(new QPushButton(m_partBar))
    , m_nextPart(new QPushButton(m_partBar))
    , m_loadMore(new QPushButton(m_partBar))
    , m_loadAll(new QPushButton(m_partBar))
    , m_toFile(new QPushButton(m_partBar))
{
    const Theme &theme = Theme::instance();
    m_viewAs->setObjectName(QStringLiteral("viewAs"));
    for (const ViewAs as :
         { ViewAs::Auto, ViewAs::Text, ViewAs::Json, ViewAs::Hex, ViewAs::Unzipped })
        m_viewAs->addItem(QString(), int(as));
    m_viewAs->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_viewLabel->setType(Theme::Size::Secondary);
    m_viewLabel->setRole(&common::Tokens::textSecondary);
    m_viewLabel->setBuddy(m_viewAs);
    m_info->setObjectName(QStringLiteral("stringInfo"));
    m_info->setType(Theme::Size::Secondary);
    m_info->setRole(&common::Tokens::textSecondary);
    m_why->setObjectName(QStringLiteral("whyReadOnly"));
    m_why->setType(Theme::Size::Secondary);
    m_why->setRole(&common::Tokens::textSecondary);
    m_why->setElideMode(Qt::ElideRight);
    m_editText->setObjectName(QStringLiteral("editAsText"));
    common::setButtonSize(m_editText, common::ButtonSize::Small);
    m_text->setObjectName(QStringLiteral("stringText"));
    m_partInfo->setObjectName(QStringLiteral("partInfo"));
    m_partInfo->setType(Theme::Size::Secondary);
    m_previousPart->setObjectName(QStringLiteral("previousPart"));
    m_nextPart->setObjectName(QStringLiteral("nextPart"));
    m_loadMore->setObjectName(QStringLiteral("loadMore"));
    m_loadAll->setObjectName(QStringLiteral("loadAll"));
    m_toFile->setObjectName(QStringLiteral("saveToFile"));

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    bar->setSpacing(theme.px(8));
    bar->addWidget(m_viewLabel);
    bar->addWidget(m_viewAs);
    bar->addWidget(m_why, 1);
    bar->addWidget(m_editText);
    bar->addWidget(m_info);
    auto *parts = new QHBoxLayout(m_partBar);
    parts->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    parts->setSpacing(theme.px(8));
    parts->addWidget(m_partInfo, 1);
    for (QPushButton *button : { m_previousPart, m_nextPart, m_loadMore, m_loadAll, m_toFile }) {
        common::setButtonSize(button, common::ButtonSize::Small);
        parts->addWidget(button);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_text, 1);
    column->addWidget(m_partBar);
    setFocusProxy(m_text);
    m_partBar->hide();
    m_editText->hide();

    connect(m_viewAs, &QComboBox::activated, this, [this] {
        m_partAt = 0;
        show();
    });
    connect(m_editText, &QPushButton::clicked, this, [this] {
        m_viewAs->setCurrentIndex(m_viewAs->findData(int(ViewAs::Text)));
        show();
        m_text->setFocus();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, &StringEditor::textEdited);
    connect(m_text, &CodeView::editRefused, this, [this] {
        if (m_readOnly)
            Q_EMIT editRefused();
        else if (!m_rendered.whyNot.isEmpty())
            Q_EMIT toast(m_rendered.whyNot);
    });
    connect(m_previousPart, &QPushButton::clicked, this, [this] {
        m_partAt = boundary(shownBytes(), m_partAt - partSize);
        show();
    });
    connect(m_nextPart, &QPushButton::clicked, this, [this] {
        m_partAt = boundary(shownBytes(), m_partAt + partSize);
        show();
    });
    connect(m_loadMore, &QPushButton::clicked, m_value, &values::StringValue::loadMore);
    connect(m_loadAll, &QPushButton::clicked, m_value, &values::StringValue::loadAll);
    connect(m_toFile, &QPushButton::clicked, this, &StringEditor::saveToFile);
    connect(m_value, &values::StringValue::loadingChanged, this,
            [this] { Q_EMIT loadingChanged(); });
    connect(m_value, &values::StringValue::failed, this, &ValueEditor::failed);
    connect(m_value, &values::StringValue::fileSaved, this,
            [this](const QString &path) { Q_EMIT toast(tr("Saved to %1").arg(path)); });
    connect(m_value, &values::StringValue::loaded, this, [this](bool changed) {
        if (!m_mine)
            m_base = m_value->bytes();
        const bool first = !std::exchange(m_loadedOnce, true);
        if (first || (changed && !m_mine))
            show();
        else
            showPart();
        Q_EMIT loaded(changed && !first);
    });
    retranslate();
}

void StringEditor::retranslate()
{
    m_viewLabel->setText(tr("View as"));
    m_viewAs->setAccessibleName(tr("View as"));
    m_viewAs->setItemText(1, tr("Text"));
    m_viewAs->setItemText(2, tr("JSON"));
    m_viewAs->setItemText(3, tr("Hex"));
    m_viewAs->setItemText(4, tr("gzip / zlib"));
    m_viewAs->setItemText(0,
                          m_rendered.chain.isEmpty() || m_viewAs->currentIndex() != 0
                              ? tr("Auto")
                              : tr("Auto: %1").arg(m_rendered.chain.join(QStringLiteral(" › "))));
    m_editText->setText(tr("Edit as text"));
    m_text->setAccessibleName(tr("Value"));
    m_previousPart->setText(tr("Previous part"));
    m_nextPart->setText(tr("Next part"));
    m_loadMore->setText(tr("Load more"));
    m_loadAll->setText(tr("Load all"));
    m_toFile->setText(tr("Save to file…"));
}

void StringEditor::changeEvent(QEvent *event)
{
    ValueEditor::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_loadedOnce)
            showPart();
    }
}

const QByteArray &StringEditor::shownBytes() const
{
    return m_mine ? *m_mine : m_value->bytes();
}

void StringEditor::show()
{
    const auto as = ViewAs(m_viewAs->currentData().toInt());
    const QByteArray &bytes = shownBytes();
    const bool complete = m_value->isComplete();
    const bool tooLong = bytes.size() > editLimit || hasLongLine(bytes);
    m_badEscape = false;
    if (tooLong) {
        const QByteArray part = bytes.sliced(
            m_partAt, boundary(bytes, qMin<qint64>(m_partAt + partSize, bytes.size())) - m_partAt);
        const bool hex = as == ViewAs::Hex
            || (as == ViewAs::Auto && !values::isUtf8(bytes.first(boundary(bytes, partSize))));
        m_rendered = values::render(part, hex ? ViewAs::Hex : ViewAs::Text, false);
        m_rendered.whyNot = tr("Too long for an editor: over 2 MB, or a line over 100 KB.");
    } else {
        m_rendered = values::render(bytes, as, complete);
    }
    m_showing = true;
    m_text->setColouring(m_rendered.chain.contains(QStringLiteral("JSON"))
                             ? CodeView::Colouring::Json
                             : CodeView::Colouring::None);
    m_text->setPlainText(m_rendered.text);
    // What the widget holds has to be what was put in; otherwise it is not for editing.
    if (m_rendered.editable && m_text->exactText() != m_rendered.text) {
        m_rendered.editable = false;
        m_rendered.whyNot = tr("The text view cannot hold this value exactly.");
    }
    m_text->setReadOnly(m_readOnly || !m_rendered.editable);
    m_text->setTextInteractionFlags(m_text->textInteractionFlags() | Qt::TextSelectableByMouse
                                    | Qt::TextSelectableByKeyboard);
    m_showing = false;
    showPart();
}

void StringEditor::showPart()
{
    const QByteArray &bytes = shownBytes();
    const bool tooLong = bytes.size() > editLimit || hasLongLine(bytes);
    const bool part = !m_value->isComplete();
    retranslate();
    m_why->setText(m_rendered.editable && m_rendered.escaped
                       ? tr("Escaped: \\n \\r \\t \\xNN stand for bytes.")
                       : m_rendered.editable ? QString()
                                             : m_rendered.whyNot);
    m_editText->setVisible(!m_rendered.editable && !part && !tooLong);
    QString info = base::sizeText(bytes.size());
    if (m_rendered.as == ViewAs::Unzipped && m_rendered.ok)
        info = tr("%1 → %2").arg(info, base::sizeText(m_rendered.text.toUtf8().size()));
    if (values::isUtf8(bytes.first(boundary(bytes, qMin<qint64>(bytes.size(), partSize)))))
        info += QStringLiteral(" · UTF-8");
    m_info->setText(info);
    m_partBar->setVisible(part || tooLong);
    QString text;
    if (part)
        text = tr("This value is %1. Showing the first %2.")
                   .arg(base::sizeText(m_value->size()), base::sizeText(m_value->bytes().size()));
    if (tooLong)
        text += (text.isEmpty() ? QString() : QStringLiteral(" "))
            + tr("Part %1 of %2")
                  .arg(m_partAt / partSize + 1)
                  .arg((bytes.size() + partSize - 1) / partSize);
    m_partInfo->setText(text);
    m_previousPart->setVisible(tooLong);
    m_nextPart->setVisible(tooLong);
    m_previousPart->setEnabled(m_partAt > 0);
    m_nextPart->setEnabled(m_partAt + partSize < bytes.size());
    const bool canLoad = part && m_value->bytes().size() < values::StringValue::memoryLimit;
    m_loadMore->setVisible(canLoad);
    m_loadAll->setVisible(canLoad && !m_value->isTooBig());
}

void StringEditor::textEdited()
{
    if (m_showing || !m_rendered.editable || m_text->isReadOnly())
        return;
    const auto bytes = values::fromTextForm({ m_text->exactText(), m_rendered.escaped });
    m_badEscape = !bytes;
    if (bytes)
        stage(*bytes);
    else
        Q_EMIT stagedChanged();
    m_info->setText(base::sizeText(shownBytes().size()));
}

void StringEditor::stage(const QByteArray &bytes)
{
    if (!m_mine)
        m_base = m_value->bytes();
    if (bytes == m_base)
        m_mine.reset();
    else
        m_mine = bytes;
    Q_EMIT stagedChanged();
}

void StringEditor::saveToFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save value to file"));
    if (!path.isEmpty())
        m_value->saveTo(path);
}

void StringEditor::load()
{
    m_value->load();
}

void StringEditor::cancel()
{
    m_value->cancel();
}

bool StringEditor::isLoading() const
{
    return m_value->isLoading();
}

QDateTime StringEditor::loadedAt() const
{
    return m_value->loadedAt();
}

QString StringEditor::facts() const
{
    return m_value->size() < 0 ? QString() : base::sizeText(m_value->size());
}

void StringEditor::focusValue()
{
    m_text->setFocus();
}

void StringEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_text->setReadOnly(readOnly || !m_rendered.editable);
    m_text->setTextInteractionFlags(m_text->textInteractionFlags() | Qt::TextSelectableByMouse
                                    | Qt::TextSelectableByKeyboard);
}

QString StringEditor::copyText() const
{
    return values::textForm(shownBytes()).text;
}

std::optional<values::NewKey> StringEditor::recipe() const
{
    if (!m_value->isComplete())
        return std::nullopt;
    values::NewKey key;
    key.key = m_value->key();
    key.type = base::KeyType::String;
    key.value = shownBytes();
    return key;
}

int StringEditor::changeCount() const
{
    return m_mine || m_badEscape ? 1 : 0;
}

QString StringEditor::problem() const
{
    return m_badEscape ? tr("A backslash begins an escape: \\\\ \\n \\r \\t \\xNN.") : QString();
}

values::SavePlan StringEditor::plan() const
{
    if (!m_mine || m_badEscape)
        return {};
    return values::StringWriter{ m_value->key(), m_base, *m_mine, m_can }.plan();
}

void StringEditor::settle(const base::Result<> &outcome)
{
    if (!outcome || !m_mine)
        return;
    m_value->setBytes(*m_mine);
    m_base = *m_mine;
    m_mine.reset();
    m_text->document()->setModified(false);
    Q_EMIT stagedChanged();
    showPart();
}

void StringEditor::resolve(const values::Conflict &conflict, Choice choice)
{
    const QByteArray server = conflict.server.value_or(QByteArray());
    m_value->setBytes(server);
    m_base = server;
    if (choice == Choice::Loaded)
        m_mine = conflict.loaded;
    if (choice == Choice::Server || m_mine == m_base)
        m_mine.reset();
    show();
    Q_EMIT stagedChanged();
}

void StringEditor::revert()
{
    m_mine.reset();
    m_badEscape = false;
    m_base = m_value->bytes();
    show();
    Q_EMIT stagedChanged();
}

void StringEditor::undo()
{
    m_text->undo();
}

void StringEditor::redo()
{
    m_text->redo();
}

} // namespace ui
