#include "widgets/values/conflictview.h"
#include "base/displaytext.h"
#include "widgets/common/plainlabel.h"
#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QRadioButton>
#include <QScrollArea>

namespace ui {

using common::Theme;
using common::tokens;

namespace {

/// A cell of the comparison on its diff colour.
class Cell final : public QWidget {
public:
    Cell(bool removed, bool plain, QWidget *parent)
        : QWidget(parent)
        , m_removed(removed)
        , m_plain(plain)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (!m_plain)
            painter.fillRect(rect(),
                             m_removed ? tokens().diffRemoved.background
                                       : tokens().diffAdded.background);
        painter.fillRect(0, height() - 1, width(), 1, tokens().hairline);
        painter.fillRect(width() - 1, 0, 1, height(), tokens().hairline);
    }

private:
    bool m_removed;
    bool m_plain;
};

common::PlainLabel *headerLabel(const QString &text, QWidget *parent)
{
    auto *label = new common::PlainLabel(text, parent);
    label->setType(Theme::Size::Secondary, QFont::DemiBold);
    return label;
}

} // namespace

ConflictView::ConflictView(const QList<values::Conflict> &conflicts, base::KeyType type,
                           const QDateTime &loadedAt, const QString &untouched, QWidget *parent)
    : QWidget(parent)
    , m_conflicts(conflicts)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("conflictView"));
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *content = new QWidget(area);
    area->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() turns it on
    area->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area);

    auto *grid = new QGridLayout;
    grid->setSpacing(0);
    const QString clock = QStringLiteral("HH:mm:ss");
    const QStringList titles{
        type == base::KeyType::Hash ? tr("Field") : tr("Value"),
        tr("Loaded %1").arg(loadedAt.toString(clock)),
        tr("Server now %1").arg(QDateTime::currentDateTime().toString(clock)),
        tr("Yours, not saved"),
    };
    for (int c = 0; c < titles.size(); ++c) {
        auto *cell = new Cell(false, true, content);
        auto *row = new QHBoxLayout(cell);
        row->setContentsMargins(theme.px(c ? 8 : 32), theme.px(6), theme.px(8), theme.px(6));
        row->addWidget(headerLabel(titles.at(c), cell));
        grid->addWidget(cell, 0, c);
        grid->setColumnStretch(c, c ? 3 : 2);
    }
    for (int i = 0; i < m_conflicts.size(); ++i) {
        const values::Conflict &conflict = m_conflicts.at(i);
        auto *group = new QButtonGroup(this);
        m_groups += group;
        auto *name = new Cell(false, true, content);
        auto *row = new QHBoxLayout(name);
        row->setContentsMargins(theme.px(32), theme.px(4), theme.px(8), theme.px(4));
        auto *label = new common::PlainLabel(
            type == base::KeyType::Hash ? base::displayText(conflict.name, 200) : tr("Whole value"),
            name);
        label->setFixedType();
        label->setElideMode(Qt::ElideMiddle);
        row->addWidget(label);
        grid->addWidget(name, i + 1, 0);
        grid->addWidget(cell(i, Choice::Loaded, conflict.loaded), i + 1, 1);
        grid->addWidget(cell(i, Choice::Server, conflict.server), i + 1, 2);
        grid->addWidget(cell(i, Choice::Mine, conflict.mine), i + 1, 3);
        connect(group, &QButtonGroup::idToggled, this, [this](int, bool on) {
            if (on)
                Q_EMIT choiceChanged();
        });
    }
    auto *body = new QVBoxLayout(content);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addLayout(grid);
    const auto note = [&](const QString &text) {
        auto *label = new common::PlainLabel(text, content);
        label->setType(Theme::Size::Secondary);
        label->setRole(&common::Tokens::textSecondary);
        label->setWordWrap(true);
        label->setContentsMargins(theme.px(32), theme.px(8), theme.px(12), theme.px(4));
        body->addWidget(label);
    };
    if (!untouched.isEmpty())
        note(untouched);
    note(tr("Nothing has been written. Choose a value for each row, then save your choices."));
    body->addStretch(1);
}

QWidget *ConflictView::cell(int row, Choice choice, const std::optional<QByteArray> &bytes)
{
    const Theme &theme = Theme::instance();
    auto *box = new Cell(choice == Choice::Loaded, false, this);
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4));
    line->setSpacing(theme.px(8));
    auto *radio = new QRadioButton(box);
    radio->setObjectName(QStringLiteral("choice%1_%2").arg(row).arg(int(choice)));
    const QString text = bytes ? base::displayText(*bytes, 300) : tr("(deleted)");
    radio->setAccessibleName((choice == Choice::Loaded       ? tr("Loaded")
                                  : choice == Choice::Server ? tr("Server now")
                                                             : tr("Yours"))
                             + QStringLiteral(": ") + text);
    m_groups.at(row)->addButton(radio, int(choice));
    auto *label = new common::PlainLabel(bytes && bytes->isEmpty() ? tr("(empty)") : text, box);
    label->setFixedType();
    label->setRole(choice == Choice::Loaded ? &common::Tokens::danger : &common::Tokens::ok);
    label->setElideMode(Qt::ElideRight);
    label->setBuddy(radio);
    line->addWidget(radio);
    line->addWidget(label, 1);
    return box;
}

int ConflictView::chosen() const
{
    int n = 0;
    for (const QButtonGroup *group : m_groups)
        n += group->checkedId() >= 0;
    return n;
}

std::optional<ConflictView::Choice> ConflictView::choice(int row) const
{
    const int id = m_groups.at(row)->checkedId();
    return id < 0 ? std::nullopt : std::optional(Choice(id));
}

void ConflictView::chooseAll(Choice choice)
{
    for (const QButtonGroup *group : std::as_const(m_groups))
        group->button(int(choice))->setChecked(true);
}

void ConflictView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
}

} // namespace ui
