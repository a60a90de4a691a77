#pragma once
#include "link/ssh/identity.h"
#include "link/ssh/sshhop.h"
#include "link/ssh/sshquestion.h"

namespace links {

class SshConversation;
class SshKeySupply;

/// Signs in at one hop, over a session whose host key is trusted: with keys first, then with words,
/// and with words after a key where the server wants both.
class SshSignIn final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshSignIn)

public:
    /// The session must outlive it. Destroying it before its end ends the session's connection.
    SshSignIn(SshSession &session, SshHopPlan plan, QObject *parent = nullptr);
    ~SshSignIn() override;

    /// Ends in signedIn() or failed(), from the event loop; in nothing when it is destroyed.
    void start();
    /// "publickey (~/.ssh/id_ed25519)", "password": in the order of trying.
    [[nodiscard]] QStringList tried() const { return m_tried; }

Q_SIGNALS:
    void signedIn();
    void failed(const base::Error &why);

private:
    static constexpr int wordTries = 3; ///< of each kind, as OpenSSH's client does
    struct Callback;
    using Step = int (SshSignIn::*)();

    void list();
    void next();
    void collectKeys();
    void nextKey();
    void tryKey();
    int keyStep();
    int signature(unsigned char **bytes, size_t *length, const QByteArray &data);
    void signatureCame(const base::Result<QByteArray> &signature);
    void keyRefused();
    [[nodiscard]] bool mayUseWords() const;
    void password();
    void tryPassword(const base::Secret &word);
    int passwordStep();
    void converse();
    void conversationAsked(const Prompt &asked);
    void conversationEnded(int code);
    [[nodiscard]] std::optional<QList<base::Secret>> knownWords(const Prompt &prompt) const;
    void ask(Prompt prompt, std::function<void(const PromptAnswer &)> done);
    void keepWords(const Prompt &prompt, const QList<base::Secret> &words);
    void await(Step step);
    void settle(int code);
    void judgeGiven(bool accepted);
    void addTried(const QString &method);
    void pause();
    void resume();
    void succeed();
    void giveUp();
    void giveUp(const base::Error &why);

    SshSession &m_session;
    const SshHopPlan m_plan;
    const QByteArray m_user;
    QTimer m_limit; ///< for the server's answers
    QTimer m_hangUp; ///< while somebody else is waited for: has the server gone?
    QList<QByteArray> m_methods; ///< that the server still accepts
    bool m_partial = false; ///< something was right, and more is wanted
    QStringList m_tried;
    int m_refusals = 0;
    bool m_done = false;

    std::unique_ptr<SshKeySupply> m_supply;
    bool m_keysFound = false;
    QList<IdentityPtr> m_keys; ///< that are still to be tried
    IdentityPtr m_key;
    QByteArray m_algorithm;
    QByteArray m_blob; ///< of m_key, as libssh2 is to send it
    bool m_signing = false;
    std::optional<base::Result<QByteArray>> m_signature;

    std::unique_ptr<SshQuestion> m_question;
    QList<std::pair<Prompt, PromptAnswer>> m_given; ///< by the person, in the try under way
    base::Secret m_word; ///< the password that is being tried
    int m_passwordTries = 0;
    std::unique_ptr<SshConversation> m_conversation;
    int m_talks = 0; ///< keyboard-interactive tries
    int m_rounds = 0; ///< of the conversation
    bool m_oneTime = false; ///< a word of this sign-in cannot serve again
};

} // namespace links
