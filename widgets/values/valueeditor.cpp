#include "widgets/values/valueeditor.h"

namespace ui {

ValueEditor::ValueEditor(QWidget *parent)
    : QWidget(parent)
{
}

} // namespace ui
