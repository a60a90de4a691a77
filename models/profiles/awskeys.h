#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QString>

namespace profiles {

/// Keys of AWS that a person has typed for one connection, as they rest in SecretSlot::Aws.
struct AwsKeys {
    QString accessKeyId;
    base::Secret secretAccessKey;
    base::Secret sessionToken; ///< empty = they do not end

    [[nodiscard]] bool isEmpty() const
    {
        return accessKeyId.isEmpty() || secretAccessKey.isEmpty();
    }
    /// Empty when there is nothing to keep.
    [[nodiscard]] base::Secret sealed() const;
    /// Of sealed(); an empty Secret gives none. Kind::Invalid for anything else.
    [[nodiscard]] static base::Result<AwsKeys> opened(const base::Secret &sealed);

    friend bool operator==(const AwsKeys &, const AwsKeys &) = default;
};

} // namespace profiles
