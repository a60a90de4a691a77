#include "widgets/values/fieldadder.h"
#include "widgets/common/buttons.h"
#include "widgets/common/theme.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

FieldAdder::FieldAdder(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_value(new QLineEdit(this))
    , m_add(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    const common::Theme &theme = common::Theme::instance();
    setObjectName(QStringLiteral("fieldAdder"));
    m_field->setObjectName(QStringLiteral("newFieldName"));
    m_value->setObjectName(QStringLiteral("newFieldValue"));
    m_add->setObjectName(QStringLiteral("stageField"));
    m_close->setObjectName(QStringLiteral("closeFieldAdder"));
    for (QLineEdit *edit : { m_field, m_value })
        edit->setFont(theme.fixed());
    common::setButtonRole(m_close, common::ButtonRole::Flat);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(6));
    row->setSpacing(theme.px(8));
    row->addWidget(m_field, 1);
    row->addWidget(m_value, 2);
    row->addWidget(m_add);
    row->addWidget(m_close);
    connect(m_add, &QPushButton::clicked, this, &FieldAdder::add);
    connect(m_close, &QPushButton::clicked, this, &FieldAdder::dismissed);
    connect(m_field, &QLineEdit::returnPressed, m_value, qOverload<>(&QWidget::setFocus));
    connect(m_value, &QLineEdit::returnPressed, this, &FieldAdder::add);
    retranslate();
}

void FieldAdder::retranslate()
{
    m_field->setPlaceholderText(tr("Field"));
    m_field->setAccessibleName(tr("Field"));
    m_value->setPlaceholderText(tr("Value"));
    m_value->setAccessibleName(tr("Value"));
    m_add->setText(tr("Add"));
    m_close->setText(tr("Close"));
}

void FieldAdder::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void FieldAdder::open()
{
    show();
    m_field->setFocus();
}

void FieldAdder::add()
{
    Q_EMIT added(m_field->text().toUtf8(), m_value->text().toUtf8());
    m_field->clear();
    m_value->clear();
    m_field->setFocus();
}

void FieldAdder::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT dismissed();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace ui
