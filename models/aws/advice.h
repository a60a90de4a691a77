#pragma once
#include "aws/cache.h"

namespace aws {

/// See Discovery. Names that AWS told are put into the line only when they are what AWS's names
/// are made of: the line is meant for a shell.
[[nodiscard]] QString ingressLine(const Cache &cache, const Bastion &bastion,
                                  const QString &region);
[[nodiscard]] QString checklist(const Cache &cache, const QList<RankedBastion> &ranked,
                                const QString &region);

} // namespace aws
