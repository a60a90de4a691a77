#pragma once
#include "app/cli/target.h"
#include "resp/send.h"
#include <QCommandLineParser>
#include <QStringList>
#include <functional>

namespace cli {

/// The words behind a command, taken apart.
struct Arguments {
    QCommandLineParser parser;
    QStringList positional;
    bool dashes = false; ///< there was a "--"
    resp::Command after; ///< what followed it, byte for byte
    /// What the command starts belongs to it: it ends while the application is still there, since
    /// threads need that to clear up.
    QObject *owner = nullptr;
};

/// Each returns an exit status at once (refused, or all done), or -1: the event loop has to run and
/// ends with it.
int runTest(const Arguments &arguments);
int runTunnel(const Arguments &arguments);
int runExec(const Arguments &arguments);
int runProfiles(const Arguments &arguments);
int runAws(const Arguments &arguments);
int runImport(const Arguments &arguments);
int runExport(const Arguments &arguments);

/// What begins with a PROFILE: finds it, lets `prepare` change or refuse it, collects its secrets
/// and calls `ready`. Returns an exit status when it ends before that, and -1 while it goes on.
/// `prepare` refusing ends with Usage for Kind::Invalid, otherwise with ErrorReply.
int withTarget(
    const Arguments &arguments,
    const std::function<void(const profiles::Profile &, const profiles::Secrets &)> &ready,
    const std::function<base::Result<>(profiles::Profile &)> &prepare = {});
/// The same for a target that is at hand; what collects its secrets belongs to `owner`.
int withTarget(
    Target target, QObject *owner,
    const std::function<void(const profiles::Profile &, const profiles::Secrets &)> &ready,
    const std::function<base::Result<>(profiles::Profile &)> &prepare = {});
/// The secret in the file of --password-file; empty when it was not given.
[[nodiscard]] base::Result<base::Secret> givenPassword(const Arguments &arguments);
/// Complains and returns Usage.
int usageError(const QString &sentence);

} // namespace cli
