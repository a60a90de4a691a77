#pragma once
#include "base/result.h"
#include "link/endpoint.h"
#include <QByteArray>
#include <QString>
#include <QStringList>
#include <chrono>
#include <optional>

// What the OpenSSH client says, with LC_ALL=C, in its questions and on its standard error. Source:
// its programs ssh(1) 8.4 to 9.9; anything else is taken as unknown words, never as an error of
// ours. Every function takes any bytes.
namespace links {

/// How often it asks for the same key or password; by our configuration.
inline constexpr int openSshTries = 3;

/// What askpass was called for.
struct OpenSshQuestion {
    enum class Kind : quint8 {
        HostKey,
        Password,
        KeyPassphrase,
        Interactive, ///< keyboard-interactive, a PIN, or what we do not know
        Confirm, ///< yes or no
        Notice, ///< no answer is wanted: a hardware key waits to be touched
    };
    Kind kind = Kind::Interactive;
    QString host; ///< of HostKey, Password, Interactive; empty = not told
    quint16 port = 0; ///< 0 = not told
    QString user;
    QString method; ///< of Password: "password" or "keyboard-interactive"
    QString keyFile; ///< of KeyPassphrase
    QString keyType; ///< of HostKey: "ED25519"
    QString fingerprint; ///< of HostKey: "SHA256:…"
    QString storedTypes; ///< of HostKey: not empty = keys of other types are known for it
    QString text; ///< as it came, without "(user@host) " and white space at its ends
};

/// `hint` is SSH_ASKPASS_PROMPT: "", "confirm" or "none".
[[nodiscard]] OpenSshQuestion readOpenSshQuestion(const QByteArray &text, const QByteArray &hint);

/// "Authenticated to bastion ([10.0.0.5]:22) using "publickey"."
struct OpenSshSignIn {
    QString host;
    QString method;
};
[[nodiscard]] std::optional<OpenSshSignIn> readOpenSshSignIn(const QByteArray &line);

/// "channel 3: open failed: connect failed: Connection refused". `reason` as in RFC 4254 §5.1.
struct OpenSshRefusal {
    quint32 reason = 0;
    QByteArray words;
};
[[nodiscard]] std::optional<OpenSshRefusal> readOpenSshRefusal(const QByteArray &line);

/// The tunnel's own words for its sentences, where ssh does not name them.
struct OpenSshNames {
    QString bastion; ///< "bastion.example:22", or the alias
    QString user; ///< may be empty
    QString program; ///< "ssh"
    std::chrono::milliseconds timeout{ 0 };
};

/// Why ssh ended before anybody was signed in. `words` is all that it said.
[[nodiscard]] base::Error openSshExitError(const QByteArray &words, const OpenSshNames &names);
/// Why it ended after that: Cause::TunnelLost.
[[nodiscard]] base::Error openSshLossError(const QByteArray &words, const OpenSshNames &names);

} // namespace links
