#include "widgets/browser/deletesheet.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "base/keytype.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include <QAbstractListModel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>

namespace ui {

namespace {

using common::Theme;
using profiles::Environment;

/// The names as they will be sent, shown as text; nothing is copied.
class Names final : public QAbstractListModel {
public:
    Names(const QByteArrayList &names, QObject *parent)
        : QAbstractListModel(parent)
        , m_names(names)
    {
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_names.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::DisplayRole)
            return base::displayText(m_names.at(index.row()), 300);
        if (role == Qt::FontRole)
            return Theme::instance().fixed();
        return {};
    }

private:
    QByteArrayList m_names;
};

} // namespace

DeleteSheet::DeleteSheet(QWidget *host, const profiles::Profile &profile, const Plan &plan)
    : Sheet(host)
    , m_profile(profile)
    , m_plan(plan)
    , m_question(new common::PlainLabel(this))
    , m_status(new common::PlainLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_delete(new QPushButton(this))
{
    setObjectName(QStringLiteral("deleteSheet"));
    setPanelWidth(560);
    const int count = int(plan.keys.size());
    const QString number = base::countText(count);
    setTitle(count == 1 ? tr("Delete key") : tr("Delete %n key(s)", nullptr, count));

    QString types = plan.facts;
    for (size_t type = 0; plan.facts.isEmpty() && type < plan.byType.size(); ++type) {
        if (!plan.byType[type])
            continue;
        if (!types.isEmpty())
            types += QStringLiteral(" · ");
        const auto keyType = base::KeyType(type);
        types +=
            (keyType == base::KeyType::Unknown ? tr("type not asked") : base::keyTypeBadge(keyType))
            + QLatin1Char(' ') + base::countText(plan.byType[type]);
    }
    auto *byType = new common::PlainLabel(types, this);
    byType->setObjectName(QStringLiteral("deleteTypes"));
    byType->setRole(&common::Tokens::textSecondary);
    byType->setWordWrap(true);
    body()->addWidget(byType);

    auto *list = new QListView(this);
    list->setObjectName(QStringLiteral("deleteNames"));
    list->setAccessibleName(tr("Keys that will be deleted"));
    list->setModel(new Names(plan.keys, list));
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setMinimumHeight(Theme::instance().px(count > 1 ? 192 : 40));
    list->setMaximumHeight(Theme::instance().px(count > 1 ? 320 : 40));
    m_list = list;
    body()->addWidget(list);

    const auto note = [this](const QString &text, QColor common::Tokens::*role) {
        auto *label = new common::PlainLabel(text, this);
        label->setRole(role);
        label->setWordWrap(true);
        body()->addWidget(label);
    };
    if (plan.partial)
        note(tr("Only listed keys are deleted. The scan is not complete, so the folder may hold "
                "more."),
             &common::Tokens::warn);
    if (!plan.reason.isEmpty())
        note(tr("This cannot be undone: %1.").arg(plan.reason), &common::Tokens::warn);

    m_question->setObjectName(QStringLiteral("deleteQuestion"));
    m_question->setWordWrap(true);
    body()->addWidget(m_question);
    const QString word = expectedWord();
    if (!word.isEmpty()) {
        m_question->setText(
            m_profile.environment == Environment::Production
                ? tr("You are about to delete %1 keys on PRODUCTION. Type %2 to confirm.")
                      .arg(number, word)
                : tr("Type %1 to confirm.").arg(word));
        m_word = new QLineEdit(this);
        m_word->setObjectName(QStringLiteral("deleteWord"));
        m_word->setAccessibleName(m_question->text());
        body()->addWidget(m_word);
        connect(m_word, &QLineEdit::textChanged, this,
                [this, word](const QString &text) { m_delete->setEnabled(text == word); });
    } else {
        m_question->hide();
    }
    m_status->setObjectName(QStringLiteral("deleteStatus"));
    m_status->setWordWrap(true);
    m_status->hide();
    m_progress->setObjectName(QStringLiteral("deleteProgress"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    body()->addWidget(m_progress);
    body()->addWidget(m_status);

    m_delete->setText(count == 1 && !plan.reason.isEmpty()
                          ? tr("Delete permanently")
                          : tr("Delete %n key(s)", nullptr, count));
    m_delete->setObjectName(QStringLiteral("deleteConfirm"));
    m_delete->setAccessibleName(m_delete->text());
    m_delete->setEnabled(word.isEmpty());
    m_delete->setAutoDefault(false);
    common::setButtonRole(m_delete, common::ButtonRole::Danger);
    m_cancel->setObjectName(QStringLiteral("deleteCancel"));
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setAutoDefault(false);
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_delete);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_bulk && m_progress->isVisible())
            m_bulk->stop();
        else
            close();
    });
    connect(m_delete, &QPushButton::clicked, this, [this] {
        m_delete->setEnabled(false);
        Q_EMIT confirmed();
    });
    open(m_word ? static_cast<QWidget *>(m_word) : m_cancel);
}

QString DeleteSheet::expectedWord() const
{
    if (m_plan.reason.isEmpty()) // class C: a look is enough
        return {};
    switch (m_profile.cautionEnvironment()) {
    case Environment::Staging:
        return QString::number(m_plan.keys.size());
    case Environment::Production:
        return m_profile.name;
    default:
        return {};
    }
}

void DeleteSheet::run(keys::BulkDelete *bulk)
{
    m_bulk = bulk;
    bulk->setParent(this);
    setClosable(false);
    m_question->hide();
    if (m_word)
        m_word->hide();
    m_delete->hide();
    m_progress->setRange(0, int(bulk->total()));
    m_progress->show();
    m_status->show();
    m_status->setText(tr("Deleting…"));
    m_cancel->setText(tr("Stop"));
    m_cancel->setAccessibleName(m_cancel->text());
    connect(bulk, &keys::BulkDelete::progressed, this, [this](qsizetype done, qsizetype total) {
        m_progress->setValue(int(done));
        m_status->setText(tr("%1 of %2").arg(base::countText(done), base::countText(total)));
    });
    connect(bulk, &keys::BulkDelete::finished, this, &DeleteSheet::finish);
    bulk->start();
}

void DeleteSheet::finish()
{
    const keys::BulkDelete::Report &report = m_bulk->report();
    m_progress->hide();
    m_list->hide();
    setTitle(tr("Deletion report"));
    QStringList lines{ tr("Deleted: %1").arg(base::countText(report.deleted.size())) };
    const auto add = [&](const QString &text, qsizetype count) {
        if (count)
            lines += text.arg(base::countText(count));
    };
    add(tr("Already gone: %1"), report.gone.size());
    add(tr("Refused: %1"), report.failed.size());
    add(tr("Outcome unknown, because the connection broke: %1"), report.unknown.size());
    add(tr("Not sent: %1"), report.untouched.size());
    if (!report.failed.isEmpty())
        lines += base::displayText(report.failed.first().key, 60) + QStringLiteral(": ")
            + report.failed.first().error.text;
    if (!report.error.text.isEmpty())
        lines += report.error.text;
    m_status->setText(lines.join(QLatin1Char('\n')));
    m_cancel->setText(tr("Close"));
    m_cancel->setAccessibleName(m_cancel->text());
    setClosable(true);
    m_cancel->setFocus();
}

} // namespace ui
