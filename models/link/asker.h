#pragma once
#include "aws/asker.h"
#include "base/secret.h"
#include <QFuture>
#include <QList>
#include <QMetaType>
#include <QString>

namespace links {

/// A host key that nobody here has seen before.
struct HostKeyQuestion {
    int hop = 0; ///< of the profile's chain; 0 = the first, -1 = not known, of `ssh` alone
    QString address; ///< "bastion.example:22"
    QString keyType; ///< "ED25519", "ECDSA 256", "RSA 3072"
    QString fingerprint; ///< "SHA256:…", as ssh-keygen prints it
    /// Types of other keys that are stored for it and that nothing here can check; mostly empty.
    /// When it is not, the question must say so: another host may be answering.
    QString storedTypes;
    /// The `ssh` of the system asks: it keeps what is accepted in the person's own known_hosts, so
    /// that Once cannot be had and counts as Cancel.
    bool onlyForGood = false;
};

enum class HostKeyAnswer : quint8 { Cancel, Once, Store };

/// Words that a sign-in needs from the person. All texts but `lines` of our own kinds come from a
/// server or a program: plain text, shown as such.
struct Prompt {
    enum class Kind : quint8 {
        Password,
        KeyPassphrase,
        Interactive, ///< keyboard-interactive: whatever the server asks, one-time codes too
        MfaCode, ///< of AWS: `address` is the profile, `user` the device; one line
        Confirm, ///< a program asks yes or no; `lines` has one line, the answer is "yes" or "no"
    };
    struct Line {
        QString text;
        bool echo = false; ///< what is typed may be seen

        friend bool operator==(const Line &, const Line &) = default;
    };
    Kind kind = Kind::Password;
    int hop = 0; ///< as in HostKeyQuestion
    QString address; ///< "bastion.example:22"; where the hop is not known, what `ssh` says of it
    QString user;
    QString title; ///< the server's heading; may be empty
    QString instruction; ///< the server's; may be empty
    QList<Line> lines; ///< at least one; the answer has as many words
    QString keyFile; ///< of KeyPassphrase; empty = the stored key
    bool again = false; ///< the last answer was wrong
    bool mayRemember = false; ///< the words can serve again
};

struct PromptAnswer {
    bool given = false; ///< false = the person gave up
    QList<base::Secret> words;
    bool remember = false; ///< keep them in the SecretStore, once they have proved right
};

/// Where a tunnel turns when it needs a person. Called in the network thread, answers at leisure,
/// from any thread. A question that is no longer of use is withdrawn by cancelling the future: stop
/// showing it then (QPromise::isCanceled). A promise that ends without an answer counts as given
/// up. Must outlive nothing: a tunnel holds it by shared pointer.
class Asker : public aws::Asker {
public:
    /// By prompt().
    [[nodiscard]] QFuture<base::Result<base::Secret>>
    mfaCode(const aws::MfaQuestion &question) override;

    [[nodiscard]] virtual QFuture<HostKeyAnswer> hostKey(const HostKeyQuestion &question) = 0;
    [[nodiscard]] virtual QFuture<PromptAnswer> prompt(const Prompt &prompt) = 0;
    /// The words of `answer`, which were to be remembered, have let us in.
    virtual void proved(const Prompt &prompt, const PromptAnswer &answer) = 0;
};

} // namespace links

Q_DECLARE_METATYPE(links::HostKeyQuestion)
Q_DECLARE_METATYPE(links::Prompt)
