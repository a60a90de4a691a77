#pragma once
#include "base/secret.h"
#include <QDateTime>
#include <QString>

namespace aws {

/// What requests are signed with.
struct Keys {
    QString accessKeyId; ///< no secret: AWS prints it everywhere
    base::Secret secretAccessKey;
    base::Secret sessionToken; ///< empty = keys that do not end
    QDateTime expires; ///< UTC; invalid = they do not end
    /// Where they come from, for people: "profile shop-ro (SSO)", "environment",
    /// "profile ops, role arn:aws:iam::…:role/reader".
    QString source;

    [[nodiscard]] bool isEmpty() const
    {
        return accessKeyId.isEmpty() || secretAccessKey.isEmpty();
    }
    friend bool operator==(const Keys &, const Keys &) = default;
};

} // namespace aws
