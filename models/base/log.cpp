#include "base/log.h"

namespace base {
Q_LOGGING_CATEGORY(logApp, "larder.app", QtInfoMsg)
Q_LOGGING_CATEGORY(logSession, "larder.session", QtInfoMsg)
Q_LOGGING_CATEGORY(logLink, "larder.link", QtInfoMsg)
Q_LOGGING_CATEGORY(logStorage, "larder.storage", QtInfoMsg)
} // namespace base
