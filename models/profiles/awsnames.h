#pragma once
#include <QString>
#include <QStringList>

namespace profiles {

/// Why a Session Manager session cannot be asked for at `target`: "" = it can. In the form of
/// "i-…", "mi-…" or "ecs:cluster_task_container".
[[nodiscard]] QString ssmTargetProblem(const QString &target);
/// Why that is no region of AWS: "" = it has the form of one.
[[nodiscard]] QString awsRegionProblem(const QString &region);
/// Why that cannot stand for Session Manager's address: "" = it can. http is for this computer.
[[nodiscard]] QString awsEndpointProblem(const QString &url);
/// The regions that a person chooses from; there may be others.
[[nodiscard]] QStringList awsRegions();

} // namespace profiles
