#pragma once
#include <QLoggingCategory>

namespace base {
Q_DECLARE_LOGGING_CATEGORY(logApp) // larder.app
Q_DECLARE_LOGGING_CATEGORY(logSession) // larder.session
Q_DECLARE_LOGGING_CATEGORY(logLink) // larder.link
Q_DECLARE_LOGGING_CATEGORY(logStorage) // larder.storage
} // namespace base
