#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QFuture>
#include <QString>

namespace aws {

/// A code of the person's multi-factor device, for AssumeRole.
struct MfaQuestion {
    QString profile; ///< whose role wants it
    QString device; ///< serial number or ARN: "arn:aws:iam::123456789012:mfa/jin"
    bool again = false; ///< the last code was refused
};

/// Where a KeySource turns when it needs a person. Called in the KeySource's thread, answers at
/// leisure from any thread; Kind::Cancelled = given up.
class Asker {
public:
    Asker() = default;
    virtual ~Asker() = default;
    Q_DISABLE_COPY_MOVE(Asker)

    [[nodiscard]] virtual QFuture<base::Result<base::Secret>>
    mfaCode(const MfaQuestion &question) = 0;
};

} // namespace aws
