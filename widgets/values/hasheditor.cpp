#include "widgets/values/hasheditor.h"
#include "base/displaytext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/values/fieldadder.h"
#include "widgets/values/hashdelegate.h"
#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>

namespace ui {

using values::HashModel;

HashEditor::HashEditor(const resp::Send &send, const QByteArray &key, const base::Capabilities &can,
                       QWidget *parent)
    : TableEditor(base::KeyType::Hash, new HashModel(send, key, can), parent)
    , m_can(can)
    , m_model(findChild<HashModel *>())
    , m_add(new QPushButton(this))
    , m_delete(new QPushButton(this))
    , m_adder(new FieldAdder(this))
{
    m_add->setObjectName(QStringLiteral("addField"));
    m_add->setIcon(common::icon(QStringLiteral("plus")));
    m_delete->setObjectName(QStringLiteral("deleteField"));
    m_delete->setIcon(common::icon(QStringLiteral("minus")));
    m_adder->hide();
    bar()->addWidget(m_add);
    bar()->addWidget(m_delete);
    column()->insertWidget(1, m_adder);
    auto *delegate = new HashDelegate(table());
    table()->setItemDelegate(delegate);
    table()->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                             | QAbstractItemView::AnyKeyPressed);

    connect(delegate, &HashDelegate::refused, this, &ValueEditor::toast);
    connect(m_add, &QPushButton::clicked, m_adder, &FieldAdder::open);
    connect(m_adder, &FieldAdder::dismissed, this, [this] {
        m_adder->hide();
        table()->setFocus();
    });
    connect(m_adder, &FieldAdder::added, this,
            [this](const QByteArray &field, const QByteArray &value) {
                // A name on this page is that field's edit; one elsewhere is found out by the save.
                m_model->stage(field, value);
            });
    connect(m_delete, &QPushButton::clicked, this, &HashEditor::deleteSelected);
    connect(table()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { showButtons(); });
    connect(table(), &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (m_readOnly)
            Q_EMIT editRefused();
        else if (index.column() == HashModel::FieldColumn)
            table()->edit(index.siblingAtColumn(HashModel::ValueColumn));
    });
    connect(m_model, &HashModel::stagedChanged, this, [this] {
        showButtons();
        Q_EMIT stagedChanged();
    });
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, table()->viewport(), qOverload<>(&QWidget::update));
    if (can.fieldTtl)
        m_countdown.start();
    HashEditor::retranslate();
}

void HashEditor::retranslate()
{
    TableEditor::retranslate();
    m_add->setText(tr("Field", "add a field"));
    m_add->setAccessibleName(tr("Add field"));
    m_delete->setText(tr("Field", "delete a field"));
    m_delete->setAccessibleName(tr("Delete field"));
    showButtons();
}

void HashEditor::showButtons()
{
    const QString locked = m_readOnly ? tr("Read-only") : QString();
    const bool any = table()->selectionModel()->hasSelection();
    m_add->setEnabled(!m_readOnly);
    m_delete->setEnabled(!m_readOnly && any);
    m_add->setToolTip(m_readOnly ? locked : tr("Add field"));
    m_delete->setToolTip(m_readOnly ? locked
                             : any  ? tr("Delete field")
                                    : tr("Select the fields to delete."));
}

void HashEditor::deleteSelected()
{
    const QByteArrayList fields = selectedIdentities();
    for (const QByteArray &field : fields)
        m_model->stageDelete(field);
}

void HashEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_model->setReadOnly(readOnly);
    if (readOnly)
        m_adder->hide();
    showButtons();
}

int HashEditor::changeCount() const
{
    return int(m_model->changes().size());
}

values::SavePlan HashEditor::plan() const
{
    return values::HashWriter{ m_model->key(), m_model->changes(), m_can }.plan();
}

void HashEditor::settle(const base::Result<> &outcome)
{
    m_model->settle(outcome);
}

void HashEditor::resolve(const values::Conflict &conflict, Choice choice)
{
    m_model->resolve(conflict.name, conflict.server,
                     choice == Choice::Loaded       ? conflict.loaded
                         : choice == Choice::Server ? conflict.server
                                                    : conflict.mine);
}

void HashEditor::revert()
{
    m_model->revertAll();
}

void HashEditor::undo()
{
    m_model->undo();
}

void HashEditor::redo()
{
    m_model->redo();
}

QString HashEditor::untouched() const
{
    const qint64 others = m_model->total() - changeCount();
    return others > 0 ? tr("%n field(s) you did not touch are not part of this save", nullptr,
                           int(qMin<qint64>(others, 2147483647)))
                      : QString();
}

} // namespace ui
