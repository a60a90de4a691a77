#pragma once
#include "aws/cache.h"

namespace aws {

/// In words, for people; each in the language of the program.
[[nodiscard]] QString answerText(Answer answer); ///< "yes", "no", "unknown"
/// "✓", "✗", "unknown".
[[nodiscard]] QString answerMark(Answer answer);
[[nodiscard]] QString modeText(Mode mode); ///< empty = unknown
[[nodiscard]] QString authText(CacheAuth auth); ///< empty = unknown
/// "Valkey 7.2.6", "Redis"; empty = not told.
[[nodiscard]] QString engineText(const Cache &cache);
/// "3 nodes", "2 shards, 6 nodes", "serverless"; empty = not told.
[[nodiscard]] QString nodesText(const Cache &cache);
/// "not permitted: ec2:DescribeSecurityGroups".
[[nodiscard]] QString notPermittedText(const QString &action);
/// What the account does not tell because of a denial, one sentence for each.
[[nodiscard]] QStringList denialTexts(const QList<Denied> &denied);
/// What was denied and matters to who chooses among these bastions: without calls of ECS where
/// there are some already, and none is a task.
[[nodiscard]] QStringList deniedActions(const QList<Denied> &denied,
                                        const QList<Bastion> &bastions);

/// What AWS's users may have named: one line without control characters, of 300 at most.
[[nodiscard]] QString oneLine(const QString &text);
/// The same for a tool tip, which would take markup for its own.
[[nodiscard]] QString tipText(const QString &text);

/// The first of the actions that was denied; empty = none was.
[[nodiscard]] QString firstDenied(const QList<Denied> &denied, const QStringList &actions);

} // namespace aws
