#pragma once
#include "base/result.h"
#include "profiles/profile.h"
#include <QByteArray>
#include <optional>

// What `aws ssm start-session` and its plugin say, read for what they mean. Sources: the messages
// of AWS CLI 2.x and of session-manager-plugin 1.2.

namespace links {

/// The local port of "Port 34567 opened for sessionId …", once "Waiting for connections" says that
/// it is listened on.
[[nodiscard]] std::optional<quint16> readAwsCliPort(const QByteArray &output);
/// "jin-0123456789abcdef0"; empty when it was not told.
[[nodiscard]] QString readAwsCliSession(const QByteArray &output);
/// How often the bastion has told that it cannot connect to the server.
[[nodiscard]] qsizetype countAwsCliRefusals(const QByteArray &output);

/// Why it ended before it listened.
[[nodiscard]] base::Error awsCliFailure(const QByteArray &errors,
                                        const profiles::TunnelSettings &settings);
[[nodiscard]] base::Error awsCliMissing(const QString &program, const QByteArray &detail);
[[nodiscard]] base::Error awsCliSilent(qint64 seconds);
/// It listened, and ended.
[[nodiscard]] base::Error awsCliLost(const QString &target, const QByteArray &words);

} // namespace links
