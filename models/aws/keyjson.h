#pragma once
#include "aws/keys.h"
#include "base/result.h"
#include <QJsonObject>

namespace aws {

/// Keys as programs and metadata services print them: AccessKeyId, SecretAccessKey, Expiration and
/// a session token under `tokenName`. Kind::Protocol where a half is missing or the time is none.
[[nodiscard]] base::Result<Keys> keysFromJson(const QJsonObject &object, const QString &tokenName);

/// A time as AWS writes it, "2026-07-01T12:00:00Z" or with an offset, or ending in "UTC" as old
/// CLIs wrote it; one without a zone is UTC. Invalid when it is none.
[[nodiscard]] QDateTime awsTime(const QString &text);

} // namespace aws
