#include "widgets/common/focusring.h"
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSlider>

namespace common {

void FocusRing::install(QObject *parent)
{
    new FocusRing(parent);
}

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { follow(now); });
}

bool FocusRing::wantsRing(const QWidget *widget)
{
    if (!widget)
        return false;
    const QVariant wish = widget->property("focusRing");
    if (wish.isValid())
        return wish.toBool();
    if (const auto *edit = qobject_cast<const QLineEdit *>(widget)) {
        const bool isCellEditor = edit->parentWidget()
            && qobject_cast<QAbstractItemView *>(edit->parentWidget()->parentWidget());
        return edit->hasFrame() && !isCellEditor;
    }
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QSlider *>(widget);
}

void FocusRing::follow(QWidget *now)
{
    QWidget *target = wantsRing(now) ? now : nullptr;
    if (!target && !m_frame)
        return;
    // The frame becomes a child of the target's window and may die with it.
    if (!m_frame) {
        m_frame = new QFocusFrame;
        m_frame->setObjectName(QStringLiteral("focusRing"));
    }
    m_frame->setWidget(target);
}

} // namespace common
