#pragma once
#include "base/result.h"
#include "link/tunnel.h"
#include "profiles/profile.h"
#include <QStringList>
#include <chrono>

namespace links {

/// How `ssh` is called for one profile. What is ours stands in a configuration file of one master,
/// before the person's own, since the first value counts and since ssh hands the file on (-F) to
/// the `ssh` that it starts for each jump host.
struct OpenSshCall {
    QString program;
    QByteArray config; ///< the file's text
    QStringList where; ///< words after the options: "-l", "me", …, "--", "bastion.example"
    QString bastion; ///< of the last hop: "bastion.example:22", or the alias
    QString user; ///< of the last hop; may be empty

    /// Kind::Invalid for what ssh or the shell of its ProxyCommand could take for something else:
    /// a host, user or alias that begins with "-" or has white space or a shell's characters in it,
    /// and for a path that ssh's configuration cannot hold. `timeout` is for each TCP connection
    /// and for the other end's first words.
    [[nodiscard]] static base::Result<OpenSshCall> of(const profiles::TunnelSettings &settings,
                                                      const SshPlaces &places,
                                                      std::chrono::milliseconds timeout);
};

} // namespace links
