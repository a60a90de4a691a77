#pragma once
#include "link/asker.h"
#include "link/ssh/sshsession.h"
#include "link/tunnel.h"
#include "profiles/profile.h"
#include "profiles/sshsecrets.h"
#include <QElapsedTimer>
#include <QHash>
#include <QSet>

namespace links {

class Link;

/// What one hop of a tunnel has learnt from the person, so that it asks nothing twice.
struct SshHopMemory {
    QSet<QByteArray> acceptedKeys; ///< public blobs
    base::Secret password;
    base::Secret passphrase;
    QHash<QString, base::Secret> answers; ///< of keyboard-interactive, by the text of the line
    bool oneTime = false; ///< the sign-in needed words that cannot serve again
    /// To be remembered, and right as far as they went since the sign-in began; a word that was
    /// refused is not among them. The last of each kind.
    QList<std::pair<Prompt, PromptAnswer>> right;

    void keepRight(const Prompt &prompt, const PromptAnswer &answer);
};

/// What is needed to get through one hop.
struct SshHopPlan {
    int number = 0;
    profiles::SshHop hop;
    profiles::HostKeyPolicy policy = profiles::HostKeyPolicy::Ask;
    profiles::HopSecrets secrets;
    SshPlaces places;
    std::shared_ptr<Asker> asker; ///< may be null
    std::shared_ptr<SshHopMemory> memory;
    SshRhythm rhythm;

    /// "bastion.example:22"
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString user() const;
};

} // namespace links
