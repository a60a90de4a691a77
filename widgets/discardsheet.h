#pragma once
#include <functional>

class QString;
class QWidget;

namespace ui {

/// Asks over `host` whether unsaved edits may be lost; `text` says which. Cancel has the focus.
void askToDiscard(QWidget *host, const QString &text, const std::function<void()> &discard);

} // namespace ui
